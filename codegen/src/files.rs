//! write, check: a set of files and the folder that should hold them.

use camino::Utf8PathBuf;
use std::collections::BTreeMap;

/// The text that marks a file as generated; no file without it is ever replaced or removed.
pub const MARK: &str = "@generated";

/// Files by their path inside the folder, `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet(BTreeMap<Utf8PathBuf, String>);

impl FileSet {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<Utf8PathBuf>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// The files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8PathBuf, &str)> {
        self.0.iter().map(|(path, text)| (path, text.as_str()))
    }
}
