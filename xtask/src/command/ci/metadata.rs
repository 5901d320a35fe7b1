//! What `cargo metadata` says of the workspace and its dependencies.

use super::cargo;
use crate::console::line;
use serde::Deserialize;
use std::{collections::BTreeMap, path::PathBuf, process::Stdio};

/// What `cargo metadata` says, as far as CI asks.
#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) rust_version: Option<String>,
    /// Nothing for the workspace's own packages.
    pub(super) source: Option<String>,
    pub(super) manifest_path: PathBuf,
    pub(super) features: BTreeMap<String, Vec<String>>,
}

/// Asks cargo about the workspace.
pub(super) fn metadata(arguments: &[&str]) -> Option<Metadata> {
    let mut command = cargo();
    command.args(["metadata", "--format-version", "1"]).args(arguments).stderr(Stdio::inherit());
    let output = command.output().ok()?;
    serde_json::from_slice(&output.stdout).map_err(|error| line(error.to_string())).ok()
}
