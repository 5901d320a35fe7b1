//! What a page says of an API and no reader reads: it is told, not lost in silence.

use super::{Fragment, elsewhere, elsewhere::Shown, markdown, unread};
use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Source, SourceId, Span},
};
use std::ops::Range;

const IN_A_FENCE: &str = "what is read stands in a code block that is closed, or in a file of its \
                          own, as JSON or YAML: a whole document, or its `paths` or `components`";

const DOWNLOAD: &str = "the site shows it from an OpenAPI document, which is not fetched: download \
                        that, and give it instead of this page";

const OTHER_FORM: &str =
    "find the OpenAPI document from which the page was made, and give that instead";

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
    let unread = unread(page, &unread::all(&source.text, &read));
    let shown = elsewhere::shown(&source.text).into_iter();
    let shown = shown.filter(move |shown| {
        let is_code = blocks.iter().any(|block| block.contains(&shown.range.start));
        !is_code && !is_described(shown, fragments)
    });
    let elsewhere = shown.map(move |shown| {
        let what = match &shown.operation {
            Some(endpoint) => format!("`{endpoint}`"),
            None => "something".to_owned(),
        };
        let message = if shown.is_here {
            format!("the page describes {what} in a form that is not read")
        } else {
            format!("the page shows {what}, and does not hold its description")
        };
        Diagnostic::new(Code::UnreadDescription, message)
            .at(Span::new(page, shown.range.clone()), "not read")
            .help(help(&shown))
    });
    unread.into_iter().chain(elsewhere)
}

/// The findings for descriptions in a form that is not read: one for each, up to a number, and one
/// for all others.
fn unread(page: SourceId, descriptions: &[Range<usize>]) -> Vec<Diagnostic> {
    const LISTED: usize = 16;
    let (listed, others) = descriptions.split_at(descriptions.len().min(LISTED));
    let finding = |place: &Range<usize>, what: String| {
        Diagnostic::new(Code::UnreadDescription, format!("{what} in a form that is not read"))
            .at(Span::new(page, place.clone()), "")
            .help(IN_A_FENCE)
    };
    let one = |place| finding(place, "an API description stands".to_owned());
    let count = others.len();
    let others =
        others.first().map(|first| finding(first, format!("{count} more API descriptions stand")));
    listed.iter().map(one).chain(others).collect()
}

/// Whether a fragment of the page describes the operation that the page shows, whatever the names
/// in its path; the site's own may have the server's path before it.
fn is_described(shown: &Shown, fragments: &[Fragment]) -> bool {
    let Some(endpoint) = &shown.operation else { return false };
    let method = endpoint.method.to_ascii_lowercase();
    let paths = fragments.iter().filter_map(|it| it.document.get("paths")?.as_object());
    let mut described = paths.flatten().filter(|(_, item)| item.get(&method).is_some());
    described.any(|(path, _)| endpoint.leads_to(&path.name))
}

fn help(shown: &Shown) -> &'static str {
    if shown.is_here { OTHER_FORM } else { DOWNLOAD }
}

/// What comes nearest to a description on a page that no reader takes: its place, what it is, and
/// what to do.
pub(super) fn almost(text: &str) -> Option<(Range<usize>, &'static str, &'static str)> {
    if let Some(range) = unread::first(text) {
        return Some((range, "this seems to be part of one", IN_A_FENCE));
    }
    let first = elsewhere::shown(text).into_iter().next()?;
    let help = help(&first);
    let label = if first.is_here {
        "this is one in a form that is not read"
    } else {
        "this only names one"
    };
    Some((first.range, label, help))
}
