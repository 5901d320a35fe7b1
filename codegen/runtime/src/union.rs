//! Values of one of several types.

use super::{
    decode::{self, DecodeError},
    encode::{Encode, Encoded, Mode},
    kind::{Candidate, Kind},
    member::member,
    tag::Tag,
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
    ser::Error as _,
};
use serde_json::{
    Value,
    value::{RawValue, to_value},
};

impl Tag<'_> {
    #[inline]
    fn to_value(self) -> Value {
        match self {
            Self::String(text) => text.into(),
            Self::Integer(number) => number.into(),
            Self::Bool(value) => value.into(),
            Self::Missing => Value::Null,
        }
    }
}

/// The JSON text of a union, and its tag.
#[derive(Debug)]
pub struct Tagged {
    text: Box<RawValue>,
    tag: Value,
}

/// Reads the text of a union whose variants the member `name` tells apart.
///
/// # Errors
///
/// The input is not JSON.
pub fn tagged<'de, D>(deserializer: D, name: &str) -> Result<Tagged, D::Error>
where
    D: Deserializer<'de>,
{
    let text = Box::<RawValue>::deserialize(deserializer)?;
    let tag = member(text.get(), name).and_then(|tag| tag.parse().ok());
    Ok(Tagged { tag: tag.unwrap_or_default(), text })
}

impl Tagged {
    /// The tag's value.
    #[inline]
    pub fn tag(&self) -> Tag<'_> {
        Tag::of(&self.tag)
    }

    /// Gives a value without a tag that of the one variant whose required members it has, if there
    /// is just one, and if that variant keeps all that any of them knows of the value.
    #[must_use]
    #[inline]
    pub fn or_by_members(mut self, variants: &[(Tag<'_>, Kind)]) -> Self {
        if self.tag.is_null()
            && let Ok(value) = self.text.get().parse::<Value>()
            && let Value::Object(members) = &value
        {
            let is_known = |name: &&String| variants.iter().any(|(_, kind)| kind.knows(name));
            let keeps = |kind: &Kind| members.keys().filter(is_known).all(|it| kind.knows(it));
            let is_told = |kind: &Kind| kind.asks_for_members() && kind.fit(&value).is_ok();
            let mut fitting = variants.iter().filter(|(_, kind)| is_told(kind) && keeps(kind));
            if let (Some((tag, _)), None) = (fitting.next(), fitting.next()) {
                self.tag = tag.to_value();
            }
        }
        self
    }

    /// Reads the union's text as one of its variants.
    ///
    /// # Errors
    ///
    /// The text is not of the variant's type.
    pub fn read<T: DeserializeOwned, U, E: serde::de::Error>(
        &self,
        variant: fn(T) -> U,
    ) -> Result<U, E> {
        decode::json(self.text.get())
            .map(variant)
            .map_err(|error| E::custom(format_args!("in a union, {error}")))
    }
}

/// Writes a variant, with the first of its tags where the value has none of them. A text stays
/// what it is: a union inside may have written it.
///
/// # Errors
///
/// Whatever the serializer refuses.
pub fn encode_tagged<T: Encode, S: Serializer>(
    value: &T,
    name: &str,
    tags: &[Tag<'_>],
    serializer: S,
    mode: Mode,
) -> Result<S::Ok, S::Error> {
    let mut value = to_value(Encoded(value, mode)).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        let member = members.entry(name).or_insert(Value::Null);
        let is_text = member.as_str().is_some_and(|text| !text.is_empty());
        if let Some(tag) = tags.first().filter(|_| !is_text && !tags.contains(&Tag::of(member))) {
            *member = tag.to_value();
        }
    }
    value.serialize(serializer)
}

/// A variant of a union without a tag, and how it is read.
#[derive(Debug)]
pub struct Variant<U> {
    name: &'static str,
    kind: Kind,
    read: fn(&str) -> Result<U, DecodeError>,
}

impl<U> Variant<U> {
    /// A variant that holds a `T`; `read` is `|text| decode::json(text).map(Self::Variant)`.
    pub const fn new<T: Candidate>(
        name: &'static str,
        read: fn(&str) -> Result<U, DecodeError>,
    ) -> Self {
        Self { name, kind: T::KIND, read }
    }
}

/// Reads a union without a tag: of the variants whose kind of JSON it is and whose required
/// members are there, the one that knows most of its members, and of equals the first.
///
/// # Errors
///
/// No variant fits; the error says for each why not.
pub fn untagged<'de, U, D>(deserializer: D, variants: &[Variant<U>]) -> Result<U, D::Error>
where
    U: Default,
    D: Deserializer<'de>,
{
    let text = Box::<RawValue>::deserialize(deserializer)?;
    choose(text.get(), variants).map_err(D::Error::custom)
}

fn choose<U: Default>(text: &str, variants: &[Variant<U>]) -> Result<U, String> {
    let value = text.parse::<Value>().map_err(|error| error.to_string())?;
    if value.is_null() {
        return Ok(U::default());
    }
    let mut reasons = Vec::new();
    let mut fitting = Vec::new();
    for variant in variants {
        match variant.kind.fit(&value) {
            Ok(fit) => fitting.push((fit, variant)),
            Err(reason) => reasons.push(format!("`{}`: {reason}", variant.name)),
        }
    }
    // The sort is stable: of equals the first stays first.
    fitting.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    for (_, variant) in fitting {
        match (variant.read)(text) {
            Ok(value) => return Ok(value),
            Err(error) => reasons.push(format!("`{}`: {error}", variant.name)),
        }
    }
    Err(format!("in a union, no variant fits: {}", reasons.join("; ")))
}
