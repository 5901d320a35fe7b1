use crate::{
    diagnostic::Code,
    document::normalize::tests::{normalized, operation_of, schema_of},
};
use serde_json::{Value as Json, json};

fn translated(schema: &Json) -> Json {
    schema_of("3.1.0", schema).0
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
        "content": {"multipart/mixed": {"itemSchema": {"type": "object"}}},
    }}}));
    assert_eq!(operation["responses"]["200"]["content"], json!({"multipart/mixed": {}}));
    assert_eq!(found, ["`itemSchema` is left out: the items of a stream come as they are"]);
    let schema = json!({"oneOf": [{"$ref": "#/components/schemas/B"}],
        "discriminator": {"propertyName": "k", "defaultMapping": "B"}});
    let (schema, found) = schema_of("3.0.3", &schema);
    assert_eq!(schema["discriminator"], json!({"propertyName": "k"}));
    assert_eq!(found, [Code::Untranslatable]);
}

#[test]
fn a_number_or_a_text_has_two_types() {
    assert_eq!(
        translated(&json!({"type": "string", "format": "int-or-string", "description": "d"})),
        json!({"anyOf": [{"type": "integer"}, {"type": "string"}], "description": "d"})
    );
}

/// What becomes of the `itemSchema` of a media type.
fn stream_of(media_type: &str, item: &Json) -> Json {
    let (operation, _) = operation_of(&json!({"responses": {"200": {
        "description": "d",
        "content": {media_type: {"itemSchema": item}},
    }}}));
    operation["responses"]["200"]["content"][media_type]["schema"].clone()
}

#[test]
fn lines_are_a_list_of_their_items() {
    let item = json!({"type": "object"});
    for media_type in ["application/jsonl", "application/x-ndjson", "application/json-seq"] {
        let whole = stream_of(media_type, &item);
        assert_eq!(whole, json!({"type": "array", "items": item}), "{media_type}");
    }
}

#[test]
fn events_are_what_their_data_is() {
    let b = json!({"type": "integer"});
    let json_text =
        json!({"type": "string", "contentMediaType": "application/json", "contentSchema": b});
    let event = |data: &Json| json!({"properties": {"event": {"type": "string"}, "data": data}});
    let of = |item: &Json| stream_of("text/event-stream", item);
    let text = json!({"type": "string"});
    assert_eq!(of(&event(&json_text)), b);
    assert_eq!(of(&event(&b)), b);
    assert_eq!(of(&event(&text)), text);
    // Who says what the data is in place of the event means the data.
    let itself = json!({"properties": {"text": {"type": "string"}}});
    assert_eq!(of(&itself), itself);
    let quiet = json!({"properties": {"event": {"type": "string"}}});
    let data = json!({"type": "object"});
    let several = json!({"oneOf": [event(&json_text), event(&data), quiet]});
    assert_eq!(of(&several), json!({"oneOf": [b, data]}));
    assert_eq!(of(&json!({"oneOf": [event(&json_text), quiet]})), b);
    assert_eq!(of(&json!({"anyOf": [event(&json_text), event(&text)]})), text);
    assert_eq!(of(&quiet), Json::Null);
}

#[test]
fn a_schema_of_whole_events_is_that_of_their_data() {
    let of = |schema: &Json| {
        let (operation, _) = operation_of(&json!({"responses": {"200": {
            "description": "d", "content": {"text/event-stream": {"schema": schema}},
        }}}));
        operation["responses"]["200"]["content"]["text/event-stream"]["schema"].clone()
    };
    let event = |data: &Json| json!({"properties": {"event": {"enum": ["a"]}, "data": data}});
    let (one, other) = (json!({"type": "object", "title": "a"}), json!({"type": "integer"}));
    assert_eq!(of(&event(&one)), one);
    assert_eq!(of(&json!({"type": "array", "items": event(&one)})), one);
    let end = event(&json!({"type": "string", "enum": ["[DONE]"]}));
    let nested = json!({"oneOf": [event(&other), end]});
    assert_eq!(of(&json!({"oneOf": [event(&one), nested]})), json!({"oneOf": [one, other]}));
    // What has other members too, or the data alone, may be what stands in the data.
    for data in [
        json!({"properties": {"data": one}}),
        json!({"properties": {"data": one, "event": {}, "task": {}}}),
        json!({"oneOf": [event(&one), {"type": "string"}]}),
    ] {
        let kept = of(&data);
        assert!(kept.get("properties").is_some() || kept.get("oneOf").is_some(), "{kept}");
    }
}

#[test]
fn kinds_of_events_that_have_no_end_are_bounded() {
    const LEVELS: usize = 20_000;
    let next = |level: usize| json!({"$ref": format!("#/components/schemas/L{level}")});
    let levels: serde_json::Map<_, _> = (0..LEVELS)
        .map(|level| (format!("L{level}"), json!({"oneOf": [next(level + 1), next(level)]})))
        .collect();
    let content = json!({"text/event-stream": {"itemSchema": next(0)}});
    let (_, found) = normalized(&json!({
        "openapi": "3.2.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "d", "content": content}}}}},
        "components": {"schemas": levels},
    }));
    let left_out = "`itemSchema` is left out: the items of a stream come as they are";
    assert!(found.iter().any(|(_, message)| message == left_out), "{found:?}");
}
