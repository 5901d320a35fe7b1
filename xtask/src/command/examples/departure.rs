//! Where an example departs from its schema, so that whoever compares what came back can tell the
//! document's mistake from ours.
//!
//! This reads the document alone, and nothing that the generator made of it.

mod whole;

use super::{Placed, target};
use codegen::json::{LONGEST_CHAIN, Node, Pointer, Value};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};
use whole::{Whole, items};

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
pub(crate) type Departures = BTreeMap<String, Departure>;

/// Finds the departures of a value from its schema.
///
/// Of a union it may be everything that it fits, and if it fits nothing, it departs from the
/// alternative that comes nearest to it.
pub(super) fn departures<'a>(root: &'a Node, schema: &Placed<'a>, value: &'a Node) -> Departures {
    let mut judge = Judge { root, known: HashMap::new(), judged: HashMap::new() };
    judge.departures(vec![schema.clone()], value)
}

/// Compares the values in an example with their schemas.
struct Judge<'a> {
    root: &'a Node,
    /// What was found for a value and the schemas that stand at its place: alternatives have much
    /// in common.
    known: HashMap<(*const Node, Vec<Pointer>), Departures>,
    /// The alternatives of a choice for a value, by where the two are in memory.
    judged: HashMap<(*const Node, *const Node), Rc<[Alternative<'a>]>>,
}

/// One alternative of a choice, judged for a value.
struct Alternative<'a> {
    /// Where it stands, references followed.
    place: Pointer,
    /// How far the value is from it.
    distance: usize,
    /// The schemas that hold where it does.
    parts: Vec<Placed<'a>>,
}

impl<'a> Judge<'a> {
    /// How a value departs from schemas that all hold.
    fn departures(&mut self, schemas: Vec<Placed<'a>>, value: &'a Node) -> Departures {
        let pointers = schemas.iter().map(|(pointer, _)| pointer.clone()).collect();
        let key = (std::ptr::from_ref(value), pointers);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let whole = self.settled(schemas, value);
        let found = self.compare(&whole, value);
        self.known.insert(key, found.clone());
        found
    }

    /// Schemas that all hold, with the alternatives that a value is of each of their choices.
    fn settled(&mut self, schemas: Vec<Placed<'a>>, value: &'a Node) -> Whole<'a> {
        let mut whole = Whole::default();
        whole.add(self.root, schemas);
        for choice in std::mem::take(&mut whole.choices) {
            let alternatives = self.alternatives(choice, value);
            // An alternative that holds anyway, as a base that lists its heirs has it, asks for no
            // other.
            let is_met = |it: &Alternative<'a>| it.distance == 0 || whole.seen.contains(&it.place);
            let nearest = alternatives.iter().min_by_key(|it| it.distance);
            let nearest = nearest.filter(|_| !alternatives.iter().any(is_met));
            let fitting = alternatives.iter().filter(|it| it.distance == 0);
            for alternative in fitting.chain(nearest) {
                whole.join(&alternative.parts);
            }
        }
        whole
    }

    /// The alternatives of a choice, each judged by itself, and once for a value: judged with all
    /// that stands beside the choice, each would be judged anew on every way that leads to it, and
    /// ways double with each choice within a choice.
    fn alternatives(&mut self, choice: Placed<'a>, value: &'a Node) -> Rc<[Alternative<'a>]> {
        let key = (std::ptr::from_ref(choice.1), std::ptr::from_ref(value));
        if let Some(known) = self.judged.get(&key) {
            return known.clone();
        }
        // What leads back to the choice from within adds nothing to it.
        self.judged.insert(key, Rc::default());
        let found: Rc<[_]> = items(choice).map(|it| self.alternative(it, value)).collect();
        self.judged.insert(key, found.clone());
        found
    }

    fn alternative(&mut self, schema: Placed<'a>, value: &'a Node) -> Alternative<'a> {
        let (place, _) = target(self.root, schema.clone(), LONGEST_CHAIN).unwrap_or(schema.clone());
        let whole = self.settled(vec![schema], value);
        let distance = distance(&self.compare(&whole, value));
        Alternative { place, distance, parts: whole.parts }
    }

    /// How a value departs from a whole without choices.
    fn compare(&mut self, whole: &Whole<'a>, value: &'a Node) -> Departures {
        if let Some(departure) = whole.departure(value) {
            return Departures::from([(String::new(), departure)]);
        }
        let mut found = Departures::new();
        match &value.value {
            Value::Object(members) => {
                for (key, member) in members {
                    let name = &key.name;
                    match whole.member(name) {
                        Some(schemas) => self.inside(name, schemas, member, &mut found),
                        None => drop(found.insert(format!("/{name}"), Departure::Undeclared)),
                    }
                }
                let missing = whole.required().filter(|name| value.get(name).is_none());
                found.extend(missing.map(|name| (format!("/{name}"), Departure::Missing)));
            }
            Value::Array(list) => {
                let schemas = whole.children("items");
                for (index, item) in list.iter().enumerate() {
                    self.inside(&index.to_string(), schemas.clone(), item, &mut found);
                }
            }
            _ => {}
        }
        found
    }

    /// Adds how a value inside of another departs.
    fn inside(
        &mut self,
        step: &str,
        schemas: Vec<Placed<'a>>,
        value: &'a Node,
        found: &mut Departures,
    ) {
        let inner = self.departures(schemas, value);
        found.extend(inner.into_iter().map(|(at, departure)| (format!("/{step}{at}"), departure)));
    }
}

/// How far a value is from a schema that it departs from so; 0 where it fits: objects may have more
/// members than are listed.
fn distance(departures: &Departures) -> usize {
    if departures.contains_key("") {
        return usize::MAX;
    }
    departures.values().filter(|departure| **departure != Departure::Undeclared).count()
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
    fn integers_have_the_width_of_their_format() {
        let of = |format| json!({"type": "integer", "format": format});
        let too_wide = [(String::new(), Departure::Type)];
        assert_eq!(found(&of("int64"), &json!(2_147_483_648_i64)), []);
        assert_eq!(found(&of("int32"), &json!(2_147_483_647)), []);
        assert_eq!(found(&of("int32"), &json!(2_147_483_648_i64)), too_wide);
        assert_eq!(found(&of("uint32"), &json!(-1)), too_wide);
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
    fn a_value_that_is_no_alternative_departs_from_the_nearest() {
        let schema = json!({"oneOf": [
            {"required": ["kind", "a"], "properties": {"kind": {}, "a": {}, "in": {"$ref": "#/one"}}},
            {"allOf": [
                {"required": ["kind"]},
                {"required": ["b"], "properties": {"kind": {}, "b": {}, "in": {"required": ["y"]}}},
            ]},
            {"type": "string"},
        ]});
        let missing = |at: &str| (at.to_owned(), Departure::Missing);
        let undeclared = |at: &str| (at.to_owned(), Departure::Undeclared);
        assert_eq!(found(&schema, &json!({"kind": 1, "a": 1})), []);
        assert_eq!(found(&schema, &json!({"kind": 1, "b": 1})), []);
        assert_eq!(found(&schema, &json!({"kind": 1, "a": 1, "b": 1})), []);
        assert_eq!(found(&schema, &json!({"kind": 1, "b": 1, "c": 1})), [undeclared("/c")]);
        assert_eq!(found(&schema, &json!({"kind": 1})), [missing("/a")]);
        let nearest = [missing("/b"), missing("/in/y"), missing("/kind")];
        assert_eq!(found(&schema, &json!({"in": {}})), nearest);
    }

    #[test]
    fn alternatives_within_alternatives_are_looked_at() {
        let schema = json!({"oneOf": [
            {"properties": {"a": {}}},
            {"anyOf": [
                {"required": ["b"], "properties": {"b": {"type": "string"}}},
                {"required": ["c"], "properties": {"c": {"oneOf": [{"$ref": "#/one"}]}}},
            ]},
        ]});
        assert_eq!(found(&schema, &json!({"a": 1, "b": "x"})), []);
        assert_eq!(found(&schema, &json!({"c": {"x": 1, "y": 1}})), []);
        let undeclared = ("/c".to_owned(), Departure::Undeclared);
        assert_eq!(found(&schema, &json!({"a": 1, "c": {"x": 1}})), [undeclared]);
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

    #[test]
    fn null_is_allowed_beside_a_choice() {
        let schema = json!({"properties": {"a": {
            "nullable": true,
            "oneOf": [{"$ref": "#/one"}, {"oneOf": [{"$ref": "#/named"}, {"type": "integer"}]}],
        }}});
        assert_eq!(found(&schema, &json!({"a": null})), []);
        assert_eq!(found(&schema, &json!({"a": 1})), []);
        assert_eq!(found(&schema, &json!({"a": true})), [("/a".to_owned(), Departure::Type)]);
        let inner = json!({"oneOf": [
            {"type": "string"},
            {"nullable": true, "oneOf": [{"type": "boolean"}, {"type": "integer"}]},
        ]});
        assert_eq!(found(&inner, &json!(null)), []);
    }

    #[test]
    fn an_heir_departs_from_itself_though_its_base_lists_others() {
        let heir = |member: &str| {
            json!({
                "allOf": [{"$ref": "#/schema/properties/base"}],
                "required": [member, "x"],
                "properties": {member: {"type": "string"}, "x": {}},
            })
        };
        let heirs = ["a", "b"].map(|name| json!({"$ref": format!("#/schema/properties/{name}")}));
        let base = json!({"oneOf": heirs, "properties": {"kind": {}}});
        let schema = json!({"properties": {"base": base, "a": heir("a"), "b": heir("b")}});
        let missing = |at: &str| (at.to_owned(), Departure::Missing);
        let value = json!({"base": {"kind": 1, "b": "", "x": 1}});
        assert_eq!(found(&schema, &value), []);
        assert_eq!(found(&schema, &json!({"base": {"b": ""}})), [missing("/base/x")]);
        let found = found(&schema, &json!({"a": {"kind": 1}}));
        assert_eq!(found, [missing("/a/a"), missing("/a/x")]);
    }

    #[test]
    fn choices_within_choices_are_judged_once() {
        // Two ways lead from each level to the next: a million of millions to the last.
        const LEVELS: usize = 40;
        let mut levels: serde_json::Map<_, _> = (0..LEVELS)
            .map(|level| {
                let next = json!({"$ref": format!("#/schema/properties/{}", level + 1)});
                let ways = json!([{"allOf": [next]}, {"allOf": [next], "title": "x"}]);
                (level.to_string(), json!({"oneOf": ways}))
            })
            .collect();
        let last = json!({"required": ["a"], "properties": {"a": {"type": "string"}}});
        levels.insert(LEVELS.to_string(), last);
        let schema = json!({ "properties": levels });
        assert_eq!(found(&schema, &json!({"0": {"a": "x"}})), []);
        let undeclared = ("/0/b".to_owned(), Departure::Undeclared);
        let missing = ("/0/a".to_owned(), Departure::Missing);
        assert_eq!(found(&schema, &json!({"0": {"b": 1}})), [missing, undeclared]);
    }

    #[test]
    fn a_choice_of_itself_has_an_end() {
        let schema = json!({"oneOf": [{"$ref": "#/schema"}, {"allOf": [{"$ref": "#/schema"}]}]});
        assert_eq!(found(&schema, &json!(1)), []);
    }
}
