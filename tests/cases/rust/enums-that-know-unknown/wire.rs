use crate::server::{Server, json, wait};
use clients::rust_enums_that_know_unknown::{Client, models::Book};

#[test]
fn values_go_back_as_they_came_known_or_not() {
    for text in [
        r#"{"state":"UNKNOWN","shelf":-1,"only":"book"}"#,
        r#"{"state":"Unrecognized","shelf":2,"only":"book"}"#,
        r#"{"state":"lent","shelf":9,"only":"scroll"}"#,
        r#"{"state":""}"#,
    ] {
        let server = Server::new([json(text), json("{}")]);
        let client = Client::builder().base_url(&server.url).build().unwrap();
        let book = wait(client.books().create(Book::default())).unwrap();
        wait(client.books().create(book)).unwrap();
        assert_eq!(server.requests()[1].body, text);
    }
}
