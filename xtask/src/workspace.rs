//! Where this workspace is, from whatever folder a command is called.

use camino::{Utf8Path, Utf8PathBuf};

/// The workspace's root: where `cargo` found this package, or where it was built.
pub(crate) fn root() -> Utf8PathBuf {
    let built = || env!("CARGO_MANIFEST_DIR").to_owned();
    let package =
        Utf8PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| built()));
    package.parent().map(Utf8Path::to_owned).unwrap_or(package)
}
