use crate::server::{Server, answer, json, wait};
use clients::{
    Call, Error, Events,
    rust_server_sent_events::{
        Client,
        chats::Create,
        models::{ChatsCreateBody, Event},
    },
};
use std::time::Duration;

fn server(answer: String) -> (Server, Client) {
    let server = Server::new([answer]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn stream(text: &str) -> String {
    answer("200 OK", "Content-Type: text/event-stream\r\nX-Session: 7\r\n", text)
}

/// The texts of all events, and `!` for an error.
fn texts(mut events: Events<Event>) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(event) = wait(events.next()) {
        texts.push(event.map_or("!".to_owned(), |event| event.data.text.unwrap_or_default()));
    }
    texts
}

#[test]
fn events_come_one_by_one_until_the_server_ends() {
    let text = ": hello\n\ndata: {\"text\":\"a\"}\n\nid: 5\nevent: more\ndata: {\ndata: \"text\":\"b\"}\n\n";
    let (server, client) = server(stream(text));
    let response = wait(client.events().list().send()).unwrap();
    assert_eq!(response.session().as_deref(), Some("7"));
    let mut events = response.into_body();
    wait(async {
        let first = events.next().await.unwrap().unwrap();
        assert_eq!((first.data.text.as_deref(), &*first.event, first.id), (Some("a"), "message", None));
        let second = events.next().await.unwrap().unwrap();
        assert_eq!((&*second.event, second.id.as_deref()), ("more", Some("5")));
        assert_eq!(second.data.text.as_deref(), Some("b"));
        assert!(events.next().await.is_none());
    });
    assert_eq!(server.request().header("Accept"), Some("text/event-stream"));
}

#[test]
fn done_is_the_end_and_no_event() {
    let text = "data: {\"text\":\"a\"}\n\ndata: [DONE]\n\ndata: {\"text\":\"b\"}\n\n";
    let (_server, client) = server(stream(text));
    assert_eq!(texts(wait(client.events().list()).unwrap()), ["a"]);
}

#[test]
fn an_event_that_is_no_json_does_not_end_the_stream() {
    let text = "data: oops\n\ndata: {\"text\":\"b\"}\n\n";
    let (_server, client) = server(stream(text));
    assert_eq!(texts(wait(client.events().list()).unwrap()), ["!", "b"]);
}

#[test]
fn text_is_left_as_it_is() {
    let (_server, client) = server(stream("data: [DONE]\n\n"));
    let mut events = wait(client.api().read_log()).unwrap();
    assert_eq!(wait(events.next()).unwrap().unwrap().data, "[DONE]");
}

fn create(client: &Client) -> Call<'_, Create> {
    client.chats().create(ChatsCreateBody::default())
}

#[test]
fn one_answer_and_its_pieces_are_two_ways_of_one_call() {
    let (server, client) = server(json("{\"texts\":[\"a\"]}"));
    assert_eq!(wait(create(&client)).unwrap().texts.unwrap(), ["a"]);
    assert_eq!(server.request().header("Accept"), Some("application/json"));
    let (server, client) = self::server(stream("data: {\"text\":\"a\"}\n\n"));
    let events = wait(create(&client).send_events()).unwrap().into_body();
    assert_eq!(texts(events), ["a"]);
    assert_eq!(server.request().header("Accept"), Some("text/event-stream"));
}

#[test]
fn an_event_may_not_be_larger_than_a_body() {
    let server = Server::new([stream("data: 0123456789")]);
    let client = Client::builder().base_url(&server.url).body_limit(10).build().unwrap();
    let mut events = wait(client.events().list()).unwrap();
    let error = wait(events.next()).unwrap().unwrap_err();
    assert!(matches!(&error, Error::TooLarge(error) if error.limit() == 10), "{error}");
}

#[test]
fn a_server_that_refuses_is_an_error_before_any_event() {
    let (_server, client) = server(answer("401 Unauthorized", "", ""));
    assert!(wait(client.events().list()).unwrap_err().is_unauthorized());
}

#[test]
fn a_silent_server_is_not_waited_for_forever() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9\r\n\r\n";
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (done, until) = std::sync::mpsc::channel::<()>();
    let silent = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert!(std::io::Read::read(&mut stream, &mut [0; 4096]).unwrap() > 0);
        std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
        // The connection stays open until the test is over.
        let _ = until.recv();
    });
    let builder = Client::builder().base_url(url).timeout(Duration::from_millis(200));
    let client = builder.build().unwrap();
    let error = wait(async {
        let mut events = client.events().list().await.unwrap();
        events.next().await.unwrap().unwrap_err()
    });
    assert!(error.is_timeout(), "{error}");
    drop(done);
    silent.join().unwrap();
}

#[test]
fn any_body_can_be_read_in_pieces() {
    let (_server, client) = server(json("{\"texts\":[]}"));
    let call = client.chats().create(ChatsCreateBody::default());
    let bytes = wait(async {
        let mut chunks = call.send_stream().await.unwrap().into_body();
        let mut bytes = Vec::new();
        while let Some(chunk) = chunks.next().await {
            bytes.extend(chunk.unwrap());
        }
        bytes
    });
    assert_eq!(bytes, b"{\"texts\":[]}");
}
