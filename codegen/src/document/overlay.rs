//! OpenAPI Overlay 1.0: a maintainer's corrections, each of which must find what it corrects.

mod apply;
mod read;

use self::{
    apply::{Outcome, Refusal, apply},
    read::{Action, actions},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Node, Pointer},
};
use serde_json::Value as Json;
use serde_json_path::NormalizedPath;

/// Applies an OpenAPI Overlay 1.0 document. Every action is tried, whatever became of the others.
pub fn apply_overlay(root: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    let actions = actions(overlay, diagnostics);
    // The queries need plain JSON: a copy, which follows every change.
    let mut json = root.to_json();
    for action in &actions {
        let targets = targets(action, &json);
        if targets.is_empty() {
            diagnostics.push(matches_nothing(action));
            continue;
        }
        let mut changed = Vec::new();
        let mut refusal = None;
        for target in &targets {
            match apply(&action.change, target, root) {
                Outcome::Changed(place) => changed.push(place),
                Outcome::Refused(reason) => refusal = Some(reason),
                Outcome::Unchanged => {}
            }
        }
        match (changed.is_empty(), refusal) {
            (_, Some(refusal)) => diagnostics.push(refused(action, &refusal)),
            (true, None) => diagnostics.push(changes_nothing(action, targets.len())),
            (false, None) => {}
        }
        // The items that leave one list stand together here, and are copied together.
        changed.dedup();
        for place in &changed {
            refresh(&mut json, root, place);
        }
    }
}

/// The places that an action selects, the last first: taking one out of a list leaves the places
/// of those before it.
fn targets(action: &Action<'_>, json: &Json) -> Vec<Pointer> {
    let located = action.target.query_located(json).dedup();
    let locations = located.locations().map(NormalizedPath::to_json_pointer);
    let mut targets = locations.filter_map(|text| Pointer::parse(&text)).collect::<Vec<_>>();
    targets.reverse();
    targets
}

/// Makes the copy follow a change.
fn refresh(json: &mut Json, root: &Node, place: &Pointer) {
    if let (Some(node), Some(copy)) = (place.find(root), json.pointer_mut(place.as_str())) {
        *copy = node.to_json();
    }
}

fn matches_nothing(action: &Action<'_>) -> Diagnostic {
    let message = format!("nothing in the document matches `{}`", action.text);
    Diagnostic::new(Code::OverlayMatchesNothing, message)
        .at(action.span, "selects nothing")
        .help("correct the target, or remove the action if the page has changed")
}

fn changes_nothing(action: &Action<'_>, matches: usize) -> Diagnostic {
    let places = if matches == 1 { "the place" } else { "every place" };
    let message = format!("{places} that `{}` selects is so already", action.text);
    Diagnostic::new(Code::OverlayChangesNothing, message)
        .at(action.span, "changes nothing")
        .help("remove the action: the page says the same by now")
}

fn refused(action: &Action<'_>, refusal: &Refusal) -> Diagnostic {
    let target = action.text;
    let (message, help) = match refusal {
        Refusal::Scalar(kind) => (
            format!("`{target}` selects {kind}, and only objects and lists can be updated"),
            "select the object around it and name the member in `update`",
        ),
        Refusal::NotAnObject(kind) => (
            format!("`{target}` selects an object, and the update is {kind}"),
            "write the update as an object with the members to set",
        ),
        Refusal::Root => (
            format!("`{target}` selects the whole document, which cannot be removed"),
            "select what is to go",
        ),
    };
    Diagnostic::new(Code::InvalidOverlay, message).at(action.span, "").help(help)
}

#[cfg(test)]
mod tests;
