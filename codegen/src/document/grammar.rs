//! OpenAPI's grammar as a table: which member of which object holds what.
//!
//! One table serves Swagger 2.0, OpenAPI 3.0 to 3.2, since no member means two things in them
//! that differ in kind. [`walk`] follows it, so that nothing is taken for a schema, or for a
//! reference, that is an example, a default value or an extension.

use crate::json::{Node, Pointer, Value};

/// The objects that OpenAPI defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    ExternalDocs,
    Tag,
    Server,
    ServerVariable,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Callback,
    Example,
    Link,
    Components,
    SecurityScheme,
    Flows,
    Flow,
    Schema,
    Discriminator,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A number of things: a whole number, 0 or more.
    Count,
    /// A list of any values.
    Values,
    /// A list of strings.
    Texts,
    /// An object of strings.
    TextMap,
    /// A list of security requirements.
    Security,
    /// An object of OpenAPI's.
    One(Kind),
    /// `true`, `false` or a schema.
    Additional,
    /// A list of objects of OpenAPI's.
    List(Kind),
    /// Objects of OpenAPI's by name.
    Map(Kind),
}

/// What the named member of an object of some kind holds; nothing when any value goes.
pub(crate) fn form(kind: Kind, name: &str) -> Option<Form> {
    match kind {
        Kind::Paths | Kind::Callback => {
            (!name.starts_with("x-")).then_some(Form::One(Kind::PathItem))
        }
        Kind::Responses => (!name.starts_with("x-")).then_some(Form::One(Kind::Response)),
        Kind::Schema => schema(name),
        Kind::Document | Kind::Components | Kind::PathItem | Kind::Operation => frame(kind, name),
        Kind::Info | Kind::Contact | Kind::License | Kind::ExternalDocs | Kind::Tag => {
            about(kind, name)
        }
        Kind::Server
        | Kind::ServerVariable
        | Kind::SecurityScheme
        | Kind::Flows
        | Kind::Flow
        | Kind::Discriminator => access(kind, name),
        _ => payload(kind, name),
    }
}

/// Whether a member of a path item is an operation.
pub(crate) fn is_method(name: &str) -> bool {
    matches!(
        name,
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query"
    )
}

/// The members of the objects that everything else stands in.
fn frame(kind: Kind, name: &str) -> Option<Form> {
    use Kind::{Document, Operation, PathItem};
    Some(match (kind, name) {
        (_, "summary" | "description") | (Operation, "operationId") => Form::Text,
        (Operation, "deprecated") => Form::Flag,
        (Operation, "tags") | (_, "consumes" | "produces" | "schemes") => Form::Texts,
        (_, "security") => Form::Security,
        (_, "servers") => Form::List(Kind::Server),
        (_, "externalDocs") => Form::One(Kind::ExternalDocs),
        (Document, "info") => Form::One(Kind::Info),
        (Document, "paths") => Form::One(Kind::Paths),
        (Document, "tags") => Form::List(Kind::Tag),
        (Document, "components") => Form::One(Kind::Components),
        (Operation | PathItem, "parameters") => Form::List(Kind::Parameter),
        (Operation, "requestBody") => Form::One(Kind::RequestBody),
        (Operation, "responses") => Form::One(Kind::Responses),
        (PathItem, method) if is_method(method) => Form::One(Operation),
        (_, "schemas" | "definitions") => Form::Map(Kind::Schema),
        (_, "parameters") => Form::Map(Kind::Parameter),
        (_, "responses") => Form::Map(Kind::Response),
        (_, "requestBodies") => Form::Map(Kind::RequestBody),
        (_, "headers") => Form::Map(Kind::Header),
        (_, "securitySchemes" | "securityDefinitions") => Form::Map(Kind::SecurityScheme),
        (_, "examples") => Form::Map(Kind::Example),
        (_, "links") => Form::Map(Kind::Link),
        (_, "callbacks") => Form::Map(Kind::Callback),
        (_, "webhooks" | "pathItems") => Form::Map(PathItem),
        (_, "mediaTypes") => Form::Map(Kind::MediaType),
        (PathItem, "additionalOperations") => Form::Map(Operation),
        _ => return None,
    })
}

/// The members of the objects that tell people about the API.
fn about(kind: Kind, name: &str) -> Option<Form> {
    Some(match (kind, name) {
        (Kind::Info, "contact") => Form::One(Kind::Contact),
        (Kind::Info, "license") => Form::One(Kind::License),
        (Kind::Tag, "externalDocs") => Form::One(Kind::ExternalDocs),
        (_, "title" | "version" | "description" | "termsOfService" | "name" | "url" | "email") => {
            Form::Text
        }
        _ => return None,
    })
}

/// The members of the objects that say where and with what rights an API is called.
fn access(kind: Kind, name: &str) -> Option<Form> {
    Some(match (kind, name) {
        (Kind::Server, "variables") => Form::Map(Kind::ServerVariable),
        (Kind::ServerVariable, "enum") => Form::Texts,
        (Kind::SecurityScheme, "flows") => Form::One(Kind::Flows),
        (Kind::Flows, "implicit" | "password" | "clientCredentials" | "authorizationCode") => {
            Form::One(Kind::Flow)
        }
        (Kind::Flow | Kind::SecurityScheme, "scopes") | (Kind::Discriminator, "mapping") => {
            Form::TextMap
        }
        (
            _,
            "url" | "description" | "default" | "type" | "in" | "name" | "scheme" | "bearerFormat"
            | "openIdConnectUrl" | "authorizationUrl" | "tokenUrl" | "refreshUrl" | "flow"
            | "propertyName",
        ) => Form::Text,
        _ => return None,
    })
}

/// The members of the objects that describe what is sent and received.
fn payload(kind: Kind, name: &str) -> Option<Form> {
    use Kind::{Encoding, Example, Header, Link, MediaType, Parameter, Response};
    Some(match (kind, name) {
        (_, "description")
        | (Parameter | Header | Encoding, "style")
        | (Parameter, "name" | "in" | "collectionFormat")
        | (Encoding, "contentType")
        | (Link, "operationId" | "operationRef")
        | (Example, "summary") => Form::Text,
        (Kind::RequestBody | Parameter | Header, "required")
        | (_, "deprecated" | "explode" | "allowReserved" | "allowEmptyValue") => Form::Flag,
        (_, "schema" | "itemSchema") | (Parameter | Header, "items") => Form::One(Kind::Schema),
        (_, "content") => Form::Map(MediaType),
        (MediaType, "encoding") => Form::Map(Encoding),
        (Response | Encoding, "headers") => Form::Map(Header),
        (Response, "links") => Form::Map(Link),
        (Parameter | Header | MediaType, "examples") => Form::Map(Example),
        _ => return None,
    })
}

/// The members of schemas, those of JSON Schema 2020-12 included.
fn schema(name: &str) -> Option<Form> {
    Some(match name {
        "title" | "description" | "format" | "pattern" | "contentEncoding" | "contentMediaType" => {
            Form::Text
        }
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => Form::Flag,
        "minimum" | "maximum" | "multipleOf" => Form::Number,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            Form::Count
        }
        "enum" => Form::Values,
        "required" => Form::Texts,
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Form::Map(Kind::Schema)
        }
        "items" | "not" | "if" | "then" | "else" | "contains" | "propertyNames"
        | "contentSchema" => Form::One(Kind::Schema),
        "additionalProperties" | "unevaluatedProperties" | "unevaluatedItems" => Form::Additional,
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => Form::List(Kind::Schema),
        "discriminator" => Form::One(Kind::Discriminator),
        "externalDocs" => Form::One(Kind::ExternalDocs),
        _ => return None,
    })
}

/// The way from the document's root to where a walk is, without a copy of any name.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'a>(Option<(&'a Trail<'a>, Step<'a>)>);

#[derive(Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> Trail<'a> {
    /// The root.
    pub(super) const ROOT: Self = Self(None);

    /// One step further, into a member.
    pub(super) fn name(&'a self, name: &'a str) -> Self {
        Self(Some((self, Step::Name(name))))
    }

    /// One step further, into an item.
    pub(super) fn index(&'a self, index: usize) -> Self {
        Self(Some((self, Step::Index(index))))
    }

    /// How many steps it has.
    pub(super) fn depth(&self) -> usize {
        self.0.map_or(0, |(before, _)| before.depth() + 1)
    }

    /// The way as a pointer.
    pub(super) fn pointer(&self) -> Pointer {
        match self.0 {
            None => Pointer::root(),
            Some((before, Step::Name(name))) => before.pointer().join(name),
            Some((before, Step::Index(index))) => before.pointer().item(index),
        }
    }
}

/// What is done to each object of a document.
pub(crate) type Rule<'r> = dyn FnMut(Kind, &mut Node, &Trail<'_>) + 'r;

/// Applies a rule to every object that OpenAPI defines, outer ones first; so what a rule puts
/// into an object is walked as well.
pub(crate) fn walk(document: &mut Node, rule: &mut Rule<'_>) {
    walk_from(Kind::Document, document, rule);
}

/// The same for a part of a document.
pub(super) fn walk_from(kind: Kind, node: &mut Node, rule: &mut Rule<'_>) {
    visit(kind, node, &Trail::ROOT, rule);
}

fn visit(kind: Kind, node: &mut Node, trail: &Trail<'_>, rule: &mut Rule<'_>) {
    rule(kind, node, trail);
    if is_replaced(kind, node) {
        return;
    }
    let Value::Object(members) = &mut node.value else { return };
    for (key, member) in members {
        let trail = trail.name(&key.name);
        match (form(kind, &key.name), &mut member.value) {
            (Some(Form::Additional), Value::Object(_)) => {
                visit(Kind::Schema, member, &trail, rule);
            }
            // Older schemas have a list of `items`.
            (Some(Form::List(kind) | Form::One(kind @ Kind::Schema)), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    visit(kind, item, &trail.index(index), rule);
                }
            }
            (Some(Form::One(kind)), _) => visit(kind, member, &trail, rule),
            (Some(Form::Map(kind)), Value::Object(entries)) => {
                for (key, entry) in entries {
                    visit(kind, entry, &trail.name(&key.name), rule);
                }
            }
            _ => {}
        }
    }
}

/// Whether a reference stands in place of an object, so that what is beside it means nothing. In a
/// path item it adds to what is beside it; the outermost objects cannot be replaced at all.
pub(super) fn is_replaced(kind: Kind, node: &Node) -> bool {
    let never = matches!(
        kind,
        Kind::Document | Kind::Info | Kind::Paths | Kind::PathItem | Kind::Components
    );
    !never && reference(node).is_some()
}

/// The target of a reference object.
pub(super) fn reference(node: &Node) -> Option<&str> {
    node.get("$ref")?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use serde_json::json;

    #[test]
    fn a_walk_finds_schemas_and_nothing_that_looks_like_one() {
        let span = Span::new(Sources::new().add("a.json", ""), 0..0);
        let mut document = Node::from_json(
            &json!({
                "components": {"schemas": {"A": {
                    "properties": {"x-b": {}, "example": {"items": {}}},
                    "example": {"properties": {"no": {}}},
                    "x-c": {"items": {}},
                }}},
                "paths": {"/a": {"get": {"responses": {"200": {
                    "content": {"*/*": {"schema": {}, "example": {"schema": {}}}},
                }}}}},
            }),
            span,
        );
        let mut found = Vec::new();
        walk(&mut document, &mut |kind, _, trail| {
            if kind == Kind::Schema {
                found.push(trail.pointer().to_string());
            }
        });
        assert_eq!(
            found,
            [
                "/components/schemas/A",
                "/components/schemas/A/properties/x-b",
                "/components/schemas/A/properties/example",
                "/components/schemas/A/properties/example/items",
                "/paths/~1a/get/responses/200/content/*~1*/schema",
            ]
        );
    }
}
