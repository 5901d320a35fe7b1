//! Operation ids that are not unique.

use super::findings::Findings;
use crate::{
    diagnostic::{Code, Diagnostic},
    document::grammar::is_method,
    json::{Node, Object},
    source::Span,
};
use indexmap::IndexMap;

/// Takes an id that several operations have from all of them: so they are named by their methods
/// and paths, and none depends on which of them stands first.
pub(super) fn separate(root: &mut Node, findings: &mut Findings<'_>) {
    let mut places = IndexMap::<String, Vec<Span>>::new();
    each_operation(root, |operation| {
        if let Some(id) = operation.get("operationId") {
            let places = places.entry(id.as_str().unwrap_or_default().to_owned()).or_default();
            places.push(id.span);
        }
    });
    places.retain(|_, places| places.len() > 1);
    if places.is_empty() {
        return;
    }
    each_operation(root, |operation| {
        let id = operation.get("operationId").and_then(Node::as_str);
        if id.is_some_and(|id| places.contains_key(id)) {
            operation.shift_remove("operationId");
        }
    });
    for (id, places) in places {
        let message = format!("{} operations have the id `{id}`", places.len());
        let help = "they are named by method and path; give them ids of their own with an overlay";
        let found = Diagnostic::new(Code::DuplicateOperationId, message).help(help);
        findings.push(places.into_iter().fold(found, |found, span| found.at(span, "")));
    }
}

/// The operations under `paths`: those of callbacks are the client's own to answer.
fn each_operation(root: &mut Node, mut rule: impl FnMut(&mut Object)) {
    let Some(paths) = root.get_mut("paths").and_then(Node::as_object_mut) else { return };
    for item in paths.values_mut().filter_map(Node::as_object_mut) {
        let operations = item.iter_mut().filter(|(key, _)| is_method(&key.name));
        operations.filter_map(|(_, node)| node.as_object_mut()).for_each(&mut rule);
    }
}
