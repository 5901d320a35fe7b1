use crate::server::{Server, answer, wait};
use clients::{
    HeaderMap, Response,
    rust_response_headers::{Client, books::List},
};

fn list(headers: &str) -> Response<Vec<String>, List> {
    let server = Server::new([answer("200 OK", headers, "[]")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().list().send()).unwrap()
}

#[test]
fn headers_are_read_as_what_they_are() {
    let response = list(
        "x-total-count: 12\r\nX-Complete: true\r\nX-Shelf: lower\r\nStatus: old\r\n\
         X-Filter: {\"author\": \"Ada\"}\r\nX-Range: from,3\r\n",
    );
    assert_eq!(response.total_count(), Some(12));
    assert_eq!(response.complete(), Some(true));
    assert_eq!(response.shelf().unwrap().as_str(), "lower");
    assert_eq!(response.filter().unwrap().author.as_deref(), Some("Ada"));
    assert_eq!(response.range().as_deref(), Some("from,3"));
}

#[test]
fn lists_are_read_from_one_line_or_several() {
    let response = list("X-Tags: a, b\r\nX-Tags: c\r\nX-Numbers: 1,2 , 3\r\n");
    assert_eq!(response.tags().unwrap(), ["a", "b", "c"]);
    assert_eq!(response.numbers().unwrap(), [1, 2, 3]);
}

#[test]
fn what_is_not_of_its_type_is_nothing_and_still_there() {
    let response = list("X-Total-Count: many\r\nX-Numbers: 1,two\r\n");
    assert_eq!(response.total_count(), None);
    assert_eq!(response.numbers(), None);
    assert_eq!(response.tags(), None);
    let headers: &HeaderMap = response.headers();
    assert_eq!(headers["x-total-count"], "many");
}

#[test]
fn a_type_of_the_callers_own_has_the_headers_too() {
    let server = Server::new([answer("200 OK", "X-Total-Count: 1\r\n", "[\"a\"]")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let response = wait(client.books().list().send_as::<[String; 1]>()).unwrap();
    assert_eq!((response.total_count(), response.body()), (Some(1), &["a".to_owned()]));
}
