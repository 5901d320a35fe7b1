//! What a success carries.

use super::{lower, paths};
use crate::{diagnostic::Code, model::Output};
use serde_json::{Value as Json, json};

#[test]
fn of_several_forms_of_an_answer_a_program_wants_what_it_can_read() {
    let output = |types: &[&str]| {
        let content: serde_json::Map<_, _> =
            types.iter().map(|it| ((*it).to_owned(), json!({}))).collect();
        paths(json!({"/a": {"get": {"responses": {
            "200": {"description": "d", "content": content}
        }}}}))
    };
    for (types, chosen, is_found) in [
        (["application/pdf", "text/html"], "application/pdf", true),
        (["text/html", "application/pdf"], "application/pdf", true),
        (["text/plain", "application/octet-stream"], "application/octet-stream", true),
        (["application/pdf", "text/csv"], "text/csv", true),
        (["text/event-stream", "audio/mpeg"], "audio/mpeg", false),
        (["text/event-stream", "text/plain"], "text/plain", false),
        (["text/event-stream", "text/html"], "text/event-stream", true),
        (["text/html", "application/json"], "application/json", true),
        (["image/png", "image/jpeg"], "image/png", false),
    ] {
        let it = output(&types);
        let Output::One(payload) = &it.only().output else { panic!("{types:?}") };
        assert_eq!(payload.media_type(), chosen, "{types:?}");
        assert_eq!(it.has(Code::Degraded), is_found, "{types:?}");
        let is_beside = types.contains(&"text/event-stream") && chosen != "text/event-stream";
        assert_eq!(it.only().events.is_some(), is_beside, "{types:?}");
        if chosen == "audio/mpeg" || chosen == "application/pdf" {
            assert_eq!(it.only().accept.as_deref(), Some(chosen));
        }
        if chosen == "image/png" {
            assert_eq!(it.only().accept, None);
        }
    }
}

#[test]
fn bytes_are_asked_for_in_all_their_forms_where_there_are_others() {
    let accept = |responses: Json| {
        let response = |types: &Json| {
            let types = types.as_array().unwrap().iter();
            let content: serde_json::Map<_, _> =
                types.map(|it| (it.as_str().unwrap().to_owned(), json!({}))).collect();
            json!({"description": "d", "content": content})
        };
        let responses = responses.as_object().unwrap().iter();
        let responses: serde_json::Map<_, _> =
            responses.map(|(status, types)| (status.clone(), response(types))).collect();
        paths(json!({"/a": {"get": {"responses": responses}}})).only().accept.clone()
    };
    let images = json!({"200": ["image/png", "image/jpeg"]});
    assert_eq!(accept(images), None);
    let page = json!({"200": ["image/png", "image/jpeg", "text/html"]});
    assert_eq!(accept(page).as_deref(), Some("image/png, image/jpeg"));
    let two = json!({"200": ["image/png", "text/plain"], "201": ["image/png", "image/gif"]});
    assert_eq!(accept(two).as_deref(), Some("image/png, image/gif"));
}

#[test]
fn a_success_without_a_body_beside_one_with_json_is_told() {
    let output = |method: &str, content: Json| {
        let responses = json!({
            "200": {"description": "d", "content": content}, "204": {"description": "d"}
        });
        let it = lower(json!({
            "paths": {"/a": {method: {"responses": responses}}},
            "components": {"schemas": {"Any": {}}}
        }));
        it.only().output.clone()
    };
    let json = |schema: Json| json!({"application/json": {"schema": schema}});
    let object = || json(json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    assert!(matches!(output("get", object()), Output::Optional(_)));
    assert!(matches!(
        output("get", json(json!({"type": "array", "items": {}}))),
        Output::Optional(_)
    ));
    // These tell it already, or never have a body.
    assert!(matches!(output("head", object()), Output::One(_)));
    assert!(matches!(output("get", json(json!({}))), Output::One(_)));
    let nullable = json(json!({"type": "string", "nullable": true}));
    assert!(matches!(output("get", nullable), Output::One(_)));
    let named = json(json!({"$ref": "#/components/schemas/Any"}));
    assert!(matches!(output("get", named), Output::One(_)));
    assert!(matches!(output("get", json!({"text/csv": {}})), Output::One(_)));
    assert!(matches!(output("get", json!({"image/png": {}})), Output::One(_)));
}
