//! A package on disk, and what building it costs.

use super::sample::{Failure, Sample};
use crate::{command::within::Bounds, workspace};
use camino::{Utf8Path, Utf8PathBuf};
use std::{collections::BTreeSet, fs, process::Command};

/// What each process of a build may use at most.
const BOUNDS: Bounds = Bounds { seconds: 900, mebibytes: 16 * 1024 };

/// A way of building.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Build {
    Check,
    /// As cargo builds a package of the workspace, or one that is depended on by its path.
    Dev,
    /// As cargo builds a dependency from a registry or from git.
    NotIncremental,
    Release,
}

impl Build {
    /// Cargo's words for it.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Dev | Self::NotIncremental => &["build"],
            Self::Release => &["build", "--release"],
        }
    }

    fn profile(self) -> &'static [&'static str] {
        match self {
            Self::Check | Self::Dev | Self::NotIncremental => &[],
            Self::Release => &["--release"],
        }
    }

    /// What tables call it.
    pub(super) fn title(self) -> String {
        let command = format!("`cargo {}`", self.words().join(" "));
        if self == Self::NotIncremental { format!("{command}, not incrementally") } else { command }
    }
}

/// A package that stands alone.
#[derive(Debug)]
pub(super) struct Package {
    pub(super) manifest: Utf8PathBuf,
    /// The packages that are built anew each time: itself, and the runtime that comes with it.
    measured: Vec<String>,
    /// How many packages the build takes, with itself.
    pub(super) tree: usize,
}

impl Package {
    /// Lets the package in a folder of its name stand alone, with this workspace's versions of
    /// dependencies where both have them, and fetches what it depends on. Those whose names begin
    /// with a prefix are its runtime, and measured with it.
    pub(super) fn open(folder: &Utf8Path, runtime: Option<&str>) -> Result<Self, Failure> {
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        if text.parse::<toml::Table>()?.get("workspace").is_none() {
            fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
        }
        fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let mut package = Self { manifest, measured: Vec::new(), tree: 0 };
        package.said(&["fetch"])?;
        let tree =
            package.said(&["tree", "--prefix", "none", "--edges", "normal", "--no-dedupe"])?;
        let packages: BTreeSet<&str> = tree.lines().map(str::trim).collect();
        let names = packages.iter().filter_map(|it| it.split(' ').next());
        let is_runtime = |it: &&str| runtime.is_some_and(|by| it.starts_with(by));
        let itself = folder.file_name().unwrap_or_default();
        package.measured = names.filter(is_runtime).chain([itself]).map(str::to_owned).collect();
        package.tree = packages.len();
        Ok(package)
    }

    /// Builds what it depends on, by way of a package with the same manifest and nothing in it: a
    /// large crate takes minutes, which would not count. Cargo takes the one for the other, so
    /// nothing of it stays.
    pub(super) fn build_dependencies(
        &self,
        build: Build,
        features: &[&str],
    ) -> Result<Sample, Failure> {
        let folder = self.manifest.parent().unwrap_or(&self.manifest);
        let hollow = folder.with_file_name(format!("{}-hollow", self.name()));
        fs::create_dir_all(hollow.join("src"))?;
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(folder.join(file), hollow.join(file))?;
        }
        let is_program = folder.join("src/main.rs").is_file();
        let (root, text) =
            if is_program { ("src/main.rs", "fn main() {}\n") } else { ("src/lib.rs", "") };
        fs::write(hollow.join(root), text)?;
        let sample = run(&hollow.join("Cargo.toml"), build, features, &shared_target());
        fs::remove_dir_all(&hollow)?;
        self.clean(build)?;
        sample
    }

    /// Builds what is measured anew, and all else only when it has never been built.
    pub(super) fn build(&self, build: Build, features: &[&str]) -> Result<Sample, Failure> {
        self.clean(build)?;
        run(&self.manifest, build, features, &shared_target())
    }

    /// Removes what was built of what is measured.
    fn clean(&self, build: Build) -> Result<(), Failure> {
        let names = self.measured.iter().flat_map(|it| ["--package", it.as_str()]);
        let mut clean = vec!["clean"];
        clean.extend(build.profile());
        clean.extend(names);
        self.said(&clean).map(drop)
    }

    /// Builds everything into an empty folder, optimized.
    pub(super) fn build_from_nothing(&self) -> Result<Sample, Failure> {
        let target = folder().join("empty");
        if target.is_dir() {
            fs::remove_dir_all(&target)?;
        }
        let sample = run(&self.manifest, Build::Release, &[], &target);
        fs::remove_dir_all(&target)?;
        sample
    }

    /// The size in bytes of the program that an optimized build made.
    pub(super) fn program_size(&self) -> Result<u64, Failure> {
        Ok(fs::metadata(shared_target().join("release").join(self.name()))?.len())
    }

    /// Its name, which is its folder's.
    fn name(&self) -> &str {
        self.measured.last().map(String::as_str).unwrap_or_default()
    }

    /// What cargo says on stdout, without being measured.
    fn said(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = cargo(&self.manifest, arguments, &shared_target()).output()?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(Failure::said(&String::from_utf8_lossy(&output.stderr)))
        }
    }
}

/// What building a package into a folder costs.
fn run(
    manifest: &Utf8Path,
    build: Build,
    features: &[&str],
    target: &Utf8Path,
) -> Result<Sample, Failure> {
    let mut command = cargo(manifest, build.words(), target);
    command.args(features);
    if build == Build::NotIncremental {
        command.env("CARGO_INCREMENTAL", "0");
    }
    Sample::of(&BOUNDS.run(&command)?, BOUNDS)
}

fn cargo(manifest: &Utf8Path, arguments: &[&str], target: &Utf8Path) -> Command {
    let mut cargo = workspace::cargo();
    cargo.args(arguments).args(["--manifest-path", manifest.as_str()]);
    cargo.env("CARGO_TARGET_DIR", target);
    cargo
}

/// The folder for all that is generated and built.
pub(super) fn folder() -> Utf8PathBuf {
    workspace::root().join("target/bench")
}

/// Where all packages are built, so that what they have in common is built once.
fn shared_target() -> Utf8PathBuf {
    folder().join("build")
}
