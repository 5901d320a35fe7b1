//! Crates that tests generate, as members of a workspace of their own: it shares the outer one's
//! target folder and lock file, hence the dependencies that are built already.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::{cargo, workspace};
use camino::Utf8PathBuf;
use codegen::{
    diagnostic::Diagnostics,
    files::{FileSet, Folder},
};
use std::fs;

/// A workspace below `target/`.
#[derive(Debug)]
pub struct Sandbox {
    root: Utf8PathBuf,
    members: Vec<String>,
}

impl Sandbox {
    /// A workspace of this name.
    pub fn new(name: &str) -> Self {
        Self { root: workspace().join("target").join(name), members: Vec::new() }
    }

    /// Writes a crate into a folder of its name, and gives the folder.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    pub fn add(&mut self, name: &str, files: &FileSet) -> Utf8PathBuf {
        let folder = Folder::new(self.root.join(name));
        let mut diagnostics = Diagnostics::new();
        let comparison = files.compare(&folder, &mut diagnostics);
        comparison.unwrap_or_else(|| panic!("{diagnostics:?}")).write().unwrap();
        // A generated crate may be the root of its own workspace; as a member it may not.
        let manifest = folder.path().join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let mut table: toml::Table = text.parse().unwrap();
        if table.remove("workspace").is_some() {
            let mark = text.lines().next().unwrap();
            fs::write(&manifest, format!("{mark}\n{table}")).unwrap();
        }
        self.members.push(format!("\"{name}\""));
        folder.path().to_owned()
    }

    /// Writes the workspace's own files.
    ///
    /// # Panics
    ///
    /// When they cannot be written.
    pub fn finish(&self) {
        let members = self.members.join(", ");
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
        fs::write(self.root.join("Cargo.toml"), manifest).unwrap();
        fs::copy(workspace().join("Cargo.lock"), self.root.join("Cargo.lock")).unwrap();
    }

    /// Runs cargo in the workspace.
    ///
    /// # Panics
    ///
    /// When it fails, with all that it says.
    pub fn cargo(&self, arguments: &[&str]) {
        let output = cargo()
            .args(arguments)
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .current_dir(&self.root)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        assert!(output.status.success(), "cargo {}:\n{said}", arguments.join(" "));
    }
}
