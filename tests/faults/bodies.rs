//! Answers whose bodies are not what was asked for.

use crate::{
    Outcome, USER, builder, client, outcome, run,
    server::{Act, Server, Then, answer},
    user,
};
use cloud_iam::cloudflare::{self, models::NewUserGroup};

const PAGE: &str = "<!DOCTYPE html><title>Sign in</title>";

fn html(status: &str) -> Act {
    Act::answer(status, "Content-Type: text/html\r\nX-RequestId: r1\r\n", PAGE)
}

#[test]
fn json_that_is_cut_off_inside_a_whole_body_is_not_asked_for_again() {
    run(async {
        let server = Server::always(Act::json("200 OK", r#"{"items": [{"id": "u1"}, {"#)).await;
        let error = client(&server).users().list().await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Decode(200));
        assert!(!error.is_retryable());
        assert_eq!(server.arrived(), 1);
    });
}

#[test]
fn a_success_in_html_is_told_with_its_status_and_request() {
    run(async {
        let server = Server::always(html("200 OK")).await;
        let error = client(&server).users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Decode(200));
        assert_eq!(error.request_id(), Some("r1"));
        assert_eq!(server.arrived(), 1);
    });
}

#[test]
fn a_failure_in_html_keeps_its_status_and_its_page() {
    run(async {
        let server = Server::always(html("502 Bad Gateway")).await;
        let error = client(&server).users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(502, 4));
        let api = error.api().unwrap();
        assert_eq!((api.body(), api.message()), (PAGE.as_bytes(), None));
        assert_eq!(server.arrived(), 4);
    });
}

/// What comes of creating a group at Cloudflare, where the answer is an envelope.
async fn grouped(act: Act) -> Outcome {
    let server = Server::always(act).await;
    let credentials = cloudflare::Credentials::token("t0ken");
    let client = cloudflare::Client::builder().base_url(&server.url).credentials(credentials);
    let client = client.build().unwrap();
    let error = client.user_groups().create("a1", NewUserGroup::new("Admins")).await.unwrap_err();
    assert_eq!(server.arrived(), 1);
    outcome(&error)
}

#[test]
fn an_envelope_that_is_none_is_an_error() {
    run(async {
        assert_eq!(grouped(html("200 OK")).await, Outcome::Decode(200));
        assert_eq!(grouped(html("503 Service Unavailable")).await, Outcome::Api(503, 1));
        let cut = Act::json("200 OK", r#"{"success": true, "result": {"na"#);
        assert_eq!(grouped(cut).await, Outcome::Decode(200));
        let refused = Act::json("200 OK", r#"{"success": false, "errors": []}"#);
        assert_eq!(grouped(refused).await, Outcome::Api(200, 1));
    });
}

/// A 204 with something behind it that reads like the answer to the next request.
fn no_content() -> Act {
    let smuggled = answer("200 OK", "", r#"{"id": "not asked for"}"#);
    Act::Say(format!("HTTP/1.1 204 No Content\r\n\r\n{smuggled}"), Then::Stay)
}

#[test]
fn what_follows_a_204_answers_nothing() {
    run(async {
        let server = Server::acting([no_content(), Act::json("200 OK", USER)]).await;
        let client = client(&server);
        assert_eq!(client.users().delete("u1").send().await.unwrap().status().as_u16(), 204);
        let user = client.users().get("u1").await.unwrap();
        assert_eq!(user.id.as_deref(), Some("u1"));
        assert_eq!(server.lines(), ["DELETE /um/users/u1", "GET /um/users/u1"]);
    });
}

#[test]
fn a_204_where_a_body_was_promised_is_an_empty_one() {
    run(async {
        let server = Server::always(no_content()).await;
        assert_eq!(client(&server).users().get("u1").await.unwrap().id, None);
        assert_eq!(server.arrived(), 1);
    });
}

const LIMIT: usize = 1 << 20;

/// What the kernel may hold on the way, on both sides of a connection, beside what was read.
const BUFFERS: u64 = 32 << 20;

#[test]
fn of_a_gigabyte_no_more_is_read_than_the_limit() {
    for (status, expected) in [
        ("200 OK", Outcome::TooLarge(200, LIMIT)),
        ("202 Accepted", Outcome::TooLarge(202, LIMIT)),
        ("403 Forbidden", Outcome::Api(403, 1)),
    ] {
        run(async {
            let act = Act::begun(status, 1 << 30, "", Then::Pour(1 << 30));
            let server = Server::always(act).await;
            let client = builder(&server).body_limit(LIMIT).build().unwrap();
            let error = client.users().create(user()).await.unwrap_err();
            assert_eq!(outcome(&error), expected);
            assert!(error.api().is_none_or(|api| api.body().len() <= LIMIT));
            assert_eq!(server.arrived(), 1);
            assert!(server.poured() < LIMIT as u64 + BUFFERS, "{status}: {}", server.poured());
        });
    }
}

#[test]
fn what_a_body_claims_to_hold_is_not_allocated() {
    run(async {
        let claim = Act::begun("200 OK", i64::MAX as u64, USER, Then::Pour(2 * LIMIT as u64));
        let server = Server::always(claim).await;
        let client = builder(&server).body_limit(LIMIT).build().unwrap();
        let error = client.users().list().await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::TooLarge(200, LIMIT));
        assert_eq!(server.arrived(), 1);
    });
}

#[test]
fn a_body_of_the_limit_is_read() {
    run(async {
        let body = format!("{USER}{}", " ".repeat(LIMIT - USER.len()));
        let server = Server::always(Act::json("200 OK", &body)).await;
        let client = builder(&server).body_limit(LIMIT).build().unwrap();
        assert_eq!(client.users().get("u1").await.unwrap().id.as_deref(), Some("u1"));
    });
}
