//! What Prism makes of the calls. It checks each request against the document, and answers with
//! something that it makes up from the document.

use crate::{
    caller::{Called, Caller},
    cloudflare, ionos,
    server::wait,
};
use cloud_iam::{Error, cloudflare as cf, ionos as ic};
use std::env;

/// Where Prism serves an API, as `cargo xtask contract` says.
fn url(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| panic!("`cargo xtask contract` sets {variable}"))
}

fn ionos_url() -> String {
    url("PRISM_IONOS")
}

fn cloudflare_url() -> String {
    url("PRISM_CLOUDFLARE")
}

/// Calls all operations of both APIs, with a wish how to be answered.
fn all(prefer: &'static str) -> Vec<Called> {
    let mut caller = Caller { prefer: Some(prefer), ..Caller::default() };
    wait(async {
        ionos::all(&ionos::client(&ionos_url()), &mut caller).await;
        cloudflare::all(&cloudflare::client(&cloudflare_url()), &mut caller).await;
    });
    assert_eq!(caller.called.len(), 25);
    caller.called
}

fn assert_accepted(called: &[Called]) {
    let refused = called.iter().filter_map(|called| {
        let error = called.outcome.as_ref().err()?;
        Some(format!("{}: {error}: {}", called.operation, body(error)))
    });
    let refused: Vec<_> = refused.collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// What Prism complains of, or the document's error.
fn body(error: &Error) -> String {
    let api = error.api();
    let violations = api.and_then(|api| api.headers().get("sl-violations"));
    violations.map_or_else(String::new, |it| it.to_str().unwrap().to_owned())
}

#[test]
#[ignore = "needs Prism: `cargo xtask contract`"]
fn every_call_is_accepted_and_its_sample_answer_decodes() {
    assert_accepted(&all("dynamic=false"));
}

#[test]
#[ignore = "needs Prism: `cargo xtask contract`"]
fn every_call_is_accepted_and_a_random_answer_decodes() {
    for _ in 0..4 {
        assert_accepted(&all("dynamic=true"));
    }
}

#[test]
#[ignore = "needs Prism: `cargo xtask contract`"]
fn every_documented_error_decodes() {
    let called = all("code=503");
    for called in called.iter().filter(|called| called.operation.contains(" /um/")) {
        let error = called.outcome.as_ref().unwrap_err();
        assert_eq!(error.status().unwrap(), 503, "{}", called.operation);
        let decoded: ic::models::ErrorResponse = error.api().unwrap().decode().unwrap();
        assert!(decoded.messages.is_some_and(|messages| !messages.is_empty()));
    }
}

#[test]
#[ignore = "needs Prism: `cargo xtask contract`"]
fn every_way_to_authenticate_is_accepted() {
    let basic = ic::Credentials::basic("ada", "pass");
    let ionos = ic::Client::builder().base_url(ionos_url()).credentials(basic).build().unwrap();
    wait(ionos.users().list().into_future()).unwrap();
    let key = cf::Credentials::email_and_key("ada@example.org", "k3y");
    let builder = cf::Client::builder().base_url(cloudflare_url());
    let cloudflare = builder.credentials(key).build().unwrap();
    let group = cf::models::NewUserGroup::new("Admins");
    wait(cloudflare.user_groups().create("a1", group).into_future()).unwrap();
}

/// So that the tests above can fail.
#[test]
#[ignore = "needs Prism: `cargo xtask contract`"]
fn what_a_document_forbids_is_refused() {
    let ionos = ionos::client(&ionos_url());
    let error = wait(ionos.users().list().limit(1000).send()).unwrap_err();
    assert_eq!(error.status().unwrap(), 422);
    assert!(body(&error).contains("must be <= 100"), "{}", body(&error));
    let anonymous = ionos.users().list().with_header("Authorization", "Digest x");
    assert_eq!(wait(anonymous.send()).unwrap_err().status().unwrap(), 401);
}
