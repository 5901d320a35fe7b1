//! JSON pointers (RFC 6901): how one place in a document is named.

use super::{Node, Value};
use std::fmt;

/// The way from a document's root to one of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The root.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads `/paths/~1users`, or the same behind a `#` as references write it, percent-encoding
    /// included. Nothing when the text does not begin as a pointer does.
    pub fn parse(text: &str) -> Option<Self> {
        let pointer = match text.strip_prefix('#') {
            Some(fragment) => percent_decode(fragment)?,
            None => text.to_owned(),
        };
        (pointer.is_empty() || pointer.starts_with('/')).then_some(Self(pointer))
    }

    /// The same way and one step further.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let token = token.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{token}", self.0))
    }

    /// The steps, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// Whether the way leads through another's end, and further.
    pub fn is_inside(&self, outer: &Self) -> bool {
        self.0.strip_prefix(&outer.0).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The pointer's text; empty for the root.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Follows the pointer through a document.
    pub fn find<'a>(&self, root: &'a Node) -> Option<&'a Node> {
        self.tokens().try_fold(root, |node, token| match &node.value {
            Value::Object(members) => members.get(token.as_str()),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Follows the pointer through a document.
    pub fn find_mut<'a>(&self, root: &'a mut Node) -> Option<&'a mut Node> {
        self.tokens().try_fold(root, |node, token| match &mut node.value {
            Value::Object(members) => members.get_mut(token.as_str()),
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Follows the pointer as far as it leads: the last value that is there.
    pub fn nearest<'a>(&self, root: &'a Node) -> &'a Node {
        let mut node = root;
        for token in self.tokens() {
            let next = match &node.value {
                Value::Object(members) => members.get(token.as_str()),
                Value::Array(items) => token.parse::<usize>().ok().and_then(|at| items.get(at)),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Undoes percent-encoding; nothing when the bytes are not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_percent_decoded() {
        let pointer = Pointer::parse("#/paths/~1users~1%7Bid%7D").unwrap();
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/users/{id}"]);
    }

    #[test]
    fn joining_escapes_what_would_split() {
        assert_eq!(Pointer::root().join("a/b~c").as_str(), "/a~1b~0c");
    }

    #[test]
    fn a_pointer_is_inside_of_another_by_whole_steps() {
        let is_inside = |inner: &str, outer: &str| {
            Pointer::parse(inner).unwrap().is_inside(&Pointer::parse(outer).unwrap())
        };
        assert!(is_inside("/schemas/Pet/oneOf", "/schemas/Pet"));
        assert!(is_inside("/schemas", ""));
        assert!(!is_inside("/schemas/PetBase", "/schemas/Pet"));
        assert!(!is_inside("/schemas/Pet", "/schemas/Pet"));
    }
}
