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
    /// OpenAPI documents to generate from and to build, besides IONOS's.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    documents: Vec<Utf8PathBuf>,
    /// What to measure; everything unless given.
    #[arg(long, value_name = "PART", value_enum, num_args = 1..)]
    parts: Vec<Part>,
    /// The folder for the pages, one for each part, and their plots: `tests/benchmarks/figures`
    /// unless given.
    #[arg(long, value_name = "DIR")]
    out: Option<Utf8PathBuf>,
}

/// Something that is measured by itself, and has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// What `regenerate --check` costs.
    Regenerate,
    /// Generating crates from the documents that are given.
    Generate,
    /// Building the client of the IONOS document.
    Crate,
    /// Programs of four calls on that client.
    Programs,
    /// Building the crates of the documents that are given.
    Large,
    /// Features for groups of operations in these documents' crates.
    Groups,
}

/// How often `regenerate --check` runs.
const REGENERATIONS: usize = 20;

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    if let Some(missing) = arguments.documents.iter().find(|it| !it.is_file()) {
        return Err(failed(format!("there is no file `{missing}`")));
    }
    let out = arguments.out();
    let documents = documents::documents(&arguments.documents)?;
    let generators = generator::installed(arguments.peers.as_deref())?;
    let conditions = page::conditions(&generators);
    let runs = arguments.runs.max(1);
    let mut missed = 0;
    for part in Part::value_variants().iter().filter(|it| arguments.wants(**it)) {
        let (mut tables, mut sections) = (Vec::new(), Vec::new());
        match part {
            Part::Crate => tables.push(ionos::building(&ionos::clients(&generators)?, runs)),
            Part::Programs => tables.push(ionos::using(&ionos::clients(&generators)?, runs)),
            Part::Generate | Part::Large | Part::Groups if documents.is_empty() => continue,
            Part::Generate => tables.push(documents::generating(&generators, &documents, runs)),
            Part::Large => tables.push(documents::building(&generators, &documents, runs)),
            Part::Groups => {
                let ours = generators.first();
                sections.extend(ours.and_then(|it| groups::section(it, &documents, runs)));
            }
            Part::Regenerate => {
                // Why it cannot be measured has been shown.
                let Ok(cost) = regenerate::measure(REGENERATIONS) else {
                    missed += 1;
                    continue;
                };
                line(cost.to_string());
                missed += usize::from(!cost.is_within());
                sections.push(format!("{cost}\n"));
            }
        }
        missed += tables.iter().flat_map(|it| &it.rows).filter(|it| it.is_missed()).count();
        let page = page::of(*part, runs, &tables, &sections, &conditions);
        // With stdout closed nobody reads it.
        let _ = write!(io::stdout(), "{page}");
        write(&out, &format!("{}.md", part.name()), &page)?;
        if !tables.is_empty() {
            write(&out, &format!("{}.svg", part.name()), &plot::of(&tables))?;
        }
    }
    // They are in `target`, and the next run deletes what this one could not.
    let _ = generator::clear();
    match missed {
        0 => Ok(()),
        missed => Err(failed(format!("{} missed", plural(missed, "goal")))),
    }
}

impl Part {
    /// The name of its page: as the command line has it.
    fn name(self) -> String {
        let name = self.to_possible_value();
        name.map(|it| it.get_name().to_owned()).unwrap_or_default()
    }

    /// What its page is about.
    fn title(self) -> &'static str {
        match self {
            Self::Regenerate => "What regenerating costs when nothing has changed",
            Self::Generate => "What generating large crates costs",
            Self::Crate => "What building the IONOS client costs",
            Self::Programs => "What building a program on the IONOS client costs",
            Self::Large => "What building large crates costs",
            Self::Groups => "What checking a group of operations costs",
        }
    }
}

impl Arguments {
    fn wants(&self, part: Part) -> bool {
        self.parts.is_empty() || self.parts.contains(&part)
    }

    /// The folder to write to.
    fn out(&self) -> Utf8PathBuf {
        let usual = || workspace::root().join("tests/benchmarks/figures");
        self.out.clone().unwrap_or_else(usual)
    }
}

fn write(folder: &Utf8Path, name: &str, text: &str) -> Result<(), Failed> {
    let path = folder.join(name);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| failed(format!("cannot write `{path}`: {error}")))?;
    line(format!("wrote {path}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_part_has_a_page_of_its_own() {
        let parts = Part::value_variants();
        let names: BTreeSet<_> = parts.iter().map(|part| part.name()).collect();
        assert_eq!(names.len(), parts.len());
        assert!(!names.contains(""));
    }
}
