//! What must hold for the whole of what is checked in.

use codegen::diagnostic::{Code, Style, render};
use std::{collections::BTreeSet, fs};
use tests::workspace;
use xtask::command::regenerate;

/// `cargo xtask regenerate --check`, in this process.
#[test]
fn what_is_checked_in_is_what_the_pages_give() {
    let mut made = regenerate::prepare(&workspace());
    let differences: Vec<_> =
        made.outputs
            .iter()
            .filter_map(|output| output.files.compare(&output.folder, &mut made.diagnostics))
            .flat_map(|comparison| {
                let names = comparison.changes.iter().map(|change| {
                    format!("{}: {}", change.kind.word(), comparison.name_of(change))
                });
                names.collect::<Vec<_>>()
            })
            .collect();
    let errors: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|_| made.diagnostics.has_errors())
        .map(|it| render(it, &made.sources, Style::Plain))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n\n"));
    assert!(
        differences.is_empty(),
        "{}\nrun `cargo xtask regenerate` and commit the result",
        differences.join("\n")
    );
}

/// The codes that no input brings about, since they own up to a mistake of the generator: `skipped`
/// (something got lost on the way) and `invalid-rust`; and `too-many-features`, whose input would
/// have hundreds of operations. The tests of `codegen/src/census.rs`, `codegen/src/emit/layout.rs`
/// and `codegen/src/emit/tests.rs` show them.
const WITHOUT_A_CASE: [Code; 3] = [Code::Skipped, Code::InvalidRust, Code::TooManyFeatures];

#[test]
fn every_code_has_a_golden_case() {
    let shown: BTreeSet<String> = tests::cases()
        .unwrap()
        .iter()
        .filter_map(|case| {
            fs::read_to_string(
                workspace().join("tests/cases").join(&case.name).join("diagnostics.txt"),
            )
            .ok()
        })
        .collect();
    let lacking: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !WITHOUT_A_CASE.contains(code))
        .map(|code| code.id())
        .filter(|id| !shown.iter().any(|text| text.contains(&format!("[{id}]"))))
        .collect();
    assert!(lacking.is_empty(), "no case in tests/cases shows: {}", lacking.join(", "));
}
