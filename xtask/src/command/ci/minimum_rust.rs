//! The minimum Rust version: no dependency asks for more, and it builds where that version is
//! installed. (That no newer item of the standard library is used is clippy's `incompatible_msrv`.)

use super::{Outcome, cargo, succeeds};
use crate::{console::line, workspace};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, Stdio},
};

/// What `cargo metadata` says, as far as CI asks.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    version: String,
    rust_version: Option<String>,
    /// Nothing for the workspace's own packages.
    source: Option<String>,
    pub(super) manifest_path: PathBuf,
    pub(super) features: BTreeMap<String, Vec<String>>,
}

pub(super) fn check() -> Outcome {
    let Some(metadata) = metadata(&["--locked"]) else { return Outcome::Failed };
    let (own, dependencies): (Vec<_>, Vec<_>) =
        metadata.packages.iter().partition(|package| package.source.is_none());
    let Some(minimum) =
        own.iter().filter_map(|it| it.rust_version.as_deref()).min_by_key(|it| parts(it))
    else {
        line("no package states a minimum Rust version");
        return Outcome::Failed;
    };
    let mut outcome = Outcome::Passed;
    for package in dependencies {
        let asks = package.rust_version.as_deref().unwrap_or_default();
        if parts(asks) > parts(minimum) {
            let Package { name, version, .. } = package;
            line(format!("{name} {version} asks for Rust {asks}, and we promise {minimum}"));
            outcome = Outcome::Failed;
        }
    }
    match outcome {
        Outcome::Passed => build_with(minimum),
        other => other,
    }
}

/// Builds with the minimum version itself, where it is installed.
fn build_with(minimum: &str) -> Outcome {
    let with_minimum = |arguments: &[&str]| {
        let mut rustup = Command::new("rustup");
        rustup.args(["run", minimum, "cargo"]).args(arguments);
        rustup.env("RUSTUP_AUTO_INSTALL", "0").current_dir(workspace::root());
        rustup
    };
    let asked = with_minimum(&["--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !asked.is_ok_and(|status| status.success()) {
        line(format!("Rust {minimum} is not installed: only what the packages state was compared"));
        return Outcome::Passed;
    }
    succeeds(&mut with_minimum(&["check", "--workspace", "--target-dir", "target/minimum-rust"]))
}

/// Asks cargo about the workspace.
pub(super) fn metadata(arguments: &[&str]) -> Option<Metadata> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1"]).args(arguments).stderr(Stdio::inherit());
    let output = command.output().ok()?;
    serde_json::from_slice(&output.stdout).map_err(|error| line(error.to_string())).ok()
}

/// The parts of a version, to compare by: `1.88` and `1.88.0` are the same.
fn parts(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}
