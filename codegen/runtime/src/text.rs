//! Values that are text in JSON and are kept as they came: a server's odd date breaks nothing.

use super::{
    decode,
    encode::{Encode, Mode},
};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

macro_rules! text {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text as it came.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                decode::string(deserializer)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl Encode for $name {
            fn encode<S: Serializer>(&self, serializer: S, _: Mode) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

text! {
    /// A timestamp, as RFC 3339 writes it: `2024-03-01T12:00:00Z`. Servers are known to send some
    /// without a zone, and empty text.
    DateTime
}

text! {
    /// A day: `2024-03-01`.
    Date
}

text! {
    /// Bytes as base64, made with `Base64::encode`.
    Base64
}

#[cfg(feature = "jiff")]
impl DateTime {
    /// The moment; one without a zone is taken as UTC.
    ///
    /// # Errors
    ///
    /// The text is no moment.
    #[inline]
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, jiff::Error> {
        self.0.parse().or_else(|error| {
            let civil = self.0.parse::<jiff::civil::DateTime>().map_err(|_| error)?;
            civil.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp())
        })
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for DateTime {
    #[inline]
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.to_string())
    }
}

#[cfg(feature = "jiff")]
impl Date {
    /// The day.
    ///
    /// # Errors
    ///
    /// The text is no day.
    #[inline]
    pub fn to_date(&self) -> Result<jiff::civil::Date, jiff::Error> {
        self.0.parse()
    }
}

impl Base64 {
    /// Writes bytes as base64.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// The bytes, in either alphabet, with or without padding; nothing where the text is not
    /// base64.
    #[inline]
    pub fn decode(&self) -> Option<Vec<u8>> {
        let alphabet =
            if self.0.contains(['-', '_']) { &alphabet::URL_SAFE } else { &alphabet::STANDARD };
        let config =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        GeneralPurpose::new(alphabet, config).decode(self.0.trim_end()).ok()
    }
}
