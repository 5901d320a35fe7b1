//! Answers that are streams: `itemSchema` says what each item is (`OpenAPI` 3.2.0, Media Type Object).

use super::super::findings::Findings;
use crate::{
    document::{grammar::reference, media_type::Notation},
    json::{Key, LONGEST_CHAIN, Node, Pointer, Value},
};
use std::collections::HashSet;

/// Makes `schema` of the `itemSchema` of lines of JSON, which are a list, and of server-sent events,
/// of which only the data has a type.
pub(super) fn items(root: &mut Node, findings: &mut Findings<'_>) {
    for (at, notation) in streams(root) {
        let Some(whole) = at.find(root).and_then(|media| whole(root, notation, media)) else {
            continue;
        };
        let Some(media) = at.find_mut(root).and_then(Node::as_object_mut) else { continue };
        let Some((key, _)) = media.shift_remove_entry("itemSchema") else { continue };
        let what = "`itemSchema` is the `schema` of all items, or of the data of events";
        findings.translated(what, key.span);
        media.insert(Key::new("schema", key.span), whole);
    }
}

/// Where the media types of responses stand that say what each item is.
fn streams(root: &Node) -> Vec<(Pointer, Notation)> {
    let mut found = Vec::new();
    let mut look = |responses: Option<&Node>, steps: &[&str]| {
        for (status, response) in members(responses) {
            for (name, media) in members(response.get("content")) {
                if media.get("itemSchema").is_some() {
                    let at = Pointer::of(steps).below([&status.name, "content", &name.name]);
                    found.push((at, Notation::of(&name.name)));
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

/// What all items of a stream are, or the data of its events, unless that is said already.
fn whole(root: &Node, notation: Notation, media: &Node) -> Option<Node> {
    let item = media.get("itemSchema").filter(|_| media.get("schema").is_none())?;
    match notation {
        Notation::Lines => {
            let key = |name: &str| Key::new(name, item.span);
            let list = Node::string("array", item.span);
            Some(Node::object([(key("type"), list), (key("items"), item.clone())], item.span))
        }
        Notation::Events => match data(root, item, &mut HashSet::new())? {
            Data::Text => Some(text(item)),
            Data::Json(schema) => Some(schema),
            Data::Itself => Some(item.clone()),
        },
        _ => None,
    }
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
fn data(root: &Node, event: &Node, seen: &mut HashSet<*const Node>) -> Option<Data> {
    let event = resolved(root, event).filter(|event| seen.insert(std::ptr::from_ref(*event)))?;
    let alternatives = event.get("oneOf").or_else(|| event.get("anyOf"));
    let alternatives = alternatives.and_then(Node::as_array).unwrap_or_default();
    let found = alternatives.iter().filter_map(|it| Some((it, data(root, it, seen)?)));
    let found: Vec<_> = found.collect();
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
    let is_text = target.get("type").and_then(Node::as_str) == Some("string");
    Some(if is_text { Data::Text } else { Data::Json(data.clone()) })
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
