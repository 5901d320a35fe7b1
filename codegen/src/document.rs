//! merge, overlay, normalize: fragments become one strict OpenAPI 3.0 document.

mod guide;

pub use guide::apply_guides;

use crate::{
    diagnostic::Diagnostics,
    json::{Node, Pointer},
    page::Fragment,
    source::{Sources, Span},
};

/// The fragments of an API in one document.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The document; every node knows its place.
    pub root: Node,
    /// What stood in more than one place.
    pub duplicates: Vec<Duplicate>,
}

/// One thing that was defined more than once, equally each time.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// Its place in the merged document.
    pub pointer: Pointer,
    /// The places of all its definitions, in the order of the pages' paths.
    pub places: Vec<Span>,
}

/// A strict OpenAPI 3.0 document, with the places of its nodes.
#[derive(Clone, Debug)]
pub struct Specification {
    /// The document as `openapiv3` knows it.
    pub openapi: openapiv3::OpenAPI,
    /// The same with places: a [`Pointer`] into the one leads to the place in the other.
    pub root: Node,
}

/// Joins fragments. Equal definitions become one; the order of the fragments changes nothing.
pub fn merge(
    _fragments: Vec<Fragment>,
    _sources: &Sources,
    _diagnostics: &mut Diagnostics,
) -> Option<Merged> {
    None
}

/// Applies an OpenAPI Overlay 1.0 document.
pub fn apply_overlay(_root: &mut Node, _overlay: &Node, _diagnostics: &mut Diagnostics) {}

/// Translates whatever means OpenAPI (2.0, 3.0, 3.1, slightly wrong) to strict OpenAPI 3.0.
pub fn normalize(_root: Node, _diagnostics: &mut Diagnostics) -> Option<Specification> {
    None
}
