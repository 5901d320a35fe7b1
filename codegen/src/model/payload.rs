//! What travels in the bodies of requests and answers.

use super::{Docs, Style, TypeRef};
use crate::name::Ident;

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
    /// JSON texts one behind the other, as JSON Lines has them.
    Lines {
        /// The type of each.
        ty: TypeRef,
        /// The media type.
        media_type: String,
    },
    /// Server-sent events, whose data is JSON of this type, or else text.
    Events(Option<TypeRef>),
}

impl Payload {
    /// The type of the value, where it has one.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json { ty, .. }
            | Self::Form { ty, .. }
            | Self::Multipart { ty, .. }
            | Self::Lines { ty, .. } => Some(ty),
            Self::Events(ty) => ty.as_ref(),
            Self::Text(_) | Self::Binary(_) => None,
        }
    }

    /// The media type to name.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Json { media_type, .. }
            | Self::Multipart { media_type, .. }
            | Self::Lines { media_type, .. }
            | Self::Text(media_type)
            | Self::Binary(media_type) => media_type,
            Self::Form { .. } => "application/x-www-form-urlencoded",
            Self::Events(_) => "text/event-stream",
        }
    }
}
