//! Pages in Stainless' grammar.

use super::Fragment;
use crate::{
    diagnostic::Diagnostics,
    source::{SourceId, Sources},
};

pub(super) fn detect(_text: &str) -> bool {
    false
}

pub(super) fn read(
    _sources: &Sources,
    _page: SourceId,
    _diagnostics: &mut Diagnostics,
) -> Vec<Fragment> {
    Vec::new()
}
