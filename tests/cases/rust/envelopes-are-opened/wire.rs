use crate::server::{Server, answer, wait};
use clients::rust_envelopes_are_opened::{Client, models::Book};

fn client(status: &str) -> (Server, Client) {
    let headers = "Content-Type: application/json\r\n";
    let server = Server::new([answer(status, headers, "{\"success\":false,\"title\":\"a\"}")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

#[test]
fn one_of_several_answers_may_be_a_failure_to_types_of_the_callers_own() {
    let (_server, client) = client("200 OK");
    let error = wait(client.books().get("7").send_as::<Book>()).unwrap_err();
    assert!(error.api().is_some(), "{error:?}");
}

#[test]
fn an_answer_that_is_no_envelope_may_say_what_it_likes() {
    let (_server, client) = client("202 Accepted");
    let book = wait(client.books().get("7").send_as::<Book>()).unwrap().into_body();
    assert_eq!(book.title.as_deref(), Some("a"));
}
