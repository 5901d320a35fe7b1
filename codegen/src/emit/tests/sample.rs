//! A model written by hand, with everything that a model can hold.

use crate::json::Pointer;
use crate::model::*;
use crate::name::{Case, Ident, Words};

pub(super) fn snake(text: &str) -> Ident {
    Ident::new(&Words::of(text), Case::Snake)
}

pub(super) fn pascal(text: &str) -> Ident {
    Ident::new(&Words::of(text), Case::Pascal)
}

pub(super) fn docs(text: &str) -> Docs {
    Docs { description: Some(text.to_owned()), ..Docs::default() }
}

fn origin() -> Origin {
    Origin { pointer: Pointer::root(), page: "spec/mini/users.md".into() }
}

pub(super) fn named(id: usize) -> TypeRef {
    TypeRef::Named(TypeId(id))
}

pub(super) fn list(ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(ty))
}

pub(super) fn field(wire: &str, ty: TypeRef) -> Field {
    Field {
        wire: wire.to_owned(),
        aliases: Vec::new(),
        ident: snake(wire),
        ty,
        presence: Presence::Optional,
        access: Access::ReadWrite,
        deprecated: false,
        docs: Docs::default(),
    }
}

pub(super) fn required(wire: &str, ty: TypeRef) -> Field {
    Field { presence: Presence::Required, ..field(wire, ty) }
}

pub(super) fn definition(name: &str, direction: Direction, shape: Shape) -> TypeDef {
    TypeDef {
        ident: pascal(name),
        file: snake(name),
        docs: Docs::default(),
        deprecated: false,
        direction,
        shape,
        origin: origin(),
    }
}

pub(super) fn object(name: &str, direction: Direction, fields: Vec<Field>) -> TypeDef {
    definition(name, direction, Shape::Struct(Struct { fields, ..Struct::default() }))
}

fn value(text: &str) -> EnumVariant {
    EnumVariant { ident: pascal(text), value: text.to_owned(), docs: Docs::default() }
}

fn number(name: &str, value: i64) -> IntegerVariant {
    IntegerVariant { ident: pascal(name), value, docs: Docs::default() }
}

fn case(name: &str, ty: TypeRef, tags: &[&str]) -> UnionVariant {
    let tags: Vec<_> = tags.iter().map(|tag| TagValue::String((*tag).to_owned())).collect();
    let implied = tags.first().cloned();
    UnionVariant { ident: pascal(name), ty, tags, implied, docs: Docs::default() }
}

fn user() -> TypeDef {
    let nickname = TypeRef::Nullable(Box::new(TypeRef::String));
    let fields = vec![
        Field { access: Access::ReadOnly, ..field("id", TypeRef::String) },
        Field {
            aliases: vec!["fullName".to_owned()],
            docs: docs("The user's name."),
            ..required("name", TypeRef::String)
        },
        field("role", named(1)),
        Field { access: Access::WriteOnly, ..field("password", TypeRef::Secret) },
        field("nickname", nickname.clone()),
        required("title", nickname),
        field("owner", TypeRef::Boxed(Box::new(named(3)))),
        Field { deprecated: true, ..field("type", TypeRef::Bool) },
        Field { access: Access::ReadOnly, ..required("created", TypeRef::DateTime) },
    ];
    let rest = Some((snake("rest"), TypeRef::Json));
    definition("user", Direction::Both, Shape::Struct(Struct { fields, rest, envelope: None }))
}

fn types() -> Vec<TypeDef> {
    let owner = Union {
        tag: Some(Tag { wire: "type".to_owned(), may_be_absent: false }),
        variants: vec![
            case("person", named(4), &["person"]),
            case("team", TypeRef::Boxed(Box::new(named(5))), &["team", "group"]),
        ],
    };
    let target = Union {
        tag: None,
        variants: vec![
            case("name", TypeRef::String, &[]),
            case("person", named(4), &[]),
            case("teams", list(named(5)), &[]),
            case("level", named(2), &[]),
        ],
    };
    let levels = vec![number("low", 1), number("high", -2)];
    let file = |name: &str, definition: TypeDef| TypeDef { file: snake(name), ..definition };
    let picture = vec![
        required("file", TypeRef::Bytes),
        field("more", list(TypeRef::Bytes)),
        field("thumbnail", TypeRef::Nullable(Box::new(TypeRef::Bytes))),
        field("title", TypeRef::String),
    ];
    let page = vec![required("items", list(named(0))), field("total", TypeRef::I64)];
    let problem = vec![field("message", TypeRef::String)];
    let person = vec![required("email", TypeRef::String)];
    let team = vec![required("name", TypeRef::String), field("members", list(named(0)))];
    let roles = vec![value("admin"), value("read-only"), value("")];
    vec![
        user(),
        definition("role", Direction::Both, Shape::StringEnum(roles)),
        file("role", definition("level", Direction::Both, Shape::IntegerEnum(levels))),
        definition("owner", Direction::Both, Shape::Union(owner)),
        file("owner", object("person", Direction::Both, person)),
        file("owner", object("team", Direction::Both, team)),
        definition("target", Direction::Both, Shape::Union(target)),
        object("picture", Direction::Sent, picture),
        object("user page", Direction::Received, page),
        object("problem", Direction::Received, problem),
        definition("tags", Direction::Both, Shape::Alias(list(TypeRef::String))),
        definition("tree", Direction::Both, Shape::Newtype(list(named(11)))),
        object("nothing", Direction::Both, Vec::new()),
        object("object", Direction::Unused, vec![field("encode", named(12))]),
        object(
            "job",
            Direction::Sent,
            vec![
                required("target", named(6)),
                required("at", TypeRef::Date),
                field("data", TypeRef::Base64),
                field("tags", TypeRef::Map(Box::new(named(10)))),
                field("tree", named(11)),
                field("anything", TypeRef::Json),
            ],
        ),
    ]
}

pub(super) fn parameter(
    wire: &str,
    location: ParameterLocation,
    style: Style,
    ty: TypeRef,
) -> Parameter {
    Parameter {
        wire: wire.to_owned(),
        ident: snake(wire),
        location,
        style,
        reserved: false,
        ty,
        deprecated: false,
        docs: Docs::default(),
    }
}

pub(super) fn operation(id: Option<&str>, name: &str, method: Method, path: &str) -> Operation {
    Operation {
        operation_id: id.map(str::to_owned),
        ident: snake(name),
        marker: pascal(name),
        method,
        path: path.to_owned(),
        docs: Docs::default(),
        deprecated: false,
        required: Vec::new(),
        optional: Vec::new(),
        body: None,
        output: Output::Empty,
        successes: Vec::new(),
        accept: None,
        paging: None,
        events: None,
        headers: Vec::new(),
        security: Security::Any,
        errors: Vec::new(),
        waits: false,
        server: None,
        origin: origin(),
    }
}

pub(super) fn json(ty: TypeRef) -> Payload {
    Payload::Json { ty, media_type: "application/json".to_owned() }
}

pub(super) fn multipart(ty: TypeRef) -> Payload {
    Payload::Multipart { ty, media_type: "multipart/form-data".to_owned(), parts: Vec::new() }
}

pub(super) fn body(name: &str, payload: Payload) -> Body {
    Body { ident: snake(name), payload, choice: None, required: true, docs: Docs::default() }
}

fn outcome(name: &str, status: StatusPattern, payload: Option<Payload>) -> OutputVariant {
    OutputVariant { ident: pascal(name), status, payload, docs: Docs::default() }
}

fn user_id() -> Vec<Parameter> {
    vec![parameter("userId", ParameterLocation::Path, Style::Simple, TypeRef::String)]
}

fn plain_operations() -> Vec<Operation> {
    use ParameterLocation::{Cookie, Header, Query};
    let limit = Parameter {
        docs: Docs {
            description: Some("How many to list.".to_owned()),
            notes: vec!["From 1 to 100.".to_owned()],
            ..Docs::default()
        },
        ..parameter("limit", Query, Style::FormExplode, TypeRef::I64)
    };
    let failure = |name: &str, status| outcome(name, status, Some(json(named(9))));
    vec![
        Operation {
            docs: Docs { summary: Some("List all users".to_owned()), ..Docs::default() },
            optional: vec![
                limit,
                parameter("role", Query, Style::Form, list(named(1))),
                parameter("X-Tenant", Header, Style::Simple, TypeRef::String),
                parameter("session", Cookie, Style::Form, TypeRef::String),
                parameter("filter", Query, Style::DeepObject, named(4)),
            ],
            output: Output::One(json(named(8))),
            errors: vec![failure("default", StatusPattern::Default)],
            ..operation(Some("listUsers"), "list", Method::Get, "/users")
        },
        Operation {
            body: Some(body("user", json(named(0)))),
            output: Output::One(json(named(0))),
            errors: vec![
                failure("bad", StatusPattern::Exact(400)),
                failure("server", StatusPattern::Range(5)),
            ],
            ..operation(Some("createUser"), "create", Method::Post, "/users")
        },
        Operation {
            required: user_id(),
            deprecated: true,
            ..operation(None, "delete", Method::Delete, "/users/{userId}")
        },
    ]
}

fn special_operations() -> Vec<Operation> {
    use ParameterLocation::{Path, Query};
    let text = Payload::Text("text/plain".to_owned());
    vec![
        Operation {
            required: user_id(),
            body: Some(body("name", text.clone())),
            output: Output::Several {
                ident: pascal("rename output"),
                variants: vec![
                    outcome("ok", StatusPattern::Exact(200), Some(json(named(0)))),
                    outcome("accepted", StatusPattern::Exact(202), Some(text)),
                    outcome("other", StatusPattern::Range(2), None),
                ],
                otherwise: 2,
                accept: "application/json, text/plain".to_owned(),
            },
            ..operation(Some("renameUser"), "rename", Method::Put, "/users/{userId}/name")
        },
        Operation {
            required: user_id(),
            body: Some(body("picture", multipart(named(7)))),
            output: Output::One(Payload::Binary("image/png".to_owned())),
            server: Some("https://pictures.example".to_owned()),
            ..operation(Some("setPicture"), "set picture", Method::Put, "/users/{userId}/picture")
        },
        Operation {
            required: vec![
                parameter("kind", Path, Style::Simple, named(1)),
                parameter("ids", Path, Style::Label, list(TypeRef::I64)),
                parameter("since", Query, Style::FormExplode, TypeRef::DateTime),
            ],
            body: Some(Body {
                ident: snake("job"),
                payload: Payload::Json {
                    ty: named(14),
                    media_type: "application/merge-patch+json".to_owned(),
                },
                choice: None,
                required: false,
                docs: docs("What is to be done."),
            }),
            output: Output::One(json(list(named(6)))),
            ..operation(Some("move"), "move", Method::Patch, "/{kind}/{ids}")
        },
        Operation {
            body: Some(body("person", Payload::Form { ty: named(4), styles: Vec::new() })),
            output: Output::One(json(named(11))),
            ..operation(Some("login"), "log in", Method::Post, "/login")
        },
    ]
}

pub(super) fn secret(name: &str, env: Option<&str>) -> CredentialValue {
    CredentialValue { ident: snake(name), secret: true, env: env.map(str::to_owned) }
}

fn open(name: &str, env: Option<&str>) -> CredentialValue {
    CredentialValue { secret: false, ..secret(name, env) }
}

fn credentials() -> Vec<Credential> {
    let header =
        |name: &str| Placement::ApiKey { location: ApiKeyLocation::Header, name: name.to_owned() };
    let way = |name: &str, parts| Credential { ident: pascal(name), parts };
    vec![
        way(
            "token",
            vec![CredentialPart {
                docs: docs("A token from the console."),
                placement: Placement::Bearer,
                values: vec![secret("token", Some("MINI_TOKEN"))],
            }],
        ),
        way(
            "basic",
            vec![CredentialPart {
                docs: Docs::default(),
                placement: Placement::Basic,
                values: vec![
                    open("username", Some("MINI_USERNAME")),
                    secret("password", Some("MINI_PASSWORD")),
                ],
            }],
        ),
        way(
            "email key",
            vec![
                CredentialPart {
                    docs: docs("The account's address. It has to be confirmed."),
                    placement: header("X-Auth-Email"),
                    values: vec![open("email", None)],
                },
                CredentialPart {
                    docs: docs("The account's key"),
                    placement: header("X-Auth-Key"),
                    values: vec![secret("key", None)],
                },
            ],
        ),
    ]
}

fn client_parameters() -> Vec<ClientParameter> {
    use ParameterLocation::{Header, Query};
    let tenant = Parameter {
        ident: snake("tenant"),
        ..parameter("X-Tenant", Header, Style::Simple, TypeRef::String)
    };
    let page_size = parameter("pageSize", Query, Style::FormExplode, TypeRef::I32);
    vec![
        ClientParameter { parameter: tenant, env: "MINI_TENANT".to_owned() },
        ClientParameter { parameter: page_size, env: "MINI_PAGE_SIZE".to_owned() },
    ]
}

/// An API with everything.
pub(in crate::emit) fn api() -> Api {
    Api {
        module: snake("mini"),
        title: "Mini API".to_owned(),
        version: "1.0".to_owned(),
        docs: docs("Users and what they own."),
        servers: vec![Server {
            ident: pascal("production"),
            url: "https://api.mini.example/v1".to_owned(),
            is_whole: true,
            template: "https://api.mini.example/v1".to_owned(),
            variables: Vec::new(),
            docs: Docs::default(),
            env: Some("MINI_API_URL".to_owned()),
        }],
        credentials: credentials(),
        is_open: false,
        parameters: client_parameters(),
        wait: None,
        types: types(),
        resources: vec![Resource {
            module: snake("users"),
            ident: pascal("users"),
            docs: Docs::default(),
            operations: [plain_operations(), special_operations()].concat(),
        }],
        groups: None,
    }
}

/// An API with nothing.
pub(super) fn empty_api() -> Api {
    Api {
        module: snake("empty"),
        title: "Empty".to_owned(),
        docs: Docs::default(),
        servers: Vec::new(),
        credentials: Vec::new(),
        parameters: Vec::new(),
        types: Vec::new(),
        resources: Vec::new(),
        ..api()
    }
}
