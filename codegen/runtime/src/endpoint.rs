//! Operations as data.

use super::{reply::Payload, security::Security};
use reqwest::Method;

/// An operation of an API: a type that exists only to tell calls apart.
pub trait Operation {
    /// What a success carries.
    type Output: Payload;

    /// Where the operation answers.
    const ENDPOINT: Endpoint;

    /// The media types to ask for.
    const ACCEPT: &'static str = <Self::Output as Payload>::ACCEPT;

    /// Which credentials it takes.
    const SECURITY: Security = Security::Any;
}

/// Where an operation answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    pub(super) id: &'static str,
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) server: Option<&'static str>,
}

impl Endpoint {
    /// An operation of the client's own server.
    #[inline]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self { id, method, path, server: None }
    }

    /// An operation that has a server of its own.
    #[inline]
    pub const fn at(
        server: &'static str,
        id: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        Self { id, method, path, server: Some(server) }
    }

    /// The specification's name for the operation.
    #[inline]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The HTTP method.
    #[inline]
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path, with its variables in braces.
    #[inline]
    pub const fn path(&self) -> &'static str {
        self.path
    }
}
