//! Requests that are answered before they are done.

use super::server::{Server, answer, json, wait};
use crate::{
    Client, Credentials, Error, WaitError, WaitFailure,
    models::User,
    runtime::{Call, Endpoint, Json, Method, Operation, WaitRule, Waits},
};
use std::{io::ErrorKind, net::TcpListener, time::Duration};

const HOUR: Duration = Duration::from_secs(3600);

/// Asks once and no more.
const ONCE: Duration = Duration::ZERO;

enum Order {}

impl Operation for Order {
    type Output = Json<User>;
    const ENDPOINT: Endpoint = Endpoint::new("orderUser", Method::POST, "/users");
}

impl Waits for Order {
    const WAIT: &'static WaitRule = &crate::client::WAIT;
}

enum Place {}

impl Operation for Place {
    type Output = Json<User>;
    const ENDPOINT: Endpoint = Endpoint::new("placeUser", Method::PUT, "/users/u1/place");
}

impl Waits for Place {
    const WAIT: &'static WaitRule = &crate::client::WAIT;
}

/// A client that asks again at once.
fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(&server.url).poll_interval(Duration::ZERO);
    builder.credentials(Credentials::token("t0ken")).build().unwrap()
}

fn order(client: &Client) -> Call<'_, Order> {
    Call::new(client.users().core).with_json(User::new("Ada"))
}

fn accepted(location: &str) -> String {
    let headers = format!("X-Request-Id: r-1\r\nLocation: {location}\r\n");
    answer("202 Accepted", &headers, r#"{"id":"u1","name":"Ada"}"#)
}

fn status(status: &str) -> String {
    json("200 OK", &format!(r#"{{"id":"r1","metadata":{{"status":"{status}"}}}}"#))
}

/// What a call gives that waits for these answers.
fn ordered<const N: usize>(answers: [&str; N], limit: Duration) -> Result<User, Box<WaitError>> {
    let server = Server::new(answers);
    let result = wait(order(&client(&server)).send_and_wait(limit));
    assert_eq!(server.requests().len(), N);
    match result {
        Ok(response) => Ok(response.into_body()),
        Err(Error::Wait(error)) => Err(error),
        Err(error) => panic!("{error:?}"),
    }
}

#[test]
fn an_accepted_request_is_asked_for_until_it_is_done() {
    let answers = ["QUEUED", "RUNNING", "DONE"].map(status);
    let [queued, running, done] = answers.each_ref().map(String::as_str);
    let server = Server::new([&accepted("/v1/requests/r1"), queued, running, done]);
    let client = client(&server);
    let call = order(&client).with_header("X-Tenant", "t1").with_header("If-Match", "e1");
    let response = wait(call.with_query("depth", 1).send_and_wait(HOUR)).unwrap();
    assert_eq!((response.status().as_u16(), response.body().name.as_str()), (202, "Ada"));
    let requests = server.requests();
    assert!(requests[0].starts_with("POST /v1/users?depth=1 "));
    for question in &requests[1..] {
        assert!(question.starts_with("GET /v1/requests/r1 HTTP/1.1\r\n"), "{question}");
        assert!(question.contains("authorization: Bearer t0ken\r\n"));
        assert!(question.contains("x-tenant: t1\r\n"));
        assert!(!question.contains("content-") && !question.contains("if-match"), "{question}");
    }
}

#[test]
fn a_location_is_relative_to_what_was_asked() {
    let server = Server::new([&accepted("requests/r1"), &status("FAILED")]);
    let url = format!("{}users/u1/requests/r1", server.url);
    let client = client(&server);
    let error = wait(Call::<Place>::new(client.users().core).send_and_wait(HOUR)).unwrap_err();
    assert_eq!(error.wait_error().unwrap().location(), url);
    assert!(server.requests()[1].starts_with("GET /v1/users/u1/requests/r1 HTTP/1.1\r\n"));
}

#[test]
fn an_answer_that_names_no_place_to_ask_is_done_at_once() {
    let user = r#"{"name":"Ada"}"#;
    for answer in [
        answer("202 Accepted", "", user),
        answer("202 Accepted", "Location: \r\n", user),
        answer("201 Created", "Location: /v1/users/u1\r\n", user),
    ] {
        assert_eq!(ordered([&answer], HOUR).unwrap().name, "Ada");
    }
}

#[test]
fn a_failure_tells_what_was_accepted_and_why_it_failed() {
    let failed = r#"{"metadata":{"status":"FAILED","message":"no room"}}"#;
    let answers = [accepted("/v1/requests/r1"), json("200 OK", failed)];
    let error = ordered(answers.each_ref().map(String::as_str), HOUR).unwrap_err();
    assert_eq!(error.failure(), WaitFailure::Failed);
    assert!(error.location().ends_with("/v1/requests/r1"));
    assert_eq!(error.message(), Some("no room"));
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (202, Some("r-1")));
    assert_eq!(error.decode::<User>().unwrap().id.as_deref(), Some("u1"));
    assert_eq!(
        error.to_string(),
        "orderUser: the server accepted the request, but it failed: FAILED: no room (request r-1)"
    );
    let error = Error::Wait(error);
    assert!(error.wait_error().is_some() && !error.is_retryable());
    assert_eq!((error.operation(), error.request_id()), (Some("orderUser"), Some("r-1")));
}

#[test]
fn a_request_that_is_not_done_in_time_may_be_asked_for_later() {
    let answers = [accepted("/v1/requests/r1"), status("RUNNING")];
    let error = ordered(answers.each_ref().map(String::as_str), ONCE).unwrap_err();
    assert_eq!(error.failure(), WaitFailure::TimedOut);
    assert_eq!(error.last_status(), Some("RUNNING"));
    let location = reqwest::Url::parse(error.location()).unwrap();

    let server = Server::new([&status("RUNNING"), &status("DONE")]);
    wait(client(&server).wait_for(location.path(), HOUR)).unwrap();
    assert!(server.requests()[1].starts_with("GET /v1/requests/r1 HTTP/1.1\r\n"));
}

#[test]
fn a_status_that_nobody_knows_is_no_end() {
    let html = answer("200 OK", "Content-Type: text/html\r\n", "<html>");
    let answers =
        [accepted("/v1/r/1"), status("PONDERING"), html, json("200 OK", "{}"), status("DONE")];
    assert!(ordered(answers.each_ref().map(String::as_str), HOUR).is_ok());
}

#[test]
fn a_server_that_cannot_answer_for_a_while_is_asked_again() {
    let answers = [accepted("/v1/r/1"), answer("503 Service Unavailable", "", ""), status("DONE")];
    assert!(ordered(answers.each_ref().map(String::as_str), HOUR).is_ok());
}

#[test]
fn a_server_that_will_not_tell_the_status_ends_the_wait() {
    let answers = [accepted("/v1/r/1"), answer("401 Unauthorized", "", "")];
    let error = ordered(answers.each_ref().map(String::as_str), HOUR).unwrap_err();
    assert_eq!((error.failure(), error.request_id()), (WaitFailure::NoStatus, Some("r-1")));
    let cause = std::error::Error::source(&*error).unwrap();
    assert_eq!(cause.to_string(), "orderUser: the server answered 401 Unauthorized");
}

#[test]
fn a_long_delay_that_the_server_asks_for_ends_with_the_limit() {
    let slow = "Retry-After: 3600\r\n";
    let first = accepted("/v1/r/1").replace("Location", &format!("{slow}Location"));
    let answers = [first, answer("200 OK", slow, "{}")];
    let error = ordered(answers.each_ref().map(String::as_str), ONCE).unwrap_err();
    assert_eq!(error.failure(), WaitFailure::TimedOut);
}

#[test]
fn nothing_is_sent_to_another_host() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let location = format!("http://{}/r/1?key=hunter2", other.local_addr().unwrap());
    let error = ordered([&accepted(&location)], HOUR).unwrap_err();
    assert_eq!((error.failure(), error.location()), (WaitFailure::OtherServer, location.as_str()));
    assert_eq!(other.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    assert!(!format!("{error} {error:?}").contains("hunter2"));

    let client = Client::builder().credentials(Credentials::token("t0ken")).build().unwrap();
    let Error::Wait(error) = wait(client.wait_for(&location, HOUR)).unwrap_err() else { panic!() };
    assert_eq!((error.failure(), error.status()), (WaitFailure::OtherServer, None));
    assert_eq!(other.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}
