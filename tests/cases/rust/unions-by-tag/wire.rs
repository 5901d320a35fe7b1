use crate::server::{Server, json, wait};
use clients::rust_unions_by_tag::{Client, models::*};

fn create(server: &Server, book: Book) -> Book {
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().create(book)).unwrap()
}

#[test]
fn the_mapping_tells_variants_apart() {
    let text = r#"{"form":"audio","seconds":1.5}"#;
    let server = Server::new([json(text), json(text)]);
    let book = create(&server, Book::default());
    assert!(matches!(&book, Book::Audio(it) if it.seconds == 1.5), "{book:?}");
    create(&server, book);
    assert_eq!(server.requests()[1].body, text);
}

#[test]
fn a_variant_without_its_tag_is_sent_with_the_first() {
    let server = Server::new([json("{}")]);
    create(&server, Book::from(Paper { pages: 3, ..Paper::default() }));
    assert_eq!(server.request().body, r#"{"form":"paper","pages":3}"#);
}

#[test]
fn a_tag_that_is_not_known_is_kept_as_it_came() {
    let text = r#"{"form":"scroll","length":7}"#;
    let server = Server::new([json(text), json(text)]);
    let book = create(&server, Book::default());
    create(&server, book);
    assert_eq!(server.requests()[1].body, text);
}
