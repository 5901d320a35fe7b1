//! All that holds for a value at its place, as one.

use super::{
    super::{Placed, child, target},
    Departure,
};
use codegen::json::{LONGEST_CHAIN, Node, Pointer, Value};
use std::collections::BTreeSet;

/// Schemas that all hold for a value: references followed, compositions opened.
#[derive(Default)]
pub(super) struct Whole<'a> {
    pub(super) parts: Vec<Placed<'a>>,
    pub(super) seen: BTreeSet<Pointer>,
    /// The alternatives of which some hold as well.
    pub(super) choices: Vec<Placed<'a>>,
}

impl<'a> Whole<'a> {
    pub(super) fn add(&mut self, root: &'a Node, mut open: Vec<Placed<'a>>) {
        while let Some(schema) = open.pop() {
            let Some(schema) = target(root, schema, LONGEST_CHAIN) else { continue };
            if !self.seen.insert(schema.0.clone()) {
                continue;
            }
            open.extend(child(&schema, "allOf").into_iter().flat_map(items));
            self.choices.extend(["oneOf", "anyOf"].into_iter().filter_map(|of| child(&schema, of)));
            self.parts.push(schema);
        }
    }

    pub(super) fn join(&mut self, parts: &[Placed<'a>]) {
        let new = parts.iter().filter(|(pointer, _)| self.seen.insert(pointer.clone()));
        self.parts.extend(new.cloned());
    }

    fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.parts.iter().map(|(_, node)| *node)
    }

    /// How a value itself departs, whatever it holds.
    pub(super) fn departure(&self, value: &Node) -> Option<Departure> {
        let mut typed = self.nodes().filter(|node| kind(node).is_some()).peekable();
        typed.peek()?;
        if let Value::Null = value.value {
            let nullable = |node: &Node| node.get("nullable").and_then(Node::as_bool) == Some(true);
            return (!self.nodes().any(nullable)).then_some(Departure::Null);
        }
        (!typed.all(|schema| fits(schema, value))).then_some(Departure::Type)
    }

    /// The schemas of a member; nothing, where none of these knows it.
    pub(super) fn member(&self, name: &str) -> Option<Vec<Placed<'a>>> {
        let named = self.parts.iter().filter_map(|it| child(&child(it, "properties")?, name));
        let named: Vec<_> = named.collect();
        if !named.is_empty() {
            return Some(named);
        }
        let others = self.children("additionalProperties");
        let is_map = self.nodes().all(|node| {
            let has_members =
                node.get("properties").is_some_and(|properties| properties.count() > 0);
            !has_members && node.get("additionalProperties").and_then(Node::as_bool) != Some(false)
        });
        let is_open = |(_, node): &Placed<'a>| node.as_bool() != Some(false);
        (is_map || others.iter().any(is_open)).then_some(others)
    }

    pub(super) fn children(&self, name: &str) -> Vec<Placed<'a>> {
        self.parts.iter().filter_map(|schema| child(schema, name)).collect()
    }

    /// The members that an object must have.
    pub(super) fn required(&self) -> impl Iterator<Item = &'a str> {
        let lists = self.nodes().filter_map(|node| node.get("required")?.as_array());
        lists.flatten().filter_map(Node::as_str)
    }
}

/// The items of a list.
pub(super) fn items((pointer, list): Placed<'_>) -> impl Iterator<Item = Placed<'_>> {
    let items = list.as_array().unwrap_or_default().iter().enumerate();
    items.map(move |(index, item)| (pointer.item(index), item))
}

/// The type that a schema names, or else the one that its keywords are about.
fn kind(schema: &Node) -> Option<&str> {
    let about = |keyword: &str, kind: &'static str| schema.get(keyword).map(|_| kind);
    let named = schema.get("type").and_then(Node::as_str);
    named.or_else(|| about("properties", "object")).or_else(|| about("items", "array"))
}

/// Whether a value is of the type that a schema has.
fn fits(schema: &Node, value: &Node) -> bool {
    let format = schema.get("format").and_then(Node::as_str);
    match (kind(schema), &value.value) {
        (Some("integer"), Value::Number(number)) => number.as_f64().is_some_and(|number| {
            let range = match format {
                Some("int32") => f64::from(i32::MIN)..=f64::from(i32::MAX),
                Some("uint32") => 0.0..=f64::from(u32::MAX),
                _ => f64::NEG_INFINITY..=f64::INFINITY,
            };
            number.fract() == 0.0 && range.contains(&number)
        }),
        (Some("object"), Value::Object(_))
        | (Some("array"), Value::Array(_))
        | (Some("string"), Value::String(_))
        | (Some("boolean"), Value::Bool(_))
        | (Some("number"), Value::Number(_)) => true,
        _ => false,
    }
}
