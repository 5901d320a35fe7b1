//! What hooks see, and what they may change.

use super::server::{Server, answer, json, nowhere, wait};
use crate::{Finished, HeaderValue, Hook, Outgoing, RetryPolicy};
use std::{
    fmt::Write as _,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Writes down what it sees.
#[derive(Clone, Default)]
struct Diary {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Diary {
    fn line(&self, line: String) {
        self.lines.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

impl Hook for Diary {
    fn before(&self, outgoing: &mut Outgoing<'_>) {
        let number = outgoing.attempt();
        let value = HeaderValue::try_from(format!("Bearer {number}")).unwrap();
        outgoing.headers_mut().insert("authorization", value);
        let (name, operation) = (self.name, outgoing.operation());
        let (method, path) = (outgoing.method().clone(), outgoing.path());
        self.line(format!("{name}> {number} {operation} {method} {path}"));
    }

    fn after(&self, finished: &Finished<'_>) {
        let status = finished.status().map(|status| status.as_u16());
        let failed = finished.error().is_some();
        let (name, number, next) = (self.name, finished.attempt(), finished.next_delay());
        self.line(format!("{name}< {number} {status:?} {failed} {next:?}"));
    }
}

#[test]
fn hooks_see_each_attempt_and_what_comes_of_it() {
    let server = Server::new([
        &answer("503 Service Unavailable", "", ""),
        &json("200 OK", r#"{"name":"Ada"}"#),
    ]);
    let diary = Diary::default();
    let policy = RetryPolicy::new().first_delay(Duration::ZERO);
    let client = server.builder().retry_policy(policy).hook(diary.clone()).build().unwrap();
    wait(client.users().get("u1")).unwrap();
    assert_eq!(
        diary.lines(),
        [
            "> 1 getUser GET /users/{userId}",
            "< 1 Some(503) false Some(0ns)",
            "> 2 getUser GET /users/{userId}",
            "< 2 Some(200) false None",
        ]
    );
}

#[test]
fn a_header_of_a_hook_replaces_the_clients_for_one_attempt() {
    let server = Server::new([&answer("503 Service Unavailable", "", ""), &json("200 OK", "{}")]);
    let policy = RetryPolicy::new().first_delay(Duration::ZERO);
    let client = server.builder().retry_policy(policy).hook(Diary::default()).build().unwrap();
    wait(client.users().get("u1")).unwrap();
    let requests = server.requests();
    for (request, token) in requests.iter().zip(["1", "2"]) {
        assert_eq!(request.matches("authorization:").count(), 1);
        assert!(request.contains(&format!("authorization: Bearer {token}\r\n")), "{request}");
    }
}

#[test]
fn hooks_see_that_no_answer_came() {
    let diary = Diary::default();
    let client = nowhere().hook(diary.clone()).build().unwrap();
    wait(client.users().delete("u1")).unwrap_err();
    assert_eq!(diary.lines()[1], "< 1 None true None");
}

#[test]
fn the_first_hook_is_the_outermost() {
    let lines = Arc::default();
    let hook = |name| Diary { name, lines: Arc::clone(&lines) };
    let client = nowhere().hook(hook("a")).hook(hook("b")).build().unwrap();
    wait(client.users().delete("u1")).unwrap_err();
    let lines = hook("").lines();
    let order: Vec<_> = lines.iter().map(|line| &line[..2]).collect();
    assert_eq!(order, ["a>", "b>", "b<", "a<"]);
}

#[test]
fn what_hooks_see_prints_no_header() {
    struct Printer(Arc<Mutex<String>>);
    impl Hook for Printer {
        fn before(&self, outgoing: &mut Outgoing<'_>) {
            write!(self.0.lock().unwrap(), "{outgoing:?}").unwrap();
        }
        fn after(&self, finished: &Finished<'_>) {
            write!(self.0.lock().unwrap(), "{finished:?}").unwrap();
        }
    }
    let server =
        Server::new([&answer("200 OK", "Set-Cookie: hunter2\r\n", r#"{"name":"hunter2"}"#)]);
    let shown = Arc::default();
    let client = server.builder().hook(Printer(Arc::clone(&shown)));
    let client = client.header("X-Note", "hunter2").build().unwrap();
    wait(client.users().get("hunter2")).unwrap();
    let shown = shown.lock().unwrap().clone();
    assert!(shown.contains("getUser") && shown.contains("200"), "{shown}");
    assert!(!shown.contains("hunter2") && !shown.contains("t0ken"), "{shown}");
}
