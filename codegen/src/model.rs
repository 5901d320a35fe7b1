//! What a generated crate contains, in Rust's terms: types, operations, credentials.
//!
//! The model knows neither OpenAPI nor tokens. `lower` decides everything in it, `emit` only
//! writes it down; so either side can be tested by writing a model by hand.

mod answer;
mod client_parameter;
mod credential;
mod group;
mod operation;
mod paging;
mod parameter;
mod payload;
mod redirect;
mod types;

pub use answer::{HeaderForm, Output, OutputVariant, ResponseHeader, StatusPattern, Success};
pub use client_parameter::ClientParameter;
pub use credential::{ApiKeyLocation, Credential, CredentialPart, CredentialValue, Placement};
pub use group::{ALL_OPERATIONS, Groups, OTHER_MODELS, Users};
pub use operation::{Method, Operation, Resource, Security};
pub use paging::{Paging, Step};
pub use parameter::{Parameter, ParameterLocation, Style};
pub use payload::{Body, BodyChoice, BodyVariant, Payload};
pub use types::{
    Access, Direction, EnumVariant, Envelope, Field, IntegerVariant, Presence, Shape, Struct, Tag,
    TagValue, TypeDef, TypeId, TypeRef, Union, UnionVariant,
};

use crate::{json::Pointer, name::Ident};
use camino::Utf8PathBuf;

/// One API: everything that one module of a generated crate offers.
#[derive(Clone, Debug)]
pub struct Api {
    /// The module's name, which is also the name of the feature that switches it on.
    pub module: Ident,
    /// The API's own title.
    pub title: String,
    /// The API's own version.
    pub version: String,
    /// The API's own description.
    pub docs: Docs,
    /// Where the API answers; the first is the default. None when the specification does not say.
    pub servers: Vec<Server>,
    /// The ways to prove who is calling; each alone is enough.
    pub credentials: Vec<Credential>,
    /// Whether some operation takes calls of anyone.
    pub is_open: bool,
    /// What callers may set once for all calls.
    pub parameters: Vec<ClientParameter>,
    /// How to learn what becomes of requests that are answered before they are done.
    pub wait: Option<Wait>,
    /// Every type; a [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// Every operation, by the resource that it acts on.
    pub resources: Vec<Resource>,
    /// Which parts can be built alone, where the API is large.
    pub groups: Option<Groups>,
}

impl Api {
    /// Every operation, in the order of the resources.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources.iter().flat_map(|resource| &resource.operations)
    }
}

/// A place where an API answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The variant of the generated `Server`.
    pub ident: Ident,
    /// The base URL, its variables replaced by their defaults; relative when the specification's is.
    pub url: String,
    /// Whether the URL says all of where the API answers. What it lacks, callers have to say.
    pub is_whole: bool,
    /// The base URL as the specification writes it, its variables in braces.
    pub template: String,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
    /// What the specification says of it.
    pub docs: Docs,
    /// The environment variable that vendors' tools read to replace it.
    pub env: Option<String>,
}

/// How the status of an accepted request reads: JSON that is found where `Location` leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// A JSON pointer to the status.
    pub status: String,
    /// The statuses of a request that is done.
    pub done: Vec<String>,
    /// The statuses of a request that failed.
    pub failed: Vec<String>,
    /// A JSON pointer to the server's reason.
    pub message: Option<String>,
}

/// A part of a server's URL that callers may choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub wire: String,
    /// The field's name.
    pub ident: Ident,
    /// What it is unless set.
    pub default: String,
    /// What the specification says of it, and which values it lists.
    pub docs: Docs,
}

/// Markdown from the specification, as it was written there: `emit` makes it safe for rustdoc.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// One line, from a title or summary.
    pub summary: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// What else is known, a sentence each: ranges, defaults, facts from a how-to page.
    pub notes: Vec<String>,
}

/// Where something in the model comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its place in the merged document.
    pub pointer: Pointer,
    /// The page that defines it.
    pub page: Utf8PathBuf,
}
