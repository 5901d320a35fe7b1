//! The Markdown of a vendor becomes the rustdoc of an item.
//!
//! A description is untrusted: whatever it says, it must come out as text that rustdoc accepts
//! without a warning and that holds no code to run. So nothing of it is copied: it is parsed, and
//! only what is known to be harmless is written again (see [`markdown`]).

mod html;
mod inline;
mod markdown;

use super::tokens::Tokens;
use crate::model::Docs;

/// The lines that document an item; `otherwise` is said of an item that says nothing of itself.
pub(super) fn lines(docs: &Docs, otherwise: impl FnOnce() -> String) -> Vec<String> {
    let description = docs.description.as_deref().map(markdown::render).unwrap_or_default();
    let summary = docs.summary.as_deref().map(sentence).unwrap_or_default();
    let mut lines =
        if says(&description, &summary) { Vec::new() } else { markdown::wrap(&summary) };
    append(&mut lines, description);
    if lines.is_empty() {
        lines = markdown::wrap(&otherwise());
    }
    append(&mut lines, markdown::wrap(&notes(docs)));
    lines
}

/// Untrusted Markdown as a sentence or two, without line breaks.
pub(super) fn sentence(text: &str) -> String {
    full_stop(markdown::flat(text))
}

/// What an item says of itself in one line, to follow its name in a list.
pub(super) fn brief(docs: &Docs, otherwise: impl FnOnce() -> String) -> String {
    let first = |text: &String| {
        let text = text.trim_start();
        let text = markdown::flat(text.split_once("\n\n").map_or(text, |(first, _)| first));
        first_sentence(&text).to_owned()
    };
    let said = docs.summary.as_ref().or(docs.description.as_ref()).map(first);
    let said = said.filter(|said| !said.is_empty()).unwrap_or_else(otherwise);
    let notes = docs.notes.iter().map(|note| sentence(note));
    let sentences = std::iter::once(full_stop(said)).chain(notes);
    sentences.filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is known of an item beyond what it means, such as its range and its default.
pub(super) fn notes(docs: &Docs) -> String {
    docs.notes.iter().map(|note| sentence(note)).collect::<Vec<_>>().join(" ")
}

/// `A` or `An`, as it stands before a name.
pub(super) fn article(name: &str) -> &'static str {
    if name.starts_with(['A', 'E', 'I', 'O']) { "An" } else { "A" }
}

/// An API's title within a sentence: `the Cloudflare API`, but `Petstore`.
pub(super) fn called(title: &str) -> String {
    let has_article = title.split_whitespace().next().is_some_and(|word| {
        ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article))
    });
    let is_api = title.split_whitespace().next_back() == Some("API");
    if is_api && !has_article { format!("the {title}") } else { title.to_owned() }
}

/// The first sentence of a paragraph, unless its end would tear a link or an emphasis apart.
fn first_sentence(text: &str) -> &str {
    let is_even = |text: &str, mark: char| text.matches(mark).count().is_multiple_of(2);
    let is_whole = |text: &str| {
        ['`', '*', '_'].into_iter().all(|mark| is_even(text, mark))
            && text.matches(['[', '(', '<']).count() == text.matches([']', ')', '>']).count()
    };
    let is_abbreviation =
        |text: &str| ["e.g", "i.e", "etc", "vs"].iter().any(|it| text.ends_with(it));
    let ends = text.match_indices(". ").map(|(at, _)| text.split_at(at));
    let mut sentences = ends.filter(|(first, _)| is_whole(first) && !is_abbreviation(first));
    sentences.next().map_or(text, |(first, _)| first)
}

/// Adds a paragraph or more, behind a blank line.
pub(super) fn append(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// A paragraph of our own words, broken into lines.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    markdown::wrap(text)
}

/// Adds a paragraph of our own words, broken into lines.
pub(super) fn paragraph(lines: &mut Vec<String>, text: &str) {
    append(lines, markdown::wrap(text));
}

/// A list of our own words, broken into lines.
pub(super) fn list(items: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut lines = Vec::new();
    for item in items {
        let wrapped = markdown::wrap(&item);
        let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
        lines.extend(marks.zip(wrapped).map(|(mark, line)| format!("{mark}{line}")));
    }
    lines
}

/// Text as a code span, for names that come from the specification.
pub(super) fn code(text: &str) -> String {
    inline::code_span(text)
}

/// `///` for the item that follows.
pub(super) fn outer(lines: &[String]) -> Tokens {
    let mut tokens = Tokens::new();
    for line in lines {
        tokens.doc(line);
    }
    tokens
}

/// Whether a description begins with what the summary says, which is then said once.
fn says(description: &[String], summary: &str) -> bool {
    let first = description.iter().take_while(|line| !line.is_empty());
    let mut said = first.flat_map(|line| words(line));
    words(summary).all(|word| said.next() == Some(word))
}

/// The words of a text, as far as they tell texts apart: without articles and plurals.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words
        .map(|word| word.trim_end_matches('s').to_owned())
        .filter(|word| !matches!(word.as_str(), "" | "a" | "an" | "the"))
}

/// A full stop, where a text ends without a mark.
fn full_stop(mut text: String) -> String {
    if text
        .ends_with(|end: char| end.is_alphanumeric() || matches!(end, '`' | ')' | '"' | '*' | '>'))
    {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests;
