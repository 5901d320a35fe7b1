//! Findings as compilers show theirs: the message, the marked excerpt, the help.

use super::{Diagnostic, Severity};
use crate::source::{SourceId, Sources};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

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
    for snippet in snippets(diagnostic, sources) {
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.term_width(140).render(&[group])
}

/// One snippet for each text that the finding points into, the first label's text first.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Vec<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let mut files: Vec<SourceId> = Vec::new();
    for label in &diagnostic.labels {
        if !files.contains(&label.span.source) {
            files.push(label.span.source);
        }
    }
    files.into_iter().map(|file| snippet(file, diagnostic, sources)).collect()
}

fn snippet<'a>(
    file: SourceId,
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(file);
    let annotations = diagnostic.labels.iter().enumerate().filter_map(|(position, label)| {
        let kind = if position == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(first_line(&source.text, label.span.range()));
        (label.span.source == file).then(|| {
            if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
        })
    });
    Snippet::source(source.text.as_str()).path(source.path.as_str()).annotations(annotations)
}

/// Cuts a span to its first line and to 60 characters: a whole schema on one line marks only its beginning.
fn first_line(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    const LONGEST: usize = 60;
    let marked = text.get(range.clone()).unwrap_or("");
    let line = marked.lines().next().unwrap_or("");
    let length = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
    range.start..range.start + length
}
