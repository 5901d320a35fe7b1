//! Mistakes in parameters, bodies and responses.

use super::{Findings, replace_text, supply};
use crate::{
    diagnostic::{Code, Diagnostic},
    document::grammar::{Form, Kind, form, reference},
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Status codes have three digits, or one and `XX`.
pub(super) fn status_codes(responses: &mut Object, _: Span, findings: &mut Findings<'_>) {
    if responses.keys().all(|key| key.name.starts_with("x-") || is_status(&key.name)) {
        return;
    }
    for (key, response) in std::mem::take(responses) {
        if key.name.starts_with("x-") || is_status(&key.name) {
            responses.insert(key, response);
            continue;
        }
        let known = key.name.trim().to_ascii_uppercase();
        let known = if known == "DEFAULT" { "default".to_owned() } else { known };
        if is_status(&known) && !responses.contains_key(known.as_str()) {
            let mistake = format!("the status `{}` is written `{known}`", key.name);
            findings.repaired(key.span, mistake, "read so");
            responses.insert(Key::new(known, key.span), response);
        } else {
            let what = format!("`{}` is no status code, so its response is left out", key.name);
            findings.push(Diagnostic::new(Code::Untranslatable, what).at(key.span, ""));
        }
    }
}

fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        [b'1'..=b'9', b'X', b'X'] => true,
        [b'1'..=b'9', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => name == "default",
    }
}

pub(super) fn description(response: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let none = Value::String(String::new());
    supply(response, "description", none, span, findings, "the response has no `description`");
}

/// Where a parameter goes is written in small letters, and the path needs all of its parameters.
pub(super) fn location(parameter: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let location = parameter.get("in").and_then(Node::as_str).unwrap_or_default();
    let lower = location.to_ascii_lowercase();
    if lower != location && matches!(lower.as_str(), "query" | "header" | "path" | "cookie") {
        findings.repaired(
            span,
            format!("the location `{location}` is written `{lower}`"),
            "read so",
        );
        replace_text(parameter, "in", &lower);
    }
    if lower == "path" && parameter.get("required").and_then(Node::as_bool) != Some(true) {
        findings.repaired(span, "a parameter of the path is not `required`", "read as required");
        let required = Node::new(Value::Bool(true), span);
        parameter.insert(Key::new("required", span), required);
    }
}

/// A parameter or header has either a schema or content. One that has neither may have the
/// members of a schema itself, as in Swagger 2.0.
pub(super) fn own_schema(members: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let has = |name: &str| members.get(name).is_some_and(|it| !matches!(it.value, Value::Null));
    match (has("schema"), has("content")) {
        (true, false) | (false, true) => {}
        (true, true) => {
            findings.repaired(
                span,
                "a parameter has both `schema` and `content`",
                "`content` counts",
            );
            members.shift_remove("schema");
        }
        (false, false) => {
            let schema = split_schema(members, describes_value);
            let now = if schema.is_empty() { "read as any value" } else { "its own type is taken" };
            findings.repaired(span, "a parameter has no `schema`", now);
            let schema = Node::new(Value::Object(schema), span);
            members.insert(Key::new("schema", span), schema);
        }
    }
}

/// A body or response holds schemas by media type. One that has a schema instead, as in Swagger
/// 2.0, or the members of one, means JSON.
pub(super) fn own_content(members: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let mistake = "a schema stands where media types should be";
    let named = |content: &Node| content.get("schema").is_some();
    if let Some(content) = members.get_mut("content").filter(|it| !matches!(it.value, Value::Null))
    {
        if named(content) {
            findings.repaired(content.span, mistake, "read as `application/json`");
            *content = by_media_type(content.clone());
        }
        return;
    }
    let schema = match members.shift_remove("schema") {
        Some(schema) => schema,
        None if is_schema(members) => {
            Node::new(Value::Object(split_schema(members, describes_value)), span)
        }
        None => return,
    };
    findings.repaired(schema.span, mistake, "read as `application/json`");
    let media_type = Node::object([(Key::new("schema", schema.span), schema)], span);
    members.insert(Key::new("content", span), by_media_type(media_type));
}

/// A body of which nothing is said may be anything.
pub(super) fn some_content(body: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let content = body.get("content").and_then(Node::as_object);
    if content.is_none_or(Object::is_empty) {
        findings.repaired(span, "the body does not say what it holds", "read as any JSON");
        body.insert(Key::new("content", span), by_media_type(Node::object([], span)));
    }
}

/// A media type that has the members of a schema itself.
pub(super) fn media_schema(members: &mut Object, span: Span, findings: &mut Findings<'_>) {
    if !members.contains_key("schema") && is_schema(members) {
        findings.repaired(span, "a schema stands where a media type should be", "read as its own");
        let schema = split_schema(members, describes_value);
        members.insert(Key::new("schema", span), Node::new(Value::Object(schema), span));
    }
}

/// The only media type that one can mean without saying so.
fn by_media_type(media_type: Node) -> Node {
    let span = media_type.span;
    Node::object([(Key::new("application/json", span), media_type)], span)
}

/// A reference to a schema where something that holds one should be.
pub(super) fn schema_reference(kind: Kind, node: &mut Node, findings: &mut Findings<'_>) {
    let is_schema = |target: &str| target.starts_with("#/components/schemas/");
    if !reference(node).is_some_and(is_schema) {
        return;
    }
    let span = node.span;
    let holder = |name: &str, held: Node| Node::object([(Key::new(name, span), held)], span);
    let schema = || holder("schema", node.clone());
    let held = match kind {
        Kind::MediaType | Kind::Header => schema(),
        Kind::RequestBody => holder("content", by_media_type(schema())),
        Kind::Response => {
            let description = (Key::new("description", span), Node::string("", span));
            let content = (Key::new("content", span), by_media_type(schema()));
            Node::object([description, content], span)
        }
        _ => return,
    };
    findings.repaired(
        span,
        "a schema is referred to where something else should be",
        "read as its own",
    );
    *node = held;
}

/// Whether members say of which form a value is, which only those of a schema do.
fn is_schema(members: &Object) -> bool {
    const FORMS: &[&str] =
        &["type", "properties", "items", "allOf", "oneOf", "anyOf", "additionalProperties"];
    FORMS.iter().any(|name| members.contains_key(*name))
}

/// Takes the members of a schema out of an object that is none.
fn split_schema(members: &mut Object, is_own: impl Fn(&str) -> bool) -> Object {
    let (schema, rest) =
        std::mem::take(members).into_iter().partition(|(key, _)| is_own(&key.name));
    *members = rest;
    schema
}

/// Whether a member of a parameter is one of a schema.
fn describes_value(name: &str) -> bool {
    let of_schema = matches!(name, "type" | "default" | "exclusiveMinimum" | "exclusiveMaximum")
        || form(Kind::Schema, name).is_some();
    let of_parameter = matches!(name, "required" | "content" | "schema")
        || matches!(form(Kind::Parameter, name), Some(form) if form != Form::One(Kind::Schema));
    of_schema && !of_parameter
}

/// A style that the parameter's location does not have.
pub(super) fn style(parameter: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let styles: &[&str] = match parameter.get("in").and_then(Node::as_str) {
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("path") => &["matrix", "label", "simple"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => return,
    };
    keep_style(parameter, styles, findings);
}

pub(super) fn header_style(header: &mut Object, _: Span, findings: &mut Findings<'_>) {
    keep_style(header, &["simple"], findings);
}

pub(super) fn encoding_style(encoding: &mut Object, _: Span, findings: &mut Findings<'_>) {
    const STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    keep_style(encoding, STYLES, findings);
}

fn keep_style(members: &mut Object, styles: &[&str], findings: &mut Findings<'_>) {
    let Some(style) = members.get("style") else { return };
    let Some(name) = style.as_str() else { return };
    if !styles.contains(&name) {
        let mistake = format!("the style `{name}` does not exist here");
        findings.repaired(style.span, mistake, "read as the usual style");
        members.shift_remove("style");
    }
}
