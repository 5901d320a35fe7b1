use crate::server::{Server, json, wait};
use clients::rust_null_is_told_from_absent::{Client, models::Book};

/// What is sent of a book that came so.
fn back(text: &str) -> String {
    let server = Server::new([json(text), json("{}")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let book = wait(client.books().create(Book::default())).unwrap();
    wait(client.books().create(book)).unwrap();
    server.requests().remove(1).body
}

#[test]
fn null_goes_back_as_null_and_what_is_absent_stays_absent() {
    for text in [
        r#"{"title":"a","subtitle":null,"rating":null}"#,
        r#"{"title":"a","subtitle":"b","blurb":"c","rating":5}"#,
        r#"{"title":"a","subtitle":null,"extra":null}"#,
        r#"{"title":"a","subtitle":null,"note":null}"#,
        r#"{"title":"a","subtitle":null}"#,
        r#"{"title":"a","subtitle":null,"printer":null}"#,
    ] {
        assert_eq!(back(text), text);
    }
}

#[test]
fn null_where_there_is_none_is_absent() {
    assert_eq!(
        back(r#"{"title":null,"subtitle":null,"blurb":null}"#),
        r#"{"title":"","subtitle":null}"#
    );
}
