//! Lists of types, and `null` as one.

use super::super::findings::Findings;
use crate::{
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Every type but `null`.
const TYPES: usize = 6;

/// `type: [string, "null"]` is `type: string` with `nullable`; several types are alternatives;
/// all types are no restriction.
pub(super) fn type_list(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    int_or_string(members, findings);
    let Some(ty) = members.get("type") else { return };
    let span = ty.span;
    let listed = match &ty.value {
        Value::Array(types) => types.iter().filter_map(Node::as_str).collect(),
        Value::String(names) => match listed_in(names) {
            Some(listed) => listed,
            None => return,
        },
        _ => return,
    };
    let mut names = Vec::<String>::new();
    for name in listed.iter().filter(|name| **name != "null") {
        if !names.iter().any(|known| known == name) {
            names.push((*name).to_owned());
        }
    }
    if listed.contains(&"null") {
        findings.translated("`null` among the types is `nullable`", span);
        members.insert(Key::new("nullable", span), Node::new(Value::Bool(true), span));
    }
    match names.as_slice() {
        [] => only_null(members, span),
        [name] => {
            let name = Node::string(name, span);
            members.insert(Key::new("type", span), name);
        }
        _ if names.len() >= TYPES => drop(members.shift_remove("type")),
        names => {
            findings.translated("a list of types is an `anyOf`", span);
            split(members, names, span);
        }
    }
}

/// Kubernetes's name for a number or a text, where Swagger 2.0 has no list of types.
pub(super) const INT_OR_STRING: &str = "int-or-string";

/// A number or a text has both types.
fn int_or_string(members: &mut Object, findings: &mut Findings<'_>) {
    let text = |name: &str| members.get(name).and_then(Node::as_str);
    let is_either = text("type") == Some("string") && text("format") == Some(INT_OR_STRING);
    let Some((key, _)) = is_either.then(|| members.shift_remove_entry("format")).flatten() else {
        return;
    };
    findings.translated("the format `int-or-string` is a list of types", key.span);
    let types = ["integer", "string"].map(|name| Node::string(name, key.span));
    members.insert(Key::new("type", key.span), Node::new(Value::Array(types.into()), key.span));
}

/// The types in one text: `null`, and as people write several, `string|null`, `string, null`,
/// `string or null` and `string?`.
fn listed_in(names: &str) -> Option<Vec<&str>> {
    if names == "null" {
        return Some(vec![names]);
    }
    if let Some(name) = names.strip_suffix('?') {
        return Some(vec![name.trim(), "null"]);
    }
    let separators: &[char] = &[',', '|'];
    let listed: Vec<&str> = if names.contains(separators) {
        names.split(separators).map(str::trim).collect()
    } else {
        names.split(" or ").map(str::trim).collect()
    };
    (listed.len() > 1).then_some(listed)
}

/// Whether a text names `null`, or several types.
pub(super) fn is_list(names: &str) -> bool {
    listed_in(names).is_some()
}

/// A value that is always `null`.
fn only_null(members: &mut Object, span: Span) {
    members.shift_remove("type");
    let null = Node::new(Value::Null, span);
    members
        .entry(Key::new("enum", span))
        .or_insert_with(|| Node::new(Value::Array(vec![null]), span));
}

/// Makes an alternative of each type, with the keywords that concern it.
fn split(members: &mut Object, names: &[String], span: Span) {
    members.shift_remove("type");
    if members.contains_key("anyOf") || members.contains_key("oneOf") {
        // The alternatives that are there already say more.
        return;
    }
    let mut alternatives = Vec::new();
    for name in names {
        let mut alternative =
            Object::from_iter([(Key::new("type", span), Node::string(name, span))]);
        for keyword in keywords(name) {
            if let Some((key, value)) = members.get_key_value(*keyword) {
                alternative.insert(key.clone(), value.clone());
            }
        }
        if let Some(values) = members.get("enum") {
            alternative.insert(Key::new("enum", values.span), of_type(values, name));
        }
        alternatives.push(Node::new(Value::Object(alternative), span));
    }
    alternatives
        .retain(|it| it.get("enum").and_then(Node::as_array).is_none_or(|it| !it.is_empty()));
    let moved = names.iter().flat_map(|name| keywords(name)).copied().chain(["enum"]);
    moved.for_each(|keyword| drop(members.shift_remove(keyword)));
    members.insert(Key::new("anyOf", span), Node::new(Value::Array(alternatives), span));
}

/// The keywords that say something of values of one type only.
fn keywords(name: &str) -> &'static [&'static str] {
    match name {
        "string" => &["format", "pattern", "minLength", "maxLength"],
        "integer" | "number" => {
            &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
        }
        "array" => &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}

/// The values of an `enum` that are of a type.
fn of_type(values: &Node, name: &str) -> Node {
    let fits = |value: &&Node| {
        matches!(
            (&value.value, name),
            (Value::String(_), "string")
                | (Value::Bool(_), "boolean")
                | (Value::Number(_), "integer" | "number")
                | (Value::Array(_), "array")
                | (Value::Object(_), "object")
        )
    };
    let values_of_type = values.as_array().unwrap_or_default().iter().filter(fits).cloned();
    Node::new(Value::Array(values_of_type.collect()), values.span)
}
