use crate::server::{Server, answer, wait};
use clients::{
    OrEmpty,
    rust_values_or_empty::{
        Client,
        models::{BooksUpdateForm, BooksUpdateFormLent, ShelfValue},
    },
};
use std::collections::BTreeMap;

fn sent(book: BooksUpdateForm) -> String {
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().update("7").book(book).into_future()).unwrap();
    server.request().body
}

fn on_the_first_shelf() -> BooksUpdateForm {
    BooksUpdateForm::new(ShelfValue::default().row(1))
}

#[test]
fn a_value_is_sent_as_if_nothing_stood_beside_it() {
    let labels = BTreeMap::from([("mood".to_owned(), "calm".to_owned())]);
    let book = on_the_first_shelf().labels(labels).lent(BooksUpdateFormLent::default().to("Ada"));
    assert_eq!(sent(book), "labels%5Bmood%5D=calm&lent%5Bto%5D=Ada&shelf%5Brow%5D=1");
}

#[test]
fn nothing_is_sent_as_the_empty_text() {
    let book = BooksUpdateForm::new(OrEmpty::Empty).labels(OrEmpty::Empty).title("");
    assert_eq!(sent(book), "labels=&shelf=&title=");
}
