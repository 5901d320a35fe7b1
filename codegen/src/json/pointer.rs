//! JSON pointers (RFC 6901): how one place in a document is named.

use super::{Node, Value};
use std::{borrow::Cow, fmt};

/// How many references may lead to one another before they count as a circle. Documents have two or
/// three in a row. All that follow them share the bound, so that what leads somewhere for one stage
/// does not lead nowhere for the next.
pub const LONGEST_CHAIN: usize = 32;

/// The way from a document's root to one of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The root.
    pub fn root() -> Self {
        Self::default()
    }

    /// The way from the root by these steps.
    pub fn of(steps: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self::root().below(steps)
    }

    /// Reads `/paths/~1users`, or the same behind a `#` as references write it, percent-encoding
    /// included. Nothing when the text does not begin as a pointer does.
    pub fn parse(text: &str) -> Option<Self> {
        let pointer = match text.strip_prefix('#') {
            Some(fragment) if fragment.contains('%') => percent_decode(fragment)?,
            Some(fragment) => fragment.to_owned(),
            None => text.to_owned(),
        };
        (pointer.is_empty() || pointer.starts_with('/')).then_some(Self(pointer))
    }

    /// The same way and one step further, into a member.
    #[must_use]
    pub fn join(&self, name: impl AsRef<str>) -> Self {
        let name = name.as_ref();
        let mut pointer = String::with_capacity(self.0.len() + 1 + name.len());
        pointer.push_str(&self.0);
        pointer.push('/');
        escape(name, &mut pointer);
        Self(pointer)
    }

    /// The same way and one step further, into an item.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.join(index.to_string())
    }

    /// The same way and several steps further.
    #[must_use]
    pub fn below(&self, steps: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        steps.into_iter().fold(self.clone(), |pointer, step| pointer.join(step))
    }

    /// The way to what holds the value; nothing holds the root.
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The steps, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.steps().map(Cow::into_owned)
    }

    /// The steps, unescaped, in place of copies wherever the text holds them as they are.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|step| match step.split_once('~') {
            Some((plain, escaped)) => Cow::Owned(unescaped(plain, escaped)),
            None => Cow::Borrowed(step),
        })
    }

    /// The first steps of the way, at most so many.
    #[must_use]
    pub(crate) fn first(&self, steps: usize) -> Self {
        let end = self.0.match_indices('/').nth(steps).map_or(self.0.len(), |(end, _)| end);
        Self(self.0.get(..end).unwrap_or_default().to_owned())
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
        self.steps().try_fold(root, |node, token| match &node.value {
            Value::Object(members) => members.get(token.as_ref()),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Follows the pointer through a document.
    pub fn find_mut<'a>(&self, root: &'a mut Node) -> Option<&'a mut Node> {
        self.steps().try_fold(root, |node, token| match &mut node.value {
            Value::Object(members) => members.get_mut(token.as_ref()),
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// Follows the pointer as far as it leads: the last value that is there.
    pub fn nearest<'a>(&self, root: &'a Node) -> &'a Node {
        let mut node = root;
        for token in self.steps() {
            let next = match &node.value {
                Value::Object(members) => members.get(token.as_ref()),
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

/// A step as it was before it was escaped; `plain` is what stands before its first `~`.
fn unescaped(plain: &str, escaped: &str) -> String {
    let mut step = String::with_capacity(plain.len() + 1 + escaped.len());
    step.push_str(plain);
    for part in escaped.split('~') {
        let (sign, rest) = match part.split_at_checked(1) {
            Some(("0", rest)) => ('~', rest),
            Some(("1", rest)) => ('/', rest),
            _ => ('~', part),
        };
        step.push(sign);
        step.push_str(rest);
    }
    step
}

/// Writes a name as a step of a pointer.
fn escape(name: &str, pointer: &mut String) {
    let mut rest = name;
    while let Some(at) = rest.find(['~', '/']) {
        let (plain, special) = rest.split_at(at);
        pointer.push_str(plain);
        pointer.push_str(if special.starts_with('~') { "~0" } else { "~1" });
        rest = special.get(1..).unwrap_or_default();
    }
    pointer.push_str(rest);
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
        assert_eq!(Pointer::root().join("a/b~c").item(7).as_str(), "/a~1b~0c/7");
    }

    #[test]
    fn only_the_root_has_no_parent() {
        let pointer = Pointer::of(["paths", "/a/b"]);
        assert_eq!(pointer.parent(), Some(Pointer::of(["paths"])));
        assert_eq!(Pointer::of(["paths"]).parent(), Some(Pointer::root()));
        assert_eq!(Pointer::root().parent(), None);
    }

    #[test]
    fn steps_are_unescaped() {
        let steps = |text: &str| {
            let pointer = Pointer::parse(text).unwrap();
            pointer.steps().map(Cow::into_owned).collect::<Vec<_>>()
        };
        assert_eq!(steps("/a/~1b~0c/~01"), ["a", "/b~c", "~1"]);
    }

    #[test]
    fn the_first_steps_are_whole_ones() {
        let pointer = Pointer::of(["paths", "/a", "get", "responses"]);
        assert_eq!(pointer.first(3).as_str(), "/paths/~1a/get");
        assert_eq!(pointer.first(9), pointer);
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
