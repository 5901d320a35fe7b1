use crate::server::{Server, json, wait};
use clients::rust_other_members::{Client, models::Book};

#[test]
fn members_of_any_name_are_kept_beside_those_that_are_known() {
    let text = r#"{"title":"a","counts":{"pages":3},"colour":"red","title ":"b"}"#;
    let server = Server::new([json(text), json("{}")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let book = wait(client.books().create(Book::new("a"))).unwrap();
    assert_eq!(book.counts.as_ref().unwrap()["pages"], 3);
    assert_eq!(book.additional_properties["colour"], "red");
    wait(client.books().create(book)).unwrap();
    assert_eq!(server.requests()[1].body, text);
}
