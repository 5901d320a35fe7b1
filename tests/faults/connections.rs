//! Connections that break, or fall silent.

use crate::{
    Outcome, PATIENCE, USER, builder, client, outcome, run,
    server::{Act, Server, Then},
    user,
};
use cloud_iam::{Error, ionos::Client};
use std::time::Duration;

/// Every way in which a connection breaks before the whole answer is there, and one that never was
/// HTTP.
fn breaks() -> [Act; 6] {
    [
        Act::ResetUnread,
        Act::silence(Then::Reset),
        Act::silence(Then::Close),
        Act::Say("SSH-2.0-OpenSSH_9.9\r\n".to_owned(), Then::Close),
        Act::begun("200 OK", 100, USER, Then::Reset),
        Act::begun("200 OK", 100, USER, Then::Close),
    ]
}

fn chunked() -> Act {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    Act::Say(format!("{head}c\r\n{USER}\r\n"), Then::Close)
}

#[test]
fn a_get_whose_connection_breaks_is_sent_again() {
    for act in breaks().into_iter().chain([chunked()]) {
        run(async {
            let server = Server::acting([act.clone(), Act::json("200 OK", USER)]).await;
            let user = client(&server).users().get("u1").await.unwrap();
            assert_eq!(user.id.as_deref(), Some("u1"), "{act:?}");
            assert_eq!(server.arrived(), 2, "{act:?}");
        });
    }
}

#[test]
fn a_get_whose_connections_all_break_ends() {
    for act in breaks() {
        run(async {
            let server = Server::always(act.clone()).await;
            let error = client(&server).users().get("u1").await.unwrap_err();
            assert_eq!(outcome(&error), Outcome::Broken(4), "{act:?}");
            assert_eq!(server.arrived(), 4, "{act:?}");
        });
    }
}

#[test]
fn a_post_whose_connection_breaks_is_reported_and_never_sent_again() {
    for act in breaks().into_iter().chain([chunked()]) {
        run(async {
            let server = Server::acting([act.clone(), Act::json("202 Accepted", USER)]).await;
            let error = client(&server).users().create(user()).await.unwrap_err();
            assert_eq!(outcome(&error), Outcome::Broken(1), "{act:?}");
            assert!(error.is_retryable(), "{act:?}");
            assert_eq!(server.arrived(), 1, "{act:?}");
        });
    }
}

#[test]
fn a_post_whose_answer_breaks_off_tells_what_was_answered() {
    let head = "HTTP/1.1 202 Accepted\r\nX-RequestId: r1\r\nContent-Length: 100\r\n\r\n{";
    for (then, shown) in [
        (Then::Close, "no whole answer: the connection broke after 202 Accepted (request r1)"),
        (Then::Stall, "no whole answer in time after 202 Accepted (request r1)"),
    ] {
        run(async {
            let server = Server::always(Act::Say(head.to_owned(), then)).await;
            let client = builder(&server).timeout(PATIENCE).build().unwrap();
            let error = client.users().create(user()).await.unwrap_err();
            assert_eq!(error.to_string(), format!("umUsersPost: {shown}"));
            assert_eq!(error.status().map(|status| status.as_u16()), Some(202));
            assert_eq!(error.request_id(), Some("r1"));
            assert_eq!(server.arrived(), 1);
        });
    }
}

#[test]
fn a_request_that_was_not_answered_has_no_status() {
    run(async {
        let server = Server::always(Act::ResetUnread).await;
        let error = client(&server).users().get("u1").await.unwrap_err();
        let shown = "umUsersFindById: no answer: the connection broke (attempt 4)";
        assert_eq!((error.to_string().as_str(), error.status()), (shown, None));
        assert_eq!(server.arrived(), 4);
    });
}

/// A client whose connection has carried a request already, and is kept for the next.
async fn with_a_used_connection(act: Act) -> (Server, Client) {
    let server = Server::acting([Act::json("200 OK", "{}"), act, Act::json("200 OK", USER)]).await;
    let client = client(&server);
    client.users().list().await.unwrap();
    (server, client)
}

#[test]
fn a_post_on_a_connection_that_was_used_before_is_never_sent_again_either() {
    for act in breaks() {
        run(async {
            let (server, client) = with_a_used_connection(act.clone()).await;
            let error = client.users().create(user()).await.unwrap_err();
            assert_eq!(outcome(&error), Outcome::Broken(1), "{act:?}");
            assert_eq!(server.arrived(), 2, "{act:?}");
        });
    }
}

#[test]
fn a_deletion_that_was_done_before_its_connection_broke_finds_nothing() {
    run(async {
        let missing = Act::json("404 Not Found", "{}");
        let server = Server::acting([Act::silence(Then::Reset), missing]).await;
        let error = client(&server).users().delete("u1").await.unwrap_err();
        assert!(error.is_not_found());
        // More than one attempt tells it from a user that never was.
        assert_eq!(outcome(&error), Outcome::Api(404, 2));
        assert_eq!(server.arrived(), 2);
    });
}

/// What becomes of a call that waits for an answer that never ends.
async fn late(act: Act) {
    let server = Server::always(act).await;
    let client = builder(&server).timeout(PATIENCE).build().unwrap();
    for error in [
        client.users().get("u1").await.unwrap_err(),
        client.users().create(user()).await.unwrap_err(),
    ] {
        assert_eq!(outcome(&error), Outcome::Late(1));
        assert!(error.is_timeout() && error.is_retryable());
    }
    assert_eq!(server.arrived(), 2);
}

#[test]
fn a_server_that_stalls_is_waited_for_until_the_deadline() {
    run(late(Act::silence(Then::Stall)));
}

#[test]
fn a_body_that_stalls_is_waited_for_until_the_deadline() {
    run(late(Act::begun("200 OK", 100, "{", Then::Stall)));
}

#[test]
fn a_body_that_trickles_is_waited_for_until_the_deadline() {
    run(late(Act::begun("200 OK", 1 << 30, "{", Then::Trickle)));
}

#[test]
fn a_head_that_trickles_is_waited_for_until_the_deadline() {
    run(late(Act::Say("HTTP/1.1 200 OK\r\nX-Long: ".to_owned(), Then::Trickle)));
}

#[test]
fn a_failure_whose_body_stalls_keeps_its_status() {
    run(async {
        let act = Act::begun("403 Forbidden", 100, "{", Then::Stall);
        let server = Server::always(act).await;
        let client = builder(&server).timeout(PATIENCE).build().unwrap();
        let error = client.users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(403, 1));
        assert_eq!(error.api().unwrap().body(), b"{");
        assert_eq!(server.arrived(), 1);
    });
}

#[test]
fn a_deadline_covers_what_came_before_the_stall() {
    run(async {
        let down = Act::json("503 Service Unavailable", "{}");
        let server = Server::acting([down, Act::silence(Then::Stall)]).await;
        let client = builder(&server).timeout(PATIENCE).build().unwrap();
        let error = client.users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Late(2));
        let Error::Timeout(error) = error else { panic!("{error:?}") };
        assert_eq!(outcome(error.previous().unwrap()), Outcome::Api(503, 1));
        assert_eq!(server.arrived(), 2);
    });
}

#[test]
fn a_call_that_is_dropped_leaves_the_client_whole() {
    run(async {
        let server = Server::acting([Act::silence(Then::Stall), Act::json("200 OK", USER)]).await;
        let client = client(&server);
        let call = client.users().get("u1").into_future();
        let dropped = tokio::time::timeout(Duration::from_millis(50), call).await;
        assert!(dropped.is_err());
        assert!(client.users().get("u1").await.is_ok());
        assert_eq!(server.arrived(), 2);
    });
}
