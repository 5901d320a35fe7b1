//! One member of an object, whatever stands beside it.

use super::decode::Name;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The text of an object's member, and of several the last; nothing where it is no object.
pub(super) fn member<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(MemberVisitor(name)).ok()?.map(RawValue::get)
}

struct MemberVisitor<'n>(&'n str);

impl<'de> Visitor<'de> for MemberVisitor<'_> {
    type Value = Option<&'de RawValue>;

    #[inline]
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Name(name)) = map.next_key()? {
            // Most of the text is passed over, and never looked at.
            let value = map.next_value()?;
            if name == self.0 {
                found = Some(value);
            }
        }
        Ok(found)
    }
}
