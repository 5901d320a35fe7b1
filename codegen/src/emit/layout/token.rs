//! Tokens that know how they stand in a line.

use super::super::tokens::Tokens;

/// A token, or a group with everything that is in it.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    /// The token as it is written; of a group, nothing.
    pub text: &'a str,
    /// Whether a blank stands before it, in a line.
    pub is_spaced: bool,
    /// How many bytes it takes in a line.
    pub width: usize,
    /// What is in a group; a comma behind the last of a list is left out.
    pub inside: Vec<Token<'a>>,
}

/// Tokens beside one another.
pub(super) type Line<'t> = &'t [Token<'t>];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword or a lifetime.
    Word,
    Literal,
    Sign,
    /// The bar that begins a closure.
    Bar,
    /// A documentation comment, which takes the rest of its line.
    Doc,
    Round,
    Square,
    Curly,
    /// The braces behind `use a::`, which hold no blanks.
    Names,
}

impl Kind {
    pub(super) fn is_group(self) -> bool {
        matches!(self, Self::Round | Self::Square | Self::Curly | Self::Names)
    }

    /// The kind of a token that is no group, by how it begins.
    fn of(text: &str) -> Self {
        match text.as_bytes() {
            [b'/', b'/', ..] => Self::Doc,
            [b'"' | b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..] => Self::Literal,
            [b'_' | b'\'' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.., ..] => Self::Word,
            _ => Self::Sign,
        }
    }
}

/// Takes tokens in, item by item, so that those of a whole file never are in memory.
pub(super) struct Reader<'a> {
    /// What is not read yet.
    rest: &'a str,
    /// The tokens of the item, with the room that the ones before it took, and behind them those of each group that is open.
    tokens: Vec<Token<'a>>,
    /// The kinds of the groups that are open, and where their tokens begin.
    open: Vec<(Kind, usize)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a Tokens) -> Self {
        Self { rest: tokens.as_str(), tokens: Vec::new(), open: Vec::new() }
    }

    /// The tokens up to the first of which `is_end` says that they are an item, or the last ones.
    pub(super) fn item(&mut self, is_end: fn(Line<'_>) -> bool) -> Line<'_> {
        self.tokens.clear();
        while let Some(text) = self.next() {
            match text {
                "(" => self.begin(Kind::Round),
                "[" => self.begin(Kind::Square),
                "{" if self.last().is_some_and(|it| it.text == "::") => self.begin(Kind::Names),
                "{" => self.begin(Kind::Curly),
                ")" | "]" | "}" => self.end(),
                // Nothing here shifts bits: generics end with their generics.
                ">>" => {
                    self.push(Kind::Sign, ">");
                    self.push(Kind::Sign, ">");
                }
                text => self.push(Kind::of(text), text),
            }
            if self.open.is_empty() && is_end(&self.tokens) {
                break;
            }
        }
        &self.tokens
    }

    fn next(&mut self) -> Option<&'a str> {
        let end = self.rest.as_bytes().iter().position(|byte| *byte == b'\n')?;
        let (text, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.get(1..)?;
        Some(text)
    }

    /// The tokens of the group that is open.
    fn group(&self) -> &[Token<'a>] {
        let start = self.open.last().map_or(0, |(_, start)| *start);
        self.tokens.get(start..).unwrap_or_default()
    }

    fn last(&self) -> Option<&Token<'a>> {
        self.group().last()
    }

    fn begin(&mut self, kind: Kind) {
        self.open.push((kind, self.tokens.len()));
    }

    fn end(&mut self) {
        let Some((kind, start)) = self.open.pop() else { return };
        let mut inside = self.tokens.split_off(start);
        let is_tuple = kind == Kind::Round && self.last().is_none_or(|it| !it.is_callee());
        if !is_tuple && inside.last().is_some_and(|last| last.text == ",") {
            inside.pop();
        }
        let mut token = Token { kind, text: "", is_spaced: false, width: 0, inside };
        let (open, close) = token.brackets();
        token.width = open.len() + width(&token.inside) + close.len();
        token.is_spaced = self.last().is_some_and(|before| token.is_parted_from(before));
        self.tokens.push(token);
    }

    fn push(&mut self, kind: Kind, text: &'a str) {
        let (kind, closes) = if text == "|" { self.bar() } else { (kind, false) };
        let mut token =
            Token { kind, text, is_spaced: false, width: text.len(), inside: Vec::new() };
        token.is_spaced = !closes && self.last().is_some_and(|before| token.is_parted_from(before));
        self.tokens.push(token);
    }

    /// What a bar is, and whether it ends the arguments of a closure.
    fn bar(&self) -> (Kind, bool) {
        let begins = self.last().is_none_or(|it| matches!(it.text, "," | "=" | "move"));
        let before = self.group().iter().rev().find(|it| it.text == "|");
        let kind = if begins { Kind::Bar } else { Kind::Sign };
        (kind, before.is_some_and(|it| it.kind == Kind::Bar))
    }
}

impl Token<'_> {
    /// Whether it is a certain one.
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    /// Whether it is a text in quotes.
    pub(super) fn is_string(&self) -> bool {
        self.text.ends_with('"')
    }

    /// What stands around the tokens of a group.
    pub(super) fn brackets(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::Round => ("(", ")"),
            Kind::Square => ("[", "]"),
            Kind::Curly if self.inside.is_empty() => ("{", "}"),
            Kind::Curly => ("{ ", " }"),
            Kind::Names => ("{", "}"),
            Kind::Doc => ("", "\n"),
            Kind::Word | Kind::Literal | Kind::Sign | Kind::Bar => ("", ""),
        }
    }

    /// Whether parentheses behind it belong to it.
    fn is_callee(&self) -> bool {
        match self.kind {
            Kind::Word => {
                !matches!(self.text, "in" | "match" | "if" | "return" | "for")
                    && !self.text.starts_with('\'')
            }
            Kind::Sign => matches!(self.text, ">" | "!" | "?" | "::"),
            Kind::Literal | Kind::Bar | Kind::Doc => false,
            Kind::Round | Kind::Square | Kind::Curly | Kind::Names => true,
        }
    }

    /// Whether a blank stands between a token and this one.
    fn is_parted_from(&self, before: &Self) -> bool {
        let is_open_behind = match before.kind {
            Kind::Bar => false,
            Kind::Sign => !matches!(
                before.text,
                "::" | "." | "&" | "*" | "!" | "#" | "<" | ".." | "..=" | "-" | "'"
            ),
            _ => true,
        };
        match self.kind {
            Kind::Curly => true,
            Kind::Names => false,
            Kind::Round | Kind::Square => is_open_behind && !before.is_callee(),
            Kind::Word | Kind::Literal | Kind::Bar | Kind::Doc => is_open_behind,
            Kind::Sign => match self.text {
                "," | ";" | "." | "?" | ":" | "::" | ">" => false,
                ".." | "..=" => before.is(","),
                "<" | "!" => is_open_behind && !before.is_callee(),
                "&" | "*" | "#" | "-" => is_open_behind,
                _ => true,
            },
        }
    }
}

/// How many bytes tokens take in a line.
pub(super) fn width(tokens: &[Token<'_>]) -> usize {
    let spaces = tokens.iter().skip(1).filter(|token| token.is_spaced).count();
    tokens.iter().map(|token| token.width).sum::<usize>() + spaces
}

/// Writes blanks, as many as may begin a line.
pub(super) fn spaces(out: &mut String, count: usize) {
    const BLANKS: &str = "                                                                ";
    let mut count = count;
    while count > BLANKS.len() {
        out.push_str(BLANKS);
        count -= BLANKS.len();
    }
    out.push_str(BLANKS.get(..count).unwrap_or_default());
}

/// Writes tokens as a line.
pub(super) fn print(tokens: &[Token<'_>], out: &mut String) {
    for (position, token) in tokens.iter().enumerate() {
        if position > 0 && token.is_spaced {
            out.push(' ');
        }
        let (open, close) = token.brackets();
        out.push_str(open);
        out.push_str(token.text);
        print(&token.inside, out);
        out.push_str(close);
    }
}

/// The elements of a list.
pub(super) fn list(mut tokens: Line<'_>) -> Vec<Line<'_>> {
    let mut elements = Vec::new();
    while !tokens.is_empty() {
        let (element, rest) = element(tokens);
        elements.push(element);
        tokens = rest;
    }
    elements
}

/// The first element of a list, and what is behind its comma.
pub(super) fn element(tokens: Line<'_>) -> (Line<'_>, Line<'_>) {
    let comma = outside(tokens, ",").unwrap_or(tokens.len());
    let (element, rest) = tokens.split_at_checked(comma).unwrap_or_default();
    (element, rest.get(1..).unwrap_or_default())
}

/// Where a sign stands first that is not inside of generics.
pub(super) fn outside(tokens: Line<'_>, sign: &str) -> Option<usize> {
    let mut depth = 0_usize;
    tokens.iter().position(|it| {
        match it.text {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && it.is(sign)
    })
}

/// What stands behind a `<` up to its `>`, and what is behind that.
pub(super) fn arguments(tokens: Line<'_>) -> Option<(Line<'_>, Line<'_>)> {
    let mut depth = 1_usize;
    let end = tokens.iter().position(|it| {
        match it.text {
            "<" => depth += 1,
            ">" => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let (inside, rest) = tokens.split_at_checked(end)?;
    Some((inside, rest.get(1..)?))
}
