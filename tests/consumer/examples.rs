//! The programs in `generated/examples`, run as a shell runs them.

use crate::server::{Server, answer};
use serde_json::json;
use std::{
    process::{Command, Output},
    sync::Once,
};
use tests::{cargo, workspace};

const USER: &str = r#"{"id": "u1"}"#;
const GROUP: &str = r#"{"id": "g1"}"#;
const REFUSED: &str = r#"{"httpStatus": 422, "messages": [{"message": "the name is taken"}]}"#;

/// An example program that knows nothing but the server.
fn example(name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> (Output, String) {
    static BUILD: Once = Once::new();
    BUILD.call_once(|| {
        let mut build = cargo();
        build.args(["build", "--quiet", "--workspace", "--examples"]);
        assert!(build.status().unwrap().success());
    });
    let program = workspace().join("target/debug/examples").join(name);
    let mut command = Command::new(program);
    for variable in ["IONOS_USERNAME", "IONOS_PASSWORD", "CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY"] {
        command.env_remove(variable);
    }
    let output = command.args(arguments).envs(environment.iter().copied()).output().unwrap();
    let said = [&output.stdout[..], &output.stderr].concat();
    (output, String::from_utf8(said).unwrap())
}

fn set_user_privileges(url: &str, ids: &[&str]) -> (Output, String) {
    let environment =
        [("IONOS_API_URL", url), ("IONOS_TOKEN", "t0ken"), ("NEW_USER_PASSWORD", "hunter2")];
    let arguments = [&["Ada", "Lovelace", "ada@example.org", "iam-admins"], ids].concat();
    example("set_user_privileges", &arguments, &environment)
}

#[test]
fn the_three_steps_of_the_how_to_page_are_done() {
    let (user, group) = (answer("202 Accepted", "", USER), answer("202 Accepted", "", GROUP));
    let server = Server::new([user.clone(), group, user]);
    let (output, said) = set_user_privileges(&server.url, &[]);
    assert!(output.status.success(), "{said}");
    let done = "created user u1: Ada Lovelace <ada@example.org>\n\
                created group g1: iam-admins\n\
                user u1 is in group g1 and may manage IAM resources\n";
    assert_eq!(said, done);
    let requests = server.requests();
    let properties = json!({"name": "iam-admins", "accessAndManageIamResources": true});
    assert_eq!(requests[0].json()["properties"]["password"], "hunter2");
    assert_eq!(requests[1].json(), json!({ "properties": properties }));
    assert_eq!(requests[2].line, "POST /um/groups/g1/users");
    assert_eq!(requests[2].json(), json!({"id": "u1"}));
}

#[test]
fn a_step_that_fails_leaves_word_of_what_exists() {
    let user = answer("202 Accepted", "", USER);
    let server = Server::new([user, answer("422 Unprocessable Entity", "", REFUSED)]);
    let (output, said) = set_user_privileges(&server.url, &[]);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("error: umGroupsPost"), "{said}");
    assert!(said.contains("the name is taken"), "{said}");
    assert!(said.contains("the server accepted user u1, who is in no group\n"), "{said}");
    assert!(said.ends_with("to go on from there, add to the same arguments: u1\n"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn each_step_is_waited_for() {
    let accepted = |body| answer("202 Accepted", "Location: /um/requests/r1/status\r\n", body);
    let status = |status: &str| {
        let body = json!({"metadata": {"status": status, "message": "quota reached"}}).to_string();
        answer("200 OK", "", &body)
    };
    let server = Server::new([accepted(USER), status("DONE"), accepted(GROUP), status("FAILED")]);
    let (output, said) = set_user_privileges(&server.url, &[]);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("created user u1"), "{said}");
    assert!(
        said.contains("umGroupsPost: the server accepted the request, but it failed"),
        "{said}"
    );
    assert!(said.contains("quota reached"), "{said}");
    assert!(said.ends_with("add to the same arguments: u1\n"), "{said}");
    let paths: Vec<_> = server.requests().into_iter().map(|request| request.line).collect();
    let asked = "GET /um/requests/r1/status";
    assert_eq!(paths, ["POST /um/users", asked, "POST /um/groups", asked]);
}

#[test]
fn what_may_yet_be_made_is_not_asked_for_again() {
    let user = answer("202 Accepted", "", USER);
    let group = answer("202 Accepted", "Location: /um/requests/r1/status\r\n", GROUP);
    let server = Server::new([user, group, answer("404 Not Found", "", "{}")]);
    let (_, said) = set_user_privileges(&server.url, &[]);
    assert!(said.contains("whether the user is in the group is not known\n"), "{said}");
    assert!(said.ends_with("add to the same arguments: u1 g1\n"), "{said}");
}

#[test]
fn no_group_is_made_for_a_user_without_an_id() {
    let server = Server::new([answer("202 Accepted", "", "{}")]);
    let (_, said) = set_user_privileges(&server.url, &[]);
    assert!(said.contains("error: the user was created, but the answer has no id\n"), "{said}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn what_exists_is_not_made_again() {
    let server = Server::new([answer("202 Accepted", "", USER)]);
    let (output, said) = set_user_privileges(&server.url, &["u1", "g1"]);
    assert!(output.status.success(), "{said}");
    assert_eq!(server.request().line, "POST /um/groups/g1/users");
}

#[test]
fn a_program_without_its_arguments_says_which() {
    let (output, said) = example("set_user_privileges", &["Ada"], &[]);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("usage: set_user_privileges FIRST-NAME"), "{said}");
}

#[test]
fn a_user_group_is_created_or_the_reason_shown() {
    let created = r#"{"success": true, "result": {"id": "c1", "name": "Admins"}}"#;
    let failed = r#"{"success": false, "errors": [{"code": 1000, "message": "no"}]}"#;
    let refused = "error: account-user-group-create: the server answered 200 OK: no\n";
    for (body, expected) in [(created, "created user group c1: Admins\n"), (failed, refused)] {
        let server = Server::new([answer("200 OK", "", body)]);
        let environment =
            [("CLOUDFLARE_BASE_URL", &*server.url), ("CLOUDFLARE_API_TOKEN", "t0ken")];
        let (output, said) = example("create_user_group", &["a1", "Admins"], &environment);
        assert_eq!(said, expected);
        assert_eq!(output.status.success(), body == created);
        assert_eq!(server.request().json(), json!({"name": "Admins"}));
    }
}
