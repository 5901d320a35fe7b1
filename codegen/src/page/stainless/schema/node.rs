//! The nodes that schemas are made of.

use crate::{
    json::{Key, Node, Value},
    page::stainless::types::Scalar,
    source::Span,
};
use serde_json::Value as Json;

pub(super) fn object<'k>(members: impl IntoIterator<Item = (&'k str, Node)>, span: Span) -> Node {
    Node::object(members.into_iter().map(|(name, node)| (Key::new(name, span), node)), span)
}

/// Adds a member; beside a `$ref` nothing counts, so that one moves into an `allOf`.
pub(super) fn with(node: Node, name: &str, value: Node, span: Span) -> Node {
    let mut node = if node.get("$ref").is_some() {
        object([("allOf", Node::new(Value::Array(vec![node]), span))], span)
    } else {
        node
    };
    if let Some(members) = node.as_object_mut() {
        members.insert(Key::new(name, value.span), value);
    }
    node
}

pub(super) fn nullable(node: Node, yes: bool, span: Span) -> Node {
    if yes { with(node, "nullable", Node::new(Value::Bool(true), span), span) } else { node }
}

pub(super) fn scalar_schema(scalar: Scalar, span: Span) -> Node {
    let text = |text| Node::string(text, span);
    let members = match scalar {
        Scalar::String => vec![("type", text("string"))],
        Scalar::Number => vec![("type", text("number"))],
        Scalar::Integer => vec![("type", text("integer"))],
        Scalar::Boolean => vec![("type", text("boolean"))],
        Scalar::File => vec![("type", text("string")), ("format", text("binary"))],
        Scalar::Unknown => vec![],
        Scalar::Null => vec![("nullable", Node::new(Value::Bool(true), span))],
    };
    object(members, span)
}

/// An enumeration of literals, with a type when they share one.
pub(super) fn enumeration(literals: &[(&Json, Span)], span: Span) -> Node {
    let name = |literal: &Json| match literal {
        Json::String(_) => "string",
        Json::Bool(_) => "boolean",
        _ => "number",
    };
    let mut members = Vec::new();
    if let Some((first, _)) = literals.first()
        && literals.iter().all(|(each, _)| name(each) == name(first))
    {
        members.push(("type", Node::string(name(first), span)));
    }
    let values = literals.iter().map(|(literal, span)| Node::from_json(literal, *span)).collect();
    members.push(("enum", Node::new(Value::Array(values), span)));
    object(members, span)
}

pub(super) fn size(node: &Node) -> usize {
    match &node.value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}
