//! What ordinary threads get.

use super::server::{Server, answer, json, nowhere, wait};
use crate::Error;

const TWO: &str = r#"{"items":[{"name":"a"},{"name":"b"}]}"#;

#[test]
fn a_thread_gets_items_one_by_one() {
    let server = Server::new([&json("200 OK", TWO), &json("200 OK", "{}")]);
    let items = server.client().users().list().items().block();
    let names: Vec<_> = items.map(|item| item.unwrap().name).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn a_thread_gets_pages_one_by_one() {
    let server = Server::new([&json("200 OK", TWO), &json("200 OK", "{}")]);
    let pages = server.client().users().list().pages().block();
    let lengths: Vec<_> = pages.map(|page| page.unwrap().items.len()).collect();
    assert_eq!(lengths, [2, 0]);
}

#[test]
fn a_thread_gets_pieces_one_by_one() {
    let (_server, client) = Server::answering(&answer("200 OK", "", "whole"));
    let pieces = client.users().get("u1").send_stream().block().unwrap().into_body().block();
    assert_eq!(pieces.collect::<Result<Vec<_>, _>>().unwrap().concat(), b"whole");
}

#[test]
fn an_error_ends_what_a_thread_gets() {
    let client = nowhere().build().unwrap();
    let mut items = client.users().list().items().block();
    assert!(matches!(items.next(), Some(Err(Error::Transport(_)))));
    assert!(items.next().is_none());
}

#[test]
fn an_asynchronous_program_gets_one_error_for_all_items() {
    let client = nowhere().build().unwrap();
    let items = client.users().list().items().block();
    let errors: Vec<_> = wait(async { items.map(Result::unwrap_err).collect() });
    let [Error::Request(error)] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(
        error
            .reason()
            .starts_with("`block` was called inside an asynchronous runtime: use `.await`")
    );
    assert_eq!(errors[0].operation(), Some("listUsers"));
}
