//! Types, and how they are read and written.

use super::{
    file, item, package,
    sample::{self, api, named},
    written,
};

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
    /// A value that this version does not know, kept as it came. Where a known value is put here
    /// by hand, it is equal to that value's variant, but no pattern takes it for that one.
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
    let upload = operations.iter_mut().find(|it| it.called() == "setPicture").unwrap();
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
    #[inline]
    fn parts(&self, form: &mut Form) {
        form.file("file", &self.file);
        form.files("more", self.more.iter().flatten());
        form.files("thumbnail", self.thumbnail.iter().flatten());
        form.optional("title", &self.title);
    }
}"#;
    assert_eq!(item(&file("src/models/picture.rs"), "impl Parts"), expected);
}
