//! The only maker of identifiers.
//!
//! A name goes three steps: [`Words`] cuts a text into words, a [`Scope`] decides who may have
//! which name, and an [`Ident`] comes out that is legal Rust whatever the text was.

mod capitals;
mod keyword;
mod letters;
mod plural;
pub mod reserved;
mod scope;
mod words;

use keyword::Keyword;
pub(crate) use keyword::can_be_raw;
pub use letters::transliterate;
pub use scope::{Claim, Collision, Rank, Resolved, Scope};
pub(crate) use words::begins_with_digit;
pub use words::{Word, Words};

use std::fmt;

/// A Rust identifier. Only this module makes one, so whatever holds an `Ident` holds a legal name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

/// How an identifier's words are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `UserGroup`: types and variants.
    Pascal,
    /// `user_group`: fields, methods, arguments and modules.
    Snake,
}

impl Ident {
    /// The name, without the `r#` of a raw identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name is a keyword, and has to be written as `r#type`.
    pub fn is_raw(&self) -> bool {
        keyword::can_be_raw(&self.0)
    }

    /// The identifier of some words, whether or not something else has it already: what may meet
    /// other names goes through a [`Scope`].
    pub fn new(words: &Words, case: Case) -> Self {
        if words.is_empty() {
            // Where nothing has a name, the name says so.
            return Self::new(&Words::spelled(""), case);
        }
        let name = match case {
            Case::Pascal => words.pascal(),
            Case::Snake => words.snake(),
        };
        let name = if words::begins_with_digit(&name) {
            match case {
                Case::Pascal => format!("N{name}"),
                Case::Snake => format!("n{name}"),
            }
        } else {
            name
        };
        let name = shorten(name);
        let is_forbidden = Keyword::of(&name) == Some(Keyword::Forbidden);
        Self(if is_forbidden { format!("{name}_") } else { name })
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Cuts a name that no file system and no reader could bear, and tells it apart by a checksum of
/// the whole.
fn shorten(name: String) -> String {
    const LONGEST: usize = 160;
    if name.len() <= LONGEST {
        return name;
    }
    // FNV-1a: short, and the same on every machine.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    let kept = name.get(..LONGEST).unwrap_or_default().trim_end_matches('_');
    format!("{kept}{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ident(text: &str, case: Case) -> String {
        let ident = Ident::new(&Words::of(text), case);
        assert!(
            syn::parse_str::<syn::Ident>(ident.as_str()).is_ok() || ident.is_raw(),
            "{text:?} became {ident}"
        );
        ident.to_string()
    }

    #[test]
    fn no_words_are_a_name_as_well() {
        for case in [Case::Pascal, Case::Snake] {
            assert!(!Ident::new(&Words::none(), case).as_str().is_empty());
        }
    }

    #[test]
    fn keywords_are_raw_and_those_that_cannot_be_get_an_underscore() {
        let raw = Ident::new(&Words::of("type"), Case::Snake);
        assert!(raw.is_raw());
        assert_eq!(raw.as_str(), "type");
        assert_eq!(ident("self", Case::Snake), "self_");
        assert_eq!(ident("self", Case::Pascal), "Self_");
        assert_eq!(ident("crate", Case::Snake), "crate_");
    }

    #[test]
    fn a_leading_digit_gets_a_letter_before_it() {
        assert_eq!(ident("1080p", Case::Pascal), "N1080p");
        assert_eq!(ident("2fa", Case::Snake), "n2fa");
        assert_eq!(ident("1.0", Case::Pascal), "N1_0");
    }

    #[test]
    fn whatever_the_text_the_identifier_is_legal() {
        for text in
            ["", "_", "__", "💥", "\u{0}", "fn main() {}", "r#type", "'a", "用户", "ß", "a\nb"]
        {
            ident(text, Case::Snake);
            ident(text, Case::Pascal);
        }
    }

    #[test]
    fn endless_names_are_cut_and_stay_apart() {
        let one = ident(&"long".repeat(100), Case::Snake);
        let other = ident(&format!("{}er", "long".repeat(100)), Case::Snake);
        assert!(one.len() < 200);
        assert_ne!(one, other);
    }
}
