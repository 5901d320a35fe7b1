//! Parts of an OpenAPI document that stand in a code block of their own, without the version: its
//! `paths` or `components`, or some path items.
//!
//! They are told by three names, each the first within the one before: an example that has all
//! three is no example.

use super::{Fragment, openapi::Syntax};
use crate::json::{Key, Node};

/// The methods of a path item.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The sections of `components`.
const SECTIONS: [&str; 10] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
];

/// The language of a text that is such a part, whole or truncated; nothing for any other text.
pub(super) fn syntax(text: &str) -> Option<Syntax> {
    let json = text.trim_start().strip_prefix('{');
    let (names, syntax) = match json {
        Some(inside) => (json_names(inside), Syntax::Json),
        None => (yaml_names(text), Syntax::Yaml),
    };
    let of_item = |name: &str| METHODS.contains(&name) || name == "parameters";
    let is_part = match names {
        [Some("paths"), Some(path), Some(member)] => path.starts_with('/') && of_item(member),
        [Some("components"), Some(section), Some(_)] => SECTIONS.contains(&section),
        [Some(path), Some(method), Some(_)] => path.starts_with('/') && METHODS.contains(&method),
        _ => false,
    };
    is_part.then_some(syntax)
}

/// The document of which a part is all: path items alone are its `paths`.
pub(super) fn document(part: Node) -> Node {
    let is_path = |key: &Key| key.name.starts_with('/');
    if part.as_object().is_some_and(|members| members.keys().any(is_path)) {
        let span = part.span;
        return Node::object([(Key::new("paths", span), part)], span);
    }
    part
}

/// What the whole documents of a page say of all operations holds for its parts as well, where
/// the documents agree.
pub(super) fn inherit(part: &mut Node, wholes: &[Fragment]) {
    for name in ["servers", "security"] {
        let mut said = wholes.iter().map(|whole| whole.document.get(name));
        let Some(Some(first)) = said.next() else { continue };
        if said.all(|other| other == Some(first)) && part.get("paths").is_some() {
            let members = part.as_object_mut().map(|it| it.entry(Key::new(name, first.span)));
            members.map(|member| member.or_insert_with(|| first.clone()));
        }
    }
}

/// The first three names of JSON, behind the first brace.
fn json_names(inside: &str) -> [Option<&str>; 3] {
    let mut rest = inside;
    std::array::from_fn(|_| {
        let (name, behind) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
        rest = behind.trim_start().strip_prefix(':')?.trim_start();
        rest = rest.strip_prefix('{').unwrap_or("");
        Some(name)
    })
}

/// The first three names of YAML, each on a line of its own, deeper than the one before.
fn yaml_names(text: &str) -> [Option<&str>; 3] {
    let is_content = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "---"
    };
    let mut lines = text.lines().filter(is_content);
    let mut outer = None;
    std::array::from_fn(|index| {
        let line = lines.next()?;
        let indentation = line.len() - line.trim_start_matches(' ').len();
        let is_deeper = outer.is_none_or(|outer| indentation > outer);
        outer = Some(indentation);
        let (name, value) = line.trim().split_once(':')?;
        // The last of them may hold its value at once.
        let whole = is_deeper && (value.trim().is_empty() || index == 2 && value.starts_with(' '));
        whole.then(|| name.trim_matches(['"', '\'']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_their_first_names() {
        for (text, expected) in [
            (r#"{"paths": {"/a": {"get": {"#, Some(Syntax::Json)),
            ("{\n\"/a\": {\n\"post\": {\"responses\": {}}}}", Some(Syntax::Json)),
            (r#"{"components": {"schemas": {"A": {}}}}"#, Some(Syntax::Json)),
            ("# x\npaths:\n  /a:\n    get:\n", Some(Syntax::Yaml)),
            ("'/a':\n  delete:\n    responses: {}\n", Some(Syntax::Yaml)),
            ("components:\n  schemas:\n    A: {type: string}\n", Some(Syntax::Yaml)),
            (r#"{"paths": ["/a"]}"#, None),
            (r#"{"paths": {"/a": "x"}}"#, None),
            (r#"{"components": {"cpu": {"load": 1}}}"#, None),
            (r#"{"A": {"type": "object", "properties": {}}}"#, None),
            ("paths:\n- /a:\n    get:\n", None),
            ("GET /a\n", None),
            ("", None),
        ] {
            assert_eq!(syntax(text), expected, "{text}");
        }
    }
}
