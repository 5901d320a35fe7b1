//! Where an example departs from its schema, so that whoever compares what came back can tell the
//! document's mistake from ours.
//!
//! This reads the document alone, and nothing that the generator made of it.

use super::{Placed, REFERENCES, child, target};
use codegen::json::{Node, Pointer, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// In which way an example departs from its schema at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Departure {
    /// A member that the schema does not list.
    Undeclared,
    /// A member is not there, and the schema requires it.
    Missing,
    /// It is `null`, which the schema does not allow.
    Null,
    /// It is of another type than the schema's.
    Type,
}

/// The departures of a value, by their places in it.
///
/// What any alternative of a union allows is allowed, and only what every one requires is required:
/// a place that is no departure may still be one for the alternative that was meant; never the other
/// way round.
pub(super) fn departures<'a>(
    root: &'a Node,
    schema: &Placed<'a>,
    value: &'a Node,
) -> BTreeMap<String, Departure> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), Vec::new(), value, vec![schema.clone()])];
    while let Some((at, steps, value, schemas)) = open.pop() {
        let schemas = Schemas::of(root, schemas);
        if let Some(departure) = schemas.departure(value) {
            found.insert(at, departure);
            continue;
        }
        match &value.value {
            Value::Object(members) => {
                for (key, member) in members {
                    let at = format!("{at}/{}", key.name);
                    let steps = [steps.as_slice(), &[Step::Member(&key.name)]].concat();
                    match schemas.of_member(&key.name) {
                        Some(inside) => open.push((at, steps, member, inside)),
                        None => drop(found.insert(at, Departure::Undeclared)),
                    }
                }
                let required = required(root, schema.clone(), &steps);
                let missing = required.into_iter().filter(|name| value.get(name).is_none());
                found.extend(missing.map(|name| (format!("{at}/{name}"), Departure::Missing)));
            }
            Value::Array(items) => {
                let inside = schemas.children("items");
                let steps = [steps.as_slice(), &[Step::Item]].concat();
                open.extend(items.iter().enumerate().map(|(index, item)| {
                    (format!("{at}/{index}"), steps.clone(), item, inside.clone())
                }));
            }
            _ => {}
        }
    }
    found
}

/// All schemas that have a say at one place: references followed, compositions opened.
struct Schemas<'a>(Vec<Placed<'a>>);

impl<'a> Schemas<'a> {
    fn of(root: &'a Node, mut open: Vec<Placed<'a>>) -> Self {
        let mut seen: BTreeSet<Pointer> = BTreeSet::new();
        let mut all = Vec::new();
        while let Some(schema) = open.pop() {
            let Some(schema) = target(root, schema, REFERENCES) else { continue };
            if !seen.insert(schema.0.clone()) {
                continue;
            }
            let inner = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|of| child(&schema, of));
            open.extend(inner.flat_map(items));
            all.push(schema);
        }
        Self(all)
    }

    fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.0.iter().map(|(_, node)| *node)
    }

    /// How a value itself departs, whatever it holds.
    fn departure(&self, value: &Node) -> Option<Departure> {
        let mut types = self.nodes().filter_map(kind).peekable();
        if types.peek().is_none() || self.nodes().any(says_nothing) {
            return None;
        }
        if let Value::Null = value.value {
            let nullable = |node: &Node| node.get("nullable").and_then(Node::as_bool) == Some(true);
            return (!self.nodes().any(nullable)).then_some(Departure::Null);
        }
        (!types.any(|kind| fits(kind, value))).then_some(Departure::Type)
    }

    /// The schemas of a member; nothing, where none of these knows it.
    fn of_member(&self, name: &str) -> Option<Vec<Placed<'a>>> {
        let named = self.0.iter().filter_map(|it| child(&child(it, "properties")?, name));
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

    fn children(&self, name: &str) -> Vec<Placed<'a>> {
        self.0.iter().filter_map(|schema| child(schema, name)).collect()
    }
}

/// A step into a value.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Item,
}

/// The members that a schema requires of the object at some place of its values, whichever
/// alternative is meant there and above.
fn required<'a>(root: &'a Node, schema: Placed<'a>, steps: &[Step<'_>]) -> BTreeSet<&'a str> {
    Requirements { root, known: BTreeMap::new() }.of(schema, steps)
}

struct Requirements<'a> {
    root: &'a Node,
    /// Of a schema, with so many steps to go; nothing of one that is being looked at, which a schema
    /// that holds itself leads to.
    known: BTreeMap<(Pointer, usize), BTreeSet<&'a str>>,
}

impl<'a> Requirements<'a> {
    fn of(&mut self, schema: Placed<'a>, steps: &[Step<'_>]) -> BTreeSet<&'a str> {
        let Some(schema) = target(self.root, schema, REFERENCES) else { return BTreeSet::new() };
        let key = (schema.0.clone(), steps.len());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        self.known.insert(key.clone(), BTreeSet::new());
        let mut names = self.own(&schema, steps);
        for part in child(&schema, "allOf").into_iter().flat_map(items) {
            names.extend(self.of(part, steps));
        }
        for choice in ["oneOf", "anyOf"].into_iter().filter_map(|of| child(&schema, of)) {
            names.extend(self.of_each(choice, steps));
        }
        self.known.insert(key, names.clone());
        names
    }

    /// What a schema requires by itself.
    fn own(&mut self, schema: &Placed<'a>, steps: &[Step<'_>]) -> BTreeSet<&'a str> {
        let Some((step, rest)) = steps.split_first() else {
            let names = schema.1.get("required").and_then(Node::as_array).unwrap_or_default();
            return names.iter().filter_map(Node::as_str).collect();
        };
        let inside = match step {
            Step::Member(name) => child(schema, "properties")
                .and_then(|properties| child(&properties, name))
                .or_else(|| child(schema, "additionalProperties")),
            Step::Item => child(schema, "items"),
        };
        inside.map(|inside| self.of(inside, rest)).unwrap_or_default()
    }

    /// What all alternatives require that the value can be one of.
    fn of_each(&mut self, choice: Placed<'a>, steps: &[Step<'_>]) -> BTreeSet<&'a str> {
        let is = if let [Step::Item, ..] = steps { "array" } else { "object" };
        let can_be = |(_, node): &Placed<'a>| kind(node).is_none_or(|kind| kind == is);
        let alternatives = items(choice).filter_map(|it| target(self.root, it, REFERENCES));
        let alternatives: Vec<_> = alternatives.filter(can_be).collect();
        let sets = alternatives.into_iter().map(|it| self.of(it, steps));
        sets.reduce(|one, other| &one & &other).unwrap_or_default()
    }
}

/// The items of a list.
fn items((pointer, list): Placed<'_>) -> impl Iterator<Item = Placed<'_>> {
    let items = list.as_array().unwrap_or_default().iter().enumerate();
    items.map(move |(index, item)| (pointer.join(index), item))
}

/// The type that a schema names, or else the one that its keywords are about.
fn kind(schema: &Node) -> Option<&str> {
    let about = |keyword: &str, kind: &'static str| schema.get(keyword).map(|_| kind);
    let named = schema.get("type").and_then(Node::as_str);
    named.or_else(|| about("properties", "object")).or_else(|| about("items", "array"))
}

/// Whether a schema allows everything.
fn says_nothing(schema: &Node) -> bool {
    const SAYING: [&str; 8] =
        ["type", "properties", "items", "allOf", "oneOf", "anyOf", "enum", "required"];
    SAYING.iter().all(|keyword| schema.get(keyword).is_none())
}

fn fits(kind: &str, value: &Node) -> bool {
    match (kind, &value.value) {
        ("integer", Value::Number(number)) => {
            number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        ("object", Value::Object(_))
        | ("array", Value::Array(_))
        | ("string", Value::String(_))
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use codegen::source::{Sources, Span};
    use serde_json::json;

    fn found(schema: &serde_json::Value, value: &serde_json::Value) -> Vec<(String, Departure)> {
        let mut root = json!({ "schema": schema });
        root["named"] = json!({"type": "string"});
        root["one"] = json!({"required": ["x", "y"], "properties": {"x": {}, "y": {}}});
        let (root, value) = (node(&root), node(value));
        let schema = (Pointer::root().join("schema"), root.get("schema").unwrap());
        departures(&root, &schema, &value).into_iter().collect()
    }

    /// Where a test's values stand counts for nothing.
    fn span() -> Span {
        Span::new(Sources::new().add("test.json", ""), 0..0)
    }

    fn node(json: &serde_json::Value) -> Node {
        Node::from_json(json, span())
    }

    #[test]
    fn each_departure_is_found_where_it_is() {
        let schema = json!({
            "required": ["a", "b"],
            "properties": {
                "a": {"type": "string"}, "c": {"type": "string"}, "d": {"type": "integer"},
            },
        });
        let value = json!({"a": "x", "c": null, "d": "1", "e": 5});
        let places = [
            ("/b", Departure::Missing),
            ("/c", Departure::Null),
            ("/d", Departure::Type),
            ("/e", Departure::Undeclared),
        ];
        assert_eq!(found(&schema, &value), places.map(|(at, it)| (at.to_owned(), it)));
    }

    #[test]
    fn what_any_alternative_or_part_allows_is_none() {
        let schema = json!({
            "allOf": [{"properties": {"a": {"$ref": "#/named"}}}],
            "oneOf": [
                {"properties": {"b": {"type": "integer"}}},
                {"properties": {"b": {"type": "string", "nullable": true}}},
            ],
        });
        assert_eq!(found(&schema, &json!({"a": "x", "b": 1.0})), []);
        assert_eq!(found(&schema, &json!({"a": "x", "b": null})), []);
    }

    #[test]
    fn what_no_alternative_and_no_part_allows_is_found() {
        let schema = json!({
            "nullable": true,
            "allOf": [{"properties": {"a": {"$ref": "#/named"}}}],
            "oneOf": [{"required": ["b"], "properties": {"b": {"type": "integer"}}}],
        });
        let places =
            [("/a", Departure::Type), ("/b", Departure::Missing), ("/c", Departure::Undeclared)];
        let places = places.map(|(at, it)| (at.to_owned(), it));
        assert_eq!(found(&schema, &json!({"a": 1, "c": 1})), places);
    }

    #[test]
    fn only_what_every_alternative_requires_is_missing() {
        let schema = json!({"oneOf": [
            {"required": ["kind", "a"], "properties": {"kind": {}, "a": {}, "in": {"$ref": "#/one"}}},
            {"allOf": [
                {"required": ["kind"]},
                {"required": ["b"], "properties": {"kind": {}, "b": {}, "in": {"required": ["y"]}}},
            ]},
            {"type": "string"},
        ]});
        assert_eq!(found(&schema, &json!({"kind": 1, "a": 1})), []);
        assert_eq!(found(&schema, &json!({"kind": 1, "b": 1})), []);
        let missing = |at: &str| (at.to_owned(), Departure::Missing);
        assert_eq!(found(&schema, &json!({"in": {}})), [missing("/in/y"), missing("/kind")]);
        assert_eq!(found(&schema, &json!({"kind": 1, "in": {"y": 1}})), []);
    }

    #[test]
    fn maps_and_what_is_not_described_hold_anything() {
        let list = json!({"type": "array", "items": {"type": "object"}});
        assert_eq!(found(&list, &json!([{"a": 1}])), []);
        let open = json!({"properties": {"a": {}}, "additionalProperties": true});
        assert_eq!(found(&open, &json!({"a": [null], "b": 1})), []);
        let map = json!({"type": "object", "additionalProperties": {"type": "string"}});
        assert_eq!(found(&map, &json!({"a": 1})), [("/a".to_owned(), Departure::Type)]);
    }

    #[test]
    fn a_schema_that_refers_to_itself_has_an_end() {
        let schema = json!({"allOf": [{"$ref": "#/schema"}], "type": "string"});
        assert_eq!(found(&schema, &json!(1)), [(String::new(), Departure::Type)]);
    }
}
