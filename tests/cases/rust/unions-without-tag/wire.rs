use crate::server::{Server, json, wait};
use clients::{
    Error,
    rust_unions_without_tag::{Client, models::*},
};

fn create(server: &Server, book: Book) -> Result<Book, Error> {
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().create(book))
}

#[test]
fn each_variant_is_read_and_sent_as_itself() {
    let texts = [r#"{"author":"Ada"}"#, r#"{"author":["Ada"]}"#, r#"{"author":{"name":"Ada"}}"#];
    for text in texts {
        let server = Server::new([json(text), json("{}")]);
        let book = create(&server, Book::default()).unwrap();
        let author = book.author.as_ref().unwrap();
        assert!(!matches!(author, BookAuthor::Unrecognized(_)), "{author:?}");
        create(&server, book).unwrap();
        assert_eq!(server.requests()[1].body, text);
    }
}

#[test]
fn an_error_says_why_each_variant_does_not_fit() {
    let server = Server::new([json(r#"{"author":5}"#)]);
    let error = create(&server, Book::default()).unwrap_err().to_string();
    for variant in ["`String`: expected a string", "`List`: expected a list", "`Object`: expected"] {
        assert!(error.contains(variant), "{error}");
    }
}
