//! What a sentence of a how-to page says of a call.

use super::prose::Block;
use crate::{
    page::{Endpoint, Fact, Named},
    source::Spanned,
};
use std::{collections::BTreeSet, ops::Range};

/// A sentence, or what follows a second link in it.
pub(super) struct Sentence<'a> {
    block: &'a Block,
    range: Range<usize>,
    /// The operation to which it links.
    pub(super) operation: Option<&'a Named>,
}

/// The sentences of a block, in order.
pub(super) fn sentences(block: &Block) -> Vec<Sentence<'_>> {
    let length = block.text.text().len();
    let mut sentences = Vec::new();
    let mut links = block.links.iter().peekable();
    let mut start = 0;
    for end in sentence_ends(block) {
        let mut operation = None;
        while let Some(link) = links.next_if(|link| link.start < end || end == length) {
            if operation.is_some() {
                sentences.push(Sentence { block, range: start..link.start, operation });
                start = link.start;
            }
            operation = Some(&link.operation);
        }
        sentences.push(Sentence { block, range: start..end, operation });
        start = end;
    }
    sentences
}

/// Where the sentences of a block end: at a mark, when a blank follows and no small letter.
fn sentence_ends(block: &Block) -> impl Iterator<Item = usize> {
    let text = block.text.text();
    let marks = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    let ends = marks.filter(|end| {
        let behind = text.get(*end..).unwrap_or("");
        behind.starts_with(char::is_whitespace)
            && !behind.trim_start().starts_with(char::is_lowercase)
            && !block.is_code(*end)
    });
    ends.chain(std::iter::once(text.len()))
}

impl Sentence<'_> {
    /// What it says of the call.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let values = self.values();
        let literals: BTreeSet<_> = values.iter().map(|(_, value)| value.start).collect();
        let required = self.required().into_iter().filter(|code| !literals.contains(&code.start));
        let mut facts: Vec<_> =
            required.map(|code| Fact::Required(self.spanned(code, str::to_owned))).collect();
        facts.extend(values.iter().map(|(parameter, value)| Fact::Value {
            parameter: self.spanned(parameter, str::to_owned),
            value: self.spanned(value, literal),
            sentence: self.quotation(),
        }));
        facts.extend(self.sent_in());
        facts
    }

    /// The method and path in ``POST `/users` `` or `` `POST /users` ``.
    pub(super) fn endpoint(&self) -> Option<Spanned<Endpoint>> {
        self.codes().iter().find_map(|code| {
            let text = self.slice(code.clone());
            let (method, start, path) = if let Some((method, path)) = text.split_once(' ') {
                (method, code.start, path.trim())
            } else {
                let before = self.slice(self.range.start..code.start - 1).trim_end();
                let method = before.rsplit([' ', '(']).next().unwrap_or("");
                (method, self.range.start + before.len() - method.len(), text)
            };
            let is_path = path.starts_with('/') || path.starts_with("http");
            (is_path && METHODS.contains(&method)).then(|| {
                let span = self.block.text.span(start..code.end);
                let (method, path) = (method.to_owned(), path.to_owned());
                Spanned::new(Endpoint { method, path }, span)
            })
        })
    }

    /// Whether a list of required parameters follows.
    pub(super) fn announces_required(&self) -> bool {
        self.speaks_of_required().is_some()
            && self.required().is_empty()
            && self.text().trim_end().ends_with(':')
    }

    /// The names of ``the required parameters `a` and `b` ``, or of `` `a` and `b` are required``.
    fn required(&self) -> Vec<&Range<usize>> {
        let Some(word) = self.speaks_of_required() else { return Vec::new() };
        let is_name = |code: &&Range<usize>| is_name(self.slice((*code).clone()));
        let (before, behind): (Vec<_>, Vec<_>) =
            self.codes().iter().filter(is_name).partition(|code| code.start < word);
        if behind.is_empty() { before } else { behind }
    }

    /// Where the sentence says that parameters are required.
    fn speaks_of_required(&self) -> Option<usize> {
        let text = self.text().to_ascii_lowercase();
        let word = text.find("required")?;
        let speaks = names_parameters(&text) && !is_negated(text.get(..word)?);
        speaks.then_some(self.range.start + word)
    }

    /// The pairs of ``set `a` to `true` and `b` to `false` ``.
    fn values(&self) -> Vec<(&Range<usize>, &Range<usize>)> {
        let text = self.text().to_ascii_lowercase();
        let Some(set) = find_word(&text, "set") else { return Vec::new() };
        if is_negated(text.get(..set).unwrap_or("")) {
            return Vec::new();
        }
        let set = self.range.start + set;
        let pairs = self.codes().windows(2).filter_map(|pair| match pair {
            [name, value] if name.start > set => Some((name, value)),
            _ => None,
        });
        pairs
            .filter(|(name, value)| {
                let between = self.slice(name.end + 1..value.start - 1).trim();
                is_name(self.slice((*name).clone()))
                    && (between == "to" || between.ends_with(" to"))
            })
            .collect()
    }

    /// `provide the user ID in the header`.
    fn sent_in(&self) -> Option<Fact> {
        const VERBS: [&str; 8] =
            ["provide", "send", "pass", "include", "specify", "supply", "enter", "put"];
        let text = self.text().to_ascii_lowercase();
        let (at, location) = text
            .match_indices(" in the ")
            .find_map(|(at, words)| Some((at, self.location(&text, at + words.len())?)))?;
        let before = text.get(..at)?;
        let verb = VERBS.iter().filter_map(|verb| Some((rfind_word(before, verb)?, verb.len())));
        let (verb, length) = verb.max()?;
        let what = before.get(verb + length..)?.trim_start();
        let what = ["the ", "a ", "an ", "your "]
            .iter()
            .find_map(|article| what.strip_prefix(article))
            .unwrap_or(what);
        let range = self.range.start + at - what.len()..self.range.start + at;
        let says = !what.is_empty() && !is_negated(before.get(..verb)?);
        says.then(|| Fact::SentIn { what: self.spanned(&range, str::to_owned), location })
    }

    /// `header`, when the text at an offset begins with `request header` or the like.
    fn location(&self, text: &str, at: usize) -> Option<Spanned<String>> {
        const PLACES: [&str; 4] = ["header", "body", "path", "query"];
        let rest = text.get(at..)?;
        let skipped = ["request ", "http ", "url "]
            .iter()
            .find(|adjective| rest.starts_with(**adjective))
            .map_or(0, |adjective| adjective.len());
        let place = PLACES
            .iter()
            .find(|place| rest.get(skipped..).is_some_and(|rest| rest.starts_with(**place)))?;
        let start = self.range.start + at + skipped;
        Some(self.spanned(&(start..start + place.len()), str::to_owned))
    }

    /// Its text, or the beginning of what is too long to be a sentence.
    fn quotation(&self) -> String {
        const LONGEST: usize = 400;
        let text = self.text().trim();
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
            None => text.to_owned(),
        }
    }

    fn text(&self) -> &str {
        self.slice(self.range.clone())
    }

    fn codes(&self) -> &[Range<usize>] {
        self.block.codes_within(&self.range)
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.block.text.text().get(range).unwrap_or("")
    }

    fn spanned<T>(&self, range: &Range<usize>, read: impl FnOnce(&str) -> T) -> Spanned<T> {
        Spanned::new(read(self.slice(range.clone())), self.block.text.span(range.clone()))
    }
}

const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// Whether a text in small letters speaks of what is sent with a call.
pub(super) fn names_parameters(text: &str) -> bool {
    ["parameter", "propert", "field", "attribute"].iter().any(|noun| text.contains(noun))
}

/// A value as it stands in prose: JSON, or else a text.
fn literal(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// Whether a text could name a parameter.
fn is_name(text: &str) -> bool {
    let in_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    !text.is_empty() && text.chars().all(in_name) && !matches!(text, "true" | "false" | "null")
}

/// Whether the last words before something deny it: `is not`, `do not`, `never`.
fn is_negated(before: &str) -> bool {
    let last = before.split_whitespace().rev().take(2);
    last.into_iter().any(|word| matches!(word, "not" | "never" | "no") || word.ends_with("n't"))
}

fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| is_word(text, *at, word))
}

fn rfind_word(text: &str, word: &str) -> Option<usize> {
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| is_word(text, *at, word))
}

/// Whether what stands at an offset is a word of its own.
fn is_word(text: &str, at: usize, word: &str) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let behind = text.get(at + word.len()..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
}

/// The name that an item of a list or a table's cell begins with; a word alone is one in a column of
/// names.
pub(super) fn leading_name(block: &Block) -> Option<Fact> {
    let text = block.text.text();
    let range = match block.codes.first() {
        Some(code) if code.start == 1 => code.clone(),
        None if block.required => 0..text.trim_end().len(),
        _ => return None,
    };
    let name = text.get(range.clone()).filter(|name| is_name(name))?;
    Some(Fact::Required(Spanned::new(name.to_owned(), block.text.span(range))))
}
