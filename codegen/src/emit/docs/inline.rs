//! Text inside a paragraph: words that must not be broken, and what has to be escaped in them.

use std::{borrow::Cow, fmt::Write as _, ops::Range};

/// The columns after which prose is broken into lines.
const WIDTH: usize = 92;

/// A line of prose: words, between which it may be broken.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// The spaces of the text that part words. None is before the first word, and no two stand
    /// together; the last word may be empty still.
    spaces: Vec<usize>,
}

impl Words {
    /// Adds to the word at the end, whatever it contains.
    pub(super) fn glue(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds prose, which may be broken where it has spaces.
    pub(super) fn prose(&mut self, text: &str) {
        self.text.reserve(text.len());
        let mut rest = text;
        // `split` sets up a search for each word, which costs more than it saves on words so short.
        while let Some(end) = rest.bytes().position(|byte| byte == b' ') {
            self.glue(rest.get(..end).unwrap_or_default());
            self.space();
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        self.glue(rest);
    }

    /// Begins a word, unless one has just begun.
    fn space(&mut self) {
        let begun = self.spaces.last().map_or(0, |space| space + 1);
        if begun < self.text.len() {
            self.spaces.push(self.text.len());
            self.text.push(' ');
        }
    }

    /// The words that are not empty.
    fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.spaces.iter().map(|space| space + 1));
        let ends = self.spaces.iter().copied().chain([self.text.len()]);
        starts.zip(ends).map(|(start, end)| start..end).filter(|word| !word.is_empty())
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The words in lines of at most `WIDTH` columns, less what stands in front of each.
    pub(super) fn lines(&self, indent: usize) -> Vec<String> {
        let text = self.whole();
        if text.is_empty() {
            return Vec::new();
        }
        // Most texts are short.
        if indent + text.chars().count() <= WIDTH {
            return vec![guard_start(text.to_owned())];
        }
        let mut lines = Vec::new();
        let mut line = String::with_capacity(WIDTH);
        let mut columns = indent;
        for word in self.units(WIDTH.saturating_sub(indent)) {
            let word = self.text.get(word).unwrap_or_default();
            let width = word.chars().count();
            if !line.is_empty() && columns + 1 + width > WIDTH {
                lines.push(guard_start(std::mem::replace(&mut line, String::with_capacity(WIDTH))));
                columns = indent;
            }
            if !line.is_empty() {
                line.push(' ');
                columns += 1;
            }
            line.push_str(word);
            columns += width;
        }
        lines.push(guard_start(line));
        lines
    }

    /// The words on one line.
    pub(super) fn line(mut self) -> String {
        self.text.truncate(self.whole().len());
        self.text
    }

    /// The text without the blank that a word was to follow.
    fn whole(&self) -> &str {
        let begun = self.spaces.last().filter(|space| *space + 1 == self.text.len());
        begun.and_then(|space| self.text.get(..*space)).unwrap_or(&self.text)
    }

    /// Words between which a line may be broken: a number stays with the word before it, for at the
    /// beginning of a line it could be that of an item.
    fn units(&self, width: usize) -> Vec<Range<usize>> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        let mut units: Vec<Range<usize>> = Vec::with_capacity(self.spaces.len() + 1);
        for word in self.words() {
            let is_number = text(&word).starts_with(|first: char| first.is_ascii_digit());
            match units.last_mut() {
                Some(last)
                    if is_number
                        && !text(last).contains(' ')
                        && last.len() + word.len() < width =>
                {
                    last.end = word.end;
                }
                _ => units.push(word),
            }
        }
        units
    }
}

/// Escapes what would begin a block where a line begins.
fn guard_start(line: String) -> String {
    let Some(first) = line.chars().next() else { return line };
    let stands_alone = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let rest = line.trim_start_matches(first);
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match first {
        '>' => format!("\\{line}"),
        '#' | '-' | '+' | '=' if stands_alone(rest) => format!("\\{line}"),
        '0'..='9' if number.strip_prefix(['.', ')']).is_some_and(stands_alone) => {
            format!("{}\\{number}", line.strip_suffix(number).unwrap_or_default())
        }
        _ => line,
    }
}

/// Escapes what means something in Markdown.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let may_mean =
        |byte| matches!(byte, b'\\' | b'`' | b'*' | b'[' | b'<' | b'~' | b'|' | b'&' | b'_');
    if !text.bytes().any(may_mean) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len());
    let mut previous = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        if means_something(previous, character, next) {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = Some(character);
    }
    escaped.into()
}

fn means_something(previous: Option<char>, character: char, next: Option<char>) -> bool {
    let is_word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    match character {
        '\\' | '`' | '*' | '[' | '<' | '~' | '|' => true,
        '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
        // `created_on` needs nothing: an underscore inside a word is one.
        '_' => !(is_word(previous) && is_word(next)),
        _ => false,
    }
}

/// Adds prose that may hold bare addresses, which become links.
pub(super) fn text_with_addresses(words: &mut Words, text: &str) {
    let mut rest = text;
    while let Some((before, address, after)) = next_address(rest) {
        words.prose(&escape(before));
        let _ = write!(words, "<{address}>");
        rest = after;
    }
    words.prose(&escape(rest));
}

impl std::fmt::Write for Words {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.glue(text);
        Ok(())
    }
}

/// The first address in a text, with what stands before and after it.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    for (start, _) in text.match_indices("http") {
        let (before, rest) = text.split_at_checked(start)?;
        let address = address(rest);
        if is_absolute(address) {
            return Some((before, address, rest.get(address.len()..)?));
        }
    }
    None
}

/// The part of a text that can be an address, without the punctuation of the sentence around it.
fn address(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\');
    let whole = text.split(ends).next().unwrap_or_default();
    whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '*', '_'])
}

/// Whether rustdoc may link there: an absolute address without a character that would end it.
pub(super) fn is_absolute(address: &str) -> bool {
    let known = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    known
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\\`|".contains(c))
}

/// Text between as many back-ticks as it needs.
pub(super) fn code_span(text: &str) -> String {
    // Most are names, in which there is nothing to guard.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'`') {
        return ["`", text, "`"].concat();
    }
    let text = visible(text).split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    if text.trim().is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// The first code span in harmless text, with what stands before and after it.
pub(super) fn next_code_span(text: &str) -> Option<(&str, &str, &str)> {
    let mut escaped = false;
    let start = text.find(|c| {
        let is_mark = c == '`' && !escaped;
        escaped = c == '\\' && !escaped;
        is_mark
    })?;
    let (before, rest) = text.split_at_checked(start)?;
    let inside = rest.trim_start_matches('`');
    let fence = rest.get(..rest.len() - inside.len())?;
    let mut runs = inside.match_indices(fence);
    let end = runs.find_map(|(at, _)| {
        let ends = inside.get(at + fence.len()..)?;
        let begins = inside.get(..at)?;
        (!ends.starts_with('`') && !begins.ends_with('`')).then_some(at + 2 * fence.len())
    });
    let (span, after) = rest.split_at_checked(end.unwrap_or(fence.len()))?;
    Some((before, span, after))
}

/// The most back-ticks in a row.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The text without what cannot be seen: control characters, and those that turn the direction
/// of writing, with which source code can be made to look like what it is not.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_seen = |c: char| c == '\n' || !(turns(c) || c.is_control());
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| *c == '\t' || is_seen(*c));
    Cow::Owned(kept.collect::<String>().replace('\t', "    "))
}
