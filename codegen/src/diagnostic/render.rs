//! Findings as compilers show theirs: the message, the marked excerpt, the help.

use super::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// How many bytes before and behind the beginning of a mark may be shown: more than a line of the
/// terminal. The renderer looks through all that it gets, and a document of megabytes may be one
/// line.
const MOST_AROUND: usize = 1024;

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
    let mut headings = Vec::new();
    let excerpts = excerpts(diagnostic, sources);
    for (snippet, heading) in excerpts.into_iter().filter_map(|labels| snippet(labels, sources)) {
        group = group.element(snippet);
        headings.extend(heading);
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
    let text = renderer.term_width(140).render(&groups);
    headings
        .into_iter()
        .fold(text, |text, Heading { shown, meant }| text.replacen(&shown, &meant, 1))
}

/// The place above an excerpt whose line is shown from its middle on.
struct Heading {
    /// As the renderer counts it.
    shown: String,
    /// As it is.
    meant: String,
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
) -> Option<(Snippet<'a, Annotation<'a>>, Option<Heading>)> {
    let first = labels.first()?.1.span;
    let source = sources.get(first.source);
    let starts = || labels.iter().map(|(_, label)| label.span.start);
    let (line_start, line, end) = source.lines(starts().min()?..starts().max()?);
    let start = (starts().min()? as usize).saturating_sub(MOST_AROUND).max(line_start);
    let start = (start..=end).find(|at| source.text.is_char_boundary(*at))?;
    let last = starts().max()? as usize + MOST_AROUND;
    let end = (last..end).find(|at| source.text.is_char_boundary(*at)).unwrap_or(end);
    let text = source.text.get(start..end)?;
    let place = sources.place(first);
    let heading = (start > line_start && place.line == line).then(|| {
        let before = source.text.get(start..first.start as usize).unwrap_or_default();
        let at = |column: usize| format!("{}:{line}:{column}", source.path);
        Heading { shown: at(before.chars().count() + 1), meant: at(place.column) }
    });
    let annotations = labels.into_iter().map(|(kind, label)| {
        let marked = first_line(&source.text, label.span.range());
        let annotation = kind.span(marked.start - start..marked.end - start);
        if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
    });
    let snippet = Snippet::source(text).line_start(line).path(source.path.as_str());
    Some((snippet.annotations(annotations), heading))
}

/// Cuts a span to its first line and to 60 characters: a whole schema on one line marks only its beginning.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 60;
    let marked = text.get(range.clone()).unwrap_or("");
    let line = marked.lines().next().unwrap_or("");
    let length = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
    range.start..range.start + length
}
