use crate::server::{Server, json, wait};
use clients::rust_read_only_members_are_not_sent::{Client, models::Book};

#[test]
fn what_the_server_sets_is_read_and_not_sent_back() {
    let server = Server::new([json(r#"{"id":"7","title":"a"}"#), json("{}")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let book = wait(client.books().create(Book::new("a"))).unwrap();
    assert_eq!(book.id.as_deref(), Some("7"));
    wait(client.books().create(book)).unwrap();
    assert_eq!(server.requests()[1].body, r#"{"title":"a"}"#);
}
