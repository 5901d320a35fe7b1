//! Trees to schemas.
//!
//! A model that the page refers to by name becomes a component, without the description that
//! stands where it is used: so it is the same on every page that shows it. An alternative whose
//! name only titles it stays where it is.

mod components;
mod node;

use super::{
    tree::{Entry, Node as Branch, NodeRole, Uncertain},
    types::{Alternative, Fields, Kind, Line, Type},
};
use crate::{
    json::{Key, Node, Object, Value},
    source::{SourceId, Span},
};
use components::{Components, Unknown};
use node::{enumeration, nullable, object, scalar_schema, size, with};
use std::{collections::HashMap, ops::Range};

/// A text and where it stands.
pub(super) type Text = Option<(String, Range<usize>)>;

/// The schemas of an operation, while they are made.
pub(super) struct Schemas {
    source: SourceId,
    components: Components,
    size: usize,
}

/// The bullets of one section, and what the schemas need to know of them.
pub(super) struct Section<'t> {
    pub(super) entries: &'t [Entry],
    pub(super) descriptions: &'t [Text],
    /// Objects shown so far; nothing where two of the same look differ.
    pub(super) shown: HashMap<(Option<&'t str>, &'t Fields), Option<Node>>,
}

/// What a bullet's name is good for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// A model that is known by this name everywhere.
    Model,
    /// A title for what stands here.
    Title,
}

type Built<T = Node> = Result<T, Uncertain>;

/// No operation's schemas have more nodes than this.
const LARGEST: usize = 200_000;

impl Schemas {
    pub(super) fn new(source: SourceId) -> Self {
        Self { source, components: Components::default(), size: 0 }
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.clone())
    }

    /// The components, by name, and the models that are empty among them.
    pub(super) fn finish(self) -> (Vec<(Key, Node)>, Vec<Unknown>) {
        self.components.finish()
    }

    /// A whole section as one schema: an object of its fields, or its alternatives.
    pub(super) fn whole(
        &mut self,
        section: &mut Section<'_>,
        roots: &[Branch],
        heading: &Range<usize>,
    ) -> Built {
        if let [root] = roots
            && root.role == NodeRole::Variant
        {
            let entry = entry(section, root)?;
            let node = self.line(section, root, Naming::Model)?;
            return Ok(nullable(node, entry.line.ty.nullable, self.span(&entry.range)));
        }
        self.children(section, roots, &[], self.span(heading))
    }

    /// A field's schema, with its description when it is to carry one.
    pub(super) fn field(
        &mut self,
        section: &mut Section<'_>,
        branch: &Branch,
        described: bool,
    ) -> Built {
        let entry = entry(section, branch)?;
        let span = self.span(&entry.range);
        let node =
            nullable(self.line(section, branch, Naming::Model)?, entry.line.ty.nullable, span);
        let text = section.descriptions.get(branch.entry).and_then(Option::as_ref);
        match text.filter(|_| described) {
            Some((text, range)) => {
                Ok(with(node, "description", Node::string(text.as_str(), self.span(range)), span))
            }
            None => Ok(node),
        }
    }

    fn line(&mut self, section: &mut Section<'_>, branch: &Branch, naming: Naming) -> Built {
        let Entry { line, range, .. } = entry(section, branch)?;
        let span = self.span(range);
        let Some(alias) = &line.alias else {
            return self.ty(section, &line.ty, &branch.children, naming, span);
        };
        let enumerated = line.ty.single().is_none_or(|each| matches!(each.kind, Kind::Literal(_)));
        if branch.children.is_empty() && enumerated {
            return self.components.refer(alias, span);
        }
        let node = self.ty(section, &line.ty, &branch.children, Naming::Title, span)?;
        self.name(alias, node, naming, span)
    }

    fn ty<'t>(
        &mut self,
        section: &mut Section<'t>,
        ty: &'t Type,
        children: &[Branch],
        naming: Naming,
        span: Span,
    ) -> Built {
        self.grow(1, span)?;
        let head = ty.alternatives.first().map_or(0, |head| head.arrays);
        let (node, arrays) = if let Some(single) = ty.single() {
            (self.kind(section, &single.kind, children, naming, span)?, head)
        } else {
            let arrays = head - spanned(section, children).min(head);
            (self.children(section, children, &ty.alternatives, span)?, arrays)
        };
        // Each list costs a level of the document.
        self.grow(arrays, span)?;
        if arrays > 16 {
            return Err(uncertain(span, "the lists are nested too deeply"));
        }
        Ok((0..arrays).fold(node, |items, _| {
            object([("type", Node::string("array", span)), ("items", items)], span)
        }))
    }

    fn kind<'t>(
        &mut self,
        section: &mut Section<'t>,
        kind: &'t Kind,
        children: &[Branch],
        naming: Naming,
        span: Span,
    ) -> Built {
        Ok(match kind {
            Kind::Literal(literal) => enumeration(&[(literal, span)], span),
            Kind::Scalar(scalar) => scalar_schema(*scalar, span),
            Kind::Map(inner) => {
                let values = self.ty(section, inner, children, naming, span)?;
                let values = nullable(values, inner.nullable, span);
                object(
                    [("type", Node::string("object", span)), ("additionalProperties", values)],
                    span,
                )
            }
            Kind::Object { name, fields } => {
                self.object(section, (name.as_deref(), fields.as_ref()), children, naming, span)?
            }
            Kind::Model(name) if children.is_empty() => self.components.refer(name, span)?,
            Kind::Model(name) => {
                let node = self.children(section, children, &[], span)?;
                self.name(name, node, Naming::Model, span)?
            }
            Kind::More(_) => Node::object([], span),
        })
    }

    fn object<'t>(
        &mut self,
        section: &mut Section<'t>,
        (name, fields): (Option<&'t str>, Option<&'t Fields>),
        children: &[Branch],
        naming: Naming,
        span: Span,
    ) -> Built {
        let fields = fields.filter(|fields| fields.count() > 0);
        let node = match (fields, name) {
            (None, _) => object([("type", Node::string("object", span))], span),
            (Some(_), Some(name)) if children.is_empty() && naming == Naming::Model => {
                return self.components.refer(name, span);
            }
            (Some(fields), _) if children.is_empty() => self.again(section, name, fields, span)?,
            (Some(_), _) => self.children(section, children, &[], span)?,
        };
        if let Some(fields) = fields.filter(|_| !children.is_empty()) {
            let known = section.shown.entry((name, fields)).or_insert_with(|| Some(node.clone()));
            if known.as_ref().is_some_and(|known| *known != node) {
                *known = None;
            }
        }
        Ok(match name {
            Some(name) => self.name(name, node, naming, span)?,
            None => node,
        })
    }

    /// An object that was shown before and is not shown again.
    fn again(
        &mut self,
        section: &Section<'_>,
        name: Option<&str>,
        fields: &Fields,
        span: Span,
    ) -> Built {
        match (section.shown.get(&(name, fields)), name) {
            (Some(Some(node)), _) => {
                self.grow(size(node), span)?;
                Ok(node.clone())
            }
            (None, Some(name)) => self.components.refer(name, span),
            (Some(None), _) => Err(uncertain(span, "different objects look like this one")),
            (None, None) => Err(uncertain(span, "the object was not shown before")),
        }
    }

    /// What a list of bullets describes: an object, an enumeration, or alternatives.
    fn children(
        &mut self,
        section: &mut Section<'_>,
        children: &[Branch],
        header: &[Alternative],
        span: Span,
    ) -> Built {
        match children.first().map(|first| first.role) {
            None | Some(NodeRole::Field) => self.fields(section, children, span),
            Some(NodeRole::Leaf) => Ok(self.leaves(section, children, span)),
            Some(NodeRole::Variant) => {
                let mut variants = Vec::new();
                for child in children {
                    let entry = entry(section, child)?;
                    let naming = naming(&entry.line, header);
                    let own = self.span(&entry.range);
                    let node =
                        nullable(self.line(section, child, naming)?, entry.line.ty.nullable, own);
                    let text = section.descriptions.get(child.entry).and_then(Option::as_ref);
                    variants.push(match text {
                        Some((text, range)) => {
                            let text = Node::string(text.as_str(), self.span(range));
                            with(node, "description", text, own)
                        }
                        None => node,
                    });
                }
                Ok(object([("oneOf", Node::new(Value::Array(variants), span))], span))
            }
        }
    }

    fn fields(&mut self, section: &mut Section<'_>, children: &[Branch], span: Span) -> Built {
        let mut properties = Object::default();
        let mut required = Vec::new();
        for child in children {
            let entry = entry(section, child)?;
            let own = self.span(&entry.range);
            let Some(field) = &entry.line.field else {
                return Err(uncertain(own, "fields and alternatives stand side by side"));
            };
            if !field.optional {
                required.push(Node::string(field.name.as_str(), own));
            }
            let node = self.field(section, child, true)?;
            if properties.insert(Key::new(field.name.as_str(), own), node).is_some() {
                return Err(uncertain(own, "the object has this field twice"));
            }
        }
        let mut members = vec![
            ("type", Node::string("object", span)),
            ("properties", Node::new(Value::Object(properties), span)),
        ];
        if !required.is_empty() {
            members.push(("required", Node::new(Value::Array(required), span)));
        }
        Ok(object(members, span))
    }

    fn leaves(&self, section: &Section<'_>, children: &[Branch], span: Span) -> Node {
        let entries = || children.iter().filter_map(|child| section.entries.get(child.entry));
        let literals: Vec<_> = entries()
            .filter_map(|entry| match &entry.line.ty.single()?.kind {
                Kind::Literal(literal) => Some((literal, self.span(&entry.range))),
                _ => None,
            })
            .collect();
        let mut node = enumeration(&literals, span);
        let texts: Vec<_> =
            children.iter().map(|child| section.descriptions.get(child.entry)?.as_ref()).collect();
        if texts.iter().any(Option::is_some) {
            let texts = texts.into_iter().map(|text| match text {
                Some((text, range)) => Node::string(text.as_str(), self.span(range)),
                None => Node::string("", span),
            });
            node = with(
                node,
                "x-enum-descriptions",
                Node::new(Value::Array(texts.collect()), span),
                span,
            );
        }
        node
    }

    fn name(&mut self, name: &str, node: Node, naming: Naming, span: Span) -> Built {
        match naming {
            Naming::Model => self.components.model(name, node, span),
            Naming::Title => Ok(self.components.title(name, node, span)),
        }
    }

    fn grow(&mut self, size: usize, span: Span) -> Built<()> {
        self.size = self.size.saturating_add(size);
        if self.size > LARGEST {
            return Err(uncertain(span, "the schema repeats itself beyond every sensible bound"));
        }
        Ok(())
    }
}

fn entry<'t>(section: &Section<'t>, branch: &Branch) -> Built<&'t Entry> {
    let missing = || Uncertain { at: None, reason: "a bullet is missing".to_owned() };
    section.entries.get(branch.entry).ok_or_else(missing)
}

fn uncertain(span: Span, reason: &str) -> Uncertain {
    Uncertain { at: Some(span.range()), reason: reason.to_owned() }
}

/// How many arrays of the header the first child repeats: it is then the whole and not an item.
fn spanned(section: &Section<'_>, children: &[Branch]) -> usize {
    let first = children.first().and_then(|first| section.entries.get(first.entry));
    let line = first.map(|entry| &entry.line).filter(|line| line.alias.is_none());
    line.and_then(|line| line.ty.alternatives.first()).map_or(0, |first| first.arrays)
}

/// A name stands for a model where the header refers to it by name.
fn naming(line: &Line, header: &[Alternative]) -> Naming {
    let Some(name) = line.model() else { return Naming::Title };
    let model = |each: &Alternative| matches!(&each.kind, Kind::Model(_));
    let named = header.iter().any(|each| matches!(&each.kind, Kind::Model(own) if own == name));
    let hidden = header.windows(2).any(|pair| match pair {
        [before, more] => model(before) && matches!(more.kind, Kind::More(_)),
        _ => false,
    });
    let inline = line.fields().is_some_and(|fields| {
        header.iter().any(
            |each| matches!(&each.kind, Kind::Object { fields: Some(own), .. } if own == fields),
        )
    });
    if named || (hidden && !inline && line.alias.is_none()) { Naming::Model } else { Naming::Title }
}
