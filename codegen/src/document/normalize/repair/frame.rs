//! Mistakes around paths: titles, servers, tags, security.

use super::{super::swagger2::body, Findings, replace_text, supply};
use crate::{
    document::grammar::{is_method, reference},
    json::{Key, Node, Object, Value},
    source::Span,
};

fn empty() -> Value {
    Value::Object(Object::default())
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
            if item.as_object().is_none() {
                let mistake = format!("`{}` is {}, and no path", key.name, item.kind());
                findings.repaired(key.span, mistake, "left out");
                continue;
            }
            findings.repaired(
                key.span,
                format!("the path `{}` does not begin with `/`", key.name),
                "put before it",
            );
            key.name.insert(0, '/');
        }
        add_path(paths, key, item, findings);
    }
}

/// Adds a path under its mended name, which another may have.
pub(super) fn add_path(paths: &mut Object, key: Key, item: Node, findings: &mut Findings<'_>) {
    let Some(there) = paths.get_mut(key.name.as_str()) else {
        paths.insert(key, item);
        return;
    };
    let message = format!("the path `{}` is defined twice", key.name);
    if say_no_different(there, &item) {
        findings.repaired(key.span, message, "read as one path with the operations of both");
        if let (Some(members), Value::Object(more)) = (there.as_object_mut(), item.value) {
            for (key, member) in more {
                members.entry(key).or_insert(member);
            }
        }
    } else {
        findings.invalid(key.span, message, "give each path its own name with an overlay");
    }
}

/// Whether two path items can be one: what both have is the same, and so is what concerns all of
/// their operations. What only explains them may differ.
fn say_no_different(one: &Node, other: &Node) -> bool {
    let (Some(members), Some(_)) = (one.as_object(), other.as_object()) else { return false };
    let for_all = ["parameters", "servers", "$ref"];
    let agree = |name: &str, there: &Node| other.get(name).is_none_or(|it| it == there);
    let explains = |name: &str| matches!(name, "summary" | "description");
    for_all.iter().all(|name| one.get(name) == other.get(name))
        && members.iter().all(|(key, member)| explains(&key.name) || agree(&key.name, member))
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
    let any = Value::Object(Object::from_iter([any]));
    supply(operation, "responses", any, span, findings, "the operation has no `responses`");
}

pub(super) fn server_url(server: &mut Object, span: Span, findings: &mut Findings<'_>) {
    supply(server, "url", text("/"), span, findings, "the server has no `url`");
}

/// A variable of which no value is known stays open, for callers to say.
pub(super) fn open_variables(server: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some(variables) = server.get_mut("variables").and_then(Node::as_object_mut) else { return };
    variables.retain(|key, variable| {
        let said = |name: &str| variable.get(name).map(|it| &it.value);
        let has_default = said("default").is_some_and(|it| !matches!(it, Value::Null));
        let has_values = matches!(said("enum"), Some(Value::Array(values)) if !values.is_empty());
        let is_known = has_default || has_values;
        if !is_known {
            let mistake = format!("the server's variable `{}` has no default", key.name);
            findings.repaired(key.span, mistake, "left open, for callers to say");
        }
        is_known
    });
}

/// A variable without a default is the first of its values.
pub(super) fn variable_default(variable: &mut Object, span: Span, findings: &mut Findings<'_>) {
    let values = variable.get("enum").and_then(Node::as_array);
    let first = values.and_then(|it| it.first()).map_or_else(|| text(""), |it| it.value.clone());
    supply(variable, "default", first, span, findings, "the server's variable has no default");
}

/// Schemes that OpenAPI 3.0 does not know, and those that do not say where the credential goes.
pub(super) fn security_schemes(components: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let schemes = components.get_mut("securitySchemes").and_then(Node::as_object_mut);
    let Some(schemes) = schemes else { return };
    schemes.retain(|key, scheme| {
        let text = |name: &str| scheme.get(name).and_then(Node::as_str);
        let whole = match text("type").map(str::to_ascii_lowercase).as_deref() {
            Some("apikey") => {
                text("name").is_some() && matches!(text("in"), Some("query" | "header" | "cookie"))
            }
            Some("http" | "basic" | "bearer" | "oauth2" | "openidconnect" | "mutualtls") => true,
            _ => reference(scheme).is_some(),
        };
        if !whole {
            let mistake = format!("the security `{}` does not say how it is sent", key.name);
            findings.repaired(scheme.span, mistake, "left out");
        }
        whole
    });
    for scheme in schemes.values_mut() {
        let span = scheme.span;
        let Some(members) = scheme.as_object_mut() else { continue };
        let is_mutual = |it: &str| it.eq_ignore_ascii_case("mutualTLS");
        if members.get("type").and_then(Node::as_str).is_some_and(is_mutual) {
            let what = "certificates (`mutualTLS`) are left out: give the client one of your own";
            findings.untranslatable(what, span);
            // Requirements still refer to the scheme; `lower` knows that it puts nothing into requests.
            replace_text(members, "type", "http");
            members.insert(Key::new("scheme", span), Node::string("mutualTLS", span));
        }
    }
}

/// Parameters by their names are a list of them.
pub(super) fn parameter_list(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let Some(parameters) = members.get_mut("parameters") else { return };
    let Value::Object(named) = &mut parameters.value else { return };
    let items = std::mem::take(named).into_iter().map(|(key, mut parameter)| {
        let name = Node::string(key.name, key.span);
        if let Some(members) = parameter.as_object_mut() {
            members.entry(Key::new("name", key.span)).or_insert(name);
        }
        parameter
    });
    let items = items.collect();
    findings.repaired(parameters.span, "`parameters` is an object", "read as a list");
    parameters.value = Value::Array(items);
}

/// Parameters of which one cannot tell what to send, and where to.
pub(super) fn nameless_parameters(members: &mut Object, _: Span, findings: &mut Findings<'_>) {
    let mut is_whole = |parameter: &Node| {
        let location = parameter.get("in").and_then(Node::as_str).map(str::to_ascii_lowercase);
        let located = matches!(location.as_deref(), Some("query" | "header" | "path" | "cookie"));
        let named = parameter.get("name").is_some_and(|name| match &name.value {
            Value::String(_) | Value::Number(_) | Value::Bool(_) => true,
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        });
        let whole = located && named || reference(parameter).is_some();
        let null = matches!(parameter.value, Value::Null);
        if !whole && !null {
            let mistake = "a parameter does not say its name, or where it is sent";
            findings.repaired(parameter.span, mistake, "left out");
        }
        whole || null
    };
    match members.get_mut("parameters").map(|it| &mut it.value) {
        Some(Value::Array(parameters)) => parameters.retain(is_whole),
        Some(Value::Object(parameters)) => parameters.retain(|_, parameter| is_whole(parameter)),
        _ => {}
    }
}

/// Parameters that are sent in the body, as Swagger 2.0 has them.
pub(super) fn body_parameters(operation: &mut Object, span: Span, findings: &mut Findings<'_>) {
    if !operation.contains_key("requestBody") && body::insert_own(operation, findings) {
        findings.repaired(span, "a parameter is sent in the body", "read as the `requestBody`");
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
