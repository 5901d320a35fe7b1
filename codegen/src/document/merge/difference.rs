//! Where two definitions of one thing part.

use crate::{
    json::{Node, Pointer, Value},
    source::Span,
};

/// The first place at which two values differ.
pub(super) struct Difference {
    /// The way there, from the values' roots.
    pub(super) pointer: Pointer,
    /// What the left one has there.
    pub(super) left: Side,
    /// What the right one has there.
    pub(super) right: Side,
}

/// What one of two values has where they differ.
pub(super) struct Side {
    /// The place.
    pub(super) span: Span,
    /// What stands there, in words.
    pub(super) text: String,
}

/// Finds the first difference; nothing when the values are equal. Members count whatever their
/// order, items of lists as they are written.
pub(super) fn first_difference(left: &Node, right: &Node) -> Option<Difference> {
    find(left, right, &Pointer::root())
}

fn find(left: &Node, right: &Node, pointer: &Pointer) -> Option<Difference> {
    match (&left.value, &right.value) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let differs = ours.iter().find_map(|(key, value)| match theirs.get(key) {
                Some(other) if value == other => None,
                Some(other) => find(value, other, &pointer.join(&key.name)),
                None => {
                    Some(differs_at(pointer.join(&key.name), side(value), absent(right, &key.name)))
                }
            });
            differs.or_else(|| {
                let (key, value) = theirs.iter().find(|(key, _)| !ours.contains_key(*key))?;
                Some(differs_at(pointer.join(&key.name), absent(left, &key.name), side(value)))
            })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            let differs =
                ours.iter().zip(theirs).enumerate().find_map(|(index, (value, other))| {
                    if value == other { None } else { find(value, other, &pointer.item(index)) }
                });
            differs.or_else(|| {
                (ours.len() != theirs.len())
                    .then(|| differs_at(pointer.clone(), side(left), side(right)))
            })
        }
        (ours, theirs) if ours == theirs => None,
        _ => Some(differs_at(pointer.clone(), side(left), side(right))),
    }
}

fn differs_at(pointer: Pointer, left: Side, right: Side) -> Difference {
    Difference { pointer, left, right }
}

fn side(node: &Node) -> Side {
    Side { span: node.span, text: format!("here it is {}", describe(node)) }
}

fn absent(parent: &Node, name: &str) -> Side {
    Side { span: parent.span, text: format!("here `{name}` is missing") }
}

/// A value in a few words.
fn describe(node: &Node) -> String {
    const LONGEST: usize = 40;
    match &node.value {
        Value::String(text) if text.chars().nth(LONGEST).is_some() => {
            format!("`{}…`", text.chars().take(LONGEST).collect::<String>())
        }
        Value::String(text) => format!("`{text}`"),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("`{number}`"),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Null | Value::Object(_) => node.kind().to_owned(),
    }
}
