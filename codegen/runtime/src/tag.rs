//! What tells a union's variants apart.

use serde_json::Value;

/// The value of the member that tells a union's variants apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tag<'a> {
    /// A string.
    String(&'a str),
    /// An integer.
    Integer(i64),
    /// A truth value.
    Bool(bool),
    /// None of these, or no such member.
    Missing,
}

impl<'a> Tag<'a> {
    /// The tag that a member's value is.
    #[inline]
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::String(text) => Self::String(text),
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => number.as_i64().map_or(Self::Missing, Self::Integer),
            _ => Self::Missing,
        }
    }
}
