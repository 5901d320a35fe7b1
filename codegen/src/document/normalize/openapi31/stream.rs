//! Answers that are streams: `itemSchema` says what each item is (`OpenAPI` 3.2.0, Media Type Object).

use super::super::findings::Findings;
use crate::{
    document::{grammar::reference, media_type::Notation},
    json::{Key, LONGEST_CHAIN, Node, Pointer, Value},
};
use std::collections::HashSet;

/// The schemas that were looked at, each once.
#[derive(Default)]
struct Seen {
    all: HashSet<*const Node>,
    depth: usize,
}

impl Seen {
    /// Looks at a schema's alternatives, one level further down.
    fn below<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let found = look(self);
        self.depth -= 1;
        found
    }
}

/// Makes `schema` of the `itemSchema` of lines of JSON, which are a list, and of server-sent events,
/// of which only the data has a type. Older documents say in `schema` what events are.
pub(super) fn items(root: &mut Node, findings: &mut Findings<'_>) {
    for (at, notation) in streams(root) {
        let Some((said, schema)) = at.find(root).and_then(|media| schema(root, notation, media))
        else {
            continue;
        };
        let Some(media) = at.find_mut(root).and_then(Node::as_object_mut) else { continue };
        let Some((key, _)) = media.shift_remove_entry(said.keyword()) else { continue };
        findings.translated(said.told(), key.span);
        media.insert(Key::new("schema", key.span), schema);
    }
}

/// Where a media type says what its items are.
#[derive(Clone, Copy)]
enum Said {
    ItemSchema,
    Schema,
}

impl Said {
    fn keyword(self) -> &'static str {
        match self {
            Self::ItemSchema => "itemSchema",
            Self::Schema => "schema",
        }
    }

    fn told(self) -> &'static str {
        match self {
            Self::ItemSchema => {
                "`itemSchema` is the `schema` of all items, or of the data of events"
            }
            Self::Schema => "the `schema` of whole events is that of their data",
        }
    }
}

/// Where the media types of responses stand that say what each item is.
fn streams(root: &Node) -> Vec<(Pointer, Notation)> {
    let mut found = Vec::new();
    let mut look = |responses: Option<&Node>, steps: &[&str]| {
        for (status, response) in members(responses) {
            for (name, media) in members(response.get("content")) {
                let notation = Notation::of(&name.name);
                if notation == Notation::Events || media.get("itemSchema").is_some() {
                    let at = Pointer::of(steps).below([&status.name, "content", &name.name]);
                    found.push((at, notation));
                }
            }
        }
    };
    let components = root.get("components").and_then(|components| components.get("responses"));
    look(components, &["components", "responses"]);
    for (path, item) in members(root.get("paths")) {
        for (method, operation) in item.members() {
            let steps = ["paths", &path.name, &method.name, "responses"];
            look(operation.get("responses"), &steps);
        }
    }
    found
}

fn members(node: Option<&Node>) -> impl Iterator<Item = (&Key, &Node)> {
    node.into_iter().flat_map(Node::members)
}

/// What all items of a stream are, or the data of its events, and where that is said.
fn schema(root: &Node, notation: Notation, media: &Node) -> Option<(Said, Node)> {
    match (notation, media.get("schema"), media.get("itemSchema")) {
        (Notation::Lines, None, Some(item)) => {
            let key = |name: &str| Key::new(name, item.span);
            let list = Node::string("array", item.span);
            let members = [(key("type"), list), (key("items"), item.clone())];
            Some((Said::ItemSchema, Node::object(members, item.span)))
        }
        (Notation::Events, None, Some(item)) => {
            Some((Said::ItemSchema, schema_of_data(root, item)?))
        }
        (Notation::Events, Some(schema), _) => {
            let event = resolved(root, schema)?.get("items").unwrap_or(schema);
            let is_event = is_event(root, event, &mut Seen::default());
            is_event.then(|| Some((Said::Schema, schema_of_data(root, event)?))).flatten()
        }
        _ => None,
    }
}

/// Whether a schema is of whole events: all of its members are an event's, and one is beside the data.
fn is_event(root: &Node, event: &Node, seen: &mut Seen) -> bool {
    const MEMBERS: [&str; 4] = ["data", "event", "id", "retry"];
    let Some(event) = unseen(root, event, seen) else { return false };
    if let Some(alternatives) = alternatives(event) {
        return seen.below(|seen| alternatives.iter().all(|it| is_event(root, it, seen)));
    }
    let Some(properties) = event.get("properties") else { return false };
    let mut names = properties.members().map(|(key, _)| key.name.as_str());
    properties.get("data").is_some() && names.len() > 1 && names.all(|name| MEMBERS.contains(&name))
}

fn alternatives(schema: &Node) -> Option<&[Node]> {
    let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
    (!alternatives.is_empty()).then_some(alternatives)
}

fn schema_of_data(root: &Node, event: &Node) -> Option<Node> {
    Some(match data(root, event, &mut Seen::default())? {
        Data::Text => text(event),
        Data::Json(schema) => schema,
        Data::Itself => event.clone(),
    })
}

fn text(at: &Node) -> Node {
    Node::object([(Key::new("type", at.span), Node::string("string", at.span))], at.span)
}

/// What the data of events is.
enum Data {
    Text,
    Json(Node),
    /// What is said to be the event, which has no member of an event's.
    Itself,
}

/// What the data of events of some schema is. Data that some events have as JSON and others as text
/// is text. What was seen already adds nothing.
fn data(root: &Node, event: &Node, seen: &mut Seen) -> Option<Data> {
    let event = unseen(root, event, seen)?;
    let alternatives = alternatives(event).unwrap_or_default();
    let found: Vec<_> = seen.below(|seen| {
        alternatives.iter().filter_map(|it| Some((it, data(root, it, seen)?))).collect()
    });
    if found.is_empty() {
        return own_data(root, event);
    }
    if found.iter().all(|(_, data)| matches!(data, Data::Itself)) {
        return Some(Data::Itself);
    }
    let mut schemas = Vec::new();
    for (alternative, data) in found {
        schemas.push(match data {
            Data::Text => return Some(Data::Text),
            Data::Json(schema) => schema,
            Data::Itself => alternative.clone(),
        });
    }
    if schemas.len() == 1 {
        return schemas.pop().map(Data::Json);
    }
    let schemas = Node::new(Value::Array(schemas), event.span);
    Some(Data::Json(Node::object([(Key::new("oneOf", event.span), schemas)], event.span)))
}

/// What a schema without alternatives says of the data.
fn own_data(root: &Node, event: &Node) -> Option<Data> {
    let properties = event.get("properties");
    let property = |name: &str| properties.and_then(|properties| properties.get(name));
    let Some(data) = property("data") else {
        let is_event = ["event", "id", "retry"].iter().any(|name| property(name).is_some());
        return (properties.is_some() && !is_event).then_some(Data::Itself);
    };
    let target = resolved(root, data)?;
    if let Some(schema) = target.get("contentSchema") {
        return Some(Data::Json(schema.clone()));
    }
    if is_end(target) {
        return None;
    }
    let is_text = target.get("type").and_then(Node::as_str) == Some("string");
    Some(if is_text { Data::Text } else { Data::Json(data.clone()) })
}

/// Whether data is `[DONE]`, which ends a stream of JSON by custom and is no event.
fn is_end(data: &Node) -> bool {
    let values = data.get("enum").and_then(Node::as_array).unwrap_or_default();
    let mut values = values.iter().chain(data.get("const")).peekable();
    values.peek().is_some() && values.all(|value| value.as_str() == Some("[DONE]"))
}

/// What a schema refers to, or itself, if it is looked at for the first time.
fn unseen<'n>(root: &'n Node, schema: &'n Node, seen: &mut Seen) -> Option<&'n Node> {
    let is_new =
        |schema: &&Node| seen.depth < LONGEST_CHAIN && seen.all.insert(std::ptr::from_ref(*schema));
    resolved(root, schema).filter(is_new)
}

/// What a schema refers to, or itself.
fn resolved<'n>(root: &'n Node, schema: &'n Node) -> Option<&'n Node> {
    let mut schema = schema;
    for _ in 0..LONGEST_CHAIN {
        let Some(target) = reference(schema) else { return Some(schema) };
        schema = Pointer::parse(target)?.find(root)?;
    }
    None
}
