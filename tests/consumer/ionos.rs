//! The three steps of IONOS' how-to page, and a page of users.

use crate::server::{Server, answer, wait};
use cloud_iam::{
    ClientBuilder, Error, RetryPolicy, Variables,
    ionos::{
        Client, Credentials,
        models::{Group, GroupProperties, Type, User, UserGroupPost, UserPost, UserPropertiesPost},
    },
};
use serde_json::json;
use std::time::Duration;

const USER: &str = r#"{"id": "u1", "type": "user", "properties": {"firstname": "Ada"}}"#;
const GROUP: &str = r#"{"id": "g1", "type": "group", "properties": {"name": "iam-admins"}}"#;

fn client(server: &Server) -> Client {
    let token = Credentials::token("t0ken");
    let builder = Client::builder().base_url(&server.url).credentials(token);
    builder.retry_policy(RetryPolicy::none()).build().unwrap()
}

fn from(server: &Server, lookup: fn(&str) -> Option<String>) -> Result<Client, Error> {
    let builder = ClientBuilder::<Client>::from_variables(&mut Variables::with(lookup))?;
    builder.base_url(&server.url).build()
}

#[test]
fn all_users_come_page_by_page() {
    let page = |ids: [&str; 2], links: &str| {
        let items = ids.map(|id| USER.replace("u1", id)).join(", ");
        answer("200 OK", "", &format!(r#"{{"items": [{items}]{links}}}"#))
    };
    let next =
        r#", "_links": {"next": "https://api.ionos.com/cloudapi/v6/um/users?offset=2&limit=2"}"#;
    let server = Server::new([
        page(["u1", "u2"], next),
        page(["u3", "u4"], r#", "_links": {"self": "https://api.ionos.com"}"#),
    ]);
    let ionos = client(&server);
    wait(async {
        let mut all = ionos.users().list().limit(2).depth(1).items();
        let mut ids = Vec::new();
        while let Some(user) = all.next().await {
            ids.extend(user?.id);
        }
        assert_eq!(ids, ["u1", "u2", "u3", "u4"]);
        Ok::<_, Error>(())
    })
    .unwrap();

    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(lines, ["GET /um/users?limit=2&depth=1", "GET /um/users?limit=2&depth=1&offset=2"]);
}

#[test]
fn the_how_to_page_reads_as_three_calls() {
    let server = Server::new([
        answer("202 Accepted", "", USER),
        answer("202 Accepted", "", GROUP),
        answer("202 Accepted", "", USER),
    ]);
    let ionos = client(&server);
    let password = "a long one";
    wait(async {
        let user = ionos
            .users()
            .create(UserPost::new(UserPropertiesPost::new(
                "Ada",
                "Lovelace",
                "ada@example.org",
                password,
            )))
            .await?;
        let group = ionos
            .groups()
            .create(Group::new(
                GroupProperties::new("iam-admins").access_and_manage_iam_resources(true),
            ))
            .await?;
        let (user_id, group_id) = (user.id.unwrap(), group.id.unwrap());
        let member = ionos.groups().add_user(&group_id, UserGroupPost::new(user_id)).await?;
        assert_eq!(member.properties.firstname.as_deref(), Some("Ada"));
        assert_eq!(group.r#type, Some(Type::from("group")));
        assert_eq!(group.properties.name, "iam-admins");
        Ok::<_, Error>(())
    })
    .unwrap();

    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(lines, ["POST /um/users", "POST /um/groups", "POST /um/groups/g1/users"]);
    for request in &requests {
        assert_eq!(request.header("authorization"), "Bearer t0ken");
        assert_eq!(request.header("content-type"), "application/json");
        assert_eq!(request.header("accept"), "application/json");
        let agent = concat!("cloud-iam/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), agent);
    }
    let properties = json!({
        "firstname": "Ada", "lastname": "Lovelace", "email": "ada@example.org", "password": password
    });
    assert_eq!(requests[0].json(), json!({ "properties": properties }));
    assert_eq!(
        requests[1].json(),
        json!({"properties": {"name": "iam-admins", "accessAndManageIamResources": true}})
    );
    assert_eq!(requests[2].json(), json!({"id": "u1"}));
}

#[test]
fn a_privilege_that_the_page_does_not_know_survives_a_change_of_the_group() {
    let group = r#"{"properties": {"name": "admins", "newPrivilege": true}}"#;
    let server = Server::new([answer("200 OK", "", group), answer("202 Accepted", "", group)]);
    let ionos = client(&server);
    wait(async {
        let mut group = ionos.groups().get("g1").await?;
        group.properties.create_snapshot = Some(true);
        ionos.groups().replace("g1", group).await
    })
    .unwrap();

    let properties = json!({"name": "admins", "newPrivilege": true, "createSnapshot": true});
    assert_eq!(server.requests()[1].json(), json!({ "properties": properties }));
}

#[test]
fn optional_parameters_are_sent_only_where_they_are_set() {
    let page = r#"{"id": "users", "items": [{"id": "u1", "properties": {"email": "a@b.c"}}], "limit": 50, "offset": 0}"#;
    let headers = "X-RateLimit-Remaining: 7\r\nX-RequestId: r1\r\n";
    let server = Server::new([answer("200 OK", headers, page), answer("200 OK", "", page)]);
    let ionos = client(&server);
    let (page, all) = wait(async {
        let page = ionos.users().list().limit(50).depth(1).contract_number(31).send().await?;
        Ok::<_, Error>((page, ionos.users().list().await?))
    })
    .unwrap();
    assert_eq!(page.status().as_u16(), 200);
    assert_eq!(page.headers().get("x-ratelimit-remaining").unwrap(), "7");
    assert_eq!(page.request_id(), Some("r1"));
    assert_eq!(page.body(), &all);
    assert_eq!((all.limit, all.offset), (Some(50), Some(0)));
    let user = &all.items.unwrap()[0];
    assert_eq!(user.properties.email.as_deref(), Some("a@b.c"));

    let requests = server.requests();
    assert_eq!(requests[0].line, "GET /um/users?limit=50&depth=1");
    assert_eq!(requests[0].header("x-contract-number"), "31");
    assert_eq!(requests[1].line, "GET /um/users");
    assert_eq!(requests[1].header("x-contract-number"), "");
}

#[test]
fn what_the_server_sets_is_never_sent() {
    let server = Server::new([answer("200 OK", "", GROUP)]);
    let group: Group = serde_json::from_str(GROUP).unwrap();
    assert_eq!(group.id.as_deref(), Some("g1"));
    wait(client(&server).groups().replace("g1", group).into_future()).unwrap();
    let request = server.request();
    assert_eq!(request.line, "PUT /um/groups/g1");
    assert_eq!(request.json(), json!({"type": "group", "properties": {"name": "iam-admins"}}));
}

#[test]
fn the_contract_number_goes_with_each_call_unless_the_call_sets_its_own() {
    let server = Server::new([answer("200 OK", "", USER), answer("200 OK", "", "{}")]);
    let ionos = from(&server, |name| match name {
        "IONOS_TOKEN" => Some("t0ken".to_owned()),
        "IONOS_CONTRACT_NUMBER" => Some("31".to_owned()),
        _ => None,
    })
    .unwrap();
    wait(ionos.users().get("u1").into_future()).unwrap();
    wait(ionos.users().list().contract_number(7).into_future()).unwrap();
    let numbers = server.requests();
    let numbers: Vec<_> = numbers.iter().map(|it| it.header("x-contract-number")).collect();
    assert_eq!(numbers, ["31", "7"]);
}

#[test]
fn a_contract_number_that_is_none_is_refused_by_its_variable() {
    let server = Server::new([]);
    let error = from(&server, |name| match name {
        "IONOS_TOKEN" | "IONOS_CONTRACT_NUMBER" => Some("t0ken".to_owned()),
        _ => None,
    });
    let shown = error.unwrap_err().to_string();
    assert!(shown.contains("`IONOS_CONTRACT_NUMBER`") && !shown.contains("t0ken"), "{shown}");
}

#[test]
fn a_client_that_nobody_vouches_for_is_not_made() {
    let shown = Client::builder().build().unwrap_err().to_string();
    for name in ["`IONOS_TOKEN`", "`IONOS_USERNAME`", "`IONOS_PASSWORD`", "`credentials`"] {
        assert!(shown.contains(name), "{shown}");
    }
}

#[test]
fn a_call_refused_for_its_rate_shows_the_limit_and_is_sent_again() {
    let limits = "X-RateLimit-Limit: 10\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Burst: 50\r\n";
    let full = answer("429 Too Many Requests", &format!("{limits}Retry-After: 0\r\n"), "");
    let server = Server::new([full, answer("202 Accepted", "Location: /r1\r\n", USER)]);
    let token = Credentials::token("t0ken");
    let ionos = Client::builder().base_url(&server.url).credentials(token).build().unwrap();
    let user = UserPost::new(UserPropertiesPost::new("Ada", "Lovelace", "a@b.c", "a long one"));
    let response = wait(ionos.users().create(user).send()).unwrap();
    assert_eq!(response.location(), Some("/r1"));
    let limit = ionos.last_rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining, limit.burst), (Some(10), Some(0), Some(50)));
    let requests = server.requests();
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn basic_authentication_is_the_other_way_in() {
    let server = Server::new([answer("200 OK", "", "{}")]);
    let credentials = Credentials::basic("ada", "pass");
    let ionos = Client::builder().base_url(&server.url).credentials(credentials).build().unwrap();
    wait(ionos.users().list().into_future()).unwrap();
    assert_eq!(server.request().header("authorization"), "Basic YWRhOnBhc3M=");
}

#[test]
fn an_accepted_deletion_has_no_body_and_its_id_is_one_segment() {
    let location = "Location: https://api.ionos.com/cloudapi/v6/requests/r1/status\r\n";
    let server = Server::new([answer("202 Accepted", location, "")]);
    let response = wait(client(&server).users().delete("a b/c\\d?e").send()).unwrap();
    assert_eq!(response.status().as_u16(), 202);
    assert!(response.headers().contains_key("location"));
    assert_eq!(server.request().line, "DELETE /um/users/a%20b%2Fc%5Cd%3Fe");
}

#[test]
fn an_id_that_would_hit_something_else_is_not_sent() {
    let ionos = Client::new(Credentials::token("t0ken")).unwrap();
    for id in ["", ".", "..", "a\tb", "a\nb"] {
        let error = wait(ionos.users().delete(id).into_future()).unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{id:?}: {error}");
    }
}

#[test]
fn an_error_has_its_status_and_the_documented_body() {
    let body = r#"{"httpStatus": 422, "messages": [{"errorCode": "100", "message": "no e-mail"}]}"#;
    let answer = answer("422 Unprocessable Entity", "X-RequestId: r2\r\n", body);
    let server = Server::new([answer]);
    let error = wait(client(&server).users().get("u1").into_future()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    assert_eq!(error.request_id(), Some("r2"));
    let api = error.api().unwrap();
    let decoded: cloud_iam::ionos::models::ErrorResponse = api.decode().unwrap();
    assert_eq!(decoded.http_status, Some(422));
    assert_eq!(decoded.messages.unwrap()[0].message.as_deref(), Some("no e-mail"));
}

#[test]
fn an_error_of_another_shape_keeps_its_status() {
    let server = Server::new([answer("503 Service Unavailable", "", "<html>down</html>")]);
    let error = wait(client(&server).users().get("u1").into_future()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert!(error.api().unwrap().decode::<User>().is_err());
}

#[test]
fn no_secret_shows() {
    let user = UserPost::new(UserPropertiesPost::new("Ada", "Lovelace", "a@b.c", "hunter2"));
    let credentials = Credentials::basic("ada", "hunter2");
    let ionos = Client::new(credentials.clone()).unwrap();
    let call = ionos.users().create(user.clone());
    let shown = format!("{user:?} {credentials:?} {ionos:?} {call:?}");
    assert!(shown.contains("Lovelace"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn clients_errors_and_calls_cross_threads() {
    fn is_shared<T: Send + Sync + 'static>() {}
    fn is_sent<T: Send>(_: T) {}
    is_shared::<Client>();
    is_shared::<Error>();
    let ionos = Client::new(Credentials::token("t0ken")).unwrap();
    is_sent(ionos.users().list().send());
}

#[test]
fn a_group_is_waited_for_with_the_same_contract() {
    let status = |status: &str| {
        answer("200 OK", "", &format!(r#"{{"metadata": {{"status": "{status}"}}}}"#))
    };
    let location = "Location: /requests/r1/status\r\nX-RequestId: r1\r\n";
    let server = Server::new([
        answer("202 Accepted", location, GROUP),
        status("QUEUED"),
        status("RUNNING"),
        status("DONE"),
    ]);
    let token = Credentials::token("t0ken");
    let builder = Client::builder().base_url(&server.url).credentials(token);
    let ionos = builder.poll_interval(Duration::ZERO).build().unwrap();
    let call = ionos.groups().create(Group::new(GroupProperties::new("iam-admins")));
    let waiting = call.contract_number(7).send_and_wait(Duration::from_secs(3600));
    assert_eq!(wait(waiting).unwrap().body().id.as_deref(), Some("g1"));
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for request in &requests[1..] {
        assert_eq!(request.line, "GET /requests/r1/status");
        assert_eq!(request.header("authorization"), "Bearer t0ken");
        assert_eq!(request.header("x-contract-number"), "7");
    }
}

#[test]
fn a_user_that_is_not_made_after_all_is_told_with_its_id() {
    let failed = r#"{"metadata": {"status": "FAILED", "message": "the contract is full"}}"#;
    let location = "Location: /requests/r1/status\r\nX-RequestId: r1\r\n";
    let server =
        Server::new([answer("202 Accepted", location, USER), answer("200 OK", "", failed)]);
    let properties = UserPropertiesPost::new("Ada", "Lovelace", "ada@example.org", "hunter2");
    let ionos = client(&server);
    let call = ionos.users().create(UserPost::new(properties));
    let error = wait(call.send_and_wait(Duration::from_secs(3600))).unwrap_err();
    let accepted = error.wait_error().unwrap();
    assert_eq!(accepted.decode::<User>().unwrap().id.as_deref(), Some("u1"));
    assert_eq!(
        error.to_string(),
        "umUsersPost: the server accepted the request, but it failed: FAILED: the contract is full \
         (request r1)"
    );
}
