//! How callers prove who they are.

use super::Docs;
use crate::name::Ident;

/// One way to prove who is calling: everything that must be sent together.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The variant of the generated `Credentials`.
    pub ident: Ident,
    /// What is sent, each from a security scheme of its own.
    pub parts: Vec<CredentialPart>,
}

/// What one security scheme contributes.
#[derive(Clone, Debug)]
pub struct CredentialPart {
    /// What the specification says of it.
    pub docs: Docs,
    /// Where it goes.
    pub placement: Placement,
    /// What the caller gives: two values for [`Placement::Basic`], one for all else.
    pub values: Vec<CredentialValue>,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// `Authorization: Basic`, from a user's name and password.
    Basic,
    /// `Authorization: Bearer`.
    Bearer,
    /// An API key.
    ApiKey {
        /// Where.
        location: ApiKeyLocation,
        /// Under which name.
        name: String,
    },
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// A header.
    Header,
    /// Behind the `?`.
    Query,
    /// The `Cookie` header.
    Cookie,
}

/// One value that the caller gives.
#[derive(Clone, Debug)]
pub struct CredentialValue {
    /// The field's name.
    pub ident: Ident,
    /// Whether it must never be printed.
    pub secret: bool,
    /// The environment variable that vendors' tools read it from.
    pub env: Option<String>,
}
