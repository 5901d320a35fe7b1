//! Finds in what a JSON value differs from its shape.

use super::{
    difference::DifferenceKind,
    shape::{Property, Shape},
    tag::Tag,
};
use serde_json::{Map, Number, Value};
use std::fmt::Write as _;

/// Takes each difference: its kind, its place, and the value where that is no secret.
type Report<'a> = &'a dyn Fn(DifferenceKind, &str, Option<&str>);

/// How deep shapes are followed. JSON is read up to 128 deep, and unions may hold unions.
const DEEPEST: usize = 256;

/// Reports in what a value differs from its shape.
pub(super) fn compare(shape: &Shape, value: &Value, report: Report<'_>) {
    Comparison { report, path: Vec::new(), depth: 0 }.value(shape, value);
}

struct Comparison<'a> {
    report: Report<'a>,
    path: Vec<Step<'a>>,
    depth: usize,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

impl<'a> Comparison<'a> {
    fn value(&mut self, shape: &Shape, value: &'a Value) {
        if self.depth < DEEPEST {
            self.depth += 1;
            self.look(shape, value);
            self.depth -= 1;
        }
    }

    /// A value of another type is no difference but an error, where it is read.
    fn look(&mut self, shape: &Shape, value: &'a Value) {
        match (shape, value) {
            (Shape::Any, _) | (Shape::Nullable(_), Value::Null) => {}
            (Shape::Nullable(inner), _) => self.value(inner, value),
            (_, Value::Null) => self.report(DifferenceKind::UnexpectedNull, None),
            (Shape::Strings(known), Value::String(text)) if !known.contains(&text.as_str()) => {
                self.report(DifferenceKind::UnknownValue, Some(text));
            }
            (Shape::Integers(known), Value::Number(number)) if !is_known(known, number) => {
                self.report(DifferenceKind::UnknownValue, Some(&number.to_string()));
            }
            (Shape::Date, Value::String(text)) if !is_date(text) => {
                self.report(DifferenceKind::Format, None);
            }
            (Shape::DateTime, Value::String(text)) if !is_moment(text) => {
                self.report(DifferenceKind::Format, None);
            }
            (Shape::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.at(Step::Item(index), |this| this.value(item, value));
                }
            }
            (Shape::Map(item), Value::Object(members)) => self.others(item, members),
            (Shape::Object(known, rest), Value::Object(members)) => {
                self.object(known, *rest, members, None);
            }
            (Shape::Tagged(name, variants), Value::Object(members)) => {
                self.tagged(name, variants, value, members);
            }
            (Shape::Untagged(variants), _) => {
                let fitting = variants.iter().filter_map(|it| Some((fit(it, value)?, it)));
                // Of equals the first.
                if let Some((_, variant)) = fitting.rev().max_by_key(|(fit, _)| *fit) {
                    self.value(variant, value);
                }
            }
            _ => {}
        }
    }

    /// An object: what is missing, then what is there. A union's tag need not be a member of its
    /// variants.
    fn object(
        &mut self,
        known: &[Property],
        rest: Option<&Shape>,
        members: &'a Map<String, Value>,
        tag: Option<&str>,
    ) {
        for property in known.iter().filter(|property| property.is_required) {
            if !members.keys().any(|name| property.is(name)) {
                self.missing(property.name);
            }
        }
        for (name, value) in members {
            let property = known.iter().find(|property| property.is(name));
            self.at(Step::Member(name), |this| match property.map(|it| it.shape).or(rest) {
                Some(shape) => this.value(shape, value),
                None if tag == Some(name) => {}
                None => this.report(DifferenceKind::UnknownMember, None),
            });
        }
    }

    fn others(&mut self, shape: &Shape, members: &'a Map<String, Value>) {
        for (name, value) in members {
            self.at(Step::Member(name), |this| this.value(shape, value));
        }
    }

    fn tagged(
        &mut self,
        name: &str,
        variants: &[(Tag<'_>, &Shape)],
        value: &'a Value,
        members: &'a Map<String, Value>,
    ) {
        let Some((key, found)) = members.get_key_value(name) else {
            return self.missing(name);
        };
        let tag = Tag::of(found);
        match variants.iter().find(|(known, _)| *known == tag) {
            Some((_, Shape::Object(known, rest))) => {
                self.object(known, *rest, members, Some(name));
            }
            Some((_, shape)) => self.value(shape, value),
            None => self.at(Step::Member(key), |this| match found {
                Value::String(text) => this.report(DifferenceKind::UnknownValue, Some(text)),
                found => this.report(DifferenceKind::UnknownValue, Some(&found.to_string())),
            }),
        }
    }

    fn at(&mut self, step: Step<'a>, look: impl FnOnce(&mut Self)) {
        self.path.push(step);
        look(self);
        self.path.pop();
    }

    fn missing(&self, name: &str) {
        let path = format!("{}.{name}", self.path());
        (self.report)(DifferenceKind::MissingMember, &path, None);
    }

    fn report(&self, kind: DifferenceKind, value: Option<&str>) {
        let path = self.path();
        (self.report)(kind, if path.is_empty() { "." } else { &path }, value);
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.path {
            // Writing to a string does not fail.
            let _ = match step {
                Step::Member(name) => write!(path, ".{name}"),
                Step::Item(index) => write!(path, "[{index}]"),
            };
        }
        path
    }
}

/// How well a value fits a variant at first sight, more being better; nothing where it does not.
fn fit(shape: &Shape, value: &Value) -> Option<usize> {
    match (shape, value) {
        (Shape::Object(known, _), Value::Object(members)) => {
            let is_there = |it: &&Property| members.keys().any(|name| it.is(name));
            let are_all = known.iter().filter(|it| it.is_required).all(|it| is_there(&it));
            are_all.then(|| 1 + known.iter().filter(is_there).count())
        }
        (Shape::Strings(known), Value::String(text)) => {
            Some(2 * usize::from(known.contains(&text.as_str())))
        }
        (Shape::Integers(known), Value::Number(number)) => {
            Some(2 * usize::from(is_known(known, number)))
        }
        (Shape::Scalar, Value::String(_) | Value::Number(_) | Value::Bool(_))
        | (Shape::Date | Shape::DateTime, Value::String(_))
        | (Shape::List(_), Value::Array(_))
        | (Shape::Map(_), Value::Object(_)) => Some(1),
        (Shape::Any | Shape::Nullable(_) | Shape::Tagged(..) | Shape::Untagged(_), _) => Some(0),
        _ => None,
    }
}

/// Whether a number is one of these.
fn is_known(known: &[i64], number: &Number) -> bool {
    number.as_i64().is_some_and(|number| known.contains(&number))
}

/// Whether a text has the form of a `full-date` (RFC 3339, section 5.6).
fn is_date(text: &str) -> bool {
    has_form(text, "0000-00-00")
}

/// Whether a text has the form of a `date-time` (RFC 3339, section 5.6).
fn is_moment(text: &str) -> bool {
    let (date, time) = text.split_at_checked(10).unwrap_or_default();
    let Some((seconds, rest)) = time.split_at_checked(9) else { return false };
    let is_time = ["T00:00:00", "t00:00:00", " 00:00:00"].iter().any(|it| has_form(seconds, it));
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone == fraction { "" } else { zone }
        }
        None => rest,
    };
    let is_zone = ["Z", "z", "+00:00", "-00:00"].iter().any(|it| has_form(zone, it));
    is_date(date) && is_time && is_zone
}

/// Whether a text is a form in which each `0` stands for any digit.
fn has_form(text: &str, form: &str) -> bool {
    let is_so = |(byte, form): (u8, u8)| byte == form || (form == b'0' && byte.is_ascii_digit());
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(is_so)
}

#[cfg(test)]
#[allow(non_upper_case_globals, reason = "a table has the name of its type")]
#[allow(clippy::needless_pass_by_value, reason = "`json!` makes values")]
mod tests {
    use super::*;
    use serde_json::json;
    use std::cell::RefCell;

    fn found(shape: &Shape, value: Value) -> Vec<String> {
        let found = RefCell::new(Vec::new());
        compare(shape, &value, &|kind, path, value| {
            let value = value.unwrap_or_default();
            let difference = format!("{kind:?} {path} {value}");
            found.borrow_mut().push(difference.trim_end().to_owned());
        });
        found.into_inner()
    }

    #[test]
    fn a_shape_that_leads_nowhere_has_an_end() {
        static Endless: Shape = Shape::Untagged(&[&Endless]);
        assert_eq!(found(&Endless, json!(1)), [""; 0]);
    }

    #[test]
    fn a_shape_that_contains_itself_is_followed() {
        static Tree: Shape = Shape::List(&Tree);
        assert_eq!(found(&Tree, json!([[], [null]])), ["UnexpectedNull [1][0]"]);
    }

    #[test]
    fn the_values_of_a_map_are_compared() {
        let shape = Shape::Map(&Shape::Strings(&["a"]));
        assert_eq!(found(&shape, json!({"x": "a", "y": "b"})), ["UnknownValue .y b"]);
    }

    #[test]
    fn of_a_union_without_a_tag_the_variant_that_fits_best_is_compared() {
        static Short: Shape = Shape::Object(&[Property::required("a", &Shape::Scalar)], None);
        static Long: Shape = Shape::Object(
            &[Property::required("a", &Shape::Scalar), Property::optional("b", &Shape::Scalar)],
            None,
        );
        static Union: Shape = Shape::Untagged(&[&Shape::Date, &Short, &Long]);
        assert_eq!(found(&Union, json!({"a": 1, "b": 2})), [""; 0]);
        assert_eq!(found(&Union, json!({"a": 1, "c": 2})), ["UnknownMember .c"]);
        assert_eq!(found(&Union, json!("soon")), ["Format ."]);
        assert_eq!(found(&Union, json!(1)), [""; 0]);
    }

    #[test]
    fn a_union_needs_its_tag() {
        static Person: Shape = Shape::Object(&[], None);
        static Owner: Shape = Shape::Tagged("type", &[(Tag::Integer(1), &Person)]);
        assert_eq!(found(&Owner, json!({"type": 1})), [""; 0]);
        assert_eq!(found(&Owner, json!({"type": 2})), ["UnknownValue .type 2"]);
        assert_eq!(found(&Owner, json!({})), ["MissingMember .type"]);
    }
}
