//! What comes out of a model written by hand.

mod needs;
mod sample;

use super::*;
use crate::model::{
    ALL_OPERATIONS, ApiKeyLocation, Credential, CredentialPart, Groups, Placement, Resource,
};
use sample::{api, docs, empty_api, named, pascal, secret};

pub(super) fn package() -> Package {
    Package {
        name: "sample".to_owned(),
        version: "0.1.0".to_owned(),
        description: "A sample.".to_owned(),
        license: None,
        command: "cargo xtask regenerate".to_owned(),
        layout: Layout::Root,
        examples: Vec::new(),
    }
}

/// The files of a crate, none of which an emitter got wrong.
fn written(package: &Package, apis: &[Api]) -> FileSet {
    let mut diagnostics = Diagnostics::new();
    let files = emit(package, apis, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    files
}

/// A file of the crate for the sample.
fn file(path: &str) -> String {
    let files = written(&package(), &[api()]);
    let file = files.iter().find(|(known, _)| *known == path);
    file.unwrap_or_else(|| panic!("no file {path}")).1.to_owned()
}

/// The item that begins with some text, with its documentation, up to the next blank line at the
/// margin.
fn item(text: &str, begins: &str) -> String {
    let mut items = text.split("\n\n").fold(Vec::<String>::new(), |mut items, block| {
        match items.last_mut() {
            Some(last) if block.starts_with([' ', '}']) => {
                last.push_str("\n\n");
                last.push_str(block);
            }
            _ => items.push(block.to_owned()),
        }
        items
    });
    items.retain(|item| item.contains(begins));
    let item = items.first().unwrap_or_else(|| panic!("no {begins} in\n{text}"));
    item.trim_end().to_owned()
}

#[test]
fn a_struct_says_what_may_be_absent() {
    let expected = "\
/// What [`Team::members`](super::Team::members) holds.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = \"full-eq\", derive(PartialEq))]
pub struct User {
    /// The `id`.
    pub id: Option<String>,
    /// The user's name.
    pub name: String,
    /// The [`Role`].
    pub role: Option<Role>,
    /// The `password`.
    pub password: Option<Secret>,
    /// The `nickname`.
    pub nickname: Option<Option<String>>,
    /// The `title`.
    pub title: Option<String>,
    /// The [`Owner`].
    pub owner: Option<Box<Owner>>,
    /// The `type`.
    ///
    /// Deprecated.
    pub r#type: Option<bool>,
    /// The `created`.
    pub created: DateTime,
    /// All other members.
    pub rest: BTreeMap<String, serde_json::Value>,
}";
    assert_eq!(item(&file("src/models/user.rs"), "pub struct User"), expected);
}

#[test]
fn a_constructor_takes_what_is_required_and_not_the_servers() {
    let expected = "\
    /// A [`User`] with what is required.
    #[inline]
    pub fn new(name: impl Into<String>, title: Option<String>) -> Self {
        Self {
            name: name.into(),
            title,
            ..Self::default()
        }
    }
";
    let construction = item(&file("src/models/user.rs"), "impl User");
    assert!(construction.contains(expected), "{construction}");
    assert!(!construction.contains("fn id("), "{construction}");
    assert!(construction.contains("self.owner = Some(Box::new(owner.into()));"), "{construction}");
}

#[test]
fn members_are_read_by_all_their_names() {
    let expected = r#"        match name {
            "id" => value.optional(&mut self.id),
            "name" | "fullName" => value.read(&mut self.name),
            "role" => value.optional(&mut self.role),
            "password" => value.optional(&mut self.password),
            "nickname" => value.nullable(&mut self.nickname),
            "title" => value.optional(&mut self.title),
            "owner" => value.optional(&mut self.owner),
            "type" => value.optional(&mut self.r#type),
            "created" => value.read(&mut self.created),
            _ => value.rest(name, &mut self.rest),
        }"#;
    let decoding = item(&file("src/models/user.rs"), "Object<'de> for User");
    assert!(decoding.contains(expected), "{decoding}");
}

#[test]
fn members_of_the_server_are_written_apart() {
    let encoding = item(&file("src/models/user.rs"), "impl Encode for User");
    for line in [
        r#"object.read_only_optional("id", &self.id);"#,
        r#"object.read_only("created", &self.created);"#,
        r#"object.member("name", &self.name);"#,
    ] {
        assert!(encoding.contains(&format!("        {line}\n")), "{encoding}");
    }
    assert!(!encoding.contains("fullName"), "{encoding}");
}

#[test]
fn what_is_only_received_is_written_with_a_feature_alone() {
    let page = file("src/models/user_page.rs");
    let expected = "\
use super::User;
#[cfg(feature = \"full-serde\")]
use crate::runtime::{Encode, Mode, encode};
use crate::runtime::{Member, decode};
";
    assert!(page.replace("use crate::runtime;\n", "").contains(expected), "{page}");
    assert!(page.contains("#[cfg(feature = \"full-serde\")]\nimpl Encode for UserPage"), "{page}");
    assert!(!page.contains("pub fn new"), "{page}");
}

#[test]
fn the_runtime_gives_way_to_a_type_of_the_same_name() {
    let user = file("src/models/user.rs");
    assert!(user.contains("impl<'de> runtime::Object<'de> for User"), "{user}");
}

#[test]
fn an_enumeration_is_open() {
    let roles = file("src/models/role.rs");
    let expected = "\
/// What [`User::role`](super::User::role) holds.
#[derive(Clone)]
#[non_exhaustive]
pub enum Role {
    /// `admin`.
    Admin,
    /// `read-only`.
    ReadOnly,
    /// The empty string.
    Empty,
    /// A value that this version does not know, kept as it came.
    Unrecognized(String),
}";
    assert_eq!(item(&roles, "pub enum Role"), expected);
    assert!(roles.contains("            -2 => Self::High,\n"), "{roles}");
    assert!(roles.contains("string_enum!(Role, both);"), "{roles}");
}

#[test]
fn a_union_is_read_by_its_tag() {
    let owner = file("src/models/owner.rs");
    let expected = r#"        let tagged = union::tagged(deserializer, "type")?;
        match tagged.tag() {
            Tag::String("person") => tagged.read(Self::Person),
            Tag::String("team" | "group") => tagged.read(Self::Team),
            _ => tagged.read(Self::Unrecognized),
        }"#;
    assert!(owner.contains(expected), "{owner}");
    assert!(owner.contains("impl From<Team> for Owner"), "{owner}");
}

#[test]
fn the_variants_of_a_union_without_a_tag_say_what_they_look_like() {
    let owner = file("src/models/owner.rs");
    let expected = r#"const KIND: Kind = Kind::Object(&[Known::required("email", Kind::String)]);"#;
    assert!(owner.contains(expected), "{owner}");
    let target = file("src/models/target.rs");
    assert!(target.contains("|text| decode::json(text).map(Self::Teams)"), "{target}");
}

#[test]
fn a_form_of_several_kinds_is_cut_as_the_kind_that_it_is() {
    let mut api = api();
    let operations = &mut api.resources[0].operations;
    let upload = operations.iter_mut().find(|it| it.id == "setPicture").unwrap();
    upload.body.as_mut().unwrap().payload = sample::multipart(named(6));
    let files = written(&package(), &[api]);
    let text = |path: &str| files.iter().find(|(known, _)| *known == path).unwrap().1.to_owned();
    let expected = "        match self {
            Self::Name(value) => form.members(value),
            Self::Person(value) => Parts::parts(value, form),
            Self::Teams(value) => form.members(value),
            Self::Level(value) => form.members(value),
            Self::Unrecognized(value) => form.members(value),
        }";
    let target = text("src/models/target.rs");
    assert!(target.contains(expected), "{target}");
    assert!(text("src/models/owner.rs").contains("impl Parts for Person"));
}

#[test]
fn a_multipart_form_is_cut_into_parts() {
    let expected = r#"#[cfg(feature = "client")]
impl Parts for Picture {
    fn parts(&self, form: &mut Form) {
        form.file("file", &self.file);
        form.files("more", self.more.iter().flatten());
        form.files("thumbnail", self.thumbnail.iter().flatten());
        form.optional("title", &self.title);
    }
}"#;
    assert_eq!(item(&file("src/models/picture.rs"), "impl Parts"), expected);
}

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
    /// - [`limit`](Call::<List>::limit): From 1 to 100.
    /// - [`role`](Call::<List>::role)
    /// - [`x_tenant`](Call::<List>::x_tenant)
    /// - [`session`](Call::<List>::session)
    /// - [`filter`](Call::<List>::filter)
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

#[test]
fn the_runtime_is_hidden_and_what_callers_name_is_at_the_root() {
    let root = file("src/lib.rs");
    assert!(root.contains("#[doc(hidden)]\npub mod runtime;"), "{root}");
    for name in ["StatusCode", "HeaderMap", "Method", "TransportError", "Base64", "File"] {
        assert!(root.contains(name), "{name} in\n{root}");
    }
}

#[test]
fn the_compiler_may_look_deep_into_many_types() {
    let attribute = "\n\n#![recursion_limit = \"512\"]\n\n";
    assert!(!file("src/lib.rs").contains(attribute));
    let mut api = api();
    let one = api.types[0].clone();
    api.types.extend(std::iter::repeat_n(one, 128));
    let files = written(&package(), &[api]);
    let (_, root) = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap();
    assert!(root.contains(attribute), "{root}");
}

#[test]
fn the_example_calls_what_there_is() {
    assert!(file("src/lib.rs").contains("let users = client.users().list().await?;"));
    let mut api = api();
    let operations = &mut api.resources[0].operations;
    operations.retain(|operation| operation.id == "createUser");
    let package = Package { layout: Layout::Modules, ..package() };
    let files = written(&package, &[api]);
    let (_, root) = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap();
    for line in [
        "//! sample = { version = \"0.1.0\", features = [\"mini\"] }\n",
        "//! use sample::mini::{Client, models::User};\n",
        "//! # async fn example(user: User) -> Result<(), sample::Error> {\n",
        "//! let answer = client.users().create(user).await?;\n",
    ] {
        assert!(root.contains(line), "{line} in\n{root}");
    }
    // Nothing is shown that no operation can do.
    for (section, is_there) in [("# Errors", true), ("# Paging", false), ("# Waiting", false)] {
        assert_eq!(root.contains(&format!("//! {section}\n")), is_there, "{section} in\n{root}");
    }
}

#[test]
fn an_api_without_operations_has_no_client() {
    let files = written(&package(), &[empty_api()]);
    assert!(files.iter().all(|(path, _)| path != "src/client.rs"));
}

#[test]
fn every_file_bears_the_mark() {
    let package = Package { layout: Layout::Modules, ..package() };
    let files = written(&package, &[api(), empty_api()]);
    for (path, text) in files.iter() {
        assert!(text.lines().next().unwrap().contains(crate::files::MARK), "{path}");
    }
    assert!(files.iter().any(|(path, _)| path == "src/mini/models/user.rs"));
}

#[test]
fn every_rust_file_parses() {
    for (path, text) in written(&package(), &[api()]).iter() {
        if path.extension() == Some("rs") {
            assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
            assert!(!text.contains("compile_error"), "{path}:\n{text}");
        }
    }
}

#[test]
fn groups_are_on_by_default_in_place_of_what_tests_alone_need() {
    let features = |api: Api| {
        let manifest = manifest::emit(&package(), &[api], &mut Diagnostics::new());
        manifest.parse::<toml::Table>().unwrap()["features"].as_table().unwrap().clone()
    };
    let plain = features(api());
    assert_eq!(plain["default"], vec!["full-eq", "rustls"].into());
    let groups = Groups { features: vec!["users".to_owned()], users: Vec::new() };
    let grouped = features(Api { groups: Some(groups), ..api() });
    assert_eq!(grouped["default"], vec!["rustls", ALL_OPERATIONS].into());
    assert!(plain.keys().all(|name| grouped.contains_key(name)), "{grouped:?}");
}

#[test]
fn more_features_than_can_be_published_are_reported_over_all_apis() {
    let package = Package { layout: Layout::Modules, ..package() };
    let api = |module: &str, groups: usize| {
        let features = (0..groups).map(|number| format!("group-{number}")).collect();
        let resource = Resource { operations: Vec::new(), ..sample::api().resources[0].clone() };
        let resources = vec![resource; groups];
        let groups = Some(Groups { features, users: Vec::new() });
        let (module, title) = (Ident::new(&Words::of(module), Case::Snake), "A = b".to_owned());
        Api { module, title, resources, groups, ..empty_api() }
    };
    // Each API has its own feature and that of all of its groups.
    let room = 300 - 4 - manifest::feature_names().count();
    for more in [0, 1] {
        let mut diagnostics = Diagnostics::new();
        let apis = [api("books", 100), api("films", room - 100 + more)];
        let manifest = manifest::emit(&package, &apis, &mut diagnostics);
        let manifest: toml::Table = manifest.parse().unwrap();
        assert_eq!(manifest["features"].as_table().unwrap().len(), 300 + more);
        let codes: Vec<_> = diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::TooManyFeatures].repeat(more));
    }
}
