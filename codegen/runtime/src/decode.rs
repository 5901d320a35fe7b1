//! Reading JSON that may differ from its description.
//!
//! Every field starts from its default. A member that is missing or `null` leaves it there, an
//! unknown member is skipped: what a server adds or leaves out breaks nothing.
//!
//! What runs for each member is `#[inline]`, as in serde's derives: the compiler makes one function
//! of reading a name, finding its field and reading the value.

use super::{place::Place, tolerance};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::{borrow::Cow, collections::BTreeMap, error, fmt, marker::PhantomData};

/// A type whose JSON form is an object with known members.
pub trait Object<'de>: Default {
    /// Takes the member called `name`.
    ///
    /// # Errors
    ///
    /// The member's value is not of the field's type.
    fn member<A: MapAccess<'de>>(
        &mut self,
        name: &str,
        value: Member<'_, A>,
    ) -> Result<(), A::Error>;
}

/// The value of an object's member, which is read or skipped.
#[derive(Debug)]
pub struct Member<'a, A> {
    map: &'a mut A,
}

/// Each fails where the value is not of the slot's type.
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
impl<'de, A: MapAccess<'de>> Member<'_, A> {
    /// Reads a field that is always there; `null` leaves it as it is.
    #[inline]
    pub fn read<T: Deserialize<'de>>(self, slot: &mut T) -> Result<(), A::Error> {
        if let Some(value) = self.map.next_value::<Option<T>>()? {
            *slot = value;
        }
        Ok(())
    }

    /// Reads a field that may be absent, to which `null` is the same.
    #[inline]
    pub fn optional<T: Deserialize<'de>>(self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Reads a field to which absence and `null` are two different things.
    #[inline]
    pub fn nullable<T: Deserialize<'de>>(
        self,
        slot: &mut Option<Option<T>>,
    ) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Reads a field that may be absent and holds any JSON, of which `null` is one.
    pub fn any(self, slot: &mut Option<serde_json::Value>) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Keeps a member that has no field of its own.
    pub fn rest<T: Deserialize<'de> + Default>(
        self,
        name: &str,
        rest: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error> {
        let value = self.map.next_value::<Option<T>>()?;
        rest.insert(name.to_owned(), value.unwrap_or_default());
        Ok(())
    }

    /// Passes over a member that nobody knows.
    pub fn skip(self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }
}

/// Reads an object member by member; `null` is an object without members.
///
/// # Errors
///
/// The value is no object, or one of its members is not of its field's type.
pub fn object<'de, T: Object<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_option(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        while let Some(Name(name)) = map.next_key()? {
            object.member(&name, Member { map: &mut map })?;
        }
        Ok(object)
    }
}

/// A member's name, borrowed from the text where it holds no escapes.
pub(super) struct Name<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}

/// Reads a type that is made from any string.
///
/// # Errors
///
/// The value is no string.
pub fn string<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Reads a type that is made from any whole number.
///
/// # Errors
///
/// The value is no whole number, or one beyond 64 bits.
pub fn integer<'de, T: From<i64>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    i64::deserialize(deserializer).map(T::from)
}

/// Reads JSON text. A whole number may be written as `1.0`. A `null` in a list or a map is empty
/// where a text, a list, a map or an object is expected, `false` or `0` where that is.
///
/// # Errors
///
/// The text is not JSON, or not of the type asked for; or it differs so in more than 16 ways, where
/// all fractions are one way, and all `null`s in lists and maps that have the same names above them.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    // Differences are looked for only once reading has failed, so that reading well costs nothing
    // more.
    let mut text = Cow::Borrowed(text);
    let mut differences = 0;
    loop {
        let error = match serde_json::from_str(&text) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        differences += 1;
        match tolerance::mended(&text, &error).filter(|_| differences <= tolerance::MOST) {
            Some(mended) => text = Cow::Owned(mended),
            None => return Err(DecodeError::new(&text, &error)),
        }
    }
}

/// JSON that is not what was expected, and where it is not.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) path: String,
    message: String,
    excerpt: String,
}

impl DecodeError {
    /// Finds the place only now that something is wrong, so that reading well costs nothing more.
    pub(super) fn new(text: &str, error: &serde_json::Error) -> Self {
        let place = Place::find(text, error.line(), error.column());
        let message = without_value(&without_place(error));
        Self { path: place.path(), message, excerpt: place.excerpt() }
    }

    /// What is wrong with the whole.
    #[cfg(feature = "client")]
    pub(super) fn whole(message: &str) -> Self {
        Self { path: ".".to_owned(), message: message.to_owned(), excerpt: String::new() }
    }

    /// The place in the JSON: `.items[3].id`, or `.` for the whole.
    #[inline]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there, in terms of types: values may be secrets.
    #[inline]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The beginning of what stands there. It is not part of what the error shows, for it may be
    /// a secret.
    #[inline]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

/// Shows no more than `Display`: the excerpt may be a secret.
impl fmt::Debug for DecodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("path", &self.path)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at `{}`: {}", self.path, self.message)
    }
}

/// serde's message without where it is.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    if message.ends_with(&place) {
        message.truncate(message.len() - place.len());
    }
    message
}

/// serde's message without the value that it quotes: `invalid type: string "x", expected i64`.
fn without_value(message: &str) -> String {
    let name = ["unknown variant", "unknown field"].iter().find(|it| message.starts_with(**it));
    let typed = ["invalid type: ", "invalid value: "];
    let said = typed.iter().find_map(|it| message.strip_prefix(it)).or(name.map(|_| message));
    match said.and_then(at_last_expected) {
        Some((found, expected)) => {
            let found = found.split(['`', '"']).next().unwrap_or_default().trim_end();
            format!("expected {expected}, found {found}")
        }
        None => name.copied().unwrap_or(message).to_owned(),
    }
}

/// Splits a message at the last `, expected `: a value before it may have the same words.
fn at_last_expected(message: &str) -> Option<(&str, &str)> {
    (0..message.len()).rev().find_map(|at| {
        let (found, rest) = message.split_at_checked(at)?;
        Some((found, rest.strip_prefix(", expected ")?))
    })
}

impl error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_quotes_is_not_repeated() {
        for (message, expected) in [
            ("invalid type: string \"hunter2\", expected i64", "expected i64, found string"),
            ("invalid value: integer `7`, expected u8", "expected u8, found integer"),
            (
                "unknown variant `hunter2, expected x`, expected `a` or `b`",
                "expected `a` or `b`, found unknown variant",
            ),
            ("unknown variant `hunter2`, there are no variants", "unknown variant"),
            ("unknown field `hunter2`, expected `a`", "expected `a`, found unknown field"),
            ("missing field `a`", "missing field `a`"),
        ] {
            assert_eq!(without_value(message), expected);
        }
    }
}
