//! merge, overlay, normalize: fragments become one strict OpenAPI 3.0 document.
//!
//! Every stage works on [`Node`]s, which know their places. Plain recursion over them is safe
//! everywhere below: the readers refuse what is nested deeper than a fixed bound, and no stage
//! adds more than a few levels of its own.

mod bundle;
mod grammar;
mod guide;
mod merge;
mod normalize;
mod output;
mod overlay;
mod references;

pub use bundle::{Library, beside, bundle, paths};
pub use guide::apply_guides;
pub use merge::merge;
pub use normalize::normalize;
pub use output::to_text;
pub use overlay::apply_overlay;

use crate::{
    json::{Node, Pointer},
    source::Span,
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
    /// The document as `openapiv3` knows it, without what no client is made of: examples,
    /// callbacks and links. Those stand in `root`.
    pub openapi: openapiv3::OpenAPI,
    /// The same with places: a [`Pointer`] into the one leads to the place in the other.
    pub root: Node,
}
