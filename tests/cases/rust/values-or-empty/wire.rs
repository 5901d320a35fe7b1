use crate::server::{Server, answer, wait};
use clients::{
    OrEmpty,
    rust_values_or_empty::{
        Client,
        models::{BooksUpdateForm, BooksUpdateFormLent, Sequel, ShelfValue},
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

#[test]
fn a_parameter_takes_a_small_value_itself() {
    let server = Server::new([answer("204 No Content", "", ""), answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().list(1843.into()).into_future()).unwrap();
    wait(client.books().list(OrEmpty::Empty).into_future()).unwrap();
    let lines: Vec<String> = server.requests().into_iter().map(|it| it.line).collect();
    assert_eq!(lines, ["GET /books?year=1843", "GET /books?year="]);
}

#[test]
fn a_value_that_holds_itself_needs_no_box() {
    let sequel = Sequel::default().title("b").next(Sequel::default().next(OrEmpty::Empty));
    let book = on_the_first_shelf().genre("novel").sequel(sequel);
    let sent = sent(book);
    assert_eq!(
        sent,
        "genre=novel&sequel%5Bnext%5D%5Bnext%5D=&sequel%5Btitle%5D=b&shelf%5Brow%5D=1"
    );
}
