use crate::server::{Server, json, wait};
use clients::rust_answers_that_may_be_empty::Client;

const EMPTY: &str = "HTTP/1.1 204 No Content\r\n\r\n";

fn answering<const N: usize>(answers: [String; N]) -> (Server, Client) {
    let server = Server::new(answers);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

#[test]
fn no_body_is_told_from_an_empty_object() {
    let answers = [json("{}"), json(r#"{"title":"a"}"#), EMPTY.to_owned(), json("null")];
    let (_server, client) = answering(answers);
    let player = || wait(client.player().get()).unwrap();
    assert!(player().is_some_and(|book| book.title.is_none()));
    assert!(player().is_some_and(|book| book.title.as_deref() == Some("a")));
    assert!(player().is_none());
    assert!(player().is_none());
}

#[test]
fn a_success_that_is_empty_though_nobody_said_so_does_not_fail() {
    let (_server, client) = answering([EMPTY.to_owned()]);
    assert!(wait(client.books().create()).unwrap().title.is_none());
}

#[test]
fn pages_end_where_an_answer_has_no_body() {
    let page = r#"{"items":[{"title":"a"}]}"#;
    let (server, client) = answering([json(page), EMPTY.to_owned()]);
    let books = wait(client.books().list().limit(1).items().into_vec()).unwrap();
    assert_eq!(books.len(), 1);
    assert_eq!(server.requests().len(), 2);
    let (_server, client) = answering([EMPTY.to_owned()]);
    assert!(wait(client.books().list().items().into_vec()).unwrap().is_empty());
}
