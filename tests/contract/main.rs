//! Every operation of `cloud-iam`, called with all that can be set: what goes over the wire is all
//! that the documents list, and Prism, a server that nobody here wrote, accepts it.
//!
//! `cargo xtask contract` starts Prism and runs all of it; without Prism those tests are ignored.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod caller;
mod cloudflare;
mod document;
mod ionos;
mod prism;
#[path = "../consumer/server.rs"]
#[expect(dead_code, reason = "the consumer's tests need all of it")]
mod server;

use caller::{Called, Caller};
use document::Operation;
use server::{Request, Server, answer};
use std::collections::BTreeSet;

/// Calls all operations at a server that remembers what it was asked.
fn observed<F: AsyncFnOnce(&str, &mut Caller)>(
    documented: &[Operation],
    calls: F,
) -> Vec<(Called, Request)> {
    let server = Server::new(vec![answer("200 OK", "", r#"{"result": {}}"#); documented.len()]);
    let mut caller = Caller::default();
    server::wait(calls(&server.url, &mut caller));
    // The server waits for as many requests as there are operations.
    let names = |called: &Called| called.operation.clone();
    let documented: Vec<_> = documented.iter().map(|it| it.name.clone()).collect();
    assert_eq!(caller.called.iter().map(names).collect::<Vec<_>>(), documented);
    caller.called.into_iter().zip(server.requests()).collect()
}

/// What was sent is what the document lists, no less and no more.
fn assert_complete(documented: &[Operation], observed: &[(Called, Request)]) {
    for (operation, (called, request)) in documented.iter().zip(observed) {
        assert!(called.outcome.is_ok(), "{}: {:?}", operation.name, called.outcome);
        let (_, query) = request.line.split_once('?').unwrap_or_default();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let sent: BTreeSet<_> = pairs.map(|pair| pair.split('=').next().unwrap().into()).collect();
        assert_eq!(sent, operation.query, "the query of {}", operation.name);
        for header in &operation.headers {
            assert_ne!(request.header(header), "", "`{header}` of {}", operation.name);
        }
        let body = if request.body.is_empty() { serde_json::Value::Null } else { request.json() };
        assert_eq!(document::members(&body), operation.body, "the body of {}", operation.name);
    }
}

#[test]
fn ionos_is_called_with_all_that_its_document_lists() {
    let documented = document::operations("ionos");
    let observed = observed(&documented, async |url, caller| {
        ionos::all(&ionos::client(url), caller).await;
    });
    assert_complete(&documented, &observed);
}

#[test]
fn cloudflare_is_called_with_all_that_its_document_lists() {
    let documented = document::operations("cloudflare");
    let observed = observed(&documented, async |url, caller| {
        cloudflare::all(&cloudflare::client(url), caller).await;
    });
    assert_complete(&documented, &observed);
}
