//! The values of an `enum`.

use serde_json::Value as Json;

/// A value of an `enum`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::lower) enum Literal<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    String(&'a str),
    /// A list or an object.
    Compound,
}

impl<'a> Literal<'a> {
    /// The literal that a JSON value is.
    pub(in crate::lower) fn of(value: &'a Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::String(text) => Self::String(text),
            Json::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(integer), _) => Self::Integer(integer),
                (None, Some(number)) => Self::number(number),
                (None, None) => Self::Compound,
            },
            Json::Array(_) | Json::Object(_) => Self::Compound,
        }
    }

    /// The value as it would stand in a string.
    pub(in crate::lower) fn text(self) -> Option<String> {
        match self {
            Literal::String(text) => Some(text.to_owned()),
            Literal::Integer(value) => Some(value.to_string()),
            Literal::Number(value) => Some(value.to_string()),
            Literal::Bool(value) => Some(value.to_string()),
            Literal::Null | Literal::Compound => None,
        }
    }

    /// A number, which is an integer when it has no fraction.
    pub(super) fn number(number: f64) -> Self {
        format!("{number}").parse().map_or(Self::Number(number), Self::Integer)
    }
}
