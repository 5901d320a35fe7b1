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
fn schema_of(version: &str, schema: &Json) -> (Json, Vec<Code>) {
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

fn translated(schema: &Json) -> Json {
    schema_of("3.1.0", schema).0
}

#[track_caller]
fn assert_repaired(schema: &Json, expected: &Json) {
    assert_eq!(schema_of("3.0.3", schema), (expected.clone(), vec![Code::Repaired]));
}

/// Normalizes an operation.
fn operation_of(operation: &Json) -> (Json, Vec<String>) {
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
fn null_among_types_and_alternatives_is_nullable() {
    assert_eq!(
        translated(&json!({"type": ["string", "null"]})),
        json!({"type": "string", "nullable": true})
    );
    assert_eq!(
        translated(&json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]})),
        json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/B"}]})
    );
    assert_eq!(
        translated(&json!({"anyOf": [{"type": "string"}, {"type": "null"}], "title": "t"})),
        json!({"title": "t", "nullable": true, "type": "string"})
    );
    assert_eq!(
        translated(&json!({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]})),
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}], "nullable": true})
    );
}

#[test]
fn several_types_are_alternatives_with_what_concerns_them() {
    assert_eq!(
        translated(
            &json!({"type": ["string", "array"], "items": {"type": "integer"}, "minLength": 1})
        ),
        json!({"anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "array", "items": {"type": "integer"}},
        ]})
    );
}

#[test]
fn words_of_json_schema_become_those_of_openapi() {
    assert_eq!(translated(&json!({"const": "a"})), json!({"type": "string", "enum": ["a"]}));
    assert_eq!(
        translated(&json!({"type": "integer", "exclusiveMinimum": 5})),
        json!({"type": "integer", "minimum": 5, "exclusiveMinimum": true})
    );
    assert_eq!(
        translated(&json!({"type": "string", "examples": ["a", "b"]})),
        json!({"type": "string", "example": "a"})
    );
    assert_eq!(
        translated(&json!({"type": "string", "contentEncoding": "base64"})),
        json!({"type": "string", "format": "byte"})
    );
    assert_eq!(
        translated(
            &json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]})
        ),
        json!({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}})
    );
    assert_eq!(
        translated(&json!({"type": "object", "patternProperties": {"^x": {"type": "string"}}})),
        json!({"type": "object", "additionalProperties": {"type": "string"}})
    );
    assert_eq!(
        translated(&json!({"type": "object", "properties": {"a": true, "b": false}})),
        json!({"type": "object", "properties": {"a": {}, "b": {"not": {}}}})
    );
}

#[test]
fn a_reference_with_siblings_is_part_of_an_all_of() {
    assert_eq!(
        translated(
            &json!({"properties": {"b": {"$ref": "#/components/schemas/B", "description": "d"}}})
        ),
        json!({"properties": {"b": {
            "description": "d",
            "allOf": [{"$ref": "#/components/schemas/B"}],
        }}})
    );
}

#[test]
fn definitions_inside_schemas_move_with_their_references() {
    let (specification, _) = normalized(&json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "components": {"schemas": {"A": {
            "$defs": {"C": {"type": "string"}},
            "properties": {
                "c": {"$ref": "#/components/schemas/A/$defs/C"},
                "d": {"$ref": "#/$defs/C"},
            },
        }}},
    }));
    assert_eq!(
        specification.unwrap().root.to_json()["components"]["schemas"],
        json!({
            "A": {"properties": {
                "c": {"$ref": "#/components/schemas/C"},
                "d": {"$ref": "#/components/schemas/C"},
            }},
            "C": {"type": "string"},
        })
    );
}

#[test]
fn a_kind_of_translation_is_said_once() {
    let (_, found) = schema_of(
        "3.1.0",
        &json!({"properties": {"a": {"const": 1}, "b": {"const": 2}, "c": {"const": 3}}}),
    );
    assert_eq!(found, [Code::Translated, Code::Translated]);
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

#[test]
fn members_that_nothing_evaluates_are_other_members() {
    let text = json!({"type": "string"});
    assert_eq!(
        translated(&json!({"type": "object", "unevaluatedProperties": text})),
        json!({"type": "object", "additionalProperties": text}),
    );
    // Which of the alternatives names them is not known here.
    let part = json!({"type": "object"});
    let (schema, found) =
        schema_of("3.1.0", &json!({"oneOf": [part], "unevaluatedProperties": false}));
    assert_eq!(schema, json!({"oneOf": [part]}));
    assert!(found.contains(&Code::Untranslatable));
}

#[test]
fn a_dynamic_reference_is_never_one_that_another_schema_gave() {
    let holder = |of: &Json| {
        json!({
            "allOf": [{"$ref": "#/components/schemas/Page"}],
            "$defs": {"item": {"$dynamicAnchor": "item", "type": of}},
        })
    };
    let (specification, _) = normalized(&json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "components": {"schemas": {
            "Numbers": holder(&json!("number")),
            "Page": {
                "type": "array",
                "items": {"$dynamicRef": "#item"},
                "$defs": {"any": {"$dynamicAnchor": "item"}},
            },
        }},
    }));
    let root = specification.unwrap().root.to_json();
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["Page"]["items"], json!({"$ref": "#/components/schemas/any"}));
    assert_eq!(schemas["any"], json!({}));
}

#[test]
fn a_form_that_is_the_whole_query_is_an_object_in_it() {
    let form = |media_type: &str| json!({"name": "q", "in": "querystring", "content": {media_type: {"schema": {"type": "object"}}}});
    let (operation, found) = operation_of(&json!({
        "parameters": [form("application/x-www-form-urlencoded"), form("application/json")],
        "responses": {"200": {"description": "d"}},
    }));
    let expected = json!([{"name": "q", "in": "query", "schema": {"type": "object"}}]);
    assert_eq!(operation["parameters"], expected);
    assert_eq!(
        found,
        [
            "a parameter in `querystring` is an object in `query`, its lists JSON",
            "parameters in `querystring` that are no form are left out",
        ]
    );
}

#[test]
fn what_is_said_of_items_and_of_other_values_is_not_left_out_in_silence() {
    let (operation, found) = operation_of(&json!({"responses": {"200": {
        "description": "d",
        "content": {"application/jsonl": {"itemSchema": {"type": "object"}}},
    }}}));
    assert_eq!(operation["responses"]["200"]["content"], json!({"application/jsonl": {}}));
    assert_eq!(found, ["`itemSchema` is left out: the items of a stream come as they are"]);
    let schema = json!({"oneOf": [{"$ref": "#/components/schemas/B"}],
        "discriminator": {"propertyName": "k", "defaultMapping": "B"}});
    let (schema, found) = schema_of("3.0.3", &schema);
    assert_eq!(schema["discriminator"], json!({"propertyName": "k"}));
    assert_eq!(found, [Code::Untranslatable]);
}
