//! What servers say of how much callers may ask.

use super::server::{Server, answer, wait};

const HEADERS: &str = "X-RateLimit-Limit: 60\r\nX-RateLimit-Remaining: 7\r\n";

#[test]
fn an_answer_shows_its_rate_limit() {
    let (_server, client) = Server::answering(&answer("200 OK", HEADERS, "{}"));
    let response = wait(client.users().get("u1").send()).unwrap();
    let limit = response.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining, limit.burst), (Some(60), Some(7), None));
}

#[test]
fn an_error_shows_its_rate_limit_and_how_long_to_wait() {
    let headers = format!("{HEADERS}Retry-After: 7\r\n");
    let (_server, client) = Server::answering(&answer("429 Too Many Requests", &headers, ""));
    let error = wait(client.users().get("u1")).unwrap_err();
    let error = error.api().unwrap();
    assert_eq!(error.rate_limit().unwrap().remaining, Some(7));
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
}

#[test]
fn a_client_remembers_the_last_rate_limit() {
    let server = Server::new([&answer("200 OK", HEADERS, "{}"), &answer("200 OK", "", "{}")]);
    let client = server.client();
    assert_eq!(client.last_rate_limit(), None);
    wait(client.users().get("u1")).unwrap();
    wait(client.clone().users().get("u1")).unwrap();
    assert_eq!(client.last_rate_limit().unwrap().remaining, Some(7));
}

#[test]
fn an_answer_shows_its_location() {
    let accepted = answer("202 Accepted", "Location: /requests/r1\r\n", "");
    let (_server, client) = Server::answering(&accepted);
    let response = wait(client.users().delete("u1").send()).unwrap();
    assert_eq!(response.location(), Some("/requests/r1"));
    assert_eq!(response.rate_limit(), None);
}
