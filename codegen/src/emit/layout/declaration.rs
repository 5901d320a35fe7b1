//! Types and the heads of items, and where they may break.

use super::{
    boxes::{Boxes, Break, Breaks},
    expression::{Place, is_flat},
    printer::{INDENT, Known, Unknown},
    token::{Kind, Line, arguments, list, outside},
};

impl<'t> Boxes<'t> {
    /// Tokens that never break.
    pub(super) fn flat(&mut self, tokens: Line<'t>) {
        for (position, token) in tokens.iter().enumerate() {
            if position > 0 && token.is_spaced {
                self.text(" ");
            }
            let (open, close) = token.brackets();
            self.text(open);
            self.text(token.text);
            self.flat(&token.inside);
            self.text(close);
        }
    }

    /// What never breaks, however long.
    pub(super) fn line(&mut self, tokens: Line<'t>) -> Known {
        if !is_flat(tokens) {
            return Err(Unknown);
        }
        self.flat(tokens);
        Ok(())
    }

    /// The call of a macro, whose arguments are no more than names, texts and calls with one.
    pub(super) fn invocation(&mut self, tokens: Line<'t>) -> Known {
        let [path @ .., arguments] = tokens else { return Err(Unknown) };
        if arguments.inside.iter().any(|it| it.kind.is_group() && it.inside.len() > 1) {
            return Err(Unknown);
        }
        self.flat(path);
        self.text("(");
        self.begin(INDENT, Breaks::All);
        self.may_break();
        self.begin(0, Breaks::Few);
        self.separated(&list(&arguments.inside));
        self.end();
        self.add(Break { offset: -INDENT, ..Break::default() });
        self.end();
        self.text(")");
        Ok(())
    }

    /// A list between brackets, with as many elements in a line as it holds.
    pub(super) fn filled(&mut self, open: &'t str, elements: &[Line<'t>], close: &'t str) {
        self.begin(INDENT, Breaks::All);
        self.text(open);
        self.may_break();
        self.begin(0, Breaks::Few);
        self.separated(elements);
        self.end();
        self.add(Break { before: ",", offset: -INDENT, ..Break::default() });
        self.text(close);
        self.end();
    }

    /// Elements that never break, with commas between them.
    fn separated(&mut self, elements: &[Line<'t>]) {
        for (position, element) in elements.iter().enumerate() {
            if position > 0 {
                self.text(",");
                self.space();
            }
            self.flat(element);
        }
    }

    /// A list between brackets, which has all of its elements in one line or each in its own.
    pub(super) fn elements(
        &mut self,
        elements: &[Line<'t>],
        offset: isize,
        write: fn(&mut Self, Line<'t>) -> Known,
    ) -> Known {
        self.begin(offset, Breaks::All);
        self.each(elements, write)?;
        self.end();
        Ok(())
    }

    /// The elements of a list, with a break before each and one behind the last.
    fn each(&mut self, elements: &[Line<'t>], write: fn(&mut Self, Line<'t>) -> Known) -> Known {
        self.may_break();
        for (position, element) in elements.iter().enumerate() {
            write(self, element)?;
            if position + 1 == elements.len() {
                self.add(Break { before: ",", offset: -INDENT, ..Break::default() });
            } else {
                self.text(",");
                self.space();
            }
        }
        Ok(())
    }

    /// A path or a type, which breaks inside of its generics.
    pub(super) fn ty(&mut self, tokens: Line<'t>) -> Known {
        let mut rest = tokens;
        while let [token, behind @ ..] = rest {
            if token.is_spaced && rest.len() < tokens.len() {
                self.text(" ");
            }
            rest = behind;
            match token.kind {
                Kind::Sign if token.is("<") => {
                    let (inside, behind) = arguments(behind).ok_or(Unknown)?;
                    self.text("<");
                    self.elements(&list(inside), INDENT, Self::ty)?;
                    self.text(">");
                    rest = behind;
                }
                Kind::Square => {
                    self.text("[");
                    self.ty(&token.inside)?;
                    self.text("]");
                }
                Kind::Round => match list(&token.inside).as_slice() {
                    [] => self.text("()"),
                    [_] => self.flat(std::slice::from_ref(token)),
                    several => {
                        self.text("(");
                        self.elements(several, INDENT, Self::ty)?;
                        self.text(")");
                    }
                },
                Kind::Word | Kind::Literal | Kind::Sign => self.text(token.text),
                Kind::Curly | Kind::Names | Kind::Bar | Kind::Doc => return Err(Unknown),
            }
        }
        Ok(())
    }

    /// The parameters of a type or a function, and what is behind them.
    fn generics(&mut self, tokens: Line<'t>) -> Result<Line<'t>, Unknown> {
        let [open, rest @ ..] = tokens else { return Ok(tokens) };
        if !open.is("<") {
            return Ok(tokens);
        }
        let (inside, behind) = arguments(rest).ok_or(Unknown)?;
        self.text("<");
        self.elements(&list(inside), 0, Self::parameter)?;
        self.text(">");
        Ok(behind)
    }

    fn parameter(&mut self, tokens: Line<'t>) -> Known {
        let [name, colon, bound @ ..] = tokens else { return self.ty(tokens) };
        if !colon.is(":") {
            return Err(Unknown);
        }
        self.text(name.text);
        self.begin(INDENT, Breaks::Few);
        self.text(": ");
        self.ty(bound)?;
        self.end();
        Ok(())
    }

    /// What stands before the block of an `impl`.
    pub(super) fn implementation(&mut self, tokens: Line<'t>) -> Known {
        let [word, rest @ ..] = tokens else { return Err(Unknown) };
        self.begin(0, Breaks::Few);
        self.begin(INDENT, Breaks::All);
        self.text(word.text);
        let rest = self.generics(rest)?;
        self.end();
        self.text(" ");
        let mut parts = rest.split(|it| it.is("for"));
        self.ty(parts.next().unwrap_or_default())?;
        if let Some(ty) = parts.next() {
            self.space();
            self.text("for ");
            self.ty(ty)?;
        }
        self.end();
        Ok(())
    }

    /// What stands before the body of a function.
    pub(super) fn signature(&mut self, tokens: Line<'t>) -> Known {
        let at = tokens.iter().position(|it| it.is("fn")).ok_or(Unknown)?;
        let (name, rest) = tokens.split_at_checked(at + 2).ok_or(Unknown)?;
        self.begin(INDENT, Breaks::Always);
        self.flat(name);
        let [arguments, output @ ..] = self.generics(rest)? else { return Err(Unknown) };
        self.text("(");
        self.never_break();
        let arguments = list(&arguments.inside);
        if !arguments.is_empty() {
            self.elements(&arguments, 0, Self::ty)?;
        }
        self.text(")");
        self.begin(-INDENT, Breaks::All);
        if !output.is_empty() {
            self.text(" ");
            self.ty(output)?;
        }
        self.end();
        self.end();
        Ok(())
    }

    /// What has a type in parentheses: a variant, or a struct without names.
    pub(super) fn positional(&mut self, tokens: Line<'t>) -> Known {
        let [name @ .., fields] = tokens else { return Err(Unknown) };
        if fields.kind != Kind::Round {
            return Err(Unknown);
        }
        self.begin(INDENT, Breaks::All);
        self.flat(name);
        self.text("(");
        self.each(&list(&fields.inside), Self::ty)?;
        self.text(")");
        self.end();
        Ok(())
    }

    /// A constant: its type, and its value.
    pub(super) fn constant(&mut self, tokens: Line<'t>) -> Known {
        let at = outside(tokens, "=").ok_or(Unknown)?;
        let (ty, value) = tokens.split_at_checked(at).ok_or(Unknown)?;
        self.begin(0, Breaks::All);
        self.ty(ty)?;
        self.text(" = ");
        self.never_break();
        self.expression(value.get(1..).unwrap_or_default(), Place::Inside)?;
        self.end();
        Ok(())
    }

    /// Another name for a type.
    pub(super) fn alias(&mut self, tokens: Line<'t>) -> Known {
        let at = outside(tokens, "=").ok_or(Unknown)?;
        let (name, ty) = tokens.split_at_checked(at).ok_or(Unknown)?;
        self.flat(name);
        self.text(" = ");
        self.never_break();
        self.ty(ty.get(1..).unwrap_or_default())
    }

    /// Names of a module.
    pub(super) fn import(&mut self, tokens: Line<'t>) -> Known {
        let [path @ .., names] = tokens else { return Err(Unknown) };
        self.flat(path);
        self.filled("{", &list(&names.inside), "}");
        Ok(())
    }

    /// What stands in the brackets of an attribute.
    pub(super) fn attribute(&mut self, tokens: Line<'t>) -> Known {
        let [_, attribute] = tokens else { return Err(Unknown) };
        let [path, arguments] = attribute.inside.as_slice() else { return Err(Unknown) };
        self.text("#[");
        self.text(path.text);
        self.text("(");
        self.begin(INDENT, Breaks::All);
        self.may_break();
        self.separated(&list(&arguments.inside));
        self.add(Break { offset: -INDENT, ..Break::default() });
        self.end();
        self.text(")]");
        Ok(())
    }
}
