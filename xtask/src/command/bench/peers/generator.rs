//! The generators that are there: this project's, and the others that are installed.

use super::{
    contender::{Contender, PEERS},
    package,
    sample::{Failure, Sample},
};
use crate::{
    Failed,
    command::within::Bounds,
    console::{failed, line},
    workspace,
};
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::{collections::BTreeMap, env, fs, io, process::Command};

/// What installs the other generators.
pub(super) const INSTALL: &str =
    "cargo install --locked cargo-progenitor@0.15.1 oas3-gen@0.29.0 ploidy@0.15.0";

/// What a generator may use at most.
const BOUNDS: Bounds = Bounds { seconds: 300, mebibytes: 8 * 1024 };

/// A generator that is there.
#[derive(Debug)]
pub(super) struct Generator {
    pub(super) contender: Contender,
    program: Utf8PathBuf,
    /// Its version, when its installation says it.
    version: Option<String>,
}

/// This project, and the other generators found in a folder, or else among the programs.
pub(super) fn installed(folder: Option<&Utf8Path>) -> Result<Vec<Generator>, Failed> {
    let ours = Generator {
        contender: Contender::Ours,
        program: workspace::optimized()?,
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    let mut found = vec![ours];
    for contender in PEERS {
        match find(contender, folder) {
            Some(generator) => found.push(generator),
            None => line(format!("{} is not installed: `{INSTALL}`", contender.title())),
        }
    }
    if let (Some(folder), 1) = (folder, found.len()) {
        return Err(failed(format!("no other generator in `{folder}`")));
    }
    Ok(found)
}

fn find(contender: Contender, folder: Option<&Utf8Path>) -> Option<Generator> {
    let name = contender.program()?;
    let everywhere = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = match folder {
        Some(folder) => vec![folder.to_owned()],
        None => env::split_paths(&everywhere)
            .filter_map(|path| Utf8PathBuf::from_path_buf(path).ok())
            .collect(),
    };
    let program = folders.iter().map(|it| it.join(name)).find(|it| it.is_file())?;
    let version = version(&program, name);
    Some(Generator { contender, program, version })
}

/// The version that `cargo install` noted beside the folder of programs.
fn version(program: &Utf8Path, name: &str) -> Option<String> {
    let installation = program.parent()?.parent()?;
    let text = fs::read_to_string(installation.join(".crates.toml")).ok()?;
    let noted: toml::Table = text.parse().ok()?;
    let packages = noted.get("v1")?.as_table()?;
    let mut versions = packages.keys().filter_map(|package| {
        let mut words = package.split(' ');
        (words.next() == Some(name)).then(|| words.next()).flatten()
    });
    versions.next_back().map(str::to_owned)
}

/// A document that crates are made from.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its name in folders, and in the crates that are generated from it.
    pub(super) id: String,
    pub(super) path: Utf8PathBuf,
    /// The same document as progenitor understands it, where it does not understand this one.
    pub(super) for_progenitor: Option<Utf8PathBuf>,
}

/// The part of the report of `generate` that counts here.
#[derive(Deserialize)]
struct Report {
    operations: Vec<Operation>,
}

#[derive(Deserialize)]
struct Operation {
    /// The method's path: `crate::group::Group::method`.
    rust: String,
}

impl Generator {
    /// Its name and version.
    pub(super) fn version(&self) -> Option<String> {
        let name = self.contender.program()?;
        Some(format!("{name} {}", self.version.as_deref().unwrap_or("of an unknown version")))
    }

    /// Generates a crate into a folder, whose name is the crate's.
    pub(super) fn generate(
        &self,
        document: &Document,
        folder: &Utf8Path,
    ) -> Result<Sample, Failure> {
        if folder.is_dir() {
            set_aside(folder)?;
        }
        let run = BOUNDS.run(&self.command(document, folder))?;
        Sample::of(&run, BOUNDS)
    }

    /// How many operations each group of a document has, as this project reports them.
    pub(super) fn operations(
        &self,
        document: &Document,
        folder: &Utf8Path,
    ) -> Result<BTreeMap<String, usize>, Failure> {
        let path = folder.with_extension("report.json");
        let mut command = self.command(document, folder);
        command.args(["--report", path.as_str()]);
        Sample::of(&BOUNDS.run(&command)?, BOUNDS)?;
        let report: Report = serde_json::from_str(&fs::read_to_string(path)?)?;
        let mut counts = BTreeMap::new();
        for operation in report.operations {
            if let Some(group) = operation.rust.split("::").nth(1) {
                *counts.entry(group.to_owned()).or_default() += 1;
            }
        }
        Ok(counts)
    }

    fn command(&self, document: &Document, folder: &Utf8Path) -> Command {
        let (input, out) = (document.path.as_str(), folder.as_str());
        let name = folder.file_name().unwrap_or_default();
        let progenitor = |interface| {
            let input = document.for_progenitor.as_deref().map_or(input, Utf8Path::as_str);
            vec![
                "progenitor",
                "-i",
                input,
                "-o",
                out,
                "-n",
                name,
                "-v",
                "0.1.0",
                "--interface",
                interface,
            ]
        };
        let arguments = match self.contender {
            Contender::ProgenitorPositional => progenitor("positional"),
            Contender::ProgenitorBuilder => progenitor("builder"),
            Contender::Oas3Gen => {
                vec!["generate", "client-mod", "--workspace", "--quiet", "-i", input, "-o", out]
            }
            Contender::Ploidy => vec!["generate", "rust", input, "-o", out, "--name", name],
            Contender::Ours | Contender::ByHand => {
                vec!["generate", input, "--out", out, "--name", name]
            }
        };
        let mut command = Command::new(&self.program);
        command.args(arguments);
        command
    }
}

/// Where crates of earlier runs are, until [`clear`] deletes them.
fn before() -> Utf8PathBuf {
    package::folder().join("before")
}

/// Moves a crate to those of earlier runs. Deleting it there and then would be measured too: for a
/// while the file system looks for each new file's place among those that have just become free.
fn set_aside(folder: &Utf8Path) -> io::Result<()> {
    let before = before();
    fs::create_dir_all(&before)?;
    let name = folder.file_name().unwrap_or_default();
    let mut places = (0_u64..).map(|number| before.join(format!("{name}-{number}")));
    let free = places.find(|place| !place.exists());
    free.map_or(Ok(()), |free| fs::rename(folder, free))
}

/// Deletes the crates of earlier runs.
pub(super) fn clear() -> io::Result<()> {
    let before = before();
    if before.is_dir() { fs::remove_dir_all(before) } else { Ok(()) }
}
