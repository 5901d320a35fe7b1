//! What a listener hears of answers that differ from the specification.

use super::server::{Server, answer, json, wait};
use crate::{Client, DifferenceKind, RetryPolicy};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
};

const ADA: &str = r#"{"name":"Ada","created":"2024-03-01T12:00:00Z"}"#;

type Lines = Arc<Mutex<Vec<String>>>;

/// A client whose listener writes down what it hears.
fn listening(server: &Server) -> (Client, Lines) {
    let lines = Lines::default();
    let heard = Arc::clone(&lines);
    let builder = server.builder().retry_policy(RetryPolicy::none());
    let builder = builder.on_difference(move |difference| {
        let (kind, path) = (difference.kind(), difference.path());
        let value = difference.value().map(|value| format!(" {value}")).unwrap_or_default();
        heard.lock().unwrap().push(format!("{kind:?} {path}{value}"));
    });
    (builder.build().unwrap(), lines)
}

/// What is heard of a user that comes as this answer.
fn heard(answer: &str) -> Vec<String> {
    let server = Server::new([answer]);
    let (client, lines) = listening(&server);
    wait(client.users().get("u1")).unwrap();
    lines.lock().unwrap().clone()
}

/// What is heard of a page with such an item.
fn heard_of_item(item: &str) -> Vec<String> {
    let server = Server::new([&json("200 OK", &format!(r#"{{"items":[{ADA},{item}]}}"#))]);
    let (client, lines) = listening(&server);
    wait(client.users().list()).unwrap();
    lines.lock().unwrap().clone()
}

/// A user with further members.
fn ada_with(members: &str) -> String {
    ADA.replace('}', &format!(",{members}}}"))
}

#[test]
fn nothing_is_heard_of_an_answer_as_it_should_be() {
    let members = r#""id":"u1","role":"admin","level":2,"nickname":null,"other":null,
        "owner":{"type":"team","name":"a","members":[]}"#;
    assert_eq!(heard_of_item(&ada_with(members)), [""; 0]);
}

#[test]
fn a_value_that_is_not_known_yet_is_heard_and_seen() {
    assert_eq!(
        heard_of_item(&ada_with(r#""role":"wizard""#)),
        ["UnknownValue .items[1].role wizard"]
    );
    assert_eq!(heard_of_item(&ada_with(r#""level":7"#)), ["UnknownValue .items[1].level 7"]);
}

#[test]
fn of_a_long_value_only_the_beginning_is_seen() {
    let long = "é".repeat(100);
    let heard = heard_of_item(&ada_with(&format!(r#""role":"{long}""#)));
    assert_eq!(heard, [format!("UnknownValue .items[1].role {}", "é".repeat(64))]);
}

#[test]
fn a_variant_that_is_not_known_yet_is_heard_by_its_tag() {
    let heard = heard_of_item(&ada_with(r#""owner":{"type":"robot"}"#));
    assert_eq!(heard, ["UnknownValue .items[1].owner.type robot"]);
}

#[test]
fn a_variant_is_compared_with_the_shape_that_its_tag_names() {
    let heard = heard_of_item(&ada_with(r#""owner":{"type":"person","name":"a"}"#));
    assert_eq!(
        heard,
        ["MissingMember .items[1].owner.email", "UnknownMember .items[1].owner.name"]
    );
}

#[test]
fn unknown_missing_and_null_members_are_heard() {
    let server = Server::new([&json("200 OK", r#"{"items":null,"total":1,"new":"hunter2"}"#)]);
    let (client, lines) = listening(&server);
    wait(client.users().list()).unwrap();
    let mut lines = lines.lock().unwrap().clone();
    lines.sort();
    assert_eq!(lines, ["UnexpectedNull .items", "UnknownMember .new"]);
    assert_eq!(heard_of_item(r#"{"fullName":"Ada"}"#), ["MissingMember .items[1].created"]);
    assert_eq!(heard_of_item("null"), ["UnexpectedNull .items[1]"]);
}

#[test]
fn text_that_is_no_moment_is_heard() {
    for text in ["", "2024-03-01T12:00:00", "2024-03-01T12:00:00.Z", "2024-03-01", "soon"] {
        let item = format!(r#"{{"name":"Ada","created":"{text}"}}"#);
        assert_eq!(heard_of_item(&item), ["Format .items[1].created"], "{text}");
    }
    for text in
        ["2024-03-01T12:00:00.125+01:00", "2024-03-01 12:00:00-00:30", "2024-03-01t12:00:00z"]
    {
        let item = format!(r#"{{"name":"Ada","created":"{text}"}}"#);
        assert_eq!(heard_of_item(&item), [""; 0], "{text}");
    }
}

#[test]
fn a_status_that_is_not_described_is_heard_and_its_body_compared() {
    assert_eq!(heard(&json("203 Whatever", ADA)), ["Status ."]);
    let lines = heard(&json("203 Whatever", &ada_with(r#""role":"wizard""#)));
    assert_eq!(lines, ["Status .", "UnknownValue .role wizard"]);
}

#[test]
fn a_missing_or_another_media_type_is_heard() {
    assert_eq!(heard(&answer("200 OK", "", ADA)), ["MediaType ."]);
    let lines = heard(&answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", ADA));
    assert_eq!(lines, ["MediaType . text/html; charset=utf-8"]);
    assert_eq!(
        heard(&answer("200 OK", "Content-Type: application/hal+JSON;v=1\r\n", ADA)),
        [""; 0]
    );
}

#[test]
fn an_empty_body_is_heard_where_a_value_should_be() {
    assert_eq!(heard(&answer("200 OK", "", "")), ["UnexpectedNull ."]);
    let server = Server::new([&answer("202 Accepted", "", "")]);
    let (client, lines) = listening(&server);
    wait(client.users().create(crate::models::User::new("Ada"))).unwrap();
    assert_eq!(*lines.lock().unwrap(), [""; 0]);
}

#[test]
fn a_difference_says_which_answer_it_is_in_and_prints_no_more() {
    let shown = Arc::new(Mutex::new(String::new()));
    let printer = Arc::clone(&shown);
    let headers = "Content-Type: application/json\r\nX-Request-Id: r1\r\nSet-Cookie: hunter2\r\n";
    let server = Server::new([&answer("200 OK", headers, r#"{"name":null,"created":"hunter2"}"#)]);
    let builder = server.builder().on_difference(move |difference| {
        assert_eq!(difference.operation(), "getUser");
        assert_eq!(difference.status(), 200);
        assert_eq!(difference.request_id(), Some("r1"));
        assert!(
            [DifferenceKind::UnexpectedNull, DifferenceKind::Format].contains(&difference.kind())
        );
        write!(printer.lock().unwrap(), "{difference:?}").unwrap();
    });
    wait(builder.build().unwrap().users().get("u1")).unwrap();
    let shown = shown.lock().unwrap().clone();
    assert!(
        shown.contains("getUser") && shown.contains("Format") && shown.contains("r1"),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn every_page_of_a_stream_is_compared() {
    let page = |name: &str| {
        let item = ADA.replace("Ada", name).replace('}', r#","level":9}"#);
        json("200 OK", &format!(r#"{{"items":[{item}],"total":2}}"#))
    };
    let server = Server::new([&page("a"), &page("b")]);
    let (client, lines) = listening(&server);
    assert_eq!(wait(client.users().list().items().into_vec()).unwrap().len(), 2);
    assert_eq!(*lines.lock().unwrap(), ["UnknownValue .items[0].level 9"; 2]);
}

#[test]
fn a_failure_and_what_is_no_json_are_no_differences() {
    for reply in
        [answer("404 Not Found", "", "{}"), json("200 OK", "{"), json("200 OK", r#"{"name":1}"#)]
    {
        let server = Server::new([&reply]);
        let (client, lines) = listening(&server);
        wait(client.users().get("u1")).unwrap_err();
        let lines = lines.lock().unwrap();
        assert!(lines.iter().all(|line| line.starts_with("MissingMember")), "{lines:?}");
    }
}

#[test]
fn json_that_is_nested_deep_is_compared() {
    let deep =
        format!("{}{}", r#"{"type":"team","name":"","members":[{"owner":"#.repeat(35), "null")
            + &"}]}".repeat(35);
    let lines = heard_of_item(&ada_with(&format!(r#""owner":{deep}"#)));
    assert_eq!(lines.last().unwrap().matches(".owner").count(), 36);
}
