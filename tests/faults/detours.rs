//! Servers that lead their clients elsewhere, or in circles.

use crate::{
    Outcome, USER, builder, client, outcome, run,
    server::{Act, Request, Server, Then, answer},
    user,
};
use cloud_iam::{Error, WaitFailure, ionos::models::User};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

fn to(status: &str, place: &str) -> Act {
    Act::answer(status, &format!("Location: {place}\r\n"), USER)
}

#[test]
fn a_redirect_to_another_server_is_an_error_and_nothing_goes_there() {
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        run(async {
            let other = Server::always(Act::json("200 OK", USER)).await;
            let server = Server::always(to(status, &format!("{}/um/users/u1", other.url))).await;
            let error = client(&server).users().get("u1").await.unwrap_err();
            assert_eq!(outcome(&error), Outcome::Api(status[..3].parse().unwrap(), 1));
            assert_eq!((server.arrived(), other.arrived()), (1, 0));
        });
    }
}

#[test]
fn a_redirect_to_the_same_server_is_followed() {
    run(async {
        let server =
            Server::acting([to("302 Found", "/there?x=1"), Act::json("200 OK", USER)]).await;
        assert!(client(&server).users().get("u1").await.is_ok());
        assert_eq!(server.lines(), ["GET /um/users/u1", "GET /there?x=1"]);
    });
}

#[test]
fn redirects_in_a_circle_end() {
    run(async {
        let server = Server::always(to("302 Found", "/um/users/u1")).await;
        let error = client(&server).users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(302, 6));
        assert_eq!(server.arrived(), 6);
    });
}

#[test]
fn a_change_is_not_redirected() {
    for status in ["303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        run(async {
            let server = Server::always(to(status, "/there")).await;
            let error = client(&server).users().create(user()).await.unwrap_err();
            assert_eq!(outcome(&error), Outcome::Api(status[..3].parse().unwrap(), 1));
            assert_eq!(server.arrived(), 1);
        });
    }
}

#[test]
fn an_accepted_request_is_not_asked_for_at_another_server() {
    run(async {
        let other = Server::always(Act::json("200 OK", "{}")).await;
        let place = format!("{}/requests/r1/status", other.url);
        let server = Server::always(to("202 Accepted", &place)).await;
        let error = client(&server).users().create(user()).send_and_wait(LONG).await.unwrap_err();
        let accepted = error.wait_error().unwrap();
        assert_eq!((accepted.failure(), accepted.location()), (WaitFailure::OtherServer, &*place));
        assert_eq!(accepted.decode::<User>().unwrap().id.as_deref(), Some("u1"));
        assert_eq!((server.arrived(), other.arrived()), (1, 0));
    });
}

#[test]
fn a_status_that_is_redirected_to_another_server_is_not_asked_for_there() {
    run(async {
        let other = Server::always(Act::json("200 OK", "{}")).await;
        let accepted = to("202 Accepted", "/requests/r1/status");
        let server = Server::acting([accepted, to("302 Found", &other.url)]).await;
        let error = client(&server).users().create(user()).send_and_wait(LONG).await.unwrap_err();
        assert_eq!(error.wait_error().unwrap().failure(), WaitFailure::NoStatus);
        assert_eq!((server.arrived(), other.arrived()), (2, 0));
    });
}

#[test]
fn a_wait_outlasts_broken_connections_without_repeating_the_request() {
    run(async {
        let done = Act::json("200 OK", r#"{"metadata": {"status": "DONE"}}"#);
        let server = Server::acting([
            to("202 Accepted", "/requests/r1/status"),
            Act::silence(Then::Reset),
            Act::ResetUnread,
            Act::json("503 Service Unavailable", "{}"),
            done,
        ])
        .await;
        let client = builder(&server).poll_interval(Duration::ZERO).build().unwrap();
        client.users().create(user()).send_and_wait(LONG).await.unwrap();
        assert_eq!(server.arrived(), 5);
        let posts = server.lines().iter().filter(|line| line.starts_with("POST")).count();
        assert_eq!(posts, 1);
    });
}

/// A page that leads to itself.
const CIRCLE: &str = r#"{"items": [{"id": "u1"}], "_links": {"next": "/um/users?offset=0"}}"#;

#[test]
fn a_page_that_repeats_for_ever_is_read_once() {
    for page in [CIRCLE, r#"{"items": [{"id": "u1"}]}"#] {
        run(async {
            let server = Server::always(Act::json("200 OK", page)).await;
            let users = client(&server).users().list().items().into_vec().await.unwrap();
            assert_eq!(users.len(), 1);
            assert_eq!(server.arrived(), 2);
        });
    }
}

/// A page whose one user is always another: the target tells which.
fn endless(request: &Request) -> String {
    let body = format!(r#"{{"items": [{{"id": "{}"}}]}}"#, request.target);
    answer("200 OK", "", &body)
}

#[test]
fn pages_without_end_are_bounded() {
    run(async {
        let server = Server::always(Act::Answer(endless)).await;
        let mut users = client(&server).users().list().items().max_pages(20);
        for _ in 0..20 {
            users.next().await.unwrap().unwrap();
        }
        let error = users.next().await.unwrap().unwrap_err();
        let Error::Request(error) = error else { panic!("{error:?}") };
        assert_eq!(error.reason(), "there are more than 20 pages");
        assert!(users.next().await.is_none());
        assert_eq!(server.arrived(), 20);
    });
}

#[test]
fn a_page_that_breaks_is_asked_for_again_and_no_item_comes_twice() {
    run(async {
        let page = |id: &str, links: &str| {
            Act::json("200 OK", &format!(r#"{{"items": [{{"id": "{id}"}}], "_links": {links}}}"#))
        };
        let server = Server::acting([
            page("u1", r#"{"next": "/um/users?offset=1"}"#),
            Act::begun("200 OK", 100, r#"{"items": [{"id": "u2"}"#, Then::Reset),
            page("u2", "{}"),
        ])
        .await;
        let users = client(&server).users().list().items().into_vec().await.unwrap();
        let ids: Vec<_> = users.into_iter().filter_map(|user| user.id).collect();
        assert_eq!(ids, ["u1", "u2"]);
        let again = "GET /um/users?offset=1";
        assert_eq!(server.lines(), ["GET /um/users", again, again]);
    });
}
