//! What goes over the wire: cases with a `wire.rs` promise it there, each of its own client.

use codegen::{
    diagnostic::Diagnostics,
    emit::{Layout, emit},
};
use std::{fmt::Write, fs};
use tests::{Sandbox, package, workspace};

/// The cases are modules of one crate, and their promises are modules of its one test.
#[test]
fn clients_send_what_was_asked_and_read_what_comes() {
    let mut sandbox = Sandbox::new("wire");
    let (mut apis, mut features) = (Vec::new(), Vec::new());
    let mut diagnostics = Diagnostics::new();
    let server = workspace().join("tests/wire/server.rs");
    let mut test = format!("#[path = {:?}]\nmod server;\n", server.as_str());
    for case in tests::cases().unwrap() {
        let Some(promises) = case.wire() else { continue };
        let module = case.module();
        apis.extend(case.api(&module).unwrap());
        writeln!(test, "#[path = {:?}]\nmod {module};", promises.as_str()).unwrap();
        features.push(module);
    }
    assert_eq!(apis.len(), features.len());
    let files = emit(&package("clients", Layout::Modules), &apis, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    let folder = sandbox.add("clients", &files);
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("tests/wire.rs"), test).unwrap();
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let tokio = "tokio = { version = \"1\", default-features = false, features = [\"rt\"] }";
    let manifest = format!("{manifest}\n[dev-dependencies]\n{tokio}\n");
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    sandbox.finish();
    sandbox.cargo(&["test", "--test", "wire", "--features", &features.join(",")]);
}
