//! The operations of a generated crate.

use super::{Docs, Origin, Paging, TypeRef};
use crate::name::Ident;
use std::{borrow::Cow, ops::RangeInclusive};

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

/// A header of a success.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Its name on the wire.
    pub wire: String,
    /// The method's name.
    pub ident: Ident,
    /// How its value is written.
    pub form: HeaderForm,
    /// Its type; that of the items where it is a list.
    pub ty: TypeRef,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// What the specification says of it.
    pub docs: Docs,
}

/// How the value of a response's header is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// One value as text.
    Plain,
    /// Values with commas between them.
    List,
    /// JSON.
    Json,
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
}

impl Method {
    /// Every method that OpenAPI has a place for, in the order of its Path Item Object.
    pub const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
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
        }
    }
}

/// A value that is put into the request's path, query, headers or cookies.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire: String,
    /// The argument's or setter's name.
    pub ident: Ident,
    /// Where it goes.
    pub location: ParameterLocation,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether the value keeps the characters that have a meaning in URLs.
    pub reserved: bool,
    /// Its type.
    pub ty: TypeRef,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// What the specification says of it.
    pub docs: Docs,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// Into the path template.
    Path,
    /// Behind the `?`.
    Query,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
}

/// How lists and objects are written (OpenAPI 3.0.4, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in paths and headers.
    Simple,
    /// `a=1&a=2`: `form`, exploded.
    FormExplode,
    /// `a=1,2`.
    Form,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// `.a.b` in paths.
    Label,
    /// `.a.b` in paths, exploded: objects are `.k=v.l=w`.
    LabelExplode,
    /// `;a=1,2` in paths.
    Matrix,
    /// `;a=1;a=2` in paths.
    MatrixExplode,
    /// `k=v,l=w` in paths and headers.
    SimpleExplode,
    /// JSON text: a parameter with `content`.
    Json,
}

/// What a request carries.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument's name.
    pub ident: Ident,
    /// What it is, in the form that is preferred.
    pub payload: Payload,
    /// The other forms that it may have instead, where the specification allows some.
    pub choice: Option<BodyChoice>,
    /// Whether a request without it is allowed.
    pub required: bool,
    /// What the specification says of it.
    pub docs: Docs,
}

impl Body {
    /// What it may be, the preferred first.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let others = self.choice.iter().flat_map(|choice| choice.variants.iter().skip(1));
        std::iter::once(&self.payload).chain(others.map(|variant| &variant.payload))
    }
}

/// The forms that a body may have: an enum of its own.
#[derive(Clone, Debug)]
pub struct BodyChoice {
    /// The enum's name.
    pub ident: Ident,
    /// The enum's variants, the preferred first.
    pub variants: Vec<BodyVariant>,
}

/// One form that a body may have.
#[derive(Clone, Debug)]
pub struct BodyVariant {
    /// The variant's name.
    pub ident: Ident,
    /// What it is.
    pub payload: Payload,
}

/// What travels in a body, and the form it has there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    /// JSON, and the media type to name: `application/json` or one ending in `+json`.
    Json {
        /// The value's type.
        ty: TypeRef,
        /// The media type.
        media_type: String,
    },
    /// `application/x-www-form-urlencoded`.
    Form {
        /// The value's type.
        ty: TypeRef,
        /// How members are written, where the specification says so.
        styles: Vec<(String, Style)>,
    },
    /// The parts of a multipart body.
    Multipart {
        /// The value's type.
        ty: TypeRef,
        /// The media type, `multipart/form-data` or another.
        media_type: String,
        /// The media types of parts, where the specification says so.
        parts: Vec<(String, String)>,
    },
    /// Text, and the media type to name.
    Text(String),
    /// Bytes, and the media type to name.
    Binary(String),
    /// Server-sent events, whose data is JSON of this type, or else text.
    Events(Option<TypeRef>),
}

impl Payload {
    /// The type of the value, where it has one.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json { ty, .. } | Self::Form { ty, .. } | Self::Multipart { ty, .. } => Some(ty),
            Self::Events(ty) => ty.as_ref(),
            Self::Text(_) | Self::Binary(_) => None,
        }
    }

    /// The media type to name.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Json { media_type, .. }
            | Self::Multipart { media_type, .. }
            | Self::Text(media_type)
            | Self::Binary(media_type) => media_type,
            Self::Form { .. } => "application/x-www-form-urlencoded",
            Self::Events(_) => "text/event-stream",
        }
    }
}

/// What a success carries.
#[derive(Clone, Debug)]
pub enum Output {
    /// Nothing that the specification describes.
    Empty,
    /// The same whatever the status.
    One(Payload),
    /// The same or nothing, where the specification describes successes without a body beside those
    /// that have one. What no body would decode as is an answer of its own to callers: a player that
    /// plays nothing, a user without limits. (In 8 of 85 real documents, with 67 of 9849 operations.)
    Optional(Payload),
    /// Something else for each status: an enum of its own.
    Several {
        /// The enum's name.
        ident: Ident,
        /// The enum's variants, exact statuses before ranges.
        variants: Vec<OutputVariant>,
        /// The place of the variant that stands for every success that is not documented.
        otherwise: usize,
        /// The media types to ask for.
        accept: String,
    },
}

impl Output {
    /// What it is, where that does not depend on the status.
    pub fn only(&self) -> Option<&Payload> {
        match self {
            Self::One(payload) | Self::Optional(payload) => Some(payload),
            Self::Empty | Self::Several { .. } => None,
        }
    }

    /// All that it may be.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let (one, several) = match self {
            Self::Several { variants, .. } => (None, variants.as_slice()),
            one => (one.only(), [].as_slice()),
        };
        one.into_iter().chain(several.iter().filter_map(|variant| variant.payload.as_ref()))
    }
}

/// A success that the specification describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Success {
    /// The statuses.
    pub status: StatusPattern,
    /// Whether it carries nothing, whatever other successes do.
    pub is_empty: bool,
}

/// What one status carries.
#[derive(Clone, Debug)]
pub struct OutputVariant {
    /// The variant's name.
    pub ident: Ident,
    /// The statuses.
    pub status: StatusPattern,
    /// What they carry; nothing when the specification describes no body.
    pub payload: Option<Payload>,
    /// What the specification says of it.
    pub docs: Docs,
}

/// One status or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `404`.
    Exact(u16),
    /// `4XX`, as 4.
    Range(u16),
    /// `default`: every status that no other pattern covers.
    Default,
}

impl StatusPattern {
    /// The statuses that it covers by itself; `default` leaves that to the other patterns.
    pub fn range(self) -> Option<RangeInclusive<u16>> {
        match self {
            Self::Exact(status) => Some(status..=status),
            Self::Range(hundreds) => {
                let first = hundreds.saturating_mul(100);
                Some(first..=first.saturating_add(99))
            }
            Self::Default => None,
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
