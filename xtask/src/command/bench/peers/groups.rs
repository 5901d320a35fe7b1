//! Features for groups of operations: what checking one group costs beside checking all.

use super::{
    documents::{folder, packages},
    generator::{Document, Generator},
    package::Build,
    rounds::tell,
    sample::{Failure, Sample, median},
};
use crate::{table, workspace};
use camino::Utf8Path;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// How many groups are checked of each document: the largest, the smallest, and some between.
const GROUPS: usize = 4;

/// The section about all documents whose crates have groups; nothing when none has.
pub(super) fn section(ours: &Generator, documents: &[Document], runs: usize) -> Option<String> {
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for document in documents {
        match of_document(ours, document, runs) {
            Ok(found) => rows.extend(found),
            Err(it) => {
                failures.push(format!("\n- {}, {}: `{}`\n", document.id, it.word, it.reason));
            }
        }
    }
    if rows.is_empty() && failures.is_empty() {
        return None;
    }
    let headings =
        ["", "operations", "s", "MiB", "part of the operations", "part of the time above none"];
    Some(format!(
        "`cargo check` of this project's crates with \
         `--no-default-features --features rustls` and a group each.\n\n{}{}",
        table::aligned(&headings, &rows),
        failures.concat(),
    ))
}

fn of_document(
    ours: &Generator,
    document: &Document,
    runs: usize,
) -> Result<Vec<[String; 6]>, Failure> {
    let mut made = packages(std::slice::from_ref(ours), document);
    let Some((who, package)) = made.pop() else { return Ok(Vec::new()) };
    let package = package?;
    let counts = ours.operations(document, &folder(ours, document))?;
    let base = declared(&workspace::root().join("codegen/runtime/Cargo.toml"))?;
    let all: usize = counts.values().sum();
    let features = declared(&package.manifest)?;
    let groups = spread(&features, &base, &counts);
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    let check = |name: &str, features: &[&str]| {
        package.build_dependencies(Build::Check, features)?;
        let samples = (0..runs.max(1)).map(|_| package.build(Build::Check, features));
        let samples = samples.collect::<Result<Vec<_>, _>>().map(|it| median(&it));
        tell(&format!("{}, `cargo check` of {name}", document.id), who, &samples);
        samples
    };
    let only = |features: &str| check(features, &["--no-default-features", "--features", features]);
    let none = only("rustls")?;
    let every = check("all groups", &[])?;
    let row = |name: String, count: usize, it: Sample| {
        let above = (it.seconds - none.seconds) / (every.seconds - none.seconds);
        [
            format!("{}, {name}", document.id),
            count.to_string(),
            format!("{:.2}", it.seconds),
            format!("{:.0}", it.mebibytes()),
            format!("{:.3}", part(count, all)),
            format!("{above:.3}"),
        ]
    };
    let mut rows = vec![row("all".to_owned(), all, every)];
    for (group, count) in groups {
        let sample = only(&format!("rustls,{group}"))?;
        rows.push(row(format!("`{group}`"), count, sample));
    }
    rows.push(row("none".to_owned(), 0, none));
    Ok(rows)
}

/// Some groups from the largest to the smallest: features that not every crate has, and that are
/// named as a group of operations is.
fn spread<'a>(
    features: &'a BTreeSet<String>,
    base: &BTreeSet<String>,
    counts: &BTreeMap<String, usize>,
) -> Vec<(&'a str, usize)> {
    // A module is in snake case, its feature in kebab case.
    let feature = |module: &String| features.get(&module.replace('_', "-"));
    let mut groups: Vec<_> = counts
        .iter()
        .filter_map(|(module, count)| Some((feature(module)?, *count)))
        .filter(|(name, _)| !base.contains(*name))
        .map(|(name, count)| (name.as_str(), count))
        .collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let last = groups.len().saturating_sub(1);
    let chosen: BTreeSet<_> = (0..GROUPS).map(|it| it * last / (GROUPS - 1)).collect();
    chosen.into_iter().filter_map(|it| groups.get(it).copied()).collect()
}

/// The features that a manifest declares.
fn declared(manifest: &Utf8Path) -> Result<BTreeSet<String>, Failure> {
    let manifest: toml::Table = fs::read_to_string(manifest)?.parse()?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    Ok(features.into_iter().flat_map(toml::Table::keys).cloned().collect())
}

#[expect(clippy::cast_precision_loss, reason = "no document has 2^52 operations")]
fn part(count: usize, all: usize) -> f64 {
    count as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_features_of_their_own_from_the_largest_to_the_smallest() {
        let features = ["default", "actions", "gists", "meta", "repos", "teams", "users"];
        let features = features.map(str::to_owned).into();
        let base = ["default".to_owned()].into();
        let counts = [("actions", 80), ("default", 9), ("gists", 20), ("meta", 5), ("other", 70)];
        let counts = counts.into_iter().chain([("repos", 90), ("teams", 30), ("users", 40)]);
        let counts = counts.map(|(name, count)| (name.to_owned(), count)).collect();
        let groups = spread(&features, &base, &counts);
        assert_eq!(groups, [("repos", 90), ("actions", 80), ("teams", 30), ("meta", 5)]);
    }

    #[test]
    fn a_group_of_two_words_is_found() {
        let features = ["order-items".to_owned()].into();
        let counts = [("order_items".to_owned(), 7)].into();
        assert_eq!(spread(&features, &BTreeSet::new(), &counts), [("order-items", 7)]);
    }
}
