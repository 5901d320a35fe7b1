//! Documents that are given: what generating their crates costs, and building these.

use super::{
    contender::Contender,
    generator::{Document, Generator},
    package::{self, Build, Package},
    rounds::{builds, in_turns, tell},
    row::{Outcome, Table, time_and_memory},
};
use crate::{
    Failed,
    console::{failed, plural},
};
use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;

/// At most these parts of the best peer's processor time and memory, to generate.
const GENERATE: [Option<f64>; 2] = [Some(1.0 / 3.0), Some(0.5)];
/// At most these parts of the best peer's processor time and memory, to build.
const BUILD: [Option<f64>; 2] = [Some(0.25), Some(0.5)];

/// What generating a crate from each document costs.
pub(super) fn generating(generators: &[Generator], documents: &[Document], runs: usize) -> Table {
    let rows = documents.iter().flat_map(|document| {
        let known: Vec<Outcome<&Generator>> = generators
            .iter()
            .map(|it| {
                let first = it.generate(document, &folder(it, document));
                let what = format!("{}, generating for the first time", document.id);
                tell(&what, it.contender, &first);
                (it.contender, first.map(|_| it))
            })
            .collect();
        let what = format!("{}, generating", named(generators, document));
        let samples =
            in_turns(&what, runs, &known, |it| it.generate(document, &folder(it, document)));
        time_and_memory(&what, &samples, GENERATE)
    });
    Table {
        title: "Generating",
        about:
            "Generating a crate. That there is one does not say that it has every operation, or \
                compiles."
                .to_owned(),
        rows: rows.collect(),
        columns: generators.iter().map(|it| it.contender).collect(),
    }
}

/// What building each document's crate costs.
pub(super) fn building(generators: &[Generator], documents: &[Document], runs: usize) -> Table {
    let rows = documents.iter().flat_map(|document| {
        let packages = packages(generators, document);
        let name = named(generators, document);
        [Build::Check, Build::Dev, Build::Release].into_iter().flat_map(move |build| {
            let what = format!("{name}, {}", build.title());
            time_and_memory(&what, &builds(&what, runs, &packages, build), BUILD)
        })
    });
    Table {
        title: "Building",
        about: "The crate with the runtime crates that come with it, all other dependencies built \
                before. That a crate compiles does not say that it has every operation."
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

/// The given documents, each by its file's name.
///
/// # Errors
///
/// When two names become the same crate's; why has been shown.
pub(super) fn documents(paths: &[Utf8PathBuf]) -> Result<Vec<Document>, Failed> {
    let mut known: BTreeMap<String, &Utf8Path> = BTreeMap::new();
    for path in paths {
        if let Some(other) = known.insert(id(path), path) {
            let message = format!("`{other}` and `{path}` would be one crate: rename a file");
            return Err(failed(message));
        }
    }
    let document =
        |path: &Utf8PathBuf| Document { id: id(path), path: path.clone(), for_progenitor: None };
    Ok(paths.iter().map(document).collect())
}

/// How the names of crates begin that are made from a file; a package's begins with a letter.
fn id(path: &Utf8Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_ascii_lowercase();
    let legal = |it: char| if it.is_ascii_alphanumeric() { it } else { '-' };
    let id: String = stem.chars().map(legal).collect();
    if id.starts_with(|it: char| it.is_ascii_alphabetic()) { id } else { format!("api-{id}") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_as_its_file_and_begins_with_a_letter() {
        for (path, expected) in [
            ("a/Stripe v2.yaml", "stripe-v2"),
            ("3scale.json", "api-3scale"),
            ("_a.json", "api--a"),
        ] {
            assert_eq!(id(Utf8Path::new(path)), expected);
        }
    }

    #[test]
    fn two_files_are_two_crates() {
        let ids = |paths: &[&str]| {
            let paths: Vec<_> = paths.iter().map(Utf8PathBuf::from).collect();
            documents(&paths).ok().map(|it| it.into_iter().map(|it| it.id).collect::<Vec<_>>())
        };
        assert_eq!(ids(&["v1/api.json", "v2/other.json"]).unwrap(), ["api", "other"]);
        assert_eq!(ids(&["v1/api.json", "v2/api.json"]), None);
        assert_eq!(ids(&["a-b.json", "a_b.yaml"]), None);
    }
}
