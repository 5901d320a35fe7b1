//! Statements, line by line.

use super::{
    boxes::{Boxes, Break, Breaks},
    expression::{Place, is_control, is_flat},
    printer::{INDENT, Known, Printer, Unknown},
    token::{Kind, Line, element, outside, print, width},
};

impl Printer<'_> {
    pub(super) fn statements(&mut self, tokens: Line<'_>) -> Known {
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
            match statement {
                _ if is_match => self.block(statement, Boxes::line, Self::arms)?,
                [statement @ .., end] if end.is(";") => {
                    self.write(statement, ";", Boxes::statement)?;
                }
                statement => self.write(statement, "", Boxes::statement)?,
            }
            rest = others;
        }
        Ok(())
    }

    fn arms(&mut self, mut rest: Line<'_>) -> Known {
        while !rest.is_empty() {
            let arrow = rest.iter().position(|it| it.is("=>")).ok_or(Unknown)?;
            let (pattern, behind) = rest.split_at_checked(arrow).ok_or(Unknown)?;
            let behind = behind.get(1..).unwrap_or_default();
            let (body, others) = match behind {
                [block, others @ ..] if block.kind == Kind::Curly => {
                    (block.inside.as_slice(), others)
                }
                _ => element(behind),
            };
            rest = match others {
                [comma, others @ ..] if comma.is(",") => others,
                others => others,
            };
            self.arm(pattern, body)?;
        }
        Ok(())
    }

    fn arm(&mut self, pattern: Line<'_>, body: Line<'_>) -> Known {
        let is_unit = matches!(body, [unit] if unit.kind == Kind::Round);
        if body.is_empty() || is_unit || pattern.first().is_some_and(|it| it.is("#")) {
            return Err(Unknown);
        }
        if body.iter().any(|it| it.is(";")) || body.first().is_some_and(is_control) {
            self.write(pattern, " => {", Boxes::pattern)?;
            self.deeper(body, Self::statements)?;
            self.word("}");
            return Ok(());
        }
        // The comma at the end may stand in the margin.
        let fits = self.fits(width(pattern) + " => ".len() + width(body));
        if fits && is_flat(pattern) && is_flat(body) {
            self.start();
            print(pattern, self.out);
            self.out.push_str(" => ");
            print(body, self.out);
            self.out.push_str(",\n");
            return Ok(());
        }
        let mut boxes = Boxes::default();
        boxes.arm(pattern, body)?;
        boxes.write(self.indent, self.out);
        self.out.push('\n');
        Ok(())
    }
}

impl<'t> Boxes<'t> {
    fn statement(&mut self, statement: Line<'t>) -> Known {
        self.begin(0, Breaks::Few);
        match statement {
            [first, ..] if first.is("let") => {
                let at = outside(statement, "=").ok_or(Unknown)?;
                let (name, value) = statement.split_at_checked(at).ok_or(Unknown)?;
                self.flat(name);
                self.text(" = ");
                self.never_break();
                self.expression(value.get(1..).unwrap_or_default(), Place::Inside)?;
            }
            statement => self.expression(statement, Place::LineStart)?,
        }
        self.end();
        Ok(())
    }

    /// An arm, whose body has braces where it stands in lines of its own.
    fn arm(&mut self, pattern: Line<'t>, body: Line<'t>) -> Known {
        self.begin(0, Breaks::Few);
        self.pattern(pattern)?;
        self.text(" => ");
        self.never_break();
        self.begin(INDENT, Breaks::All);
        self.add(Break { before: "{", ..Break::default() });
        self.expression(body, Place::LineStart)?;
        let end = Break { offset: -INDENT, behind: "}", instead: ",", ..Break::default() };
        self.add(end);
        self.end();
        self.end();
        Ok(())
    }
}
