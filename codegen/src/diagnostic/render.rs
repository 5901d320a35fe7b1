//! Findings as compilers show theirs: the message, the marked excerpt, the help.

use super::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// How many bytes behind the beginning of a mark may be shown: more than a line of the terminal.
const MOST_BEHIND: usize = 1024;

/// Whether to colour the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without escape sequences.
    Plain,
    /// With ANSI colours.
    Coloured,
}

/// Shows one finding, without a final line break.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id()),
    );
    let excerpts = excerpts(diagnostic, sources);
    for snippet in excerpts.into_iter().filter_map(|labels| snippet(labels, sources)) {
        group = group.element(snippet);
    }
    let mut groups = Vec::new();
    if let Some(help) = &diagnostic.help {
        // Without an excerpt a help has nothing to hang on.
        if diagnostic.labels.is_empty() {
            groups.push(Group::with_title(Level::HELP.secondary_title(help.as_str())));
        } else {
            group = group.element(Level::HELP.message(help.as_str()));
        }
    }
    groups.insert(0, group);
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.term_width(140).render(&groups)
}

/// The labels that one excerpt can show. Two that lie far apart on one line (a whole document may
/// be one line) get an excerpt each: nothing between them would be cut.
fn excerpts<'a>(
    diagnostic: &'a Diagnostic,
    sources: &Sources,
) -> Vec<Vec<(AnnotationKind, &'a Label)>> {
    const APART: u32 = 100;
    let far = |one: &Label, other: &Label| {
        let (start, end) =
            (one.span.start.min(other.span.start), one.span.start.max(other.span.start));
        let between = Span { start, end, ..one.span };
        end - start > APART && !sources.text(between).contains('\n')
    };
    let mut excerpts: Vec<Vec<(AnnotationKind, &Label)>> = Vec::new();
    for (position, label) in diagnostic.labels.iter().enumerate() {
        let kind = if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let fits = |labels: &&mut Vec<(AnnotationKind, &Label)>| {
            labels.iter().all(|(_, it)| it.span.source == label.span.source && !far(it, label))
        };
        match excerpts.iter_mut().find(fits) {
            Some(labels) => labels.push((kind, label)),
            None => excerpts.push(vec![(kind, label)]),
        }
    }
    excerpts
}

fn snippet<'a>(
    labels: Vec<(AnnotationKind, &'a Label)>,
    sources: &'a Sources,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let source = sources.get(labels.first()?.1.span.source);
    let starts = || labels.iter().map(|(_, label)| label.span.start);
    let (start, line, end) = source.lines(starts().min()?..starts().max()?);
    // The renderer looks through all that it gets, and a document of megabytes may be one line.
    let last = starts().max()? as usize + MOST_BEHIND;
    let end = (last..end).find(|at| source.text.is_char_boundary(*at)).unwrap_or(end);
    let text = source.text.get(start..end)?;
    let annotations = labels.into_iter().map(|(kind, label)| {
        let marked = first_line(&source.text, label.span.range());
        let annotation = kind.span(marked.start - start..marked.end - start);
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    });
    Some(Snippet::source(text).line_start(line).path(source.path.as_str()).annotations(annotations))
}

/// Cuts a span to its first line and to 60 characters: a whole schema on one line marks only its beginning.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 60;
    let marked = text.get(range.clone()).unwrap_or("");
    let line = marked.lines().next().unwrap_or("");
    let length = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
    range.start..range.start + length
}
