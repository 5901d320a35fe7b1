//! The page that holds the figures, and what they depend on.

use super::{
    Part,
    generator::{Generator, INSTALL},
    row::Table,
};
use crate::{console::plural, machine};
use codegen::files::MARK;

/// A page: what the figures are, the plot, the tables, and how they were measured.
pub(super) fn of(
    part: Part,
    runs: usize,
    tables: &[Table],
    sections: &[String],
    conditions: &str,
) -> String {
    let (title, name) = (part.title(), part.name());
    let about = format!(
        "<!-- {MARK} by `cargo xtask bench`; do not edit. -->\n\n\
         # {title}\n\n\
         Seconds are of the processor, user and system together; MiB is the most that one process \
         held at a time.\n"
    );
    let beside = format!(
        "This project beside other generators, each with its own runtime, in one run on one \
         machine. The contenders take turns, and each figure is the median of {}. The ratio is \
         this project's figure by the best other's: less is better.\n\n\
         ![Ratios of this project's figures to the best other's]({name}.svg)\n",
        plural(runs, "run"),
    );
    let parts: Vec<_> = std::iter::once(about)
        .chain((!tables.is_empty()).then_some(beside))
        .chain(tables.iter().map(Table::markdown))
        .chain(sections.iter().cloned())
        .chain([conditions.to_owned()])
        .collect();
    parts.join("\n")
}

/// What the figures of a run depend on, and how to measure them again: asked before the first page is
/// written, which would be a change to the commit.
pub(super) fn conditions(generators: &[Generator]) -> String {
    let mut peers: Vec<_> = generators.iter().filter_map(Generator::version).collect();
    peers.dedup();
    let peers = if peers.is_empty() { "none".to_owned() } else { peers.join(", ") };
    let memory = machine::memory().map_or_else(String::new, |it| format!(", {it} GiB of memory"));
    format!(
        "## How it was measured\n\n\
         {}; commit {}; {}{memory}. Other generators: {peers}, installed by\n\n\
         ```console\n$ {INSTALL}\n```\n\n\
         and measured by `cargo xtask bench`; documents that are not in this repository are given \
         with `--documents`.\n",
        machine::day(),
        machine::commit(),
        machine::machine(),
    )
}
