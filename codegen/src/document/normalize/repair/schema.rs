//! Mistakes in schemas.

use super::{Findings, Rule};
use crate::{
    json::{Key, Node, Object, Value},
    source::Span,
};
use std::collections::HashSet;

/// The rules for schemas, in order.
pub(super) const RULES: &[Rule] =
    &[type_name, required_properties, enumeration, discriminator, items, alternatives];

/// Types in the words of other languages, and references as types.
fn type_name(schema: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some(ty) = schema.get("type") else { return };
    let span = ty.span;
    let Some(name) = ty.as_str() else {
        if !matches!(ty.value, Value::Array(_)) {
            findings.repaired(span, format!("`type` is {}", ty.kind()), "read as any type");
            schema.shift_remove("type");
        }
        return;
    };
    if is_type(name) {
        return;
    }
    let mistake = format!("`{name}` is not a type");
    let Some((known, is_list)) = one_type(name) else {
        findings.repaired(span, mistake, "read as any type");
        schema.shift_remove("type");
        return;
    };
    let of = if is_list { "read as a list of " } else { "read as " };
    findings.repaired(span, mistake, &format!("{of}`{}`", known.name));
    let known = known.members(span);
    schema.shift_remove("type");
    if is_list {
        schema.insert(Key::new("type", span), Node::string("array", span));
        schema.entry(Key::new("items", span)).or_insert_with(|| Node::object(known, span));
    } else {
        for (key, value) in known {
            schema.entry(key).or_insert(value);
        }
    }
}

/// A type as OpenAPI has it.
struct KnownType<'n> {
    name: &'n str,
    format: Option<&'static str>,
}

impl KnownType<'_> {
    /// The same as members of a schema.
    fn members(&self, span: Span) -> Vec<(Key, Node)> {
        let name = if self.name.starts_with("#/") { "$ref" } else { "type" };
        let format = self.format.map(|format| ("format", format));
        let members = [(name, self.name)].into_iter().chain(format);
        members.map(|(name, text)| (Key::new(name, span), Node::string(text, span))).collect()
    }
}

/// What the name of a type means, and whether it is a list of that: `string[]`, `array<string>`.
fn one_type(name: &str) -> Option<(KnownType<'_>, bool)> {
    let name = name.trim();
    let listed = name.strip_suffix("[]").or_else(|| {
        let (list, item) = name.strip_suffix('>')?.split_once('<')?;
        matches!(list.to_ascii_lowercase().as_str(), "array" | "list").then_some(item)
    });
    match listed {
        Some(item) => Some((known_type(item.trim())?, true)),
        None => Some((known_type(name)?, false)),
    }
}

fn known_type(name: &str) -> Option<KnownType<'_>> {
    if name.starts_with("#/") {
        return Some(KnownType { name, format: None });
    }
    let (name, format) = match name.to_ascii_lowercase().as_str() {
        "int" | "integer" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "float" => ("number", Some("float")),
        "double" | "float64" => ("number", Some("double")),
        "number" | "decimal" => ("number", None),
        "bool" | "boolean" => ("boolean", None),
        "str" | "string" | "text" => ("string", None),
        "file" | "binary" => ("string", Some("binary")),
        "bytes" => ("string", Some("byte")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "time" => ("string", Some("time")),
        "uuid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "list" | "array" => ("array", None),
        "dict" | "map" | "hash" | "object" => ("object", None),
        _ => return None,
    };
    Some(KnownType { name, format })
}

fn is_type(name: &str) -> bool {
    matches!(name, "string" | "number" | "integer" | "boolean" | "object" | "array")
}

/// `required: true` at a property belongs into its object's list.
fn required_properties(schema: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let Some(Value::Object(properties)) = schema.get_mut("properties").map(|it| &mut it.value)
    else {
        return;
    };
    let mut required = Vec::new();
    for (key, property) in properties {
        let Some(Value::Bool(flag)) = property.get("required").map(|it| &it.value) else {
            continue;
        };
        let now = if *flag { "read as one of the object's required members" } else { "left out" };
        if *flag {
            required.push(Node::string(&*key.name, key.span));
        }
        findings.repaired(key.span, format!("`required` of `{}` is a boolean", key.name), now);
        if let Some(members) = property.as_object_mut() {
            members.shift_remove("required");
        }
    }
    if required.is_empty() {
        return;
    }
    let list = schema
        .entry(Key::new("required", span))
        .or_insert_with(|| Node::new(Value::Array(Vec::new()), span));
    if let Value::Array(list) = &mut list.value {
        let known = list.iter().filter_map(Node::as_str).map(str::to_owned).collect::<HashSet<_>>();
        list.extend(
            required.into_iter().filter(|name| name.as_str().is_none_or(|it| !known.contains(it))),
        );
    }
}

/// Values that stand twice, or are of another type than the schema says.
fn enumeration(schema: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let ty = schema.get("type").and_then(Node::as_str).map(str::to_owned);
    let Some(list) = schema.get_mut("enum") else { return };
    let span = list.span;
    let Value::Array(values) = &mut list.value else {
        if !matches!(list.value, Value::Null) {
            findings.repaired(span, format!("`enum` is {}", list.kind()), "read as a list of it");
            list.value = Value::Array(match &list.value {
                Value::Object(named) => {
                    named.keys().map(|key| Node::string(&*key.name, key.span)).collect()
                }
                _ => vec![list.clone()],
            });
        }
        return;
    };
    for value in values.iter_mut() {
        if let Some(fitting) = ty.as_deref().and_then(|ty| converted(value, ty)) {
            let mistake = format!(
                "{} stands among values of type `{}`",
                value.kind(),
                ty.as_deref().unwrap_or_default()
            );
            findings.repaired(value.span, mistake, "read as that type");
            value.value = fitting;
        }
    }
    // By their text, since values have no order or hash of their own.
    let mut seen = HashSet::new();
    values.retain(|value| {
        let fresh = seen.insert(value.to_json().to_string());
        if !fresh {
            findings.repaired(value.span, "a value of the `enum` stands twice", "left out");
        }
        fresh
    });
    let null = values.iter().find(|it| matches!(it.value, Value::Null)).map(|it| it.span);
    let empty = values.is_empty();
    if empty {
        findings.repaired(span, "an `enum` without values allows nothing", "left out");
        schema.shift_remove("enum");
    }
    if let Some(span) = null.filter(|_| schema.get("nullable").is_none()) {
        findings.translated("`null` among the values of an `enum` is `nullable`", span);
        schema.insert(Key::new("nullable", span), Node::new(Value::Bool(true), span));
    }
}

/// A value as one of another type, where it is clear which is meant.
fn converted(value: &Node, ty: &str) -> Option<Value> {
    match (ty, &value.value) {
        ("string", Value::Number(number)) => Some(Value::String(number.to_string())),
        ("string", Value::Bool(value)) => Some(Value::String(value.to_string())),
        ("integer", Value::String(text)) => {
            text.trim().parse::<i64>().ok().map(|number| Value::Number(number.into()))
        }
        ("number", Value::String(text)) => {
            serde_json::from_str::<serde_json::Number>(text.trim()).ok().map(Value::Number)
        }
        ("boolean", Value::String(text)) => text.parse().ok().map(Value::Bool),
        _ => None,
    }
}

/// The name of a property alone, as Swagger 2.0 has it, is a whole discriminator.
fn discriminator(schema: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some(discriminator) = schema.get_mut("discriminator") else { return };
    let span = discriminator.span;
    if discriminator.as_str().is_some() {
        findings.translated("a discriminator that is a name is an object with it", span);
        let name = (Key::new("propertyName", span), discriminator.clone());
        *discriminator = Node::object([name], span);
    } else if discriminator.as_object().is_some_and(|it| !it.contains_key("propertyName")) {
        findings.repaired(span, "the discriminator does not name its property", "left out");
        schema.shift_remove("discriminator");
    }
}

/// A list of which nothing is said holds anything.
fn items(schema: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let array = schema.get("type").and_then(Node::as_str) == Some("array");
    let there = schema.get("items").is_some_and(|it| !matches!(it.value, Value::Null));
    if array && !there {
        findings.translated("a list without `items` is a list of any values", span);
        schema.insert(Key::new("items", span), Node::object([], span));
    }
}

/// A list of no alternatives allows nothing, which nobody means.
fn alternatives(schema: &mut Object, _: Span, findings: &mut Findings<'_>) {
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let Some(list) = schema.get(keyword) else { continue };
        if list.as_array().is_some_and(<[Node]>::is_empty) {
            findings.repaired(list.span, format!("`{keyword}` is empty"), "left out");
            schema.shift_remove(keyword);
        }
    }
}
