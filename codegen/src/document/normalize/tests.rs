use super::*;
use crate::{
    diagnostic::Code,
    source::{Sources, Span},
};
use serde_json::{Value as Json, json};

/// Normalizes a document: the result, and what was found.
pub(super) fn normalized(document: &Json) -> (Option<Specification>, Vec<(Code, String)>) {
    let span = Span::new(Sources::new().add("openapi.json", ""), 0..0);
    let mut diagnostics = Diagnostics::new();
    let specification = normalize(Node::from_json(document, span), &mut diagnostics);
    let found = diagnostics.iter().map(|it| (it.code, it.message.clone())).collect();
    (specification, found)
}

/// Normalizes a schema in a document of some version.
pub(super) fn schema_of(version: &str, schema: &Json) -> (Json, Vec<Code>) {
    let (specification, found) = normalized(&json!({
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {"B": {"type": "string"}, "A": schema}},
    }));
    let root = specification.unwrap_or_else(|| panic!("{found:?}")).root.to_json();
    let codes = found.into_iter().map(|(code, _)| code);
    (root["components"]["schemas"]["A"].clone(), codes.collect())
}

/// Normalizes an operation.
pub(super) fn operation_of(operation: &Json) -> (Json, Vec<String>) {
    let (specification, found) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }));
    let messages = found.into_iter().map(|(_, message)| message).collect();
    let root = specification.unwrap_or_else(|| panic!("{messages:?}")).root.to_json();
    (root["paths"]["/a"]["get"].clone(), messages)
}

#[test]
fn a_strict_document_stays_as_it_is() {
    let document = json!({
        "openapi": "3.0.1",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://example.org"}],
        "paths": {"/a/{b}": {"get": {
            "parameters": [
                {"name": "b", "in": "path", "required": true, "schema": {"type": "string"}},
            ],
            "responses": {"2XX": {"description": "d", "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/A"}},
            }}},
        }}},
        "components": {"schemas": {"A": {
            "type": "object",
            "properties": {"x": {"type": "array", "items": {"type": "integer"}}},
            "additionalProperties": false,
        }}},
    });
    let (specification, found) = normalized(&document);
    let specification = specification.unwrap();
    assert_eq!(found, []);
    assert_eq!(specification.root.to_json(), document);
    assert_eq!(
        serde_json::to_value(&specification.openapi).unwrap()["paths"]["/a/{b}"]["get"]["responses"]
            ["2XX"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/A"
    );
}

#[test]
fn the_typed_view_is_what_openapiv3_reads_itself() {
    let (specification, _) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1", "x-a": 1},
        "security": [{"key": []}],
        "tags": [{"name": "t"}],
        "paths": {"/a": {
            "parameters": [{"$ref": "#/components/parameters/p"}],
            "post": {
                "operationId": "o",
                "x-rust": {"method": "m"},
                "requestBody": {"required": true, "content": {"multipart/form-data": {
                    "schema": {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}},
                    "encoding": {"f": {"contentType": "image/png"}},
                }}},
                "responses": {"default": {"description": "", "headers": {
                    "h": {"schema": {"type": "integer", "minimum": 0}},
                }}},
            },
        }},
        "components": {
            "parameters": {"p": {"name": "p", "in": "query", "style": "deepObject", "schema": {
                "oneOf": [{"type": "boolean"}, {"type": "number", "enum": [1.5, null], "nullable": true}],
                "discriminator": {"propertyName": "x", "mapping": {"y": "#/z"}},
            }}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X"}},
        },
    }));
    let specification = specification.unwrap();
    let whole: openapiv3::OpenAPI = serde_json::from_value(specification.root.to_json()).unwrap();
    assert_eq!(specification.openapi, whole);
}

#[test]
fn one_id_of_several_operations_names_none() {
    let operation = json!({"operationId": "same", "responses": {"default": {"description": ""}}});
    let (specification, found) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": operation, "put": operation}},
    }));
    assert_eq!(found, [(Code::DuplicateOperationId, "2 operations have the id `same`".to_owned())]);
    let openapi = specification.unwrap().openapi;
    assert!(openapi.operations().all(|(_, _, operation)| operation.operation_id.is_none()));
}

/// The codes found in a document whose parameters are references to the next one, as its last says.
fn chain_of_parameters(length: usize, last: &Json) -> Vec<Code> {
    let next = |at: usize| json!({"$ref": format!("#/components/parameters/P{}", at + 1)});
    let mut parameters: serde_json::Map<_, _> =
        (0..length).map(|at| (format!("P{at}"), next(at))).collect();
    parameters.insert(format!("P{length}"), last.clone());
    let (_, found) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {
            "parameters": [{"$ref": "#/components/parameters/P0"}],
            "responses": {"204": {"description": ""}},
        }}},
        "components": {"parameters": parameters},
    }));
    found.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn parameters_that_refer_to_one_another_in_a_circle_lead_nowhere() {
    let first = json!({"$ref": "#/components/parameters/P0"});
    assert_eq!(chain_of_parameters(1, &first), [Code::DanglingReference; 2]);
}

#[test]
fn long_chains_of_parameters_lead_nowhere() {
    let last = json!({"name": "a", "in": "query", "schema": {"type": "string"}});
    assert_eq!(chain_of_parameters(31, &last), []);
    assert_eq!(chain_of_parameters(32, &last), [Code::DanglingReference]);
}

#[test]
fn a_dangling_reference_comes_with_names_that_are_near() {
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {
            "Group": {"type": "object", "example": {"$ref": "#/not/a/reference"}},
            "A": {"allOf": [{"$ref": "#/components/schemas/Gruop"}]},
        }},
    });
    let span = Span::new(Sources::new().add("openapi.json", ""), 0..0);
    let mut diagnostics = Diagnostics::new();
    normalize(Node::from_json(&document, span), &mut diagnostics);
    let found = diagnostics.iter().collect::<Vec<_>>();
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(found.code, Code::DanglingReference);
    assert!(found.help.as_ref().unwrap().contains("`Group`"), "{:?}", found.help);
}

#[test]
fn what_is_not_openapi_is_named() {
    let (specification, found) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {
            "responses": {"default": {"description": ""}},
            "security": 5,
        }}},
    }));
    assert!(specification.is_none());
    assert_eq!(
        found,
        [(Code::InvalidOpenApi, "`security` is a list, and here it is a number".to_owned())]
    );
    let (specification, found) = normalized(&json!({"openapi": "3.0.3", "paths": 5}));
    assert!(specification.is_none());
    assert!(
        found.iter().any(|(_, message)| message == "`paths` is an object, and here it is a number")
    );
}

#[test]
fn deep_nesting_is_read_in_one_pass() {
    // A failure at the bottom costs `openapiv3` twice the time with each level.
    let mut schema = json!({"type": 5});
    for _ in 0..40 {
        schema = json!({"type": "array", "items": schema});
    }
    assert!(schema_of("3.0.3", &schema).1.contains(&Code::Repaired));
}

#[test]
fn a_reference_replaces_no_document() {
    let (specification, _) = normalized(&json!({"openapi": "3.0.3", "$ref": "#"}));
    assert_eq!(specification.unwrap().root.to_json()["paths"], json!({}));
}
