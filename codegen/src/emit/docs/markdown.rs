//! Markdown in, harmless Markdown out.
//!
//! Every code block becomes a `text` fence, so that none is a test; brackets, angle brackets and
//! whatever else means something are escaped unless the parser saw their meaning; links lead to
//! absolute addresses only.

use super::{
    html,
    inline::{self, Words},
};
use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

/// Quotes and lists nested deeper than this are no longer indented: otherwise a short text could
/// ask for a line of any length, again and again.
const DEEPEST: usize = 8;

/// The extensions that are understood, a subset of rustdoc's.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The lines of a harmless text that says the same.
pub(super) fn render(text: &str) -> Vec<String> {
    if let Some(words) = plain(text) {
        return words.lines(0);
    }
    let text = shallow(&inline::visible(text));
    let text = html::to_markdown(&text);
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, OPTIONS)) {
        writer.event(event);
    }
    writer.end_prose();
    writer.lines
}

/// The same on one line: what stands in blocks of its own follows what stands before it.
pub(super) fn flat(text: &str) -> String {
    if let Some(words) = plain(text) {
        return words.line();
    }
    let text = shallow(&inline::visible(text));
    let text = html::to_markdown(&text);
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, OPTIONS)) {
        match event {
            Event::Start(tag) if is_block(tag.to_end()) => {
                writer.words.prose(" ");
                writer.code = matches!(tag, Tag::CodeBlock(_)).then(String::new);
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = writer.code.take().unwrap_or_default();
                writer.words.glue(&inline::code_span(code.trim()));
            }
            Event::End(tag) if is_block(tag) => {}
            Event::SoftBreak | Event::HardBreak => writer.words.prose(" "),
            event => writer.event(event),
        }
    }
    writer.words.line()
}

/// The words of a text that is one paragraph without markup, as most are: parsing would find nothing
/// in it.
fn plain(text: &str) -> Option<Words> {
    let means_nothing =
        |byte: u8| byte.is_ascii_alphanumeric() || b" ,.;:'\"()/?!%$@=+-{}^".contains(&byte);
    // What else may begin a line could begin a list.
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic());
    (begins && text.bytes().all(means_nothing)).then(|| {
        let mut words = Words::default();
        inline::text_with_addresses(&mut words, text);
        words
    })
}

fn is_block(tag: TagEnd) -> bool {
    let is_inline = matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    );
    !is_inline
}

/// The text without the beginnings of lines that would open hundreds of quotes and lists at once:
/// parsing takes as long as they are deep, for each line that follows.
fn shallow(text: &str) -> String {
    const LONGEST: usize = 200;
    let opens = |c: char| c.is_ascii_digit() || " >-*+.)".contains(c);
    let lines = text.split('\n').map(|line| {
        let rest = line.trim_start_matches(opens);
        if line.len() - rest.len() > LONGEST { rest } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Text that is harmless already, in lines.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut rest = text;
    while let Some((before, span, after)) = inline::next_code_span(rest) {
        words.prose(before);
        words.glue(span);
        rest = after;
    }
    words.prose(rest);
    words.lines(0)
}

#[derive(Default)]
struct Writer<'a> {
    /// What is written.
    lines: Vec<String>,
    /// The lines of prose that wait for their paragraph's end.
    prose: Vec<Words>,
    /// The line of prose that is being written.
    words: Words,
    /// The quotes and list items around it.
    frames: Vec<Frame>,
    /// How many more there are, which are not written.
    too_deep: usize,
    /// The number of the next item of each list around it.
    lists: Vec<Option<u64>>,
    /// The links around it; none leads nowhere.
    links: Vec<Option<CowStr<'a>>>,
    /// The code block that is being written.
    code: Option<String>,
    /// The table that is being written.
    table: Option<Table>,
    /// Whether text is the address of a link that is written already.
    silent: bool,
}

/// A quote or a list item: what stands before its first line, and before all others.
struct Frame {
    first: String,
    rest: String,
    begun: bool,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<String>>,
}

impl<'a> Writer<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => self.code_span(&code),
            Event::SoftBreak => self.end_line(),
            Event::HardBreak => self.hard_break(),
            // A rule parts nothing here that a blank line does not; the others are not enabled.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } => self.begin_block(),
            Tag::BlockQuote(_) => {
                self.begin_block();
                self.enter("> ".to_owned(), "> ");
            }
            Tag::CodeBlock(_) => {
                self.begin_block();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.end_prose();
                // A list may follow the text of an item at once, but only from 1 on.
                if self.lists.is_empty() || first.is_some_and(|first| first != 1) {
                    self.begin_block();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Table(alignments) => {
                self.begin_block();
                self.table = Some(Table { alignments, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.words.glue("*"),
            Tag::Strong => self.words.glue("**"),
            Tag::Strikethrough => self.words.glue("~~"),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.end_prose(),
            TagEnd::Heading(level) => self.end_heading(level),
            TagEnd::BlockQuote(_) | TagEnd::Item => self.leave(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.end_table(),
            TagEnd::Emphasis => self.words.glue("*"),
            TagEnd::Strong => self.words.glue("**"),
            TagEnd::Strikethrough => self.words.glue("~~"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.code {
            Some(code) => code.push_str(text),
            None if self.silent => {}
            None if self.links.last().is_some_and(Option::is_some) => {
                self.words.prose(&inline::escape(text).replace(']', "\\]"));
            }
            None => inline::text_with_addresses(&mut self.words, &text.replace('\n', " ")),
        }
    }

    fn code_span(&mut self, code: &str) {
        let span = inline::code_span(code);
        let span = if self.table.is_some() { span.replace('|', "\\|") } else { span };
        self.words.glue(&span);
    }

    fn hard_break(&mut self) {
        if self.table.is_none() && !self.words.is_empty() {
            self.words.glue("\\");
        }
        self.end_line();
    }

    fn link(&mut self, link_type: LinkType, address: CowStr<'a>) {
        let absolute = inline::is_absolute(&address);
        match link_type {
            LinkType::Autolink if absolute => {
                self.words.glue(&format!("<{address}>"));
                self.silent = true;
                self.links.push(None);
            }
            _ if absolute => {
                self.words.glue("[");
                self.links.push(Some(address));
            }
            _ => self.links.push(None),
        }
    }

    fn end_link(&mut self) {
        self.silent = false;
        if let Some(Some(address)) = self.links.pop() {
            let end = if address.contains(['(', ')']) {
                format!("](<{address}>)")
            } else {
                format!("]({address})")
            };
            self.words.glue(&end);
        }
    }

    fn item(&mut self) {
        let number = self.lists.last_mut().and_then(Option::as_mut);
        let first = match number {
            Some(number) => {
                let first = format!("{number}. ");
                *number = number.saturating_add(1);
                first
            }
            None => "- ".to_owned(),
        };
        let rest = " ".repeat(first.len());
        self.enter(first, &rest);
    }

    fn enter(&mut self, first: String, rest: &str) {
        if self.frames.len() < DEEPEST {
            self.frames.push(Frame { first, rest: rest.to_owned(), begun: false });
        } else {
            self.too_deep += 1;
        }
    }

    fn leave(&mut self) {
        self.end_prose();
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else {
            self.frames.pop();
        }
    }

    /// Leaves a blank line before a block, unless the block begins an item.
    fn begin_block(&mut self) {
        self.end_prose();
        if !self.lines.is_empty() && self.frames.last().is_none_or(|frame| frame.begun) {
            self.put("");
        }
    }

    fn end_line(&mut self) {
        self.prose.push(std::mem::take(&mut self.words));
    }

    fn end_prose(&mut self) {
        self.end_line();
        let indent = self.frames.iter().map(|frame| frame.rest.len()).sum();
        for words in std::mem::take(&mut self.prose) {
            for line in words.lines(indent) {
                self.put(&line);
            }
        }
    }

    /// All prose on one line.
    fn one_line(&mut self) -> String {
        self.end_line();
        let lines = std::mem::take(&mut self.prose).into_iter().map(Words::line);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn end_heading(&mut self, level: HeadingLevel) {
        let text = self.one_line();
        // One deeper, since the first level parts the documentation of an item.
        let marks = "#".repeat((level as usize + 1).min(6));
        self.put(&format!("{marks} {text}"));
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let fence = "`".repeat(inline::longest_run(&code).max(2) + 1);
        self.put(&format!("{fence}text"));
        for line in code.trim_end().lines() {
            self.put(line);
        }
        self.put(&fence);
    }

    fn end_cell(&mut self) {
        let cell = self.one_line();
        if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
            row.push(cell);
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let rule = table.alignments.iter().map(|alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        });
        let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
        for (index, row) in table.rows.iter().enumerate() {
            self.put(&format!("| {} |", row.join(" | ")));
            if index == 0 {
                self.put(&rule);
            }
        }
    }

    /// Writes a line, behind whatever marks the quotes and items around it.
    fn put(&mut self, line: &str) {
        let mut whole = String::new();
        for frame in &mut self.frames {
            whole.push_str(if frame.begun { &frame.rest } else { &frame.first });
            frame.begun = true;
        }
        whole.push_str(line);
        whole.truncate(whole.trim_end().len());
        self.lines.push(whole);
    }
}
