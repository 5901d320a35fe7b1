use crate::server::{Server, json, wait};
use clients::rust_bases_that_come_themselves::{Client, models::*};

fn sent_back(text: &str) -> (Book, String) {
    let server = Server::new([json(text), json(text)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let book = wait(client.books().create(Book::default())).unwrap();
    wait(client.books().create(book.clone())).unwrap();
    (book, server.requests()[1].body.clone())
}

#[test]
fn a_base_that_a_value_means_comes_itself() {
    let text = r##"{"@type":"#Book","title":"Ada"}"##;
    let (book, sent) = sent_back(text);
    assert!(matches!(&book, Book::Book(it) if it.title == "Ada"), "{book:?}");
    assert_eq!(sent, text);
}

#[test]
fn an_heir_comes_by_the_value_beside_it() {
    let text = r##"{"@type":"#Audio","seconds":3,"title":"Ada"}"##;
    let (book, sent) = sent_back(text);
    assert!(matches!(&book, Book::Audio(it) if it.seconds == Some(3)), "{book:?}");
    assert_eq!(sent, text);
}
