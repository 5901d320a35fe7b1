//! Pages in Stainless' prose grammar, indented or flattened: read by one grammar into OpenAPI.
//!
//! ```text
//! text ──lexer──▶ marks ──outline──▶ sections ──types──▶ entries ──tree──▶ trees ──schema, openapi──▶ fragments
//! ```
//!
//! A section that cannot be read with certainty is a finding, and its operation is left out; the
//! page's other operations are read all the same.

mod curl;
mod example;
mod lexer;
mod openapi;
mod outline;
mod schema;
mod security;
mod server;
#[cfg(test)]
mod tests;
mod tree;
mod types;

use super::{Endpoint, Fragment, markdown};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{SourceId, Sources, Span, Spanned},
};
use lexer::SectionKind;
use outline::{Operation, Outline};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashSet};
use tree::{Entry, Evidence, Known, Top, Uncertain};
use types::{Fields, Kind};

/// Whether a page is in this format.
pub(super) fn detect(text: &str) -> bool {
    lexer::has_operation(text)
}

/// Reads a page: a fragment for each operation, and one for its domain types.
pub(super) fn read(
    sources: &Sources,
    page: SourceId,
    diagnostics: &mut Diagnostics,
) -> Vec<Fragment> {
    let text = &sources.get(page).text;
    let outline = outline::outline(text);
    for stray in &outline.strays {
        let message = format!("`{}` has no method and path", stray.text);
        diagnostics.push(
            Diagnostic::new(Code::InvalidSection, message)
                .at(Span::new(page, stray.range.clone()), "this part is left out")
                .help("an operation's heading is followed by its method and path, as in **get** `/users`"),
        );
    }
    if let Some(opening) = outline.unclosed.clone() {
        diagnostics.push(markdown::unclosed(Span::new(page, opening)));
    }
    let titles = SectionKind::ALL.map(|kind| format!("`{}`", kind.title())).join(", ");
    let misspelt = outline.misspelt.iter().map(|heading| (Code::InvalidSection, heading));
    let unknown = outline.unknown.iter().map(|heading| (Code::UnreadDescription, heading));
    for (code, heading) in misspelt.chain(unknown) {
        let message = format!("what `{}` lists is not known", heading.text);
        diagnostics.push(
            Diagnostic::new(code, message)
                .at(Span::new(page, heading.range.clone()), "this list is left out")
                .help(format!("the lists of an operation are {titles}")),
        );
    }
    let sections = parse(&outline);
    let reader = Reader { page, text, known: known(&sections), host: server::host(&outline) };
    let mut fragments = Vec::new();
    for (operation, sections) in outline.operations.iter().zip(&sections.operations) {
        match openapi::operation(&reader, operation, sections, diagnostics) {
            Ok(fragment) => fragments.push(fragment),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    fragments.extend(openapi::domain_types(&reader, &outline, &sections.models, diagnostics));
    fragments
}

/// What a page of another form holds in this one.
pub(super) struct Sections {
    pub(super) operations: Vec<Spanned<Endpoint>>,
    /// The names of domain types.
    pub(super) models: Vec<Spanned<String>>,
}

/// Where a page of another form holds operations and domain types in this one.
pub(super) fn sections(page: SourceId, text: &str) -> Sections {
    let outline = outline::outline(text);
    let endpoint = |operation: &Operation<'_>| {
        let method = operation.method.text.to_ascii_uppercase();
        let endpoint = Endpoint { method, path: operation.path.text.to_owned() };
        let range = operation.title.range.start..operation.path.range.end;
        Spanned::new(endpoint, Span::new(page, range))
    };
    let model = |section: &outline::Section<'_>| {
        let heading = text.get(section.heading.clone()).unwrap_or("");
        let name = heading.trim_start_matches(['#', ' ']).trim_end();
        Spanned::new(name.to_owned(), Span::new(page, section.heading.clone()))
    };
    Sections {
        operations: outline.operations.iter().map(endpoint).collect(),
        models: outline.models.iter().map(model).collect(),
    }
}

/// What reading one page needs everywhere.
struct Reader<'a> {
    page: SourceId,
    text: &'a str,
    /// The brace lists of models, for where a model is shown without one.
    known: Known<'a>,
    /// The API's host, from the first command that names one.
    host: Option<String>,
}

/// A section's bullets, or the one that the grammar does not know.
type Parsed<'a> = Result<Vec<Entry>, &'a outline::Bullet<'a>>;

/// All sections' bullets, in the outline's order.
struct ParsedPage<'a> {
    operations: Vec<Vec<(SectionKind, &'a outline::Section<'a>, Parsed<'a>)>>,
    models: Vec<(&'a outline::Section<'a>, Parsed<'a>)>,
}

fn parse<'a>(outline: &'a Outline<'a>) -> ParsedPage<'a> {
    let operation = |operation: &'a Operation<'a>| {
        let sections = operation.sections.iter();
        sections.map(|(kind, section)| (*kind, section, entries(section))).collect()
    };
    ParsedPage {
        operations: outline.operations.iter().map(operation).collect(),
        models: outline.models.iter().map(|section| (section, entries(section))).collect(),
    }
}

/// The bullets that follow the grammar. The others belong to descriptions, unless they look like
/// fields.
fn entries<'a>(section: &'a outline::Section<'a>) -> Parsed<'a> {
    let mut entries = Vec::new();
    for bullet in &section.bullets {
        match types::parse(bullet.code.text) {
            Some(line) => {
                entries.push(Entry { line, range: bullet.range.clone(), depth: bullet.depth });
            }
            None if types::resembles_field(bullet.code.text) => return Err(bullet),
            None => {}
        }
    }
    Ok(entries)
}

/// The brace list of each model that the page shows with one, and always the same.
fn known<'a>(sections: &'a ParsedPage<'a>) -> Known<'a> {
    let operations = sections.operations.iter().flatten().map(|(_, _, entries)| entries);
    let models = sections.models.iter().map(|(_, entries)| entries);
    let mut known: BTreeMap<&str, Option<&Fields>> = BTreeMap::new();
    for entry in operations.chain(models).flatten().flatten() {
        let Some(Kind::Object { name: Some(name), fields: Some(fields) }) =
            entry.line.ty.single().map(|single| &single.kind)
        else {
            continue;
        };
        let first = known.entry(name).or_insert(Some(fields));
        if first.is_some_and(|first| first != fields) {
            *first = None;
        }
    }
    known.into_iter().filter_map(|(name, fields)| Some((name, fields?))).collect()
}

/// A section's bullets as a tree, and the text that belongs to each bullet.
struct Grown<'a> {
    entries: &'a [Entry],
    roots: Vec<tree::Node>,
    descriptions: Vec<schema::Text>,
    /// What stands above the first bullet.
    introduction: schema::Text,
}

impl Reader<'_> {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        Span::new(self.page, range.clone())
    }

    /// Rebuilds a section.
    fn grow<'e>(
        &self,
        section: &outline::Section<'_>,
        parsed: &'e Parsed<'_>,
        top: Top,
        example: Option<&Json>,
        mirror: Option<&Json>,
    ) -> Result<Grown<'e>, Diagnostic> {
        let entries = parsed.as_ref().map_err(|bullet| {
            let message = format!("the type in `{}` is not understood", bullet.code.text);
            Diagnostic::new(Code::InvalidSection, message)
                .at(self.span(&bullet.range), "")
                .help("correct the bullet in the page, if the page is at fault")
        })?;
        let mirror = mirror.map(|mirror| resembling(mirror, entries));
        let evidence = Evidence { text: self.text, example, mirror, known: &self.known };
        let roots = tree::build(entries, top, &evidence)
            .map_err(|uncertain| self.uncertain(uncertain, section))?;
        let (introduction, descriptions) = self.descriptions(section, entries, &roots);
        Ok(Grown { entries, roots, descriptions, introduction })
    }

    /// The text between one bullet of the tree and the next.
    fn descriptions(
        &self,
        section: &outline::Section<'_>,
        entries: &[Entry],
        roots: &[tree::Node],
    ) -> (schema::Text, Vec<schema::Text>) {
        let mut placed = Vec::new();
        place(roots, &mut placed);
        placed.sort_unstable();
        let start = |entry: &usize| entries.get(*entry).map(|entry| entry.range.start);
        let introduced = placed.first().and_then(start).unwrap_or(section.end);
        let mut descriptions = vec![None; entries.len()];
        for (position, entry) in placed.iter().enumerate() {
            let end = placed.get(position + 1).and_then(start).unwrap_or(section.end);
            if let (Some(entry), Some(text)) = (entries.get(*entry), descriptions.get_mut(*entry)) {
                *text = self.prose(entry.range.end..end);
            }
        }
        (self.prose(section.heading.end..introduced), descriptions)
    }

    /// A text on one line, as flattened pages have it; nothing when there is none.
    fn prose(&self, range: std::ops::Range<usize>) -> schema::Text {
        let raw = self.text.get(range.clone())?;
        let words: Vec<_> = raw.split_whitespace().collect();
        let start = range.start + (raw.len() - raw.trim_start().len());
        let end = start + raw.trim().len();
        (!words.is_empty()).then(|| (words.join(" "), start..end))
    }

    fn uncertain(&self, uncertain: Uncertain, section: &outline::Section<'_>) -> Diagnostic {
        let heading =
            self.text.get(section.heading.clone()).unwrap_or("").trim_start_matches(['#', ' ']);
        let message = format!("the structure of `{heading}` is uncertain: {}", uncertain.reason);
        let at = uncertain.at.unwrap_or_else(|| section.heading.clone());
        Diagnostic::new(Code::UncertainStructure, message)
            .at(self.span(&at), "")
            .help("use the page with its line breaks, if there is one, or correct the page")
    }
}

/// The example, or the object in its envelope, that has the most of the bullets' fields.
fn resembling<'j>(example: &'j Json, entries: &[Entry]) -> &'j Json {
    let fields = entries.iter().filter_map(|entry| entry.line.field.as_ref());
    let names: HashSet<&str> = fields.map(|field| field.name.as_str()).collect();
    let shared = |example: &Json| {
        let keys = example.as_object().into_iter().flat_map(|object| object.keys());
        keys.filter(|key| names.contains(key.as_str())).count()
    };
    let inside = example.as_object().into_iter().flat_map(|object| object.values());
    inside.fold(example, |best, each| if shared(each) > shared(best) { each } else { best })
}

fn place(nodes: &[tree::Node], placed: &mut Vec<usize>) {
    for node in nodes {
        placed.push(node.entry);
        place(&node.children, placed);
    }
}
