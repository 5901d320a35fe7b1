//! From documentation pages to a typed Rust client.
//!
//! ```text
//! pages ──read──▶ fragments ──merge──▶ document ──overlay──▶ ──normalize──▶ ──lower──▶ model ──emit──▶ files
//! ```
//!
//! Every stage is a function from a value to a value, and none stops at its first finding: each
//! adds what it finds to the [`Diagnostics`] and goes on, and the pipeline stops between stages.
//! [`document()`] and [`api()`] are the way up to the model, [`emit::emit`] is the rest. Nothing here
//! but [`files`] touches the disk.

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod files;
pub mod json;
pub mod lower;
pub mod model;
pub mod name;
pub mod page;
pub mod report;
pub mod source;

mod census;

use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use document::{Duplicate, Library, Specification};
use json::{Node, parse_json, parse_yaml};
use model::Api;
use page::{Format, Fragment, Guide, Loss, Page};
use source::{SourceId, Sources, Span};

/// The texts that describe one API.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Documentation pages and OpenAPI documents, in any order.
    pub pages: Vec<SourceId>,
    /// Corrections, in the order in which they apply.
    pub overlays: Vec<SourceId>,
    /// The other files that documents refer to; see [`document::paths`].
    pub beside: Vec<SourceId>,
}

/// One API's document, and how it came about.
#[derive(Debug, Default)]
pub struct Document {
    /// The parts that the pages hold.
    pub parts: Vec<Part>,
    /// What stood in more than one place.
    pub duplicates: Vec<Duplicate>,
    /// The document; nothing when a stage on the way found an error.
    pub specification: Option<Specification>,
}

/// Where one fragment stood, and what it could not say.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its place in the page.
    pub span: Span,
    /// In which form it stands there.
    pub format: Format,
    /// How many operations stand in it, counted before any stage touches them.
    pub operations: usize,
    /// What the page could not say.
    pub losses: Vec<Loss>,
}

impl Part {
    fn of(Fragment { document, format, losses, .. }: &Fragment) -> Self {
        let operations = census::operations(document);
        Self { span: document.span, format: *format, operations, losses: losses.clone() }
    }
}

/// Reads an API's pages and joins what they say to one OpenAPI 3.0 document.
pub fn document(sources: &Sources, inputs: &Inputs, diagnostics: &mut Diagnostics) -> Document {
    let (mut fragments, guides) = read(sources, &inputs.pages, diagnostics);
    let mut library = Library::of(sources, inputs.pages.iter().chain(&inputs.beside).copied());
    for Fragment { source, document, .. } in &mut fragments {
        document::bundle(document, *source, &mut library, diagnostics);
    }
    let overlays = read_overlays(sources, &inputs.overlays, diagnostics);
    let mut document =
        Document { parts: fragments.iter().map(Part::of).collect(), ..Document::default() };
    if diagnostics.has_errors() {
        return document;
    }
    let Some(mut merged) = document::merge(fragments, sources, diagnostics) else {
        return document;
    };
    document.duplicates = merged.duplicates;
    document::apply_guides(&mut merged.root, &guides, sources, diagnostics);
    for overlay in &overlays {
        document::apply_overlay(&mut merged.root, overlay, diagnostics);
    }
    if !diagnostics.has_errors() {
        document.specification = document::normalize(merged.root, diagnostics);
    }
    document.specification.take_if(|_| diagnostics.has_errors());
    document
}

/// Decides how an API reads in Rust, and checks that nothing got lost on the way.
pub fn api(
    specification: &Specification,
    module: &str,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let api = lower::lower(specification, module, sources, diagnostics)?;
    census::take(specification, &api, diagnostics);
    Some(api)
}

/// Reads the pages in the order of their paths, whatever the order in which they were given.
fn read(
    sources: &Sources,
    pages: &[SourceId],
    diagnostics: &mut Diagnostics,
) -> (Vec<Fragment>, Vec<Guide>) {
    let mut pages = pages.to_vec();
    pages.sort_by_key(|page| sources.path(*page));
    let (mut fragments, mut guides) = (Vec::new(), Vec::new());
    // What an error is about is left over because of it.
    pages.retain(|page| {
        let errors = diagnostics.count(Severity::Error);
        match page::read(sources, *page, diagnostics) {
            Some(Page::Reference(found)) => fragments.extend(found),
            Some(Page::Guide(guide)) => guides.push(guide),
            None => {}
        }
        diagnostics.count(Severity::Error) == errors
    });
    for page in pages {
        diagnostics.extend(page::left_over(sources, page, &fragments));
    }
    if fragments.is_empty() && !diagnostics.has_errors() {
        let found = Diagnostic::new(Code::NotOpenApi, "no page describes an API").help(
            "how-to pages are not enough: add the reference pages of the operations that they name",
        );
        diagnostics.push(match guides.first() {
            Some(guide) => found.at(Span::new(guide.source, 0..0), ""),
            None => found,
        });
    }
    (fragments, guides)
}

/// Reads the overlays, which are YAML; JSON is YAML as well, but has a parser with better words.
fn read_overlays(
    sources: &Sources,
    overlays: &[SourceId],
    diagnostics: &mut Diagnostics,
) -> Vec<Node> {
    let parse = |overlay: &SourceId| {
        let source = sources.get(*overlay);
        let span = Span::new(*overlay, 0..source.text.len());
        let is_json = source.path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        let parse = if is_json { parse_json } else { parse_yaml };
        parse(sources, span, diagnostics)
    };
    overlays.iter().filter_map(parse).collect()
}
