//! Lines that no-break spaces indent, as text copied from a rendered page has them.
//!
//! To YAML they are letters: `info:` and below it a name that begins with two of them are two
//! members of one object.

use super::super::{Node, Value};
use crate::source::{Excerpt, Span};

const NO_BREAK: char = '\u{a0}';

/// The text with ordinary spaces in all indentations, and the first place where it had others.
pub(super) fn ordinary(excerpt: &Excerpt<'_>) -> Option<(Excerpt<'static>, Span)> {
    let text = excerpt.text();
    if !text.contains(NO_BREAK) {
        return None;
    }
    let mut ordinary = Excerpt::empty(excerpt.span(0..0).source);
    let mut first = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', NO_BREAK]).len();
        let (blanks, content) = line.split_at(indentation);
        for blank in blanks.chars() {
            let span = excerpt.span(at..at + blank.len_utf8());
            if blank == NO_BREAK {
                first.get_or_insert(span);
            }
            ordinary.push(" ", span.range());
            at += blank.len_utf8();
        }
        ordinary.push(content, excerpt.span(at..at + content.len()).range());
        at += content.len();
    }
    Some((ordinary, first?))
}

/// Whether a name begins with such a space.
pub(super) fn in_names(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => items.iter().any(in_names),
        Value::Object(members) => {
            members.iter().any(|(key, member)| key.name.starts_with(NO_BREAK) || in_names(member))
        }
        _ => false,
    }
}
