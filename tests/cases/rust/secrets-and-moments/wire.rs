use crate::server::{Server, json, wait};
use clients::rust_secrets_and_moments::{Client, models::Book};

fn there_and_back(text: &str) -> (Book, String) {
    let server = Server::new([json(text), json("{}")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let book = wait(client.books().create(Book::default())).unwrap();
    wait(client.books().create(book.clone())).unwrap();
    (book, server.requests().remove(1).body)
}

#[test]
fn every_format_goes_back_as_it_came() {
    let text = concat!(
        r#"{"password":"p","published":"2024-03-01T12:00:00.120+02:00","printed":"2024-03-01","#,
        r#""cover":"YQ==","id":"c0ffee","copies":5,"weight":1.5}"#,
    );
    let (book, sent) = there_and_back(text);
    assert_eq!(book.cover.as_ref().unwrap().decode().unwrap(), b"a");
    assert_eq!(sent, text);
}

#[test]
fn what_is_no_moment_is_kept_all_the_same() {
    for text in [r#"{"published":"yesterday"}"#, r#"{"published":""}"#] {
        assert_eq!(there_and_back(text).1, text);
    }
}

#[test]
fn a_secret_is_sent_and_never_shown() {
    let (book, sent) = there_and_back(r#"{"password":"h1dden","published":"x"}"#);
    assert!(sent.contains("h1dden") && !format!("{book:?}").contains("h1dden"));
}
