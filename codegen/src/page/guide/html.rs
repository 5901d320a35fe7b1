//! HTML in a Markdown page, as the Markdown that it stands for: `<td>` as a table's cell, `<a>` as a
//! link. GitBook writes them so where a cell has a width or holds more than a line.

use super::prose::is_block;
use crate::source::{Excerpt, SourceId};
use html5gum::{Token, Tokenizer, emitters::default::DefaultEmitter};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The events of a page, those of its HTML among them, with their places in the page.
pub(super) fn events(page: SourceId, visible: &Excerpt<'_>) -> Vec<(Event<'static>, Range<usize>)> {
    let (events, block, code) = (Vec::new(), Excerpt::empty(page), None);
    let mut html = Html { page, events, block, code, row: None, in_cell: false };
    let parser = Parser::new_ext(visible.text(), Options::ENABLE_TABLES);
    for (event, range) in parser.into_offset_iter() {
        html.markdown(event, visible.span(range).range());
    }
    html.end_code();
    html.events
}

struct Html {
    page: SourceId,
    events: Vec<(Event<'static>, Range<usize>)>,
    /// The lines of the block of HTML that is being read.
    block: Excerpt<'static>,
    /// The `<code>` that is open: its text and where that stands.
    code: Option<(String, Range<usize>)>,
    /// The row of a table that is open.
    row: Option<Cells>,
    in_cell: bool,
}

/// What the cells of a row are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cells {
    Headings,
    Values,
}

impl Html {
    fn markdown(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.block = Excerpt::empty(self.page),
            Event::Html(line) => self.block.push(&line, range),
            Event::End(TagEnd::HtmlBlock) => {
                let block = std::mem::replace(&mut self.block, Excerpt::empty(self.page));
                self.push(Event::Start(Tag::Paragraph), range.clone());
                self.tokens(&block);
                self.push(Event::End(TagEnd::Paragraph), range);
            }
            Event::InlineHtml(tag) => {
                let mut inline = Excerpt::empty(self.page);
                inline.push(&tag, range);
                self.tokens(&inline);
            }
            Event::Text(text) if self.code.is_some() || self.row.is_some() => {
                self.text(&text, range);
            }
            event => self.push(event.into_static(), range),
        }
    }

    fn tokens(&mut self, html: &Excerpt<'_>) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html.text(), emitter).flatten() {
            let range = |span: html5gum::Span| html.span(span.start..span.end).range();
            match token {
                Token::StartTag(tag) if tag.name.as_slice() == b"a" => {
                    if let Some(address) = tag.attributes.get(b"href".as_slice()) {
                        self.link(&String::from_utf8_lossy(address), range(address.span));
                    }
                }
                Token::StartTag(tag) => self.start(&tag.name, range(tag.span)),
                Token::EndTag(tag) => self.end(&tag.name, range(tag.span)),
                Token::String(text) => {
                    self.text(&String::from_utf8_lossy(&text), range(text.span));
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    fn link(&mut self, address: &str, range: Range<usize>) {
        let (link_type, title, id) = (LinkType::Inline, "".into(), "".into());
        let dest_url = address.to_owned().into();
        self.push(Event::Start(Tag::Link { link_type, dest_url, title, id }), range);
    }

    fn start(&mut self, name: &[u8], range: Range<usize>) {
        match name {
            b"code" => self.code = Some((String::new(), range.end..range.end)),
            b"br" => self.push(Event::SoftBreak, range),
            b"hr" => self.push(Event::Rule, range),
            b"table" => self.push(Event::Start(Tag::Table(Vec::new())), range),
            b"tr" => {
                self.end_row(range);
                self.row = Some(Cells::Headings);
            }
            b"td" | b"th" => {
                self.end_cell(range);
                if name == b"td" {
                    self.row = Some(Cells::Values);
                }
                self.in_cell = true;
            }
            _ => {
                if let Some(tag) = block(name) {
                    self.push(Event::Start(tag), range);
                }
            }
        }
    }

    fn end(&mut self, name: &[u8], range: Range<usize>) {
        match name {
            b"code" => self.end_code(),
            b"td" | b"th" => self.end_cell(range),
            b"tr" | b"thead" | b"tbody" | b"table" => self.end_row(range),
            _ => {
                if let Some(tag) = block(name) {
                    self.push(Event::End(tag.to_end()), range);
                }
            }
        }
    }

    /// Adds a text line by line, without what the source only indents.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((code, place)) = &mut self.code {
            code.push_str(text);
            place.end = range.end;
            return;
        }
        if self.row.is_some() && !self.in_cell {
            return;
        }
        let as_written = text.len() == range.len();
        let mut start = range.start;
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push(Event::SoftBreak, range.clone());
            }
            let shown = if self.begins() { line.trim_start() } else { line };
            if !shown.is_empty() {
                let end = start + line.len();
                let place = if as_written { end - shown.len()..end } else { range.clone() };
                self.push(Event::Text(shown.to_owned().into()), place);
            }
            start += line.len() + 1;
        }
    }

    /// Whether what comes next begins a line.
    fn begins(&self) -> bool {
        match self.events.last().map(|(event, _)| event) {
            Some(Event::Text(_) | Event::Code(_) | Event::Start(Tag::Link { .. })) => false,
            Some(Event::End(tag)) => !matches!(tag, TagEnd::Link),
            _ => true,
        }
    }

    fn end_code(&mut self) {
        if let Some((code, place)) = self.code.take() {
            // As in Markdown its marks belong to it: here `>` and `<`.
            let place = place.start.saturating_sub(1)..place.end + 1;
            self.events.push((Event::Code(code.into()), place));
        }
    }

    fn end_cell(&mut self, range: Range<usize>) {
        self.end_code();
        if std::mem::take(&mut self.in_cell) {
            self.push(Event::End(TagEnd::TableCell), range);
        }
    }

    fn end_row(&mut self, range: Range<usize>) {
        self.end_cell(range.clone());
        match self.row.take() {
            Some(Cells::Headings) => self.push(Event::End(TagEnd::TableHead), range),
            Some(Cells::Values) => self.push(Event::End(TagEnd::TableRow), range),
            None => {}
        }
    }

    /// Adds an event. What would be a block of its own is a line within a cell, as Markdown's cells
    /// hold no blocks.
    fn push(&mut self, event: Event<'static>, range: Range<usize>) {
        self.end_code();
        let starts_block = match &event {
            Event::Start(tag) => is_block(tag.to_end()),
            Event::End(tag) => is_block(*tag),
            _ => false,
        };
        let event = if starts_block && self.in_cell { Event::SoftBreak } else { event };
        if !matches!(event, Event::SoftBreak) || !self.begins() {
            self.events.push((event, range));
        }
    }
}

/// The block that an element is.
fn block(name: &[u8]) -> Option<Tag<'static>> {
    Some(match name {
        b"p" | b"div" | b"section" | b"article" | b"details" | b"summary" | b"dt" | b"dd" => {
            Tag::Paragraph
        }
        b"li" => Tag::Item,
        b"ul" | b"ol" => Tag::List(None),
        b"blockquote" => Tag::BlockQuote(None),
        b"pre" | b"script" | b"style" => Tag::CodeBlock(CodeBlockKind::Indented),
        [b'h', level @ b'1'..=b'6'] => {
            let level = HeadingLevel::try_from(usize::from(level - b'0')).ok()?;
            Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
        }
        _ => return None,
    })
}
