//! The operations of a generated crate.

use super::{
    Body, Docs, Origin, Output, OutputVariant, Paging, Parameter, Payload, ResponseHeader, Success,
    TypeRef,
};
use crate::name::Ident;
use std::borrow::Cow;

/// The operations on one kind of thing, which callers reach as `client.users()`.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The client's method and the module: `users`.
    pub module: Ident,
    /// The type: `Users`.
    pub ident: Ident,
    /// What the specification says of it.
    pub docs: Docs,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The specification's name for it, any text, where it has one.
    pub operation_id: Option<String>,
    /// The method's name: `create`.
    pub ident: Ident,
    /// The type that stands for the operation in `Call<'_, Create>`.
    pub marker: Ident,
    /// The HTTP method.
    pub method: Method,
    /// The path template as the specification writes it, beginning with `/`: `/users/{userId}`.
    pub path: String,
    /// What the specification says of it.
    pub docs: Docs,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// Required parameters, arguments of the method: those of the path in its order, then the
    /// others in the order of the document.
    pub required: Vec<Parameter>,
    /// Optional parameters, setters of the call.
    pub optional: Vec<Parameter>,
    /// What the request carries.
    pub body: Option<Body>,
    /// What a success carries.
    pub output: Output,
    /// A second way to take a success: the server's events as they come, where it offers them
    /// beside the output.
    pub events: Option<Payload>,
    /// The headers that successes carry.
    pub headers: Vec<ResponseHeader>,
    /// The successes that the specification describes, by status.
    pub successes: Vec<Success>,
    /// The media types to ask for, where they are not what every operation of its kind asks for;
    /// several outputs say that themselves.
    pub accept: Option<String>,
    /// What a failure carries when the server says why, one per status pattern.
    pub errors: Vec<OutputVariant>,
    /// Whether it may be answered before it is done, with a place to ask for its status.
    pub waits: bool,
    /// How its answers come in pages, if they do.
    pub paging: Option<Paging>,
    /// Which credentials it takes.
    pub security: Security,
    /// Its own base URL, where it differs from the API's.
    pub server: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Operation {
    /// What to call it where each operation needs a name: the specification's, or else `GET /path`.
    pub fn called(&self) -> Cow<'_, str> {
        match &self.operation_id {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(format!("{} {}", self.method.as_str(), self.path)),
        }
    }

    /// What requests carry in their bodies.
    pub fn questions(&self) -> impl Iterator<Item = &Payload> {
        self.body.iter().flat_map(Body::payloads)
    }

    /// What responses carry in their bodies.
    pub fn answers(&self) -> impl Iterator<Item = &Payload> {
        let errors = self.errors.iter().filter_map(|variant| variant.payload.as_ref());
        self.output.payloads().chain(&self.events).chain(errors)
    }

    /// The types that requests carry.
    pub fn sent(&self) -> impl Iterator<Item = &TypeRef> {
        let parameters = self.required.iter().chain(&self.optional).map(|parameter| &parameter.ty);
        parameters.chain(self.questions().filter_map(Payload::ty))
    }

    /// The types that responses carry.
    pub fn received(&self) -> impl Iterator<Item = &TypeRef> {
        let headers = self.headers.iter().map(|header| &header.ty);
        self.answers().filter_map(Payload::ty).chain(headers)
    }

    /// What one of its successes carries.
    pub fn payload(&self, success: Success) -> Option<&Payload> {
        match &self.output {
            _ if success.is_empty || self.method == Method::Head => None,
            Output::Empty => None,
            Output::One(payload) | Output::Optional(payload) => Some(payload),
            Output::Several { variants, .. } => {
                let variant = variants.iter().find(|variant| variant.status == success.status);
                variant.and_then(|variant| variant.payload.as_ref())
            }
        }
    }
}

/// Which credentials an operation takes, by the names of their variants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// Whatever the client has.
    #[default]
    Any,
    /// One of these; without credentials it works as well, and with others it gets none.
    Optional(Vec<Ident>),
    /// One of these.
    Required(Vec<Ident>),
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `PUT`
    Put,
    /// `POST`
    Post,
    /// `DELETE`
    Delete,
    /// `OPTIONS`
    Options,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `TRACE`
    Trace,
    /// `QUERY`, of `OpenAPI` 3.2
    Query,
}

impl Method {
    /// Every method that OpenAPI has a place for, in the order of its Path Item Object.
    pub const ALL: [Self; 9] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
        Self::Query,
    ];

    /// The name in capitals, as it goes over the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
        }
    }

    /// The name of the member of a path item that holds the method's operation.
    pub fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
            Self::Query => "query",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn the_two_names_of_a_method_differ_in_case_alone() {
        for method in Method::ALL {
            assert_eq!(method.key(), method.as_str().to_ascii_lowercase());
        }
    }
}
