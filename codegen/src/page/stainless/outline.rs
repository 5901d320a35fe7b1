//! Marks to parts: which operations and models a page has, and which bullets belong to each.

use super::{
    lexer::{Mark, Piece, SectionKind, lex},
    types,
};
use std::ops::Range;

/// A page's parts.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    pub(super) operations: Vec<Operation<'a>>,
    /// What `## Domain Types` lists.
    pub(super) models: Vec<Section<'a>>,
    /// Headings that begin a part without method and path.
    pub(super) strays: Vec<Piece<'a>>,
    /// Headings above bullets of this format that probably mean a list of the operation.
    pub(super) misspelt: Vec<Piece<'a>>,
    /// Others of which nobody knows what they list.
    pub(super) unknown: Vec<Piece<'a>>,
    /// What opens a fence that the page does not close, outside of examples.
    pub(super) unclosed: Option<Range<usize>>,
    /// The last heading of that kind, while no bullet was met below it.
    heading: Option<Piece<'a>>,
}

/// One operation.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) title: Piece<'a>,
    pub(super) method: Piece<'a>,
    pub(super) path: Piece<'a>,
    /// Where the description stands.
    pub(super) description: Range<usize>,
    pub(super) sections: Vec<(SectionKind, Section<'a>)>,
    /// The commands below `### Example`.
    pub(super) commands: Vec<Fence<'a>>,
    /// The answers below `#### Response`.
    pub(super) responses: Vec<Fence<'a>>,
}

/// A heading and the bullets below it.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) heading: Range<usize>,
    pub(super) bullets: Vec<Bullet<'a>>,
    /// Where the next part begins.
    pub(super) end: usize,
}

/// A bullet as it stands in the page.
#[derive(Debug)]
pub(super) struct Bullet<'a> {
    pub(super) code: Piece<'a>,
    pub(super) range: Range<usize>,
    pub(super) depth: Option<usize>,
}

/// A fenced block.
#[derive(Debug)]
pub(super) struct Fence<'a> {
    pub(super) content: Piece<'a>,
    pub(super) closed: bool,
}

/// What the marks met next belong to.
enum Place {
    Nothing,
    Description,
    Section,
    Command,
    Response,
    Model,
    /// Below a heading that is not known.
    Unknown,
}

/// Whether a title has only words of which lists of an operation are titled.
fn is_like_a_list(title: &str) -> bool {
    const WORDS: [&str; 20] = [
        "path",
        "query",
        "header",
        "headers",
        "cookie",
        "cookies",
        "url",
        "body",
        "payload",
        "request",
        "response",
        "return",
        "returns",
        "param",
        "params",
        "parameter",
        "parameters",
        "field",
        "fields",
        "properties",
    ];
    let title = title.to_ascii_lowercase();
    title.split_whitespace().all(|word| WORDS.contains(&word))
}

/// Divides a page into its parts.
pub(super) fn outline(text: &str) -> Outline<'_> {
    let mut outline = Outline::default();
    let mut place = Place::Nothing;
    for (mark, range) in lex(text) {
        // A description may have headings of its own.
        let describes = matches!((&mark, &place), (Mark::Unknown { .. }, Place::Description));
        if !describes && !matches!(mark, Mark::Bullet { .. } | Mark::Fence { .. }) {
            outline.end(&place, range.start);
        }
        match mark {
            Mark::Bullet { code, depth } => outline.bullet(&place, Bullet { code, range, depth }),
            Mark::Fence { content, closed } => {
                outline.fence(&place, Fence { content, closed }, range.start);
            }
            mark => place = outline.heading(mark, range, place, text.len()),
        }
    }
    outline
}

impl<'a> Outline<'a> {
    fn heading(&mut self, mark: Mark<'a>, range: Range<usize>, place: Place, end: usize) -> Place {
        let section = Section { heading: range.clone(), bullets: Vec::new(), end };
        self.heading = None;
        match (mark, place) {
            (Mark::Unknown { title }, place) => {
                self.heading = Some(title);
                match place {
                    Place::Nothing | Place::Model => Place::Nothing,
                    Place::Description => Place::Description,
                    _ => Place::Unknown,
                }
            }
            (Mark::Operation { title, method, path }, _) => {
                self.operations.push(Operation {
                    title,
                    method,
                    path,
                    description: range.end..end,
                    sections: Vec::new(),
                    commands: Vec::new(),
                    responses: Vec::new(),
                });
                Place::Description
            }
            (Mark::Stray { title }, _) => {
                self.strays.push(title);
                Place::Nothing
            }
            (Mark::Model, _) => {
                self.models.push(section);
                Place::Model
            }
            (Mark::DomainTypes, _) | (_, Place::Nothing | Place::Model) => Place::Nothing,
            (Mark::Section(kind), _) => {
                if let Some(operation) = self.operations.last_mut() {
                    operation.sections.push((kind, section));
                }
                Place::Section
            }
            (Mark::Example, _) => Place::Command,
            (Mark::Response, _) => Place::Response,
            (Mark::Bullet { .. } | Mark::Fence { .. }, place) => place,
        }
    }

    /// Ends the part that the marks so far belong to.
    fn end(&mut self, place: &Place, at: usize) {
        let operation = self.operations.last_mut();
        match place {
            Place::Description => {
                if let Some(operation) = operation {
                    operation.description.end = at;
                }
            }
            Place::Section => {
                if let Some((_, section)) = operation.and_then(|last| last.sections.last_mut()) {
                    section.end = at;
                }
            }
            Place::Model => {
                if let Some(section) = self.models.last_mut() {
                    section.end = at;
                }
            }
            Place::Nothing | Place::Command | Place::Response | Place::Unknown => {}
        }
    }

    fn bullet(&mut self, place: &Place, bullet: Bullet<'a>) {
        let section = match place {
            Place::Section => self
                .operations
                .last_mut()
                .and_then(|last| last.sections.last_mut())
                .map(|(_, section)| section),
            Place::Model => self.models.last_mut(),
            Place::Description | Place::Unknown if types::parse(bullet.code.text).is_some() => {
                match self.heading.take() {
                    Some(heading) if is_like_a_list(heading.text) => self.misspelt.push(heading),
                    // Text of a description stays there.
                    Some(heading) if matches!(place, Place::Unknown) => self.unknown.push(heading),
                    _ => {}
                }
                None
            }
            _ => None,
        };
        if let Some(section) = section {
            section.bullets.push(bullet);
        }
    }

    fn fence(&mut self, place: &Place, fence: Fence<'a>, start: usize) {
        match (place, self.operations.last_mut()) {
            (Place::Command, Some(operation)) => operation.commands.push(fence),
            (Place::Response, Some(operation)) => operation.responses.push(fence),
            _ if !fence.closed => self.unclosed = Some(start..start + "```".len()),
            _ => {}
        }
    }
}
