//! YAML text to nodes: one document, as JSON could say it.

mod offsets;
mod outdented;
mod scalar;
mod spaces;
#[cfg(test)]
mod tests;

use super::{
    Key, MAX_DEPTH, Node, Object, Value,
    parse::{insert, too_deep},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Excerpt, Sources, Span},
};
use offsets::Offsets;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};
use std::collections::BTreeMap;

/// Parses the YAML text that a span marks; what is wrong with it is found at its place.
pub fn parse_yaml(sources: &Sources, span: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    parse_yaml_excerpt(&Excerpt::of(sources, span), diagnostics)
}

/// Parses YAML text; what is wrong with it is found at its place.
pub fn parse_yaml_excerpt(excerpt: &Excerpt<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
    // YAML allows a tab behind a colon, and the parser does not.
    let tabs = excerpt.text().contains(":\t").then(|| excerpt.respelled(":\t", ": "));
    let excerpt = tabs.as_ref().unwrap_or(excerpt);
    let mut found = Diagnostics::new();
    let mut read = read(excerpt, &mut found);
    if let Some((ordinary, first)) = spaces::ordinary(excerpt)
        && read.as_ref().map_or(true, spaces::in_names)
    {
        let mut repaired = Diagnostics::new();
        let message = "no-break spaces indent this line";
        repaired.push(
            Diagnostic::new(Code::Repaired, message)
                .at(first, "read as ordinary spaces")
                .help("put ordinary spaces before the lines of YAML"),
        );
        // Otherwise they are not what is wrong.
        if let Ok(node) = self::read(&ordinary, &mut repaired)
            && !spaces::in_names(&node)
        {
            (read, found) = (Ok(node), repaired);
        }
    }
    diagnostics.extend(found);
    read.map_err(|finding| diagnostics.push(*finding)).ok()
}

fn read(excerpt: &Excerpt<'_>, found: &mut Diagnostics) -> Result<Node> {
    Builder::new(excerpt, found).read().or_else(|finding| {
        let Some(joined) = outdented::joined(excerpt.text()) else { return Err(finding) };
        // What was found up to there is found again.
        *found = Diagnostics::new();
        Builder::new(&excerpt.with_text(joined), found).read()
    })
}

/// What ends the reading.
type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// Turns the parser's events into nodes.
struct Builder<'e, 'd> {
    excerpt: &'e Excerpt<'e>,
    offsets: Offsets<'e>,
    diagnostics: &'d mut Diagnostics,
    root: Option<Node>,
    /// The collections that are open, the outermost first.
    open: Vec<Frame>,
    anchors: BTreeMap<usize, Built>,
    /// How many more nodes aliases may copy.
    budget: usize,
}

/// A collection that is not complete.
struct Frame {
    items: Items,
    start: Span,
    anchor: usize,
    size: Size,
}

enum Items {
    List(Vec<Node>),
    Mapping {
        members: Object,
        /// The key that waits for its value.
        key: Option<MemberKey>,
        /// The mappings behind `<<`, whose members stand in where the mapping has none.
        merged: Vec<Node>,
    },
}

enum MemberKey {
    Named(Key),
    Merge,
}

/// A complete node and how large it is.
#[derive(Clone)]
struct Built {
    node: Node,
    size: Size,
}

#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    /// How many levels there are, this one included.
    depth: usize,
}

const LEAF: Size = Size { nodes: 1, depth: 1 };

impl<'e, 'd> Builder<'e, 'd> {
    fn new(excerpt: &'e Excerpt<'e>, diagnostics: &'d mut Diagnostics) -> Self {
        let text = excerpt.text();
        Self {
            excerpt,
            offsets: Offsets::of(text),
            diagnostics,
            root: None,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            budget: 10 * text.len() + 100_000,
        }
    }

    fn read(mut self) -> Result<Node> {
        // The parser would take it for the end of the text.
        if let Some(nul) = self.excerpt.text().find('\0') {
            return Err(
                invalid("YAML has no NUL character", self.excerpt.span(nul..nul + 1)).into()
            );
        }
        for event in Parser::new_from_str(self.excerpt.text()) {
            let (event, marks) = event.map_err(|error| self.syntax_error(&error))?;
            let span = self.span(marks);
            match event {
                Event::DocumentStart(_) if self.root.is_some() => {
                    let message = "a second YAML document begins here, and is not read";
                    self.diagnostics.push(
                        Diagnostic::new(Code::Repaired, message)
                            .at(span, "")
                            .help("keep one document in a file"),
                    );
                    break;
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.scalar(&text, style, anchor, tag.as_deref(), span)?;
                }
                Event::Alias(anchor) => self.alias(anchor, span)?,
                Event::SequenceStart(anchor, tag) => {
                    self.begin(Items::List(Vec::new()), anchor, tag.as_deref(), span)?;
                }
                Event::MappingStart(anchor, tag) => {
                    let (members, merged) = (Object::default(), Vec::new());
                    let items = Items::Mapping { members, key: None, merged };
                    self.begin(items, anchor, tag.as_deref(), span)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
                _ => {}
            }
        }
        let nothing = || invalid("this YAML says nothing", self.excerpt.span(0..0)).into();
        self.root.ok_or_else(nothing)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<()> {
        let plain = style == ScalarStyle::Plain;
        if let Some(waiting) = self.waiting_for_key() {
            let merge = plain && tag.is_none() && text == "<<";
            *waiting =
                Some(if merge { MemberKey::Merge } else { MemberKey::Named(Key::new(text, span)) });
            let node = Node::string(text, span);
            return self.register(anchor, || Built { node, size: LEAF });
        }
        let value = match tag {
            Some(tag) if is_core(tag, "str") || is_unspecific(tag) => {
                Value::String(text.to_owned())
            }
            Some(tag)
                if !["int", "float", "bool", "null"].iter().any(|name| is_core(tag, name)) =>
            {
                self.diagnostics.push(unknown_tag(tag, span));
                Value::String(text.to_owned())
            }
            None if !plain => Value::String(text.to_owned()),
            _ => scalar::resolve(text).unwrap_or_else(|| {
                self.diagnostics.push(no_form(text, span));
                Value::String(text.to_owned())
            }),
        };
        self.complete(Built { node: Node { value, span }, size: LEAF }, anchor)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<()> {
        let Some(Built { node, size }) = self.anchors.get(&anchor).cloned() else {
            return Err(invalid("this alias stands within what it repeats", span).into());
        };
        self.charge(size.nodes, span)?;
        if self.open.len() + size.depth > MAX_DEPTH {
            return Err(too_deep(span).into());
        }
        match (self.waiting_for_key(), &node.value) {
            (Some(waiting), Value::String(name)) => {
                *waiting = Some(MemberKey::Named(Key::new(name.as_str(), span)));
                Ok(())
            }
            _ => self.complete(Built { node, size }, 0),
        }
    }

    fn begin(&mut self, items: Items, anchor: usize, tag: Option<&Tag>, start: Span) -> Result<()> {
        let expected = if matches!(items, Items::List(_)) { "seq" } else { "map" };
        if let Some(tag) = tag.filter(|tag| !is_core(tag, expected) && !is_unspecific(tag)) {
            self.diagnostics.push(unknown_tag(tag, start));
        }
        if self.waiting_for_key().is_some() {
            return Err(not_a_key(start).into());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(start).into());
        }
        self.open.push(Frame { items, start, anchor, size: LEAF });
        Ok(())
    }

    fn end(&mut self, end: Span) -> Result<()> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let (value, last) = match frame.items {
            Items::List(items) => {
                let last = items.last().map(|item| item.span);
                (Value::Array(items), last)
            }
            Items::Mapping { mut members, merged, .. } => {
                let last = members.last().map(|(_, value)| value.span);
                merge(&mut members, merged)?;
                (Value::Object(members), last)
            }
        };
        // A block collection ends with its last item: the parser knows only where the next begins.
        let end =
            if end.start == end.end { last.map_or(end.end, |last| last.end) } else { end.end };
        let span = Span { end: end.max(frame.start.end), ..frame.start };
        self.complete(Built { node: Node { value, span }, size: frame.size }, frame.anchor)
    }

    /// Puts a complete node where it belongs.
    fn complete(&mut self, built: Built, anchor: usize) -> Result<()> {
        self.register(anchor, || built.clone())?;
        let Built { node, size } = built;
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.size.nodes += size.nodes;
        frame.size.depth = frame.size.depth.max(size.depth + 1);
        match &mut frame.items {
            Items::List(items) => items.push(node),
            Items::Mapping { members, key, merged } => match key.take() {
                Some(MemberKey::Named(key)) => insert(members, key, node, self.diagnostics),
                Some(MemberKey::Merge) => merged.push(node),
                None => return Err(not_a_key(node.span).into()),
            },
        }
        Ok(())
    }

    /// Keeps a copy for the aliases of an anchor; 0 stands for none.
    fn register(&mut self, anchor: usize, built: impl FnOnce() -> Built) -> Result<()> {
        if anchor != 0 {
            let built = built();
            self.charge(built.size.nodes, built.node.span)?;
            self.anchors.insert(anchor, built);
        }
        Ok(())
    }

    fn charge(&mut self, nodes: usize, span: Span) -> Result<()> {
        self.budget = self.budget.checked_sub(nodes).ok_or_else(|| {
            Diagnostic::new(Code::TooLarge, "the aliases of this document repeat too much")
                .at(span, "beyond every sensible size here")
                .help("write out what is repeated, or use `$ref`")
        })?;
        Ok(())
    }

    /// The place for the next key, when a mapping is open and waits for one.
    fn waiting_for_key(&mut self) -> Option<&mut Option<MemberKey>> {
        match &mut self.open.last_mut()?.items {
            Items::Mapping { key, .. } if key.is_none() => Some(key),
            _ => None,
        }
    }

    fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let text = self.excerpt.text();
        let offset = self.offsets.byte(error.marker().index());
        let length =
            text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let span = self.excerpt.span(offset..offset + length);
        // The parser has its own bound for nested brackets, and reads ahead of its events.
        if error.info() == "recursion limit exceeded" {
            return too_deep(span);
        }
        invalid(format!("this is not YAML: {}", error.info()), span)
            .help("correct the YAML in the page, or download the page again")
    }

    fn span(&self, marks: saphyr_parser::Span) -> Span {
        let byte = |mark: saphyr_parser::Marker| self.offsets.byte(mark.index());
        self.excerpt.span(byte(marks.start)..byte(marks.end))
    }
}

/// Adds the members of merged mappings that a mapping does not have itself; the first one counts.
fn merge(members: &mut Object, merged: Vec<Node>) -> Result<()> {
    for node in merged {
        let mappings = match node.value {
            Value::Array(items) => items,
            value => vec![Node { value, span: node.span }],
        };
        for mapping in mappings {
            let Value::Object(inherited) = mapping.value else {
                let message = format!("`<<` merges mappings, and this is {}", mapping.kind());
                return Err(invalid(message, mapping.span).into());
            };
            for (key, value) in inherited {
                members.entry(key).or_insert(value);
            }
        }
    }
    Ok(())
}

fn is_core(tag: &Tag, name: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == name
}

/// The tag `!`: no resolving.
fn is_unspecific(tag: &Tag) -> bool {
    tag.handle.is_empty() && tag.suffix == "!" || tag.handle == "!" && tag.suffix.is_empty()
}

fn no_form(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Repaired, format!("the number `{text}` has no form in JSON"))
        .at(span, "read as text")
        .help("write it in quotes if it is a text")
}

fn unknown_tag(tag: &Tag, span: Span) -> Diagnostic {
    let message = format!("the tag `{tag}` has no meaning in an API description");
    Diagnostic::new(Code::Repaired, message)
        .at(span, "read as if it were not there")
        .help("remove the tag; only those of YAML's core schema are read")
}

fn not_a_key(span: Span) -> Diagnostic {
    invalid("a key must be a text, not a list or a mapping", span)
}

fn invalid(message: impl Into<String>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidYaml, message).at(span, "")
}
