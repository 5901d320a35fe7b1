//! How clients are configured.

use super::server::{Server, json, wait};
use crate::{
    Client, ClientBuilder, Credentials, Error,
    runtime::{Authorize as _, NoCredentials, Variables},
};

fn rejected(client: Result<Client, Error>) -> String {
    let Err(error) = client else { panic!("accepted") };
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    error.to_string()
}

fn from(lookup: fn(&str) -> Option<String>) -> Result<Client, Error> {
    ClientBuilder::from_variables(&mut Variables::with(lookup))?.build()
}

/// Each variable that is text holds its own name.
fn all_but_the_url() -> Variables {
    Variables::with(|name| match name {
        "MINI_API_URL" | "MINI_PAGE_SIZE" => None,
        name => Some(name.to_owned()),
    })
}

#[test]
fn a_token_that_cannot_be_sent_is_refused() {
    let reason = |token: &str| rejected(Client::new(Credentials::token(token)));
    assert!(reason("abc\n").ends_with("the token ends in a line break"));
    assert!(reason("").ends_with("the token is empty"));
    assert!(reason(" abc").ends_with("the token begins or ends with a space"));
    assert!(
        reason("Bearer abc").ends_with("the token begins with `Bearer `: give the token alone")
    );
}

#[test]
fn a_password_with_a_control_character_is_refused() {
    let reason = rejected(Client::new(Credentials::basic("ada", "hunter2\n")));
    assert!(reason.ends_with("the password ends in a line break"), "{reason}");
    Client::new(Credentials::basic("ada", " ")).unwrap();
}

#[test]
fn missing_variables_are_named() {
    assert_eq!(
        rejected(from(|_| None)),
        "the client cannot be made: set `MINI_TOKEN`, or `MINI_USERNAME` and `MINI_PASSWORD`"
    );
    assert_eq!(
        rejected(from(|name| (name == "MINI_USERNAME").then(|| "ada".to_owned()))),
        "the client cannot be made: `MINI_USERNAME` is set, but `MINI_PASSWORD` is not: \
         set it as well, or set `MINI_TOKEN`"
    );
    let wrong = from(|name| match name {
        "MINI_TOKEN" => Some("t".to_owned()),
        "MINI_API_URL" => Some("x".to_owned()),
        _ => None,
    });
    assert!(rejected(wrong).contains("`MINI_API_URL`"));
    let plain = |name: &str| match name {
        "MINI_TOKEN" | "MINI_API_URL" => Some(format!("http://{name}")),
        _ => None,
    };
    assert_eq!(
        rejected(from(plain)),
        "the client cannot be made: `MINI_API_URL`: `http://MINI_API_URL` is not https; \
         see `allow_plain_http`"
    );
    let broken = from(|name| Some(name.to_owned() + "\n"));
    assert!(rejected(broken).ends_with("`MINI_TOKEN`: the token ends in a line break"));
}

#[test]
fn the_first_credentials_that_are_complete_win() {
    // All variables are set: a token, and a user's name and password as well.
    let mut variables = all_but_the_url();
    let server = Server::new([&json("200 OK", "{}")]);
    let builder = ClientBuilder::<Client>::from_variables(&mut variables).unwrap();
    let client = builder.base_url(&server.url).build().unwrap();
    wait(client.users().list()).unwrap();
    let request = server.request();
    assert_eq!(request.matches("authorization: ").count(), 1);
    assert!(request.contains("authorization: Bearer MINI_TOKEN\r\n"));
}

#[test]
fn parts_of_a_credential_go_out_apart() {
    let server = Server::new([&json("200 OK", "{}"), &json("200 OK", "{}")]);
    let client = |credentials| {
        Client::builder().base_url(&server.url).credentials(credentials).build().unwrap()
    };
    wait(client(Credentials::email_key("a@example.org", "k3y")).users().list()).unwrap();
    wait(client(Credentials::basic("ada", "pässword")).users().list()).unwrap();
    let requests = server.requests();
    assert!(requests[0].contains("x-auth-email: a@example.org\r\nx-auth-key: k3y\r\n"));
    assert!(requests[1].contains("authorization: Basic YWRhOnDDpHNzd29yZA==\r\n"));
}

#[test]
fn plain_http_goes_to_this_machine_only() {
    let build = |url: &str| Client::builder().base_url(url).anonymous().build();
    for url in ["https://a.example", "http://localhost:1", "http://127.9.9.9", "http://[::1]"] {
        build(url).unwrap();
    }
    for url in ["http://a.example", "http://10.0.0.1", "ftp://a", "https://u:p@a.example", "a"] {
        rejected(build(url));
    }
    Client::builder().base_url("http://a.example").anonymous().allow_plain_http().build().unwrap();
}

#[test]
fn no_secret_is_printed() {
    let credentials = Credentials::basic("ada", "hunter2");
    let builder = Client::builder().credentials(credentials.clone());
    let shown = format!("{credentials:?} {builder:?}");
    let shown = format!("{shown} {:?}", builder.build().unwrap());
    let builder = Client::builder().credentials(Credentials::token("hunter2"));
    let shown = format!("{shown} {builder:?}");
    let builder = Client::builder().anonymous().header("X-Auth-Key", "hunter2");
    let builder = builder.base_url("https://u:hunter2@a.example?key=hunter2");
    let shown = format!("{shown} {builder:?}");
    assert!(shown.contains("x-auth-key") && shown.contains("a.example"), "{shown}");
    for url in [
        "https://u:hunter2@a",
        "https://u:hunter2@a:b",
        "u:hunter2@a",
        "https://a.example?key=hunter2",
    ] {
        let reason = rejected(Client::builder().base_url(url).anonymous().build());
        assert!(!reason.contains("hunter2"), "{reason}");
    }
    assert!(!shown.contains("hunter2") && !shown.contains("aHVudGVyM"), "{shown}");
}

#[test]
fn a_client_without_credentials_is_refused_and_told_the_ways() {
    assert_eq!(
        rejected(Client::builder().build()),
        "the client cannot be made: no credentials: give them with `credentials`, use `from_env` \
         with `MINI_TOKEN`, or `MINI_USERNAME` and `MINI_PASSWORD` set, or choose `anonymous`"
    );
}

#[test]
fn a_client_goes_through_the_proxy_that_it_is_given() {
    let proxy = Server::new([&json("200 OK", r#"{"name":"Ada"}"#)]);
    let through = reqwest::Proxy::all(&proxy.url).unwrap();
    let client = Client::builder()
        .anonymous()
        .base_url("http://api.example")
        .allow_plain_http()
        .configure_http(|http| http.proxy(through))
        .build()
        .unwrap();
    assert_eq!(wait(client.users().get("u1")).unwrap().name, "Ada");
    assert!(proxy.requests()[0].starts_with("GET http://api.example/users/u1 HTTP/1.1\r\n"));
}

#[test]
fn a_client_may_be_anonymous_on_purpose() {
    let server = Server::new([&json("200 OK", "{}")]);
    wait(server.builder().anonymous().build().unwrap().users().list()).unwrap();
    assert!(!server.request().contains("authorization"));
}

#[test]
fn an_api_may_ask_for_nothing() {
    const { assert!(!NoCredentials::REQUIRED) };
    assert!(NoCredentials::from_variables(&mut Variables::with(|_| None)).is_none());
}

#[test]
fn a_parameter_of_all_calls_comes_from_the_environment() {
    let mut variables = all_but_the_url();
    let server = Server::new([&json("200 OK", "{}"), &json("200 OK", "{}")]);
    let builder = ClientBuilder::<Client>::from_variables(&mut variables).unwrap();
    let client = builder.base_url(&server.url).build().unwrap();
    wait(client.users().get("u1")).unwrap();
    wait(client.users().list().x_tenant("own")).unwrap();
    let requests = server.requests();
    assert!(requests[0].contains("\r\nx-tenant: MINI_TENANT\r\n"));
    assert!(requests[1].contains("\r\nx-tenant: own\r\n"));
    assert!(!requests[1].contains("MINI_TENANT"));
}

#[test]
fn a_parameter_of_the_query_goes_with_all_calls() {
    let server = Server::new([&json("200 OK", "{}"), &json("200 OK", "{}")]);
    let client = server.builder().page_size(1).page_size(20).build().unwrap();
    wait(client.users().get("u1")).unwrap();
    wait(client.users().list().with_query("pageSize", 5)).unwrap();
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /v1/users/u1?pageSize=20 HTTP/1.1\r\n"));
    assert!(requests[1].starts_with("GET /v1/users?pageSize=5 HTTP/1.1\r\n"));
}

#[test]
fn a_variable_that_cannot_be_used_is_named() {
    let lookup = |name: &str| match name {
        "MINI_TOKEN" => Some("t".to_owned()),
        "MINI_PAGE_SIZE" => Some("many".to_owned()),
        _ => None,
    };
    let reason = "the client cannot be made: `MINI_PAGE_SIZE`: invalid digit found in string";
    assert_eq!(rejected(from(lookup)), reason);
    let lookup = |name: &str| match name {
        "MINI_TOKEN" => Some("t".to_owned()),
        "MINI_TENANT" => Some("all\n".to_owned()),
        _ => None,
    };
    let reason = "the client cannot be made: `MINI_TENANT` ends in a line break";
    assert_eq!(rejected(from(lookup)), reason);
}
