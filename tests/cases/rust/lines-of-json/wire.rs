use crate::server::{Server, answer, wait};
use clients::{
    Error, Lines,
    rust_lines_of_json::{Client, models::Game},
};

fn server(media_type: &str, text: &str) -> (Server, Client) {
    let headers = format!("Content-Type: {media_type}\r\n");
    let server = Server::new([answer("200 OK", &headers, text)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

/// The ids of all games, and `!` for an error.
fn ids(mut games: Lines<Game>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(game) = wait(games.next()) {
        ids.push(game.map_or("!".to_owned(), |game| game.id.unwrap_or_default()));
    }
    ids
}

#[test]
fn values_come_one_by_one_until_the_server_ends() {
    let text = "{\"id\":\"a\"}\n\n{\"id\":\"b\"}\r\n{\"id\":\"c\"}";
    let (server, client) = server("application/x-ndjson", text);
    assert_eq!(ids(wait(client.games().list()).unwrap()), ["a", "b", "c"]);
    assert_eq!(server.request().header("Accept"), Some("application/x-ndjson"));
}

#[test]
fn a_line_that_is_no_json_does_not_end_the_stream() {
    let (_server, client) = server("application/x-ndjson", "oops\n{\"id\":\"b\"}\n");
    let mut games = wait(client.games().list()).unwrap();
    let error = wait(games.next()).unwrap().unwrap_err();
    assert!(matches!(&error, Error::Decode(failure) if failure.body() == b"oops"), "{error:?}");
    assert_eq!(ids(games), ["b"]);
}

#[test]
fn a_list_in_the_document_is_the_list_of_all_lines() {
    let (server, client) = server("application/jsonl", "{\"isKept\":true}\n");
    let mut outcomes = wait(client.games().import("{}\n{}\n")).unwrap();
    assert_eq!(wait(outcomes.next()).unwrap().unwrap().is_kept, Some(true));
    assert!(wait(outcomes.next()).is_none());
    assert_eq!(server.request().header("Content-Type"), Some("application/x-ndjson"));
}

#[test]
fn texts_of_a_sequence_may_have_several_lines() {
    let text = "\u{1e}\"a\"\n\u{1e}\n  \"b\"\n";
    let (server, client) = server("application/json-seq", text);
    let mut moves = wait(client.moves().list()).unwrap();
    assert_eq!(wait(moves.next()).unwrap().unwrap(), "a");
    assert_eq!(wait(moves.next()).unwrap().unwrap(), "b");
    assert!(wait(moves.next()).is_none());
    assert_eq!(server.request().header("Accept"), Some("application/json-seq"));
}

#[test]
fn lines_of_which_nothing_is_said_are_text() {
    let (_server, client) = server("application/jsonl", "{}\n");
    assert_eq!(wait(client.api().read_log()).unwrap(), "{}\n");
}

#[test]
fn a_type_of_the_callers_own_is_asked_for_as_json_alone() {
    let (server, client) = server("application/json", "{}");
    wait(client.games().list().send_as::<Game>()).unwrap();
    assert_eq!(server.request().header("Accept"), Some("application/json"));
}
