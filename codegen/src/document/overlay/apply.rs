//! One change at one place.

use super::read::Change;
use crate::json::{Node, Object, Pointer, Value};

/// What became of a change.
pub(super) enum Outcome {
    /// The value at the pointer is another one now.
    Changed(Pointer),
    /// All was so already.
    Unchanged,
    /// The change is not possible, and why.
    Refused(Refusal),
}

/// Why a change is not possible.
pub(super) enum Refusal {
    /// The target is neither object nor list.
    Scalar(&'static str),
    /// An object is to be updated with something else.
    NotAnObject(&'static str),
    /// The document itself is to be removed.
    Root,
}

/// Makes a change at a place of the document.
pub(super) fn apply(change: &Change<'_>, target: &Pointer, root: &mut Node) -> Outcome {
    match change {
        Change::Update(update) => match target.find_mut(root) {
            Some(node) => self::update(node, update, target),
            None => Outcome::Unchanged,
        },
        Change::Remove => remove(target, root),
    }
}

fn update(node: &mut Node, update: &Node, target: &Pointer) -> Outcome {
    let changed = match (&mut node.value, &update.value) {
        (Value::Object(members), Value::Object(others)) => merge(members, others),
        (Value::Object(_), _) => return Outcome::Refused(Refusal::NotAnObject(update.kind())),
        (Value::Array(items), Value::Array(others)) => append(items, others),
        (Value::Array(items), _) => append(items, std::slice::from_ref(update)),
        _ => return Outcome::Refused(Refusal::Scalar(node.kind())),
    };
    if changed { Outcome::Changed(target.clone()) } else { Outcome::Unchanged }
}

/// Joins objects member by member: objects are joined in turn, lists are appended to, all else is
/// replaced. Says whether anything is different now.
fn merge(members: &mut Object, others: &Object) -> bool {
    let mut changed = false;
    for (key, other) in others {
        let Some(member) = members.get_mut(key) else {
            members.insert(key.clone(), other.clone());
            changed = true;
            continue;
        };
        changed |= match (&mut member.value, &other.value) {
            (Value::Object(members), Value::Object(others)) => merge(members, others),
            (Value::Array(items), Value::Array(others)) => append(items, others),
            (value, other) if value == other => false,
            _ => {
                *member = other.clone();
                true
            }
        };
    }
    changed
}

/// Appends items, except those that are there: no list of OpenAPI says anything by repetition,
/// and a correction that the vendor has made meanwhile has to be noticed.
fn append(items: &mut Vec<Node>, others: &[Node]) -> bool {
    let before = items.len();
    for other in others {
        if !items.contains(other) {
            items.push(other.clone());
        }
    }
    items.len() > before
}

/// Takes a value out of its parent, which is what changed then.
fn remove(target: &Pointer, root: &mut Node) -> Outcome {
    let (Some(parent), Some(last)) = (target.parent(), target.tokens().last()) else {
        return Outcome::Refused(Refusal::Root);
    };
    let removed = parent.find_mut(root).and_then(|node| match &mut node.value {
        Value::Object(members) => members.shift_remove(last.as_str()),
        Value::Array(items) => {
            last.parse().ok().filter(|index| *index < items.len()).map(|index| items.remove(index))
        }
        _ => None,
    });
    // A value may have gone with one around it that was selected, too.
    if removed.is_some() { Outcome::Changed(parent) } else { Outcome::Unchanged }
}
