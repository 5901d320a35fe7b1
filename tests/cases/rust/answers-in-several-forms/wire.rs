use crate::server::{Request, Server, answer, json, wait};
use clients::{
    Error,
    rust_answers_in_several_forms::{Client, books::ReplaceOutput, models::*},
};

fn client(answer: String) -> (Server, Client) {
    let server = Server::new([answer]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn accepted(request: &Request) -> &str {
    request.header("Accept").unwrap()
}

fn typed(media_type: &str, body: &str) -> String {
    answer("200 OK", &format!("Content-Type: {media_type}\r\n"), body)
}

fn replaced(status: &str, body: &str) -> Result<ReplaceOutput, Error> {
    let (_server, client) = client(answer(status, "Content-Type: application/json\r\n", body));
    wait(client.books().replace("7"))
}

#[test]
fn json_under_a_name_of_its_own_is_asked_for_by_that_name() {
    let media_type = "application/vnd.book.v2+json";
    let (server, client) = client(typed(media_type, r#"{"title":"a"}"#));
    let book = wait(client.books().get("7")).unwrap();
    assert_eq!(book.title.as_deref(), Some("a"));
    assert_eq!(accepted(&server.request()), media_type);
}

#[test]
fn a_type_of_the_callers_own_is_asked_for_by_that_name_too() {
    let (server, client) = client(json("{}"));
    wait(client.books().get("7").send_as::<Receipt>()).unwrap();
    assert_eq!(accepted(&server.request()), "application/vnd.book.v2+json");
}

#[test]
fn a_status_comes_before_its_range() {
    let output = replaced("200 OK", r#"{"title":"a"}"#).unwrap();
    assert!(matches!(&output, ReplaceOutput::Ok(it) if it.title.as_deref() == Some("a")));
}

#[test]
fn a_range_holds_every_other_status() {
    for status in ["201 Created", "299 Odd"] {
        let output = replaced(status, r#"{"number":5}"#).unwrap();
        assert!(matches!(&output, ReplaceOutput::Success(it) if it.number == Some(5)));
    }
}

#[test]
fn each_failure_decodes_as_what_its_status_says() {
    let error = replaced("404 Not Found", r#"{"shelf":"s"}"#).unwrap_err();
    let missing: Missing = error.api().unwrap().decode().unwrap();
    assert_eq!(missing.shelf.as_deref(), Some("s"));
    let error = replaced("418 Teapot", r#"{"reason":"r"}"#).unwrap_err();
    let refusal: Refusal = error.api().unwrap().decode().unwrap();
    assert_eq!(refusal.reason.as_deref(), Some("r"));
    let error = replaced("501 Not Implemented", r#"{"code":5}"#).unwrap_err();
    let failure: Failure = error.api().unwrap().decode().unwrap();
    assert_eq!(failure.code, Some(5));
}

#[test]
fn of_several_forms_the_one_that_is_read_is_asked_for() {
    let (server, client) = client(json(r#"{"title":"a"}"#));
    let book = wait(client.catalogue().get()).unwrap();
    assert_eq!(book.title.as_deref(), Some("a"));
    assert_eq!(accepted(&server.request()), "application/json");
}

#[test]
fn another_form_comes_when_it_is_asked_for() {
    let (server, client) = client(typed("text/csv", "title\na\n"));
    let call = client.catalogue().get().with_header("Accept", "text/csv").send_stream();
    let bytes = wait(async {
        let mut chunks = call.await.unwrap().into_body();
        let mut bytes = Vec::new();
        while let Some(chunk) = chunks.next().await {
            bytes.extend(chunk.unwrap());
        }
        bytes
    });
    assert_eq!(bytes, b"title\na\n");
    assert_eq!(accepted(&server.request()), "text/csv");
}

#[test]
fn xml_is_text_as_it_came() {
    let (server, client) = client(typed("application/xml", "<book>\u{e9}</book>"));
    assert_eq!(wait(client.api().get_index()).unwrap(), "<book>\u{e9}</book>");
    assert_eq!(accepted(&server.request()), "application/xml, */*");
}

#[test]
fn anything_may_be_bytes() {
    let (server, client) = client(typed("image/png", "\u{0}png"));
    assert_eq!(wait(client.catalogue().scan_catalogue()).unwrap(), b"\0png");
    assert_eq!(accepted(&server.request()), "*/*");
}

#[test]
fn anything_that_is_an_object_is_json_whatever_it_is_called() {
    let (_server, client) = client(typed("text/plain", r#"{"title":"a"}"#));
    assert_eq!(wait(client.catalogue().ask_catalogue()).unwrap().title.as_deref(), Some("a"));
}

#[test]
fn text_is_asked_for_in_every_form_that_is_documented_and_then_in_any() {
    let (server, client) = client(typed("text/html", "<p>"));
    assert_eq!(wait(client.lists().list()).unwrap(), "<p>");
    assert_eq!(accepted(&server.request()), "text/csv, text/html, */*");
}

#[test]
fn a_parameter_of_a_media_type_is_asked_for() {
    let (server, client) = client(typed("text/plain", "a"));
    wait(client.lists().count()).unwrap();
    let version = "text/plain; version=0.0.4; charset=utf-8, */*";
    assert_eq!(accepted(&server.request()), version);
}

#[test]
fn which_characters_a_text_has_is_not_asked_for() {
    let (server, client) = client(typed("text/plain", "a"));
    wait(client.lists().check()).unwrap();
    assert_eq!(accepted(&server.request()), "text/plain, */*");
}

#[test]
fn a_type_of_the_callers_own_is_asked_for_as_json_alone() {
    let (server, client) = client(json("{}"));
    wait(client.lists().change().send_as::<Book>()).unwrap();
    assert_eq!(accepted(&server.request()), "application/json");
}
