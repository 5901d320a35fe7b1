//! The prose of a Markdown page: its paragraphs, items and headings as plain text.

use super::{html, sentence::names_parameters, visible::visible};
use crate::{
    page::{Lead, Named},
    source::{Excerpt, SourceId, Span, Spanned},
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A paragraph, a heading, a table's cell, or what a list's item says.
pub(super) struct Block {
    /// Its text, with code in backticks.
    pub(super) text: Excerpt<'static>,
    /// The ranges of the text that are code, without their backticks.
    pub(super) codes: Vec<Range<usize>>,
    /// The links to operations.
    pub(super) links: Vec<Link>,
    /// The level of a heading; a rule counts as a heading above all others.
    pub(super) heading: Option<u8>,
    /// Whether it is an item of a list.
    pub(super) item: bool,
    /// Whether it is a table's cell that names what the table calls required.
    pub(super) required: bool,
}

/// A link to an operation.
pub(super) struct Link {
    /// Where its text begins in the block's.
    pub(super) start: usize,
    /// The operation.
    pub(super) operation: Named,
}

impl Block {
    fn new(page: SourceId) -> Self {
        let (text, codes, links) = (Excerpt::empty(page), Vec::new(), Vec::new());
        Self { text, codes, links, heading: None, item: false, required: false }
    }

    /// The code within a range of the text.
    pub(super) fn codes_within(&self, range: &Range<usize>) -> &[Range<usize>] {
        let first = self.codes.partition_point(|code| code.start < range.start);
        let behind = self.codes.partition_point(|code| code.start < range.end);
        self.codes.get(first..behind).unwrap_or_default()
    }

    /// Whether an offset of the text is within code.
    pub(super) fn is_code(&self, offset: usize) -> bool {
        let behind = self.codes.partition_point(|code| code.start <= offset);
        let last = behind.checked_sub(1).and_then(|at| self.codes.get(at));
        last.is_some_and(|code| offset < code.end)
    }

    fn code(&mut self, code: &str, range: Range<usize>) {
        let start = self.text.text().len() + 1;
        self.text.push(&format!("`{code}`"), range);
        self.codes.push(start..start + code.len());
    }
}

/// The blocks of a page, in order.
pub(super) fn blocks(page: SourceId, text: &str, leads: &dyn Fn(&str) -> Lead) -> Vec<Block> {
    let (block, blocks) = (Block::new(page), Vec::new());
    let table = Table::default();
    let mut walk = Walk { page, text, leads, block, blocks, in_code: false, table };
    for (event, range) in html::events(page, &visible(page, text)) {
        walk.event(event, range);
    }
    walk.finish();
    walk.blocks
}

struct Walk<'a> {
    page: SourceId,
    text: &'a str,
    /// Where names at the ends of links lead.
    leads: &'a dyn Fn(&str) -> Lead,
    /// The block that grows.
    block: Block,
    blocks: Vec<Block>,
    in_code: bool,
    table: Table,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    /// What its first row says, in small letters.
    headings: Vec<String>,
    /// The cells of the row so far.
    row: Vec<Block>,
}

impl Table {
    /// The cells of a row, of which the first may name something that is required: another column
    /// says so of it, or else its own of all.
    fn row(&mut self) -> Vec<Block> {
        let mut row = std::mem::take(&mut self.row);
        let says = |heading: &String| {
            ["required", "mandatory"].iter().any(|word| heading.contains(word))
                && !["not ", "optional"].iter().any(|word| heading.contains(word))
        };
        let mut others = self.headings.iter().zip(&row).skip(1);
        let heading = self.headings.first().filter(|it| names_parameters(it));
        let required = match others.find(|(heading, _)| says(heading)) {
            Some((_, cell)) => affirms(cell.text.text()),
            None => heading.is_some_and(says),
        };
        if let Some(first) = row.first_mut() {
            first.required = required && (heading.is_some() || !first.codes.is_empty());
        }
        row
    }
}

/// Whether a cell says yes.
fn affirms(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "`*.".contains(c));
    let text = text.to_ascii_lowercase();
    matches!(
        text.as_str(),
        "yes" | "y" | "true" | "required" | "mandatory" | "x" | "✓" | "✔" | "✅"
    )
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Table(_)) => {
                self.finish();
                self.table = Table::default();
            }
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::replace(&mut self.block, Block::new(self.page));
                self.table.row.push(cell);
            }
            Event::End(TagEnd::TableHead) => {
                let row = std::mem::take(&mut self.table.row);
                let heading = |cell: &Block| cell.text.text().to_lowercase();
                self.table.headings = row.iter().map(heading).collect();
            }
            Event::End(TagEnd::TableRow) => {
                let row = self.table.row();
                self.blocks.extend(row);
            }
            Event::Text(part) if !self.in_code => self.block.text.push(&part, range),
            Event::SoftBreak | Event::HardBreak => self.block.text.push(" ", range),
            Event::Code(code) => self.block.code(&code, range),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let start = self.block.text.text().len();
                let operation = self.operation(&dest_url, &range);
                self.block.links.extend(operation.map(|operation| Link { start, operation }));
            }
            Event::Start(tag) if is_block(tag.to_end()) => {
                self.finish();
                self.in_code = matches!(tag, Tag::CodeBlock(_));
                self.block.item |= matches!(tag, Tag::Item);
            }
            Event::End(tag) if is_block(tag) => {
                if let TagEnd::Heading(level) = tag {
                    self.block.heading = Some(level as u8);
                }
                self.finish();
                self.in_code = false;
                self.block.item = false;
            }
            Event::Rule => {
                self.block.heading = Some(0);
                self.finish();
            }
            _ => {}
        }
    }

    /// The operation to which a link leads.
    fn operation(&self, address: &str, link: &Range<usize>) -> Option<Named> {
        let named = |name: &str| {
            let written = self.text.get(link.clone()).and_then(|written| written.rfind(name));
            let start = written.map(|at| link.start + at);
            let range = start.map_or(link.clone(), |start| start..start + name.len());
            Spanned::new(name.to_owned(), Span::new(self.page, range))
        };
        if let Some(id) = operation_id(address) {
            return Some(Named::Linked { id: named(id), endpoint: None });
        }
        last_names(address).find_map(|name| match (self.leads)(name) {
            Lead::Nowhere => None,
            Lead::To(endpoint) => Some(Named::Written(Spanned::new(endpoint, named(name).span))),
            Lead::ToOneOfSeveral => Some(Named::Ambiguous(named(name))),
        })
    }

    /// Begins a new block, unless nothing stands in this one.
    fn finish(&mut self) {
        let Block { text, links, heading, .. } = &self.block;
        if heading.is_some() || !links.is_empty() || !text.text().is_empty() {
            self.blocks.push(std::mem::replace(&mut self.block, Block::new(self.page)));
        }
    }
}

/// Whether what ends so stands apart.
pub(super) fn is_block(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
    )
}

/// The id in an address such as `#tag/Users/operation/usersPost`.
fn operation_id(address: &str) -> Option<&str> {
    let (_, fragment) = address.rsplit_once('#')?;
    let (way, id) = fragment.rsplit_once('/')?;
    (!id.is_empty() && (way == "operation" || way.ends_with("/operation"))).then_some(id)
}

/// The names at the ends of an address: of its fragment, and of its path. An anchor alone is a place
/// on the page itself.
fn last_names(address: &str) -> impl Iterator<Item = &str> {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let fragment = Some(fragment).filter(|it| !path.is_empty() || it.contains('/'));
    let path = path.split('?').next().unwrap_or("").trim_end_matches('/');
    let (_, way) = path.split_once("://").unwrap_or(("", path));
    let is_host = way.len() < path.len() && !way.contains('/');
    let name = way.rsplit('/').next().filter(|_| !is_host).map(|name| {
        let mut endings = [".mdx", ".md", ".html"].iter();
        endings.find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
    });
    fragment.and_then(|it| it.rsplit('/').next()).into_iter().chain(name)
}
