//! What building a library compiles: its own functions, and those of the standard library and of its
//! dependencies that it makes copies of, which its source does not show. Reading JSON by one of two
//! functions that differ in nothing else was a tenth of all that was compiled.

use codegen::files::FileSet;
use std::fs;
use tests::Sandbox;

/// How many functions an optimized build of a crate compiles, each counted once.
pub(crate) fn functions(files: &FileSet) -> u64 {
    let mut sandbox = Sandbox::new("budget");
    let folder = sandbox.add("budget", files);
    sandbox.finish();
    let ir = folder.join("budget.ll");
    // What dependencies have compiled already is used again by builds that are not optimized, and
    // one unit has no function twice.
    let options = ["-Copt-level=3", "-Cno-prepopulate-passes", "-Ccodegen-units=1"];
    let emit = format!("--emit=llvm-ir={ir}");
    let build = ["rustc", "-p", "budget", "--lib", "--config", "build.incremental=false", "--"];
    sandbox.cargo(
        &[&build[..], &options, &["-Cdebuginfo=0", "-Cdebug-assertions=off", &emit]].concat(),
    );
    let ir = fs::read_to_string(ir).unwrap();
    u64::try_from(ir.lines().filter(|line| line.starts_with("define ")).count()).unwrap()
}
