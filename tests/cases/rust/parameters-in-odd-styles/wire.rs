use crate::server::{Request, Server, answer, wait};
use clients::rust_parameters_in_odd_styles::{
    Client,
    books::{Books, Get},
    models::*,
};
use clients::Call;

fn sent(set: impl for<'c> FnOnce(Call<'c, Get>) -> Call<'c, Get>) -> Request {
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let books: Books<'_> = client.books();
    wait(set(books.get("a.b", "x/y", "z"))).unwrap();
    server.request()
}

fn query(set: impl for<'c> FnOnce(Call<'c, Get>) -> Call<'c, Get>) -> String {
    let line = sent(set).line;
    line.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
}

#[test]
fn a_segment_may_have_several_variables() {
    assert_eq!(sent(|call| call).line, "GET /books/a.b.x%2Fy,z");
}

#[test]
fn objects_may_be_deep() {
    let author = BooksGetFilterAuthor { name: Some("Ada L".to_owned()), ..Default::default() };
    let filter = BooksGetFilter {
        author: Some(author),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        ..Default::default()
    };
    assert_eq!(
        query(|call| call.filter(&filter)),
        "filter%5Bauthor%5D%5Bname%5D=Ada%20L&filter%5Btags%5D=a&filter%5Btags%5D=b"
    );
}

#[test]
fn reserved_characters_stay_but_for_those_that_end_the_value() {
    assert_eq!(query(|call| call.url("a:/b?c&d=e#f g")), "url=a:/b?c%26d%3De%23f%20g");
}

#[test]
fn an_empty_value_is_sent() {
    assert_eq!(query(|call| call.flag("")), "flag=");
}

#[test]
fn content_is_written_in_its_media_type() {
    assert_eq!(query(|call| call.r#where(&[1, 2])), "where=%5B1%2C2%5D");
    assert_eq!(query(|call| call.text("a b")), "text=a%20b");
    assert_eq!(query(|call| call.any("a b")), "any=a%20b");
}

#[test]
fn cookies_are_lists_or_json() {
    let state = BooksGetState { a: Some(1), ..Default::default() };
    let request = sent(|call| call.ids(&[1, 2]).state(&state));
    assert_eq!(request.header("Cookie"), Some("ids=1,2; state=%7B%22a%22%3A1%7D"));
}

#[test]
fn a_header_may_be_an_object() {
    let pair = BooksGetXPair {
        k: Some("v".to_owned()),
        l: Some("w".to_owned()),
        ..Default::default()
    };
    assert_eq!(sent(|call| call.pair(&pair)).header("X-Pair"), Some("k=v,l=w"));
}
