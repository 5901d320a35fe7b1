//! Items: what they begin with, and the blocks that they hold.

use super::{
    boxes::Boxes,
    printer::{Known, Printer, Unknown},
    token::{Kind, Line, list},
};
use crate::name;

/// What stands between an item and the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    Use,
    Export,
    Module,
    DocumentedModule,
    /// A constant or type of an `impl`.
    Associated,
    Other,
}

/// Whether tokens end with the end of an item: a semicolon, or a block.
pub(super) fn is_whole(tokens: Line<'_>) -> bool {
    match tokens.last() {
        Some(last) if last.kind == Kind::Curly => {
            !matches!(keyword(head(tokens)), "use" | "const" | "static")
        }
        last => last.is_some_and(|it| it.is(";")),
    }
}

/// The first attribute of an item, and what is behind it.
pub(super) fn attribute(tokens: Line<'_>) -> Option<(Line<'_>, Line<'_>)> {
    match tokens {
        [doc, ..] if doc.kind == Kind::Doc => tokens.split_at_checked(1),
        [sign, group, ..] if sign.is("#") && group.kind == Kind::Square => {
            tokens.split_at_checked(2)
        }
        _ => None,
    }
}

/// Tokens without the attributes before them.
pub(super) fn head(mut tokens: Line<'_>) -> Line<'_> {
    while let Some((_, rest)) = attribute(tokens) {
        tokens = rest;
    }
    tokens
}

/// The first keyword of an item behind its visibility.
fn keyword(head: Line<'_>) -> &str {
    let head = match head {
        [public, scope, rest @ ..] if public.is("pub") && scope.kind == Kind::Round => rest,
        [public, rest @ ..] if public.is("pub") => rest,
        head => head,
    };
    head.first().map_or("", |it| it.text)
}

/// Whether a keyword stands where an item has its name.
fn is_misnamed(head: Line<'_>) -> bool {
    let keyword = keyword(head);
    let name = head.iter().skip_while(|it| !it.is(keyword)).nth(1);
    keyword != "use" && name.is_none_or(|it| name::can_be_raw(it.text))
}

impl Printer<'_> {
    pub(super) fn rank(&self, item: Line<'_>) -> Rank {
        let head = head(item);
        let is_plain = head.len() == item.len();
        let is_public = head.first().is_some_and(|it| it.is("pub"));
        match keyword(head) {
            "use" if is_public => Rank::Export,
            "use" => Rank::Use,
            "mod" if is_plain => Rank::Module,
            "mod" => Rank::DocumentedModule,
            "const" | "type" if self.indent > 0 => Rank::Associated,
            _ => Rank::Other,
        }
    }

    /// Writes an item with its attributes.
    pub(super) fn item(&mut self, item: Line<'_>) -> Known {
        let head = head(item);
        self.attributes(item)?;
        if is_misnamed(head) {
            return Err(Unknown);
        }
        let (head, is_block) = match head {
            [head @ .., end] if end.is(";") => (head, false),
            head => (head, true),
        };
        match keyword(head) {
            // Names in braces alone may stand in several lines.
            "use" if is_list(head) => self.write(head, ";", Boxes::import),
            "use" | "mod" => self.write(head, ";", Boxes::line),
            "type" => self.write(head, ";", Boxes::alias),
            "const" | "static" => self.write(head, ";", Boxes::constant),
            "struct" if !is_block => self.write(head, ";", Boxes::positional),
            "struct" | "enum" => self.block(head, Boxes::line, Self::members),
            "impl" => self.block(head, Boxes::implementation, Self::associated),
            "fn" => self.block(head, Boxes::signature, Self::statements),
            _ if head.iter().any(|it| it.is("!")) => self.write(head, ";", Boxes::invocation),
            _ => Err(Unknown),
        }
    }

    /// What a struct or an enumeration holds.
    fn members(&mut self, tokens: Line<'_>) -> Known {
        for member in list(tokens) {
            let head = head(member);
            self.attributes(member)?;
            match head.last().map(|it| it.kind) {
                Some(Kind::Curly) => self.variant(head)?,
                Some(Kind::Round) => self.write(head, ",", Boxes::positional)?,
                _ => self.write(head, ",", Boxes::ty)?,
            }
        }
        Ok(())
    }

    /// A variant with named fields, which stand in lines of their own if they are documented.
    fn variant(&mut self, tokens: Line<'_>) -> Known {
        let Some((fields, name)) = tokens.split_last() else { return Err(Unknown) };
        if attribute(&fields.inside).is_none() {
            return Err(Unknown);
        }
        self.write(name, " {", Boxes::line)?;
        self.deeper(&fields.inside, Self::members)?;
        self.word("},");
        Ok(())
    }

    /// What an `impl` holds.
    fn associated(&mut self, tokens: Line<'_>) -> Known {
        let (mut rest, mut previous) = (tokens, None);
        while !rest.is_empty() {
            let is_end = |end: &usize| is_whole(rest.get(..*end).unwrap_or_default());
            let end = (1..rest.len()).find(is_end).unwrap_or(rest.len());
            let (item, others) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            self.part(item, &mut previous);
            self.item(item)?;
            rest = others;
        }
        Ok(())
    }
}

/// Whether an import names several things.
fn is_list(tokens: Line<'_>) -> bool {
    tokens.last().is_some_and(|it| it.kind == Kind::Names)
}
