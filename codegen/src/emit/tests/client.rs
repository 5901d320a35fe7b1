//! Operations, and the credentials that they are sent with.

use super::{
    file, item, package,
    sample::{api, docs, pascal, secret},
    written,
};
use crate::model::{Api, ApiKeyLocation, Credential, CredentialPart, Placement};

#[test]
fn an_operation_is_a_method_and_a_type() {
    let users = file("src/users.rs");
    let method =
        "    pub fn rename(self, user_id: &str, name: impl Into<String>) -> Call<'c, Rename> {
        Call::new(self.core).with_path(\"userId\", user_id).with_text(\"text/plain\", name)
    }
";
    assert!(users.contains(method), "{users}");
    let operation = r#"impl Operation for List {
    type Output = Json<models::UserPage>;
    const ENDPOINT: Endpoint = Endpoint::new("listUsers", Method::GET, "/users");
}"#;
    assert_eq!(item(&users, "impl Operation for List"), operation);
}

#[test]
fn an_operation_is_documented_in_full() {
    let expected = "    /// List all users.
    ///
    /// `GET /users`, operation `listUsers`, documented in `users.md`.
    ///
    /// # Optional parameters
    ///
    /// - `limit`: From 1 to 100.
    /// - `role`
    /// - `x_tenant`
    /// - `session`
    /// - `filter`
    ///
    /// # Errors
    ///
    /// The server's reason decodes as [`Problem`](super::models::Problem), with
    /// [`ApiError::decode`](crate::ApiError::decode).
    #[doc(alias = \"listUsers\")]
    #[inline]
    pub fn list(self) -> Call<'c, List> {
        Call::new(self.core)
    }
";
    let users = file("src/users.rs");
    assert!(users.contains(expected), "{users}");
}

#[test]
fn a_name_may_have_blanks_and_may_be_missing() {
    let mut api = api();
    let operations = &mut api.resources[0].operations;
    operations[0].operation_id = Some("List users".to_owned());
    operations[1].operation_id = None;
    let files = written(&package(), &[api]);
    let (_, users) = files.iter().find(|(path, _)| *path == "src/users.rs").unwrap();
    for text in [
        "    /// `GET /users`, operation `List users`, documented in `users.md`.\n",
        r#"Endpoint::new("List users", Method::GET, "/users")"#,
        "    /// `POST /users`, documented in `users.md`.\n",
        r#"Endpoint::new("POST /users", Method::POST, "/users")"#,
    ] {
        assert!(users.contains(text), "{text} in\n{users}");
    }
    assert!(!users.contains("doc(alias = \"List"), "rustdoc takes no blanks:\n{users}");
}

#[test]
fn several_outputs_are_told_apart_by_status() {
    let expected = "        match reply.status().as_u16() {
            200 => Json::<models::User>::decode(reply).map(Self::Ok),
            202 => Text::decode(reply).map(Self::Accepted),
            _ => Ok(Self::Other),
        }";
    let users = file("src/users.rs");
    assert!(users.contains(expected), "{users}");
}

#[test]
fn credentials_are_what_the_specification_allows() {
    let client = file("src/client.rs");
    let expected = r#"            Self::EmailKey { email, key } => {
                authorization.header("X-Auth-Email", email)?;
                authorization.header("X-Auth-Key", key.expose())
            }"#;
    assert!(client.contains(expected), "{client}");
    assert!(client.contains("pub fn token(token: impl Into<Secret>) -> Self"), "{client}");
}

#[test]
fn a_credential_does_not_hide_the_request_that_it_goes_into() {
    let name = "Authorization".to_owned();
    let placement = Placement::ApiKey { location: ApiKeyLocation::Header, name };
    let parts = vec![CredentialPart {
        docs: docs("A key."),
        placement,
        values: vec![secret("authorization", None)],
    }];
    let way = Credential { ident: pascal("authorization"), parts };
    let files = written(&package(), &[Api { credentials: vec![way], ..api() }]);
    let (_, client) = files.iter().find(|(path, _)| *path == "src/client.rs").unwrap();
    let expected = r#"authorization_.header("Authorization", authorization.expose())"#;
    assert!(client.contains(expected), "{client}");
}

#[test]
fn credentials_say_what_they_are_and_where_they_go() {
    let expected = r"
    /// A token from the console.
    Token {
        /// The token, without `Bearer`. Sent as `Authorization: Bearer`.
        token: Secret,
    },
    /// A user's name and password.
    Basic {
        /// The user's name. Sent as part of `Authorization: Basic`.
        username: String,
        /// The user's password. Sent as part of `Authorization: Basic`.
        password: Secret,
    },
    /// `email` and `key`, sent together.
    EmailKey {
        /// The account's address. Sent as the header `X-Auth-Email`.
        email: String,
        /// The account's key. Sent as the header `X-Auth-Key`.
        key: Secret,
    },
";
    let client = file("src/client.rs");
    assert!(client.contains(expected), "{client}");
    let arguments = "\
    /// - `email`: The account's address. Sent as the header `X-Auth-Email`.
    /// - `key`: The account's key. Sent as the header `X-Auth-Key`.
    pub fn email_key(";
    assert!(client.contains(arguments), "{client}");
}
