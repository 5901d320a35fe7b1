//! Parameters that are sent in the body.

use super::{super::findings::Findings, is_body, list_style, take_schema};
use crate::{
    document::grammar::reference,
    json::{Key, Node, Object, Value},
    source::Span,
};

/// How the media types of forms in one part begin.
const URL_ENCODED: &str = "application/x-www-form";

/// Takes the parameters that are sent in the body out of an operation or path item. Shared ones
/// are copied, since there is no such thing as a shared part of a form.
pub(super) fn take(
    members: &mut Object,
    shared: &Object,
    findings: &mut Findings<'_>,
) -> Vec<Node> {
    let Some(Value::Array(parameters)) = members.get_mut("parameters").map(|it| &mut it.value)
    else {
        return Vec::new();
    };
    let mut bodies = Vec::new();
    parameters.retain(|parameter| {
        let name = reference(parameter).and_then(|it| it.strip_prefix("#/parameters/"));
        let resolved = name.and_then(|name| shared.get(name)).unwrap_or(parameter);
        if is_body(resolved) && findings.may_copy(resolved) {
            bodies.push(resolved.clone());
        }
        !is_body(resolved)
    });
    bodies
}

/// Makes a request body of an operation's own parameters that are sent in it, if there are any.
pub(in super::super) fn insert_own(operation: &mut Object, findings: &mut Findings<'_>) -> bool {
    let parameters = take(operation, &Object::default(), findings);
    insert(operation, parameters, None, findings);
    operation.contains_key("requestBody")
}

/// Makes a request body of the parameters that are sent in it.
pub(super) fn insert(
    operation: &mut Object,
    parameters: Vec<Node>,
    consumes: Option<&Node>,
    findings: &mut Findings<'_>,
) {
    let Some(first) = parameters.first() else { return };
    let span = first.span;
    let is_whole = |it: &&Node| it.get("in").and_then(Node::as_str) == Some("body");
    let body = if let Some(body) = parameters.iter().find(is_whole) {
        if let Some(other) = parameters.iter().find(|other| *other != body) {
            let mistake = "this parameter would be sent in a body that another fills";
            findings.repaired(other.span, mistake, "left out");
        }
        whole(body, consumes, findings)
    } else {
        form(parameters, consumes, span, findings)
    };
    operation.insert(Key::new("requestBody", span), body);
}

/// A body that is one value.
fn whole(parameter: &Node, consumes: Option<&Node>, findings: &mut Findings<'_>) -> Node {
    let span = parameter.span;
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| Node::object([], span));
    let content = content(&schema, consumes, "application/json", findings);
    let mut body = Object::default();
    for name in ["description", "required"] {
        if let Some(value) = parameter.get(name) {
            body.insert(Key::new(name, value.span), value.clone());
        }
    }
    body.insert(Key::new("content", span), Node::new(Value::Object(content), span));
    Node::new(Value::Object(body), span)
}

/// A body that is a form: an object with a property for each parameter.
fn form(
    parameters: Vec<Node>,
    consumes: Option<&Node>,
    span: Span,
    findings: &mut Findings<'_>,
) -> Node {
    let mut properties = Object::default();
    let mut required = Vec::new();
    let mut encodings = Object::default();
    let mut file = false;
    for parameter in parameters {
        let span = parameter.span;
        let Value::Object(mut members) = parameter.value else { continue };
        let Some(name) = members.get("name").and_then(Node::as_str).map(str::to_owned) else {
            continue;
        };
        if members.get("required").and_then(Node::as_bool) == Some(true) {
            required.push(Node::string(&*name, span));
        }
        file |= members.get("type").and_then(Node::as_str) == Some("file");
        if let Some(encoding) = list_encoding(&members, span, findings) {
            encodings.insert(Key::new(&*name, span), encoding);
        }
        let mut schema = take_schema(&mut members);
        if let Some(description) = members.shift_remove_entry("description") {
            schema.insert(description.0, description.1);
        }
        properties.insert(Key::new(name, span), Node::new(Value::Object(schema), span));
    }
    let needed = !required.is_empty();
    let mut schema = Object::default();
    schema.insert(Key::new("type", span), Node::string("object", span));
    schema.insert(Key::new("properties", span), Node::new(Value::Object(properties), span));
    if needed {
        schema.insert(Key::new("required", span), Node::new(Value::Array(required), span));
    }
    let schema = Node::new(Value::Object(schema), span);
    let usual = if file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let listed = consumes.and_then(Node::as_array).unwrap_or_default().iter().cloned();
    let forms = listed.filter(|it| {
        it.as_str().is_some_and(|it| {
            it.starts_with("multipart/") || (!file && it.starts_with(URL_ENCODED))
        })
    });
    let forms = Node::new(Value::Array(forms.collect()), span);
    let mut content = content(&schema, Some(&forms), usual, findings);
    // A list in a multipart form is a part for each item, whatever is said here.
    let encoded = content.iter_mut().filter(|(key, _)| key.name.starts_with(URL_ENCODED));
    for (_, media) in encoded.filter(|_| !encodings.is_empty()) {
        let node = Node::new(Value::Object(encodings.clone()), span);
        if let Some(members) = media.as_object_mut().filter(|_| findings.may_copy(&node)) {
            members.insert(Key::new("encoding", span), node);
        }
    }
    Node::object(
        [
            (Key::new("required", span), Node::new(Value::Bool(needed), span)),
            (Key::new("content", span), Node::new(Value::Object(content), span)),
        ],
        span,
    )
}

/// How a list in a form is written, with the names of 3.0.
fn list_encoding(members: &Object, span: Span, findings: &mut Findings<'_>) -> Option<Node> {
    let text = |name: &str| members.get(name).and_then(Node::as_str);
    if text("type") != Some("array") {
        return None;
    }
    let format = text("collectionFormat");
    if !matches!(format, None | Some("csv" | "ssv" | "pipes" | "multi")) {
        let what =
            "lists that are not joined by commas, spaces or bars in a form are sent with commas";
        findings.untranslatable(what, span);
    }
    Some(Node::object(list_style(format, span), span))
}

/// A value under each of its media types, as long as the copies stay within bounds.
pub(super) fn content(
    schema: &Node,
    media_types: Option<&Node>,
    usual: &str,
    findings: &mut Findings<'_>,
) -> Object {
    let span = schema.span;
    let listed = media_types.and_then(Node::as_array).unwrap_or_default();
    let mut names = listed.iter().filter_map(Node::as_str).collect::<Vec<_>>();
    if names.is_empty() {
        names.push(usual);
    }
    let media = |name| {
        let schema = (Key::new("schema", span), schema.clone());
        (Key::new(name, span), Node::object([schema], span))
    };
    names.retain(|_| findings.may_copy(schema));
    names.into_iter().map(media).collect()
}
