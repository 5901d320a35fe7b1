//! Patterns, and where they may break.

use super::{
    boxes::{Boxes, Breaks},
    printer::{INDENT, Known, Unknown},
    token::{Kind, Line, list},
};

impl<'t> Boxes<'t> {
    /// A pattern: alternatives, literals, paths and what they hold.
    pub(super) fn pattern(&mut self, tokens: Line<'t>) -> Known {
        let alternatives: Vec<_> = tokens.split(|it| it.is("|")).collect();
        if alternatives.len() == 1 {
            return self.alternative(tokens);
        }
        let is_plain =
            |it: &Line<'_>| matches!(it, [one] if one.kind == Kind::Literal || one.is("_"));
        let is_filled = alternatives.iter().all(is_plain);
        self.begin(0, if is_filled { Breaks::Few } else { Breaks::All });
        for (position, alternative) in alternatives.into_iter().enumerate() {
            if position > 0 {
                self.space();
                self.text("| ");
            }
            self.alternative(alternative)?;
        }
        self.end();
        Ok(())
    }

    fn alternative(&mut self, tokens: Line<'t>) -> Known {
        match tokens {
            [path @ .., inside] if inside.kind == Kind::Round && !path.is_empty() => {
                self.ty(path)?;
                self.text("(");
                let elements = list(&inside.inside);
                if !elements.is_empty() {
                    self.elements(&elements, INDENT, Self::pattern)?;
                }
                self.text(")");
                Ok(())
            }
            [path @ .., inside] if inside.kind == Kind::Curly && !path.is_empty() => {
                self.begin(INDENT, Breaks::All);
                self.ty(path)?;
                self.fields(&inside.inside, Self::line)?;
                self.end();
                self.text("}");
                Ok(())
            }
            tokens if tokens.iter().any(|it| it.kind.is_group()) => Err(Unknown),
            tokens => {
                self.flat(tokens);
                Ok(())
            }
        }
    }
}
