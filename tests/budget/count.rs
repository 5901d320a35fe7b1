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

/// How many bodies a call of a macro of the runtime makes, with those of the macros that it calls,
/// and with all that features may add; what it repeats counts once.
///
/// An arm that begins with a word of its own is under the macro's name and that word. Under the name
/// alone is the largest arm, for calls that begin otherwise.
pub(crate) type Macros = BTreeMap<(String, Option<String>), u64>;

/// The arm of a macro: its name, the word that it begins with, and what it becomes.
type Arm = (String, Option<String>, TokenStream);

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

/// The size of a file.
pub(crate) fn size(text: &str, macros: &Macros) -> Size {
    of(text.parse().unwrap(), macros)
}

/// The macros that files of the runtime define.
pub(crate) fn macros<'a>(texts: impl IntoIterator<Item = &'a str>) -> Macros {
    let arms: Vec<Arm> = texts.into_iter().flat_map(arms).collect();
    let mut found = Macros::new();
    // Each round looks one call deeper.
    for _ in 0..=arms.len() {
        let mut deeper = Macros::new();
        for (name, word, body) in &arms {
            let bodies = of(body.clone(), &found).bodies;
            for word in [None, word.clone()] {
                let largest = deeper.entry((name.clone(), word)).or_default();
                *largest = bodies.max(*largest);
            }
        }
        if deeper == found {
            return found;
        }
        found = deeper;
    }
    panic!("a macro calls itself without end, as far as can be seen here: {found:?}");
}

/// The arms of the macros that a file defines.
fn arms(text: &str) -> Vec<Arm> {
    let mut found = Vec::new();
    let mut tokens = text.parse::<TokenStream>().unwrap().into_iter();
    while let Some(token) = tokens.next() {
        if !is_ident(Some(&token), "macro_rules") {
            continue;
        }
        let (_, name, rules) = (tokens.next(), tokens.next(), tokens.next());
        let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(rules))) = (name, rules) else {
            continue;
        };
        let rules = rules.stream().into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        });
        let rules: Vec<_> = rules.collect();
        let arm = |rule: &[TokenStream]| (name.to_string(), word(&rule[0]), rule[1].clone());
        found.extend(rules.chunks_exact(2).map(arm));
    }
    found
}

/// The word that a macro's pattern or arguments begin with.
fn word(tokens: &TokenStream) -> Option<String> {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    }
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
            let bang = rest.next_if(is_bang);
            match bang.and_then(|_| rest.peek()) {
                Some(TokenTree::Group(arguments)) => {
                    let bodies = called(&ident.to_string(), &arguments.stream(), macros);
                    Size { tokens: 2, bodies }
                }
                Some(_) => one + one,
                None => one,
            }
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => one,
    }
}

/// How many bodies a call of a macro makes, if it is one of the runtime's.
fn called(name: &str, arguments: &TokenStream, macros: &Macros) -> u64 {
    let of = |word| macros.get(&(name.to_owned(), word));
    word(arguments).and_then(|it| of(Some(it))).or_else(|| of(None)).copied().unwrap_or_default()
}

/// An attribute: nothing for documentation, a body for each derive.
fn attribute(rest: &mut Tokens, macros: &Macros) -> Size {
    rest.next_if(is_bang);
    let Some(TokenTree::Group(group)) = rest.next() else { return Size::default() };
    if word(&group.stream()).is_some_and(|it| it == "doc") {
        return Size::default();
    }
    let size = Size { tokens: 3, bodies: 0 } + of(group.stream(), macros);
    size + Size { tokens: 0, bodies: derives(group.stream()) }
}

/// The bodies that attributes derive, under whatever condition.
fn derives(attributes: TokenStream) -> u64 {
    let mut bodies = 0;
    let mut tokens = attributes.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let Some(TokenTree::Group(list)) = tokens.peek() else { continue };
        if is_ident(Some(&token), "cfg_attr") {
            bodies += derives(list.stream());
        } else if is_ident(Some(&token), "derive") {
            let list = list.stream().to_string();
            let derives = list.split(',').map(str::trim).filter(|it| !it.is_empty());
            bodies += derives.inspect(|it| assert_is_one_body(it)).map(|_| 1).sum::<u64>();
        }
    }
    bodies
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

fn is_bang(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!')
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
fn a_derive_under_a_condition_is_a_body() {
    let text = "#[cfg_attr(a, derive(Clone), cfg_attr(b, derive(Debug, Eq)))] struct S;";
    assert_eq!(size(text, &Macros::new()).bodies, 3);
}

#[test]
#[should_panic(expected = "nobody has weighed `derive(Deserialize)` yet")]
fn a_derive_of_unknown_weight_is_refused() {
    size("#[derive(Clone, Deserialize)] struct S;", &Macros::new());
}

#[test]
#[should_panic(expected = "nobody has weighed `derive(Deserialize)` yet")]
fn a_derive_of_unknown_weight_is_refused_under_a_condition() {
    size("#[cfg_attr(a, derive(Deserialize))] struct S;", &Macros::new());
}

#[test]
fn a_macro_counts_for_what_it_makes() {
    let macros = macros(["macro_rules! two { ($n:ident) => { fn $n() {} fn b() {} }; }"]);
    assert_eq!(macros, Macros::from([(("two".to_owned(), None), 2)]));
    assert_eq!(size("two!(a);", &macros), Size { tokens: 6, bodies: 2 });
}

#[test]
fn a_macro_counts_for_what_the_macros_make_that_it_calls() {
    let outer = "macro_rules! outer { () => { fn a() {} $crate::inner!(); }; }";
    let inner = "macro_rules! inner { () => { fn b() {} fn c() {} }; }";
    assert_eq!(size("outer!();", &macros([outer, inner])).bodies, 3);
}

#[test]
fn the_word_that_a_call_begins_with_chooses_the_arm() {
    let arms = "(one) => { fn a() {} }; (two) => { m!(one); m!(one); }; ($a:ident) => {};";
    let macros = macros([format!("macro_rules! m {{ {arms} }}").as_str()]);
    let bodies = |call: &str| size(call, &macros).bodies;
    assert_eq!([bodies("m!(one);"), bodies("m!(two);"), bodies("m!(other);")], [1, 2, 2]);
}

#[test]
#[should_panic(expected = "a macro calls itself without end")]
fn a_macro_without_end_is_refused() {
    macros(["macro_rules! m { ($a:ident) => { fn a() {} m!($a); }; }"]);
}
