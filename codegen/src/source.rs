//! Texts with positions: every value that the pipeline carries can say where it was written.

mod excerpt;

pub use excerpt::Excerpt;

use camino::{Utf8Path, Utf8PathBuf};
use std::ops::Range;

/// Names one text of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A range of bytes in one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB are cut, since no [`Sources`] takes such a text.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { source, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The byte offsets, for slicing the text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value to its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place as people count: lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The text's path, as it was given.
    pub path: Utf8PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// One text: a documentation page, an OpenAPI document, an overlay.
#[derive(Debug)]
pub struct Source {
    /// The path, as it was given.
    pub path: Utf8PathBuf,
    /// The text.
    pub text: String,
    line_starts: Vec<u32>,
}

impl Source {
    fn new(path: Utf8PathBuf, text: String) -> Self {
        // Beyond 4 GiB nothing has a span: see `Span::new`.
        let next = |(at, _): (usize, &str)| u32::try_from(at + 1).unwrap_or(u32::MAX);
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(next)).collect();
        Self { path, text, line_starts }
    }

    /// The whole lines that hold a range: where they begin, the number of the first, from 1, and
    /// where they end.
    pub(crate) fn lines(&self, range: Range<u32>) -> (usize, usize, usize) {
        let line_of = |offset| self.line_starts.partition_point(|start| *start <= offset);
        let start_of = |line: usize| self.line_starts.get(line).map(|start| *start as usize);
        let first = line_of(range.start);
        let end = start_of(line_of(range.end)).unwrap_or(self.text.len());
        (start_of(first.wrapping_sub(1)).unwrap_or(0), first, end)
    }

    fn place(&self, offset: u32) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts.get(line.wrapping_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or("");
        Place { path: self.path.clone(), line, column: before.chars().count() + 1 }
    }
}

/// All texts of one run.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// No text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in, and names it.
    pub fn add(&mut self, path: impl Into<Utf8PathBuf>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Source::new(path.into(), text.into()));
        id
    }

    /// The text that an id names.
    ///
    /// # Panics
    ///
    /// When the id comes from another `Sources`: that is a mistake in the program, never in its input.
    #[expect(
        clippy::indexing_slicing,
        reason = "only `add` makes ids, and nothing is ever removed"
    )]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The path of a text.
    pub fn path(&self, id: SourceId) -> &Utf8Path {
        &self.get(id).path
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// Where a span begins.
    pub fn place(&self, span: Span) -> Place {
        self.get(span.source).place(span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("page.md", "one\nzwölf x\n");
        let x = Span::new(id, 11..12);
        assert_eq!(sources.text(x), "x");
        assert_eq!(sources.place(x).to_string(), "page.md:2:7");
        assert_eq!(sources.place(Span::new(id, 0..0)).to_string(), "page.md:1:1");
    }
}
