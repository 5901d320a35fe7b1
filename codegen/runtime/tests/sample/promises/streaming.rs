//! Answers that are read as they come.

use super::server::{Server, answer, respond, wait};
use crate::{
    Client, Error, RetryPolicy,
    runtime::{Call, Endpoint, Method, Operation, TextEvents},
};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    thread,
    time::Duration,
};

enum Watch {}

impl Operation for Watch {
    type Output = TextEvents;
    const ENDPOINT: Endpoint = Endpoint::new("watch", Method::GET, "/events");
}

/// What reading the events of this answer begins with.
fn first_event(headers: &str) -> Result<String, Error> {
    let (_server, client) = Server::answering(&answer("200 OK", headers, "data: a\n\n"));
    wait(async {
        let mut events = Call::<Watch>::new(client.users().core).await?;
        events.next().await.unwrap().map(|event| event.data)
    })
}

#[test]
fn what_is_said_to_be_something_else_is_no_stream_of_events() {
    for headers in ["", "Content-Type: Text/Event-Stream; charset=utf-8\r\n"] {
        assert_eq!(first_event(headers).unwrap(), "a", "{headers}");
    }
    let error = first_event("Content-Type: text/html\r\n").unwrap_err();
    assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    assert!(error.to_string().contains("the media type is not `text/event-stream`"), "{error}");
}

/// A server that begins an answer, and goes on in its own way.
fn beginning(answer: &'static str, go_on: impl FnOnce(TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    thread::spawn(move || {
        let stream = listener.accept().unwrap().0;
        respond(&stream, |_| answer.to_owned());
        go_on(stream);
    });
    url
}

/// Waits until the client hangs up.
fn stall(mut stream: TcpStream) {
    let _ = stream.read_to_end(&mut Vec::new());
}

/// A client that soon loses its patience.
fn client(url: &str, timeout: Duration) -> Client {
    let builder = Client::builder().base_url(url).anonymous().retry_policy(RetryPolicy::none());
    builder.timeout(timeout).build().unwrap()
}

#[test]
fn a_refusal_whose_body_stalls_is_a_refusal() {
    let url = beginning("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n{", stall);
    let client = client(&url, Duration::from_millis(200));
    let error = wait(client.users().get("u1").send_stream()).unwrap_err();
    assert!(error.is_unauthorized(), "{error:?}");
}

#[test]
fn a_server_that_does_not_answer_is_silent() {
    let url = beginning("", stall);
    let client = client(&url, Duration::from_millis(50));
    let error = wait(client.users().get("u1").send_stream()).unwrap_err();
    assert!(matches!(error, Error::Silent { .. }), "{error:?}");
}

#[test]
fn a_stream_that_breaks_off_tells_what_it_began_with() {
    let whole = answer("200 OK", "X-Request-Id: r-1\r\n", "abcdef");
    let (_server, client) = Server::answering(whole.strip_suffix("def").unwrap());
    let error = wait(async {
        let mut chunks = client.users().get("u1").send_stream().await.unwrap().into_body();
        assert_eq!(chunks.next().await.unwrap().unwrap(), b"abc");
        chunks.next().await.unwrap().unwrap_err()
    });
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("r-1")));
    assert_eq!(
        error.to_string(),
        "getUser: no whole answer: the connection broke after 200 OK (request r-1)"
    );
}

#[test]
fn a_call_with_more_patience_has_it_between_pieces_as_well() {
    let (go_on, may_go_on) = mpsc::channel();
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    let url = beginning(head, move |mut stream| {
        may_go_on.recv().unwrap();
        let _ = stream.write_all(b"abc");
    });
    let client = client(&url, Duration::ZERO);
    let call = client.users().get("u1").with_timeout(Duration::from_secs(3600));
    let chunk = wait(async {
        let mut chunks = call.send_stream().await.unwrap().into_body();
        go_on.send(()).unwrap();
        chunks.next().await.unwrap()
    });
    assert_eq!(chunk.unwrap(), b"abc");
}
