//! What users and maintainers pay for, against what was agreed on: the code that one more
//! operation, model, enumeration or union brings into a crate, and how the generator's own work
//! grows with the document.
//!
//! Everything here is counted, nothing is timed, so that it is the same on every machine.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod compiled;
mod count;
mod documents;

use camino::Utf8PathBuf;
use codegen::{
    Inputs,
    diagnostic::Diagnostics,
    emit::{Layout, emit},
    files::FileSet,
    source::Sources,
};
use count::Size;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, env, fs};

/// By how much code may exceed what `budget.toml` says, in percent.
const OVER: u64 = 3;
/// The same for what is compiled, which differs somewhat between compilers.
const COMPILED_OVER: u64 = 10;
/// By how much it may fall short of that before the budget is to be lowered, in percent.
const UNDER: u64 = 10;

/// Sizes by what they are of, as `budget.toml` holds them.
#[derive(Debug, Serialize, Deserialize)]
struct Budget {
    /// How many functions a build of the runtime compiles.
    compiled: u64,
    #[serde(flatten)]
    written: BTreeMap<String, Size>,
}

/// The crate that a document becomes.
fn generate(document: &Value) -> FileSet {
    let mut sources = Sources::new();
    let source = sources.add("budget.json", document.to_string());
    let inputs = Inputs { pages: vec![source], ..Inputs::default() };
    let mut diagnostics = Diagnostics::new();
    let document = codegen::document(&sources, &inputs, &mut diagnostics);
    let specification = document.specification.unwrap();
    let api = codegen::api(&specification, "budget", &sources, &mut diagnostics).unwrap();
    let files = emit(&tests::package("budget", Layout::Root), &[api], &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    files
}

/// The sizes of a crate's runtime, and of all else in it.
fn sizes(files: &FileSet) -> [Size; 2] {
    let rust = || files.iter().filter(|(path, _)| path.extension() == Some("rs"));
    let macros = count::macros(rust().map(|(_, text)| text));
    [true, false].map(|is_runtime| {
        let files = rust().filter(|(path, _)| path.starts_with("src/runtime") == is_runtime);
        files.map(|(_, text)| count::size(text, &macros)).sum()
    })
}

/// What one more of a thing adds, from this many to twice as many.
fn each(of: fn(usize) -> Value, count: usize) -> Size {
    let size = |count| {
        let [_, size] = sizes(&generate(&of(count)));
        size
    };
    let more = size(2 * count) - size(count);
    let count = u64::try_from(count).unwrap();
    Size { tokens: more.tokens / count, bodies: more.bodies / count }
}

fn actual() -> Budget {
    let least = generate(&documents::operations(1));
    let [runtime, _] = sizes(&least);
    let written = [
        ("the runtime", runtime),
        ("an operation of forty", each(documents::operations, 20)),
        ("an operation of hundreds", each(documents::operations, 110)),
        ("a model of ten members", each(documents::models, 10)),
        ("an enumeration of ten values", each(documents::enumerations, 10)),
        ("a union of three objects", each(documents::unions, 10)),
    ];
    let written = written.map(|(name, size)| (name.to_owned(), size)).into();
    Budget { compiled: compiled::functions(&least), written }
}

#[test]
fn generated_code_stays_within_its_budget() {
    let path = tests::workspace().join("tests/budget/budget.toml");
    let actual = actual();
    if env::var_os("BLESS").is_some() {
        return fs::write(path, toml::to_string(&actual).unwrap()).unwrap();
    }
    let budget: Budget = toml::from_str(&read(&path)).unwrap();
    let names: Vec<_> = budget.written.keys().collect();
    let things: Vec<_> = actual.written.keys().collect();
    assert_eq!(names, things, "`budget.toml` is about other things");
    let found = differences(&budget, &actual);
    assert!(
        found.is_empty(),
        "{}\n\nUsers compile this. Make what grew smaller; or, if it is worth its price, and when \
         something shrank, take the sizes as they are in a commit that says why:\n\n    \
         BLESS=1 cargo test -p tests --test budget\n",
        found.join("\n"),
    );
}

/// What is no longer as the budget says.
fn differences(budget: &Budget, actual: &Budget) -> Vec<String> {
    let compiled = [budget.compiled, actual.compiled];
    let mut counts = vec![("building the runtime", "functions", compiled, COMPILED_OVER)];
    for ((name, budget), actual) in budget.written.iter().zip(actual.written.values()) {
        counts.push((name, "tokens", [budget.tokens, actual.tokens], OVER));
        counts.push((name, "bodies of functions", [budget.bodies, actual.bodies], OVER));
    }
    counts.retain(|(_, _, [budget, actual], over)| {
        actual * 100 > budget * (100 + over) || actual * 100 < budget * (100 - UNDER)
    });
    let off = counts.into_iter();
    off.map(|(name, unit, [budget, actual], _)| format!("{name}: {actual} {unit}, not {budget}"))
        .collect()
}

/// Allocations, and the bytes that they take, count what is made and copied. Time on top of that,
/// as for comparing without allocating, shows in `cargo xtask corpus` alone.
#[test]
fn what_generating_allocates_grows_as_the_document_does() {
    // Twice as many operations: from the beginning enough for features for groups of them.
    const COUNT: usize = 60;
    let allocated = |count: usize| {
        let document = documents::everything(count);
        let made = allocation_counter::measure(|| drop(generate(&document)));
        [made.count_total, made.bytes_total]
    };
    // What every crate takes, as its runtime, falls out of the differences.
    let [one, two, four] = [COUNT, 2 * COUNT, 4 * COUNT].map(allocated);
    for (unit, at) in [("allocations", 0), ("bytes", 1)] {
        let (first, second) = (two[at] - one[at], four[at] - two[at]);
        assert!(
            second * 10 <= first * 21,
            "twice as much again takes {second} {unit} after {first}: more than 2.1 times as many",
        );
    }
}

fn read(path: &Utf8PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}
