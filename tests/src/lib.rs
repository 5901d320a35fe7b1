//! Golden cases: a folder each, input beside expectation. `tests/README.md` says how to add one.

mod case;
mod expectation;
mod sandbox;

pub use case::{Case, Kind, cases, package};
pub use sandbox::Sandbox;

use camino::{Utf8Path, Utf8PathBuf};
use std::{env, process::Command};

/// The workspace's root.
pub fn workspace() -> Utf8PathBuf {
    let package = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Cargo at the workspace's root, without the network, as it is called from a shell.
pub fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(workspace());
    command.env("CARGO_NET_OFFLINE", "true").env("CARGO_TARGET_DIR", workspace().join("target"));
    // What cargo tells a test of its package; ring's build script would take it for a change, and
    // build again all that stands on it.
    let told = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in told.filter(|it| it.starts_with("CARGO_PKG_") || it.starts_with("CARGO_MANIFEST_"))
    {
        command.env_remove(name);
    }
    command
}
