//! References to other files become references into the document.
//!
//! What a reference leads to in another file is copied among the document's components, once for
//! each target; what can be no component, as path items and the operations that some documents split
//! off against the specification, takes the place of the reference. Only files that were given beside
//! the pages are known here: nothing is fetched, and a reference to anything else stays for
//! [`references`](super::references) to find. A path item with something beside its reference refers
//! to a component as well, for [`normalize`](super::normalize) to join the two.

#[cfg(test)]
mod tests;
mod text;

use super::grammar::{Kind, reference, walk_from};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, LONGEST_CHAIN, Node, Object, Pointer, Value, parse_json, parse_yaml},
    source::{SourceId, Sources, Span},
};
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::collections::{HashMap, HashSet};

/// How many nodes of other files are taken over, those that are taken several times included.
const MOST_NODES: usize = 5_000_000;

/// The files that documents may refer to.
pub struct Library<'s> {
    sources: &'s Sources,
    files: HashMap<Utf8PathBuf, SourceId>,
    parsed: HashMap<SourceId, Option<Node>>,
}

impl<'s> Library<'s> {
    /// All files that were given, by their paths.
    pub fn of(sources: &'s Sources, files: impl IntoIterator<Item = SourceId>) -> Self {
        let files = files.into_iter().map(|file| (sources.path(file).to_owned(), file)).collect();
        Self { sources, files, parsed: HashMap::new() }
    }

    /// The file that a path means in another file.
    fn file(&self, path: &str, home: SourceId) -> Option<SourceId> {
        self.files.get(&beside(self.sources.path(home), path)?).copied()
    }

    fn parse(&mut self, file: SourceId, diagnostics: &mut Diagnostics) -> Option<&Node> {
        let sources = self.sources;
        let parse = || {
            let source = sources.get(file);
            let is_json = source.path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
            let parse = if is_json { parse_json } else { parse_yaml };
            parse(sources, Span::new(file, 0..source.text.len()), diagnostics)
        };
        self.parsed.entry(file).or_insert_with(parse).as_ref()
    }
}

/// The path of a file that another refers to; nothing for what is no relative path, or leads out of
/// where the other's path begins.
pub fn beside(home: &Utf8Path, path: &str) -> Option<Utf8PathBuf> {
    if path.is_empty() || path.contains([':', '\\']) || path.starts_with('/') {
        return None;
    }
    let mut found = home.parent().unwrap_or(Utf8Path::new("")).to_owned();
    for component in Utf8Path::new(path).components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if found.file_name().is_some() => drop(found.pop()),
            Utf8Component::Normal(name) => found.push(name),
            _ => return None,
        }
    }
    Some(found)
}

/// A document that takes over what it refers to in other files.
struct Bundle<'l, 's, 'd> {
    library: &'l mut Library<'s>,
    diagnostics: &'d mut Diagnostics,
    /// The document's own file.
    root: SourceId,
    is_swagger: bool,
    /// How each target is referred to now, by the section that it is a component of.
    placed: HashMap<(&'static str, Target), String>,
    /// The components that there are, with what was taken over.
    taken: HashSet<(&'static str, String)>,
    /// What was taken over, and where its own references have still to be followed.
    pending: Vec<Component>,
    budget: usize,
}

/// A place in a file.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Target {
    file: SourceId,
    pointer: Pointer,
}

impl Target {
    fn member(&self, name: &str) -> Self {
        Self { file: self.file, pointer: self.pointer.join(name) }
    }
}

/// Something from another file.
struct Component {
    kind: Kind,
    section: &'static str,
    key: Key,
    node: Node,
    home: SourceId,
}

/// Takes over what a document refers to in other files.
pub fn bundle(
    document: &mut Node,
    source: SourceId,
    library: &mut Library<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut bundle = Bundle {
        library,
        diagnostics,
        root: source,
        is_swagger: document.get("swagger").is_some(),
        placed: HashMap::new(),
        taken: HashSet::new(),
        pending: Vec::new(),
        budget: MOST_NODES,
    };
    bundle.fill_components(document);
    bundle.follow(Kind::Document, document, source, 0);
    while let Some(Component { kind, section, key, mut node, home }) = bundle.pending.pop() {
        bundle.follow(kind, &mut node, home, 0);
        if let Some(components) = bundle.section(document, section) {
            components.insert(key, node);
        }
    }
}

impl Bundle<'_, '_, '_> {
    /// A component that is nothing but a reference to another file is where the file's content
    /// belongs.
    fn fill_components(&mut self, document: &mut Node) {
        for (kind, section, home) in self.fill_sections(document) {
            let components = self.section(document, section).map(std::mem::take);
            let mut components = components.unwrap_or_default();
            for (key, node) in components.iter_mut().filter(|(_, node)| !adds(kind, node)) {
                let mut from = home;
                if let Some((target, found)) = self.target(node, home) {
                    let reference = self.reference(section, &key.name);
                    *node = found;
                    from = target.file;
                    self.placed.entry((section, target)).or_insert(reference);
                }
                // What the document itself says is followed with the rest of it.
                if from != self.root {
                    self.follow(kind, node, from, 0);
                }
            }
            if let Some(emptied) = self.section(document, section) {
                *emptied = components;
            }
        }
    }

    /// Takes over sections that are nothing but a reference to another file, and says which sections
    /// there are and from where. Their components are known from now on, before any is followed,
    /// since those of one section refer to those of others.
    fn fill_sections(&mut self, document: &mut Node) -> Vec<(Kind, &'static str, SourceId)> {
        let root = Target { file: self.root, pointer: Pointer::root() };
        let shared = root.member("components");
        let shared = document.get_mut("components").map(|node| self.fill(node, shared));
        let mut sections = Vec::new();
        for (kind, section) in SECTIONS {
            let parent = if self.is_outermost(section) { Some(&root) } else { shared.as_ref() };
            let Some(parent) = parent.filter(|_| self.has_section(document, section)) else {
                continue;
            };
            let place = parent.member(self.name(section));
            let Some(node) = self.section_node(document, section) else { continue };
            let from = self.fill(node, place);
            for (key, _) in node.members() {
                let reference = self.reference(section, &key.name);
                self.taken.insert((section, key.name.clone()));
                self.placed.entry((section, from.member(&key.name))).or_insert(reference);
            }
            sections.push((kind, section, from.file));
        }
        sections
    }

    /// Puts what another file holds in the place of a node that is nothing but a reference to it, and
    /// says where the node is from.
    fn fill(&mut self, node: &mut Node, mut place: Target) -> Target {
        for _ in 0..LONGEST_CHAIN {
            let is_alone = node.as_object().is_some_and(|members| members.len() == 1);
            let Some((target, found)) = is_alone.then(|| self.target(node, place.file)).flatten()
            else {
                break;
            };
            *node = found;
            place = target;
        }
        place
    }

    /// Follows the references of a node that comes from a file.
    fn follow(&mut self, kind: Kind, node: &mut Node, home: SourceId, depth: usize) {
        // Complete already, so the walk must not meet them.
        let mut written_out = Vec::new();
        walk_from(kind, node, &mut |kind, node, trail| {
            self.fill_texts(kind, node, home);
            let section = section_of(kind, node);
            if kind == Kind::Document || section.is_none() && depth >= LONGEST_CHAIN {
                return;
            }
            let Some((target, mut found)) = self.target(node, home) else { return };
            if let Some(section) = section {
                let reference = self.place(kind, section, target, found);
                set_reference(node, reference);
            } else {
                self.follow(kind, &mut found, target.file, depth + 1);
                node.value = Value::Null;
                written_out.push((trail.pointer(), found));
            }
        });
        for (pointer, found) in written_out {
            if let Some(place) = pointer.find_mut(node) {
                *place = found;
            }
        }
    }

    /// What a reference to another file leads to.
    fn target(&mut self, node: &mut Node, home: SourceId) -> Option<(Target, Node)> {
        let (path, fragment) = split(reference(node)?);
        let file = if path.is_empty() { home } else { self.library.file(path, home)? };
        let local = format!("#{fragment}");
        if file == self.root {
            set_reference(node, local);
            return None;
        }
        let pointer = Pointer::parse(&local)?;
        let found = pointer.find(self.library.parse(file, self.diagnostics)?)?.clone();
        self.charge(&found)?;
        Some((Target { file, pointer }, found))
    }

    /// Makes something a component, and says how to refer to it.
    fn place(&mut self, kind: Kind, section: &'static str, target: Target, node: Node) -> String {
        let home = target.file;
        let stem = self.library.sources.path(home).file_stem().unwrap_or("file").to_owned();
        let last = target.pointer.tokens().last().unwrap_or_else(|| stem.clone());
        let target = (section, target);
        if let Some(reference) = self.placed.get(&target) {
            return reference.clone();
        }
        let numbered = (2..).map(|number| format!("{last}_{number}"));
        let mut names = [last.clone(), format!("{stem}.{last}")].into_iter().chain(numbered);
        let free = |name: &String| self.taken.insert((section, name.clone()));
        let name = names.find(free).unwrap_or(last);
        let reference = self.reference(section, &name);
        let key = Key::new(name, node.span);
        self.pending.push(Component { kind, section, key, node, home });
        self.placed.insert(target, reference.clone());
        reference
    }

    /// How the document refers to one of its components.
    fn reference(&self, section: &'static str, name: &str) -> String {
        let root = Pointer::root();
        let root = if self.is_outermost(section) { root } else { root.join("components") };
        format!("#{}", root.join(self.name(section)).join(name))
    }

    /// What a section is called in the document's dialect.
    fn name(&self, section: &'static str) -> &'static str {
        if self.is_swagger && section == "schemas" { "definitions" } else { section }
    }

    /// Whether a section stands in the document itself. Swagger 2.0 knows no path items to share:
    /// they stand where later versions have them, until they are written out.
    fn is_outermost(&self, section: &'static str) -> bool {
        self.is_swagger && section != PATH_ITEMS
    }

    fn has_section(&self, document: &Node, section: &'static str) -> bool {
        let outermost = self.is_outermost(section);
        let parent = if outermost { Some(document) } else { document.get("components") };
        parent.is_some_and(|it| it.get(self.name(section)).is_some())
    }

    /// A section of the components, which is there from now on.
    fn section<'n>(&self, document: &'n mut Node, section: &'static str) -> Option<&'n mut Object> {
        self.section_node(document, section)?.as_object_mut()
    }

    fn section_node<'n>(
        &self,
        document: &'n mut Node,
        section: &'static str,
    ) -> Option<&'n mut Node> {
        let outermost = self.is_outermost(section);
        let parent = if outermost { document } else { member(document, "components")? };
        member(parent, self.name(section))
    }

    fn charge(&mut self, node: &Node) -> Option<()> {
        self.spend(node.count(), node.span)
    }

    /// Takes over so many nodes, if they are not too many.
    fn spend(&mut self, nodes: usize, span: Span) -> Option<()> {
        let left = self.budget.checked_sub(nodes);
        if left.is_none() && self.budget > 0 {
            self.budget = 0;
            self.diagnostics.push(
                Diagnostic::new(Code::TooLarge, "the files that are referred to repeat too much")
                    .at(span, "beyond every sensible size here")
                    .help("look whether the document is what it should be"),
            );
        }
        self.budget = left?;
        Some(())
    }
}

/// What can be a component.
const SECTIONS: [(Kind, &str); 7] = [
    (Kind::Schema, "schemas"),
    (Kind::Parameter, "parameters"),
    (Kind::Response, "responses"),
    (Kind::RequestBody, "requestBodies"),
    (Kind::Header, "headers"),
    (Kind::SecurityScheme, "securitySchemes"),
    (Kind::PathItem, PATH_ITEMS),
];

/// The section of what is shared by paths.
const PATH_ITEMS: &str = "pathItems";

/// The section of the components that what a node refers to belongs in, if it does not take the
/// place of the reference.
fn section_of(kind: Kind, node: &Node) -> Option<&'static str> {
    let is_component = kind != Kind::PathItem || adds(kind, node);
    let section = SECTIONS.into_iter().find(|(known, _)| *known == kind)?.1;
    is_component.then_some(section)
}

/// Whether a node adds something to what it refers to.
fn adds(kind: Kind, node: &Node) -> bool {
    kind == Kind::PathItem && node.as_object().is_some_and(|members| members.len() > 1)
}

/// A member, which is there from now on.
fn member<'n>(node: &'n mut Node, name: &str) -> Option<&'n mut Node> {
    let span = node.span;
    let members = node.as_object_mut()?;
    Some(members.entry(Key::new(name, span)).or_insert_with(|| Node::object([], span)))
}

fn set_reference(node: &mut Node, target: String) {
    if let Some(reference) = node.get_mut("$ref") {
        reference.value = Value::String(target);
    }
}

/// A reference's file and the place in it.
fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The paths in a text's references to other files. Some may be no references: this reads no
/// structure, so that a text need not be parsed to know which others it needs.
pub fn paths(text: &str) -> impl Iterator<Item = &str> {
    // To look for one byte is much cheaper than for a word.
    text.match_indices('$').filter_map(|(at, _)| {
        let rest = text.get(at..)?.strip_prefix("$ref")?;
        let rest = rest.trim_start_matches(['"', '\'']).trim_start();
        let value = rest.strip_prefix(':')?.trim_start().trim_start_matches(['"', '\'']);
        // A colon ends what is no path of ours, so that no text is looked through twice.
        let end = value.find(['"', '\'', '\n', '\r', '#', ',', '}', ':']).unwrap_or(value.len());
        let (path, behind) = value.split_at_checked(end)?;
        let path = path.trim();
        (!path.is_empty() && !behind.starts_with(':')).then_some(path)
    })
}
