//! One document: generated, checked, and what became of it.

use super::trip::{Trips, trips};
use crate::command::within::{Bounds, Run, last_line};
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::Value;
use std::{fs, io, process::Command};

/// What a check may use: each of its processes, of which rustc is the largest.
pub(super) const CHECK: Bounds = Bounds { seconds: 900, mebibytes: 12 * 1024 };
/// The largest report that is read: what a hostile document can fill.
const LARGEST_REPORT: u64 = 256 << 20;

/// What became of one document, as the report has it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Document {
    /// Its path inside the folder.
    pub(super) file: String,
    /// Its size.
    pub(super) bytes: u64,
    /// How many operations stand in it; nothing when it cannot be read.
    pub(super) operations: Option<usize>,
    /// How many operations have a method.
    pub(super) emitted: usize,
    /// How many types the crate has.
    pub(super) types: usize,
    /// How much of the document has no place in the crate.
    pub(super) skipped: usize,
    /// Processor time of `generate`.
    pub(super) seconds: f64,
    /// The most memory that `generate` held at a time, in bytes.
    pub(super) peak_memory: u64,
    /// What the checks say, when there were any.
    pub(super) check: Option<Check>,
    /// Processor time of `cargo check`, the crate alone.
    pub(super) check_seconds: Option<f64>,
    /// The most memory that a process of `cargo check` held at a time, in bytes.
    pub(super) check_peak_memory: Option<u64>,
    /// What became of the examples of its responses, when that was asked.
    pub(super) examples: Option<Trips>,
    /// Why the document failed, in a line.
    pub(super) error: Option<String>,
    /// What was found in it.
    pub(super) diagnostics: Vec<Value>,
}

/// What the checks say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Check {
    Ok,
    Failed,
}

/// The part of the report of `generate` that counts here.
#[derive(Deserialize)]
struct Report {
    fragments: Vec<Fragment>,
    operations: Vec<IgnoredAny>,
    types: Vec<IgnoredAny>,
    skipped: Vec<IgnoredAny>,
    diagnostics: Vec<Value>,
}

#[derive(Deserialize)]
struct Fragment {
    operations: usize,
}

/// How documents become crates.
#[derive(Debug)]
pub(super) struct Generator {
    /// The program whose `generate` is called.
    pub(super) program: Utf8PathBuf,
    pub(super) bounds: Bounds,
}

impl Generator {
    /// Generates a crate.
    pub(super) fn generate(&self, input: &Utf8Path, crate_folder: &Utf8Path) -> Document {
        let mut document = Document::default();
        if let Err(error) = self.try_generate(input, crate_folder, &mut document) {
            document.error = Some(error.to_string());
        }
        document
    }

    fn try_generate(
        &self,
        input: &Utf8Path,
        crate_folder: &Utf8Path,
        document: &mut Document,
    ) -> io::Result<()> {
        document.bytes = fs::metadata(input)?.len();
        fs::create_dir_all(crate_folder)?;
        let report = crate_folder.join("report.json");
        // Whatever this run comes to, an earlier one's report does not speak for it.
        fs::write(&report, "")?;
        let mut command = Command::new(&self.program);
        command.args(["generate", input.as_str(), "--out", crate_folder.as_str()]);
        command.args(["--report", report.as_str()]);
        let run = self.bounds.run(&command)?;
        document.seconds = run.seconds;
        document.peak_memory = run.peak_memory;
        if let Some(reason) = run.stopped(self.bounds) {
            return Err(io::Error::other(reason));
        }
        document.take(read(&report, &run)?);
        document.error = document.shortcoming(&run);
        Ok(())
    }
}

fn read(report: &Utf8Path, run: &Run) -> io::Result<Report> {
    let size = fs::metadata(report)?.len();
    if size == 0 {
        return Err(io::Error::other(last_line(&run.stderr).to_owned()));
    }
    if size > LARGEST_REPORT {
        return Err(io::Error::other(format!("the report has {} MiB", size >> 20)));
    }
    Ok(serde_json::from_slice(&fs::read(report)?)?)
}

impl Document {
    fn take(&mut self, report: Report) {
        let counts = report.fragments.iter().map(|it| it.operations);
        self.operations = (!report.fragments.is_empty()).then(|| counts.sum());
        self.emitted = report.operations.len();
        self.types = report.types.len();
        self.skipped = report.skipped.len();
        self.diagnostics = report.diagnostics;
    }

    /// What the crate lacks, or why there is none.
    fn shortcoming(&self, run: &Run) -> Option<String> {
        if !run.is_success() {
            let error = self.diagnostics.iter().find(|it| it["severity"] == "error");
            let message = error.and_then(|it| it["message"].as_str());
            return Some(message.unwrap_or_else(|| last_line(&run.stderr)).to_owned());
        }
        if self.skipped > 0 {
            return Some(format!("{} skipped", self.skipped));
        }
        let operations = self.operations.unwrap_or_default();
        (operations != self.emitted)
            .then(|| format!("{} of {operations} operations have a method", self.emitted))
    }

    /// Whether every operation has a method, and every check passed.
    pub(super) fn is_complete(&self) -> bool {
        self.error.is_none()
    }
}

/// Which checks a crate goes through.
#[derive(Clone, Copy, Debug)]
pub(super) enum Depth {
    /// `cargo check`.
    Check,
    /// `cargo clippy` and `cargo doc` as well, both with every feature of the models.
    Lint,
}

/// Asks cargo about crates, one after the other, with a target folder for all of them.
#[derive(Debug)]
pub(super) struct Checker {
    pub(super) target: Utf8PathBuf,
    /// The versions that every crate is checked with.
    pub(super) lock: Utf8PathBuf,
    pub(super) depth: Depth,
}

impl Checker {
    /// Builds what all crates depend on, so that no document's figures hold it.
    pub(super) fn prepare(&self, generator: &Generator) -> Result<(), String> {
        const EMPTY: &str =
            r#"{"openapi": "3.0.3", "info": {"title": "Empty", "version": "0"}, "paths": {}}"#;
        let folder = self.target.join("empty");
        let input = folder.join("empty.json");
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&input, EMPTY));
        written.map_err(|error| format!("cannot write `{input}`: {error}"))?;
        let mut document = generator.generate(&input, &folder);
        self.check(&folder, &mut document);
        document.error.map_or(Ok(()), Err)
    }

    /// Checks a document's crate, if there is one; any warning fails.
    pub(super) fn check(&self, crate_folder: &Utf8Path, document: &mut Document) {
        if !document.is_complete() {
            return;
        }
        let outcome = self.try_check(crate_folder, document).map_err(|error| error.to_string());
        document.check = Some(if outcome.is_ok() { Check::Ok } else { Check::Failed });
        document.error = outcome.err();
    }

    fn try_check(&self, crate_folder: &Utf8Path, document: &mut Document) -> io::Result<()> {
        // Cargo would ask the registry which versions are the newest today.
        fs::copy(&self.lock, crate_folder.join("Cargo.lock"))?;
        let check = CHECK.run(self.cargo("check", crate_folder).arg("--quiet"))?;
        document.check_seconds = Some(check.seconds);
        document.check_peak_memory = Some(check.peak_memory);
        passed("check", &check)?;
        if let Depth::Lint = self.depth {
            let models = ["--quiet", "--features", "full-serde"];
            let clippy = CHECK.run(self.cargo("clippy", crate_folder).args(models))?;
            passed("clippy", &clippy)?;
            let doc = CHECK.run(self.cargo("doc", crate_folder).arg("--no-deps").args(models))?;
            passed("doc", &doc)?;
        }
        Ok(())
    }

    /// Sends the examples of a document's responses through the types of its crate, if there is one.
    pub(super) fn examples(
        &self,
        generator: &Generator,
        input: &Utf8Path,
        crate_folder: &Utf8Path,
        document: &mut Document,
    ) {
        if !document.is_complete() {
            return;
        }
        let folder = crate_folder.join("round-trip");
        let run = |files: &[&str]| {
            let mut cargo = self.cargo("run", &folder);
            // What the program computes counts, and not how it would be debugged.
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").args(["--quiet", "--"]).args(files);
            CHECK.run(&cargo)
        };
        match trips(generator, input, crate_folder, &folder, run) {
            Ok(trips) => document.examples = Some(trips),
            Err(error) => document.error = Some(format!("examples: {error}")),
        }
    }

    fn cargo(&self, command: &str, crate_folder: &Utf8Path) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args([command, "--offline", "--manifest-path"]);
        cargo.arg(crate_folder.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        cargo.env("RUSTFLAGS", "-Dwarnings").env("RUSTDOCFLAGS", "-Dwarnings");
        cargo
    }
}

pub(super) fn passed(command: &str, run: &Run) -> io::Result<()> {
    if run.is_success() {
        return Ok(());
    }
    let says = |line: &&str| line.starts_with("error") || line.starts_with("warning");
    let reason = run.stderr.lines().find(says).unwrap_or_else(|| last_line(&run.stderr));
    Err(io::Error::other(format!("cargo {command}: {reason}")))
}
