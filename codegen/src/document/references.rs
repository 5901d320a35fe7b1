//! Whether every reference of a document leads to something, and what becomes of those that do not.

use super::grammar::{Kind, is_method, reference, walk};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, LONGEST_CHAIN, Node, Pointer, Value},
    source::Span,
};
use indexmap::IndexMap;

/// How many names the help lists.
const SUGGESTIONS: usize = 3;

/// For how many findings near names are looked up: the search reads every name of a section.
const HELPED: usize = 20;

/// The longest name that is compared with others.
const LONGEST: usize = 120;

/// The components of which nothing can be supposed.
const LEFT_OUT: [&str; 2] = ["#/components/parameters/", "#/components/securitySchemes/"];

/// What to do about a target in another file.
const OUTSIDE: &str = "only files below the folder of the document are read, and nothing is fetched: \
    put the file there, or correct the reference with an overlay";

/// One target that is not there.
struct Missing {
    /// Every place that refers to it.
    places: Vec<Span>,
    /// What stands in its place from now on.
    now: &'static str,
}

/// Finds the references that lead nowhere, and puts what is known of such a thing in their place:
/// that there is a value, or nothing at all. References to other documents lead nowhere as well by
/// now: those that could be followed are references into this one.
pub(super) fn settle(root: &mut Node, diagnostics: &mut Diagnostics) {
    let missing = missing(root);
    if missing.is_empty() {
        return;
    }
    for (number, (target, missing)) in missing.iter().enumerate() {
        let near = if number < HELPED { near_names(root, target) } else { Vec::new() };
        let is_inside = target.starts_with('#');
        let message = format!("`{target}` is referred to and not defined");
        let mut diagnostic = Diagnostic::new(Code::DanglingReference, message).help(if is_inside {
            help(&near)
        } else {
            OUTSIDE.to_owned()
        });
        for (index, span) in missing.places.iter().enumerate() {
            let text = if index == 0 { missing.now } else { "and here" };
            diagnostic = diagnostic.at(*span, text);
        }
        diagnostics.push(diagnostic);
    }
    let dangles = |node: &Node| reference(node).is_some_and(|it| missing.contains_key(it));
    walk(root, &mut |kind, node, _| {
        if dangles(node) {
            node.value = unknown(kind, node.span);
        }
        // An operation of which nothing is known is none that can be called.
        if let Some(item) = node.as_object_mut().filter(|_| kind == Kind::PathItem) {
            item.retain(|key, operation| !(is_method(&key.name) && dangles(operation)));
        }
        // A parameter of which not even the name is known cannot be sent.
        match node.get_mut("parameters").map(|it| &mut it.value) {
            Some(Value::Array(parameters)) => parameters.retain(|it| !dangles(it)),
            Some(Value::Object(parameters)) => parameters.retain(|_, it| !dangles(it)),
            _ => {}
        }
        // Nor can a credential of which not even the kind is known.
        let schemes = node.get_mut("securitySchemes").filter(|_| kind == Kind::Components);
        if let Some(schemes) = schemes.and_then(Node::as_object_mut) {
            schemes.retain(|_, scheme| !dangles(scheme));
        }
    });
}

/// Every target that is not there, in the order of the document.
fn missing(root: &mut Node) -> IndexMap<String, Missing> {
    let mut targets = IndexMap::<String, Missing>::new();
    walk(root, &mut |kind, node, _| {
        let Some(target) = reference(node) else { return };
        let span = node.get("$ref").map_or(node.span, |target| target.span);
        if let Some(known) = targets.get_mut(target) {
            known.places.push(span);
        } else {
            let found = Missing { places: vec![span], now: now(kind) };
            targets.insert(target.to_owned(), found);
        }
    });
    targets.retain(|target, _| !leads(target, root));
    targets
}

/// Whether something stands where a reference leads. What is left out when it is itself a reference
/// that leads nowhere does not, nor does a circle.
fn leads<'a>(mut target: &'a str, root: &'a Node) -> bool {
    for _ in 0..LONGEST_CHAIN {
        let pointer = Pointer::parse(target).filter(|_| target.starts_with('#'));
        let Some(node) = pointer.and_then(|pointer| pointer.find(root)) else { return false };
        let is_left_out = LEFT_OUT.iter().any(|section| target.starts_with(section));
        let Some(next) = reference(node).filter(|_| is_left_out) else { return true };
        target = next;
    }
    false
}

/// What stands in the place of something that is not there, in words.
fn now(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema | Kind::Header => "nothing stands there: read as any value",
        Kind::RequestBody | Kind::Response => "nothing stands there: read as any JSON",
        _ => "nothing stands there: left out",
    }
}

/// All that is known of something that is not there.
fn unknown(kind: Kind, span: Span) -> Value {
    let object = |name, node| Node::object([(Key::new(name, span), node)], span);
    let anything = || Node::object([], span);
    let content = || object("application/json", object("schema", anything()));
    let description = (Key::new("description", span), Node::string("", span));
    let node = match kind {
        Kind::Header => object("schema", anything()),
        Kind::RequestBody => object("content", content()),
        Kind::Response => Node::object([description, (Key::new("content", span), content())], span),
        _ => anything(),
    };
    node.value
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
    let (Some(parent), Some(wanted)) = (pointer.parent(), pointer.tokens().last()) else {
        return Vec::new();
    };
    let Some(Value::Object(siblings)) = parent.find(root).map(|node| &node.value) else {
        return Vec::new();
    };
    let names = siblings.keys().map(|key| key.name.as_str());
    // What stands there by this very name leads nowhere either.
    let names = names.filter(|name| name.len() <= LONGEST && *name != wanted);
    let names = names.collect::<Vec<_>>();
    if wanted.len() > LONGEST {
        return Vec::new();
    }
    similar::get_close_matches(wanted.as_str(), &names, SUGGESTIONS, 0.6)
        .into_iter()
        .map(str::to_owned)
        .collect()
}
