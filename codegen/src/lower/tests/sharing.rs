//! Inline types that come to the same.

use super::{lower, paths, schemas};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

fn listing(id: &str, values: Json) -> Json {
    let direction = json!({"type": "string", "enum": values});
    let page = json!({"type": "object", "properties": {"direction": direction}});
    json!({"get": {
        "operationId": id,
        "parameters": [{"name": "direction", "in": "query", "schema": direction}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": page}}}}
    }})
}

#[test]
fn another_operation_renames_nothing_wherever_it_stands() {
    let known = [("/b", listing("b", json!(["asc", "desc"]))), ("/d", listing("d", json!(["up"])))];
    let before = paths(Json::Object(known.iter().map(|(k, v)| ((*k).into(), v.clone())).collect()));
    let before: BTreeSet<_> = before.names().into_iter().map(str::to_owned).collect();
    for (path, id) in [("/a", "a"), ("/c", "cc"), ("/e", "eee")] {
        for values in [json!(["asc", "desc"]), json!(["up"]), json!(["new"])] {
            let mut document = known.clone().to_vec();
            document.push((path, listing(id, values)));
            document.sort_by_key(|(path, _)| *path);
            let after =
                paths(Json::Object(document.into_iter().map(|(k, v)| (k.into(), v)).collect()));
            let after: BTreeSet<_> = after.names().into_iter().map(str::to_owned).collect();
            assert!(before.is_subset(&after), "{before:?} {after:?}");
        }
    }
}

#[test]
fn another_operation_renames_nothing_that_a_component_collides_with() {
    let document = |paths: Json| {
        let taken = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        let schemas = json!({"ApiBDirection": taken});
        lower(json!({"paths": paths, "components": {"schemas": schemas}}))
    };
    let values = || json!(["asc", "desc"]);
    let before = document(json!({"/b": listing("b", values())}));
    assert_eq!(before.shape("ApiBDirectionEnum"), "Asc Desc");
    let after = document(json!({"/a": listing("a", values()), "/b": listing("b", values())}));
    assert_eq!(after.shape("ApiBDirectionEnum"), "= ApiADirection");
}

#[test]
fn an_operation_shares_a_type_with_itself_without_an_alias() {
    let it = paths(json!({"/b": listing("b", json!(["asc", "desc"]))}));
    assert_eq!(it.names(), ["ApiBDirection", "ApiBResponse"]);
}

#[test]
fn operations_that_say_more_of_a_member_keep_a_type_of_their_own() {
    let body = |docs: &str| {
        let id = json!({"type": "string", "description": docs});
        let schema = json!({"type": "object", "properties": {"id": id}});
        json!({"put": {
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {}
        }})
    };
    let it = paths(json!({"/a": body("An a."), "/b": body("A b."), "/c": body("A b.")}));
    assert_eq!(it.shape("ApiReplaceABody"), "id?: String");
    assert_eq!(it.shape("ApiReplaceBBody"), "id?: String");
    assert_eq!(it.shape("ApiReplaceCBody"), "= ApiReplaceBBody");
}

#[test]
fn a_component_is_never_called_after_an_operation() {
    let inner = json!({"type": "object", "properties": {"href": {"type": "string"}}});
    let outer = json!({"type": "object", "properties": {"link": inner}});
    let it = lower(json!({
        "paths": {"/a": {"put": {
            "operationId": "a",
            "requestBody": {"content": {"application/json": {"schema": outer}}},
            "responses": {}
        }}},
        "components": {"schemas": {"VeryLongComponentName": outer, "LongComponentName": outer}}
    }));
    assert!(it.names().contains(&"LongComponentNameLink"), "{:?}", it.names());
    assert_eq!(it.names().iter().filter(|name| name.ends_with("Link")).count(), 1);
}

#[test]
fn what_members_of_one_object_share_is_called_after_what_their_names_have_in_common() {
    let status = json!({"type": "string", "enum": ["active", "inactive"]});
    let properties = json!({"card_payments": status, "bank_debit_payments": status});
    let it = schemas(json!({"Capabilities": {"type": "object", "properties": properties}}));
    assert_eq!(it.names(), ["Capabilities", "CapabilitiesPayments"]);
}

#[test]
fn a_common_name_that_something_else_has_is_left_to_it() {
    let status = json!({"type": "string", "enum": ["active", "inactive"]});
    let properties = json!({
        "card_payments": status,
        "bank_debit_payments": status,
        "payments": {"type": "string", "enum": ["all"]}
    });
    let it = schemas(json!({"Capabilities": {"type": "object", "properties": properties}}));
    assert_eq!(it.shape("CapabilitiesPayments"), "All");
    assert_eq!(it.shape("CapabilitiesCardPayments"), "Active Inactive");
}

#[test]
fn an_operation_renames_nothing_that_members_of_a_component_share() {
    let document = |paths: Json| {
        let status = json!({"type": "string", "enum": ["active", "inactive"]});
        let properties = json!({"card_payments": status, "bank_payments": status});
        let capabilities = json!({"type": "object", "properties": properties});
        lower(json!({"paths": paths, "components": {"schemas": {"Capabilities": capabilities}}}))
    };
    let request = |schema: Json| {
        json!({"/a": {"put": {
            "operationId": "a",
            "requestBody": {"content": {"application/json": {"schema": schema}}},
            "responses": {}
        }}})
    };
    let known = ["Capabilities", "CapabilitiesPayments"];
    assert_eq!(document(json!({})).names(), known);
    let payments = json!({"type": "string", "enum": ["active", "inactive"]});
    let after = document(request(json!({"type": "object", "properties": {"payments": payments}})));
    assert_eq!(after.names()[..2], known);
}
