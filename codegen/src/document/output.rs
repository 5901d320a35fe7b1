//! The document as text, in the form in which it is checked in and read in a diff.

use crate::json::{Key, Node, Object, Value};
use serde::{Serialize, Serializer, ser::SerializeMap};
use std::borrow::Cow;

/// The members of a document in the order of the OpenAPI specification; what is not among them
/// follows.
const ORDER: [&str; 17] = [
    "openapi",
    "swagger",
    "jsonSchemaDialect",
    "info",
    "externalDocs",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "servers",
    "security",
    "tags",
    "paths",
    "webhooks",
    "components",
    "definitions",
];

/// Where a member of a document stands among the others.
pub(super) fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// The document as indented JSON with a line break at its end. The mark, which says that the file
/// is generated, becomes its first member; components are sorted by name, all else stays in order.
pub fn to_text(root: &Node, mark: &str) -> String {
    let mut members: Vec<_> =
        root.as_object().map(|members| members.iter().collect()).unwrap_or_default();
    members.sort_by_key(|(key, _)| rank(&key.name));
    let mark = Node::string(mark, root.span);
    let marked = std::iter::once(("x-generated", Cow::Borrowed(&mark))).chain(
        members.into_iter().filter(|(key, _)| key.name != "x-generated").map(|(key, member)| {
            let sorted = key.name == "components";
            (
                key.name.as_str(),
                if sorted { Cow::Owned(by_name(member)) } else { Cow::Borrowed(member) },
            )
        }),
    );
    // Writing to memory cannot fail, and every key is a string.
    let mut text = serde_json::to_string_pretty(&Members(marked.collect())).unwrap_or_default();
    text.push('\n');
    text
}

/// The components, each kind of them sorted by name.
fn by_name(components: &Node) -> Node {
    let mut components = components.clone();
    for kind in components.as_object_mut().into_iter().flat_map(Object::values_mut) {
        if let Some(entries) = kind.as_object_mut() {
            entries.sort_by(|left: &Key, _, right: &Key, _| left.name.cmp(&right.name));
        }
    }
    components
}

/// The members of one object, in order.
struct Members<'a>(Vec<(&'a str, Cow<'a, Node>)>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, node)| (name, Text(node))))
    }
}

/// A node as JSON text.
struct Text<'a>(&'a Node);

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Text)),
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, member) in members {
                    map.serialize_entry(&key.name, &Text(member))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use serde_json::json;

    #[test]
    fn sections_come_in_order_and_components_by_name() {
        let span = Span::new(Sources::new().add("a.json", ""), 0..0);
        let root = json!({
            "components": {"schemas": {"B": {}, "A": {"z": 1, "a": 2}}},
            "x-own": true,
            "paths": {"/b": {}, "/a": {}},
            "openapi": "3.0.3",
        });
        assert_eq!(
            to_text(&Node::from_json(&root, span), "@generated"),
            r#"{
  "x-generated": "@generated",
  "openapi": "3.0.3",
  "paths": {
    "/b": {},
    "/a": {}
  },
  "components": {
    "schemas": {
      "A": {
        "z": 1,
        "a": 2
      },
      "B": {}
    }
  },
  "x-own": true
}
"#
        );
    }
}
