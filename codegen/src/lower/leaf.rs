//! Schemas with nothing inside: the types that Rust has, by `type` and `format`.

use super::{
    facts::{Facts, Kind},
    place::Place,
    schema::Schemas,
};
use crate::{model::TypeRef, name::Words};

impl<'a> Schemas<'a> {
    /// A schema with nothing inside.
    pub(super) fn leaf(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> TypeRef {
        let format = facts.format.unwrap_or_default();
        match facts.kind() {
            Some(Kind::Boolean) => TypeRef::Bool,
            Some(Kind::Integer) => integer(format, facts),
            Some(Kind::Number) if format.starts_with("int") || format.starts_with("uint") => {
                integer(format, facts)
            }
            // A `float` in JSON is text in decimal: eight bytes give back what came.
            Some(Kind::Number) => TypeRef::F64,
            Some(Kind::String) => string(format, place),
            Some(Kind::Object) => TypeRef::Map(Box::new(TypeRef::Json)),
            Some(Kind::Array) => TypeRef::List(Box::new(TypeRef::Json)),
            None | Some(Kind::Null) if !facts.not => TypeRef::Json,
            _ => {
                let message = "neither the type nor the other keywords here say what this is, so it is any JSON value";
                self.finder.degraded(&place.pointer(), message.to_owned());
                TypeRef::Json
            }
        }
    }
}

/// The narrowest of the usual types that holds what a format allows: one that says nothing of its
/// width may be as wide as any, and so may one whose limit is.
fn integer(format: &str, facts: &Facts<'_>) -> TypeRef {
    match format {
        "int8" | "int16" | "int32" => TypeRef::I32,
        "uint8" | "uint16" | "uint32" => TypeRef::U32,
        "uint" | "uint64" => TypeRef::U64,
        _ if facts.range.exceeds_i64() => TypeRef::U64,
        _ => TypeRef::I64,
    }
}

fn string(format: &str, place: &Place<'_>) -> TypeRef {
    match format {
        "date-time" => TypeRef::DateTime,
        "date" => TypeRef::Date,
        "byte" => TypeRef::Base64,
        "binary" if place.carries_bytes() => TypeRef::Bytes,
        "password" => TypeRef::Secret,
        _ if place.property_name().is_some_and(is_secret) => TypeRef::Secret,
        _ => TypeRef::String,
    }
}

/// Whether a value of this name must never be printed.
pub(super) fn is_secret(name: &str) -> bool {
    let words = Words::of(name);
    let last = words.as_slice().last().map(AsRef::as_ref);
    matches!(last, Some("password" | "passphrase" | "secret"))
}
