//! Files in multipart bodies.

use super::{
    encode::{Encode, Mode},
    kind::{Candidate, Kind},
    text::Base64,
};
use serde::{Deserialize, Deserializer, Serializer, ser::SerializeMap as _};
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
    /// Further headers of its part, where the specification asks for some.
    pub headers: Vec<(String, String)>,
}

/// The name of a file's only member where a value that holds files is written as JSON on its way
/// to a multipart body.
const MARK: &str = "\0file";

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

    /// Adds a header to its part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The file that a value became under [`Mode::Parts`], if it was one.
    #[cfg(feature = "client")]
    #[inline]
    pub(super) fn from_part(value: &serde_json::Value) -> Option<Self> {
        let members = value.as_object().filter(|members| members.len() == 1)?;
        let (name, media_type, content, headers): (_, _, Base64, _) =
            Deserialize::deserialize(members.get(MARK)?).ok()?;
        let content = content.decode()?;
        Some(Self { name, media_type, content, headers })
    }

    fn encode_part<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = Base64::encode(&self.content);
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(MARK, &(&self.name, &self.media_type, content, &self.headers))?;
        map.end()
    }
}

impl From<Vec<u8>> for File {
    #[inline]
    fn from(content: Vec<u8>) -> Self {
        Self::new(content)
    }
}

/// Shows how much is in the file, not what.
impl fmt::Debug for File {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("length", &self.content.len())
            .finish_non_exhaustive()
    }
}

/// A file outside of a multipart body: base64, as other bytes in JSON are.
impl Encode for File {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        match mode {
            Mode::Parts => self.encode_part(serializer),
            Mode::Request | Mode::Full => Base64::encode(&self.content).encode(serializer, mode),
        }
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Base64::deserialize(deserializer)?;
        Ok(Self::new(text.decode().unwrap_or_else(|| text.as_str().into())))
    }
}

impl Candidate for File {
    const KIND: Kind = Kind::String;
}
