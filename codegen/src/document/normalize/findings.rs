//! What normalization says: each mended mistake by itself, each kind of translation once.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::Node,
    source::Span,
};
use indexmap::IndexMap;

/// How often a document may be copied as a whole, in parts.
const COPIES: usize = 4;

/// How many nodes a small document may copy besides.
const FREE_COPIES: usize = 100_000;

/// The findings of one document.
pub(super) struct Findings<'d> {
    diagnostics: &'d mut Diagnostics,
    counted: IndexMap<(Code, &'static str), (usize, Span)>,
    failed: bool,
    /// How many more nodes may be copied.
    budget: usize,
}

impl<'d> Findings<'d> {
    /// Nothing found in a document yet.
    pub(super) fn new(root: &Node, diagnostics: &'d mut Diagnostics) -> Self {
        let budget = COPIES * root.count() + FREE_COPIES;
        Self { diagnostics, counted: IndexMap::new(), failed: false, budget }
    }

    /// Whether a node may be written once more. A document that grows beyond every sensible size
    /// by what it shares is refused.
    pub(super) fn may_copy(&mut self, node: &Node) -> bool {
        match self.budget.checked_sub(node.count()) {
            Some(left) => self.budget = left,
            None if self.failed => return false,
            None => {
                self.failed = true;
                let message = "what is shared here comes to too much when it is written out";
                self.diagnostics.push(
                    Diagnostic::new(Code::TooLarge, message)
                        .at(node.span, "beyond every sensible size here")
                        .help("look whether the document is what it should be"),
                );
                return false;
            }
        }
        true
    }

    /// A finding of another kind.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// A mistake, and how the document is read now.
    pub(super) fn repaired(&mut self, span: Span, mistake: impl Into<String>, now: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::Repaired, mistake)
                .at(span, now)
                .help("correct it with an overlay to make this warning go away"),
        );
    }

    /// Something that is not OpenAPI.
    pub(super) fn invalid(&mut self, span: Span, message: String, help: &str) {
        self.failed = true;
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidOpenApi, message).at(span, "").help(help));
    }

    /// Something said in other words now; shown once, with the number of places.
    pub(super) fn translated(&mut self, what: &'static str, span: Span) {
        self.count(Code::Translated, what, span);
    }

    /// Something that is left out; shown once, with the number of places.
    pub(super) fn untranslatable(&mut self, what: &'static str, span: Span) {
        self.count(Code::Untranslatable, what, span);
    }

    fn count(&mut self, code: Code, what: &'static str, span: Span) {
        self.counted.entry((code, what)).or_insert((0, span)).0 += 1;
    }

    /// Adds what was counted. Nothing when something was not OpenAPI.
    pub(super) fn finish(self) -> Option<()> {
        for ((code, what), (count, span)) in self.counted {
            let message =
                if count == 1 { what.to_owned() } else { format!("{what}, in {count} places") };
            let label = if count == 1 { "" } else { "the first of them" };
            self.diagnostics.push(Diagnostic::new(code, message).at(span, label));
        }
        (!self.failed).then_some(())
    }
}
