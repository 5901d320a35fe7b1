//! What lowering says about its input, at the right place.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Severity},
    json::{Node, Pointer},
    model::Origin,
    name::Resolved,
    source::{Sources, Span},
};
use std::collections::HashSet;

/// Finds places for findings.
pub(super) struct Finder<'a> {
    root: &'a Node,
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    errors_before: usize,
    /// What has been said already: several operations may lead to one place.
    said: HashSet<(Code, Pointer, String)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(
        root: &'a Node,
        sources: &'a Sources,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let errors_before = diagnostics.count(Severity::Error);
        Self { root, sources, diagnostics, errors_before, said: HashSet::new() }
    }

    /// Whether anything found here makes the result unusable.
    pub(super) fn has_errors(&self) -> bool {
        self.diagnostics.count(Severity::Error) > self.errors_before
    }

    /// What stands at a place, as it was written.
    pub(super) fn node(&self, at: &Pointer) -> Option<&'a Node> {
        at.find(self.root)
    }

    /// Where something stands, or the nearest place that can be shown.
    fn span(&self, pointer: &Pointer) -> Span {
        pointer.nearest(self.root).span
    }

    /// Where something comes from.
    pub(super) fn origin(&self, pointer: Pointer) -> Origin {
        let page = self.sources.path(self.span(&pointer).source).to_owned();
        Origin { pointer, page }
    }

    /// Adds a finding at a place.
    pub(super) fn report(&mut self, code: Code, at: &Pointer, message: String, help: &str) {
        if !self.said.insert((code, at.clone(), message.clone())) {
            return;
        }
        let diagnostic = Diagnostic::new(code, message).at(self.span(at), "");
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    /// Something that Rust has no exact form for, and what stands in its place.
    pub(super) fn degraded(&mut self, at: &Pointer, message: String) {
        self.report(
            Code::Degraded,
            at,
            message,
            "change the document with an overlay if this matters",
        );
    }

    /// A reference that leads nowhere.
    pub(super) fn dangling(&mut self, at: &Pointer, reference: &str) {
        self.report(
            Code::DanglingReference,
            at,
            format!("nothing stands at `{reference}`, which is referred to here"),
            "add the page that defines it, or correct the reference with an overlay",
        );
    }

    /// Names that were wished for twice, and what they became.
    pub(super) fn collisions(
        &mut self,
        resolved: &Resolved,
        what: &str,
        place: impl Fn(usize) -> Option<Pointer>,
    ) {
        for collision in &resolved.collisions {
            let Some(at) = place(collision.loser) else { continue };
            let Some(given) = resolved.idents.get(collision.loser) else { continue };
            let wanted = &collision.wanted;
            let why = if collision.winner.is_some() { "is taken" } else { "is reserved" };
            let mut diagnostic = Diagnostic::new(
                Code::NameCollision,
                format!("the {what} name `{wanted}` {why}, so this is called `{given}`"),
            )
            .at(self.span(&at), "");
            if let Some(winner) = collision.winner.and_then(&place) {
                diagnostic =
                    diagnostic.at(self.span(&winner), format!("this is called `{wanted}`"));
            }
            self.diagnostics
                .push(diagnostic.help("choose another name with `x-rust` in an overlay"));
        }
    }
}
