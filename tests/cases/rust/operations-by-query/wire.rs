use crate::server::{Server, answer, json, wait};
use clients::rust_operations_by_query::{Client, models::BooksQueryBody};
use std::time::Duration;

#[test]
fn what_is_asked_for_stands_in_the_body() {
    let server = Server::new([json(r#"["Emma"]"#)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let titles = wait(client.books().query(BooksQueryBody { title: Some("E".to_owned()) })).unwrap();
    assert_eq!(titles, ["Emma"]);
    let request = server.request();
    assert_eq!((&*request.line, &*request.body), ("QUERY /books", r#"{"title":"E"}"#));
}

#[test]
fn a_question_changes_nothing_and_is_asked_again() {
    let server = Server::new([answer("500 Oops", "", ""), answer("204 No Content", "", "")]);
    let policy = clients::RetryPolicy::new().first_delay(Duration::ZERO);
    let builder = Client::builder().base_url(&server.url).retry_policy(policy);
    wait(builder.build().unwrap().shelves().query_books("1")).unwrap();
    assert_eq!(server.request().line, "QUERY /shelves/1/books");
}
