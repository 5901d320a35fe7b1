//! The examples of a document's responses, decoded into the generated types and encoded again.

use super::document::Generator;
use crate::command::{
    examples::{Departure, Example},
    within::Run,
};
use camino::Utf8Path;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{collections::BTreeMap, fs, io, process::Command};

/// What became of a document's examples.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Trips {
    /// How many examples its responses have in JSON.
    pub(super) examples: usize,
    /// How many of them came back as they went in.
    pub(super) round_trip: usize,
    /// How many of the others there are for each reason; one may have several.
    pub(super) reasons: BTreeMap<Reason, usize>,
    /// Every other one, with its reasons.
    pub(super) listed: Vec<Listed>,
}

/// An example that did not come back as it went in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Listed {
    /// The example's place in the document.
    pointer: String,
    /// Why, and where in the example first, or what its type said.
    reasons: BTreeMap<Reason, String>,
}

/// Why an example does not come back as it went in. All but the last two are the document's
/// mistakes: there the example departs from its own schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reason {
    /// A member that the schema does not list is left out.
    Undeclared,
    /// A required member is not there, and comes back empty.
    Missing,
    /// `null` where the schema has none comes back as absent or empty.
    Null,
    /// A value is of another type than the schema's, and refused or read as another.
    Type,
    /// No operation reads this JSON: it prefers another media type, or no body is read with the
    /// status.
    Unread,
    /// None of these: the fault is the generator's.
    Unexplained,
}

impl Reason {
    /// All reasons.
    pub(super) const ALL: [Self; 6] =
        [Self::Undeclared, Self::Missing, Self::Null, Self::Type, Self::Unread, Self::Unexplained];

    /// The reason in a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Undeclared => "undeclared",
            Self::Missing => "missing",
            Self::Null => "null",
            Self::Type => "type",
            Self::Unread => "unread",
            Self::Unexplained => "unexplained",
        }
    }

    /// The reason of a difference at a place where the example departs from its schema, or not.
    fn of(departure: Option<&Departure>) -> Self {
        match departure {
            Some(Departure::Undeclared) => Self::Undeclared,
            Some(Departure::Missing) => Self::Missing,
            Some(Departure::Null) => Self::Null,
            Some(Departure::Type) => Self::Type,
            None => Self::Unexplained,
        }
    }
}

impl Trips {
    /// How many examples are listed for a reason.
    pub(super) fn count(&self, reason: Reason) -> usize {
        self.reasons.get(&reason).copied().unwrap_or_default()
    }

    fn add(&mut self, example: &Example, result: Option<Result<Value, String>>) {
        self.examples += 1;
        let reasons = reasons(example, result);
        if reasons.is_empty() {
            self.round_trip += 1;
            return;
        }
        for reason in reasons.keys() {
            *self.reasons.entry(*reason).or_default() += 1;
        }
        self.listed.push(Listed { pointer: example.pointer.clone(), reasons });
    }
}

/// Why an example is not what came back; nothing, if it is.
fn reasons(example: &Example, result: Option<Result<Value, String>>) -> BTreeMap<Reason, String> {
    let mut reasons = BTreeMap::new();
    match result {
        None => {
            reasons.insert(Reason::Unread, String::new());
        }
        Some(Ok(value)) => differences(&example.value, &value, String::new(), &mut |at| {
            let reason = Reason::of(departure(example, &at));
            reasons.entry(reason).or_insert(at);
        }),
        Some(Err(error)) => {
            let refusal = refused(example, &error);
            let reason = Reason::of(refusal.map(|(_, departure)| departure));
            let at = refusal.map(|(at, _)| format!("{at}: ")).unwrap_or_default();
            reasons.insert(reason, at + &error);
        }
    }
    reasons
}

/// The departure at a place or around it: what is inside of a member that is not listed is not
/// listed either.
fn departure<'e>(example: &'e Example, at: &str) -> Option<&'e Departure> {
    let around = at.rmatch_indices('/').map(|(end, _)| at.get(..end).unwrap_or_default());
    [at].into_iter().chain(around).find_map(|at| example.departures.get(at))
}

/// The departure that a refusal is about: at a place that it names, or, where it names none, that of
/// the whole value, or the first value of another type or `null`, if it speaks of that: types refuse
/// those wherever they are.
fn refused<'e>(example: &'e Example, error: &str) -> Option<(&'e String, &'e Departure)> {
    // Of a union that no variant fits, each says why.
    let places: Vec<_> = error.split("; ").filter_map(place).collect();
    example.departures.iter().find(|(at, departure)| match places.as_slice() {
        [] => match departure {
            Departure::Type => true,
            Departure::Null => error.contains("invalid type: null"),
            Departure::Undeclared | Departure::Missing => at.is_empty(),
        },
        places => places.iter().any(|place| steps(at).ends_with(place)),
    })
}

/// The place that a refusal names, below the union that it is about: "at `.items[3].id`", and
/// behind it the name of a member that is not there.
fn place(error: &str) -> Option<String> {
    let quoted = |before: &str| error.rsplit_once(before)?.1.split('`').next();
    let path = quoted("at `").map(steps).filter(|path| path != "/");
    let member = quoted("missing field `").or_else(|| quoted("member `"));
    let member = member.map(|name| format!("/{}", steps(name)));
    (path.is_some() || member.is_some())
        .then(|| path.unwrap_or_default() + &member.unwrap_or_default())
}

/// A place with a slash before each step, whether it is written as a pointer or as a path.
fn steps(place: &str) -> String {
    place.replace(['.', '['], "/").replace(']', "")
}

/// Finds the places at which two values differ. The order of members does not count, nor whether a
/// number is written `1` or `1.0`.
fn differences(before: &Value, after: &Value, at: String, found: &mut dyn FnMut(String)) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().filter(|name| !before.contains_key(*name));
            added.for_each(|name| found(format!("{at}/{name}")));
            for (name, value) in before {
                let at = format!("{at}/{name}");
                match after.get(name) {
                    Some(after) => differences(value, after, at, found),
                    None => found(at),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                differences(before, after, format!("{at}/{index}"), found);
            }
        }
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => {}
        _ if before == after => {}
        _ => found(at),
    }
}

/// Sends the examples of a document through the types of its crate.
///
/// `cargo` is `cargo run` as far as the package's manifest.
pub(super) fn trips(
    generator: &Generator,
    input: &Utf8Path,
    crate_folder: &Utf8Path,
    folder: &Utf8Path,
    run: impl FnOnce(&[&str]) -> io::Result<Run>,
) -> io::Result<Trips> {
    let mut command = Command::new(&generator.program);
    command.args(["examples", input.as_str(), "--crate", crate_folder.as_str()]);
    command.args(["--out", folder.as_str()]);
    let written = generator.bounds.run(&command)?;
    if !written.is_success() {
        let reason = written.stopped(generator.bounds).unwrap_or(written.stderr);
        return Err(io::Error::other(reason));
    }
    let (input, output) = (folder.join("examples.json"), folder.join("results.json"));
    let examples: Vec<Example> = read(&input)?;
    let mut trips = Trips::default();
    let results: Vec<Option<Result<Value, String>>> = if examples.iter().any(|it| it.ty.is_some()) {
        super::document::passed("run", &run(&[input.as_str(), output.as_str()])?)?;
        read(&output)?
    } else {
        examples.iter().map(|_| None).collect()
    };
    for (example, result) in examples.into_iter().zip(results) {
        trips.add(&example, result);
    }
    Ok(trips)
}

fn read<T: DeserializeOwned>(path: &Utf8Path) -> io::Result<T> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn places(before: &Value, after: &Value) -> Vec<String> {
        let mut found = Vec::new();
        differences(before, after, String::new(), &mut |at| found.push(at));
        found
    }

    fn example(value: Value, departures: &[(&str, Departure)]) -> Example {
        let departures = departures.iter().map(|(at, it)| ((*at).to_owned(), *it)).collect();
        Example { pointer: String::new(), ty: None, value, departures }
    }

    #[test]
    fn order_and_spelling_of_numbers_do_not_count() {
        let (before, after) = (json!({"a": 1, "b": [2.0]}), json!({"b": [2], "a": 1.0}));
        assert_eq!(places(&before, &after), [""; 0]);
    }

    #[test]
    fn each_difference_is_found_where_it_is() {
        let before = json!({"a": [{"b": "x", "c": null, "f": 1}], "g": [1]});
        let after = json!({"a": [{"b": "y", "e": 1, "f": true}], "g": []});
        assert_eq!(places(&before, &after), ["/a/0/e", "/a/0/b", "/a/0/c", "/a/0/f", "/g"]);
    }

    #[test]
    fn a_difference_is_explained_by_what_the_schema_says_of_its_place() {
        let example = example(json!({"a": 1, "b": null}), &[("/a", Departure::Undeclared)]);
        let found = reasons(&example, Some(Ok(json!({}))));
        let expected = [(Reason::Undeclared, "/a"), (Reason::Unexplained, "/b")];
        assert_eq!(found, expected.map(|(reason, at)| (reason, at.to_owned())).into());
    }

    #[test]
    fn what_differs_inside_of_a_member_is_explained_by_the_member() {
        let before = json!({"a": {"b": [{"c": 1}]}, "ab": {"c": 1}});
        let after = json!({"a": {"b": [{}]}, "ab": {}});
        let found = reasons(&example(before, &[("/a/b", Departure::Undeclared)]), Some(Ok(after)));
        let expected = [(Reason::Undeclared, "/a/b/0/c"), (Reason::Unexplained, "/ab/c")];
        assert_eq!(found, expected.map(|(reason, at)| (reason, at.to_owned())).into());
    }

    #[test]
    fn a_refusal_is_not_explained_by_what_types_tolerate() {
        let refused = || Some(Err("no".to_owned()));
        let departures = [("/a", Departure::Undeclared), ("/b", Departure::Type)];
        let [undeclared, _] = departures;
        let found = reasons(&example(json!({}), &departures), refused());
        assert_eq!(found, [(Reason::Type, "/b: no".to_owned())].into());
        let found = reasons(&example(json!({}), &[undeclared]), refused());
        assert_eq!(found, [(Reason::Unexplained, "no".to_owned())].into());
    }

    #[test]
    fn a_refusal_is_explained_by_the_place_that_it_names_alone() {
        let departures =
            [("/a/0/b", Departure::Null), ("/c/tag", Departure::Missing), ("/d", Departure::Type)];
        let reason = |error: &str| {
            let example = example(json!({}), &departures);
            reasons(&example, Some(Err(error.to_owned()))).into_keys().collect::<Vec<_>>()
        };
        assert_eq!(reason("in a union, at `.a[0].b`: expected a string"), [Reason::Null]);
        assert_eq!(reason("in a union, at `.`: missing field `tag`"), [Reason::Missing]);
        assert_eq!(reason("in a union, at `.a[1].b`: expected a string"), [Reason::Unexplained]);
        let none =
            "in a union, no variant fits: `A`: member `x` is missing; `B`: member `tag` is missing";
        assert_eq!(reason(none), [Reason::Missing]);
        assert_eq!(reason("missing field `other`"), [Reason::Unexplained]);
        assert_eq!(reason("invalid type at line 1 column 7"), [Reason::Type]);
        let nothing = [("", Departure::Null), ("/a", Departure::Null)];
        for departure in nothing {
            let refused = |error: &str| {
                let example = example(json!({"a": null}), &[departure]);
                reasons(&example, Some(Err(error.to_owned()))).into_keys().collect::<Vec<_>>()
            };
            assert_eq!(refused("invalid type: null, expected a string"), [Reason::Null]);
            assert_eq!(refused("invalid type: integer `1`"), [Reason::Unexplained]);
        }
    }

    #[test]
    fn every_example_comes_back_or_is_listed() {
        let mut trips = Trips::default();
        trips.add(&example(json!(1), &[]), Some(Ok(json!(1))));
        trips.add(&example(json!(1), &[]), Some(Ok(json!(2))));
        trips.add(&example(json!(1), &[]), None);
        assert_eq!((trips.examples, trips.round_trip, trips.listed.len()), (3, 1, 2));
        assert_eq!((trips.count(Reason::Unexplained), trips.count(Reason::Unread)), (1, 1));
    }
}
