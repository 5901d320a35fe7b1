//! The examples of a document's responses, decoded into the generated types and encoded again.

use super::document::Generator;
use crate::command::{examples::Example, within::Run};
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
    pub(super) equal: usize,
    /// How many have no type of their own to be decoded into.
    pub(super) untyped: usize,
    /// Every other one, with the reason.
    pub(super) differing: Vec<Differing>,
}

/// An example that did not come back as it went in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Differing {
    /// The example's place in the document.
    pointer: String,
    /// What differs, and where it does first.
    reasons: BTreeMap<Reason, String>,
}

/// In which way an example differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reason {
    /// Its type refuses it.
    Refused,
    /// A value came back as another.
    Changed,
    /// A member came back that did not go in.
    Added,
    /// A member did not come back: its type does not know it.
    LeftOut,
    /// The same of a member that is `null`.
    NullLeftOut,
}

impl Reason {
    /// All reasons, the worst first.
    pub(super) const ALL: [Self; 5] =
        [Self::Refused, Self::Changed, Self::Added, Self::LeftOut, Self::NullLeftOut];

    /// The reason in a few words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::LeftOut => "left out",
            Self::NullLeftOut => "`null` left out",
        }
    }
}

impl Trips {
    /// How many examples differ for a reason; one may do so for several.
    pub(super) fn count(&self, reason: Reason) -> usize {
        self.differing.iter().filter(|it| it.reasons.contains_key(&reason)).count()
    }

    fn add(&mut self, example: Example, result: Option<Result<Value, String>>) {
        self.examples += 1;
        let mut reasons = BTreeMap::new();
        match result {
            None => {
                self.untyped += 1;
                return;
            }
            Some(Ok(value)) => differences(&example.value, &value, "", &mut reasons),
            Some(Err(error)) => {
                reasons.insert(Reason::Refused, error);
            }
        }
        if reasons.is_empty() {
            self.equal += 1;
        } else {
            self.differing.push(Differing { pointer: example.pointer, reasons });
        }
    }
}

/// Finds in which ways two values differ, and the first place of each. The order of members does
/// not count, nor whether a number is written `1` or `1.0`.
fn differences(before: &Value, after: &Value, at: &str, found: &mut BTreeMap<Reason, String>) {
    let mut differs = |reason: Reason, at: String| {
        found.entry(reason).or_insert(at);
    };
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for name in after.keys().filter(|name| !before.contains_key(*name)) {
                differs(Reason::Added, format!("{at}/{name}"));
            }
            for (name, value) in before {
                let at = format!("{at}/{name}");
                match after.get(name) {
                    Some(after) => differences(value, after, &at, found),
                    None if value.is_null() => {
                        found.entry(Reason::NullLeftOut).or_insert(at);
                    }
                    None => {
                        found.entry(Reason::LeftOut).or_insert(at);
                    }
                }
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                differences(before, after, &format!("{at}/{index}"), found);
            }
        }
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => {}
        _ if before == after => {}
        _ => differs(Reason::Changed, at.to_owned()),
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
        trips.add(example, result);
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

    fn reasons(before: &Value, after: &Value) -> Vec<(Reason, String)> {
        let mut found = BTreeMap::new();
        differences(before, after, "", &mut found);
        found.into_iter().collect()
    }

    #[test]
    fn order_and_spelling_of_numbers_do_not_count() {
        let (before, after) = (json!({"a": 1, "b": [2.0]}), json!({"b": [2], "a": 1.0}));
        assert_eq!(reasons(&before, &after), []);
    }

    #[test]
    fn each_way_to_differ_is_found_at_its_first_place() {
        let before = json!({"a": [{"b": "x", "c": null, "d": 5, "f": 1}], "g": "x"});
        let after = json!({"a": [{"b": "y", "e": 1, "f": true}], "g": "z"});
        let places = [
            (Reason::Changed, "/a/0/b"),
            (Reason::Added, "/a/0/e"),
            (Reason::LeftOut, "/a/0/d"),
            (Reason::NullLeftOut, "/a/0/c"),
        ];
        let places = places.map(|(reason, at)| (reason, at.to_owned()));
        assert_eq!(reasons(&before, &after), places);
    }

    #[test]
    fn a_list_of_another_length_is_another_value() {
        assert_eq!(reasons(&json!([1]), &json!([])), [(Reason::Changed, String::new())]);
    }

    #[test]
    fn every_example_is_equal_untyped_or_differs() {
        let example = |value| Example { pointer: String::new(), ty: None, value };
        let mut trips = Trips::default();
        trips.add(example(json!(1)), Some(Ok(json!(1))));
        trips.add(example(json!(1)), Some(Ok(json!(2))));
        trips.add(example(json!(1)), Some(Err("no".to_owned())));
        trips.add(example(json!(1)), None);
        assert_eq!((trips.examples, trips.equal, trips.untyped), (4, 1, 1));
        assert_eq!((trips.count(Reason::Changed), trips.count(Reason::Refused)), (1, 1));
    }
}
