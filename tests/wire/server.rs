//! A server on this machine that says what it was told to say, and remembers what it was asked.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
};

/// A server with one answer for each connection, in this order.
pub struct Server {
    /// Where it listens.
    pub url: String,
    script: JoinHandle<Vec<Request>>,
}

/// A request as it came.
#[derive(Debug)]
pub struct Request {
    /// The method and the target: `GET /users?limit=50`.
    pub line: String,
    head: String,
    pub body: String,
}

impl Server {
    pub fn new<const N: usize>(answers: [String; N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let script = thread::spawn(move || {
            answers.iter().map(|answer| exchange(&listener.accept().unwrap().0, answer)).collect()
        });
        Self { url, script }
    }

    /// What was asked, when all answers are given.
    pub fn requests(self) -> Vec<Request> {
        self.script.join().unwrap()
    }

    /// What was asked of a server with one answer.
    pub fn request(self) -> Request {
        self.requests().remove(0)
    }
}

impl Request {
    /// A header, if it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The parts of a multipart body, each with its head.
    pub fn parts(&self) -> Vec<&str> {
        let boundary = self.header("Content-Type").unwrap().split_once("boundary=").unwrap().1;
        let parts = self.body.split(boundary);
        let parts = parts.filter_map(|part| part.strip_prefix("\r\n"));
        parts.map(|part| part.trim_end_matches("--").trim_end_matches("\r\n")).collect()
    }
}

fn exchange(mut stream: &TcpStream, answer: &str) -> Request {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(request) = whole(&bytes) {
            // The client may hang up before it has read everything.
            let _ = stream.write_all(answer.as_bytes());
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
    let line = head.lines().next()?.trim_end_matches(" HTTP/1.1").to_owned();
    let request = Request { line, head: head.to_owned(), body: body.to_owned() };
    let length = request.header("Content-Length").map_or(0, |length| length.parse().unwrap());
    (body.len() >= length).then_some(request)
}

/// An answer with these headers, each with its line break.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// An answer in JSON.
pub fn json(body: &str) -> String {
    answer("200 OK", "Content-Type: application/json\r\n", body)
}

/// Runs something to its end.
pub fn wait<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { future.await })
}
