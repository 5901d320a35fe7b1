//! What a page says beside its items.

use super::{
    decode::{self, DecodeError},
    error::Error,
    reply::Reply,
};
use reqwest::header::{HeaderMap, LINK};
use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;

/// A page whose values are read only where they are asked for.
pub(super) struct Page<'r> {
    whole: &'r RawValue,
    members: Members<'r>,
}

type Members<'r> = BTreeMap<String, &'r RawValue>;

/// What a server says of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said<T> {
    /// It is this.
    Next(T),
    /// There is none.
    Last,
    /// Nothing.
    Nothing,
}

impl<'r> Page<'r> {
    /// Looks at a page.
    ///
    /// # Errors
    ///
    /// It is not JSON.
    #[inline]
    pub(super) fn of(reply: &'r Reply) -> Result<Self, Error> {
        let text = reply.json()?;
        let whole: &RawValue = serde_json::from_str(text)
            .map_err(|error| reply.undecodable(DecodeError::new(text, &error)))?;
        Ok(Self { whole, members: members(whole) })
    }

    /// What stands at a place; `null` is nothing.
    #[inline]
    fn find(&self, pointer: &str) -> Option<&'r RawValue> {
        let found = find(self.whole, &self.members, pointer)?;
        (found.get() != "null").then_some(found)
    }

    /// The items; none where there is no list.
    #[inline]
    pub(super) fn items(&self, pointer: &str) -> Vec<&'r RawValue> {
        let items = self.find(pointer).map(RawValue::get);
        items.and_then(|items| serde_json::from_str(items).ok()).unwrap_or_default()
    }

    /// A whole number.
    #[inline]
    pub(super) fn number(&self, pointer: &str) -> Option<u64> {
        text(self.find(pointer)?)?.parse().ok()
    }

    /// A truth value.
    #[inline]
    pub(super) fn truth(&self, pointer: &str) -> Option<bool> {
        serde_json::from_str(self.find(pointer)?.get()).ok()
    }

    /// The way to the next page, as the page has it. Where the object around it is there, and it
    /// is not, there is no next page; where both are missing, nobody has said so.
    #[inline]
    pub(super) fn next(&self, pointer: &str) -> Said<String> {
        if let Some(next) = self.find(pointer).and_then(text) {
            return Said::Next(next);
        }
        let is_there = find(self.whole, &self.members, pointer).is_some();
        let around = pointer.rsplit_once('/').map_or("", |(around, _)| around);
        let is_said = is_there || (!around.is_empty() && self.find(around).is_some());
        if is_said { Said::Last } else { Said::Nothing }
    }
}

#[inline]
fn members(value: &RawValue) -> Members<'_> {
    serde_json::from_str(value.get()).unwrap_or_default()
}

#[inline]
fn find<'r>(whole: &'r RawValue, outermost: &Members<'r>, pointer: &str) -> Option<&'r RawValue> {
    let mut steps =
        pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
    let Some(first) = steps.next() else { return Some(whole) };
    let first = outermost.get(&first).copied();
    steps.try_fold(first?, |value, step| members(value).get(&step).copied())
}

/// A string or a number, as text; nothing when it is empty.
#[inline]
pub(super) fn text(value: &RawValue) -> Option<String> {
    match value.get().parse().ok()? {
        Value::String(text) => Some(text).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What an item says at a place, as text.
#[inline]
pub(super) fn key(item: &RawValue, pointer: &str) -> Option<String> {
    find(item, &members(item), pointer).and_then(text)
}

/// The items of a page, as they are typed.
///
/// # Errors
///
/// The page is not JSON, or one of its items is not what it should be.
pub(super) fn typed<T: DeserializeOwned>(reply: &Reply, pointer: &str) -> Result<Vec<T>, Error> {
    let Some(items) = Page::of(reply)?.find(pointer) else { return Ok(Vec::new()) };
    decode::json(items.get())
        .map_err(|error| reply.undecodable(error.below(&pointer.replace('/', "."))))
}

impl DecodeError {
    /// The same inside of something larger, which has it at `path`.
    #[inline]
    fn below(mut self, path: &str) -> Self {
        self.path = format!("{path}{}", if self.path == "." { "" } else { &self.path });
        self
    }
}

/// What the `Link` headers (RFC 8288) say of the next page, where they speak of pages at all.
#[inline]
pub(super) fn link_header(headers: &HeaderMap) -> Said<String> {
    let mut said = Said::Nothing;
    for header in headers.get_all(LINK) {
        for (target, relations) in links(header.to_str().unwrap_or_default()) {
            for relation in relations.split_ascii_whitespace() {
                match relation.to_ascii_lowercase().as_str() {
                    "next" => return Said::Next(target.to_owned()),
                    "first" | "prev" | "previous" | "last" => said = Said::Last,
                    _ => {}
                }
            }
        }
    }
    said
}

/// Each target of a `Link` header, with its relations.
#[inline]
fn links(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.split('<').skip(1).filter_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let relation = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("rel").then_some(value)
        })?;
        Some((target, relation.trim_matches(|c: char| c == '"' || c == ',' || c == ' ')))
    })
}
