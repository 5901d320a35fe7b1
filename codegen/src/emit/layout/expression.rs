//! Statements and expressions.

use super::{
    printer::{Known, Printer, Unknown},
    token::{Kind, Token, print, width},
};

/// The longest name that a chain of calls does not leave alone in a line.
const SHORT: usize = 4;
/// The longest struct that stands in one line.
const STRUCT: usize = 34;

impl Printer<'_> {
    pub(super) fn statements(&mut self, tokens: &[Token<'_>]) -> Known {
        let mut rest = tokens;
        while !rest.is_empty() {
            let is_match = rest.first().is_some_and(|it| it.is("match"));
            let end = rest.iter().position(|it| it.is(";") || (is_match && it.kind == Kind::Curly));
            let end = end.map_or(rest.len(), |end| end + 1);
            let (statement, others) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            let is_open = others.first().is_some_and(|it| it.kind == Kind::Sign);
            if statement.first().is_some_and(|it| it.is("#")) || (is_match && is_open) {
                return Err(Unknown);
            }
            if is_match {
                self.block(statement, Self::arms)?;
            } else {
                self.broken(statement)?;
            }
            rest = others;
        }
        Ok(())
    }

    fn arms<'t>(&mut self, mut rest: &'t [Token<'t>]) -> Known {
        while !rest.is_empty() {
            let arrow = rest.iter().position(|it| it.is("=>")).ok_or(Unknown)?;
            let (pattern, behind) = rest.split_at_checked(arrow + 1).ok_or(Unknown)?;
            let body = match behind {
                [block, ..] if block.kind == Kind::Curly => {
                    rest = behind.get(1..).unwrap_or_default();
                    block.inside.as_slice()
                }
                _ => {
                    let (body, others) = self.element(behind);
                    rest = others;
                    body
                }
            };
            if let [comma, others @ ..] = rest
                && comma.is(",")
            {
                rest = others;
            }
            self.arm(pattern, body)?;
        }
        Ok(())
    }

    fn arm(&mut self, pattern: &[Token<'_>], body: &[Token<'_>]) -> Known {
        let is_statement = |it: &Token<'_>| it.is(";") || it.is("match") || it.is("if");
        let has_attribute = pattern.first().is_some_and(|it| it.is("#"));
        let is_unit = matches!(body, [unit] if unit.kind == Kind::Round);
        if body.is_empty() || is_unit || has_attribute || body.iter().any(is_statement) {
            return Err(Unknown);
        }
        // The comma at the end may stand in the margin.
        if self.fits(width(pattern) + 1 + width(body))
            && self.is_flat(pattern)
            && self.is_flat(body)
        {
            self.start();
            print(pattern, self.out);
            self.out.push(' ');
            print(body, self.out);
            self.out.push_str(",\n");
            return Ok(());
        }
        self.line_and(pattern, " {")?;
        self.deeper(body, Self::broken)?;
        self.word("}");
        Ok(())
    }

    /// A statement, a constant or an expression: in one line, or in several.
    pub(super) fn broken(&mut self, tokens: &[Token<'_>]) -> Known {
        self.expression(tokens, "")
    }

    fn expression(&mut self, tokens: &[Token<'_>], end: &str) -> Known {
        if self.fits(width(tokens) + end.len()) && self.is_flat(tokens) {
            return self.line_and(tokens, end);
        }
        let is_end = |it: &Token<'_>| matches!(it.text, ";" | "?");
        let signs = tokens.iter().rev().take_while(|it| is_end(it)).count();
        let (body, signs) = tokens.split_at_checked(tokens.len() - signs).ok_or(Unknown)?;
        let end = signs.iter().map(|it| it.text).chain([end]).collect::<String>();
        let value = body.iter().rposition(|it| it.is("=")).map_or(0, |at| at + 1);
        let is_chain = body.iter().skip(value).any(|it| it.is("."));
        match body {
            _ if is_chain && value == 0 => self.chain(body, &end),
            _ if is_chain => Err(Unknown),
            [before @ .., group] if !before.iter().skip(value).any(|it| it.kind.is_group()) => {
                match group.kind {
                    Kind::Round => self.listed(before, ("(", ")"), group, &end),
                    Kind::Square => self.listed(before, ("[", "]"), group, &end),
                    Kind::Curly => self.fields(before, group, &end),
                    _ => Err(Unknown),
                }
            }
            _ => Err(Unknown),
        }
    }

    /// A list with an element in each line.
    fn listed(
        &mut self,
        before: &[Token<'_>],
        (open, close): (&str, &str),
        list: &Token<'_>,
        end: &str,
    ) -> Known {
        let elements = self.list(&list.inside);
        let is_block =
            |it: &Token<'_>| it.kind != Kind::Word && it.kind != Kind::Literal && !it.is("&");
        let is_own = elements.iter().any(|it| it.first().is_none_or(is_block));
        let is_filled = open == "["
            && elements.iter().all(|it| matches!(it, [one] if !one.text.starts_with('"')));
        let is_macro = before.last().is_some_and(|it| it.is("!"));
        if is_own || is_filled || is_macro {
            return Err(Unknown);
        }
        let open = if list.is_spaced { format!(" {open}") } else { open.to_owned() };
        self.line_and(before, &open)?;
        let Some((final_one, elements)) = elements.split_last() else { return Err(Unknown) };
        self.deeper(elements, |this, elements| {
            elements.iter().try_for_each(|it| this.expression(it, ","))
        })?;
        self.deeper(*final_one, Self::last)?;
        self.start();
        self.out.push_str(close);
        self.out.push_str(end);
        self.out.push('\n');
        Ok(())
    }

    /// The last element of a list, whose comma may stand in the margin.
    fn last(&mut self, tokens: &[Token<'_>]) -> Known {
        if !self.fits(width(tokens)) || !self.is_flat(tokens) {
            return self.expression(tokens, ",");
        }
        self.put(tokens, ",");
        Ok(())
    }

    /// A struct with a field in each line.
    fn fields(&mut self, before: &[Token<'_>], fields: &Token<'_>, end: &str) -> Known {
        if self.path(before).is_none() {
            return Err(Unknown);
        }
        self.line_and(before, " {")?;
        self.deeper(fields.inside.as_slice(), |this, fields| {
            this.list(fields).into_iter().try_for_each(|field| {
                let is_rest = field.first().is_some_and(|it| it.is(".."));
                this.line_and(field, if is_rest { "" } else { "," })
            })
        })?;
        self.start();
        self.out.push('}');
        self.out.push_str(end);
        self.out.push('\n');
        Ok(())
    }

    /// Calls upon one another, each in its line; a short name stays with its first call.
    fn chain(&mut self, tokens: &[Token<'_>], end: &str) -> Known {
        let dots = tokens.iter().enumerate().filter(|(_, it)| it.is(".")).map(|(at, _)| at);
        let is_short = |first: &Token<'_>| first.text.len() <= SHORT;
        let starts_short = matches!(tokens, [first, dot, ..] if is_short(first) && dot.is("."));
        let mut ends: Vec<usize> =
            dots.skip(usize::from(starts_short)).chain([tokens.len()]).collect();
        ends.dedup();
        if let ([_], [before @ .., arguments]) = (ends.as_slice(), tokens)
            && arguments.kind == Kind::Round
        {
            return self.listed(before, ("(", ")"), arguments, end);
        }
        let mut start = 0;
        for at in ends {
            let link = tokens.get(start..at).ok_or(Unknown)?;
            let end = if at == tokens.len() { end } else { "" };
            if start == 0 {
                self.line_and(link, end)?;
            } else {
                self.deeper(link, |this, link| this.link(link, end))?;
            }
            start = at;
        }
        Ok(())
    }

    /// One call of a chain, in its line or with each argument in one.
    fn link(&mut self, tokens: &[Token<'_>], end: &str) -> Known {
        match tokens {
            [before @ .., arguments]
                if !self.fits(width(tokens) + end.len()) && arguments.kind == Kind::Round =>
            {
                self.listed(before, ("(", ")"), arguments, end)
            }
            _ => self.line_and(tokens, end),
        }
    }

    /// Whether tokens stand in one line wherever that is long enough.
    pub(super) fn is_flat(&self, tokens: &[Token<'_>]) -> bool {
        tokens.iter().enumerate().all(|(at, token)| match token.kind {
            Kind::Curly => {
                let before = tokens.get(..at).unwrap_or_default();
                self.path(before).is_some_and(|path| width(path) + token.width <= STRUCT)
            }
            kind => !kind.is_group() || self.is_flat(&token.inside),
        })
    }

    /// The path of a struct whose fields follow, where that is what follows.
    fn path<'t>(&self, before: &'t [Token<'t>]) -> Option<&'t [Token<'t>]> {
        let is_control = |it: &Token<'_>| {
            matches!(
                it.text,
                "match" | "if" | "for" | "while" | "loop" | "else" | "unsafe" | "async"
            )
        };
        let is_path = |it: &Token<'_>| it.kind == Kind::Word || it.is("::");
        let start = before.iter().rposition(|it| !is_path(it)).map_or(0, |at| at + 1);
        let path = before.get(start..).filter(|path| !path.is_empty())?;
        (!before.iter().any(is_control)).then_some(path)
    }
}
