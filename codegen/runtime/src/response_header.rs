//! The values of headers, where the specification describes some.

use super::{decode, header, reply::Response};
use reqwest::header::{GetAll, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What operations are made of.
#[allow(dead_code, reason = "an API may describe no header of some form")]
impl<T, O> Response<T, O> {
    /// A header's value, where it is there and what it should be.
    pub(crate) fn header<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        value(header::text(self.headers(), &name.to_ascii_lowercase())?)
    }

    /// The values of a header with commas between them, where all of them are what they should be.
    pub(crate) fn header_list<V: DeserializeOwned>(&self, name: &str) -> Option<Vec<V>> {
        list(self.headers().get_all(name))
    }

    /// A header's JSON, where it is there and what it should be.
    pub(crate) fn header_json<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        decode::json(header::text(self.headers(), &name.to_ascii_lowercase())?).ok()
    }
}

/// A header's text as a value, if it is one: text and enumerations as they stand, all else as its
/// JSON, which is the same for numbers and truth values.
fn value<T: DeserializeOwned>(text: &str) -> Option<T> {
    let text = text.trim_ascii();
    let as_text = T::deserialize(Value::String(text.to_owned())).ok();
    as_text.or_else(|| serde_json::from_str(text).ok())
}

/// The values of a header with commas between them, in one line or in several (RFC 9110, section
/// 5.6.1). Nothing without the header, or where one of them is not what it should be.
fn list<T: DeserializeOwned>(lines: GetAll<'_, HeaderValue>) -> Option<Vec<T>> {
    let mut values = Vec::new();
    let mut is_there = false;
    for line in lines {
        is_there = true;
        let items = line.to_str().ok()?.split(',').map(str::trim_ascii);
        for item in items.filter(|item| !item.is_empty()) {
            values.push(value(item)?);
        }
    }
    is_there.then_some(values)
}
