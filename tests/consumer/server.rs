//! A server on this machine that says what it was told to say, and remembers what it was asked.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
};

/// A server with one answer for each connection, in this order.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) url: String,
    script: JoinHandle<Vec<Request>>,
}

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Request {
    /// The method and the target: `GET /um/users?limit=50`.
    pub(crate) line: String,
    /// By name, in small letters.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Server {
    pub(crate) fn new(answers: impl Into<Vec<String>>) -> Self {
        let answers = answers.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = thread::spawn(move || {
            answers.iter().map(|answer| exchange(&listener.accept().unwrap().0, answer)).collect()
        });
        Self { url, script }
    }

    /// What was asked, when all answers are given.
    pub(crate) fn requests(self) -> Vec<Request> {
        self.script.join().unwrap()
    }

    /// What was asked of a server with one answer.
    pub(crate) fn request(self) -> Request {
        self.requests().remove(0)
    }
}

impl Request {
    /// A header; empty when it did not come.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

fn exchange(mut stream: &TcpStream, answer: &str) -> Request {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(request) = whole(&bytes) {
            stream.write_all(answer.as_bytes()).unwrap();
            return request;
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "half a request: {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&buffer[..count]);
    }
}

/// The request, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Request> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let line = lines.next()?.trim_end_matches(" HTTP/1.1").to_owned();
    let headers: BTreeMap<_, _> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    (body.len() >= length).then(|| Request { line, headers, body: body.to_owned() })
}

/// An answer in JSON, with further headers, each with its line break.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Runs a call to its end.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}
