//! A server in a process of its own that answers everything with the same page of users.

use serde_json::{Value, json};
use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::Arc,
    thread,
};

/// The argument that makes the program the server.
pub(crate) const SERVE: &str = "serve";

/// The server, which ends with its owner.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        let mut process = command.arg(SERVE).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        let output = process.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut address).unwrap();
        Self { process, url: format!("http://{}", address.trim()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Neither fails unless it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves for as long as it is let.
pub(crate) fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("{}", listener.local_addr().unwrap());
    let page = page();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-RateLimit-Remaining: 99";
    let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{page}", page.len());
    let answer: Arc<str> = answer.into();
    for stream in listener.incoming() {
        let answer = Arc::clone(&answer);
        thread::spawn(move || answer_all(&stream.unwrap(), &answer));
    }
}

/// Answers the requests of a connection, none of which has a body.
fn answer_all(mut stream: &TcpStream, answer: &str) {
    stream.set_nodelay(true).unwrap();
    let (mut request, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        request.extend(buffer.iter().take(count));
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            stream.write_all(answer.as_bytes()).unwrap();
        }
    }
}

/// A page of 100 users.
pub(crate) fn page() -> String {
    let url = "https://api.ionos.com/cloudapi/v6/um/users";
    let users: Vec<_> = (0..100).map(|number| user(url, number)).collect();
    let links = json!({"prev": null, "self": url, "next": format!("{url}?offset=100&limit=100")});
    json!({
        "id": "users", "type": "collection", "href": url, "items": users,
        "offset": 0, "limit": 100, "_links": links,
    })
    .to_string()
}

fn user(url: &str, number: u32) -> Value {
    let id = format!("5e5d4a3c-8f70-4a5b-9d0e-2b4c6d8e{number:04}");
    let href = format!("{url}/{id}");
    let reference = |name: &str, of: &str| json!({"id": format!("{id}/{name}"), "type": of, "href": format!("{href}/{name}")});
    json!({
        "id": id, "type": "user", "href": href,
        "metadata": {
            "etag": "37a6259cc0c1dae299a7866489dff0bd", "createdDate": "2024-03-01T12:21:02Z",
            "createdBy": "admin@example.org", "createdByUserId": id,
            "lastModifiedDate": "2024-03-02T08:01:44Z", "lastModifiedBy": "admin@example.org",
            "lastModifiedByUserId": id, "lastLogin": "2024-03-03T07:30:00Z",
        },
        "properties": {
            "firstname": "Ada", "lastname": format!("Lovelace {number}"),
            "email": format!("ada.{number}@example.org"), "administrator": false,
            "forceSecAuth": true, "secAuthActive": false,
            "s3CanonicalUserId": "31:8c5b2a9d1f7e4b6aa0d3c1e5f7a9b2c4", "active": true,
        },
        "entities": {
            "owns": reference("owns", "collection"), "groups": reference("groups", "collection"),
            "s3Keys": reference("s3keys", "collection"),
        },
    })
}
