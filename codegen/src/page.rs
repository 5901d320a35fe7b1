//! read: a page becomes the fragments of OpenAPI in it, or the facts that a how-to page states.

mod stainless;

use crate::{
    diagnostic::Diagnostics,
    json::{Node, Pointer},
    source::{SourceId, Sources, Span, Spanned},
};

/// What a page holds.
#[derive(Debug)]
pub enum Page {
    /// Parts of an API's description.
    Reference(Vec<Fragment>),
    /// Instructions that know more than the description.
    Guide(Guide),
}

/// A part of an API's description, as an OpenAPI document of its own.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The page that holds it.
    pub source: SourceId,
    /// In which form it stands there.
    pub format: Format,
    /// The document; every node knows its place in the page.
    pub document: Node,
    /// What the page could not say.
    pub losses: Vec<Loss>,
}

/// The form of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A file that is an OpenAPI document.
    OpenApi,
    /// An OpenAPI document in a code fence.
    Embedded,
    /// Prose in Stainless' grammar.
    Stainless,
}

/// Something that OpenAPI would say and the page does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The node of the fragment's document that lacks it.
    pub pointer: Pointer,
    /// What is not known, as `integer or number`.
    pub what: String,
    /// The place in the page.
    pub span: Span,
}

/// What a how-to page states, step by step.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The page.
    pub source: SourceId,
    /// The steps that call an operation, in order.
    pub steps: Vec<Step>,
}

/// One call that a how-to page describes.
#[derive(Clone, Debug)]
pub struct Step {
    /// The operation id at the end of the page's link.
    pub operation: Spanned<String>,
    /// The method and path that the page gives, when it does.
    pub endpoint: Option<Spanned<(String, String)>>,
    /// What the page says of the call's parameters.
    pub facts: Vec<Fact>,
}

/// Something that a how-to page says of a call.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A parameter that must be given.
    Required(Spanned<String>),
    /// A value that a parameter is to be given.
    Value {
        /// The parameter.
        parameter: Spanned<String>,
        /// The value.
        value: Spanned<serde_json::Value>,
        /// The sentence that says so.
        sentence: String,
    },
    /// Where the page says that something is sent: `the user ID in the header`.
    SentIn {
        /// What is sent, in the page's words.
        what: Spanned<String>,
        /// Where, in the page's words: `header`, `body`, `path`, `query`.
        location: Spanned<String>,
    },
}

/// Reads one page; nothing when it holds nothing that can be used, which is then a finding.
pub fn read(sources: &Sources, page: SourceId, diagnostics: &mut Diagnostics) -> Option<Page> {
    if stainless::detect(&sources.get(page).text) {
        return Some(Page::Reference(stainless::read(sources, page, diagnostics)));
    }
    None
}
