//! lower: an OpenAPI document becomes the model of a Rust API.

use crate::{diagnostic::Diagnostics, document::Specification, model::Api, source::Sources};

/// Decides how an API reads in Rust. `module` is what the API is to be called.
pub fn lower(
    _specification: &Specification,
    _module: &str,
    _sources: &Sources,
    _diagnostics: &mut Diagnostics,
) -> Option<Api> {
    None
}
