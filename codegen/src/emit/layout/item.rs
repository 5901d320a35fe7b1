//! Items: what they begin with, and the blocks that they hold.

use super::{
    printer::{Known, MARGIN, Printer, Unknown},
    token::{Kind, Token, width},
};
use crate::name;

/// What stands between an item and the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Use,
    Export,
    Module,
    DocumentedModule,
    /// A constant or type of an `impl`.
    Associated,
    Other,
}

impl Printer<'_> {
    /// Cuts tokens into items, each with whether a blank line stands before it: an item ends with a
    /// semicolon, or with a block.
    pub(super) fn items<'t>(&self, tokens: &'t [Token]) -> Vec<(&'t [Token], bool)> {
        let mut items = Vec::new();
        let (mut rest, mut previous) = (tokens, None);
        while !rest.is_empty() {
            let head = self.head(rest);
            let ends_with_block = !matches!(self.keyword(head), "use" | "const");
            let end = head
                .iter()
                .position(|it| self.is(it, ";") || (ends_with_block && it.kind == Kind::Curly))
                .map_or(rest.len(), |at| rest.len() - head.len() + at + 1);
            let (item, others) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let rank = self.rank(item);
            items.push((item, previous.is_some_and(|it| it != rank || rank == Rank::Other)));
            (rest, previous) = (others, Some(rank));
        }
        items
    }

    /// Tokens without the attributes before them.
    pub(super) fn head<'t>(&self, mut tokens: &'t [Token]) -> &'t [Token] {
        while let [sign, rest @ ..] = tokens {
            match rest {
                [group, item @ ..] if self.is(sign, "#") && group.kind == Kind::Square => {
                    tokens = item;
                }
                _ => break,
            }
        }
        tokens
    }

    /// Whether a keyword stands where an item has its name.
    fn is_misnamed(&self, head: &[Token]) -> bool {
        let keyword = self.keyword(head);
        let name = head.iter().skip_while(|it| !self.is(it, keyword)).nth(1);
        keyword != "use" && name.is_none_or(|it| name::can_be_raw(self.pool.text(it)))
    }

    /// The first keyword of an item behind its visibility.
    fn keyword(&self, head: &[Token]) -> &str {
        let head = match head {
            [public, scope, rest @ ..] if self.is(public, "pub") && scope.kind == Kind::Round => {
                rest
            }
            [public, rest @ ..] if self.is(public, "pub") => rest,
            head => head,
        };
        head.first().map_or("", |it| self.pool.text(it))
    }

    fn rank(&self, item: &[Token]) -> Rank {
        let head = self.head(item);
        let is_plain = head.len() == item.len();
        let is_public = head.first().is_some_and(|it| self.is(it, "pub"));
        match self.keyword(head) {
            "use" if is_public => Rank::Export,
            "use" => Rank::Use,
            "mod" if is_plain => Rank::Module,
            "mod" => Rank::DocumentedModule,
            "const" | "type" if self.indent > 0 => Rank::Associated,
            _ => Rank::Other,
        }
    }

    /// Writes an item with its attributes.
    pub(super) fn item(&mut self, item: &[Token]) -> Known {
        let head = self.head(item);
        self.attributes(item)?;
        if self.is_misnamed(head) {
            return Err(Unknown);
        }
        match self.keyword(head) {
            "use" => self.import(head),
            "mod" | "type" => self.line(head),
            "const" => self.broken(head),
            "struct" if head.last().is_some_and(|it| self.is(it, ";")) => self.line(head),
            "struct" | "enum" => self.block(head, Self::members),
            "impl" => self.block(head, Self::associated),
            "fn" => self.function(head),
            _ if head.iter().any(|it| self.is(it, "!")) => self.line(head),
            _ => Err(Unknown),
        }
    }

    fn import(&mut self, tokens: &[Token]) -> Known {
        let [path @ .., names, end] = tokens else { return Err(Unknown) };
        if names.kind == Kind::Names && self.list(&names.inside).len() < 2 {
            return Err(Unknown);
        }
        if self.fits(width(tokens)) || names.kind != Kind::Names {
            return self.line(tokens);
        }
        self.start();
        self.pool.line(path, self.out);
        self.out.push_str("{\n");
        self.deeper(names.inside.as_slice(), Self::filled)?;
        self.start();
        self.out.push('}');
        self.out.push_str(self.pool.text(end));
        self.out.push('\n');
        Ok(())
    }

    /// As many names in a line as it holds.
    fn filled(&mut self, names: &[Token]) -> Known {
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
            self.pool.line(name, self.out);
            self.out.push(',');
            room = room.saturating_sub(needed);
        }
        self.out.push('\n');
        Ok(())
    }

    /// The elements of a list.
    pub(super) fn list<'t>(&self, mut tokens: &'t [Token]) -> Vec<&'t [Token]> {
        let mut elements = Vec::new();
        while !tokens.is_empty() {
            let (element, rest) = self.element(tokens);
            elements.push(element);
            tokens = rest;
        }
        elements
    }

    /// The first element of a list, and what is behind its comma. A comma of generics is none.
    pub(super) fn element<'t>(&self, tokens: &'t [Token]) -> (&'t [Token], &'t [Token]) {
        let mut depth = 0_usize;
        let comma = tokens.iter().position(|it| {
            match self.pool.text(it) {
                "<" => depth += 1,
                ">" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && self.is(it, ",")
        });
        let (element, rest) =
            tokens.split_at_checked(comma.unwrap_or(tokens.len())).unwrap_or_default();
        (element, rest.get(1..).unwrap_or_default())
    }

    /// What a struct or an enumeration holds.
    fn members(&mut self, tokens: &[Token]) -> Known {
        for member in self.list(tokens) {
            let head = self.head(member);
            if head.iter().any(|it| it.kind == Kind::Curly) {
                return Err(Unknown);
            }
            self.attributes(member)?;
            self.line_and(head, ",")?;
        }
        Ok(())
    }

    /// What an `impl` holds.
    fn associated(&mut self, tokens: &[Token]) -> Known {
        for (item, is_parted) in self.items(tokens) {
            if is_parted {
                self.out.push('\n');
            }
            self.item(item)?;
        }
        Ok(())
    }

    fn function(&mut self, tokens: &[Token]) -> Known {
        let Some((body, signature)) = tokens.split_last() else { return Err(Unknown) };
        if self.fits(width(signature) + " {".len()) || body.inside.is_empty() {
            return self.block(tokens, Self::statements);
        }
        let name = signature.iter().position(|it| self.is(it, "fn")).ok_or(Unknown)?;
        let is_arguments = |it: &Token| it.kind == Kind::Round;
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
        self.pool.line(output, self.out);
        self.out.push_str(" {\n");
        self.deeper(body.inside.as_slice(), Self::statements)?;
        self.word("}");
        Ok(())
    }
}
