//! A server that says what it was told to say.

use crate::{Client, ClientBuilder, Credentials, RetryPolicy};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread::{self, JoinHandle},
    time::Duration,
};

pub(super) struct Server {
    pub(super) url: String,
    script: JoinHandle<Vec<String>>,
}

impl Server {
    /// Gives these answers, each on a connection of its own; an empty one is a broken connection.
    pub(super) fn new<const N: usize>(answers: [&str; N]) -> Self {
        Self::serving(&answers)
    }

    /// The same, for any number of answers.
    pub(super) fn serving(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1/", listener.local_addr().unwrap());
        let answers: Vec<_> = answers.iter().map(ToString::to_string).collect();
        let script = thread::spawn(move || {
            answers.iter().map(|answer| exchange(&listener.accept().unwrap().0, answer)).collect()
        });
        Self { url, script }
    }

    /// A server that gives one answer, and a client of it.
    pub(super) fn answering(answer: &str) -> (Self, Client) {
        let server = Self::new([answer]);
        let client = server.client();
        (server, client)
    }

    /// A client that sends each call once.
    pub(super) fn client(&self) -> Client {
        self.builder().retry_policy(RetryPolicy::none()).build().unwrap()
    }

    /// A client that sends again at once.
    pub(super) fn retrying(&self) -> Client {
        let policy = RetryPolicy::new().first_delay(Duration::ZERO);
        self.builder().retry_policy(policy).build().unwrap()
    }

    pub(super) fn builder(&self) -> ClientBuilder<Client> {
        Client::builder().base_url(&self.url).credentials(Credentials::token("t0ken"))
    }

    /// The requests that came.
    pub(super) fn requests(self) -> Vec<String> {
        self.script.join().unwrap()
    }

    /// The queries of the requests that came.
    pub(super) fn queries(self) -> Vec<String> {
        self.requests().iter().map(|request| query(request).to_owned()).collect()
    }

    /// The one request that came.
    pub(super) fn request(self) -> String {
        self.requests().remove(0)
    }
}

/// What stands behind the `?` of a request's target.
pub(super) fn query(request: &str) -> &str {
    let target = request.split(' ').nth(1).unwrap();
    target.split_once('?').map_or("", |(_, query)| query)
}

fn exchange(stream: &TcpStream, answer: &str) -> String {
    respond(stream, |_| answer.to_owned())
}

/// Reads a request, and gives the answer to it.
pub(super) fn respond(mut stream: &TcpStream, answer: impl FnOnce(&str) -> String) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !complete(&request) {
        match stream.read(&mut buffer).unwrap() {
            0 => break,
            count => request.extend_from_slice(&buffer[..count]),
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    // The client may hang up before it has read everything.
    let _ = stream.write_all(answer(&request).as_bytes());
    request
}

fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| {
        line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned)
    });
    body.len() >= length.map_or(0, |length| length.parse().unwrap())
}

/// An answer with a body of JSON.
pub(super) fn json(status: &str, body: &str) -> String {
    answer(status, "Content-Type: application/json\r\n", body)
}

/// An answer with these headers.
pub(super) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A client of a server that is not there.
pub(super) fn nowhere() -> ClientBuilder<Client> {
    Client::builder().base_url("http://127.0.0.1:1").anonymous().retry_policy(RetryPolicy::none())
}

/// Runs a call to its end.
pub(super) fn wait<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { future.await })
}
