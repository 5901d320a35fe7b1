//! Counts are conserved: every operation of a document is in the model, or a finding says why not.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::Specification,
    model::{Api, Method},
    source::Span,
};
use std::collections::HashSet;

/// Reports the operations that the model lacks and that no finding explains.
pub(crate) fn take(specification: &Specification, api: &Api, diagnostics: &mut Diagnostics) {
    let modelled: HashSet<(&str, Method)> = api
        .resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .map(|operation| (operation.path.as_str(), operation.method))
        .collect();
    let explained: Vec<Span> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::Skipped)
        .filter_map(|diagnostic| Some(diagnostic.labels.first()?.span))
        .collect();
    let lost = operations(specification)
        .filter(|(path, method, _)| !modelled.contains(&(*path, *method)))
        .filter(|(.., span)| !explained.iter().any(|it| contains(*span, *it)));
    for (path, method, span) in lost {
        let message = format!("the operation `{} {path}` has no method", method.as_str());
        diagnostics.push(Diagnostic::new(Code::Skipped, message).at(span, "this operation"));
    }
}

/// The operations of a document, each with its place.
fn operations(specification: &Specification) -> impl Iterator<Item = (&str, Method, Span)> {
    let paths = specification.root.get("paths").and_then(|paths| paths.as_object());
    paths.into_iter().flatten().flat_map(|(path, item)| {
        Method::ALL.into_iter().filter_map(move |method| {
            let operation = item.get(&method.as_str().to_ascii_lowercase())?;
            Some((path.name.as_str(), method, operation.span))
        })
    })
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}
