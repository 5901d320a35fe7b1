//! Boxes of text that break where they do not fit in a line: the algorithm of Oppen's
//! "Prettyprinting" (1980), with the details that `prettyplease` has.

use super::token::spaces;

/// The longest line, as `prettyplease` has it.
const MARGIN: usize = 89;
/// What a line may hold however far it stands in.
const LEAST: usize = 60;
/// Wider than any line.
const ENDLESS: isize = 0xffff;

/// How many bytes a line may hold behind its indentation.
pub(super) fn room(indent: usize) -> usize {
    MARGIN.saturating_sub(indent).max(LEAST)
}

/// How boxes break that do not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breaks {
    /// At each of their breaks.
    All,
    /// At those behind which the text up to the next one would not fit.
    Few,
    /// At each of their breaks, even if they would fit.
    Always,
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Break {
    /// The blanks that stand here if the line goes on.
    pub blanks: usize,
    /// How much further than its box the next line stands in.
    pub offset: isize,
    /// What ends the line.
    pub before: &'static str,
    /// What begins the next line.
    pub behind: &'static str,
    /// What stands here if the line goes on; it may stand in the margin.
    pub instead: &'static str,
    /// Whether the line always goes on: the break only ends the text that has to fit before it.
    pub is_never: bool,
}

#[derive(Debug)]
enum Piece<'t> {
    Text(&'t str),
    /// Nothing, which fits nowhere.
    Endless,
    Break(Break),
    Begin(isize, Breaks),
    End,
}

/// A text of boxes.
#[derive(Debug, Default)]
pub(super) struct Boxes<'t> {
    pieces: Vec<Piece<'t>>,
    /// The width of all pieces, in one line.
    width: isize,
}

impl<'t> Boxes<'t> {
    pub(super) fn text(&mut self, text: &'t str) {
        self.width += len(text);
        self.pieces.push(Piece::Text(text));
    }

    pub(super) fn add(&mut self, it: Break) {
        self.width += blanks(it);
        self.pieces.push(Piece::Break(it));
    }

    /// A break without anything in its place.
    pub(super) fn may_break(&mut self) {
        self.add(Break::default());
    }

    /// A blank, or a break.
    pub(super) fn space(&mut self) {
        self.add(Break { blanks: 1, ..Break::default() });
    }

    /// No break; only the text before it has to fit.
    pub(super) fn never_break(&mut self) {
        self.add(Break { is_never: true, ..Break::default() });
    }

    /// A box whose lines stand in further than what is around it.
    pub(super) fn begin(&mut self, offset: isize, breaks: Breaks) {
        self.pieces.push(Piece::Begin(offset, breaks));
    }

    pub(super) fn end(&mut self) {
        self.pieces.push(Piece::End);
    }

    /// The width so far, in one line.
    pub(super) fn width(&self) -> isize {
        self.width
    }

    /// Lets all boxes break that are open.
    pub(super) fn endless(&mut self) {
        self.width += ENDLESS;
        self.pieces.push(Piece::Endless);
    }

    /// Writes the text at the beginning of a line that stands in.
    pub(super) fn write(&self, indent: usize, out: &mut String) {
        let mut writer = Writer {
            out,
            indent: indent.cast_signed(),
            pending: indent,
            space: room(indent).cast_signed(),
            open: Vec::new(),
        };
        for (piece, size) in self.pieces.iter().zip(self.sizes()) {
            match piece {
                Piece::Text(text) => writer.text(text),
                Piece::Endless => {}
                Piece::Break(it) => writer.line_break(*it, size),
                Piece::Begin(offset, breaks) => writer.begin(*offset, *breaks, size),
                Piece::End => writer.end(),
            }
        }
    }

    /// What has to fit for a box or a break to stay in the line: the text up to the next break that
    /// is in none of the boxes behind.
    fn sizes(&self) -> Vec<isize> {
        let mut sizes = vec![0; self.pieces.len()];
        let mut at = self.width;
        // Where the next break is, and where it is for the boxes around.
        let mut next = vec![at];
        for (piece, size) in self.pieces.iter().zip(&mut sizes).rev() {
            match piece {
                Piece::Text(text) => at -= len(text),
                Piece::Endless => at -= ENDLESS,
                Piece::End => next.push(next.last().copied().unwrap_or(at)),
                Piece::Begin(..) => {
                    next.pop();
                    *size = next.last().copied().unwrap_or(self.width) - at;
                }
                Piece::Break(it) => {
                    at -= blanks(*it);
                    if let Some(next) = next.last_mut() {
                        *size = std::mem::replace(next, at) - at;
                    }
                }
            }
        }
        sizes
    }
}

/// Writes the pieces, with what is known of their boxes.
struct Writer<'a> {
    out: &'a mut String,
    /// How far the lines of the innermost broken box stand in.
    indent: isize,
    /// Blanks that are written as soon as anything stands behind them.
    pending: usize,
    /// How much the line still holds.
    space: isize,
    /// The boxes that are open: how they break and the indentation around, where they are broken.
    open: Vec<Option<(isize, Breaks)>>,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        spaces(self.out, std::mem::take(&mut self.pending));
        self.out.push_str(text);
        self.space -= len(text);
    }

    fn begin(&mut self, offset: isize, breaks: Breaks, size: isize) {
        let is_broken = breaks == Breaks::Always || size > self.space;
        self.open.push(is_broken.then_some((self.indent, breaks)));
        if is_broken {
            self.indent += offset;
        }
    }

    fn end(&mut self) {
        if let Some(Some((indent, _))) = self.open.pop() {
            self.indent = indent;
        }
    }

    fn line_break(&mut self, it: Break, size: isize) {
        let goes_on = match self.open.last() {
            _ if it.is_never => true,
            Some(None) => true,
            Some(Some((_, Breaks::All | Breaks::Always))) => false,
            Some(Some((_, Breaks::Few))) | None => size <= self.space,
        };
        if goes_on {
            self.pending += it.blanks;
            self.space -= blanks(it);
            if !it.instead.is_empty() {
                self.text(it.instead);
            }
            return;
        }
        if !it.before.is_empty() {
            self.text(it.before);
        }
        self.out.push('\n');
        let indent = usize::try_from(self.indent + it.offset).unwrap_or_default();
        self.pending = indent;
        self.space = room(indent).cast_signed();
        if !it.behind.is_empty() {
            self.text(it.behind);
        }
    }
}

fn len(text: &str) -> isize {
    text.len().cast_signed()
}

fn blanks(it: Break) -> isize {
    it.blanks.cast_signed()
}
