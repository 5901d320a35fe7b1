//! How much code a text is for the compiler, whatever its layout and documentation.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    iter::{Peekable, Sum},
    ops::{Add, Sub},
};

/// The size of some code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Size {
    /// Tokens without documentation: what is parsed, expanded and resolved.
    pub(crate) tokens: u64,
    /// Bodies of functions, with those that derives and the runtime's macros make: what is checked
    /// for types and borrows, and compiled.
    pub(crate) bodies: u64,
}

/// How many bodies each macro of the runtime makes.
pub(crate) type Macros = BTreeMap<String, u64>;

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

/// The size of a file.
pub(crate) fn size(text: &str, macros: &Macros) -> Size {
    of(text.parse().unwrap(), macros)
}

/// The macros that a file of the runtime defines.
pub(crate) fn macros(text: &str) -> Macros {
    let mut found = Macros::new();
    let mut tokens = text.parse::<TokenStream>().unwrap().into_iter().peekable();
    while let Some(token) = tokens.next() {
        if is_ident(Some(&token), "macro_rules") {
            let (_, name, rules) = (tokens.next(), tokens.next(), tokens.next());
            if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(rules))) = (name, rules) {
                found.insert(name.to_string(), of(rules.stream(), &Macros::new()).bodies);
            }
        }
    }
    found
}

fn of(stream: TokenStream, macros: &Macros) -> Size {
    let mut size = Size::default();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        size = size + of_token(&token, &mut tokens, macros);
    }
    size
}

/// The size of a token, and of what belongs to it.
fn of_token(token: &TokenTree, rest: &mut Tokens, macros: &Macros) -> Size {
    let one = Size { tokens: 1, bodies: 0 };
    match token {
        TokenTree::Group(group) => Size { tokens: 2, bodies: 0 } + of(group.stream(), macros),
        TokenTree::Punct(punct) if punct.as_char() == '#' => attribute(rest, macros),
        TokenTree::Ident(ident) if ident == "fn" => one + function(rest, macros),
        TokenTree::Ident(ident) => {
            let is_called =
                matches!(rest.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '!');
            let bodies = macros.get(&ident.to_string()).filter(|_| is_called);
            Size { bodies: bodies.copied().unwrap_or_default(), ..one }
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => one,
    }
}

/// An attribute: nothing for documentation, a body for each derive.
fn attribute(rest: &mut Tokens, macros: &Macros) -> Size {
    if matches!(rest.peek(), Some(TokenTree::Punct(it)) if it.as_char() == '!') {
        rest.next();
    }
    let Some(TokenTree::Group(group)) = rest.next() else { return Size::default() };
    let mut inside = group.stream().into_iter();
    let name = inside.next();
    if is_ident(name.as_ref(), "doc") {
        return Size::default();
    }
    let size = Size { tokens: 3, bodies: 0 } + of(group.stream(), macros);
    match inside.next() {
        Some(TokenTree::Group(list)) if is_ident(name.as_ref(), "derive") => {
            let derives = list.stream().to_string();
            let derives = derives.split(',').map(str::trim).filter(|it| !it.is_empty());
            let bodies = derives.inspect(|it| assert_is_one_body(it)).count();
            size + Size { tokens: 0, bodies: bodies.try_into().unwrap() }
        }
        _ => size,
    }
}

/// What the compiler derives by itself is a body each, or nearly so. What a procedural macro makes
/// may be dozens: `Deserialize` takes longer than all others together.
fn assert_is_one_body(derive: &str) {
    const KNOWN: [&str; 7] = ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "PartialEq"];
    assert!(KNOWN.contains(&derive), "nobody has weighed `derive({derive})` yet");
}

/// What follows `fn`: a body, unless it is a type or a declaration.
fn function(rest: &mut Tokens, macros: &Macros) -> Size {
    let mut size = Size::default();
    // The name of a function, or in a macro `$name`; a type has its arguments here.
    if !matches!(rest.peek(), Some(TokenTree::Ident(_) | TokenTree::Punct(_))) {
        return size;
    }
    while let Some(token) = rest.next() {
        size = size + of_token(&token, rest, macros);
        match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                return size + Size { tokens: 0, bodies: 1 };
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => return size,
            _ => {}
        }
    }
    size
}

fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == name)
}

impl Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { tokens: self.tokens + other.tokens, bodies: self.bodies + other.bodies }
    }
}

impl Sub for Size {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { tokens: self.tokens - other.tokens, bodies: self.bodies - other.bodies }
    }
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), Add::add)
    }
}

#[test]
fn documentation_is_no_code() {
    let text = "//! File.\n\n/// A type.\n#[doc(alias = \"u\")]\nstruct Unit;";
    assert_eq!(size(text, &Macros::new()), Size { tokens: 3, bodies: 0 });
}

#[test]
fn bodies_are_counted_and_types_and_declarations_are_not() {
    let text = "trait T { fn a(); fn b() {} } const C: fn() = || {}; fn d() -> u8 { fn e() {} 1 }";
    assert_eq!(size(text, &Macros::new()).bodies, 3);
}

#[test]
fn each_derive_is_a_body() {
    assert_eq!(size("#[derive(Clone, Debug,)] struct S;", &Macros::new()).bodies, 2);
}

#[test]
#[should_panic(expected = "nobody has weighed `derive(Deserialize)` yet")]
fn a_derive_of_unknown_weight_is_refused() {
    size("#[derive(Clone, Deserialize)] struct S;", &Macros::new());
}

#[test]
fn a_macro_counts_for_what_it_makes() {
    let macros = macros("macro_rules! two { ($n:ident) => { fn $n() {} fn b() {} }; }");
    assert_eq!(macros, Macros::from([("two".to_owned(), 2)]));
    assert_eq!(size("two!(a);", &macros), Size { tokens: 6, bodies: 2 });
}
