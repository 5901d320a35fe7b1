//! Swagger 2.0, rearranged as OpenAPI 3.0.

pub(super) mod body;
mod list;
mod response;
mod security;

use self::list::{List, Place};
use super::{autorest, definitions::retarget, findings::Findings, shared};
use crate::{
    document::grammar::{Kind, form, is_method, reference, walk},
    json::{Key, Node, Object, Value},
    source::Span,
};

/// How many media types of one list are taken: each gets a copy of the schema.
const MOST_MEDIA_TYPES: usize = 32;

/// What an operation sends or receives unless it says so itself.
struct Media {
    consumes: Option<Node>,
    produces: Option<Node>,
}

/// Rearranges a document. Its version stays for the caller to change.
pub(super) fn translate(root: &mut Node, findings: &mut Findings<'_>) {
    let span = root.span;
    // An operation is rearranged where it stands, with the media types of all.
    shared::write_out(root, findings);
    let host = autorest::server(root, findings);
    let Some(members) = root.as_object_mut() else { return };
    let media = Media {
        consumes: media_types(members, "consumes", findings),
        produces: media_types(members, "produces", findings),
    };
    servers(members, host, span);
    let mut parameters = take_object(members, "parameters");
    let mut responses = take_object(members, "responses");
    let paths = members.get_mut("paths").and_then(Node::as_object_mut);
    for item in paths.into_iter().flat_map(Object::values_mut) {
        path_item(item, &media, &parameters, findings);
    }
    parameters.retain(|_, parameter| !is_body(parameter));
    parameters.values_mut().for_each(|node| parameter(node, findings));
    responses
        .values_mut()
        .for_each(|node| response::rearrange(node, media.produces.as_ref(), findings));
    let mut schemes = take_object(members, "securityDefinitions");
    schemes.values_mut().for_each(security::scheme);
    let components = [
        ("schemas", take_object(members, "definitions")),
        ("parameters", parameters),
        ("responses", responses),
        ("securitySchemes", schemes),
    ];
    let components = components.into_iter().filter(|(_, entries)| !entries.is_empty());
    let components = components
        .map(|(name, entries)| (Key::new(name, span), Node::new(Value::Object(entries), span)));
    let components = Node::object(components, span);
    members.insert(Key::new("components", span), components);
    retarget(root, moved);
    walk(root, &mut |kind, node, _| {
        if kind == Kind::Schema {
            schema(node);
        }
    });
}

/// Where a reference leads now.
fn moved(target: &str) -> Option<String> {
    const SECTIONS: [(&str, &str); 3] = [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
    ];
    SECTIONS.iter().find_map(|(old, new)| Some(format!("{new}{}", target.strip_prefix(old)?)))
}

/// Takes a section out of the document.
fn take_object(members: &mut Object, name: &str) -> Object {
    match members.shift_remove(name).map(|node| node.value) {
        Some(Value::Object(entries)) => entries,
        _ => Object::default(),
    }
}

/// `schemes`, `host` and `basePath` make a server for each scheme, unless the host has variables.
fn servers(members: &mut Object, with_variables: Option<Node>, span: Span) {
    let text = |node: Option<Node>| node.as_ref().and_then(Node::as_str).map(str::to_owned);
    let schemes = members.shift_remove("schemes");
    let host = text(members.shift_remove("host"));
    let path = text(members.shift_remove("basePath")).unwrap_or_default();
    let url = |base: String| {
        let url = format!("{base}/{}", path.trim_start_matches('/'));
        let url = Node::string(if path.is_empty() { base } else { url }, span);
        Node::object([(Key::new("url", span), url)], span)
    };
    let servers = match (with_variables, host) {
        (Some(server), _) => vec![server],
        (None, None) if path.is_empty() => return,
        (None, None) => vec![url(String::new())],
        (None, Some(host)) => {
            let schemes = schemes.as_ref().and_then(Node::as_array).unwrap_or_default();
            let mut schemes = schemes.iter().filter_map(Node::as_str).collect::<Vec<_>>();
            // The first server is the default, and should be a safe one.
            schemes.sort_by_key(|scheme| *scheme != "https");
            if schemes.is_empty() {
                schemes.push("https");
            }
            schemes.iter().map(|scheme| url(format!("{scheme}://{host}"))).collect()
        }
    };
    members
        .entry(Key::new("servers", span))
        .or_insert_with(|| Node::new(Value::Array(servers), span));
}

fn path_item(item: &mut Node, media: &Media, shared: &Object, findings: &mut Findings<'_>) {
    let Some(members) = item.as_object_mut() else { return };
    let bodies = body::take(members, shared, findings);
    if let Some(Value::Array(parameters)) = members.get_mut("parameters").map(|it| &mut it.value) {
        for node in parameters {
            parameter(node, findings);
        }
    }
    let operations = members.iter_mut().filter(|(key, _)| is_method(&key.name));
    for (method, operation) in operations {
        let Some(operation) = operation.as_object_mut() else { continue };
        let own = media_types(operation, "consumes", findings);
        let consumes = own.as_ref().or(media.consumes.as_ref());
        let own = media_types(operation, "produces", findings);
        let produces = own.as_ref().or(media.produces.as_ref());
        if let Some(schemes) = operation.shift_remove("schemes") {
            findings.untranslatable("`schemes` of operations are left out", schemes.span);
        }
        let mut sent = body::take(operation, shared, findings);
        if sent.is_empty() {
            sent.clone_from(&bodies);
        }
        body::insert(operation, sent, consumes, findings);
        if let Some(Value::Array(list)) = operation.get_mut("parameters").map(|it| &mut it.value) {
            for node in list {
                parameter(node, findings);
            }
        }
        let responses = operation.get_mut("responses").and_then(Node::as_object_mut);
        let Some(responses) = responses else { continue };
        if let Some(own) = &own {
            response::supply_file(responses, &method.name, own, findings);
        }
        for (_, node) in responses.iter_mut().filter(|(key, _)| !key.name.starts_with("x-")) {
            response::rearrange(node, produces, findings);
        }
    }
}

/// Takes a list of media types.
fn media_types(members: &mut Object, name: &str, findings: &mut Findings<'_>) -> Option<Node> {
    let mut list = members.shift_remove(name)?;
    if let Value::Array(items) = &mut list.value
        && items.len() > MOST_MEDIA_TYPES
    {
        findings.untranslatable("media types after the 32nd are left out", list.span);
        items.truncate(MOST_MEDIA_TYPES);
    }
    Some(list)
}

/// Whether a parameter is sent in the body.
fn is_body(parameter: &Node) -> bool {
    matches!(parameter.get("in").and_then(Node::as_str), Some("body" | "formData"))
}

/// The type of a parameter or header moves into a schema, and how lists are written gets the
/// names of 3.0.
fn parameter(node: &mut Node, findings: &mut Findings<'_>) {
    let span = node.span;
    if reference(node).is_some() {
        return;
    }
    let Some(members) = node.as_object_mut() else { return };
    let place = match members.get("in").and_then(Node::as_str) {
        Some("query") => Place::Query,
        _ => Place::Other,
    };
    let list = List::take(members, span);
    if !members.contains_key("schema") {
        let schema = take_schema(members);
        members.insert(Key::new("schema", span), Node::new(Value::Object(schema), span));
    }
    members.extend(list.and_then(|list| list.style(place, findings)).into_iter().flatten());
}

/// The members of a parameter that describe its value.
fn take_schema(members: &mut Object) -> Object {
    let (schema, rest) = std::mem::take(members).into_iter().partition(|(key, _)| {
        let name = key.name.as_str();
        let both = matches!(name, "description" | "required" | "deprecated" | "allowEmptyValue");
        let plain = matches!(name, "type" | "default" | "exclusiveMinimum" | "exclusiveMaximum");
        !both && (plain || form(Kind::Schema, name).is_some())
    });
    *members = rest;
    schema
}

/// What schemas say in other words.
fn schema(node: &mut Node) {
    let Some(members) = node.as_object_mut() else { return };
    if let Some((key, nullable)) = members.shift_remove_entry("x-nullable") {
        members.entry(Key::new("nullable", key.span)).or_insert(nullable);
    }
    members.shift_remove("collectionFormat");
    if let Some(ty) = members.get_mut("type").filter(|ty| ty.as_str() == Some("file")) {
        let span = ty.span;
        ty.value = Value::String("string".to_owned());
        members.insert(Key::new("format", span), Node::string("binary", span));
    }
}

#[cfg(test)]
mod tests;
