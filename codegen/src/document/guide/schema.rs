//! The schemas of a request: their properties, nearest first, and what values they take.

use super::find::{Found, Missing, Place};
use crate::json::{LONGEST_CHAIN, Node, Pointer, Value};
use std::collections::BTreeSet;

/// Finds the property of a name that is nearest to a schema's surface, through references and
/// `allOf`. What the server alone sets is not looked at. All names on the way are noted.
pub(super) fn properties(
    root: &Node,
    schema: Pointer,
    name: &str,
    names: &mut BTreeSet<String>,
) -> Result<Option<Found>, Missing> {
    let mut seen = BTreeSet::new();
    let mut level = vec![schema];
    while !level.is_empty() {
        let mut found: Vec<Found> = Vec::new();
        let mut below = Vec::new();
        for schema in level {
            let parts = parts(root, schema, &mut seen);
            found.extend(parts.iter().find_map(|part| property(root, part, name)));
            for part in parts {
                let part = part.join("properties");
                for (key, _) in part.find(root).into_iter().flat_map(Node::members) {
                    names.insert(key.name.clone());
                    below.push(part.join(&key.name));
                }
            }
        }
        if found.len() > 1 {
            return Err(Missing::Ambiguous(found.iter().map(|found| found.span).collect()));
        }
        if let Some(found) = found.pop() {
            return Ok(Some(found));
        }
        level = below;
    }
    Ok(None)
}

/// The schemas that make up one object: itself, what it refers to, what `allOf` joins. Each schema
/// is part of one object only, the first that leads to it, so that circles end.
fn parts(root: &Node, schema: Pointer, seen: &mut BTreeSet<Pointer>) -> Vec<Pointer> {
    let mut parts = Vec::new();
    let mut waiting = vec![schema];
    while let Some(pointer) = waiting.pop() {
        let Some(node) = pointer.find(root) else { continue };
        if is_read_only(node) || !seen.insert(pointer.clone()) {
            continue;
        }
        waiting.extend(reference(node));
        let joined = node.get("allOf").and_then(Node::as_array).map_or(0, <[Node]>::len);
        waiting.extend((0..joined).rev().map(|at| pointer.join("allOf").item(at)));
        parts.push(pointer);
    }
    parts
}

/// The property that a schema itself has.
fn property(root: &Node, schema: &Pointer, name: &str) -> Option<Found> {
    let members = schema.find(root)?.get("properties")?.as_object()?;
    let (_, key, value) = members.get_full(name)?;
    let target = schema.join("properties").join(name);
    (!is_read_only(value)).then(|| Found {
        place: Place::Body,
        owner: schema.clone(),
        target,
        span: key.span,
    })
}

fn is_read_only(schema: &Node) -> bool {
    schema.get("readOnly").and_then(Node::as_bool) == Some(true)
}

/// Follows references within the document; one that leads nowhere, or in a circle, stays.
pub(super) fn resolve(root: &Node, pointer: Pointer) -> Pointer {
    let mut at = pointer;
    for _ in 0..LONGEST_CHAIN {
        match at.find(root).and_then(reference) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

fn reference(node: &Node) -> Option<Pointer> {
    Pointer::parse(node.get("$ref")?.as_str().filter(|reference| reference.starts_with('#'))?)
}

/// The schema of a parameter or property.
pub(super) fn of<'a>(root: &'a Node, found: &Found) -> Option<&'a Node> {
    let target = found.target.find(root)?;
    let pointer = match target.get("schema") {
        Some(_) if found.place != Place::Body => found.target.join("schema"),
        _ => found.target.clone(),
    };
    resolve(root, pointer).find(root)
}

/// What a schema takes, when it does not take a value.
pub(super) fn refuses(schema: &Node, value: &serde_json::Value) -> Option<String> {
    let types: Vec<&str> = match &schema.get("type")?.value {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Node::as_str).collect(),
        _ => return None,
    };
    if !types.iter().any(|name| takes(name, value)) {
        return Some(types.join(" or "));
    }
    let values = schema.get("enum")?.as_array()?;
    let written = value.to_string();
    let is_value = |own: &Node| own.to_json() == *value || own.as_str() == Some(&written);
    (!values.iter().any(is_value)).then(|| "none but the values of its `enum`".to_owned())
}

/// Whether a type takes a value as it stands in prose, where text has no quotes.
fn takes(name: &str, value: &serde_json::Value) -> bool {
    match name {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => true,
    }
}
