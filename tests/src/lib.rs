//! Golden cases: a folder each, input beside expectation. `tests/README.md` says how to add one.

mod case;
mod expectation;
mod sandbox;

pub use case::{Case, Kind, cases, package};
pub use sandbox::Sandbox;

use camino::{Utf8Path, Utf8PathBuf};

/// The workspace's root.
pub fn workspace() -> Utf8PathBuf {
    let package = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}
