//! Where this workspace is, from whatever folder a command is called, and cargo in it.

use crate::{Failed, console::failed};
use camino::{Utf8Path, Utf8PathBuf};
use std::{env, process::Command};

/// The workspace's root: where `cargo` found this package, or where it was built.
pub(crate) fn root() -> Utf8PathBuf {
    let built = || env!("CARGO_MANIFEST_DIR").to_owned();
    let package = Utf8PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| built()));
    package.parent().map(Utf8Path::to_owned).unwrap_or(package)
}

/// Cargo, at the workspace's root, as it is called from a shell.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    // What cargo tells this program of its package; ring's build script would take it for a change,
    // and build again all that stands on it.
    for (name, _) in env::vars_os() {
        let is_ours =
            |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if name.to_str().is_some_and(is_ours) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs cargo to its end, and shows what it says.
///
/// # Errors
///
/// When it fails, or cannot be run; why has been shown.
#[cfg(target_os = "linux")]
pub(crate) fn succeed(arguments: &[&str]) -> Result<(), Failed> {
    let mut cargo = cargo();
    cargo.args(arguments);
    run(cargo)
}

/// This program as it was built.
///
/// # Errors
///
/// When it does not know where it is.
#[cfg(target_os = "linux")]
pub(crate) fn this_build() -> Result<Utf8PathBuf, Failed> {
    let program = env::current_exe().ok();
    let program = program.and_then(|path| Utf8PathBuf::from_path_buf(path).ok());
    program.ok_or_else(|| failed("this program does not know where it is"))
}

/// This program, optimized. Unless it is, that is built first, into this workspace's own folder,
/// wherever the shell has others built.
///
/// # Errors
///
/// When it cannot be built; why has been shown.
#[cfg(target_os = "linux")]
pub(crate) fn optimized() -> Result<Utf8PathBuf, Failed> {
    // Building would take the place of the program that runs.
    if !cfg!(debug_assertions) {
        return this_build();
    }
    let (build, program) = optimizing();
    run(build)?;
    Ok(program)
}

/// The build of this program, optimized, and the program that it makes.
#[cfg(target_os = "linux")]
fn optimizing() -> (Command, Utf8PathBuf) {
    let target = root().join("target");
    let mut build = cargo();
    build.args(["build", "--release", "--package", "xtask"]).env("CARGO_TARGET_DIR", &target);
    (build, target.join("release/xtask"))
}

/// Runs cargo to its end.
#[cfg(target_os = "linux")]
fn run(mut cargo: Command) -> Result<(), Failed> {
    match cargo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            let arguments: Vec<_> =
                cargo.get_args().map(std::ffi::OsStr::to_string_lossy).collect();
            Err(failed(format!("`cargo {}` failed", arguments.join(" "))))
        }
        Err(error) => Err(failed(format!("cannot run cargo: {error}"))),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_optimized_program_is_where_it_is_built() {
        let (build, program) = optimizing();
        let target = build.get_envs().find(|(name, _)| *name == "CARGO_TARGET_DIR");
        let target = target.and_then(|(_, folder)| folder?.to_str()).unwrap_or_default();
        assert_eq!(Utf8Path::new(target).join("release/xtask"), program);
    }
}
