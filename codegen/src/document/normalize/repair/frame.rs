//! Mistakes around paths: titles, servers, tags, security.

use super::{Findings, replace_text, supply};
use crate::{
    document::grammar::is_method,
    json::{Key, Node, Object, Value},
    source::Span,
};

fn empty() -> Value {
    Value::Object(Object::new())
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

pub(super) fn info(document: &mut Object, span: Span, findings: &mut Findings<'_>) {
    supply(document, "info", empty(), span, findings, "the document has no `info`");
}

pub(super) fn paths(document: &mut Object, span: Span, findings: &mut Findings<'_>) {
    // A document may define nothing but components; 3.1 says so, and 3.0 did not mean otherwise.
    if !document.contains_key("paths") {
        document.insert(Key::new("paths", span), Node::object([], span));
    }
    supply(document, "paths", empty(), span, findings, "`paths` is null");
}

/// Tags by name alone.
pub(super) fn tags(document: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some(Value::Array(tags)) = document.get_mut("tags").map(|it| &mut it.value) else { return };
    for tag in tags.iter_mut().filter(|tag| tag.as_str().is_some()) {
        findings.repaired(tag.span, "a tag is an object with a name", "read as the name");
        *tag = Node::object([(Key::new("name", tag.span), tag.clone())], tag.span);
    }
}

pub(super) fn title(info: &mut Object, span: Span, findings: &mut Findings<'_>) {
    supply(info, "title", text("API"), span, findings, "the API has no title");
    supply(info, "version", text("unversioned"), span, findings, "the API has no version");
}

pub(super) fn license(license: &mut Object, span: Span, findings: &mut Findings<'_>) {
    supply(license, "name", text(""), span, findings, "the license has no name");
}

/// A path begins with `/`.
pub(super) fn path_names(paths: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let well_named = |key: &Key| key.name.starts_with('/') || key.name.starts_with("x-");
    if paths.keys().all(well_named) {
        return;
    }
    for (mut key, item) in std::mem::take(paths) {
        if !well_named(&key) {
            findings.repaired(
                key.span,
                format!("the path `{}` does not begin with `/`", key.name),
                "put before it",
            );
            key.name.insert(0, '/');
        }
        let span = key.span;
        let name = key.name.clone();
        if paths.insert(key, item).is_some() {
            let message = format!("the path `{name}` is defined twice");
            findings.invalid(span, message, "give each path its own name with an overlay");
        }
    }
}

/// Methods are written in small letters.
pub(super) fn method_names(item: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let wrong = |key: &Key| {
        let lower = key.name.to_ascii_lowercase();
        lower != key.name && is_method(&lower)
    };
    let names = item.keys().filter(|key| wrong(key)).cloned().collect::<Vec<_>>();
    for key in names {
        let Some(operation) = item.shift_remove(&key) else { continue };
        let lower = key.name.to_ascii_lowercase();
        findings.repaired(
            key.span,
            format!("the method `{}` is not in small letters", key.name),
            "read so",
        );
        item.entry(Key::new(lower, key.span)).or_insert(operation);
    }
}

pub(super) fn responses(operation: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let description = (Key::new("description", span), Node::string("", span));
    let any = (Key::new("default", span), Node::object([description], span));
    let any = Value::Object(Object::from([any]));
    supply(operation, "responses", any, span, findings, "the operation has no `responses`");
}

pub(super) fn server_url(server: &mut Object, span: Span, findings: &mut Findings<'_>) {
    supply(server, "url", text("/"), span, findings, "the server has no `url`");
}

/// A variable without a default is the first of its values.
pub(super) fn variable_default(variable: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let values = variable.get("enum").and_then(Node::as_array);
    let first = values.and_then(|it| it.first()).map_or_else(|| text(""), |it| it.value.clone());
    supply(variable, "default", first, span, findings, "the server's variable has no default");
}

/// Schemes that OpenAPI 3.0 does not know.
pub(super) fn security_schemes(components: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let schemes = components.get_mut("securitySchemes").and_then(Node::as_object_mut);
    for scheme in schemes.into_iter().flat_map(Object::values_mut) {
        let span = scheme.span;
        let Some(members) = scheme.as_object_mut() else { continue };
        if members.get("type").and_then(Node::as_str) == Some("mutualTLS") {
            let what = "certificates (`mutualTLS`) are left out: give the client one of your own";
            findings.untranslatable(what, span);
            // Requirements still refer to the scheme; `lower` knows that it puts nothing into requests.
            replace_text(members, "type", "http");
            members.insert(Key::new("scheme", span), Node::string("mutualTLS", span));
        }
    }
}

pub(super) fn security_scheme(scheme: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let ty = scheme.get("type").and_then(Node::as_str).unwrap_or_default().to_owned();
    match ty.as_str() {
        "basic" | "bearer" => {
            findings.repaired(span, format!("`{ty}` is not a type of security"), "read as `http`");
            replace_text(scheme, "type", "http");
            scheme.insert(Key::new("scheme", span), Node::string(ty, span));
        }
        "http" => {
            supply(
                scheme,
                "scheme",
                text("bearer"),
                span,
                findings,
                "the HTTP security has no `scheme`",
            );
        }
        "oauth2" => {
            supply(scheme, "flows", empty(), span, findings, "the OAuth 2 security has no `flows`");
        }
        "openIdConnect" => supply(
            scheme,
            "openIdConnectUrl",
            text(""),
            span,
            findings,
            "the OpenID security has no `openIdConnectUrl`",
        ),
        "apikey" | "APIKey" | "ApiKey" => {
            findings.repaired(span, format!("`{ty}` is written `apiKey`"), "read so");
            replace_text(scheme, "type", "apiKey");
        }
        _ => {}
    }
}

/// What each flow needs.
pub(super) fn flows(flows: &mut Object, _: Span, findings: &mut Findings<'_>) {
    for (key, flow) in flows.iter_mut() {
        let span = flow.span;
        let Some(flow) = flow.as_object_mut() else { continue };
        let urls: &[&str] = match key.name.as_str() {
            "implicit" => &["authorizationUrl"],
            "password" | "clientCredentials" => &["tokenUrl"],
            "authorizationCode" => &["authorizationUrl", "tokenUrl"],
            _ => continue,
        };
        for name in urls {
            let mistake = format!("the OAuth 2 flow has no `{name}`");
            supply(flow, name, text(""), span, findings, &mistake);
        }
        supply(flow, "scopes", empty(), span, findings, "the OAuth 2 flow has no `scopes`");
    }
}
