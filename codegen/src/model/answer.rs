//! What an operation gives back.

use super::{Docs, Payload, TypeRef};
use crate::name::Ident;
use std::ops::RangeInclusive;

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
