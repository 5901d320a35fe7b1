//! Lays out what the emitters write most, exactly as `prettyplease` would.
//!
//! Parsing and printing a whole file costs several times what everything else does. Most of a file
//! however is lines that fit, in blocks that always stand on lines of their own: those are written as
//! they are. What does not fit is put into boxes that break as those of `prettyplease` do. Whatever
//! else there is goes to `prettyplease` itself, item by item: forms that a crate has but once or twice.

use super::{
    boxes::{Boxes, room},
    expression::is_flat,
    item::{self, Rank},
    token::{Kind, Line, Reader, Token, print, spaces, width},
};
use crate::emit::tokens::Tokens;

/// How far a block stands in.
pub(super) const INDENT: isize = 4;

/// Something that only `prettyplease` can lay out, or else no Rust.
#[derive(Debug)]
pub(super) struct Unknown;

pub(super) type Known = Result<(), Unknown>;

/// How tokens break that do not fit in a line.
pub(super) type Form<'t> = fn(&mut Boxes<'t>, Line<'t>) -> Known;

/// What is written in a block.
pub(super) type Inside<'a, 't> = fn(&mut Printer<'a>, Line<'t>) -> Known;

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
            self.part(item, &mut previous);
            self.or_slowly(item)?;
        }
    }

    /// Leaves a blank line where a person would leave one between an item and the one before it.
    pub(super) fn part(&mut self, item: Line<'_>, previous: &mut Option<Rank>) {
        let rank = self.rank(item);
        if previous.replace(rank).is_some_and(|it| it != rank || rank == Rank::Other) {
            self.out.push('\n');
        }
    }

    /// Writes an item, or has `prettyplease` write it.
    pub(super) fn or_slowly(&mut self, item: Line<'_>) -> syn::Result<()> {
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
        spaces(self.out, self.indent);
    }

    pub(super) fn fits(&self, width: usize) -> bool {
        width <= room(self.indent)
    }

    /// Writes tokens and what ends their line: in that line if it holds them, or else in boxes.
    pub(super) fn write<'t>(&mut self, tokens: Line<'t>, end: &'t str, form: Form<'t>) -> Known {
        if self.fits(width(tokens) + end.len()) && is_flat(tokens) {
            self.start();
            print(tokens, self.out);
            self.out.push_str(end);
            self.out.push('\n');
            return Ok(());
        }
        let mut boxes = Boxes::default();
        form(&mut boxes, tokens)?;
        boxes.text(end);
        boxes.write(self.indent, self.out);
        self.out.push('\n');
        Ok(())
    }

    pub(super) fn word(&mut self, text: &str) {
        self.start();
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Writes what stands further in.
    pub(super) fn deeper<'t>(&mut self, inside: Line<'t>, write: Inside<'a, 't>) -> Known {
        self.indent += INDENT.cast_unsigned();
        let written = write(self, inside);
        self.indent -= INDENT.cast_unsigned();
        written
    }

    /// A block, which is never beside what it belongs to.
    pub(super) fn block<'t>(
        &mut self,
        tokens: Line<'t>,
        head: Form<'t>,
        inside: Inside<'a, 't>,
    ) -> Known {
        let Some((block, tokens)) = tokens.split_last() else { return Err(Unknown) };
        if block.kind != Kind::Curly {
            return Err(Unknown);
        }
        self.write(tokens, " {", head)?;
        if block.inside.is_empty() {
            // The brace that closes may stand in the margin.
            self.out.pop();
            self.out.push_str("}\n");
            return Ok(());
        }
        self.deeper(&block.inside, inside)?;
        self.word("}");
        Ok(())
    }

    pub(super) fn attributes(&mut self, mut tokens: Line<'_>) -> Known {
        while let Some((attribute, rest)) = item::attribute(tokens) {
            match attribute {
                [doc] => self.word(doc.text),
                [_, group] => match group.inside.as_slice() {
                    [doc, equals, text] if doc.is("doc") && equals.is("=") => self.doc(text)?,
                    _ => self.write(attribute, "", Boxes::attribute)?,
                },
                _ => return Err(Unknown),
            }
            tokens = rest;
        }
        Ok(())
    }

    pub(super) fn doc(&mut self, Token { text: literal, .. }: &Token<'_>) -> Known {
        let text = match literal.strip_prefix('r') {
            // What a template says behind `///`.
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
