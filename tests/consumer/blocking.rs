//! Calls from ordinary threads.

use crate::server::{Server, answer, wait};
use cloud_iam::{
    Error,
    ionos::{Client, Credentials},
};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    thread,
    time::Duration,
};

const USER: &str = r#"{"id": "u1", "properties": {"firstname": "Ada"}}"#;

fn client(url: &str) -> Client {
    Client::builder().base_url(url).credentials(Credentials::token("t0ken")).build().unwrap()
}

#[test]
fn a_thread_may_wait_for_a_call() {
    let server = Server::new([answer("200 OK", "", USER)]);
    let user = client(&server.url).users().get("u1").block().unwrap();
    assert_eq!(user.id.as_deref(), Some("u1"));
}

#[test]
fn a_thread_may_wait_for_whatever_is_pending() {
    let server = Server::new([
        answer("202 Accepted", "Location: /requests/r1\r\n", ""),
        answer("200 OK", "", r#"{"metadata": {"status": "DONE"}}"#),
        answer("200 OK", "", r#"{"metadata": {"status": "DONE"}}"#),
    ]);
    let ionos = client(&server.url);
    let pending = ionos.users().delete("u1").send_and_wait(Duration::from_secs(3600));
    assert_eq!(pending.block().unwrap().status(), 202);
    ionos.wait_for("/requests/r1", Duration::from_secs(3600)).block().unwrap();
}

#[test]
fn several_threads_may_wait_at_once() {
    let server = Server::new([(); 8].map(|()| answer("200 OK", "", USER)));
    let ionos = client(&server.url);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| ionos.users().get("u1").block().unwrap());
        }
    });
    assert_eq!(server.requests().len(), 8);
}

#[test]
fn an_asynchronous_program_is_not_blocked() {
    let ionos = client("http://127.0.0.1:1");
    let error = wait(async { ionos.users().get("u1").block() }).unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "umUsersFindById: the request was not sent: `block` was called inside an asynchronous \
         runtime: use `.await`, or `Handle::block_on` on a thread that may block"
    );
}

#[test]
fn a_connection_lives_on_while_nobody_waits() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let ionos = client(&format!("http://{}", listener.local_addr().unwrap()));
    // Serves as many connections as are made: whether the first is back in the pool when the second
    // call looks for one is up to the threads.
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                for _ in lines.map_while(Result::ok).filter(String::is_empty) {
                    let answer = answer("200 OK", "", USER).replace("Connection: close\r\n", "");
                    stream.write_all(answer.as_bytes()).unwrap();
                }
            });
        }
    });
    for _ in 0..8 {
        ionos.users().get("u1").block().unwrap();
        // Where it is the same connection, it is under another runtime.
        wait(ionos.users().get("u1").into_future()).unwrap();
    }
}
