//! Reading JSON that may differ from its description.
//!
//! Every field starts from its default. A member that is missing or `null` leaves it there, an
//! unknown member is skipped: what a server adds or leaves out breaks nothing.

use super::place::Place;
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

impl<'de, A: MapAccess<'de>> Member<'_, A> {
    /// Reads a field that is always there; `null` leaves it as it is.
    ///
    /// # Errors
    ///
    /// The value is not of the field's type.
    pub fn read<T: Deserialize<'de>>(self, slot: &mut T) -> Result<(), A::Error> {
        if let Some(value) = self.map.next_value::<Option<T>>()? {
            *slot = value;
        }
        Ok(())
    }

    /// Reads a field that may be absent, to which `null` is the same.
    ///
    /// # Errors
    ///
    /// The value is not of the field's type.
    pub fn optional<T: Deserialize<'de>>(self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Reads a field to which absence and `null` are two different things.
    ///
    /// # Errors
    ///
    /// The value is not of the field's type.
    pub fn nullable<T: Deserialize<'de>>(
        self,
        slot: &mut Option<Option<T>>,
    ) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Keeps a member that has no field of its own.
    ///
    /// # Errors
    ///
    /// The value is not of the map's type.
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
    ///
    /// # Errors
    ///
    /// The value is not JSON.
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

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        while let Some(Name(name)) = map.next_key()? {
            object.member(&name, Member { map: &mut map })?;
        }
        Ok(object)
    }
}

/// A member's name, borrowed from the text where it holds no escapes.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
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

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

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

/// Reads JSON text.
///
/// # Errors
///
/// The text is not JSON, or not of the type asked for.
pub fn json<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(|error| DecodeError::new(text, &error))
}

/// JSON that is not what was expected, and where it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    message: String,
    excerpt: String,
}

impl DecodeError {
    /// Finds the place only now that something is wrong, so that reading well costs nothing more.
    fn new(text: &str, error: &serde_json::Error) -> Self {
        let place = Place::find(text, error.line(), error.column());
        let full = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = full.strip_suffix(&position).unwrap_or(&full).to_owned();
        Self { path: place.path(), message, excerpt: place.excerpt() }
    }

    #[cfg(feature = "client")]
    pub(super) fn not_text() -> Self {
        let message = "the text is not UTF-8".to_owned();
        Self { path: ".".to_owned(), message, excerpt: String::new() }
    }

    /// The place in the JSON: `.items[3].id`, or `.` for the whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The beginning of what stands there.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at `{}`: {}, near `{}`", self.path, self.message, self.excerpt)
    }
}

impl error::Error for DecodeError {}
