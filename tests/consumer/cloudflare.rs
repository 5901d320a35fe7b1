//! Cloudflare's one operation, in its envelope.

use crate::server::{Server, answer, wait};
use cloud_iam::cloudflare::{
    Client, Credentials,
    models::{
        Access, NewPolicy, NewUserGroup, PermissionGroupId, ResourceGroupId, Scopes,
        UserGroupResponse,
    },
};
use serde_json::json;

const CREATED: &str = r#"{
    "success": true, "errors": [], "messages": null,
    "result": {
        "id": "023e105f4ecef8ad9ca31a8372d0c353", "name": "Admins",
        "created_on": "2024-03-01T12:21:02.0000Z", "modified_on": "2024-03-01T12:21:02.0000Z",
        "policies": [{
            "id": "p1", "access": "audit",
            "permission_groups": [{"id": "pg1", "meta": {"label": "all", "key": "k"}}],
            "resource_groups": [{"id": "rg1", "scope": [{"key": "account", "objects": [{"key": "*"}]}]}]
        }]
    }
}"#;

fn client(server: &Server, credentials: Credentials) -> Client {
    Client::builder().base_url(&server.url).credentials(credentials).build().unwrap()
}

#[test]
fn a_user_group_is_created_with_a_token() {
    let server = Server::new([answer("200 OK", "", CREATED)]);
    let cloudflare = client(&server, Credentials::token("t0ken"));
    let policy = NewPolicy::new(
        Access::Allow,
        vec![PermissionGroupId::new("pg1")],
        vec![ResourceGroupId::new("rg1")],
    );
    let group = NewUserGroup::new("Admins").policies(vec![policy]);
    let created = wait(cloudflare.user_groups().create("a1", group).into_future()).unwrap();
    assert_eq!(created.created_on.as_str(), "2024-03-01T12:21:02.0000Z");
    let policy = &created.policies.as_ref().unwrap()[0];
    assert_eq!(policy.access, Some(Access::Unrecognized("audit".to_owned())));
    let meta = policy.permission_groups.as_ref().unwrap()[0].meta.as_ref().unwrap();
    assert_eq!(meta.key.as_deref(), Some("k"));
    assert_eq!(meta.additional_properties["label"], "all");
    let scope = &policy.resource_groups.as_ref().unwrap()[0].scope;
    let Scopes::Several(scopes) = scope else { panic!("{scope:?}") };
    assert_eq!(scopes[0].objects[0].key, "*");

    let request = server.request();
    assert_eq!(request.line, "POST /accounts/a1/iam/user_groups");
    assert_eq!(request.header("authorization"), "Bearer t0ken");
    let policy = json!({
        "access": "allow", "permission_groups": [{"id": "pg1"}], "resource_groups": [{"id": "rg1"}]
    });
    assert_eq!(request.json(), json!({"name": "Admins", "policies": [policy]}));
}

#[test]
fn e_mail_and_key_go_together() {
    let server = Server::new([answer("200 OK", "", CREATED)]);
    let cloudflare = client(&server, Credentials::email_and_key("ada@example.org", "k3y"));
    let group = NewUserGroup::new("Admins");
    wait(cloudflare.user_groups().create("a1", group).into_future()).unwrap();
    let request = server.request();
    assert_eq!(request.header("x-auth-email"), "ada@example.org");
    assert_eq!(request.header("x-auth-key"), "k3y");
    assert_eq!(request.header("authorization"), "");
    assert_eq!(request.json(), json!({"name": "Admins"}));
}

#[test]
fn a_failure_comes_in_the_same_envelope_whatever_its_status() {
    for (status, errors) in [
        ("200 OK", r#"[{"code": 1000, "message": "no"}]"#),
        ("403 Forbidden", r#"[{"code": 1000, "message": "no"}]"#),
        ("409 Conflict", "null"),
    ] {
        let body = format!(r#"{{"success": false, "errors": {errors}, "result": null}}"#);
        let server = Server::new([answer(status, "cf-ray: ray-1\r\n", &body)]);
        let cloudflare = client(&server, Credentials::token("t0ken"));
        let call = cloudflare.user_groups().create("a1", NewUserGroup::new("Admins"));
        let error = wait(call.into_future()).unwrap_err();
        let error = error.api().unwrap();
        assert_eq!(error.status().as_str(), &status[..3]);
        assert_eq!(error.request_id(), Some("ray-1"));
        assert_eq!(error.body(), body.as_bytes());
        assert_eq!(error.message(), (errors != "null").then_some("no"));
        assert!(!error.decode::<UserGroupResponse>().unwrap().success);
    }
}

#[test]
fn the_whole_envelope_is_to_be_had() {
    let body = CREATED.replace("null", r#"[{"code": 1, "message": "slowly"}]"#);
    let server = Server::new([answer("200 OK", "", &body)]);
    let cloudflare = client(&server, Credentials::token("t0ken"));
    let call = cloudflare.user_groups().create("a1", NewUserGroup::new("Admins"));
    let response = wait(call.send_as::<UserGroupResponse>()).unwrap().into_body();
    assert!(response.success && response.errors.is_empty());
    assert_eq!(response.messages[0].message, "slowly");
    assert_eq!(response.result.unwrap().name, "Admins");
}

#[test]
fn a_scope_may_come_as_one_object() {
    let body = CREATED.replace(
        r#"[{"key": "account", "objects": [{"key": "*"}]}]"#,
        r#"{"key": "account", "objects": [{"key": "*"}]}"#,
    );
    let server = Server::new([answer("200 OK", "", &body)]);
    let cloudflare = client(&server, Credentials::token("t0ken"));
    let group = NewUserGroup::new("Admins");
    let created = wait(cloudflare.user_groups().create("a1", group).into_future()).unwrap();
    let policies = created.policies.unwrap();
    let scope = &policies[0].resource_groups.as_ref().unwrap()[0].scope;
    let Scopes::One(scope) = scope else { panic!("{scope:?}") };
    assert_eq!(scope.key, "account");
}
