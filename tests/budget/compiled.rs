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
    let emit = format!("--emit=llvm-ir={ir}");
    sandbox.cargo(&[
        "rustc",
        "-p=budget",
        "--lib",
        "--config=build.incremental=false",
        "--",
        // What dependencies have compiled is compiled once more only by builds that optimize.
        "-Copt-level=3",
        "-Cno-prepopulate-passes",
        "-Cdebuginfo=0",
        "-Cdebug-assertions=off",
        // In one unit, each function is there once.
        "-Ccodegen-units=1",
        &emit,
    ]);
    let ir = fs::read_to_string(ir).unwrap();
    u64::try_from(ir.lines().filter(|line| line.starts_with("define ")).count()).unwrap()
}
