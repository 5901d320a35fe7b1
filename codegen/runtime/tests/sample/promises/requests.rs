//! What goes over the wire.

use super::server::{Server, answer, json, nowhere, wait};
use crate::{
    Client, Error,
    models::{Person, Picture, Role, User},
    runtime::{Call, Empty, Endpoint, File, Method, Operation},
};

fn server() -> (Server, Client) {
    Server::answering(&json("200 OK", "{}"))
}

/// The first line of the request that `get` makes of an id.
fn get(id: &str) -> String {
    let (server, client) = server();
    wait(client.users().get(id)).unwrap();
    server.request().lines().next().unwrap().to_owned()
}

enum Elsewhere {}

impl Operation for Elsewhere {
    type Output = Empty;
    const ENDPOINT: Endpoint =
        Endpoint::at("https://upload.example", "upload", Method::PUT, "/files");
}

#[test]
fn path_values_are_encoded() {
    assert_eq!(get("a b"), "GET /v1/users/a%20b HTTP/1.1");
    assert_eq!(get("a?x=1"), "GET /v1/users/a%3Fx%3D1 HTTP/1.1");
    assert_eq!(get("a/../b"), "GET /v1/users/a%2F..%2Fb HTTP/1.1");
    assert_eq!(get("a\\b#c"), "GET /v1/users/a%5Cb%23c HTTP/1.1");
    assert_eq!(get("%2e%2e"), "GET /v1/users/%252e%252e HTTP/1.1");
    assert_eq!(get("...é"), "GET /v1/users/...%C3%A9 HTTP/1.1");
}

#[test]
fn path_values_that_change_the_resource_are_refused() {
    let client = nowhere().build().unwrap();
    for id in ["", ".", "..", "a\tb", "a\nb", "a\0b"] {
        let error = wait(client.users().delete(id)).unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{id:?}: {error:?}");
    }
    let error = wait(client.users().get("")).unwrap_err().to_string();
    assert_eq!(error, "getUser: the request was not sent: the path's variable `userId` is empty");
}

#[test]
fn only_what_was_set_is_in_the_query() {
    let (server, client) = server();
    wait(client.users().list().limit(5).role(&[Role::Admin, Role::from("x,y")])).unwrap();
    assert!(server.request().starts_with("GET /v1/users?limit=5&role=admin,x%2Cy HTTP/1.1\r\n"));
    let (server, client) = self::server();
    wait(client.users().list()).unwrap();
    assert!(server.request().starts_with("GET /v1/users HTTP/1.1\r\n"));
}

#[test]
fn what_is_set_twice_is_sent_once() {
    let (server, client) = server();
    let call = client.users().list().limit(5).role(&[Role::Admin]).limit(6);
    wait(call.with_query("tag", vec!["a", "b"]).with_query("tag", vec!["c", "d"])).unwrap();
    let line = "GET /v1/users?limit=6&role=admin&tag=c&tag=d HTTP/1.1\r\n";
    assert!(server.request().starts_with(line));
}

#[test]
fn one_header_says_who_is_calling() {
    let (server, client) = server();
    wait(client.users().list().x_tenant("t")).unwrap();
    let request = server.request().to_ascii_lowercase();
    assert_eq!(request.matches("authorization:").count(), 1);
    assert!(request.contains("\r\nauthorization: bearer t0ken\r\n"));
    assert!(request.contains("\r\nx-tenant: t\r\n"));
    assert!(request.contains("\r\naccept: application/json\r\n"));
    assert!(request.contains("\r\nuser-agent: runtime/"));
}

#[test]
fn a_call_replaces_the_clients_headers() {
    let server = Server::new([&json("200 OK", "{}")]);
    let client = server.builder().header("X-Tenant", "all").build().unwrap();
    wait(client.users().list().x_tenant("one")).unwrap();
    assert_eq!(server.request().matches("x-tenant: one\r\n").count(), 1);
}

#[test]
fn a_request_never_carries_what_only_the_server_sets() {
    let (server, client) = server();
    let mut user = User::new("Ada").nickname(None).owner(Person::new("a@example.org"));
    user.id = Some("u1".to_owned());
    user.created = "2024-03-01T12:00:00Z".into();
    wait(client.users().create(user)).unwrap();
    let request = server.request();
    assert!(request.contains("content-type: application/json\r\n"));
    let body = request.split_once("\r\n\r\n").unwrap().1;
    let owner = r#"{"email":"a@example.org","type":"person"}"#;
    assert_eq!(body, format!(r#"{{"name":"Ada","nickname":null,"owner":{owner}}}"#));
}

#[test]
fn what_is_none_is_not_sent() {
    let (server, client) = server();
    let call = client.users().rename("u1", "Ada").with_query("depth", None::<i32>);
    wait(call.with_header("X-Tenant", None::<&str>)).unwrap();
    let request = server.request();
    assert!(request.starts_with("PUT /v1/users/u1/name HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("x-tenant"), "{request}");
}

#[test]
fn a_callers_own_cookies_stay_beside_those_of_parameters() {
    let (server, client) = server();
    let call = client.users().rename("u1", "Ada").with_header("Cookie", "a=1; b=2");
    wait(call.with_cookie("c", 3)).unwrap();
    assert!(server.request().contains("cookie: a=1; b=2; c=3\r\n"));
}

#[test]
fn an_operation_with_a_server_of_its_own_does_not_leave_a_chosen_one() {
    let client = nowhere().build().unwrap();
    let call = Call::<Elsewhere>::new(client.users().core);
    assert_eq!(
        wait(call).unwrap_err().to_string(),
        "upload: the request was not sent: it has a server of its own, `https://upload.example`, \
         and the client's `base_url` was set: choose with `with_base_url`"
    );
    let server = Server::new([&answer("204 No Content", "", "")]);
    wait(Call::<Elsewhere>::new(client.users().core).with_base_url(&server.url)).unwrap();
    assert!(server.request().starts_with("PUT /v1/files "));
}

#[test]
fn text_goes_out_as_text() {
    let (server, client) = server();
    wait(client.users().rename("u1", "Ada")).unwrap();
    let request = server.request();
    assert!(request.contains("content-type: text/plain\r\n"));
    assert!(request.ends_with("\r\n\r\nAda"));
}

#[test]
fn files_go_out_in_parts() {
    let (server, client) = Server::answering(&answer("204 No Content", "", ""));
    let picture = Picture::new(File::new(*b"\x89PNG").name("a\"b.png")).title("Me");
    wait(client.users().set_picture("u1", picture)).unwrap();
    let request = server.request();
    let boundary = request.split_once("content-type: multipart/form-data; boundary=").unwrap().1;
    let boundary = boundary.split_once("\r\n").unwrap().0;
    assert!(request.contains(
        "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b.png\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    ));
    assert!(request.ends_with(&format!(
        "Content-Disposition: form-data; name=\"title\"\r\n\r\nMe\r\n--{boundary}--\r\n"
    )));
}

#[test]
fn nothing_of_a_call_is_printed_but_its_operation() {
    let client = nowhere().build().unwrap();
    let call = client.users().create(User::new("Ada").password("hunter2"));
    assert_eq!(format!("{call:?}"), "Call(POST /users)");
}
