//! Open enumerations: a value that is not known yet is kept as it came.

// An API may have no enumeration of the one kind or the other.
#![allow(unused_macros, unused_imports)]

use std::fmt::{Debug, Formatter, Result};

/// Gives an enumeration of strings what is the same for all of them. How it travels says which of
/// its ways to and from JSON need the feature `full-serde`: `sent`, `received`, `both` or `unused`.
///
/// The enumeration itself has `as_str` and `From<&str>`, each a table of the known values.
macro_rules! string_enum {
    ($name:ident, $direction:ident) => {
        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self::from("")
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        $crate::runtime::enum_value!($name, as_str);
        $crate::runtime::enum_json!($direction, $name, as_str, string);
    };
}

/// Gives an enumeration of integers what is the same for all of them; how it travels is said as
/// for strings.
///
/// The enumeration itself has `as_i64` and `From<i64>`, each a table of the known values.
macro_rules! integer_enum {
    ($name:ident, $direction:ident) => {
        impl Default for $name {
            #[inline]
            fn default() -> Self {
                Self::from(0)
            }
        }

        $crate::runtime::enum_value!($name, as_i64);
        $crate::runtime::enum_json!($direction, $name, as_i64, integer);
    };
}

/// Compares, hashes and shows an enumeration as its value, which the method `$value` gives. So a
/// known value is the same however it was made; and what derives would go through variant by
/// variant is a tenth of the time that checking a large crate takes. For debugging it is also said
/// whether the value was recognized.
macro_rules! enum_value {
    ($name:ident, $value:ident) => {
        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.$value() == other.$value()
            }
        }

        impl Eq for $name {}

        #[cfg(feature = "full-eq")]
        impl std::hash::Hash for $name {
            #[inline]
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.$value().hash(state);
            }
        }

        impl std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let is_known = !matches!(self, Self::Unrecognized(_));
                $crate::runtime::enumeration::show(&self.$value(), is_known, f)
            }
        }

        impl std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.$value(), f)
            }
        }
    };
}

/// Shows the value of an enumeration, and whether it was recognized.
///
/// # Errors
///
/// The formatter's.
pub fn show(value: &dyn Debug, is_known: bool, f: &mut Formatter<'_>) -> Result {
    if is_known { value.fmt(f) } else { f.debug_tuple("Unrecognized").field(value).finish() }
}

/// The ways of an enumeration to and from JSON, by the method that gives its value and the
/// function of `decode` that reads it.
macro_rules! enum_json {
    (sent, $name:ident, $value:ident, $read:ident) => {
        $crate::runtime::enum_json!(encode, $name, $value);
        #[cfg(feature = "full-serde")]
        $crate::runtime::enum_json!(decode, $name, $read);
    };
    (received, $name:ident, $value:ident, $read:ident) => {
        #[cfg(feature = "full-serde")]
        $crate::runtime::enum_json!(encode, $name, $value);
        $crate::runtime::enum_json!(decode, $name, $read);
    };
    (both, $name:ident, $value:ident, $read:ident) => {
        $crate::runtime::enum_json!(encode, $name, $value);
        $crate::runtime::enum_json!(decode, $name, $read);
    };
    (unused, $name:ident, $value:ident, $read:ident) => {
        #[cfg(feature = "full-serde")]
        $crate::runtime::enum_json!(both, $name, $value, $read);
    };
    (encode, $name:ident, $value:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.$value(), serializer)
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode<S: serde::Serializer>(
                &self,
                serializer: S,
                _: $crate::runtime::Mode,
            ) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&self.$value(), serializer)
            }
        }
    };
    (decode, $name:ident, $read:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::decode::$read(deserializer)
            }
        }
    };
}

pub(crate) use {enum_json, enum_value, integer_enum, string_enum};
