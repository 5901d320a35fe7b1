//! API descriptions that a page holds where no reader looks: outside of code blocks, in the
//! attributes and scripts of HTML, in quotation marks that are none.

use crate::document::grammar::is_method;
use std::ops::Range;

/// What stands for a quotation mark, besides nothing.
const QUOTES: [&str; 9] = ["\\\"", "\"", "'", "&quot;", "&#34;", "&#x22;", "“", "”", "`"];

/// Where descriptions are, outside of the given ranges: the first name at which the paths or schemas
/// of each begin, as `"paths": {"/users": {"get":` does in JSON.
pub(super) fn all(text: &str, read: &[Range<usize>]) -> Vec<Range<usize>> {
    let paths = begins(text, "paths", |inner| is_paths(inner).unwrap_or(false));
    let schemas = begins(text, "components", |inner| is_schemas(inner).unwrap_or(false));
    let mut names: Vec<_> = paths.chain(schemas).collect();
    names.retain(|at| !read.iter().any(|read| read.contains(&at.start)));
    names.sort_unstable_by_key(|at| at.start);
    let mut descriptions = Vec::new();
    let mut last: Option<Range<usize>> = None;
    for name in names {
        // A description has each of the names at most once, so that a third one is another's.
        let joins = last.take().is_some_and(|last| {
            text.get(last.clone()) != text.get(name.clone())
                && text.get(last.end..name.start).is_some_and(stays_inside)
        });
        if !joins {
            last = Some(name.clone());
            descriptions.push(name);
        }
    }
    descriptions
}

/// The first of them.
pub(super) fn first(text: &str) -> Option<Range<usize>> {
    all(text, &[]).into_iter().next()
}

/// Where a name stands with what makes it that of a description.
fn begins(
    text: &str,
    name: &'static str,
    is: fn(&str) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let names = text.match_indices(name).map(|(start, found)| start..start + found.len());
    names.filter(move |at| {
        let before = text.get(..at.start).and_then(|before| before.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || "_-$./".contains(c))
            && text.get(at.end..).and_then(inside).is_some_and(is)
    })
}

/// Whether a text between two names ends in the object in which it begins, and in the same block.
fn stays_inside(between: &str) -> bool {
    let mut depth = 0_usize;
    for c in between.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !["```", "~~~", "</pre", "</script"].iter().any(|end| between.contains(end))
}

/// Whether an object's members are paths with what they offer.
fn is_paths(inner: &str) -> Option<bool> {
    let (path, item) = first_member(inner)?;
    let (name, behind) = first_member(inside(item)?)?;
    let is_of_item = is_method(name)
        || matches!(name, "$ref" | "parameters" | "servers" | "summary" | "description");
    Some(path.starts_with('/') && is_of_item && unquoted(behind).trim_start().starts_with(':'))
}

/// Whether the first member of an object holds schemas.
fn is_schemas(inner: &str) -> Option<bool> {
    let (name, behind) = first_member(inner)?;
    Some(name == "schemas" && inside(behind).is_some())
}

/// The name of an object's first member, and what stands behind it.
fn first_member(inner: &str) -> Option<(&str, &str)> {
    let inner = unquoted(inner);
    let end = inner.find(|c: char| c.is_whitespace() || ":\"'&”\\`".contains(c))?;
    inner.split_at_checked(end)
}

/// What stands in the object that is a member's value, behind the member's name.
fn inside(behind: &str) -> Option<&str> {
    let value = unquoted(behind).trim_start().strip_prefix(':')?;
    let inner = value.trim_start();
    if let Some(inner) = inner.strip_prefix('{') {
        return Some(inner.trim_start());
    }
    // YAML, in which an object begins on the next line, and a list with a dash.
    let is_below = value.get(..value.len() - inner.len())?.contains('\n');
    (is_below && !inner.starts_with("- ")).then_some(inner)
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
            r#"x {"paths": {"/a": {"get": {}}}}"#,
            "<pre>&quot;paths&quot;: {\n  &quot;/a&quot;: {&quot;parameters&quot;: {",
            "“paths”: { “/a”: {“put”: {",
            "paths:\n  /a:\n    parameters:\n      - x\n",
            r#""paths": {"/a": {"$ref": "x"}}"#,
            r#"spec="{\"paths\":{\"/a\":{\"post\":{}}}}""#,
            "text\npaths:\n  /a:\n    get:\n      x: y\n",
            "paths: {\n'/a': {get: {",
            r#"{"components": {"schemas": {"A": {}}}}"#,
        ] {
            assert_eq!(all(text, &[]).len(), 1, "{text}");
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
            r#"{"file_paths": {"/etc/x": {"get": {}}}}"#,
            r#"{"ignorePaths": {"/health": true}}"#,
            "exclude:\n  paths:\n    /health: true\n",
            "exclude:\n  paths:\n    /health:\n      - get\n",
            r#"`{"paths": {"/a": 3}}`"#,
            r#"const config = {paths: {"/a": handler}}"#,
            r#"<script>{"paths":{"/docs":"docs.js"}}</script>"#,
            "Class paths:\n\n/etc/x: the config",
        ] {
            assert!(all(text, &[]).is_empty(), "{text}");
        }
        let text = r#"{"paths": {"/a": {"get": {}}}}"#;
        let whole = 0..text.len();
        assert!(all(text, std::slice::from_ref(&whole)).is_empty());
    }

    #[test]
    fn each_description_is_found_once() {
        let paths = r#""paths": {"/a/{b}": {"get": {}}}"#;
        let schemas = r#""components": {"schemas": {"A": {}}}"#;
        for (text, count) in [
            (format!("{{{paths}, {schemas}}}"), 1),
            (format!("{{{schemas}, {paths}}}"), 1),
            (format!("{{{paths}}} {{{schemas}}}"), 2),
            (format!("[{{{paths}}}, {{{paths}}}]"), 2),
            (format!("{{{paths}, {schemas}}} {{{paths}, {schemas}}}"), 2),
            ("paths:\n  /a:\n    get: x\ncomponents:\n  schemas:\n    A: x\n".to_owned(), 1),
            (
                "paths:\n  /a:\n    get: x\n```\n```\ncomponents:\n  schemas:\n    A: x\n"
                    .to_owned(),
                2,
            ),
        ] {
            assert_eq!(all(&text, &[]).len(), count, "{text}");
        }
    }
}
