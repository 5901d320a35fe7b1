//! JSON text to nodes.

use super::{Key, MAX_DEPTH, Node, Object, builder::Builder};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Excerpt, Sources, Span},
};
use indexmap::map::Entry;
use jsonc_parser::{CollectOptions, ParseOptions};
use serde::de::IgnoredAny;

/// Parses the JSON text that a span marks; what is wrong with it is found at its place.
pub fn parse_json(sources: &Sources, span: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    parse_json_excerpt(&Excerpt::of(sources, span), diagnostics)
}

/// Parses JSON text; what is wrong with it is found at its place.
pub fn parse_json_excerpt(excerpt: &Excerpt<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    // serde_json decides what is JSON, to the letter, and jsonc-parser knows where things stand.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(excerpt.text()) {
        let mut finding = syntax_error(excerpt, &error);
        if !is_nearly_json(excerpt.text()) {
            diagnostics.push(finding);
            return None;
        }
        finding.code = Code::Repaired;
        finding
            .labels
            .iter_mut()
            .for_each(|label| "read as it was meant".clone_into(&mut label.text));
        diagnostics.push(finding);
    }
    Builder::new(excerpt, diagnostics).root()
}

/// JSON as people write it: with comments, and with a comma behind the last item.
const RELAXED: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Whether a text would be JSON without its comments and spare commas.
fn is_nearly_json(text: &str) -> bool {
    jsonc_parser::parse_to_ast(text, &CollectOptions::default(), &RELAXED)
        .is_ok_and(|parsed| parsed.value.is_some())
}

/// Adds a member. Where the name is taken it replaces the one before, as with most readers, and that
/// is a finding.
pub(super) fn insert(members: &mut Object, key: Key, value: Node, diagnostics: &mut Diagnostics) {
    let span = key.span;
    match members.entry(key) {
        Entry::Vacant(vacant) => {
            vacant.insert(value);
        }
        Entry::Occupied(mut taken) => {
            let name = &taken.key().name;
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    format!("the key `{name}` stands twice in one object"),
                )
                .at(span, "this counts")
                .at(taken.key().span, "this does not")
                .help("remove one of the two: which one counts differs from reader to reader"),
            );
            taken.insert(value);
        }
    }
}

/// The finding for a text that is nested too deeply.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, format!("this is nested more than {MAX_DEPTH} levels deep"))
        .at(span, "")
        .help("no API description needs this; look whether the page was damaged")
}

/// The finding for a text that is not JSON.
pub(super) fn invalid(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidJson, message)
        .help("correct the JSON in the page, or download the page again")
}

fn syntax_error(excerpt: &Excerpt<'_>, error: &serde_json::Error) -> Diagnostic {
    let text = excerpt.text();
    if error.is_eof() {
        return ends_early(excerpt);
    }
    let described = error.to_string();
    let reason = match described.rsplit_once(" at line ") {
        Some(("expected ident", _)) => "expected `true`, `false` or `null`",
        Some((reason, _)) => reason,
        None => &described,
    };
    let offset = offset(text, error.line(), error.column());
    let length = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    invalid(format!("this is not JSON: {reason}")).at(excerpt.span(offset..offset + length), "")
}

/// A truncated text: where it ends, and what is open there.
fn ends_early(excerpt: &Excerpt<'_>) -> Diagnostic {
    let text = excerpt.text();
    let end = text.trim_end().len();
    let last = text.get(..end).and_then(|text| text.char_indices().next_back());
    let start = last.map_or(0, |(start, _)| start);
    let finding = Diagnostic::new(Code::InvalidJson, "the JSON ends before it is complete")
        .at(excerpt.span(start..end), "it ends here")
        .help("the page seems to be truncated: download it again");
    match innermost_open(text) {
        Some(open) => finding.at(excerpt.span(open..open + 1), "this is never closed"),
        None => finding,
    }
}

/// The last bracket that a truncated text opens and does not close.
fn innermost_open(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut in_string = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if in_string => drop(bytes.next()),
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => open.push(at),
            b'}' | b']' if !in_string => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// The character that holds the last byte read, from the number of lines begun and of bytes read
/// in the last of them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let offset = (before.map(str::len).sum::<usize>() + column).saturating_sub(1);
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<Node>, Vec<String>) {
        let mut sources = Sources::new();
        let id = sources.add("page.json", format!("ä\n{text}"));
        let mut diagnostics = Diagnostics::new();
        let span = Span::new(id, 3..3 + text.len());
        let node = parse_json(&sources, span, &mut diagnostics);
        let shown = diagnostics
            .iter()
            .map(|found| {
                let places: Vec<_> = found
                    .labels
                    .iter()
                    .map(|label| {
                        let place = sources.place(label.span);
                        format!("{}:{} `{}`", place.line, place.column, sources.text(label.span))
                    })
                    .collect();
                format!("{}: {} {}", found.code.id(), found.message, places.join(" "))
            })
            .collect();
        (node, shown)
    }

    fn finding(text: &str) -> String {
        let (_, mut found) = parse(text);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn nodes_know_their_places_in_the_source() {
        let (node, found) = parse(r#"{"a": [1, "ü\n"]}"#);
        assert!(found.is_empty());
        let node = node.unwrap();
        assert_eq!(node.to_json(), serde_json::json!({"a": [1, "ü\n"]}));
        assert_eq!(node.span.range(), 3..21);
        let (key, list) = node.as_object().unwrap().first().unwrap();
        assert_eq!((key.span.range(), list.span.range()), (4..7, 9..20));
    }

    #[test]
    fn an_error_is_found_at_its_place() {
        assert_eq!(
            finding("{\n  \"a\": tru\n}"),
            "invalid-json: this is not JSON: expected `true`, `false` or `null` 3:11 `\n`"
        );
        assert_eq!(
            finding("{\"ö\": 1;}"),
            "invalid-json: this is not JSON: expected `,` or `}` 2:8 `;`"
        );
    }

    #[test]
    fn spare_commas_comments_and_odd_spaces_are_read_and_found() {
        for text in ["[1,]", "{\"a\": 1,}", "// x\n1", "[1 /* x */]", "\"\t\"", "\u{a0}1"] {
            let (node, found) = parse(text);
            assert!(node.is_some(), "{text}");
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(
                found.iter().all(|it| it.starts_with("repaired: this is not JSON")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_truncated_text_names_what_is_open() {
        assert_eq!(
            finding("{\"a\": {\"b\": [1], \"c\": \"}x"),
            "invalid-json: the JSON ends before it is complete 2:25 `x` 2:7 `{`"
        );
        assert_eq!(finding(""), "invalid-json: the JSON ends before it is complete 2:1 ``");
    }

    #[test]
    fn only_json_is_json() {
        for text in [
            "{a: 1}",
            "{'a': 1}",
            "[1 2]",
            "0x1",
            "+1",
            ".5",
            "01",
            "NaN",
            "\"\\x41\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "1e999",
            "[1]]",
        ] {
            assert!(finding(text).starts_with("invalid-json"), "{text}");
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_found_in_both_places() {
        assert_eq!(
            finding(r#"{"a": 1, "a": 2}"#),
            "duplicate-key: the key `a` stands twice in one object 2:10 `\"a\"` 2:2 `\"a\"`"
        );
    }

    #[test]
    fn deep_nesting_is_a_finding() {
        assert!(parse(&("[".repeat(128) + &"]".repeat(128))).0.is_some());
        for depth in [129, 600, 200_000] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            assert!(finding(&text).starts_with("too-large"), "{depth}");
        }
    }
}
