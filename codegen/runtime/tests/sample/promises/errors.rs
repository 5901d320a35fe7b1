//! What errors keep of an answer, and what they say of trying again.

use super::server::{Server, answer, json, nowhere, wait};
use crate::{Error, RetryPolicy, models::User};

/// The error of a POST that is answered so, by a client that retries.
fn created(answer: &str) -> Error {
    let server = Server::new([answer]);
    wait(server.retrying().users().create(User::new("Ada"))).unwrap_err()
}

#[test]
fn what_cannot_be_decoded_is_kept() {
    let body = r#"{"id":"u1","name":["Ada"]}"#;
    let error = created(&answer("201 Created", "CF-Ray: r-1\r\nLocation: /users/u1\r\n", body));
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.headers().unwrap()["location"], "/users/u1");
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (201, 1));
    let Error::Decode(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.body(), body.as_bytes());
    assert_eq!((failure.status().as_u16(), failure.request_id()), (201, Some("r-1")));
    assert_eq!(failure.headers()["location"], "/users/u1");
    assert!(!format!("{error:?}{error}").contains("/users/u1"));
}

#[test]
fn a_long_body_that_cannot_be_decoded_is_cut_short() {
    let error = created(&json("201 Created", &format!("[\"{}\"]", "x".repeat(2 << 20))));
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!(error.body().unwrap().len(), 1 << 20);
}

#[test]
fn a_body_that_is_too_large_leaves_the_headers() {
    let server = Server::new([&answer("201 Created", "Location: /users/u1\r\n", "0123456789")]);
    let client = server.builder().body_limit(4).build().unwrap();
    let error = wait(client.users().create(User::new("Ada"))).unwrap_err();
    let Error::TooLarge(failure) = &error else { panic!("{error:?}") };
    assert_eq!(failure.headers()["location"], "/users/u1");
    assert_eq!((failure.limit(), failure.attempts()), (4, 1));
}

#[test]
fn an_answer_that_breaks_off_leaves_its_headers() {
    let half = "HTTP/1.1 202 Accepted\r\nLocation: /r/1\r\nContent-Length: 99\r\n\r\nhalf";
    let error = created(half);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(error.headers().unwrap()["location"], "/r/1");
    assert_eq!(error.body(), Some(&b"half"[..]));
}

#[test]
fn attempts_are_counted_whatever_the_error() {
    let down = answer("503 Service Unavailable", "", "");
    let server = Server::new([&down, &json("200 OK", "[]")]);
    let error = wait(server.retrying().users().get("u1")).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.attempts(), 2);
}

#[test]
fn what_the_policy_lists_may_succeed_later() {
    let is_retryable =
        |status: u16| created(&answer(&format!("{status} X"), "", "")).is_retryable();
    let policy = RetryPolicy::none();
    let error = wait(nowhere().retry_policy(policy).build().unwrap().users().get("u1"));
    assert!(error.unwrap_err().is_retryable());
    for status in [408, 500, 502, 503, 504] {
        assert!(is_retryable(status), "{status}");
    }
    for status in [400, 404, 409, 501] {
        assert!(!is_retryable(status), "{status}");
    }
}

#[test]
fn what_the_http_client_refuses_will_not_succeed_later() {
    let server = Server::new([&answer("302 Found", "Location: /v1/again\r\n", "")]);
    let refuse = reqwest::redirect::Policy::custom(|attempt| attempt.error("refused"));
    #[cfg(feature = "rustls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().redirect(refuse).build().unwrap();
    let client = server.builder().http_client(http).build().unwrap();
    let error = wait(client.users().get("u1")).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!error.is_retryable());
}
