//! Where an API answers.

use super::{Json, json, lower};
use crate::diagnostic::Code;

fn ok() -> Json {
    json!({"204": {"description": "d"}})
}

#[test]
fn servers_that_nothing_is_said_of_are_called_by_their_addresses() {
    let it = lower(json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},
        "servers": [
            {"url": "https://{team}.example.com", "variables": {"team": {"default": "a"}}},
            {"url": "https://api.example.com"},
            {"url": "http://api.example.com", "description": " "}
        ]
    }));
    let names: Vec<_> = it.api().servers.iter().map(|server| server.ident.as_str()).collect();
    assert_eq!(names, ["TeamExampleCom", "ApiExampleCom", "HttpApiExampleCom"]);
}

#[test]
fn servers_have_their_variables_filled_in() {
    let it = lower(json!({
        "servers": [{"url": "https://{region}.example.org/{v}", "x-env": "BASE_URL",
            "variables": {"region": {"default": "eu"}, "v": {"default": "v1"}}}],
        "paths": {"/a": {"servers": [{"url": "https://up.example.org"}], "get": {"responses": ok()}}}
    }));
    let server = &it.api().servers[0];
    assert_eq!(
        (server.url.as_str(), server.env.as_deref()),
        ("https://eu.example.org/v1", Some("BASE_URL"))
    );
    assert_eq!(it.only().server.as_deref(), Some("https://up.example.org"));
}

#[test]
fn servers_that_do_not_speak_http_are_left_out_and_the_next_is_the_usual_one() {
    let it = lower(json!({
        "servers": [{"url": "wss://a.example.org"}, {"url": "HTTPS://a.example.org"}],
        "paths": {
            "/a": {"get": {"responses": ok(), "servers": [
                {"url": "ws://b.example.org"}, {"url": "https://b.example.org"},
            ]}},
            "/b": {"get": {"responses": ok(), "servers": [{"url": "ws://b.example.org"}]}},
        }
    }));
    let servers: Vec<_> =
        it.api().servers.iter().map(|server| (server.url.as_str(), server.is_whole)).collect();
    assert_eq!(servers, [("HTTPS://a.example.org", true)]);
    let own: Vec<_> = it.api().operations().map(|it| it.server.as_deref()).collect();
    assert_eq!(own, [Some("https://b.example.org"), None]);
    assert_eq!(it.diagnostics.iter().filter(|found| found.code == Code::Degraded).count(), 3);
}

#[test]
fn servers_that_do_not_say_all_are_kept_and_are_not_whole() {
    let urls = [
        "/v1",
        "example.org/v1",
        "//example.org",
        "/?to=https://a",
        "https://{host}/v1",
        "https://ada@example.org/v1",
        "https://example.org/v1?tenant=1",
        "https:///v1",
        "https://",
        "https://:8080/v1",
    ];
    for url in urls {
        let it = lower(json!({"servers": [{"url": url}]}));
        let [server] = it.api().servers.as_slice() else { panic!("{url}") };
        assert!(!server.is_whole, "{url}");
        assert!(it.has(Code::Degraded), "{url}");
    }
}
