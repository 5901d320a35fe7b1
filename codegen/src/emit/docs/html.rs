//! HTML in Markdown becomes Markdown.
//!
//! Only for the looks: what is not recognised here, the writer escapes.

use super::{inline, markdown::OPTIONS};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// The same text, with Markdown in place of the HTML that Markdown has a form for.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut translator = Translator::default();
    let mut copied = 0;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::TableCell) => translator.in_cell = true,
            Event::End(TagEnd::TableCell) => translator.in_cell = false,
            Event::Html(_) | Event::InlineHtml(_) => {
                translator.out.push_str(text.get(copied..range.start).unwrap_or_default());
                copied = range.end;
                translator
                    .html(text.get(range).unwrap_or_default(), matches!(event, Event::Html(_)));
            }
            _ => {}
        }
    }
    translator.out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(translator.out)
}

#[derive(Default)]
struct Translator<'a> {
    out: String,
    /// Whether line breaks would end a table.
    in_cell: bool,
    /// Whether everything is code.
    in_code: bool,
    /// Whether everything is a block of code.
    in_block: bool,
    /// How much emphasis is open.
    open: usize,
    /// The addresses of the links around.
    links: Vec<Option<&'a str>>,
}

impl<'a> Translator<'a> {
    fn html(&mut self, html: &'a str, is_block: bool) {
        // What is indented would become a code block.
        let mut rest = if is_block && !self.in_block { html.trim_start_matches(' ') } else { html };
        while let Some((before, after)) = rest.split_once('<') {
            self.out.push_str(before);
            rest = after;
            if let Some((tag, after)) = comment(after).or_else(|| after.split_once('>')) {
                self.tag(tag);
                rest = after;
            } else {
                self.out.push_str("\\<");
            }
        }
        self.out.push_str(rest);
    }

    /// Translates what stands between `<` and `>`.
    fn tag(&mut self, tag: &'a str) {
        let is_name = |c: char| c.is_ascii_alphanumeric();
        let (closes, named) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let end = named.find(|c| !is_name(c)).unwrap_or(named.len());
        let (name, attributes) = named.split_at_checked(end).unwrap_or((named, ""));
        match (name.to_ascii_lowercase().as_str(), closes) {
            ("b" | "strong", _) => self.emphasis("**", closes),
            ("i" | "em", _) => self.emphasis("*", closes),
            ("code" | "tt" | "kbd" | "samp", _) if !self.in_block => {
                self.out.push('`');
                self.in_code = !closes;
            }
            ("pre", _) => {
                self.out.push_str(if closes { "\n```\n\n" } else { "\n\n```\n" });
                self.in_block = !closes;
            }
            ("br", _) => self.line_break("  \n"),
            ("li", false) => self.line_break("\n- "),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => self.line_break("\n\n#### "),
            ("td" | "th", false) => self.out.push(' '),
            ("a", false) => self.link(attributes),
            ("a", true) => self.end_link(),
            (name, _) if BLOCKS.contains(&name) => self.line_break("\n\n"),
            (name, _) if SILENT.contains(&name) => {}
            _ if tag.starts_with("!--") => {}
            _ => self.literal(tag),
        }
    }

    fn literal(&mut self, tag: &str) {
        let open = if self.in_code || self.in_block { "<" } else { "\\<" };
        self.out.push_str(open);
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Opens or closes emphasis, which Markdown only sees beside a word.
    fn emphasis(&mut self, mark: &str, closes: bool) {
        if self.in_code || self.in_block || (closes && self.open == 0) {
            return;
        }
        if closes {
            self.open -= 1;
            let kept = self.out.trim_end_matches(' ').len();
            let spaces = self.out.split_off(kept);
            self.out.push_str(mark);
            self.out.push_str(&spaces);
        } else {
            self.open += 1;
            self.out.push_str(mark);
        }
    }

    fn line_break(&mut self, text: &str) {
        self.out.push_str(if self.in_cell { " " } else { text });
    }

    fn link(&mut self, attributes: &'a str) {
        let address = attributes.split_once("href=").and_then(|(_, value)| {
            let quote = value.chars().next()?;
            value.get(1..)?.split_once(quote).map(|(address, _)| address)
        });
        let address = address.filter(|address| inline::is_absolute(address));
        if address.is_some() {
            self.out.push('[');
        }
        self.links.push(address);
    }

    fn end_link(&mut self) {
        if let Some(Some(address)) = self.links.pop() {
            self.out.push_str("](<");
            self.out.push_str(address);
            self.out.push_str(">)");
        }
    }
}

/// What is left of a comment, and what stands behind it.
fn comment(after: &str) -> Option<(&str, &str)> {
    after.strip_prefix("!--")?;
    let (_, after) = after.split_once("-->")?;
    Some(("!--", after))
}

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 22] = [
    "article",
    "blockquote",
    "center",
    "details",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "tr",
    "ul",
];

/// Elements that only change how their text looks.
const SILENT: [&str; 21] = [
    "abbr", "big", "caption", "code", "font", "img", "ins", "kbd", "label", "mark", "samp",
    "small", "span", "sub", "summary", "sup", "tbody", "td", "th", "thead", "u",
];
