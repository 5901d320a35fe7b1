//! What OpenAPI 3.1, 3.2 and JSON Schema 2020-12 say, in the words of OpenAPI 3.0.
//!
//! Documents that call themselves 3.0 use these words, too, so no rule asks for the version.

mod alternatives;
mod newer;
mod stream;
mod types;

use super::findings::Findings;
use crate::{
    document::grammar::Kind,
    json::{Key, Node, Object, Value},
    source::Span,
};

/// A translation of one schema.
type Rule = fn(&mut Object, Span, &mut Findings<'_>);

/// In this order: later rules see what earlier ones left.
const RULES: &[Rule] = &[
    alternatives::without_null,
    constant,
    types::type_list,
    exclusive_bounds,
    examples,
    encoding,
    tuple,
    pattern_properties,
    unevaluated_properties,
    leave_out,
];

/// Members that every schema of the older dialects may have, and that no rule here concerns.
/// Most schemas have no others, so that most are done with at once.
fn is_plain(name: &str, value: &Node) -> bool {
    match name {
        "type" => matches!(&value.value, Value::String(name) if !types::is_list(name)),
        "items" | "additionalProperties" => matches!(value.value, Value::Object(_)),
        "format" => value.as_str() != Some(types::INT_OR_STRING),
        "title" | "description" | "properties" | "required" | "enum" | "example" | "default"
        | "pattern" | "minimum" | "maximum" | "minLength" | "maxLength" | "minItems"
        | "maxItems" | "nullable" | "readOnly" | "writeOnly" | "deprecated" | "allOf" | "$ref" => {
            true
        }
        name => name.starts_with("x-"),
    }
}

/// Translates what stands around paths and schemas.
pub(super) fn document(root: &mut Node, findings: &mut Findings<'_>) {
    let Some(members) = root.as_object_mut() else { return };
    if let Some(webhooks) = members.shift_remove("webhooks") {
        let what = "webhooks are left out: they are calls that the server makes";
        findings.untranslatable(what, webhooks.span);
    }
    members.shift_remove("jsonSchemaDialect");
    stream::items(root, findings);
    let Some(members) = root.as_object_mut() else { return };
    if let Some(components) = members.get_mut("components").and_then(Node::as_object_mut) {
        components.shift_remove("pathItems");
        components.shift_remove("mediaTypes");
    }
}

/// Translates one object of OpenAPI's.
pub(super) fn translate(kind: Kind, node: &mut Node, findings: &mut Findings<'_>) {
    if kind != Kind::Schema {
        if let Value::Object(members) = &mut node.value {
            newer::translate(kind, members, findings);
        }
        return;
    }
    if let Value::Bool(anything) = node.value {
        findings.translated("`true` and `false` as schemas are `{}` and `not: {}`", node.span);
        let nothing = (Key::new("not", node.span), Node::object([], node.span));
        *node = Node::object((!anything).then_some(nothing), node.span);
    }
    let span = node.span;
    let Value::Object(members) = &mut node.value else { return };
    if reference_with_siblings(members) {
        wrap_reference(members, findings);
    }
    if members.iter().all(|(key, value)| is_plain(&key.name, value)) {
        return;
    }
    for rule in RULES {
        rule(members, span, findings);
    }
}

fn reference_with_siblings(members: &Object) -> bool {
    members.len() > 1 && members.get("$ref").is_some_and(|target| target.as_str().is_some())
}

/// OpenAPI 3.0 ignores what stands beside a reference. In 3.1 it counts, and most who write it
/// in 3.0 mean it: the reference becomes the part of an `allOf`, and what describes it stays.
fn wrap_reference(members: &mut Object, findings: &mut Findings<'_>) {
    let Some((key, target)) = members.shift_remove_entry("$ref") else { return };
    let span = target.span;
    findings.translated("a reference with other members beside it is part of an `allOf` now", span);
    let reference = Node::object([(key, target)], span);
    match members.get_mut("allOf").map(|it| &mut it.value) {
        Some(Value::Array(parts)) => parts.insert(0, reference),
        _ => drop(
            members.insert(Key::new("allOf", span), Node::new(Value::Array(vec![reference]), span)),
        ),
    }
}

/// `const` is an `enum` of one.
fn constant(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some((key, value)) = members.shift_remove_entry("const") else { return };
    findings.translated("`const` is an `enum` with one value", key.span);
    let ty = match &value.value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::String(_) => Some("string"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    };
    if let Some(ty) = ty {
        members.entry(Key::new("type", key.span)).or_insert_with(|| Node::string(ty, key.span));
    }
    let span = value.span;
    members.insert(Key::new("enum", key.span), Node::new(Value::Array(vec![value]), span));
}

/// `exclusiveMinimum: 5` is `minimum: 5` with `exclusiveMinimum: true`. Where both bounds are
/// given, the tighter one counts.
fn exclusive_bounds(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let number = |node: Option<&Node>| match node.map(|node| &node.value) {
        Some(Value::Number(number)) => number.as_f64(),
        _ => None,
    };
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let Some(limit) = number(members.get(exclusive)) else { continue };
        let Some((key, value)) = members.shift_remove_entry(exclusive) else { continue };
        findings.translated("exclusive bounds are bounds with a mark", key.span);
        let tighter = number(members.get(bound))
            .is_none_or(|other| if bound == "minimum" { limit >= other } else { limit <= other });
        if tighter {
            let mark = Node::new(Value::Bool(true), value.span);
            members.insert(Key::new(bound, key.span), value);
            members.insert(key, mark);
        }
    }
}

/// A list of `examples` is the one `example` that it begins with.
fn examples(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some((key, examples)) = members.shift_remove_entry("examples") else { return };
    findings.translated("`examples` of a schema are the first of them", key.span);
    let first = match examples.value {
        Value::Array(examples) => examples.into_iter().next(),
        Value::Object(examples) => examples.into_values().next(),
        _ => None,
    };
    if let Some(first) = first {
        members.entry(Key::new("example", key.span)).or_insert(first);
    }
}

/// Encoded and foreign content are formats of strings.
fn encoding(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let encoding = members.shift_remove("contentEncoding");
    let media_type = members.shift_remove("contentMediaType");
    if let Some((key, _)) = members.shift_remove_entry("contentSchema") {
        findings.untranslatable(
            "`contentSchema` is left out: what the text holds comes as it is",
            key.span,
        );
    }
    let Some(said) = encoding.as_ref().or(media_type.as_ref()) else { return };
    let format = match encoding.as_ref().and_then(Node::as_str) {
        Some("base64" | "base64url") => "byte",
        Some("binary") => "binary",
        Some(_) => return,
        None => match media_type.as_ref().and_then(Node::as_str) {
            Some("application/octet-stream") => "binary",
            Some(other) if !other.contains("json") && !other.starts_with("text/") => "binary",
            _ => return,
        },
    };
    findings.translated("encoded content is a `format`", said.span);
    members.entry(Key::new("format", said.span)).or_insert_with(|| Node::string(format, said.span));
}

/// A tuple is a list of any of its items' types.
fn tuple(members: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let old = matches!(members.get("items").map(|it| &it.value), Some(Value::Array(_)));
    let Some((key, tuple)) = members.shift_remove_entry(if old { "items" } else { "prefixItems" })
    else {
        // `items: true` is what a list without `items` means.
        if let Some(Node { value: Value::Bool(_), .. }) = members.get("items") {
            members.insert(Key::new("items", span), Node::object([], span));
        }
        return;
    };
    findings.translated("a tuple is a list of any of its items", key.span);
    let Value::Array(mut parts) = tuple.value else { return };
    let length = parts.len();
    let rest = if old { "additionalItems" } else { "items" };
    let rest = members.shift_remove(rest);
    let closed = matches!(rest, Some(Node { value: Value::Bool(false), .. }));
    parts.extend(rest.filter(|rest| rest.as_object().is_some()));
    if closed {
        let length = Node::new(Value::Number(length.into()), tuple.span);
        members.entry(Key::new("maxItems", tuple.span)).or_insert(length);
    }
    let items = alternatives::any_of(parts, tuple.span);
    members.insert(Key::new("items", key.span), items);
}

/// Members whose names follow a pattern are members of any name.
fn pattern_properties(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some((key, patterns)) = members.shift_remove_entry("patternProperties") else { return };
    findings.translated("`patternProperties` are `additionalProperties`", key.span);
    let Value::Object(patterns) = patterns.value else { return };
    let mut schemas = patterns.into_values().collect::<Vec<_>>();
    match members.get("additionalProperties") {
        Some(rest) if rest.as_object().is_some() => schemas.push(rest.clone()),
        Some(Node { value: Value::Bool(true), .. }) => return,
        _ => {}
    }
    let any = alternatives::any_of(schemas, key.span);
    members.insert(Key::new("additionalProperties", key.span), any);
}

/// Members that no part of the schema knows are those that no property names: the parts of an `allOf`
/// are read as one object. Which alternative counts, a schema cannot say.
fn unevaluated_properties(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    const CHOICES: [&str; 5] = ["oneOf", "anyOf", "if", "dependentSchemas", "additionalProperties"];
    if CHOICES.iter().any(|keyword| members.contains_key(*keyword)) {
        return;
    }
    let Some((key, schema)) = members.shift_remove_entry("unevaluatedProperties") else { return };
    findings.translated("`unevaluatedProperties` are `additionalProperties`", key.span);
    members.insert(Key::new("additionalProperties", key.span), schema);
}

/// What OpenAPI 3.0 has no words for: most of it only narrows what else is said.
fn leave_out(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    const LEFT_OUT: &[(&str, &str)] = &[
        ("if", "conditions (`if`, `then`, `else`) are left out"),
        ("then", "conditions (`if`, `then`, `else`) are left out"),
        ("else", "conditions (`if`, `then`, `else`) are left out"),
        ("dependentSchemas", "`dependentSchemas` are left out"),
        ("dependentRequired", "`dependentRequired` is left out"),
        ("dependencies", "`dependencies` are left out"),
        ("contains", "`contains` is left out"),
        ("minContains", "`contains` is left out"),
        ("maxContains", "`contains` is left out"),
        ("propertyNames", "`propertyNames` are left out"),
        ("unevaluatedItems", "`unevaluatedItems` are left out"),
        ("unevaluatedProperties", "`unevaluatedProperties` are left out"),
        ("$dynamicRef", "`$dynamicRef` is left out"),
    ];
    for (keyword, what) in LEFT_OUT {
        if let Some((key, _)) = members.shift_remove_entry(*keyword) {
            findings.untranslatable(what, key.span);
        }
    }
    // These say nothing of a value.
    for keyword in ["$schema", "$id", "$comment", "$anchor", "$dynamicAnchor", "$vocabulary"] {
        members.shift_remove(keyword);
    }
}

#[cfg(test)]
mod tests;
