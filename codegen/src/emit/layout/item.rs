//! Items: what they begin with, and the blocks that they hold.

use super::{
    printer::{Known, MARGIN, Printer, Unknown},
    token::{Kind, Token, print, width},
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
pub(super) fn is_whole(tokens: &[Token<'_>]) -> bool {
    match tokens.last() {
        Some(last) if last.kind == Kind::Curly => {
            !matches!(keyword(head(tokens)), "use" | "const" | "static")
        }
        last => last.is_some_and(|it| it.is(";")),
    }
}

/// The first attribute of an item, and what is behind it.
pub(super) fn attribute<'t>(tokens: &'t [Token<'t>]) -> Option<(&'t [Token<'t>], &'t [Token<'t>])> {
    match tokens {
        [doc, ..] if doc.kind == Kind::Doc => tokens.split_at_checked(1),
        [sign, group, ..] if sign.is("#") && group.kind == Kind::Square => {
            tokens.split_at_checked(2)
        }
        _ => None,
    }
}

/// Tokens without the attributes before them.
pub(super) fn head<'t>(mut tokens: &'t [Token<'t>]) -> &'t [Token<'t>] {
    while let Some((_, rest)) = attribute(tokens) {
        tokens = rest;
    }
    tokens
}

/// The first keyword of an item behind its visibility.
fn keyword<'t>(head: &'t [Token<'t>]) -> &'t str {
    let head = match head {
        [public, scope, rest @ ..] if public.is("pub") && scope.kind == Kind::Round => rest,
        [public, rest @ ..] if public.is("pub") => rest,
        head => head,
    };
    head.first().map_or("", |it| it.text)
}

impl Printer<'_> {
    /// Whether a keyword stands where an item has its name.
    fn is_misnamed(&self, head: &[Token<'_>]) -> bool {
        let keyword = keyword(head);
        let name = head.iter().skip_while(|it| !it.is(keyword)).nth(1);
        keyword != "use" && name.is_none_or(|it| name::can_be_raw(it.text))
    }

    pub(super) fn rank(&self, item: &[Token<'_>]) -> Rank {
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
    pub(super) fn item(&mut self, item: &[Token<'_>]) -> Known {
        let head = head(item);
        self.attributes(item)?;
        if self.is_misnamed(head) {
            return Err(Unknown);
        }
        match keyword(head) {
            "use" => self.import(head),
            "mod" | "type" => self.line(head),
            "const" => self.broken(head),
            "struct" if head.last().is_some_and(|it| it.is(";")) => self.line(head),
            "struct" | "enum" => self.block(head, Self::members),
            "impl" => self.block(head, Self::associated),
            "fn" => self.function(head),
            _ if head.iter().any(|it| it.is("!")) => self.line(head),
            _ => Err(Unknown),
        }
    }

    fn import(&mut self, tokens: &[Token<'_>]) -> Known {
        let [path @ .., names, end] = tokens else { return Err(Unknown) };
        if names.kind == Kind::Names && self.list(&names.inside).len() < 2 {
            return Err(Unknown);
        }
        if self.fits(width(tokens)) || names.kind != Kind::Names {
            return self.line(tokens);
        }
        self.start();
        print(path, self.out);
        self.out.push_str("{\n");
        self.deeper(names.inside.as_slice(), Self::filled)?;
        self.start();
        self.out.push('}');
        self.out.push_str(end.text);
        self.out.push('\n');
        Ok(())
    }

    /// As many names in a line as it holds.
    fn filled(&mut self, names: &[Token<'_>]) -> Known {
        self.start();
        let mut room = MARGIN.saturating_sub(self.indent);
        let names = self.list(names);
        for (position, name) in names.iter().enumerate() {
            // The comma behind the last one may stand in the margin.
            let needed = width(name) + usize::from(position + 1 < names.len());
            if name.iter().any(|it| it.kind.is_group()) {
                return Err(Unknown);
            }
            if position > 0 && needed + 1 > room {
                self.out.push('\n');
                self.start();
                room = MARGIN.saturating_sub(self.indent);
            } else if position > 0 {
                self.out.push(' ');
                room = room.saturating_sub(1);
            }
            print(name, self.out);
            self.out.push(',');
            room = room.saturating_sub(needed);
        }
        self.out.push('\n');
        Ok(())
    }

    /// The elements of a list.
    pub(super) fn list<'t>(&self, mut tokens: &'t [Token<'t>]) -> Vec<&'t [Token<'t>]> {
        let mut elements = Vec::new();
        while !tokens.is_empty() {
            let (element, rest) = self.element(tokens);
            elements.push(element);
            tokens = rest;
        }
        elements
    }

    /// The first element of a list, and what is behind its comma. A comma of generics is none.
    pub(super) fn element<'t>(
        &self,
        tokens: &'t [Token<'t>],
    ) -> (&'t [Token<'t>], &'t [Token<'t>]) {
        let mut depth = 0_usize;
        let comma = tokens.iter().position(|it| {
            match it.text {
                "<" => depth += 1,
                ">" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && it.is(",")
        });
        let (element, rest) =
            tokens.split_at_checked(comma.unwrap_or(tokens.len())).unwrap_or_default();
        (element, rest.get(1..).unwrap_or_default())
    }

    /// What a struct or an enumeration holds.
    fn members(&mut self, tokens: &[Token<'_>]) -> Known {
        for member in self.list(tokens) {
            let head = head(member);
            if head.iter().any(|it| it.kind == Kind::Curly) {
                return Err(Unknown);
            }
            self.attributes(member)?;
            self.line_and(head, ",")?;
        }
        Ok(())
    }

    /// What an `impl` holds.
    fn associated(&mut self, tokens: &[Token<'_>]) -> Known {
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

    fn function(&mut self, tokens: &[Token<'_>]) -> Known {
        let Some((body, signature)) = tokens.split_last() else { return Err(Unknown) };
        if self.fits(width(signature) + " {".len()) || body.inside.is_empty() {
            return self.block(tokens, Self::statements);
        }
        let name = signature.iter().position(|it| it.is("fn")).ok_or(Unknown)?;
        let is_arguments = |it: &Token<'_>| it.kind == Kind::Round;
        let at = signature.iter().skip(name).position(is_arguments).ok_or(Unknown)? + name;
        let (name, rest) = signature.split_at_checked(at).ok_or(Unknown)?;
        let [arguments, output @ ..] = rest else { return Err(Unknown) };
        self.line_and(name, "(")?;
        self.deeper(arguments.inside.as_slice(), |this, arguments| {
            this.list(arguments).into_iter().try_for_each(|it| this.line_and(it, ","))
        })?;
        // A function without arguments, or without a result, is never as long as that.
        if output.is_empty() || !self.fits(width(output) + ")  {".len()) || !self.is_flat(output) {
            return Err(Unknown);
        }
        self.start();
        self.out.push_str(") ");
        print(output, self.out);
        self.out.push_str(" {\n");
        self.deeper(body.inside.as_slice(), Self::statements)?;
        self.word("}");
        Ok(())
    }
}
