//! Rust's keywords, edition 2024.

/// Keywords that cannot be raw identifiers, and the lone underscore.
const FORBIDDEN: &[&str] = &["Self", "_", "crate", "self", "super"];

/// Keywords that can be raw identifiers, sorted.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Whether the name is a keyword that `r#` cannot help.
pub(super) fn is_forbidden(name: &str) -> bool {
    FORBIDDEN.contains(&name)
}

/// Whether the name is a keyword that `r#` turns into an identifier.
pub(crate) fn can_be_raw(name: &str) -> bool {
    (2..=8).contains(&name.len()) && RAW.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(RAW.is_sorted());
    }
}
