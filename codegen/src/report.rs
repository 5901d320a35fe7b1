//! What `--report` says: everything that went in, and what became of it.

use crate::{
    Document,
    diagnostic::{Code, Diagnostic, Diagnostics, Record},
    emit::Package,
    json::{Node, Pointer, Value},
    model::Api,
    page::Format,
    source::{Sources, Span},
};
use serde::Serialize;
use std::collections::HashMap;

/// The report of `xtask spec`.
#[derive(Debug, Serialize)]
pub struct DocumentReport {
    fragments: Vec<FragmentEntry>,
    duplicates: Vec<DuplicateEntry>,
    conflicts: Vec<ConflictEntry>,
    losses: Vec<LossEntry>,
    diagnostics: Vec<Record>,
}

/// The report of `xtask generate`.
#[derive(Debug, Serialize)]
pub struct CrateReport {
    #[serde(flatten)]
    document: DocumentReport,
    operations: Vec<OperationEntry>,
    types: Vec<TypeEntry>,
    skipped: Vec<SkippedEntry>,
}

/// Where something stands: lines and columns from 1.
#[derive(Debug, Serialize)]
struct PlaceEntry {
    file: String,
    line: usize,
    column: usize,
}

#[derive(Debug, Serialize)]
struct FragmentEntry {
    #[serde(flatten)]
    place: PlaceEntry,
    format: Format,
    operations: usize,
    losses: usize,
}

#[derive(Debug, Serialize)]
struct DuplicateEntry {
    pointer: String,
    places: Vec<PlaceEntry>,
}

#[derive(Debug, Serialize)]
struct ConflictEntry {
    code: &'static str,
    message: String,
    places: Vec<PlaceEntry>,
}

#[derive(Debug, Serialize)]
struct LossEntry {
    pointer: String,
    what: String,
    #[serde(flatten)]
    place: PlaceEntry,
}

#[derive(Debug, Serialize)]
struct OperationEntry {
    id: String,
    method: &'static str,
    path: String,
    rust: String,
}

#[derive(Debug, Serialize)]
struct TypeEntry {
    pointer: String,
    rust: String,
}

#[derive(Debug, Serialize)]
struct SkippedEntry {
    pointer: Option<String>,
    code: &'static str,
    message: String,
}

/// Reports how a document came about.
pub fn of_document(
    sources: &Sources,
    document: &Document,
    diagnostics: &Diagnostics,
) -> DocumentReport {
    let duplicates = document.duplicates.iter().map(|duplicate| DuplicateEntry {
        pointer: duplicate.pointer.to_string(),
        places: duplicate.places.iter().map(|span| place(sources, *span)).collect(),
    });
    let losses = document.parts.iter().flat_map(|part| &part.losses).map(|loss| LossEntry {
        pointer: loss.pointer.to_string(),
        what: loss.what.clone(),
        place: place(sources, loss.span),
    });
    let fragments = document.parts.iter().map(|part| FragmentEntry {
        place: place(sources, part.span),
        format: part.format,
        operations: part.operations,
        losses: part.losses.len(),
    });
    DocumentReport {
        fragments: fragments.collect(),
        duplicates: duplicates.collect(),
        conflicts: diagnostics.iter().filter_map(|it| conflict(sources, it)).collect(),
        losses: losses.collect(),
        diagnostics: diagnostics.iter().map(|it| it.record(sources)).collect(),
    }
}

/// Reports what became of a document: the model when there is one, and what it lacks.
pub fn of_crate(
    sources: &Sources,
    document: &Document,
    diagnostics: &Diagnostics,
    made: Option<(&Package, &Api)>,
) -> CrateReport {
    CrateReport {
        document: of_document(sources, document, diagnostics),
        operations: made.map(|(package, api)| operations(package, api)).unwrap_or_default(),
        types: made.map(|(package, api)| types(package, api)).unwrap_or_default(),
        skipped: skipped(document, diagnostics),
    }
}

fn place(sources: &Sources, span: Span) -> PlaceEntry {
    let place = sources.place(span);
    PlaceEntry { file: place.path.to_string(), line: place.line, column: place.column }
}

/// A finding as a conflict, when it is one: several definitions that cannot all hold.
fn conflict(sources: &Sources, diagnostic: &Diagnostic) -> Option<ConflictEntry> {
    matches!(diagnostic.code, Code::Conflict | Code::DuplicateOperationId).then(|| ConflictEntry {
        code: diagnostic.code.id(),
        message: diagnostic.message.clone(),
        places: diagnostic.labels.iter().map(|label| place(sources, label.span)).collect(),
    })
}

fn operations(package: &Package, api: &Api) -> Vec<OperationEntry> {
    let root = package.path_of(api);
    let entries = api.resources.iter().flat_map(|resource| {
        let path = format!("{root}::{}::{}", resource.module, resource.ident);
        resource.operations.iter().map(move |operation| OperationEntry {
            id: operation.called().into_owned(),
            method: operation.method.as_str(),
            path: operation.path.clone(),
            rust: format!("{path}::{}", operation.ident),
        })
    });
    entries.collect()
}

fn types(package: &Package, api: &Api) -> Vec<TypeEntry> {
    let root = package.path_of(api);
    let entries = api.types.iter().map(|definition| TypeEntry {
        pointer: definition.origin.pointer.to_string(),
        rust: format!("{root}::models::{}", definition.ident),
    });
    entries.collect()
}

fn skipped(document: &Document, diagnostics: &Diagnostics) -> Vec<SkippedEntry> {
    let skipped: Vec<_> = diagnostics.iter().filter(|it| it.code == Code::Skipped).collect();
    let spans = skipped.iter().filter_map(|it| Some(it.labels.first()?.span));
    let pointers = match &document.specification {
        Some(specification) if !skipped.is_empty() => {
            pointers(&specification.root, spans.collect())
        }
        _ => HashMap::new(),
    };
    let entries = skipped.into_iter().map(|diagnostic| SkippedEntry {
        pointer: diagnostic
            .labels
            .first()
            .and_then(|label| pointers.get(&label.span))
            .map(ToString::to_string),
        code: diagnostic.code.id(),
        message: diagnostic.message.clone(),
    });
    entries.collect()
}

/// The first node, from the root on, at each of the places.
fn pointers(root: &Node, mut wanted: std::collections::HashSet<Span>) -> HashMap<Span, Pointer> {
    let mut found = HashMap::new();
    let mut open = vec![(Pointer::root(), root)];
    while let Some((pointer, node)) = open.pop() {
        if wanted.remove(&node.span) {
            found.insert(node.span, pointer.clone());
        }
        match &node.value {
            Value::Object(members) => open
                .extend(members.iter().rev().map(|(key, child)| (pointer.join(&key.name), child))),
            Value::Array(items) => open.extend(
                items.iter().enumerate().rev().map(|(at, child)| (pointer.item(at), child)),
            ),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_named_by_its_place_in_the_document() {
        let mut sources = Sources::new();
        let page = sources.add("page.md", "0123456789");
        let leaf = Node::new(Value::Null, Span::new(page, 4..5));
        let key = |name| crate::json::Key::new(name, Span::new(page, 3..4));
        let item = Node::object([(key("get"), leaf)], Span::new(page, 2..6));
        let root = Node::object([(key("/users"), item)], Span::new(page, 0..9));
        let found = pointers(&root, [Span::new(page, 4..5)].into());
        assert_eq!(found[&Span::new(page, 4..5)].as_str(), "/~1users/get");
    }
}
