//! A text taken out of a source, with the way back.

use super::{SourceId, Sources, Span};
use std::{borrow::Cow, ops::Range};

/// A text to parse: a part of a source, or lines that stand apart there, such as those of a code
/// fence in a quotation. Every range of it leads back to its place in the source.
#[derive(Clone, Debug)]
pub struct Excerpt<'a> {
    source: SourceId,
    text: Cow<'a, str>,
    pieces: Vec<Piece>,
}

/// What stands together in the source.
#[derive(Clone, Debug)]
struct Piece {
    /// Its first byte in the excerpt.
    start: usize,
    /// Its bytes in the source.
    origin: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The text of a span.
    pub fn of(sources: &'a Sources, span: Span) -> Self {
        let text = Cow::Borrowed(sources.text(span));
        Self { source: span.source, text, pieces: vec![Piece { start: 0, origin: span.range() }] }
    }

    /// Nothing yet, from a source.
    pub fn empty(source: SourceId) -> Self {
        Self { source, text: Cow::Borrowed(""), pieces: Vec::new() }
    }

    /// Adds a text that the source has at a range, perhaps in other words (`&amp;` for `&`).
    pub fn push(&mut self, text: &str, origin: Range<usize>) {
        let start = self.text.len();
        self.text.to_mut().push_str(text);
        match self.pieces.last_mut() {
            Some(last)
                if last.origin.end == origin.start
                    && last.origin.len() == start - last.start
                    && origin.len() == text.len() =>
            {
                last.origin.end = origin.end;
            }
            _ => self.pieces.push(Piece { start, origin }),
        }
    }

    /// The same places, with the text in which each `from` is a `to` of as many bytes.
    pub fn respelled(&self, from: &str, to: &str) -> Excerpt<'static> {
        debug_assert_eq!(from.len(), to.len());
        self.with_text(self.text.replace(from, to))
    }

    /// The same places, with another text of as many bytes.
    pub fn with_text(&self, text: String) -> Excerpt<'static> {
        debug_assert_eq!(self.text.len(), text.len());
        let Self { source, pieces, .. } = self;
        Excerpt { source: *source, text: Cow::Owned(text), pieces: pieces.clone() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the text stands in the source.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start, range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if range.end > range.start => self.origin(last, range.end),
            _ => start,
        };
        Span::new(self.source, start..end.max(start))
    }

    /// Where an offset stands, in the piece that holds the byte `within`: an end belongs to the
    /// piece before it, a start to the piece behind it.
    fn origin(&self, within: usize, offset: usize) -> usize {
        self.piece(within).map_or(0, |piece| {
            (piece.origin.start + offset.saturating_sub(piece.start)).min(piece.origin.end)
        })
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        self.pieces.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lead_back_over_what_was_left_out() {
        let mut sources = Sources::new();
        let page = sources.add("page.md", "> one\n> two\n");
        let mut excerpt = Excerpt::empty(page);
        excerpt.push("one\n", 2..6);
        excerpt.push("two\n", 8..12);
        assert_eq!(excerpt.text(), "one\ntwo\n");
        assert_eq!(sources.text(excerpt.span(0..3)), "one");
        assert_eq!(sources.text(excerpt.span(4..7)), "two");
        assert_eq!(excerpt.span(0..4).end, 6);
        assert_eq!(sources.text(excerpt.span(1..6)), "ne\n> tw");
    }

    #[test]
    fn neighbours_are_one_piece() {
        let mut sources = Sources::new();
        let page = sources.add("page.md", "abcdef");
        let mut excerpt = Excerpt::empty(page);
        excerpt.push("ab", 0..2);
        excerpt.push("cd", 2..4);
        assert_eq!(excerpt.pieces.len(), 1);
        assert_eq!(sources.text(excerpt.span(1..3)), "bc");
    }

    #[test]
    fn a_text_in_other_words_stays_within_its_place() {
        let mut sources = Sources::new();
        let page = sources.add("page.md", "&amp;!");
        let mut excerpt = Excerpt::empty(page);
        excerpt.push("&", 0..5);
        excerpt.push("!", 5..6);
        assert_eq!(sources.text(excerpt.span(1..2)), "!");
        assert_eq!(excerpt.span(0..2).range(), 0..6);
    }
}
