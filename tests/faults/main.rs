//! What callers see when the network or the server fails, and how many requests arrive.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod bodies;
mod connections;
mod crowd;
mod detours;
mod refusals;
mod server;

use cloud_iam::{
    ClientBuilder, Error, RetryPolicy,
    ionos::{
        Client, Credentials,
        models::{UserPost, UserPropertiesPost},
    },
};
use server::Server;
use std::time::Duration;

const USER: &str = r#"{"id": "u1"}"#;

/// Long enough for whatever should be read, and short enough for whatever never comes.
const PATIENCE: Duration = Duration::from_millis(200);

/// A client that sends again without delay.
fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

fn builder(server: &Server) -> ClientBuilder<Client> {
    let policy = RetryPolicy::new().first_delay(Duration::ZERO);
    let credentials = Credentials::token("t0ken");
    Client::builder().base_url(&server.url).credentials(credentials).retry_policy(policy)
}

fn user() -> UserPost {
    UserPost::new(UserPropertiesPost::new("Ada", "Lovelace", "ada@example.org", "a long one"))
}

/// Runs a test to its end, its servers included.
fn run<F: Future>(test: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(test)
}

/// The kind of an error, and how many requests it counts.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// No answer, since the connection broke.
    Broken(u32),
    /// No answer in time.
    Late(u32),
    /// The server answered with this status.
    Api(u16, u32),
    /// The answer of this status could not be read.
    Decode(u16),
    /// The answer of this status had more bytes than this.
    TooLarge(u16, usize),
}

fn outcome(error: &Error) -> Outcome {
    match error {
        Error::Transport(error) if !error.is_connect() => Outcome::Broken(error.attempts()),
        Error::Timeout(error) => Outcome::Late(error.attempts()),
        Error::Api(error) => Outcome::Api(error.status().as_u16(), error.attempts()),
        Error::Decode(error) => Outcome::Decode(error.status().as_u16()),
        Error::TooLarge(error) => Outcome::TooLarge(error.status().as_u16(), error.limit()),
        other => panic!("{other:?}"),
    }
}
