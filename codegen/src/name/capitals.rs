//! Where capitals begin a word, and where they do not: acronyms and brands.

use super::Word;

/// Names whose capitals do not part words.
const WHOLE: &[&str] = &[
    "DevOps",
    "ETag",
    "GitHub",
    "GitLab",
    "GraphQL",
    "IoT",
    "JavaScript",
    "LinkedIn",
    "MongoDB",
    "MySQL",
    "NoSQL",
    "OAuth",
    "OpenAI",
    "OpenID",
    "PayPal",
    "PostgreSQL",
    "VoIP",
    "WiFi",
    "YouTube",
    "iOS",
    "iPad",
    "iPhone",
    "macOS",
    "mTLS",
];

/// Cuts letters and digits where capitals begin a word.
pub(super) fn split_capitals(run: &str, words: &mut Vec<Word>) {
    if run.bytes().all(|byte| byte.is_ascii_lowercase()) {
        words.push(run.into());
        return;
    }
    let mut rest = run;
    while !rest.is_empty() {
        let (word, tail) = rest.split_at(first_word(rest));
        words.push(word.to_ascii_lowercase().into());
        rest = tail;
    }
}

/// How many bytes at the beginning of ASCII letters and digits are its first word.
fn first_word(run: &str) -> usize {
    let bytes = run.as_bytes();
    let from = |start: usize| bytes.get(start..).unwrap_or_default();
    let count = |start: usize, kind: fn(&u8) -> bool| {
        from(start).iter().take_while(|byte| kind(byte)).count()
    };
    let begins_lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    if let Some(name) = WHOLE.iter().find(|name| run.starts_with(**name)) {
        let digits = name.len() + count(name.len(), u8::is_ascii_digit);
        if !begins_lower(digits) {
            return digits;
        }
    }
    let capitals = count(0, u8::is_ascii_uppercase);
    let small = count(capitals, u8::is_ascii_lowercase);
    let after = capitals + small;
    if let Some(end) = acronym(run, capitals, after) {
        return tail_of_digits(bytes, end);
    }
    // In `HTTPServer` the last capital begins the next word.
    if capitals > 1 && small > 0 { capitals - 1 } else { tail_of_digits(bytes, after) }
}

/// Where an acronym with small letters in it ends: `DBaaS`, `IPv4`, `URLs`, `DDoS`.
fn acronym(run: &str, capitals: usize, after: usize) -> Option<usize> {
    let glue = run.get(capitals..after)?;
    let next = |at: usize| run.as_bytes().get(after + at).copied().unwrap_or(b' ');
    let letter_ends_word = !next(1).is_ascii_lowercase()
        && (!next(1).is_ascii_uppercase() || next(2).is_ascii_lowercase());
    match glue {
        "s" if capitals > 1 => Some(after),
        "v" if capitals > 1 && next(0).is_ascii_digit() => Some(after),
        "aa" | "o" if capitals > 0 && matches!(next(0), b'S' | b'T') && letter_ends_word => {
            Some(after + 1)
        }
        _ => None,
    }
}

/// Digits belong to the word before them, and so do small letters right behind: `k8s`, `v1beta1`.
fn tail_of_digits(bytes: &[u8], start: usize) -> usize {
    let Some(rest) = bytes.get(start..) else { return start };
    if !rest.first().is_some_and(u8::is_ascii_digit) {
        return start.max(1).min(bytes.len());
    }
    start + rest.iter().take_while(|b| b.is_ascii_digit() || b.is_ascii_lowercase()).count()
}
