//! Text to marks: the headings, bullets and fences that carry the structure, each with its place.
//!
//! A page comes in two forms. In the *indented* one marks begin lines, and a bullet's indentation is
//! its depth. In the *flattened* one all line breaks are lost: marks stand anywhere between spaces,
//! and bullets have no depth.

use crate::document::grammar::is_method;
use std::ops::Range;

/// A piece of the page and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
}

/// What carries the page's structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark<'a> {
    /// `## Title` and below it ``**post** `/path` ``.
    Operation { title: Piece<'a>, method: Piece<'a>, path: Piece<'a> },
    /// A heading of the second level that is nothing of this format.
    Stray { title: Piece<'a> },
    /// A heading of the second or third level that no other mark is, where lines tell headings.
    Unknown { title: Piece<'a> },
    /// `## Domain Types`.
    DomainTypes,
    /// `### Title` among the domain types.
    Model,
    /// `### Returns` and its like.
    Section(SectionKind),
    /// `### Example`.
    Example,
    /// `#### Response`.
    Response,
    /// A code span that begins a list item, and its depth where the page still has one.
    Bullet { code: Piece<'a>, depth: Option<usize> },
    /// A fenced block: its content.
    Fence { content: Piece<'a>, closed: bool },
}

/// The lists of bullets below an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionKind {
    Path,
    Query,
    Header,
    Cookie,
    Body,
    Returns,
}

impl SectionKind {
    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Path => "Path Parameters",
            Self::Query => "Query Parameters",
            Self::Header => "Header Parameters",
            Self::Cookie => "Cookie Parameters",
            Self::Body => "Body Parameters",
            Self::Returns => "Returns",
        }
    }

    pub(super) const ALL: [Self; 6] =
        [Self::Path, Self::Query, Self::Header, Self::Cookie, Self::Body, Self::Returns];
}

/// No title has more characters than this; what has, is prose.
const LONGEST_TITLE: usize = 240;

/// The marks of a page, in order.
pub(super) fn lex(text: &str) -> Vec<(Mark<'_>, Range<usize>)> {
    let mut lexer = Lexer { text, flat: is_flat(text), at: 0, domain: false };
    std::iter::from_fn(|| lexer.next_mark()).collect()
}

/// Whether the page holds an operation in this format.
pub(super) fn has_operation(text: &str) -> bool {
    let flat = is_flat(text);
    text.match_indices("## ").any(|(at, _)| {
        let lexer = Lexer { text, flat, at, domain: false };
        lexer.begins_here() && lexer.operation(text.get(at + 3..).unwrap_or("")).is_some()
    })
}

fn is_flat(text: &str) -> bool {
    !text.lines().any(|line| line.starts_with("- `") || line.starts_with("**"))
}

struct Lexer<'a> {
    text: &'a str,
    flat: bool,
    at: usize,
    /// Whether `## Domain Types` was met.
    domain: bool,
}

impl<'a> Lexer<'a> {
    fn next_mark(&mut self) -> Option<(Mark<'a>, Range<usize>)> {
        loop {
            let rest = self.text.get(self.at..)?;
            self.at += rest.find(['#', '-', '`'])?;
            let rest = self.text.get(self.at..)?;
            let found = if rest.starts_with("```") {
                Some(self.fence(rest))
            } else if self.begins_here() {
                self.heading(rest).or_else(|| self.bullet(rest))
            } else {
                None
            };
            if let Some((mark, length)) = found {
                let start = self.at;
                self.at += length;
                self.domain = match mark {
                    Mark::DomainTypes => true,
                    Mark::Operation { .. } => false,
                    _ => self.domain,
                };
                return Some((mark, start..self.at));
            }
            // A run of one character holds no second beginning.
            let first = rest.chars().next();
            self.at += rest.find(|c| Some(c) != first).unwrap_or(rest.len());
        }
    }

    /// Whether a mark may stand here: at the beginning of a line or, when there are none, of a word.
    fn begins_here(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or("").trim_start_matches('\u{feff}');
        if self.flat {
            return before.chars().next_back().is_none_or(char::is_whitespace);
        }
        before.trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n')
    }

    fn column(&self) -> usize {
        let before = self.text.get(..self.at).unwrap_or("");
        before.len() - before.trim_end_matches([' ', '\t']).len()
    }

    /// The beginning of what is left of the text, without the space around it.
    fn piece(&self, rest: &'a str, length: usize) -> Piece<'a> {
        let whole = rest.get(..length).unwrap_or("");
        let start = self.text.len() - rest.len() + (whole.len() - whole.trim_start().len());
        let text = whole.trim();
        Piece { text, range: start..start + text.len() }
    }

    /// A fence and everything up to the next one: an example may hold any text but a fence.
    fn fence(&self, rest: &'a str) -> (Mark<'a>, usize) {
        let inside = rest.get(3..).unwrap_or("");
        let info = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let inside = inside.get(info..).unwrap_or("");
        let end = inside.find("```");
        let content = self.piece(inside, end.unwrap_or(inside.len()));
        let length = end.map_or(rest.len(), |end| 3 + info + end + 3);
        (Mark::Fence { content, closed: end.is_some() }, length)
    }

    fn heading(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        let level = rest.bytes().take_while(|byte| *byte == b'#').count();
        let title = rest.get(level..)?.strip_prefix(' ')?;
        if !self.flat && self.column() > 0 {
            return None;
        }
        let known = match level {
            2 => self.second_level(title),
            3 => self.third_level(title),
            4 => Some((Mark::Response, self.known(title, "Response")?)),
            _ => return None,
        };
        let (mark, length) = known.or_else(|| self.unknown(title))?;
        Some((mark, level + 1 + length))
    }

    /// Any heading: what stands below it belongs to no list that is open. Flattened, nobody can say
    /// where it ends.
    fn unknown(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        let line = rest.lines().next().filter(|_| !self.flat)?;
        let title = self.piece(rest, line.len());
        let below = rest.get(line.len()..).unwrap_or("").trim_start();
        let below = below.lines().next().unwrap_or("").replace(['*', '`'], "");
        let mark =
            if shows_endpoint(&below) { Mark::Stray { title } } else { Mark::Unknown { title } };
        Some((mark, line.len()))
    }

    fn second_level(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        if let Some(length) = self.known(rest, "Domain Types") {
            return Some((Mark::DomainTypes, length));
        }
        self.operation(rest).or_else(|| self.stray(rest))
    }

    fn third_level(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        if self.domain {
            let title = if self.flat { Self::words(rest, " - `")? } else { rest.lines().next()? };
            return Some((Mark::Model, title.len()));
        }
        let section = SectionKind::ALL
            .into_iter()
            .find_map(|kind| Some((Mark::Section(kind), self.known(rest, kind.title())?)));
        section.or_else(|| Some((Mark::Example, self.known(rest, "Example")?)))
    }

    /// The length of a heading that has to read exactly so.
    fn known(&self, rest: &str, title: &str) -> Option<usize> {
        let after = rest.strip_prefix(title)?;
        let ends = if self.flat {
            after.is_empty() || after.starts_with(char::is_whitespace)
        } else {
            after.lines().next().unwrap_or("").trim().is_empty()
        };
        ends.then_some(title.len())
    }

    /// What stands before `end`, when it is short enough for a title.
    fn words(rest: &'a str, end: &str) -> Option<&'a str> {
        let title = rest.get(..near(rest).find(end)?)?;
        (!title.contains("```") && !title.contains('#')).then_some(title)
    }

    fn operation(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        let title = rest.get(..near(rest).find("**")?)?;
        if !self.flat && title.trim_end().contains('\n') {
            return None;
        }
        let after = rest.get(title.len() + 2..)?;
        let method = after.get(..near(after).find("**")?)?;
        let code = after.get(method.len()..)?.strip_prefix("** `")?;
        let path = code.get(..code.find('`')?)?;
        if !is_method(method) || !path.starts_with('/') || path.contains(char::is_whitespace) {
            return None;
        }
        let length = title.len() + 2 + method.len() + 4 + path.len() + 1;
        let mark = Mark::Operation {
            title: self.piece(rest, title.len()),
            method: self.piece(after, method.len()),
            path: self.piece(code, path.len()),
        };
        Some((mark, length))
    }

    /// A heading without method and path that still begins a part of its own: a section's heading
    /// follows it directly.
    fn stray(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        let title = rest.get(..near(rest).find("### ")?)?;
        let heading = rest.get(title.len() + 4..)?;
        let section =
            SectionKind::ALL.iter().any(|kind| self.known(heading, kind.title()).is_some());
        let plain = !title.contains(['`', '#']) && !title.trim_end().contains('\n');
        (section && plain)
            .then(|| (Mark::Stray { title: self.piece(rest, title.len()) }, title.len()))
    }

    fn bullet(&self, rest: &'a str) -> Option<(Mark<'a>, usize)> {
        let code = rest.strip_prefix("- `")?;
        let end = code.find(['`', '\n'])?;
        let after = code.get(end..)?.strip_prefix('`')?;
        let ends = if self.flat {
            after.is_empty() || after.starts_with(char::is_whitespace)
        } else {
            after.lines().next().unwrap_or("").trim().is_empty()
        };
        let depth = (!self.flat).then(|| self.column() / 2);
        ends.then(|| (Mark::Bullet { code: self.piece(code, end), depth }, 3 + end + 1))
    }
}

/// Whether a line is a method and a path, in whatever form.
fn shows_endpoint(line: &str) -> bool {
    let (method, path) = line.split_once(' ').unwrap_or_default();
    is_method(&method.to_ascii_lowercase()) && path.trim_start().starts_with('/')
}

/// As much of a text as a title may be long.
fn near(text: &str) -> &str {
    text.char_indices().nth(LONGEST_TITLE).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
