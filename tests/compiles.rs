//! The crate of each golden case compiles, passes clippy and documents itself without a warning.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use camino::Utf8Path;
use codegen::{diagnostic::Diagnostics, files::Folder};
use std::{fs, process::Command};
use tests::workspace;

/// All crates are members of one workspace, so that cargo starts, resolves and builds what they
/// depend on once. It shares the outer workspace's target folder and lock file, hence the
/// dependencies that are built already.
#[test]
fn every_generated_crate_is_clean() {
    let root = workspace().join("target/golden");
    let names = write_crates(&root);
    assert!(!names.is_empty(), "no golden case becomes a crate");
    let members: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();

    cargo(&root, &["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"]);
    cargo(&root, &["doc", "--workspace", "--no-deps"]);
}

/// Writes the crates of all cases that become one, each in a folder of its name.
fn write_crates(root: &Utf8Path) -> Vec<String> {
    let mut names = Vec::new();
    for case in tests::cases().unwrap() {
        let name = format!("case-{}", case.name.replace('/', "-"));
        let Some(files) = case.generate(&name).unwrap() else { continue };
        let folder = Folder::new(root.join(&name));
        let mut diagnostics = Diagnostics::new();
        let comparison = files.compare(&folder, &mut diagnostics);
        comparison.unwrap_or_else(|| panic!("{diagnostics:?}")).write().unwrap();
        join_workspace(&folder.path().join("Cargo.toml"));
        names.push(name);
    }
    names
}

/// A generated crate may be the root of its own workspace; as a member it may not.
fn join_workspace(manifest: &Utf8Path) {
    let text = fs::read_to_string(manifest).unwrap();
    let mut table: toml::Table = text.parse().unwrap();
    if table.remove("workspace").is_some() {
        let mark = text.lines().next().unwrap();
        fs::write(manifest, format!("{mark}\n{table}")).unwrap();
    }
}

fn cargo(root: &Utf8Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", workspace().join("target"))
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .current_dir(root)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{said}", arguments.join(" "));
}
