//! What differs in IONOS' answers from its documentation is heard, and breaks no call.

use crate::server::{Server, answer, wait};
use cloud_iam::{
    RetryPolicy,
    ionos::{Client, Credentials},
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What is heard of this answer to a call for a page of groups.
fn heard(answer: String) -> Vec<String> {
    let server = Server::new([answer]);
    let lines = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&lines);
    let builder = Client::builder().base_url(&server.url).credentials(Credentials::token("t0ken"));
    let builder = builder.retry_policy(RetryPolicy::none()).on_difference(move |difference| {
        let (operation, kind) = (difference.operation(), difference.kind());
        let (path, value) = (difference.path(), difference.value().unwrap_or_default());
        heard.lock().unwrap().push(format!("{operation}: {kind:?} {path} {value}"));
    });
    let ionos = builder.build().unwrap();
    wait(async { ionos.groups().list().await }).unwrap();
    drop(ionos);
    Arc::into_inner(lines).unwrap().into_inner().unwrap()
}

fn page(item: &Value) -> String {
    answer("200 OK", "", &json!({ "items": [item] }).to_string())
}

#[test]
fn a_documented_answer_makes_no_noise() {
    let item = json!({
        "id": "g1", "type": "group", "href": "/um/groups/g1",
        "properties": {"name": "a", "createDataCenter": true}
    });
    assert_eq!(heard(page(&item)), [""; 0]);
}

#[test]
fn a_new_type_is_heard_by_its_name() {
    let item = json!({"type": "quantum-group", "properties": {"name": "a"}});
    assert_eq!(heard(page(&item)), ["umGroupsGet: UnknownValue .items[0].type quantum-group"]);
}

#[test]
fn null_for_the_items_is_heard() {
    let null = answer("200 OK", "", r#"{"items": null}"#);
    assert_eq!(heard(null), ["umGroupsGet: UnexpectedNull .items "]);
}

#[test]
fn properties_that_are_missing_are_heard() {
    assert_eq!(
        heard(page(&json!({"id": "g1"}))),
        ["umGroupsGet: MissingMember .items[0].properties "]
    );
}

#[test]
fn another_success_than_the_documented_is_heard() {
    let accepted = answer("202 Accepted", "", r#"{"items": []}"#);
    assert_eq!(heard(accepted), ["umGroupsGet: Status . "]);
}

#[test]
fn json_without_a_content_type_is_heard() {
    let untyped = answer("200 OK", "", r#"{"items": []}"#);
    let untyped = untyped.replace("Content-Type: application/json\r\n", "");
    assert_eq!(heard(untyped), ["umGroupsGet: MediaType . "]);
}

#[test]
fn the_other_spelling_of_a_privilege_makes_no_noise() {
    let item = json!({"properties": {"name": "a", "createDatacenter": true}});
    assert_eq!(heard(page(&item)), [""; 0]);
}
