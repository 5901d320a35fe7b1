//! Whether every reference of a document leads to something.

use super::grammar::{reference, walk};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Node, Pointer, Value},
    source::Span,
};
use indexmap::IndexMap;

/// How many names the help lists.
const SUGGESTIONS: usize = 3;

/// For how many findings near names are looked up: the search reads every name of a section.
const HELPED: usize = 20;

/// The longest name that is compared with others.
const LONGEST: usize = 120;

/// Finds the references into the document that lead nowhere. References to other documents are
/// not followed.
pub(super) fn check(root: &mut Node, diagnostics: &mut Diagnostics) {
    let dangling = collect(root).into_iter().filter(|(target, _)| {
        Pointer::parse(target).is_none_or(|pointer| pointer.find(root).is_none())
    });
    for (number, (target, places)) in dangling.enumerate() {
        let near = if number < HELPED { near_names(root, &target) } else { Vec::new() };
        let message = format!("`{target}` is referred to and not defined");
        let mut diagnostic = Diagnostic::new(Code::DanglingReference, message).help(help(&near));
        for (index, span) in places.into_iter().enumerate() {
            let text = if index == 0 { "nothing stands there" } else { "and here" };
            diagnostic = diagnostic.at(span, text);
        }
        diagnostics.push(diagnostic);
    }
}

/// Every target inside the document, in the order of the document, and from where it is meant.
fn collect(root: &mut Node) -> IndexMap<String, Vec<Span>> {
    let mut targets = IndexMap::<String, Vec<Span>>::new();
    walk(root, &mut |_, node, _| {
        let Some(target) = reference(node).filter(|target| target.starts_with('#')) else { return };
        let span = node.get("$ref").map_or(node.span, |target| target.span);
        match targets.get_mut(target) {
            Some(places) => places.push(span),
            None => {
                targets.insert(target.to_owned(), vec![span]);
            }
        }
    });
    targets
}

/// What to do about a target that is not there, with the names that come close.
fn help(near: &[String]) -> String {
    if near.is_empty() {
        return "add the page that defines it, or correct the reference with an overlay".to_owned();
    }
    let near = near.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    format!("did the page mean {near}? Otherwise add the page that defines it")
}

/// The names beside the missing one that are most like it, the best first.
fn near_names(root: &Node, target: &str) -> Vec<String> {
    let Some(pointer) = Pointer::parse(target) else { return Vec::new() };
    let tokens = pointer.tokens().collect::<Vec<_>>();
    let Some((wanted, parents)) = tokens.split_last() else { return Vec::new() };
    let parent = parents.iter().fold(Pointer::root(), |pointer, token| pointer.join(token));
    let Some(Value::Object(siblings)) = parent.find(root).map(|node| &node.value) else {
        return Vec::new();
    };
    let names = siblings.keys().map(|key| key.name.as_str());
    let names = names.filter(|name| name.len() <= LONGEST).collect::<Vec<_>>();
    if wanted.len() > LONGEST {
        return Vec::new();
    }
    similar::get_close_matches(wanted.as_str(), &names, SUGGESTIONS, 0.6)
        .into_iter()
        .map(str::to_owned)
        .collect()
}
