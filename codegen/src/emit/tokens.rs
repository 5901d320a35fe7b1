//! The tokens of generated code, and the templates that make them.
//!
//! Tokens are kept as text, each in a line of its own: a template appends a few constants and what is
//! interpolated between them, and putting tokens into other ones copies bytes. A crate has millions
//! of tokens, so that an object for each, as a token stream has it, costs more than all else.

use crate::name;

/// The bytes that the shortest tokens have room for.
const ROOM: usize = 256;

/// Tokens of Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tokens {
    /// Each token with the line break behind it. No token has one inside: [`ToTokens`] escapes what
    /// comes from outside.
    text: String,
}

impl Tokens {
    /// No tokens.
    pub(super) const fn new() -> Self {
        Self { text: String::new() }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A token in each line.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Appends tokens of a template, each with its line break.
    pub(super) fn put(&mut self, lines: &'static str) {
        self.push(lines);
    }

    /// Appends text. The first takes room for more, since a template hardly ever is as short.
    fn push(&mut self, text: &str) {
        if self.text.capacity() == 0 {
            self.text.reserve(text.len().max(ROOM));
        }
        self.text.push_str(text);
    }

    /// Appends a documentation comment for what follows; it ends with its line.
    pub(super) fn doc(&mut self, line: &str) {
        self.push("///");
        // What would end the line is a blank.
        for part in line.trim_end_matches(' ').split(char::is_control) {
            self.text.push(' ');
            self.text.push_str(part);
        }
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }
}

/// What may stand behind the `#` of a template.
pub(super) trait ToTokens {
    /// Appends what the value is in Rust.
    fn to_tokens(&self, tokens: &mut Tokens);
}

impl<T: ToTokens + ?Sized> ToTokens for &T {
    fn to_tokens(&self, tokens: &mut Tokens) {
        (**self).to_tokens(tokens);
    }
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn to_tokens(&self, tokens: &mut Tokens) {
        if let Some(it) = self {
            it.to_tokens(tokens);
        }
    }
}

impl ToTokens for Tokens {
    fn to_tokens(&self, tokens: &mut Tokens) {
        tokens.push(&self.text);
    }
}

/// The literal of a text.
impl ToTokens for str {
    fn to_tokens(&self, tokens: &mut Tokens) {
        tokens.push("\"");
        let text = &mut tokens.text;
        let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
        if self.bytes().all(is_plain) {
            text.push_str(self);
        } else {
            self.chars().for_each(|c| escape(c, text));
        }
        text.push_str("\"\n");
    }
}

/// A character as it stands in a literal: escaped where it could end that, or cannot be seen.
fn escape(c: char, text: &mut String) {
    match c {
        '\'' => text.push(c),
        '\0' => text.push_str("\\x00"),
        c => text.extend(c.escape_debug()),
    }
}

impl ToTokens for String {
    fn to_tokens(&self, tokens: &mut Tokens) {
        self.as_str().to_tokens(tokens);
    }
}

impl ToTokens for bool {
    fn to_tokens(&self, tokens: &mut Tokens) {
        tokens.put(if *self { "true\n" } else { "false\n" });
    }
}

/// Numbers, without the suffix of their type.
macro_rules! number {
    ($($ty:ty),*) => {
        $(impl ToTokens for $ty {
            fn to_tokens(&self, tokens: &mut Tokens) {
                tokens.push(&self.to_string());
                tokens.text.push('\n');
            }
        })*
    };
}

number!(u16, i64, u64);

/// A name, written as `r#name` where it is a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ident<'a>(&'a str);

impl<'a> Ident<'a> {
    /// For names that the emitter knows, or that come from a [`name::Ident`]: nothing escapes them.
    pub(super) fn new(name: &'a str) -> Self {
        debug_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '_'), "{name:?}");
        Self(name)
    }
}

impl ToTokens for Ident<'_> {
    fn to_tokens(&self, tokens: &mut Tokens) {
        tokens.push(if name::can_be_raw(self.0) { "r#" } else { "" });
        tokens.push(self.0);
        tokens.text.push('\n');
    }
}

/// What repeats in a template: an iterator, once.
pub(super) trait RepeatOnce: Iterator + Sized {
    /// What stands at each repetition.
    fn each(self) -> Self {
        self
    }
}

impl<T: Iterator> RepeatOnce for T {}

/// What repeats in a template: a list, as often as one likes.
pub(super) trait Repeat {
    /// What stands at a repetition.
    type Item;

    /// What stands at each repetition.
    fn each(&self) -> std::slice::Iter<'_, Self::Item>;
}

impl<T> Repeat for [T] {
    type Item = T;

    fn each(&self) -> std::slice::Iter<'_, T> {
        self.iter()
    }
}

/// The tokens of a template: `#name` stands for the tokens of a variable, `#(…)*` and `#(…),*` for as
/// many repetitions as the shortest of the variables inside has. It is the `quote!` that everybody
/// knows, but for what no template here needs.
macro_rules! quote {
    ($($template:tt)*) => {{
        #[allow(unused_mut, reason = "a template may be empty")]
        let mut tokens = $crate::emit::tokens::Tokens::new();
        $crate::emit::tokens::append!(tokens [] $($template)*);
        tokens
    }};
}

/// Appends a template to tokens; `[…]` holds the text of those that were met since the last variable.
macro_rules! append {
    ($tokens:ident []) => {};
    ($tokens:ident [$($text:tt)+]) => {
        $tokens.put(concat!($($text)+));
    };
    ($tokens:ident [$($text:tt)*] # $name:ident $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)*]);
        $crate::emit::tokens::ToTokens::to_tokens(&$name, &mut $tokens);
        $crate::emit::tokens::append!($tokens [] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] #($($inner:tt)*) * $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)*]);
        $crate::emit::tokens::repeat!([$tokens () $($inner)*] [] $($inner)*);
        $crate::emit::tokens::append!($tokens [] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] #($($inner:tt)*) $separator:tt * $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)*]);
        $crate::emit::tokens::repeat!([$tokens ($separator) $($inner)*] [] $($inner)*);
        $crate::emit::tokens::append!($tokens [] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] ($($inner:tt)*) $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)* "(\n",] $($inner)*);
        $crate::emit::tokens::append!($tokens [")\n",] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] [$($inner:tt)*] $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)* "[\n",] $($inner)*);
        $crate::emit::tokens::append!($tokens ["]\n",] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] {$($inner:tt)*} $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)* "{\n",] $($inner)*);
        $crate::emit::tokens::append!($tokens ["}\n",] $($rest)*);
    };
    ($tokens:ident [$($text:tt)*] $token:tt $($rest:tt)*) => {
        $crate::emit::tokens::append!($tokens [$($text)* stringify!($token), "\n",] $($rest)*);
    };
}

/// Appends a template again and again. The variables in it are found first, whatever groups they
/// stand in: the second `[…]` holds those that were met.
macro_rules! repeat {
    ([$tokens:ident ($($separator:tt)?) $($inner:tt)*] [$($name:ident)+]) => {{
        #[allow(unused_imports, reason = "one of them, for each variable")]
        use $crate::emit::tokens::{Repeat as _, RepeatOnce as _};
        $(let mut $name = $name.each();)+
        #[allow(unused, reason = "without a separator nobody asks")]
        let mut is_first = true;
        while let ($(Some($name),)+) = ($($name.next(),)+) {
            $(if !std::mem::take(&mut is_first) {
                $crate::emit::tokens::append!($tokens [] $separator);
            })?
            $crate::emit::tokens::append!($tokens [] $($inner)*);
        }
    }};
    ($template:tt [$($name:ident)*] # $next:ident $($rest:tt)*) => {
        $crate::emit::tokens::repeat!($template [$($name)* $next] $($rest)*);
    };
    ($template:tt $names:tt ($($inner:tt)*) $($rest:tt)*) => {
        $crate::emit::tokens::repeat!($template $names $($inner)* $($rest)*);
    };
    ($template:tt $names:tt [$($inner:tt)*] $($rest:tt)*) => {
        $crate::emit::tokens::repeat!($template $names $($inner)* $($rest)*);
    };
    ($template:tt $names:tt {$($inner:tt)*} $($rest:tt)*) => {
        $crate::emit::tokens::repeat!($template $names $($inner)* $($rest)*);
    };
    ($template:tt $names:tt $other:tt $($rest:tt)*) => {
        $crate::emit::tokens::repeat!($template $names $($rest)*);
    };
}

pub(super) use {append, quote, repeat};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(tokens: &Tokens) -> Vec<&str> {
        tokens.as_str().lines().collect()
    }

    fn literal(text: &str) -> Tokens {
        quote!(#text)
    }

    #[test]
    fn a_template_is_its_tokens_and_those_of_its_variables() {
        let (name, none, ty) = (Ident::new("type"), None::<Tokens>, quote!(Vec<u8>));
        let tokens = quote! { pub(super) fn #name(&'a self #none) -> #ty { self.0 => ..=#name } };
        let expected =
            "pub ( super ) fn r#type ( & 'a self ) -> Vec < u8 > { self . 0 => ..= r#type }";
        assert_eq!(words(&tokens).join(" "), expected);
    }

    #[test]
    fn what_repeats_is_as_long_as_the_shortest_of_its_variables() {
        let (names, values) = (["a", "b", "c"].map(Ident::new), [1_u16, 2]);
        let pairs = names.iter();
        let tokens = quote!(#(#pairs => [#values]),* ; #(#names)|* #(#values;)*);
        let expected = "a => [ 1 ] , b => [ 2 ] ; a | b | c 1 ; 2 ;";
        assert_eq!(words(&tokens).join(" "), expected);
    }

    #[test]
    fn numbers_and_truth_have_no_type() {
        let (number, truth) = (-5_i64, true);
        assert_eq!(words(&quote!(#number #truth)), ["-5", "true"]);
    }

    #[test]
    fn documentation_never_leaves_its_line() {
        let mut tokens = Tokens::new();
        tokens.doc("a\n} fn evil() {\r b ");
        tokens.doc("");
        assert_eq!(words(&tokens), ["/// a } fn evil() {  b", "///"]);
    }

    proptest! {
        #[test]
        fn a_literal_is_one_token_that_says_the_same(text in any::<String>()) {
            let tokens = literal(&text);
            prop_assert_eq!(words(&tokens).len(), 1);
            let parsed: syn::LitStr = syn::parse_str(tokens.as_str()).unwrap();
            prop_assert_eq!(parsed.value(), text);
        }
    }
}
