//! API descriptions that a page holds where no reader looks: outside of code blocks, in the
//! attributes and scripts of HTML, in quotation marks that are none.

use std::ops::Range;

/// What stands for a quotation mark, besides nothing.
const QUOTES: [&str; 9] = ["\\\"", "\"", "'", "&quot;", "&#34;", "&#x22;", "“", "”", "`"];

/// The first place, outside of the given ranges, at which the paths or schemas of a description
/// begin, as `"paths": {"/users":` does in JSON.
pub(super) fn first(text: &str, read: &[Range<usize>]) -> Option<Range<usize>> {
    let starts = |name| text.match_indices(name).map(|(start, found)| start..start + found.len());
    let begins = |name: &'static str, inner: fn(&str) -> bool| {
        starts(name).find(|at| {
            let is_read = read.iter().any(|read| read.contains(&at.start));
            !is_read && text.get(at.end..).and_then(inside).is_some_and(inner)
        })
    };
    let paths = begins("paths", |inner| {
        let inner = unquoted(inner);
        let end = inner.find(|c: char| c.is_whitespace() || ":\"'&”\\".contains(c));
        let behind = end.and_then(|end| inner.get(end..)).unwrap_or("");
        inner.starts_with('/') && unquoted(behind).starts_with(':')
    });
    let schemas =
        || begins("components", |inner| unquoted(inner).strip_prefix("schemas").is_some_and(holds));
    paths.or_else(schemas)
}

/// What stands in the object that is a member's value, behind the member's name.
fn inside(behind: &str) -> Option<&str> {
    let value = unquoted(behind).trim_start().strip_prefix(':')?;
    let inner = value.trim_start();
    match inner.strip_prefix('{') {
        Some(inner) => Some(inner.trim_start()),
        // YAML, in which an object begins on the next line.
        None => value.get(..value.len() - inner.len())?.contains('\n').then_some(inner),
    }
}

fn holds(behind: &str) -> bool {
    inside(behind).is_some()
}

/// A text without the quotation mark at its beginning.
fn unquoted(text: &str) -> &str {
    QUOTES.iter().find_map(|quote| text.strip_prefix(quote)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_found_in_every_disguise() {
        for text in [
            r#"x {"paths": {"/a": {}}}"#,
            "<pre>&quot;paths&quot;: {\n  &quot;/a&quot;: {",
            "“paths”: { “/a”: {",
            r#"spec="{\"paths\":{\"/a\":{}}}""#,
            "text\npaths:\n  /a:\n    get:\n",
            "paths: {\n'/a': {}",
            r#"{"components": {"schemas": {"A": {}}}}"#,
        ] {
            assert!(first(text, &[]).is_some(), "{text}");
        }
    }

    #[test]
    fn what_only_names_paths_is_no_description() {
        for text in [
            "The paths: /a and /b.",
            "paths:\n\n/a is one.",
            r#"{"paths": ["/a"]}"#,
            r#"{"components": {"cpu": 1}}"#,
            "components:\n- schemas",
        ] {
            assert_eq!(first(text, &[]), None, "{text}");
        }
        let text = r#"{"paths": {"/a": {}}}"#;
        let whole = 0..text.len();
        assert_eq!(first(text, std::slice::from_ref(&whole)), None);
    }
}
