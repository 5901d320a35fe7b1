//! The values of headers.

use reqwest::header::{GetAll, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A header's text as a value, if it is one: text and enumerations as they stand, all else as its
/// JSON, which is the same for numbers and truth values.
pub(super) fn value<T: DeserializeOwned>(text: &str) -> Option<T> {
    let text = text.trim_ascii();
    let as_text = T::deserialize(Value::String(text.to_owned())).ok();
    as_text.or_else(|| serde_json::from_str(text).ok())
}

/// The values of a header with commas between them, in one line or in several (RFC 9110, section
/// 5.6.1). Nothing without the header, or where one of them is not what it should be.
pub(super) fn list<T: DeserializeOwned>(lines: GetAll<'_, HeaderValue>) -> Option<Vec<T>> {
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
