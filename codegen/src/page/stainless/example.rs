//! Examples against schemas: where a page contradicts itself.

use crate::json::{Node, Object};
use serde_json::Value as Json;

/// A contradiction.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mismatch {
    /// A key that no field has: this is about the structure, not only about types.
    pub(super) key: Option<String>,
    /// What, and where in the example.
    pub(super) text: String,
}

/// Compares an example with its schema; `components` are the schemas that references name.
pub(super) fn check(schema: &Node, example: &Json, components: Option<&Object>) -> Vec<Mismatch> {
    let mut check = Check { components, found: Vec::new(), path: Vec::new(), steps: MOST_STEPS };
    check.value(schema, example);
    check.found
}

/// Alternatives within alternatives may cost more than they tell: this is where to stop.
const MOST_STEPS: usize = 100_000;

struct Check<'a> {
    components: Option<&'a Object>,
    found: Vec<Mismatch>,
    path: Vec<String>,
    steps: usize,
}

impl<'a> Check<'a> {
    fn value(&mut self, schema: &'a Node, example: &Json) {
        let Some(steps) = self.steps.checked_sub(1) else { return };
        self.steps = steps;
        let Some((schema, nullable)) = self.resolve(schema) else { return };
        if example.is_null() && nullable {
            return;
        }
        if let Some(variants) = schema.get("oneOf").and_then(Node::as_array) {
            self.variants(variants, example);
        } else if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            if !values.iter().any(|value| value.to_json() == *example) {
                self.found(None, format!("{example} is none of the listed values"));
            }
        } else if let Some(name) = schema.get("type").and_then(Node::as_str) {
            self.typed(schema, name, example);
        }
    }

    /// The schema behind references, and whether `null` is one of its values.
    fn resolve(&self, mut schema: &'a Node) -> Option<(&'a Node, bool)> {
        let mut nullable = false;
        // Every model in turn may be another one's name.
        for _ in 0..32 {
            nullable |= schema.get("nullable").and_then(Node::as_bool).unwrap_or(false);
            if let Some([inner]) = schema.get("allOf").and_then(Node::as_array) {
                schema = inner;
            } else if let Some(reference) = schema.get("$ref").and_then(Node::as_str) {
                schema = self.components?.get(reference.rsplit('/').next()?)?;
            } else {
                return Some((schema, nullable));
            }
        }
        None
    }

    fn typed(&mut self, schema: &'a Node, name: &str, example: &Json) {
        match (name, example) {
            ("object", Json::Object(members)) => self.object(schema, members),
            ("array", Json::Array(items)) => {
                let Some(schema) = schema.get("items") else { return };
                for (position, item) in items.iter().enumerate() {
                    self.inside(format!("[{position}]"), schema, item);
                }
            }
            ("string", Json::String(_))
            | ("boolean", Json::Bool(_))
            | ("number" | "integer", Json::Number(_)) => {}
            _ => {
                let article =
                    if matches!(name, "object" | "array" | "integer") { "an" } else { "a" };
                self.found(None, format!("{} stands where {article} {name} should", kind(example)));
            }
        }
    }

    fn object(&mut self, schema: &'a Node, example: &serde_json::Map<String, Json>) {
        let properties = schema.get("properties").and_then(Node::as_object);
        let others = schema.get("additionalProperties");
        for (name, value) in example {
            let property = properties.and_then(|properties| properties.get(name.as_str()));
            match property.or(others) {
                Some(schema) => self.inside(format!(".{name}"), schema, value),
                None if properties.is_some() => {
                    self.found(Some(name), format!("the example's key `{name}` is no field"));
                }
                None => {}
            }
        }
        let required = schema.get("required").and_then(Node::as_array).unwrap_or_default();
        for name in required.iter().filter_map(Node::as_str) {
            if !example.contains_key(name) {
                self.found(None, format!("the example lacks the required field `{name}`"));
            }
        }
    }

    fn inside(&mut self, step: String, schema: &'a Node, example: &Json) {
        self.path.push(step);
        self.value(schema, example);
        self.path.pop();
    }

    /// One alternative has to fit; when none does, the one with the fewest contradictions tells why.
    fn variants(&mut self, variants: &'a [Node], example: &Json) {
        let before = std::mem::take(&mut self.found);
        let mut best: Option<Vec<Mismatch>> = None;
        for variant in variants {
            self.value(variant, example);
            let found = std::mem::take(&mut self.found);
            let score =
                |found: &[Mismatch]| (found.iter().any(|each| each.key.is_some()), found.len());
            if best.as_ref().is_none_or(|best| score(&found) < score(best)) {
                best = Some(found);
            }
        }
        self.found = before;
        self.found.extend(best.unwrap_or_default());
    }

    fn found(&mut self, key: Option<&String>, what: String) {
        let path = self.path.concat();
        let path = path.trim_start_matches('.');
        let text = if path.is_empty() { what } else { format!("{what} (at `{path}`)") };
        self.found.push(Mismatch { key: key.cloned(), text });
    }
}

fn kind(example: &Json) -> &'static str {
    match example {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use serde_json::json;

    fn mismatches(schema: &Json, example: &Json) -> Vec<(bool, String)> {
        let span = Span::new(Sources::new().add("page.md", ""), 0..0);
        let schema = Node::from_json(schema, span);
        let found = check(&schema, example, None);
        found.into_iter().map(|each| (each.key.is_some(), each.text)).collect()
    }

    #[test]
    fn a_key_without_a_field_is_found_at_its_path() {
        let schema = json!({"type": "array", "items": {"type": "object", "properties": {"a": {}}}});
        let found = mismatches(&schema, &json!([{"a": 1}, {"b": 1}]));
        assert_eq!(found, [(true, "the example's key `b` is no field (at `[1]`)".to_owned())]);
    }

    #[test]
    fn a_string_in_place_of_a_number_is_found() {
        let found = mismatches(&json!({"type": "number"}), &json!("1"));
        assert_eq!(found, [(false, "a string stands where a number should".to_owned())]);
    }

    #[test]
    fn one_alternative_that_fits_is_enough() {
        let schema = json!({"oneOf": [{"type": "number"}, {"type": "string", "nullable": true}]});
        assert_eq!(mismatches(&schema, &json!("1")), []);
        assert_eq!(mismatches(&schema, &json!(null)), []);
        assert_eq!(mismatches(&schema, &json!(true)).len(), 1);
    }
}
