//! Alternatives, and `null` as one.

use super::super::findings::Findings;
use crate::{
    json::{Key, Node, Object, Value},
    source::Span,
};

/// A schema that any of some schemas fits; neighbours that are equal count once.
pub(super) fn any_of(mut schemas: Vec<Node>, span: Span) -> Node {
    schemas.dedup();
    match <[Node; 1]>::try_from(schemas) {
        Ok([only]) => only,
        Err(none) if none.is_empty() => Node::object([], span),
        Err(different) => {
            let alternatives = Node::new(Value::Array(different), span);
            Node::object([(Key::new("anyOf", span), alternatives)], span)
        }
    }
}

/// `oneOf: [A, {type: null}]` is A with `nullable`.
pub(super) fn without_null(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(alternatives)) = members.get_mut(keyword).map(|it| &mut it.value)
        else {
            continue;
        };
        let Some(null) = alternatives.iter().find(|it| is_null(it)).map(|it| it.span) else {
            continue;
        };
        findings.translated("`null` among the alternatives is `nullable`", null);
        alternatives.retain(|alternative| !is_null(alternative));
        let single = if alternatives.len() == 1 { alternatives.pop() } else { None };
        if alternatives.is_empty() {
            members.shift_remove(keyword);
        }
        members.insert(Key::new("nullable", null), Node::new(Value::Bool(true), null));
        if let Some(single) = single {
            absorb(members, single);
        }
    }
}

/// Whether a schema allows nothing but `null`.
fn is_null(schema: &Node) -> bool {
    let lone = |list: &Node| matches!(list.as_array(), Some([Node { value: Value::Null, .. }]));
    let Some(members) = schema.as_object() else { return false };
    members.get("type").is_some_and(|ty| match &ty.value {
        Value::String(name) => name == "null",
        Value::Array(_) => matches!(ty.as_array(), Some([name]) if name.as_str() == Some("null")),
        _ => false,
    }) || members.get("const").is_some_and(|value| matches!(value.value, Value::Null))
        || members.get("enum").is_some_and(lone)
}

/// Makes the only alternative part of the schema around it: its members, where none is there
/// already, else as a part of `allOf`.
fn absorb(members: &mut Object, single: Node) {
    const DESCRIBING: &[&str] = &["title", "description", "default", "example", "deprecated"];
    let span = single.span;
    let clash = |key: &Key| {
        members.contains_key(key)
            && !DESCRIBING.contains(&key.name.as_str())
            && key.name != "nullable"
    };
    match single.value {
        Value::Object(inner) if !inner.contains_key("$ref") && !inner.keys().any(clash) => {
            for (key, value) in inner {
                members.entry(key).or_insert(value);
            }
        }
        value => {
            let part = Node::new(value, span);
            match members.get_mut("allOf").map(|it| &mut it.value) {
                Some(Value::Array(parts)) => parts.push(part),
                _ => drop(
                    members
                        .insert(Key::new("allOf", span), Node::new(Value::Array(vec![part]), span)),
                ),
            }
        }
    }
}
