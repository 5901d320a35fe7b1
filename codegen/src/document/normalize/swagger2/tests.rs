use crate::document::normalize::tests::normalized;
use serde_json::{Value as Json, json};

/// Normalizes a document of Swagger 2.0 with these members.
fn rearranged(mut document: Json) -> Json {
    document["swagger"] = json!("2.0");
    document["info"] = json!({"title": "t", "version": "1"});
    let (specification, found) = normalized(&document);
    specification.unwrap_or_else(|| panic!("{found:?}")).root.to_json()
}

/// Normalizes a document with one operation.
fn operation(operation: &Json) -> Json {
    let document = rearranged(json!({
        "consumes": ["application/json"],
        "produces": ["application/json", "text/csv"],
        "parameters": {
            "body": {"name": "body", "in": "body", "required": true, "schema": {"type": "object"}},
            "page": {"name": "page", "in": "query", "type": "integer", "minimum": 1},
        },
        "definitions": {"A": {"type": "string"}},
        "paths": {"/a": {"post": operation}},
    }));
    document["paths"]["/a"]["post"].clone()
}

#[test]
fn schemes_host_and_base_path_are_servers_the_safe_one_first() {
    let document = rearranged(json!({
        "host": "example.org", "basePath": "/v1", "schemes": ["http", "https"], "paths": {},
    }));
    assert_eq!(
        document["servers"],
        json!([{"url": "https://example.org/v1"}, {"url": "http://example.org/v1"}])
    );
}

#[test]
fn definitions_are_components() {
    let document = rearranged(json!({
        "paths": {},
        "definitions": {
            "A": {"type": "string", "x-nullable": true},
            "B": {"allOf": [{"$ref": "#/definitions/A"}]},
        },
        "securityDefinitions": {
            "b": {"type": "basic"},
            "o": {"type": "oauth2", "flow": "application", "tokenUrl": "/t", "scopes": {}},
        },
    }));
    assert_eq!(
        document["components"],
        json!({
            "schemas": {
                "A": {"type": "string", "nullable": true},
                "B": {"allOf": [{"$ref": "#/components/schemas/A"}]},
            },
            "securitySchemes": {
                "b": {"type": "http", "scheme": "basic"},
                "o": {"type": "oauth2", "flows": {
                    "clientCredentials": {"tokenUrl": "/t", "scopes": {}},
                }},
            },
        })
    );
}

#[test]
fn a_body_parameter_is_the_request_body_and_the_others_have_schemas() {
    let operation = operation(&json!({
        "parameters": [
            {"$ref": "#/parameters/body"},
            {"$ref": "#/parameters/page"},
            {"name": "q", "in": "query", "type": "array", "items": {"type": "string"},
             "collectionFormat": "pipes"},
        ],
        "responses": {"204": {"description": "d"}},
    }));
    assert_eq!(
        operation,
        json!({
            "parameters": [
                {"$ref": "#/components/parameters/page"},
                {"name": "q", "in": "query",
                 "schema": {"type": "array", "items": {"type": "string"}},
                 "style": "pipeDelimited", "explode": false},
            ],
            "responses": {"204": {"description": "d"}},
            "requestBody": {"required": true, "content": {
                "application/json": {"schema": {"type": "object"}},
            }},
        })
    );
}

#[test]
fn form_parameters_are_the_properties_of_the_request_body() {
    let operation = operation(&json!({
        "consumes": ["multipart/form-data"],
        "parameters": [
            {"name": "f", "in": "formData", "type": "file", "required": true},
            {"name": "n", "in": "formData", "type": "integer", "description": "d"},
        ],
        "responses": {"204": {"description": "d"}},
    }));
    assert_eq!(
        operation["requestBody"],
        json!({"required": true, "content": {"multipart/form-data": {"schema": {
            "type": "object",
            "properties": {
                "f": {"type": "string", "format": "binary"},
                "n": {"type": "integer", "description": "d"},
            },
            "required": ["f"],
        }}}})
    );
}

#[test]
fn lists_in_forms_are_joined_as_they_say() {
    let list = |name: &str, format: Option<&str>| {
        let mut list =
            json!({"name": name, "in": "formData", "type": "array", "items": {"type": "string"}});
        if let Some(format) = format {
            list["collectionFormat"] = json!(format);
        }
        list
    };
    let operation = operation(&json!({
        "consumes": ["application/x-www-form-urlencoded"],
        "parameters": [
            list("a", None), list("b", Some("pipes")), list("c", Some("multi")),
            list("d", Some("ssv")), list("e", Some("tsv")),
        ],
        "responses": {"204": {"description": "d"}},
    }));
    let form = &operation["requestBody"]["content"]["application/x-www-form-urlencoded"];
    assert_eq!(
        form["encoding"],
        json!({
            "a": {"style": "form", "explode": false},
            "b": {"style": "pipeDelimited", "explode": false},
            "c": {"style": "form", "explode": true},
            "d": {"style": "spaceDelimited", "explode": false},
            "e": {"style": "form", "explode": false},
        })
    );
}

#[test]
fn an_operation_that_is_referred_to_is_rearranged_as_any_other() {
    let document = rearranged(json!({
        "produces": ["text/csv"],
        "paths": {"/a": {"get": {"$ref": "#/x-operations/a"}}},
        "x-operations": {"a": {"responses": {"200": {
            "description": "d", "schema": {"type": "string"},
        }}}},
    }));
    assert_eq!(
        document["paths"]["/a"]["get"]["responses"]["200"],
        json!({"description": "d", "content": {"text/csv": {"schema": {"type": "string"}}}})
    );
}

#[test]
fn a_path_item_s_own_parameters_take_the_place_of_shared_ones() {
    let document = rearranged(json!({
        "parameters": {"limit": {"name": "limit", "in": "query", "type": "string"}},
        "paths": {"/a": {
            "$ref": "#/components/pathItems/a",
            "parameters": [{"$ref": "#/parameters/limit"}],
        }},
        "components": {"pathItems": {"a": {
            "parameters": [{"name": "limit", "in": "query", "type": "integer"}],
        }}},
    }));
    assert_eq!(
        document["paths"]["/a"]["parameters"],
        json!([{"$ref": "#/components/parameters/limit"}])
    );
}

#[test]
fn responses_have_their_schema_under_each_media_type() {
    let operation = operation(&json!({"responses": {"200": {
        "description": "d",
        "schema": {"$ref": "#/definitions/A"},
        "headers": {"X-Rate": {"type": "integer", "description": "r"}},
        "examples": {"application/json": "x"},
    }}}));
    assert_eq!(
        operation["responses"]["200"],
        json!({
            "description": "d",
            "headers": {"X-Rate": {"description": "r", "schema": {"type": "integer"}}},
            "content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/A"}, "example": "x"},
                "text/csv": {"schema": {"$ref": "#/components/schemas/A"}},
            },
        })
    );
}

#[test]
fn answers_without_a_schema_are_files_of_media_types_alone() {
    for (produces, is_file) in [("application/x-tar", true), ("json", false), ("*/*", false)] {
        let document = rearranged(json!({"paths": {"/a": {"get": {
            "produces": [produces], "responses": {"200": {"description": "d"}},
        }}}}));
        let response = &document["paths"]["/a"]["get"]["responses"]["200"];
        assert_eq!(response.get("content").is_some(), is_file, "{produces}");
    }
}
