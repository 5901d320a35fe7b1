//! What is sent again, and how long a call may take.

use super::server::{Server, answer, json, nowhere, wait};
use crate::{Error, RetryPolicy, models::User};
use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

const FULL: &str = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\
                    Connection: close\r\n\r\n";

fn down() -> String {
    answer("503 Service Unavailable", "", "")
}

fn attempts(error: &Error) -> u32 {
    match error {
        Error::Api(error) => error.attempts(),
        Error::Transport(error) | Error::Timeout(error) => error.attempts(),
        error => panic!("{error:?}"),
    }
}

#[test]
fn a_server_that_is_down_for_a_moment_is_asked_again() {
    let server = Server::new([&down(), &down(), &json("200 OK", r#"{"name":"Ada"}"#)]);
    assert_eq!(wait(server.retrying().users().get("u1")).unwrap().name, "Ada");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_body_that_nobody_wants_may_break_off() {
    let broken = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{";
    let server = Server::new([broken]);
    wait(server.retrying().users().delete("u1")).unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_body_that_nobody_wants_may_be_large() {
    let server = Server::new([&json("200 OK", "{}")]);
    let client = server.builder().body_limit(1).build().unwrap();
    wait(client.users().delete("u1")).unwrap();
}

#[test]
fn three_retries_are_enough() {
    let server = Server::new([&down(), &down(), &down(), &down()]);
    let error = wait(server.retrying().users().get("u1")).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), attempts(&error)), (503, 4));
    assert_eq!(
        error.to_string(),
        "getUser: the server answered 503 Service Unavailable (attempt 4)"
    );
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_request_is_repeated_as_it_was() {
    let server = Server::new([FULL, &json("201 Created", "{}")]);
    wait(server.retrying().users().create(User::new("Ada"))).unwrap();
    let requests = server.requests();
    assert!(
        requests[0].starts_with("POST /v1/users") && requests[0].ends_with(r#"{"name":"Ada"}"#)
    );
    assert_eq!(requests[0], requests[1]);
}

#[test]
fn a_post_that_was_read_is_never_sent_again() {
    let server = Server::new([""]);
    let error = wait(server.retrying().users().create(User::new("Ada"))).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(attempts(&error), 1);
    let server = Server::new([&down()]);
    let error = wait(server.retrying().users().create(User::new("Ada"))).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), attempts(&error)), (503, 1));
}

#[test]
fn a_deletion_whose_connection_breaks_is_sent_again() {
    let server = Server::new(["", &answer("204 No Content", "", "")]);
    wait(server.retrying().users().delete("u1")).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_body_that_breaks_off_is_read_again() {
    let half = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}";
    let server = Server::new([half, &json("200 OK", r#"{"name":"Ada"}"#)]);
    assert_eq!(wait(server.retrying().users().get("u1")).unwrap().name, "Ada");
}

#[test]
fn a_connection_that_cannot_be_made_is_tried_again_for_every_method() {
    let policy = RetryPolicy::new().first_delay(Duration::ZERO).max_retries(2);
    let client = nowhere().retry_policy(policy).build().unwrap();
    let error = wait(client.users().create(User::new("Ada"))).unwrap_err();
    assert_eq!(attempts(&error), 3);
    let shown = "createUser: no answer: the connection could not be made (attempt 3)";
    assert_eq!(error.to_string(), shown);
}

#[test]
fn what_is_wrong_about_the_call_is_not_sent_again() {
    for status in ["400 Bad Request", "401 Unauthorized", "404 Not Found", "409 Conflict"] {
        let server = Server::new([&answer(status, "", "")]);
        let error = wait(server.retrying().users().get("u1")).unwrap_err();
        assert_eq!(attempts(&error), 1, "{status}");
    }
}

#[test]
fn a_call_may_have_a_policy_of_its_own() {
    let server = Server::new([&down()]);
    let client = server.retrying();
    let call = client.users().get("u1").with_retry_policy(RetryPolicy::none());
    assert_eq!(attempts(&wait(call).unwrap_err()), 1);
}

#[test]
fn a_server_that_asks_for_an_hour_is_not_waited_for() {
    let full = answer("429 Too Many Requests", "Retry-After: 3600\r\n", "");
    let server = Server::new([&full]);
    let began = Instant::now();
    let error = wait(server.retrying().users().get("u1")).unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(error.api().unwrap().retry_after(), Some(Duration::from_secs(3600)));
}

#[test]
fn a_delay_beyond_the_deadline_is_not_begun() {
    let full = answer("429 Too Many Requests", "Retry-After: 20\r\n", "");
    let server = Server::new([&full]);
    let client = server.retrying();
    let call = client.users().get("u1").with_timeout(Duration::from_secs(15));
    let began = Instant::now();
    let error = wait(call).unwrap_err();
    assert!(error.is_rate_limited(), "{error:?}");
    assert!(began.elapsed() < Duration::from_secs(10));
}

/// A server that is down once, and then takes requests without ever answering.
fn down_and_silent() -> (TcpListener, String) {
    use std::io::{Read, Write};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let once = listener.try_clone().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = once.accept().unwrap();
        assert!(stream.read(&mut [0; 4096]).unwrap() > 0);
        stream.write_all(down().as_bytes()).unwrap();
    });
    (listener, url)
}

#[test]
fn one_deadline_covers_all_attempts_and_tells_what_came_before() {
    let (_listener, url) = down_and_silent();
    let policy = RetryPolicy::new().first_delay(Duration::ZERO);
    let client = nowhere().base_url(url).retry_policy(policy).build().unwrap();
    let call = client.users().get("u1").with_timeout(Duration::from_secs(1));
    let error = wait(call).unwrap_err();
    let shown = "getUser: no answer in time (attempt 2, after 503 Service Unavailable)";
    assert_eq!(error.to_string(), shown);
    let Error::Timeout(error) = error else { panic!("{error:?}") };
    assert_eq!(error.previous().unwrap().status().unwrap(), 503);
}

#[test]
fn the_longest_time_out_is_none() {
    let (_server, client) = Server::answering(&json("200 OK", "{}"));
    wait(client.users().get("u1").with_timeout(Duration::MAX)).unwrap();
}
