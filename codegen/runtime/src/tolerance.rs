//! What JSON may look like instead of what is expected.
//!
//! A whole number may be written with a fraction, `1.0`, as languages with one type for all numbers
//! do. A `null` that is an item of a list, the value of a map or the whole text is what a `null` in
//! a member is to a field that is always there: its type's default, at its place. That is an empty
//! text, list or map, `false` or `0`, also of types that are made from these; objects and unions
//! take `null` by themselves. Of any other type it is an error.

use super::{decode, place::Place};

/// How many kinds of differences one text may have: each costs reading it anew. All fractions are
/// one kind. Of one kind are also the `null`s that stand as `.a[0].tags[1]` and `.a[7].tags[0]` do;
/// under another name, as `.a[0].names[0]`, the type may be another, so that is another kind.
/// `null`s under more names than this are an error.
pub(super) const MOST: usize = 16;

/// The text without the difference that an error is about; nothing for errors of other kinds.
pub(super) fn mended(text: &str, error: &serde_json::Error) -> Option<String> {
    let message = decode::without_place(error);
    let mended = if message.starts_with("invalid type: floating point") {
        without_fractions(text)
    } else {
        let expected = message.strip_prefix("invalid type: null, expected ")?;
        let place = Place::find(text, error.line(), error.column());
        without_nulls(text, &place, default(expected)?)
    };
    (mended != text).then_some(mended)
}

/// The default of a type, by what serde calls it.
fn default(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "a string" => "\"\"",
        "a boolean" => "false",
        "a sequence" => "[]",
        "a map" => "{}",
        "i32" | "i64" | "u32" | "u64" | "f32" | "f64" => "0",
        _ => return None,
    })
}

/// The text with a value for each `null` that stands as the one at a place.
fn without_nulls(text: &str, place: &Place<'_>, value: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = 0;
    for at in place.nulls_alike() {
        made.push_str(text.get(rest..at).unwrap_or_default());
        made.push_str(value);
        rest = at + "null".len();
    }
    made.push_str(text.get(rest..).unwrap_or_default());
    made
}

/// The text with every `1.0` outside of strings written as `1`.
fn without_fractions(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let (mut is_string, mut is_escaped) = (false, false);
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        if next == '.'
            && !is_string
            && let Some(after) = behind_zeros(rest.as_str())
        {
            rest = after.chars();
            continue;
        }
        is_string ^= next == '"' && !is_escaped;
        is_escaped = next == '\\' && !is_escaped;
        made.push(next);
    }
    made
}

/// What follows a fraction of zeros, which nothing continues.
fn behind_zeros(fraction: &str) -> Option<&str> {
    let rest = fraction.trim_start_matches('0');
    let goes_on = rest.starts_with(|next: char| next.is_ascii_digit() || matches!(next, 'e' | 'E'));
    (rest.len() < fraction.len() && !goes_on).then_some(rest)
}
