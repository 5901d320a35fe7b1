//! Tokens that know how they stand in a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;

/// The text of a file's tokens, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Pool(String);

/// A token, or a group with everything that is in it.
#[derive(Debug)]
pub(super) struct Token {
    pub kind: Kind,
    start: usize,
    len: usize,
    /// Whether a blank stands before it, in a line.
    is_spaced: bool,
    /// How many bytes it takes in a line.
    width: usize,
    /// What is in a group; a comma behind the last of a list is left out.
    pub inside: Vec<Token>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, a keyword or a lifetime.
    Word,
    Literal,
    Sign,
    /// The bar that begins a closure.
    Bar,
    Round,
    Square,
    Curly,
    /// The braces behind `use a::`, which hold no blanks.
    Names,
}

impl Kind {
    fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Round => ("(", ")"),
            Self::Square => ("[", "]"),
            Self::Curly => ("{ ", " }"),
            Self::Names => ("{", "}"),
            Self::Word | Self::Literal | Self::Sign | Self::Bar => ("", ""),
        }
    }

    pub(super) fn is_group(self) -> bool {
        !self.brackets().0.is_empty()
    }
}

/// Signs of more than one character.
const SIGNS: [&str; 11] = ["::", "->", "=>", "..", "..=", "==", "!=", "&&", "||", ">=", "<="];

impl Pool {
    /// Takes the tokens of a stream in.
    pub(super) fn read(&mut self, stream: TokenStream) -> Vec<Token> {
        let mut tokens: Vec<Token> = Vec::new();
        let mut is_joint = false;
        for tree in stream {
            match tree {
                TokenTree::Group(group) => self.group(&group, &mut tokens),
                TokenTree::Ident(name) => match tokens.last_mut() {
                    Some(quote) if is_joint && self.text(quote) == "'" => {
                        self.extend(quote, format_args!("{name}"));
                        quote.kind = Kind::Word;
                    }
                    _ => self.push(&mut tokens, Kind::Word, format_args!("{name}")),
                },
                TokenTree::Literal(it) => {
                    self.push(&mut tokens, Kind::Literal, format_args!("{it}"));
                }
                TokenTree::Punct(sign) => {
                    self.sign(sign.as_char(), is_joint, &mut tokens);
                    is_joint = sign.spacing() == Spacing::Joint;
                    continue;
                }
            }
            is_joint = false;
        }
        tokens
    }

    /// The text of a token that is no group.
    pub(super) fn text(&self, token: &Token) -> &str {
        self.0.get(token.start..token.start + token.len).unwrap_or_default()
    }

    /// Writes tokens as a line.
    pub(super) fn line(&self, tokens: &[Token], out: &mut String) {
        for (position, token) in tokens.iter().enumerate() {
            if position > 0 && token.is_spaced {
                out.push(' ');
            }
            let (open, close) = token.brackets();
            out.push_str(open);
            out.push_str(self.text(token));
            self.line(&token.inside, out);
            out.push_str(close);
        }
    }

    fn push(&mut self, tokens: &mut Vec<Token>, kind: Kind, text: std::fmt::Arguments<'_>) {
        let start = self.0.len();
        // A string takes everything.
        let _ = self.0.write_fmt(text);
        let len = self.0.len() - start;
        let mut token =
            Token { kind, start, len, is_spaced: false, width: len, inside: Vec::new() };
        token.is_spaced = tokens.last().is_some_and(|before| self.parts(before, &token));
        tokens.push(token);
    }

    /// Makes the last token longer.
    fn extend(&mut self, token: &mut Token, text: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(text);
        token.len = self.0.len() - token.start;
        token.width = token.len;
    }

    fn sign(&mut self, sign: char, is_joint: bool, tokens: &mut Vec<Token>) {
        let last = tokens.last().filter(|last| is_joint && last.kind == Kind::Sign);
        let whole = last.map(|last| format!("{}{sign}", self.text(last)));
        if whole.is_some_and(|whole| SIGNS.contains(&whole.as_str())) {
            let Some(mut last) = tokens.pop() else { return };
            self.extend(&mut last, format_args!("{sign}"));
            last.is_spaced = tokens.last().is_some_and(|before| self.parts(before, &last));
            tokens.push(last);
            return;
        }
        let begins = tokens.last().is_none_or(|it| matches!(self.text(it), "," | "=" | "move"));
        let kind = if sign == '|' && begins { Kind::Bar } else { Kind::Sign };
        let closes = sign == '|'
            && tokens
                .iter()
                .rev()
                .find(|it| self.text(it) == "|")
                .is_some_and(|it| it.kind == Kind::Bar);
        self.push(tokens, kind, format_args!("{sign}"));
        if let Some(token) = tokens.last_mut().filter(|_| closes) {
            token.is_spaced = false;
        }
    }

    fn group(&mut self, group: &proc_macro2::Group, tokens: &mut Vec<Token>) {
        let before = tokens.last();
        let kind = match group.delimiter() {
            Delimiter::Parenthesis => Kind::Round,
            Delimiter::Bracket => Kind::Square,
            Delimiter::Brace if before.is_some_and(|it| self.text(it) == "::") => Kind::Names,
            Delimiter::Brace => Kind::Curly,
            Delimiter::None => {
                tokens.extend(self.read(group.stream()));
                return;
            }
        };
        let is_tuple = kind == Kind::Round && before.is_none_or(|it| !self.is_callee(it));
        let mut inside = self.read(group.stream());
        if !is_tuple && inside.last().is_some_and(|last| self.text(last) == ",") {
            inside.pop();
        }
        let mut token =
            Token { kind, start: 0, len: 0, is_spaced: false, width: width(&inside), inside };
        token.is_spaced = tokens.last().is_some_and(|before| self.parts(before, &token));
        let (open, close) = token.brackets();
        token.width += open.len() + close.len();
        tokens.push(token);
    }

    /// Whether parentheses behind a token belong to it.
    fn is_callee(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Word => !matches!(self.text(token), "in" | "match" | "if" | "return" | "for"),
            Kind::Sign => matches!(self.text(token), ">" | "!" | "?" | "::"),
            Kind::Literal | Kind::Bar => false,
            Kind::Round | Kind::Square | Kind::Curly | Kind::Names => true,
        }
    }

    /// Whether a blank stands between two tokens.
    fn parts(&self, before: &Token, token: &Token) -> bool {
        let is_open_behind = match before.kind {
            Kind::Sign | Kind::Bar => !matches!(
                (before.kind, self.text(before)),
                (Kind::Bar, _)
                    | (_, "::" | "." | "&" | "*" | "!" | "#" | "<" | ".." | "..=" | "-" | "'")
            ),
            _ => true,
        };
        match token.kind {
            Kind::Curly => true,
            Kind::Names => false,
            Kind::Round | Kind::Square => is_open_behind && !self.is_callee(before),
            Kind::Word | Kind::Literal | Kind::Bar => is_open_behind,
            Kind::Sign => match self.text(token) {
                "," | ";" | "." | "?" | ":" | "::" | ">" => false,
                ".." | "..=" => self.text(before) == ",",
                "<" | "!" => is_open_behind && !self.is_callee(before),
                "&" | "*" | "'" | "#" | "-" => is_open_behind,
                _ => true,
            },
        }
    }
}

impl Token {
    /// Whether a blank stands before the token, in a line.
    pub(super) fn is_spaced(&self) -> bool {
        self.is_spaced
    }

    /// How many bytes the token takes in a line.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    fn brackets(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::Curly if self.inside.is_empty() => ("{", "}"),
            kind => kind.brackets(),
        }
    }
}

/// How many bytes tokens take in a line.
pub(super) fn width(tokens: &[Token]) -> usize {
    let spaces = tokens.iter().skip(1).filter(|token| token.is_spaced).count();
    tokens.iter().map(|token| token.width).sum::<usize>() + spaces
}
