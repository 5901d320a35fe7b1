//! JSON with positions: the form in which documents travel from the readers to `normalize`.

mod builder;
mod parse;
mod pointer;
mod yaml;

pub use parse::{parse_json, parse_json_excerpt};
pub use pointer::{LONGEST_CHAIN, Pointer};
pub use yaml::{parse_yaml, parse_yaml_excerpt};

use crate::source::Span;
use foldhash::fast::RandomState;
use indexmap::{Equivalent, IndexMap};
use std::hash::{Hash, Hasher};

/// How deep a document may be nested: all that walks a [`Node`] recurses, and must end.
pub(crate) const MAX_DEPTH: usize = 128;

/// A JSON value and where it was written.
///
/// Two nodes are equal when their values are: a place says where something stands, not what it is.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it was written.
    pub span: Span,
}

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// An object, in the order in which it was written.
    Object(Object),
}

/// The members of a JSON object, in the order in which they were written.
///
/// The hash is several times as fast as the standard library's for names of this length, and seeded
/// anew in each run, so that no document is made to collide. No output depends on it.
pub type Object = IndexMap<Key, Node, RandomState>;

/// A member's name and where it was written; equal and hashed by the name alone, so that an
/// [`Object`] can be asked with a `&str`.
#[derive(Clone, Debug)]
pub struct Key {
    /// The name.
    pub name: String,
    /// Where it was written.
    pub span: Span,
}

impl Key {
    /// Joins a name to its place.
    pub fn new(name: impl Into<String>, span: Span) -> Self {
        Self { name: name.into(), span }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.as_str().hash(state);
    }
}

impl Equivalent<Key> for str {
    fn equivalent(&self, key: &Key) -> bool {
        self == key.name
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// Joins a value to its place.
    pub fn new(value: Value, span: Span) -> Self {
        Self { value, span }
    }

    /// A string node.
    pub fn string(text: impl Into<String>, span: Span) -> Self {
        Self::new(Value::String(text.into()), span)
    }

    /// An object node.
    pub fn object(members: impl IntoIterator<Item = (Key, Self)>, span: Span) -> Self {
        Self::new(Value::Object(members.into_iter().collect()), span)
    }

    /// A node for a value that has no text of its own; all of it gets one place.
    pub fn from_json(value: &serde_json::Value, span: Span) -> Self {
        use serde_json::Value as Json;
        let value = match value {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(number) => Value::Number(number.clone()),
            Json::String(text) => Value::String(text.clone()),
            Json::Array(items) => {
                Value::Array(items.iter().map(|item| Self::from_json(item, span)).collect())
            }
            Json::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(name, value)| (Key::new(name, span), Self::from_json(value, span)))
                    .collect(),
            ),
        };
        Self { value, span }
    }

    /// The value without places.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => Json::Number(number.clone()),
            Value::String(text) => Json::String(text.clone()),
            Value::Array(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Value::Object(members) => Json::Object(
                members.iter().map(|(key, value)| (key.name.clone(), value.to_json())).collect(),
            ),
        }
    }

    /// The members, when this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The members, of which only an object has any.
    pub fn members(&self) -> indexmap::map::Iter<'_, Key, Self> {
        self.as_object().map(Object::iter).unwrap_or_default()
    }

    /// The members, when this is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match &mut self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, when this is a list.
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, when this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A member's value, when this is an object that has the member.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// A member's value, when this is an object that has the member.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.as_object_mut()?.get_mut(name)
    }

    /// How many values there are here, this one included.
    pub fn count(&self) -> usize {
        match &self.value {
            Value::Array(items) => 1 + items.iter().map(Self::count).sum::<usize>(),
            Value::Object(members) => 1 + members.values().map(Self::count).sum::<usize>(),
            _ => 1,
        }
    }

    /// What kind of JSON value this is, for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}
