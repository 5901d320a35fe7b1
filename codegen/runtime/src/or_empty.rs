//! A value that may also be the empty text.

use super::{
    decode,
    encode::{Encode, Mode},
    kind::{Candidate, Kind},
};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
};
use serde_json::value::RawValue;

/// A value, or the empty text, by which some APIs are asked to clear what they have.
///
/// # Examples
///
/// What takes such a value takes the value itself as well:
///
/// ```ignore
/// form.metadata(OrEmpty::Empty);
/// form.metadata(BTreeMap::from([("order".to_owned(), "6735".to_owned())]));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OrEmpty<T> {
    /// `""`.
    #[default]
    Empty,
    /// A value.
    Value(T),
}

impl<T> OrEmpty<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Empty => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for OrEmpty<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for OrEmpty<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        match text.get() {
            "\"\"" | "null" => Ok(Self::Empty),
            text => decode::json(text).map(Self::Value).map_err(D::Error::custom),
        }
    }
}

impl<T: Encode> Encode for OrEmpty<T> {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_str(""),
            Self::Value(value) => value.encode(serializer, mode),
        }
    }
}

impl<T: Encode> Serialize for OrEmpty<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(serializer, Mode::Full)
    }
}

impl<T> Candidate for OrEmpty<T> {
    const KIND: Kind = Kind::Any;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<OrEmpty<i64>, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn an_empty_text_is_none() {
        assert_eq!(read("\"\""), Ok(OrEmpty::Empty));
        assert_eq!(serde_json::to_string(&OrEmpty::<i64>::Empty).unwrap(), "\"\"");
    }

    #[test]
    fn a_value_is_written_as_it_is() {
        assert_eq!(read("7"), Ok(7.into()));
        assert_eq!(serde_json::to_string(&OrEmpty::Value(7_i64)).unwrap(), "7");
    }

    #[test]
    fn null_is_empty_as_everywhere() {
        assert_eq!(read("null"), Ok(OrEmpty::Empty));
    }

    #[test]
    fn another_text_is_an_error() {
        assert!(read("\"soon\"").is_err());
    }
}
