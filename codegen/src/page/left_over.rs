//! What a page says of an API and no reader reads: it is told, not lost in silence.

use super::{Fragment, elsewhere, elsewhere::Shown, markdown, unread};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Source, SourceId, Span},
};
use std::ops::Range;

const IN_A_FENCE: &str = "what is read stands in a code fence, or in a file of its own, as JSON or \
                          YAML, and begins with `openapi` or `swagger` and the version";

const DOWNLOAD: &str = "the site shows it from an OpenAPI document, which is not fetched: download \
                        that, and give it instead of this page";

/// The findings for what is left over beside the fragments of a page.
pub(super) fn left_over<'a>(
    source: &'a Source,
    page: SourceId,
    fragments: &'a [Fragment],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let blocks: Vec<_> = markdown::fences(page, &source.text)
        .into_iter()
        .map(|fence| fence.text.span(0..fence.text.text().len()).range())
        .collect();
    // What else stands in the block of a document is found where that is parsed.
    let read: Vec<_> = fragments
        .iter()
        .map(|fragment| {
            let range = fragment.document.span.range();
            let block = blocks.iter().find(|block| block.contains(&range.start));
            block.cloned().unwrap_or(range)
        })
        .collect();
    let unread = unread::first(&source.text, &read).map(|range| {
        Diagnostic::new(
            Code::UnreadDescription,
            "an API description stands in a form that is not read",
        )
        .at(Span::new(page, range), "")
        .help(IN_A_FENCE)
    });
    let described = |shown: &Shown| {
        shown.operation.as_ref().is_some_and(|(method, path)| {
            let paths = fragments.iter().filter_map(|it| it.document.get("paths"));
            paths.filter_map(|paths| paths.get(path)).any(|item| item.get(method).is_some())
        })
    };
    let shown = elsewhere::shown(&source.text).into_iter().filter(move |it| !described(it));
    let elsewhere = shown.map(move |shown| {
        let what = match &shown.operation {
            Some((method, path)) => format!("`{} {path}`", method.to_ascii_uppercase()),
            None => "something".to_owned(),
        };
        let message = format!("the page shows {what}, and does not hold its description");
        Diagnostic::new(Code::UnreadDescription, message)
            .at(Span::new(page, shown.range), "not read")
            .help(DOWNLOAD)
    });
    unread.into_iter().chain(elsewhere)
}

/// What comes nearest to a description on a page that no reader takes: its place, what it is, and
/// what to do.
pub(super) fn almost(text: &str) -> Option<(Range<usize>, &'static str, &'static str)> {
    if let Some(range) = unread::first(text, &[]) {
        return Some((range, "this seems to be part of one", IN_A_FENCE));
    }
    let first = elsewhere::shown(text).into_iter().next()?;
    Some((first.range, "this only names one", DOWNLOAD))
}
