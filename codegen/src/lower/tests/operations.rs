//! Operations, their parameters, bodies and answers.

use super::{lower, paths};
use crate::{
    diagnostic::Code,
    model::{HeaderForm, Output, Payload, Placement, StatusPattern, Style, TypeRef},
};
use serde_json::{Value as Json, json};

fn ok() -> Json {
    json!({"204": {"description": "done"}})
}

#[test]
fn missing_and_duplicate_ids_are_fine() {
    let it = paths(json!({
        "/a/{x}": {"get": {"responses": ok()}, "put": {"operationId": "same", "responses": ok()}},
        "/a": {"put": {"operationId": "same", "responses": ok()}}
    }));
    let names = it.calls();
    assert_eq!(names.len(), 3);
    assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{names:?}");
    let without = it.only();
    assert_eq!((&without.operation_id, &*without.called()), (&None, "GET /a/{x}"));
}

#[test]
fn headers_are_text_by_any_number_of_names() {
    let it = lower(json!({
        "paths": {"/a": {"get": {"responses": {"200": {
            "description": "",
            "headers": {
                "X-A": {"schema": {"$ref": "#/components/schemas/A"}},
                "X-Many": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
                "X-Object": {"schema": {"$ref": "#/components/schemas/Object"}},
                "X-Circle": {"schema": {"$ref": "#/components/schemas/Circle"}}
            }
        }}}}},
        "components": {"schemas": {
            "A": {"$ref": "#/components/schemas/B"},
            "B": {"$ref": "#/components/schemas/C"},
            "C": {"type": "string", "maxLength": 3},
            "Object": {"allOf": [{"$ref": "#/components/schemas/Inside"}]},
            "Inside": {"type": "object", "properties": {"a": {"type": "string"}}},
            "Circle": {"allOf": [{"$ref": "#/components/schemas/Round"}], "nullable": true},
            "Round": {"$ref": "#/components/schemas/Circle"}
        }}
    }));
    let headers = it.only().headers.iter();
    let headers: Vec<_> =
        headers.map(|header| (header.wire.as_str(), header.form, it.ty(&header.ty))).collect();
    let text = |name| (name, HeaderForm::Plain, "String".to_owned());
    assert_eq!(
        headers,
        [
            ("X-A", HeaderForm::Plain, "A".to_owned()),
            ("X-Many", HeaderForm::List, "A".to_owned()),
            text("X-Object"),
            text("X-Circle"),
        ]
    );
    let said = "is neither a scalar nor a list";
    assert_eq!(it.diagnostics.iter().filter(|found| found.message.contains(said)).count(), 2);
}

#[test]
fn the_overlay_has_the_last_word() {
    let it = paths(json!({
        "/um/users": {"post": {"operationId": "umUsersPost", "x-rust": {"resource": "users", "method": "create"}, "responses": ok()}},
        "/um/users/new": {"post": {"operationId": "create", "x-rust": {"resource": "users"}, "responses": ok()}}
    }));
    assert_eq!(it.calls()[0], "users().create");
    assert_ne!(it.calls()[1], "users().create");
}

#[test]
fn parameters_come_in_the_order_of_the_path() {
    let it = lower(json!({
        "paths": {"/a/{b}/{c}.{d}": {
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            "get": {"responses": ok(), "parameters": [
                {"name": "c", "in": "path", "required": true, "schema": {"type": "integer"}},
                {"$ref": "#/components/parameters/B"},
                {"name": "limit", "in": "query", "schema": {"type": "string", "maxLength": 3}, "description": "How many."},
                {"name": "ids", "in": "query", "required": true, "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
                {"name": "send", "in": "query", "schema": {"type": "integer"}},
                {"name": "Accept", "in": "header", "schema": {"type": "string"}},
                {"name": "gone", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "filter", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}}
            ]}
        }},
        "components": {"parameters": {"B": {"name": "b", "in": "path", "required": true, "schema": {"type": "string", "enum": ["x"]}}}}
    }));
    let operation = it.only();
    let list = |parameters: &[crate::model::Parameter]| -> Vec<String> {
        parameters
            .iter()
            .map(|it_| format!("{}: {} {:?}", it_.ident, it.ty(&it_.ty), it_.style))
            .collect()
    };
    assert_eq!(
        list(&operation.required),
        ["b: B Simple", "c: I64 Simple", "d: String Simple", "ids: [String] Form"]
    );
    assert_eq!(
        list(&operation.optional),
        ["limit: String FormExplode", "send_value: I64 FormExplode", "filter: {Json} Json"]
    );
    assert_eq!(operation.optional[0].docs.description.as_deref(), Some("How many."));
    assert_eq!(operation.optional[0].docs.notes, ["At most 3 characters."]);
    assert_eq!(operation.required[3].style, Style::Form);
    assert!(it.has(Code::Degraded));
}

#[test]
fn bodies_take_json_first_and_offer_the_others() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let it = paths(json!({"/users": {"post": {
        "tags": ["users"], "responses": ok(),
        "requestBody": {"required": true, "content": {
            "application/xml": {"schema": {"type": "string"}}, "application/vnd.x+json": {"schema": schema}
        }}
    }}}));
    let body = it.only().body.as_ref().unwrap();
    assert_eq!(body.ident.as_str(), "user");
    assert!(
        matches!(&body.payload, Payload::Json { media_type, .. } if media_type == "application/vnd.x+json")
    );
    assert_eq!(it.shape("UsersCreateBody"), "a?: String");
    let choice = body.choice.as_ref().unwrap();
    let names: Vec<&str> = choice.variants.iter().map(|it| it.ident.as_str()).collect();
    assert_eq!(
        (choice.ident.as_str(), names.as_slice()),
        ("CreateBody", ["Json", "Xml"].as_slice())
    );
}

#[test]
fn every_other_form_of_body_has_its_place() {
    let payload = |media: &str, schema: Json| {
        let it = paths(json!({"/a": {"post": {
            "responses": ok(), "requestBody": {"content": {media: {"schema": schema}}}
        }}}));
        it.only().body.as_ref().map(|body| body.payload.clone()).unwrap()
    };
    let object =
        json!({"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}});
    assert!(
        matches!(payload("*/*", object.clone()), Payload::Json { media_type, .. } if media_type == "application/json")
    );
    assert!(matches!(
        payload("application/x-www-form-urlencoded", object.clone()),
        Payload::Form { .. }
    ));
    assert!(matches!(payload("multipart/form-data", object), Payload::Multipart { .. }));
    assert_eq!(
        payload("text/plain; charset=utf-8", json!({"type": "string"})),
        Payload::Text("text/plain; charset=utf-8".to_owned())
    );
    assert_eq!(
        payload("application/pdf", json!({"type": "string"})),
        Payload::Binary("application/pdf".to_owned())
    );
}

#[test]
fn files_are_bytes_in_multipart_bodies_only() {
    let it = lower(json!({
        "paths": {"/a": {"post": {"responses": ok(), "requestBody": {"content": {"multipart/form-data": {
            "schema": {"$ref": "#/components/schemas/Upload"}
        }}}}}},
        "components": {"schemas": {
            "Upload": {"type": "object", "properties": {
                "file": {"type": "string", "format": "binary"},
                "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
            }},
            "Other": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
        }}
    }));
    assert_eq!(it.shape("Upload"), "file?: Bytes, files?: [Bytes]");
    assert_eq!(it.shape("Other"), "file?: String");
}

#[test]
fn several_answers_become_an_enum_and_one_stays_itself() {
    let json_of = |schema: Json| json!({"description": "", "content": {"application/json": {"schema": schema}}});
    let answers = |responses: Json| {
        paths(
            json!({"/a": {"get": {"tags": ["a"], "operationId": "read", "responses": responses}}}),
        )
    };
    let one = answers(
        json!({"200": json_of(json!({"type": "string"})), "202": {"description": ""}, "default": json_of(json!({"type": "integer"}))}),
    );
    let Output::Optional(Payload::Json { ty: TypeRef::String, .. }) = &one.only().output else {
        panic!("{:?}", one.only().output)
    };
    assert_eq!(one.only().errors[0].status, StatusPattern::Default);

    let several = answers(
        json!({"200": json_of(json!({"type": "string"})), "201": json_of(json!({"type": "integer"})), "4XX": {"description": ""}}),
    );
    let Output::Several { ident, variants, .. } = &several.only().output else { panic!() };
    assert_eq!(ident.as_str(), "ReadOutput");
    assert_eq!(variants.iter().map(|it| it.ident.as_str()).collect::<Vec<_>>(), ["Ok", "Created"]);
    assert_eq!(several.only().errors[0].ident.as_str(), "ClientError");

    let only_default = answers(json!({"default": json_of(json!({"type": "string"}))}));
    assert!(matches!(only_default.only().output, Output::One(_)));
    assert!(only_default.only().errors.is_empty());
}

#[test]
fn credentials_are_the_alternatives_of_the_document_a_token_first() {
    let it = lower(json!({
        "security": [{"BasicAuthentication": []}, {}, {"api_email": [], "api_key": []}],
        "paths": {"/a": {"get": {"security": [{"BasicAuthentication": []}, {"digest": []}, {"oauth": []}], "responses": ok()}}},
        "components": {"securitySchemes": {
            "BasicAuthentication": {"type": "http", "scheme": "basic", "x-env": ["USER_NAME", "PASSWORD"]},
            "api_email": {"type": "apiKey", "in": "header", "name": "X-Auth-Email"},
            "api_key": {"type": "apiKey", "in": "header", "name": "X-Auth-Key", "x-env": "KEY"},
            "digest": {"type": "http", "scheme": "digest"},
            "oauth": {"type": "oauth2", "flows": {}}
        }}
    }));
    let credentials = &it.api().credentials;
    let names: Vec<&str> = credentials.iter().map(|credential| credential.ident.as_str()).collect();
    assert_eq!(names, ["Token", "ApiEmailAndApiKey", "Basic"]);
    assert_eq!(credentials[0].parts[0].placement, Placement::Bearer);
    let basic = &credentials[2].parts[0];
    assert_eq!(basic.placement, Placement::Basic);
    assert_eq!(basic.values[1].env.as_deref(), Some("PASSWORD"));
    let values: Vec<(&str, bool)> = credentials[1]
        .parts
        .iter()
        .flat_map(|part| &part.values)
        .map(|value| (value.ident.as_str(), value.secret))
        .collect();
    assert_eq!(values, [("api_email", false), ("api_key", true)]);
    assert!(it.has(Code::Degraded));
}

#[test]
fn a_path_that_cannot_be_found_is_a_finding() {
    let it = paths(json!({"/a": {"$ref": "#/paths/~1b"}}));
    assert!(it.operations().is_empty());
    assert!(it.has(Code::DanglingReference));
}

#[test]
fn a_path_may_be_defined_by_another() {
    let it = paths(
        json!({"/a": {"$ref": "#/paths/~1b"}, "/b": {"get": {"tags": ["b"], "responses": ok()}}}),
    );
    assert_eq!(it.operations().len(), 2);
}

#[test]
fn a_multipart_form_that_is_no_object_is_any_members() {
    let it = paths(json!({"/a": {"post": {"responses": ok(), "requestBody": {"content": {
        "multipart/form-data": {"schema": {"type": "array", "items": {"type": "string"}}}
    }}}}}));
    let body = it.only().body.as_ref().unwrap();
    assert!(matches!(body.payload, Payload::Multipart { ty: TypeRef::Json, .. }));
    assert!(it.has(Code::Degraded));
}

#[test]
fn callbacks_are_not_left_out_in_silence() {
    let callbacks = json!({"done": {"{$request.body#/url}": {}}});
    let it = paths(json!({"/a": {"post": {"callbacks": callbacks, "responses": ok()}}}));
    assert!(it.has(Code::Degraded));
}

#[test]
fn an_answer_of_any_image_is_asked_for_as_that() {
    let it = paths(json!({"/a": {"get": {"responses": {
        "200": {"description": "d", "content": {"image/*": {}}},
        "202": {"description": "d", "content": {"application/json": {}}}
    }}}}));
    let Output::Several { otherwise, accept, .. } = &it.only().output else {
        panic!("{:?}", it.only().output)
    };
    assert_eq!((*otherwise, accept.as_str()), (0, "image/*, application/json"));
}

#[test]
fn an_answer_in_parts_is_bytes_and_says_what_that_loses() {
    let answer = |schema: Json| {
        json!({"/a": {"get": {"responses": {
            "200": {"description": "d", "content": {"multipart/mixed": {"schema": schema}}}
        }}}})
    };
    let it = paths(answer(json!({"type": "string", "format": "binary"})));
    assert!(matches!(&it.only().output, Output::One(Payload::Binary(_))));
    assert!(!it.has(Code::Degraded));
    let it = paths(answer(json!({"type": "object"})));
    assert!(it.has(Code::Degraded));
}
