//! What is taken out of envelopes, and when it is an error.

use super::server::{Server, answer, json, wait};
use crate::{
    Error,
    runtime::{self, Call, Endpoint, Envelope, Enveloped, Method, Operation, Paged, Paging},
};

/// An envelope around a word, whose members may be missing.
#[derive(Debug, Default, PartialEq)]
struct WordAnswer {
    success: Option<bool>,
    result: Option<String>,
    messages: Vec<String>,
}

impl<'de> runtime::Object<'de> for WordAnswer {
    fn member<A: serde::de::MapAccess<'de>>(
        &mut self,
        name: &str,
        value: runtime::Member<'_, A>,
    ) -> Result<(), A::Error> {
        match name {
            "success" => value.optional(&mut self.success),
            "result" => value.optional(&mut self.result),
            "messages" => value.read(&mut self.messages),
            _ => value.skip(),
        }
    }
}

impl<'de> serde::Deserialize<'de> for WordAnswer {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        runtime::decode::object(deserializer)
    }
}

impl Envelope for WordAnswer {
    type Value = String;
    const VALUE: &'static str = "result";
    const SUCCESS: &'static str = "success";

    fn is_success(&self) -> bool {
        self.success == Some(true)
    }

    fn open(self) -> Option<String> {
        self.result
    }
}

enum GetWord {}

impl Operation for GetWord {
    type Output = Enveloped<WordAnswer>;
    const ENDPOINT: Endpoint = Endpoint::new("getWord", Method::GET, "/word");
}

impl Paged for GetWord {
    type Item = String;
    const PAGING: Paging = Paging::offset("offset").items("/result");
}

/// What the call gives when the server answers this.
fn word(answer: &str) -> Result<String, Error> {
    let (_server, client) = Server::answering(answer);
    wait(Call::<GetWord>::new(client.users().core))
}

#[test]
fn callers_get_what_is_inside() {
    let body = r#"{"success":true,"errors":null,"messages":["hi"],"result":"Ada"}"#;
    assert_eq!(word(&json("200 OK", body)).unwrap(), "Ada");
    let (_server, client) = Server::answering(&json("200 OK", body));
    let response = wait(Call::<GetWord>::new(client.users().core).send()).unwrap();
    assert_eq!((response.status().as_u16(), response.body().as_str()), (200, "Ada"));
}

#[test]
fn the_whole_envelope_is_to_be_had() {
    let body = r#"{"success":true,"messages":["hi"],"result":"Ada"}"#;
    let (_server, client) = Server::answering(&json("200 OK", body));
    let call = Call::<GetWord>::new(client.users().core).send_as::<WordAnswer>();
    assert_eq!(wait(call).unwrap().into_body().messages, ["hi"]);
}

#[test]
fn a_failure_is_an_error_whatever_its_status() {
    let body = r#"{"result":null,"errors":[{"code":7,"message":"no such word"}],"success":false}"#;
    for status in ["200 OK", "202 Accepted", "404 Not Found"] {
        let error = word(&answer(status, "CF-Ray: r-1\r\n", body)).unwrap_err();
        let error = error.api().unwrap();
        assert_eq!(error.status().as_str(), &status[..3]);
        assert_eq!(error.message(), Some("no such word"));
        assert_eq!(error.request_id(), Some("r-1"));
        assert_eq!(error.headers()["cf-ray"], "r-1");
        assert_eq!(error.body(), body.as_bytes());
        assert_eq!(error.decode::<WordAnswer>().unwrap().success, Some(false));
    }
}

#[test]
fn a_failure_without_a_reason_does_not_read_like_a_success() {
    let error = word(&json("200 OK", r#"{"success":false,"errors":[]}"#)).unwrap_err();
    assert_eq!(error.to_string(), "getWord: the server answered 200 OK, but that it failed");
}

#[test]
fn a_failure_may_begin_with_a_byte_order_mark() {
    let body = "\u{feff}{\"success\":false,\"messages\":[\"no such word\"]}";
    let error = word(&json("200 OK", body)).unwrap_err();
    let error = error.api().unwrap();
    assert_eq!(error.message(), Some("no such word"));
    assert_eq!(error.decode::<WordAnswer>().unwrap().success, Some(false));
}

#[test]
fn a_failure_need_not_look_like_a_success() {
    let body = r#"{"success":false,"messages":"not a list","result":[]}"#;
    assert!(word(&json("200 OK", body)).unwrap_err().api().is_some());
}

#[test]
fn a_failure_is_an_error_to_types_of_the_callers_own_as_well() {
    let (_server, client) = Server::answering(&json("200 OK", r#"{"success":false}"#));
    let call = Call::<GetWord>::new(client.users().core).send_as::<WordAnswer>();
    assert!(wait(call).unwrap_err().api().is_some());
}

#[test]
fn what_does_not_say_that_it_failed_did_not() {
    for success in ["", r#""success":null,"#] {
        let body = format!(r#"{{{success}"result":"Ada"}}"#);
        assert_eq!(word(&json("200 OK", &body)).unwrap(), "Ada");
    }
}

#[test]
fn an_answer_without_its_value_is_an_error_that_says_so() {
    for body in [
        "",
        "null",
        "{}",
        r#"{"success":true}"#,
        r#"{"success":true,"result":null}"#,
        r#"{"result":{"success":false}}"#,
    ] {
        let error = word(&json("200 OK", body)).unwrap_err();
        assert!(error.api().is_none(), "{error}");
        assert_eq!(error.operation(), Some("getWord"));
        let missing = error.to_string().contains("`result` is missing");
        assert_eq!(missing, !body.contains("false"), "{error}");
    }
}

#[test]
fn a_failure_is_no_page_without_items() {
    let failure = json("200 OK", r#"{"success":false,"result":null}"#);
    let (_server, client) = Server::answering(&failure);
    let items = Call::<GetWord>::new(client.users().core).items();
    assert!(wait(items.into_vec()).unwrap_err().api().is_some());
    let server = Server::new([&json("200 OK", r#"{"success":true,"result":["a"]}"#), &failure]);
    let mut items = Call::<GetWord>::new(server.client().users().core).items();
    wait(async {
        assert_eq!(items.next().await.unwrap().unwrap(), "a");
        assert!(items.next().await.unwrap().unwrap_err().api().is_some());
        assert!(items.next().await.is_none());
    });
}
