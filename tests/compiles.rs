//! The crate of each golden case compiles, passes clippy and documents itself without a warning.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use camino::Utf8Path;
use codegen::{
    diagnostic::Diagnostics,
    emit::{Layout, emit},
    files::{FileSet, Folder},
};
use std::{fs, process::Command};
use tests::{Kind, package, workspace};

/// The cases are modules of one crate, so that the runtime and what all depend on are built once;
/// those about whole crates are crates as well. All are members of one workspace, which shares the
/// outer one's target folder and lock file, hence the dependencies that are built already.
#[test]
fn every_generated_crate_is_clean() {
    let root = workspace().join("target/golden");
    let mut members = vec!["cases".to_owned()];
    let mut apis = Vec::new();
    let mut diagnostics = Diagnostics::new();
    for case in tests::cases().unwrap() {
        let module = case.name.replace(['/', '-'], "_");
        let Some(api) = case.api(&module).unwrap() else { continue };
        if case.kind == Kind::Crate {
            let name = module.replace('_', "-");
            let package = package(&name, Layout::Root);
            let files = emit(&package, std::slice::from_ref(&api), &mut diagnostics);
            write(&root, &name, &files);
            members.push(name);
        }
        apis.push(api);
    }
    assert!(members.len() > 1, "no golden case becomes a crate");
    let files = emit(&package("cases", Layout::Modules), &apis, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    write(&root, "cases", &files);
    let members: Vec<_> = members.iter().map(|name| format!("\"{name}\"")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let modules: Vec<_> = apis.iter().map(|api| api.module.as_str()).collect();
    let plain = modules.join(",");
    let all = format!("{plain},full-serde,jiff,blocking,differences");
    for features in [&plain, &all] {
        cargo(&root, &["clippy", "--workspace", "--features", features, "--", "-Dwarnings"]);
    }
    cargo(&root, &["doc", "--workspace", "--features", &all, "--no-deps"]);
}

/// Writes a crate into a folder of its name.
fn write(root: &Utf8Path, name: &str, files: &FileSet) {
    let folder = Folder::new(root.join(name));
    let mut diagnostics = Diagnostics::new();
    let comparison = files.compare(&folder, &mut diagnostics);
    comparison.unwrap_or_else(|| panic!("{diagnostics:?}")).write().unwrap();
    join_workspace(&folder.path().join("Cargo.toml"));
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
