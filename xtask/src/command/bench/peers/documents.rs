//! Documents that are given: what generating their crates costs, and checking these.

use super::{
    contender::Contender,
    generator::{Document, Generator},
    package::{self, Build, Package},
    rounds::{builds, in_turns, tell},
    row::{Outcome, Table, time_and_memory},
};
use crate::console::plural;
use camino::{Utf8Path, Utf8PathBuf};

/// At most these parts of the best peer's processor time and memory, to generate.
const GENERATE: [Option<f64>; 2] = [Some(1.0 / 3.0), Some(0.5)];
/// At most these parts of the best peer's processor time and memory, to check.
const CHECK: [Option<f64>; 2] = [Some(0.25), Some(0.5)];

/// Generates and checks each document.
pub(super) fn table(generators: &[Generator], documents: &[Document], runs: usize) -> Table {
    let rows = documents.iter().flat_map(|document| {
        let id = named(generators, document);
        let what = format!("{id}, generating");
        let known: Vec<Outcome<&Generator>> = generators
            .iter()
            .map(|it| {
                let first = it.generate(document, &folder(it, document));
                tell(&format!("{what} for the first time"), it.contender, &first);
                (it.contender, first.map(|_| it))
            })
            .collect();
        let generated =
            in_turns(&what, runs, &known, |it| it.generate(document, &folder(it, document)));
        let packages: Vec<Outcome<Package>> = known
            .into_iter()
            .map(|(who, it)| (who, it.and_then(|it| open(it, document))))
            .collect();
        let check = format!("{id}, `cargo check`");
        let checked = builds(&check, runs, &packages, Build::Check);
        let generating = time_and_memory(&what, &generated, GENERATE);
        generating.into_iter().chain(time_and_memory(&check, &checked, CHECK))
    });
    Table {
        title: "Large documents",
        about: "Generating a crate, and `cargo check` of the crate with the runtime crates that \
                come with it, all other dependencies built before. That a crate compiles does not \
                say that it has every operation."
            .to_owned(),
        rows: rows.collect(),
        columns: generators.iter().map(|it| it.contender).collect(),
    }
}

/// A document's name and how many operations it has, when this project can tell.
fn named(generators: &[Generator], document: &Document) -> String {
    let ours = generators.iter().find(|it| it.contender == Contender::Ours);
    let counts = ours.and_then(|it| it.operations(document, &folder(it, document)).ok());
    let counts = counts.map(|it| it.values().sum::<usize>());
    counts.map_or_else(
        || document.id.clone(),
        |count| format!("{} ({})", document.id, plural(count, "operation")),
    )
}

/// A given document, by its file's name.
pub(super) fn document(path: &Utf8Path) -> Document {
    let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
    let legal = |it: char| if it.is_ascii_alphanumeric() { it } else { '-' };
    let id = stem.chars().map(legal).collect();
    Document { id, path: path.to_owned(), for_progenitor: None }
}

/// Generates a document's crates.
pub(super) fn packages(generators: &[Generator], document: &Document) -> Vec<Outcome<Package>> {
    let generated = generators.iter().map(|it| {
        let outcome = it.generate(document, &folder(it, document));
        tell(&format!("{}, generating", document.id), it.contender, &outcome);
        (it.contender, outcome.and_then(|_| open(it, document)))
    });
    generated.collect()
}

fn open(generator: &Generator, document: &Document) -> Result<Package, super::sample::Failure> {
    Package::open(&folder(generator, document), generator.contender.runtime_prefix())
}

/// The folder of a crate, whose name is the crate's.
pub(super) fn folder(generator: &Generator, document: &Document) -> Utf8PathBuf {
    let name = format!("{}-{}", document.id, generator.contender.id());
    package::folder().join("crates").join(name)
}
