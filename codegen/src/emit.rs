//! emit: the model becomes the files of a crate.

mod docs;
mod layout;

use crate::{files::FileSet, model::Api};

/// What stands in a generated crate's manifest.
#[derive(Clone, Debug)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// The crate's description, one sentence.
    pub description: String,
    /// The command that made the crate, for the head of each file.
    pub command: String,
    /// How the crate's APIs are laid out.
    pub layout: Layout,
}

/// How a crate's APIs are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The crate is the one API: `name::Client`.
    Root,
    /// A module and a feature per API: `name::ionos::Client`.
    Modules,
}

/// Writes the APIs down as a crate.
pub fn emit(_package: &Package, _apis: &[Api]) -> FileSet {
    FileSet::default()
}

#[cfg(test)]
mod tests {
    use super::{Layout, Package};

    pub(super) fn package() -> Package {
        Package {
            name: "sample".to_owned(),
            version: "0.1.0".to_owned(),
            description: "A sample.".to_owned(),
            command: "cargo xtask regenerate".to_owned(),
            layout: Layout::Root,
        }
    }
}
