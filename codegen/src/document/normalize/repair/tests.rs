use crate::{
    diagnostic::Code,
    document::normalize::tests::{normalized, operation_of, schema_of},
};
use serde_json::{Value as Json, json};

#[track_caller]
fn assert_repaired(schema: &Json, expected: &Json) {
    assert_eq!(schema_of("3.0.3", schema), (expected.clone(), vec![Code::Repaired]));
}

#[test]
fn types_of_other_languages_are_read() {
    assert_repaired(&json!({"type": "int"}), &json!({"type": "integer"}));
    assert_repaired(&json!({"type": "float"}), &json!({"type": "number", "format": "float"}));
    assert_repaired(&json!({"type": "Boolean"}), &json!({"type": "boolean"}));
    assert_repaired(&json!({"type": "file"}), &json!({"type": "string", "format": "binary"}));
    assert_repaired(&json!({"type": "whatever", "title": "t"}), &json!({"title": "t"}));
}

#[test]
fn members_of_the_wrong_json_type_are_read() {
    assert_repaired(&json!({"properties": null}), &json!({}));
    assert_repaired(&json!({"nullable": "true"}), &json!({"nullable": true}));
    assert_repaired(&json!({"maxLength": "10"}), &json!({"maxLength": 10}));
    assert_repaired(&json!({"maxLength": 10.0}), &json!({"maxLength": 10}));
    assert_repaired(&json!({"minLength": -1}), &json!({}));
    assert_repaired(&json!({"minimum": "0.5"}), &json!({"minimum": 0.5}));
    assert_repaired(&json!({"description": 5}), &json!({"description": "5"}));
    assert_repaired(&json!({"required": "a"}), &json!({"required": ["a"]}));
    assert_repaired(&json!({"additionalProperties": null}), &json!({}));
    assert_repaired(&json!({"properties": {"a": null}}), &json!({"properties": {"a": {}}}));
    assert_repaired(&json!({"allOf": []}), &json!({}));
}

#[test]
fn a_required_property_is_listed_by_its_object() {
    assert_repaired(
        &json!({"properties": {"a": {"type": "string", "required": true}}, "required": ["b"]}),
        &json!({"properties": {"a": {"type": "string"}}, "required": ["b", "a"]}),
    );
}

#[test]
fn values_of_an_enum_are_of_its_type_and_stand_once() {
    assert_repaired(&json!({"enum": ["a", "b", "a"]}), &json!({"enum": ["a", "b"]}));
    assert_repaired(
        &json!({"type": "string", "enum": ["a", 1]}),
        &json!({"type": "string", "enum": ["a", "1"]}),
    );
}

#[test]
fn what_looks_wrong_inside_an_example_stays() {
    let schema = json!({"example": {"type": "int", "enum": [1, 1]}, "default": null});
    assert_eq!(schema_of("3.0.3", &schema), (schema, vec![]));
}

#[test]
fn responses_are_completed() {
    let (operation, found) = operation_of(&json!({"responses": {"4xx": {}}}));
    assert_eq!(operation, json!({"responses": {"4XX": {"description": ""}}}));
    assert_eq!(found, ["the status `4xx` is written `4XX`", "the response has no `description`"]);
    let (operation, _) = operation_of(&json!({}));
    assert_eq!(operation, json!({"responses": {"default": {"description": ""}}}));
}

#[test]
fn parameters_are_completed() {
    let (operation, found) = operation_of(&json!({
        "parameters": [{"name": "a", "in": "path", "type": "string", "style": "form"}],
        "responses": {"default": {"description": ""}},
    }));
    assert_eq!(
        operation["parameters"],
        json!([{"name": "a", "in": "path", "required": true, "schema": {"type": "string"}}])
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn two_spellings_of_one_path_are_an_error_in_either_order() {
    let get = |name: &str| {
        json!({"get": {"operationId": name, "parameters": [
        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
    ], "responses": {}}})
    };
    for names in [["/a/:id", "/a/{id}"], ["/a/{id}", "/a/:id"], ["/a/:id", "/a/<id>"]] {
        let paths: serde_json::Map<_, _> =
            names.into_iter().map(|name| (name.to_owned(), get(name))).collect();
        let head = json!({"title": "t", "version": "1"});
        let (specification, found) =
            normalized(&json!({"openapi": "3.0.3", "info": head, "paths": paths}));
        let twice = "the path `/a/{id}` is defined twice";
        assert!(found.iter().any(|(_, message)| message == twice), "{names:?}: {found:?}");
        assert!(specification.is_none(), "{names:?}");
    }
}

#[test]
fn two_spellings_of_one_path_may_explain_it_differently() {
    let (specification, _) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {
            "/a": {"summary": "One", "get": {"operationId": "get", "responses": {}}},
            "a": {"summary": "Other", "put": {"operationId": "put", "responses": {}}},
        },
    }));
    let root = specification.unwrap().root.to_json();
    let members = root["paths"]["/a"].as_object().unwrap();
    assert_eq!(members["summary"], "One");
    assert_eq!(members.keys().collect::<Vec<_>>(), ["summary", "get", "put"]);
}

#[test]
fn a_requirement_of_no_schemes_is_not_read_as_open_to_everybody() {
    let (specification, found) = normalized(&json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "security": [[]],
        "paths": {},
    }));
    assert!(specification.is_none(), "{found:?}");
}
