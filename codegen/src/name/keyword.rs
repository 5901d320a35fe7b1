//! Rust's keywords, edition 2024.

/// A name that means something in Rust already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    /// One that `r#` turns into an identifier.
    Raw,
    /// One that `r#` cannot help, or the lone underscore.
    Forbidden,
}

impl Keyword {
    /// The keyword that a name is.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "abstract" | "as" | "async" | "await" | "become" | "box" | "break" | "const"
            | "continue" | "do" | "dyn" | "else" | "enum" | "extern" | "false" | "final" | "fn"
            | "for" | "gen" | "if" | "impl" | "in" | "let" | "loop" | "macro" | "match" | "mod"
            | "move" | "mut" | "override" | "priv" | "pub" | "ref" | "return" | "static"
            | "struct" | "trait" | "true" | "try" | "type" | "typeof" | "unsafe" | "unsized"
            | "use" | "virtual" | "where" | "while" | "yield" => Some(Self::Raw),
            "Self" | "_" | "crate" | "self" | "super" => Some(Self::Forbidden),
            _ => None,
        }
    }
}

/// Whether the name is a keyword that `r#` turns into an identifier.
pub(crate) fn can_be_raw(name: &str) -> bool {
    Keyword::of(name) == Some(Keyword::Raw)
}
