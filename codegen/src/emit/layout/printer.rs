//! Lays out what the emitters write most, exactly as `prettyplease` would.
//!
//! Parsing and printing a whole file costs several times what everything else does. Most of a file
//! however is lines that fit, in blocks that always stand on lines of their own: those are written
//! here, and so are the few ways to break a line that occur in every file. Whatever else there is
//! goes to `prettyplease`, item by item.

use super::{
    item::{self, Rank},
    token::{Kind, Reader, Token, print, width},
};
use crate::emit::tokens::Tokens;

/// The longest line, as `prettyplease` has it.
pub(super) const MARGIN: usize = 89;
/// How far a block stands in.
const INDENT: usize = 4;

/// Something that only `prettyplease` can lay out, or else no Rust.
#[derive(Debug)]
pub(super) struct Unknown;

pub(super) type Known = Result<(), Unknown>;

/// Writes the items of a file behind what it holds already.
pub(super) struct Printer<'a> {
    pub(super) out: &'a mut String,
    pub(super) indent: usize,
}

impl<'a> Printer<'a> {
    pub(super) fn new(out: &'a mut String) -> Self {
        Self { out, indent: 0 }
    }

    /// Writes all items, with a blank line wherever a person would leave one.
    pub(super) fn file(mut self, tokens: &Tokens) -> syn::Result<()> {
        let mut reader = Reader::new(tokens);
        let mut previous = None;
        loop {
            let item = reader.item(item::is_whole);
            if item.is_empty() {
                return Ok(());
            }
            self.part(&item, &mut previous);
            self.or_slowly(&item)?;
        }
    }

    /// Leaves a blank line where a person would leave one between an item and the one before it.
    pub(super) fn part(&mut self, item: &[Token<'_>], previous: &mut Option<Rank>) {
        let rank = self.rank(item);
        if previous.replace(rank).is_some_and(|it| it != rank || rank == Rank::Other) {
            self.out.push('\n');
        }
    }

    /// Writes an item, or has `prettyplease` write it.
    pub(super) fn or_slowly(&mut self, item: &[Token<'_>]) -> syn::Result<()> {
        let length = self.out.len();
        if self.item(item).is_err() {
            self.out.truncate(length);
            self.indent = 0;
            let mut line = String::new();
            print(item, &mut line);
            self.out.push_str(&super::slowly(&line)?);
        }
        Ok(())
    }

    pub(super) fn start(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    pub(super) fn fits(&self, width: usize) -> bool {
        self.indent + width <= MARGIN
    }

    /// Tokens in one line, where that holds them.
    pub(super) fn line(&mut self, tokens: &[Token<'_>]) -> Known {
        self.line_and(tokens, "")
    }

    /// A line, and something at its end.
    pub(super) fn line_and(&mut self, tokens: &[Token<'_>], end: &str) -> Known {
        if !self.fits(width(tokens) + end.len()) || !self.is_flat(tokens) {
            return Err(Unknown);
        }
        self.put(tokens, end);
        Ok(())
    }

    /// Tokens in one line, however long.
    pub(super) fn put(&mut self, tokens: &[Token<'_>], end: &str) {
        self.start();
        print(tokens, self.out);
        self.out.push_str(end);
        self.out.push('\n');
    }

    pub(super) fn word(&mut self, text: &str) {
        self.start();
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub(super) fn deeper<T: ?Sized>(
        &mut self,
        inside: &T,
        write: impl FnOnce(&mut Self, &T) -> Known,
    ) -> Known {
        self.indent += INDENT;
        let written = write(self, inside);
        self.indent -= INDENT;
        written
    }

    /// A line that ends in a block, which is never beside it.
    pub(super) fn block(
        &mut self,
        tokens: &[Token<'_>],
        inside: fn(&mut Self, &[Token<'_>]) -> Known,
    ) -> Known {
        let Some((block, head)) = tokens.split_last() else { return Err(Unknown) };
        if block.kind != Kind::Curly {
            return Err(Unknown);
        }
        if block.inside.is_empty() {
            return self.line_and(head, " {}");
        }
        self.line_and(head, " {")?;
        self.deeper(block.inside.as_slice(), inside)?;
        self.word("}");
        Ok(())
    }

    pub(super) fn attributes<'t>(&mut self, mut tokens: &'t [Token<'t>]) -> Known {
        while let Some((attribute, rest)) = item::attribute(tokens) {
            match attribute {
                [doc] => self.word(doc.text),
                [_, group] => match group.inside.as_slice() {
                    [doc, equals, text] if doc.is("doc") && equals.is("=") => self.doc(text)?,
                    _ => self.line(attribute)?,
                },
                _ => return Err(Unknown),
            }
            tokens = rest;
        }
        Ok(())
    }

    pub(super) fn doc(&mut self, Token { text: literal, .. }: &Token<'_>) -> Known {
        let text = match literal.strip_prefix('r') {
            Some(raw) => quoted(raw).ok_or(Unknown)?.into(),
            None => unescaped(quoted(literal).ok_or(Unknown)?)?,
        };
        if text.starts_with('/') {
            return Err(Unknown);
        }
        self.start();
        self.out.push_str("///");
        self.out.push_str(text.trim_end_matches(' '));
        self.out.push('\n');
        Ok(())
    }
}

/// What stands between the quotes of a literal.
fn quoted(literal: &str) -> Option<&str> {
    literal.strip_prefix('"')?.strip_suffix('"')
}

/// The text that a literal stands for.
fn unescaped(literal: &str) -> Result<std::borrow::Cow<'_, str>, Unknown> {
    if !literal.contains('\\') {
        return Ok(literal.into());
    }
    let mut text = String::with_capacity(literal.len());
    let mut chars = literal.chars();
    while let Some(next) = chars.next() {
        text.push(match next {
            '\\' => chars.next().filter(|it| matches!(it, '\\' | '"' | '\'')).ok_or(Unknown)?,
            next => next,
        });
    }
    Ok(text.into())
}
