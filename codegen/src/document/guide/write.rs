//! What a how-to page knows, written into the document.

use super::find::{Found, Place};
use crate::{
    json::{Key, Node, Value},
    source::{Span, Spanned},
};

/// Makes a parameter or property required.
pub(super) fn require(root: &mut Node, found: &Found, name: &Spanned<String>) {
    let Some(owner) = found.owner.find_mut(root).and_then(Node::as_object_mut) else { return };
    let key = Key::new("required", name.span);
    if found.place == Place::Body {
        let list =
            owner.entry(key).or_insert_with(|| Node::new(Value::Array(Vec::new()), name.span));
        push_once(list, Node::string(&name.value, name.span));
    } else {
        let required = owner.entry(key).or_insert_with(|| Node::new(Value::Bool(false), name.span));
        if required.as_bool() != Some(true) {
            *required = Node::new(Value::Bool(true), name.span);
        }
    }
}

/// Adds a note to a parameter or property, unless it is a mere reference, beside which OpenAPI 3.0
/// reads nothing.
pub(super) fn note(root: &mut Node, found: &Found, text: String, span: Span) {
    let Some(target) = found.target.find_mut(root).and_then(Node::as_object_mut) else { return };
    if target.contains_key("$ref") {
        return;
    }
    let notes = target
        .entry(Key::new("x-notes", span))
        .or_insert_with(|| Node::new(Value::Array(Vec::new()), span));
    push_once(notes, Node::string(text, span));
}

/// Adds an item to a list that does not have it.
fn push_once(list: &mut Node, item: Node) {
    if let Value::Array(items) = &mut list.value
        && !items.contains(&item)
    {
        items.push(item);
    }
}
