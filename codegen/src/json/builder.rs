//! JSON tokens to nodes.

use super::{
    Key, MAX_DEPTH, Node, Object, Value,
    parse::{insert, invalid, too_deep},
};
use crate::{
    diagnostic::Diagnostics,
    source::{Excerpt, Span},
};
use foldhash::fast::RandomState;
use jsonc_parser::{Scanner, ScannerOptions, tokens::Token};

/// Tokens as they are spelled in JSON.
const SCANNER: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Turns tokens into nodes.
///
/// That the text is JSON, or nearly, is known by then: brackets match, and whatever parts values
/// (commas, colons, comments) is passed over. `jsonc-parser`'s syntax tree would stand beside the
/// nodes, and take as much memory as they do.
pub(super) struct Builder<'e, 'd> {
    excerpt: &'e Excerpt<'e>,
    scanner: Scanner<'e>,
    diagnostics: &'d mut Diagnostics,
    /// The items so far of each list that is open, the innermost last: a list that is done takes no
    /// more room than it needs.
    items: Vec<Node>,
    /// The members so far of each object that is open.
    members: Vec<(Key, Node)>,
}

impl<'e, 'd> Builder<'e, 'd> {
    pub(super) fn new(excerpt: &'e Excerpt<'e>, diagnostics: &'d mut Diagnostics) -> Self {
        let scanner = Scanner::new(excerpt.text(), &SCANNER);
        Self { excerpt, scanner, diagnostics, items: Vec::new(), members: Vec::new() }
    }

    /// The value that the text is.
    pub(super) fn root(mut self) -> Option<Node> {
        let token = self.next()?;
        self.node(token, 1)
    }

    /// The token that is, begins or ends a value.
    fn next(&mut self) -> Option<Token<'e>> {
        loop {
            match self.scanner.scan() {
                Ok(Some(
                    Token::Comma | Token::Colon | Token::CommentLine(_) | Token::CommentBlock(_),
                )) => {}
                Ok(token) => return token,
                // `serde_json` passes over strings without a look at what they stand for.
                Err(error) => {
                    let reason = lower_first(&error.kind().to_string());
                    let span = self.excerpt.span(error.range().start..error.range().end);
                    self.diagnostics
                        .push(invalid(format!("this is not JSON: {reason}")).at(span, ""));
                    return None;
                }
            }
        }
    }

    /// The value that begins with a token.
    fn node(&mut self, token: Token<'e>, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            self.diagnostics.push(too_deep(self.span()));
            return None;
        }
        let start = self.scanner.token_start();
        let value = match token {
            Token::OpenBrace => Value::Object(self.object(depth)?),
            Token::OpenBracket => Value::Array(self.array(depth)?),
            Token::String(text) => Value::String(text.into_owned()),
            Token::Number(text) => self.number(text)?,
            Token::Boolean(value) => Value::Bool(value),
            Token::Null => Value::Null,
            // Nothing else begins a value.
            _ => return None,
        };
        Some(Node { value, span: self.excerpt.span(start..self.scanner.token_end()) })
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Node>> {
        let start = self.items.len();
        loop {
            match self.next()? {
                Token::CloseBracket => return Some(self.items.drain(start..).collect()),
                token => {
                    let item = self.node(token, depth + 1)?;
                    self.items.push(item);
                }
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        let start = self.members.len();
        // What is no name is the end.
        while let Token::String(name) = self.next()? {
            let key = Key::new(name, self.span());
            let token = self.next()?;
            let value = self.node(token, depth + 1)?;
            self.members.push((key, value));
        }
        let members = self.members.drain(start..);
        let mut object = Object::with_capacity_and_hasher(members.len(), RandomState::default());
        for (key, value) in members {
            insert(&mut object, key, value, self.diagnostics);
        }
        Some(object)
    }

    fn number(&mut self, text: &str) -> Option<Value> {
        if let Ok(number) = text.parse() {
            return Some(Value::Number(number));
        }
        let message = format!("the number `{text}` is beyond what JSON readers take");
        self.diagnostics.push(invalid(message).at(self.span(), ""));
        None
    }

    /// Where the last token stands.
    fn span(&self) -> Span {
        self.excerpt.span(self.scanner.token_start()..self.scanner.token_end())
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
