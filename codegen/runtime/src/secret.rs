//! Text that never prints.

use super::{
    decode,
    encode::{Encode, Mode},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Text that never prints, such as a password: `Debug` shows `[redacted]`, and there is no
/// `Display`.
///
/// It goes over the wire as it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    #[inline]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    #[inline]
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    #[inline]
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::string(deserializer)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Encode for Secret {
    fn encode<S: Serializer>(&self, serializer: S, _: Mode) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
