//! The crate of each golden case compiles, passes clippy and documents itself without a warning.

use codegen::{
    diagnostic::Diagnostics,
    emit::{Layout, emit},
};
use std::collections::BTreeSet;
use tests::{Kind, Sandbox, package};

/// The cases are modules of one crate, so that the runtime and what all depend on are built once;
/// those about whole crates are crates as well, and so is one for each selection of the runtime's
/// files.
#[test]
fn every_generated_crate_is_clean() {
    let mut sandbox = Sandbox::new("golden");
    let mut apis = Vec::new();
    let mut diagnostics = Diagnostics::new();
    let mut runtimes = BTreeSet::new();
    for case in tests::cases().unwrap() {
        let Some(api) = case.api(&case.module()).unwrap() else { continue };
        let name = case.module().replace('_', "-");
        let package = package(&name, Layout::Root);
        let files = emit(&package, std::slice::from_ref(&api), &mut diagnostics);
        let paths = files.iter().map(|(path, _)| path);
        let runtime: Vec<_> = paths.filter(|path| path.starts_with("src/runtime")).collect();
        let is_new =
            runtimes.insert(runtime.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>());
        if is_new || case.kind == Kind::Crate {
            sandbox.add(&name, &files);
        }
        apis.push(api);
    }
    assert!(runtimes.len() > 10, "{runtimes:?}");
    let files = emit(&package("cases", Layout::Modules), &apis, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    sandbox.add("cases", &files);
    sandbox.finish();

    let modules: Vec<_> = apis.iter().map(|api| api.module.as_str()).collect();
    let plain = modules.join(",");
    let all = format!("{plain},full-serde,jiff,blocking,tracing,differences");
    for features in [&plain, &all] {
        sandbox.cargo(&["clippy", "--workspace", "--features", features, "--", "-Dwarnings"]);
    }
    sandbox.cargo(&["doc", "--workspace", "--features", &all, "--no-deps"]);
}
