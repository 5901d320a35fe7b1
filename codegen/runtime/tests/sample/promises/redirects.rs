//! Where redirects lead, and where they do not.

use super::server::{Server, answer, json, wait};
use crate::Error;
use std::net::TcpListener;

fn to(place: &str) -> String {
    answer("302 Found", &format!("Location: {place}\r\n"), "")
}

fn status(error: &Error) -> u16 {
    error.status().unwrap().as_u16()
}

#[test]
fn a_redirect_inside_the_origin_is_followed() {
    let server = Server::new([&to("/v2/users/u1"), &json("200 OK", r#"{"name":"Ada"}"#)]);
    assert_eq!(wait(server.client().users().get("u1")).unwrap().name, "Ada");
    let requests = server.requests();
    assert!(requests[1].starts_with("GET /v2/users/u1 HTTP/1.1\r\n"));
    assert!(requests[1].contains("authorization: Bearer t0ken\r\n"));
}

#[test]
fn a_redirect_elsewhere_is_an_error_and_nothing_goes_there() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let place = format!("http://{}/v1/users/u1", elsewhere.local_addr().unwrap());
    let server = Server::new([&to(&place)]);
    let error = wait(server.retrying().users().get("u1")).unwrap_err();
    assert_eq!(status(&error), 302);
    assert_eq!(error.api().unwrap().headers()["location"], place);
    assert_eq!(elsewhere.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn a_client_that_was_told_to_follow_redirects_follows_none() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let server = Server::new([&to(&format!("http://{}/", elsewhere.local_addr().unwrap()))]);
    let everywhere = reqwest::redirect::Policy::limited(9);
    let client = server.builder().configure_http(|http| http.redirect(everywhere)).build().unwrap();
    assert_eq!(status(&wait(client.users().get("u1")).unwrap_err()), 302);
    assert_eq!(elsewhere.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
fn a_redirected_change_is_not_made_elsewhere() {
    let server = Server::new([&answer("307 Temporary Redirect", "Location: /v2/u1\r\n", "")]);
    assert_eq!(status(&wait(server.retrying().users().delete("u1")).unwrap_err()), 307);
}

#[test]
fn redirects_end() {
    let again = to("/v1/users/u1");
    let server = Server::new([again.as_str(); 6]);
    assert_eq!(status(&wait(server.retrying().users().get("u1")).unwrap_err()), 302);
    assert_eq!(server.requests().len(), 6);
}
