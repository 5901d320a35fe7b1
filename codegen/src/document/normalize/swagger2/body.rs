//! Parameters that are sent in the body.

use super::{
    super::findings::Findings,
    is_body,
    list::{List, Place},
    take_schema,
};
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
    let mut lists = Vec::new();
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
        lists.extend(List::take(&mut members, span).map(|list| (Key::new(&*name, span), list)));
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
    encode_lists(&lists, &mut content, span, findings);
    Node::object(
        [
            (Key::new("required", span), Node::new(Value::Bool(needed), span)),
            (Key::new("content", span), Node::new(Value::Object(content), span)),
        ],
        span,
    )
}

/// Says how the lists in a form are written, for each of its media types.
fn encode_lists(
    lists: &[(Key, List)],
    content: &mut Object,
    span: Span,
    findings: &mut Findings<'_>,
) {
    let is_encoded = |(key, _): &(&Key, &mut Node)| key.name.starts_with(URL_ENCODED);
    let (encoded, parts): (Vec<_>, Vec<_>) = content.iter_mut().partition(is_encoded);
    let forms = [(Place::Form, encoded), (Place::Parts, parts)];
    for (place, forms) in forms.into_iter().filter(|(_, forms)| !forms.is_empty()) {
        let encodings = lists.iter().filter_map(|(key, list)| {
            Some((key.clone(), Node::object(list.style(place, findings)?, key.span)))
        });
        let encodings = Node::object(encodings.collect::<Vec<_>>(), span);
        if encodings.as_object().is_none_or(Object::is_empty) {
            continue;
        }
        for media in forms.into_iter().filter_map(|(_, media)| media.as_object_mut()) {
            if findings.may_copy(&encodings) {
                media.insert(Key::new("encoding", span), encodings.clone());
            }
        }
    }
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
