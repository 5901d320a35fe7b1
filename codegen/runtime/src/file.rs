//! Files in multipart bodies.

use super::{
    encode::{Encode, Mode},
    text::Base64,
};
use serde::{Deserialize, Deserializer, Serializer};
use std::fmt;

/// A file that a multipart body carries.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The file's name.
    pub name: Option<String>,
    /// The file's media type, `application/octet-stream` unless set.
    pub media_type: Option<String>,
    /// What is in it.
    pub content: Vec<u8>,
}

impl File {
    /// A file with this content.
    pub fn new(content: impl Into<Vec<u8>>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Names the file.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Says what kind of file it is.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

/// Shows how much is in the file, not what.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.content.len())
            .finish()
    }
}

/// A file outside of a multipart body: base64, as other bytes in JSON are.
impl Encode for File {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        Base64::encode(&self.content).encode(serializer, mode)
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Base64::deserialize(deserializer)?;
        Ok(Self::new(text.decode().unwrap_or_else(|| text.as_str().into())))
    }
}
