//! Generating and building, beside the other generators that are installed.

mod contender;
mod documents;
mod generator;
mod groups;
mod ionos;
mod package;
mod page;
mod plot;
mod rounds;
mod row;

use super::{regenerate, sample};
use crate::{
    Failed,
    console::{failed, line, plural},
    workspace,
};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum;
use std::{
    fs,
    io::{self, Write},
};

#[derive(Debug, clap::Args)]
#[group(id = "peers-arguments")]
pub(crate) struct Arguments {
    /// How often each figure is measured; the median counts.
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: usize,
    /// The folder of the other generators' programs; all folders of programs unless given.
    #[arg(long, value_name = "DIR")]
    peers: Option<Utf8PathBuf>,
    /// OpenAPI documents to generate from and to check, besides IONOS's.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    documents: Vec<Utf8PathBuf>,
    /// What to measure; everything unless given.
    #[arg(long, value_name = "PART", value_enum, num_args = 1..)]
    parts: Vec<Part>,
    /// The folder for `building.md` and `building.svg`: `tests/benchmarks` unless given. Some parts
    /// alone go to another one.
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// What `regenerate --check` costs.
    Regenerate,
    /// Building the client of the IONOS document.
    Crate,
    /// Programs of four calls on that client.
    Programs,
    /// Generating and checking the documents that are given.
    Documents,
    /// Features for groups of operations in these documents' crates.
    Groups,
}

/// How often `regenerate --check` runs.
const REGENERATIONS: usize = 20;

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    if let Some(missing) = arguments.documents.iter().find(|it| !it.is_file()) {
        return Err(failed(format!("there is no file `{missing}`")));
    }
    let out = arguments.out()?;
    let documents = documents::documents(&arguments.documents)?;
    let generators = generator::installed(arguments.peers.as_deref())?;
    let runs = arguments.runs.max(1);
    let (mut tables, mut sections, mut missed) = (Vec::new(), Vec::new(), 0);
    let mut page = String::new();
    for part in Part::value_variants().iter().filter(|it| arguments.wants(**it)) {
        match part {
            Part::Crate => tables.push(ionos::building(&ionos::clients(&generators)?, runs)),
            Part::Programs => tables.push(ionos::using(&ionos::clients(&generators)?, runs)),
            Part::Documents if documents.is_empty() => {}
            Part::Documents => tables.push(documents::table(&generators, &documents, runs)),
            Part::Groups => {
                let ours = generators.first();
                sections.extend(ours.and_then(|it| groups::section(it, &documents, runs)));
            }
            Part::Regenerate => match regenerate::measure(REGENERATIONS) {
                Ok(cost) => {
                    line(cost.to_string());
                    missed += usize::from(!cost.is_within());
                    sections.push(format!("## Regenerating\n\n{cost}\n"));
                }
                Err(Failed) => missed += 1,
            },
        }
        // What has been measured stays, whatever becomes of the rest.
        page = page::of(&generators, runs, &tables, &sections);
        write(&out, &page, &plot::of(&tables))?;
    }
    // They are in `target`, and the next run deletes what this one could not.
    let _ = generator::clear();
    // With stdout closed nobody reads it.
    let _ = write!(io::stdout(), "{page}");
    missed += tables.iter().flat_map(|it| &it.rows).filter(|it| it.is_missed()).count();
    match missed {
        0 => Ok(()),
        missed => Err(failed(format!("{} missed", plural(missed, "goal")))),
    }
}

impl Arguments {
    fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    /// The folder to write to. What is checked in is whole: some parts alone would take the others
    /// off the page.
    fn out(&self) -> Result<Utf8PathBuf, Failed> {
        match &self.out {
            Some(out) => Ok(out.clone()),
            None if self.parts.is_empty() => Ok(workspace::root().join("tests/benchmarks")),
            None => Err(failed("`--parts` would leave the rest off the page: give `--out`")),
        }
    }
}

/// Writes the page and the plot.
fn write(out: &Utf8Path, page: &str, plot: &str) -> Result<(), Failed> {
    let files = [("building.md", page), ("building.svg", plot)];
    for (name, text) in files {
        let path = out.join(name);
        fs::write(&path, text)
            .map_err(|error| failed(format!("cannot write `{path}`: {error}")))?;
        line(format!("wrote {path}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn out(arguments: &[&str]) -> Option<Utf8PathBuf> {
        let line = ["bench"].iter().chain(arguments);
        <Line as clap::Parser>::parse_from(line).arguments.out().ok()
    }

    #[test]
    fn some_parts_alone_are_not_written_over_the_whole() {
        assert!(out(&[]).is_some_and(|it| it.ends_with("tests/benchmarks")));
        assert_eq!(out(&["--parts", "groups"]), None);
        assert_eq!(out(&["--parts", "groups", "--out", "/tmp"]), Some("/tmp".into()));
    }
}
