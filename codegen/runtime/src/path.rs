//! Paths and percent-encoding.
//!
//! Whatever parsing a URL drops or rewrites could turn one resource into another, and encoding
//! does not help: `%2e%2e` means `..` as well. Such values are refused.

/// Puts values, which are encoded already, into a template.
pub(super) fn expand(template: &str, values: &[(&str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 16);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        let start = path.len();
        let filled = fill(&mut path, segment, values)?;
        let made = path.get(start..).unwrap_or_default();
        if matches!(made, "." | "..") || (filled && made.is_empty()) {
            return Err(format!("`{segment}` of the path would become `{made}`"));
        }
    }
    Ok(path)
}

/// Writes one segment, or a query; whether it has a variable.
pub(super) fn fill(
    path: &mut String,
    segment: &str,
    values: &[(&str, String)],
) -> Result<bool, String> {
    let mut rest = segment;
    let mut filled = false;
    while let Some((literal, name, after)) = variable(rest) {
        encode_literal(path, literal);
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("the path's variable `{name}` has no value"))?;
        path.push_str(value);
        rest = after;
        filled = true;
    }
    encode_literal(path, rest);
    Ok(filled)
}

/// Splits a segment at its first variable: before, name, after. The sign before the name, for a
/// value of several segments, is not part of it.
fn variable(segment: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = segment.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((literal, name.strip_prefix('+').unwrap_or(name), after))
}

/// Refuses what no path may carry.
pub(super) fn check(name: &str, value: &str) -> Result<(), String> {
    if value.is_empty() {
        Err(format!("the path's variable `{name}` is empty"))
    } else if value.contains(char::is_control) {
        Err(format!("the path's variable `{name}` has a control character"))
    } else {
        Ok(())
    }
}

/// Encodes a value: all but letters, digits, `-`, `.`, `_` and `~`.
pub(super) fn encode(out: &mut String, value: &str) {
    encode_except(out, value, b"-._~");
}

/// Encodes `name=value`.
pub(super) fn pair(name: &str, value: &str) -> String {
    let mut text = String::new();
    append_pair(&mut text, name, value);
    text
}

/// Appends the same.
pub(super) fn append_pair(out: &mut String, name: &str, value: &str) {
    encode(out, name);
    out.push('=');
    encode(out, value);
}

/// Encodes a value that keeps the characters with a meaning in paths, `/` among them, as far as none
/// of them ends the path (`OpenAPI` 3.2.0, `allowReserved`).
#[inline]
pub(super) fn encode_segments(out: &mut String, value: &str) {
    encode_reserved(out, value, b"-._~:/@!$&'()*+,;=");
}

/// Encodes a value that may hold URLs' own characters: all but letters, digits, what is `kept` and
/// what is encoded already (RFC 6570, section 3.2.3).
pub(super) fn encode_reserved(out: &mut String, value: &str, kept: &[u8]) {
    let mut pieces = value.split('%');
    encode_except(out, pieces.next().unwrap_or_default(), kept);
    for piece in pieces {
        let digits = piece.as_bytes().get(..2);
        let is_encoded = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        out.push_str(if is_encoded { "%" } else { "%25" });
        encode_except(out, piece, kept);
    }
}

/// Encodes a template's own text, which may hold what a path allows.
fn encode_literal(out: &mut String, literal: &str) {
    encode_except(out, literal, b"-._~!$&'()*+,;=:@%");
}

/// Encodes all but letters, digits and what is `kept`.
pub(super) fn encode_except(out: &mut String, text: &str, kept: &[u8]) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(DIGITS.get(usize::from(byte >> 4)));
            out.extend(DIGITS.get(usize::from(byte & 15)));
        }
    }
}
