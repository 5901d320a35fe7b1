//! Expressions, and where they may break.

use super::{
    boxes::{Boxes, Break, Breaks},
    item::attribute,
    printer::{INDENT, Known, Unknown},
    token::{Kind, Line, Token, list, width},
};

/// The longest name that a chain of calls does not leave alone in a line.
const SHORT: usize = 4;
/// The longest struct that stands in one line.
const STRUCT: usize = 34;

/// Where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a line, where a short name stays with its first call.
    LineStart,
    /// Behind something.
    Inside,
}

impl<'t> Boxes<'t> {
    pub(super) fn expression(&mut self, tokens: Line<'t>, place: Place) -> Known {
        match tokens {
            [sign, rest @ ..] if sign.is("&") => {
                self.text("&");
                let rest = match rest {
                    [word, rest @ ..] if word.is("mut") => {
                        self.text("mut ");
                        rest
                    }
                    rest => rest,
                };
                self.expression(rest, Place::Inside)
            }
            [word, value @ ..] if word.is("return") && !value.is_empty() => {
                self.text("return ");
                self.expression(value, Place::Inside)
            }
            [bar, rest @ ..] if bar.kind == Kind::Bar => self.closure(rest),
            [first, ..] if !is_control(first) => match tokens.iter().position(is_operator) {
                Some(at) => self.assignment(tokens, at),
                None => self.postfix(tokens, place),
            },
            _ => Err(Unknown),
        }
    }

    fn assignment(&mut self, tokens: Line<'t>, at: usize) -> Known {
        match tokens.split_at_checked(at) {
            Some((target, [equals, value @ ..])) if equals.is("=") => {
                self.begin(0, Breaks::Few);
                self.expression(target, Place::Inside)?;
                self.text(" = ");
                self.never_break();
                self.expression(value, Place::Inside)?;
                self.end();
                Ok(())
            }
            _ => Err(Unknown),
        }
    }

    /// A closure, behind its first bar.
    fn closure(&mut self, tokens: Line<'t>) -> Known {
        let bar = tokens.iter().position(|it| it.is("|")).ok_or(Unknown)?;
        let (parameters, behind) = tokens.split_at_checked(bar).ok_or(Unknown)?;
        let body = behind.get(1..).filter(|body| !body.is_empty()).ok_or(Unknown)?;
        self.begin(0, Breaks::Few);
        self.begin(INDENT, Breaks::All);
        self.text("|");
        for (position, parameter) in list(parameters).into_iter().enumerate() {
            if position == 0 {
                self.may_break();
            } else {
                self.text(",");
                self.space();
            }
            self.flat(parameter);
        }
        self.text("|");
        self.add(Break { blanks: 1, offset: -INDENT, ..Break::default() });
        self.end();
        self.never_break();
        if is_block(body) || is_call(body) {
            self.expression(body, Place::Inside)?;
        } else {
            self.begin(INDENT, Breaks::All);
            self.add(Break { before: "{", ..Break::default() });
            self.expression(body, Place::Inside)?;
            self.add(Break { offset: -INDENT, behind: "}", ..Break::default() });
            self.end();
        }
        self.end();
        Ok(())
    }

    /// Calls, members and question marks behind one another.
    fn postfix(&mut self, tokens: Line<'t>, place: Place) -> Known {
        let mut links = tokens.split(|it| it.is(".")).peekable();
        let first = links.next().ok_or(Unknown)?;
        if links.peek().is_none() {
            let (first, signs) = tried(tokens);
            self.primary(first)?;
            self.flat(signs);
            return Ok(());
        }
        let is_short = matches!(first, [name] if name.kind == Kind::Word && name.width <= SHORT);
        let mut stays = place == Place::LineStart && is_short;
        self.begin(INDENT, Breaks::All);
        self.receiver(first)?;
        while let Some(link) = links.next() {
            let is_last = links.peek().is_none();
            if !stays {
                self.may_break();
            }
            let (link, signs) = tried(link);
            self.link(link, if stays && is_last { -INDENT } else { 0 })?;
            if is_last {
                self.end();
            }
            self.flat(signs);
            stays = false;
        }
        Ok(())
    }

    /// What the first of some calls is upon.
    fn receiver(&mut self, tokens: Line<'t>) -> Known {
        let (tokens, signs) = tried(tokens);
        match tokens {
            [function @ .., arguments] if is_call(tokens) => {
                self.begin(-INDENT, Breaks::All);
                self.ty(function)?;
                self.end();
                self.call(&arguments.inside)?;
            }
            _ => {
                self.begin(-INDENT, Breaks::All);
                self.primary(tokens)?;
                self.end();
            }
        }
        self.flat(signs);
        Ok(())
    }

    /// A method's call, or a member.
    fn link(&mut self, tokens: Line<'t>, offset: isize) -> Known {
        self.text(".");
        match tokens {
            [name @ .., arguments] if arguments.kind == Kind::Round => {
                self.ty(name)?;
                self.begin(offset, Breaks::All);
                self.call(&arguments.inside)?;
                self.end();
                Ok(())
            }
            name => self.ty(name),
        }
    }

    /// The parentheses of a call.
    fn call(&mut self, arguments: Line<'t>) -> Known {
        self.text("(");
        match list(arguments).as_slice() {
            [] => {}
            [one] if is_block(one) => self.expression(one, Place::Inside)?,
            several => self.elements(several, INDENT, Self::element)?,
        }
        self.text(")");
        Ok(())
    }

    /// An element of a list, behind its attributes.
    fn element(&mut self, mut tokens: Line<'t>) -> Known {
        while let Some((attribute, rest)) = attribute(tokens) {
            self.attribute(attribute)?;
            self.space();
            tokens = rest;
        }
        self.expression(tokens, Place::Inside)
    }

    fn primary(&mut self, tokens: Line<'t>) -> Known {
        match tokens {
            [array] if array.kind == Kind::Square => self.array(&array.inside),
            [tuple] if tuple.kind == Kind::Round => self.tuple(&tuple.inside),
            [path @ .., fields] if fields.kind == Kind::Curly => self.object(path, &fields.inside),
            [_, sign, _] if sign.is("!") => self.invocation(tokens),
            [function @ .., arguments] if is_call(tokens) => {
                self.ty(function)?;
                self.call(&arguments.inside)
            }
            path => self.ty(path),
        }
    }

    fn array(&mut self, elements: Line<'t>) -> Known {
        let elements = list(elements);
        let is_number =
            |it: &Line<'_>| matches!(it, [one] if one.kind == Kind::Literal && !one.is_string());
        match elements.as_slice() {
            [] => self.text("[]"),
            numbers if numbers.iter().all(is_number) => self.filled("[", numbers, "]"),
            several => {
                self.text("[");
                self.elements(several, INDENT, Self::element)?;
                self.text("]");
            }
        }
        Ok(())
    }

    fn tuple(&mut self, elements: Line<'t>) -> Known {
        let elements = list(elements);
        self.text("(");
        match elements.as_slice() {
            [] => {}
            [_] => return Err(Unknown),
            several => self.elements(several, INDENT, Self::element)?,
        }
        self.text(")");
        Ok(())
    }

    /// A struct with its fields.
    fn object(&mut self, path: Line<'t>, fields: Line<'t>) -> Known {
        if path.is_empty() {
            return Err(Unknown);
        }
        let before = self.width();
        self.begin(INDENT, Breaks::All);
        self.begin(-INDENT, Breaks::Few);
        self.ty(path)?;
        self.end();
        self.fields(fields, Self::field)?;
        if self.width() - before > STRUCT.cast_signed() {
            self.endless();
        }
        self.end();
        self.text("}");
        Ok(())
    }

    /// What stands in the braces of a struct, with the opening one.
    pub(super) fn fields(
        &mut self,
        fields: Line<'t>,
        write: fn(&mut Self, Line<'t>) -> Known,
    ) -> Known {
        self.text(" {");
        let fields = list(fields);
        for (position, field) in fields.iter().enumerate() {
            if position == 0 {
                self.space();
            }
            let is_last = position + 1 == fields.len();
            match field {
                [dots] if is_last && dots.is("..") => self.text(".."),
                [dots, rest @ ..] if is_last && dots.is("..") => {
                    self.text("..");
                    self.expression(rest, Place::Inside)?;
                }
                field => write(self, field)?,
            }
            let is_rest = field.first().is_some_and(|it| it.is(".."));
            if is_last {
                let before = if is_rest { "" } else { "," };
                self.add(Break { blanks: 1, before, offset: -INDENT, ..Break::default() });
            } else {
                self.text(",");
                self.space();
            }
        }
        Ok(())
    }

    fn field(&mut self, tokens: Line<'t>) -> Known {
        match tokens {
            [name, colon, value @ ..] if colon.is(":") => {
                self.text(name.text);
                self.text(": ");
                self.begin(0, Breaks::Few);
                self.expression(value, Place::Inside)?;
                self.end();
                Ok(())
            }
            [name] => {
                self.text(name.text);
                Ok(())
            }
            _ => Err(Unknown),
        }
    }
}

/// An expression without the question marks at its end, and those.
fn tried(tokens: Line<'_>) -> (Line<'_>, Line<'_>) {
    let signs = tokens.iter().rev().take_while(|it| it.is("?")).count();
    tokens.split_at_checked(tokens.len() - signs).unwrap_or((tokens, &[]))
}

/// Whether an expression begins with a keyword that has blocks of its own.
pub(super) fn is_control(token: &Token<'_>) -> bool {
    const WORDS: [&str; 11] =
        ["match", "if", "for", "while", "loop", "else", "unsafe", "async", "move", "let", "return"];
    token.kind == Kind::Word && WORDS.contains(&token.text)
}

/// Whether a sign stands between two expressions.
fn is_operator(token: &Token<'_>) -> bool {
    token.kind == Kind::Sign
        && !matches!(token.text, "." | "::" | "?" | "!" | "<" | ">" | "," | "&" | "->")
}

/// Whether an expression is a block of its own that stays with the parentheses around it.
fn is_block(tokens: Line<'_>) -> bool {
    match tokens {
        [first, ..] if first.kind == Kind::Bar => true,
        [group] if group.kind == Kind::Round => list(&group.inside).len() != 1,
        [first, .., last] if last.kind == Kind::Curly => {
            !first.is("&") && !tokens.iter().any(|it| is_operator(it) || it.is("."))
        }
        [group] => group.kind == Kind::Square,
        _ => false,
    }
}

/// Whether an expression is the call of a function.
fn is_call(tokens: Line<'_>) -> bool {
    match tokens {
        [function @ .., arguments] if arguments.kind == Kind::Round => {
            let last = function.last();
            last.is_some_and(|it| it.kind == Kind::Word || it.is(">"))
                && !function.iter().any(|it| it.is(".") || it.is("&") || it.kind == Kind::Bar)
        }
        _ => false,
    }
}

/// Whether tokens stand in one line wherever that is long enough.
pub(super) fn is_flat(tokens: Line<'_>) -> bool {
    tokens.iter().enumerate().all(|(at, token)| match token.kind {
        Kind::Curly => {
            let before = tokens.get(..at).unwrap_or_default();
            path(before).is_some_and(|path| width(path) + token.width <= STRUCT)
        }
        kind => !kind.is_group() || is_flat(&token.inside),
    })
}

/// The path of a struct whose fields follow, where that is what follows.
fn path(before: Line<'_>) -> Option<Line<'_>> {
    let is_path = |it: &Token<'_>| it.kind == Kind::Word || it.is("::");
    let start = before.iter().rposition(|it| !is_path(it)).map_or(0, |at| at + 1);
    let path = before.get(start..).filter(|path| !path.is_empty())?;
    (!before.iter().any(is_control)).then_some(path)
}
