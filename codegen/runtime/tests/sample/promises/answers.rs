//! What servers answer, and what callers see of it.

use super::server::{Server, answer, json, nowhere, wait};
use crate::{Error, models::Problem, users::RenameOutput};
use serde_json::Value;

fn failure(answer: &str) -> Error {
    let (_server, client) = Server::answering(answer);
    wait(client.users().get("u1")).unwrap_err()
}

#[test]
fn a_page_survives_null_missing_and_unknown_members() {
    let body = r#"{"items":[null,{},{"id":null,"name":null,"created":"","owner":null},
        {"name":"Ada","role":"wizard","more":[1]}],"total":null,"new":true}"#;
    let (_server, client) = Server::answering(&json("200 OK", body));
    let page = wait(client.users().list()).unwrap();
    assert_eq!(page.items.len(), 4);
    assert_eq!(page.items[3].role.as_ref().unwrap().as_str(), "wizard");
}

#[test]
fn null_for_the_items_is_an_empty_page() {
    let (_server, client) = Server::answering(&json("200 OK", r#"{"items":null}"#));
    assert_eq!(wait(client.users().list()).unwrap().items, []);
}

#[test]
fn an_undocumented_success_code_keeps_its_data() {
    let (_server, client) = Server::answering(&json("203 Whatever", r#"{"name":"Ada"}"#));
    assert_eq!(wait(client.users().get("u1")).unwrap().name, "Ada");
}

#[test]
fn json_needs_no_content_type() {
    let (_server, client) = Server::answering(&answer("200 OK", "", r#"{"name":"Ada"}"#));
    assert_eq!(wait(client.users().get("u1")).unwrap().name, "Ada");
}

#[test]
fn an_empty_202_is_a_success() {
    let (_server, client) = Server::answering(&answer("202 Accepted", "", ""));
    assert_eq!(wait(client.users().get("u1")).unwrap().name, "");
    let (_server, client) = Server::answering(&answer("202 Accepted", "Location: /r/1\r\n", ""));
    let response = wait(client.users().delete("u1").send()).unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(response.headers()["location"], "/r/1");
}

#[test]
fn several_outputs_are_told_apart_by_status() {
    let rename = |answer: &str| {
        let (_server, client) = Server::answering(answer);
        wait(client.users().rename("u1", "Ada")).unwrap()
    };
    let pending = rename(&answer("202 Accepted", "", "soon"));
    assert_eq!(pending, RenameOutput::Accepted("soon".to_owned()));
    assert_eq!(rename(&answer("204 No Content", "", "")), RenameOutput::NoContent);
    let RenameOutput::Ok(user) = rename(&json("200 OK", r#"{"name":"Ada"}"#)) else { panic!() };
    assert_eq!(user.name, "Ada");
}

#[test]
fn callers_may_read_a_type_of_their_own() {
    let (_server, client) = Server::answering(&json("200 OK", r#"{"id":"u1","n":2}"#));
    let response = wait(client.users().get("u1").send_as::<Value>()).unwrap();
    assert_eq!(response.body()["n"], 2);
}

#[test]
fn an_error_that_is_a_page_of_html_keeps_its_status() {
    let html = "<html>".to_owned() + &"x".repeat(5000);
    let error = failure(&answer("503 Service Unavailable", "CF-Ray: r-1\r\n", &html));
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.is_retryable());
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.api().unwrap().body().len(), 5006);
    assert_eq!(
        error.to_string(),
        "getUser: the server answered 503 Service Unavailable (request r-1)"
    );
    assert!(!format!("{error:?}").contains("xxx"));
}

#[test]
fn an_error_without_a_body_keeps_its_status_and_headers() {
    let error = failure(&answer("429 Too Many Requests", "Retry-After: 7\r\n", ""));
    assert!(error.is_rate_limited());
    assert_eq!(error.api().unwrap().headers()["retry-after"], "7");
}

#[test]
fn an_error_shows_the_servers_reason_and_decodes() {
    let error = failure(&json("404 Not Found", r#"{"message":"no such\nuser"}"#));
    assert!(error.is_not_found());
    assert_eq!(error.to_string(), "getUser: the server answered 404 Not Found: no such user");
    let problem: Problem = error.api().unwrap().decode().unwrap();
    assert_eq!(problem.message.unwrap(), "no such\nuser");
}

#[test]
fn an_error_whose_body_breaks_off_keeps_its_status() {
    let error = failure("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 99\r\n\r\nhalf");
    assert_eq!(error.status().unwrap(), 500);
    assert_eq!(error.api().unwrap().body(), b"half");
}

#[test]
fn a_success_whose_body_breaks_off_is_an_error_of_transport() {
    let error = failure("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[test]
fn a_wrong_type_is_an_error_that_names_the_place() {
    let body = r#"{"items":[{"name":"a"},{"name":"b","level":"high"}]}"#;
    let (_server, client) = Server::answering(&json("200 OK", body));
    let error = wait(client.users().list()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "listUsers: the server answered 200 OK, but not as expected: at `.items[1].level`: \
         expected i64, found string"
    );
    assert!(!format!("{error:?}").contains("high"));
    let Error::Decode(failure) = error else { panic!() };
    let reason = failure.reason();
    assert_eq!(reason.excerpt(), "\"high\"");
}

#[test]
fn an_error_names_its_operation_and_shows_each_cause_once() {
    let client = nowhere().build().unwrap();
    let error = wait(client.users().get("u1")).unwrap_err();
    assert_eq!(error.operation(), Some("getUser"));
    assert_eq!(error.to_string(), "getUser: no answer: the connection could not be made");
    let mut cause = std::error::Error::source(&error);
    let mut shown = vec![error.to_string()];
    while let Some(error) = cause {
        shown.push(error.to_string());
        cause = error.source();
    }
    assert!(shown.len() > 1);
    for (index, message) in shown.iter().enumerate() {
        assert!(shown.iter().skip(index + 1).all(|later| !message.contains(later)), "{shown:?}");
    }
}

#[test]
fn who_is_unknown_and_who_may_not_are_told_apart() {
    let unauthorized = failure(&answer("401 Unauthorized", "", ""));
    assert!(unauthorized.is_unauthorized() && !unauthorized.is_forbidden());
    let forbidden = failure(&answer("403 Forbidden", "", ""));
    assert!(forbidden.is_forbidden() && !forbidden.is_unauthorized());
}

#[test]
fn no_header_of_an_answer_is_printed() {
    let answer = answer("200 OK", "Set-Cookie: s=hunter2\r\nCF-Ray: r-1\r\n", "{}");
    let (_server, client) = Server::answering(&answer);
    let shown = format!("{:?}", wait(client.users().get("u1").send()).unwrap());
    assert!(shown.contains("r-1") && !shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_body_is_cut_at_the_limit() {
    let server = Server::new([&json("200 OK", &format!("\"{}\"", "x".repeat(4096)))]);
    let client = server.builder().body_limit(1024).build().unwrap();
    let error = wait(client.users().get("u1")).unwrap_err();
    assert!(matches!(&error, Error::TooLarge(error) if error.limit() == 1024), "{error:?}");
}

#[test]
fn a_server_that_is_not_there_is_an_error_of_transport() {
    let client = nowhere().build().unwrap();
    let Error::Transport(error) = wait(client.users().get("u1")).unwrap_err() else { panic!() };
    assert!(error.is_connect());
}

#[test]
fn a_server_that_says_nothing_runs_into_the_time_out() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = nowhere().base_url(url).build().unwrap();
    let call = client.users().get("u1").with_timeout(std::time::Duration::from_millis(50));
    let error = wait(call).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.to_string(), "getUser: no answer in time");
}

#[test]
fn calls_and_errors_go_between_threads() {
    fn check<T: Send + 'static>(_: &T) {}
    fn check_error<T: std::error::Error + Send + Sync + 'static>() {}
    check_error::<Error>();
    let client = nowhere().build().unwrap();
    check(&client.users().list().send());
}
