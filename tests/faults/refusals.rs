//! Servers that have no time.

use crate::{
    Outcome, USER, client, outcome, run,
    server::{Act, Server},
    user,
};
use cloud_iam::{Finished, Hook, RetryPolicy, ionos};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

const NOON: &str = "Date: Fri, 01 Mar 2024 12:00:00 GMT\r\n";

/// Longer than any test: a delay that is begun is not waited for.
const FIRST_DELAY: Duration = Duration::from_secs(1000);

fn busy(headers: &str) -> Act {
    Act::answer("429 Too Many Requests", &format!("{NOON}{headers}"), "")
}

/// Tells the delay after each attempt.
struct Delays(UnboundedSender<Option<Duration>>);

impl Hook for Delays {
    fn after(&self, finished: &Finished<'_>) {
        self.0.send(finished.next_delay()).unwrap();
    }
}

/// The delay after a refusal with these headers, which is not waited for.
fn delay(headers: &str) -> Option<Duration> {
    run(async {
        let server = Server::always(busy(headers)).await;
        let (sender, mut delays) = unbounded_channel();
        let policy = RetryPolicy::new().first_delay(FIRST_DELAY).longest_delay(FIRST_DELAY);
        let client = crate::builder(&server).retry_policy(policy).hook(Delays(sender));
        let client: ionos::Client = client.timeout(2 * FIRST_DELAY).build().unwrap();
        let call = tokio::spawn(client.users().create(user()).into_future());
        let delay = delays.recv().await.unwrap();
        call.abort();
        assert_eq!(server.arrived(), 1, "{headers}");
        delay
    })
}

#[test]
fn a_delay_in_seconds_is_kept_to() {
    assert_eq!(delay("Retry-After: 1\r\n"), Some(Duration::from_secs(1)));
    assert_eq!(delay("Retry-After: 30\r\n"), Some(Duration::from_secs(30)));
}

#[test]
fn a_delay_until_a_date_is_kept_to() {
    let until = "Retry-After: Fri, 01 Mar 2024 12:00:09 GMT\r\n";
    assert_eq!(delay(until), Some(Duration::from_secs(9)));
    let over = "Retry-After: Fri, 01 Mar 2024 11:00:00 GMT\r\n";
    assert_eq!(delay(over), Some(Duration::ZERO));
}

#[test]
fn an_absurd_delay_is_not_begun() {
    for asked in ["31", "86400", "99999999999999999999999", "Wed, 01 Mar 2124 12:00:00 GMT"] {
        assert_eq!(delay(&format!("Retry-After: {asked}\r\n")), None, "{asked}");
    }
}

#[test]
fn without_a_delay_that_can_be_read_the_clients_own_is_taken() {
    for asked in ["-1", "soon", "1.5", "2024-03-01T12:00:09Z", ""] {
        let own = delay(&format!("Retry-After: {asked}\r\n"));
        assert!(own.is_some_and(|delay| delay <= FIRST_DELAY), "{asked}: {own:?}");
    }
    // Random up to the first delay: five of them are hardly ever all as short as what servers ask.
    let longest = (0..5).map(|_| delay("").unwrap()).max().unwrap();
    assert!(longest > Duration::from_secs(30) && longest <= FIRST_DELAY, "{longest:?}");
}

#[test]
fn what_was_refused_for_its_rate_is_sent_again_whatever_it_is() {
    for asked in ["Retry-After: 0\r\n", "Retry-After: Fri, 01 Mar 2024 12:00:00 GMT\r\n", ""] {
        run(async {
            let done = Act::json("202 Accepted", USER);
            let server = Server::acting([busy(asked), busy(asked), done]).await;
            let user = client(&server).users().create(user()).await.unwrap();
            assert_eq!(user.id.as_deref(), Some("u1"));
            assert_eq!(server.lines(), ["POST /um/users"; 3]);
        });
    }
}

#[test]
fn a_refusal_that_is_not_waited_for_tells_the_delay() {
    run(async {
        let server = Server::always(busy("Retry-After: 3600\r\n")).await;
        let error = client(&server).users().get("u1").await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(429, 1));
        assert!(error.is_rate_limited() && error.is_retryable());
        assert_eq!(error.api().unwrap().retry_after(), Some(Duration::from_secs(3600)));
        assert_eq!(server.arrived(), 1);
    });
}

#[test]
fn refusals_end() {
    run(async {
        let server = Server::always(busy("Retry-After: 0\r\n")).await;
        let error = client(&server).users().create(user()).await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(429, 4));
        assert_eq!(server.arrived(), 4);
    });
}

#[test]
fn a_server_that_is_down_for_a_moment_is_asked_again() {
    run(async {
        let down = Act::json("503 Service Unavailable", r#"{"message": "later"}"#);
        let server = Server::acting([down, Act::json("200 OK", USER)]).await;
        assert!(client(&server).users().get("u1").await.is_ok());
        assert_eq!(server.lines(), ["GET /um/users/u1"; 2]);
    });
}

#[test]
fn a_post_to_a_server_that_is_down_is_not_sent_again() {
    run(async {
        let down = Act::answer("503 Service Unavailable", "Retry-After: 0\r\n", "");
        let server = Server::acting([down, Act::json("202 Accepted", USER)]).await;
        let error = client(&server).users().create(user()).await.unwrap_err();
        assert_eq!(outcome(&error), Outcome::Api(503, 1));
        assert_eq!(server.arrived(), 1);
    });
}
