//! The files that come out.

use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::Specification,
    files::{Comparison, FileSet, Folder, Kind, MARK},
};
use serde::Serialize;
use std::fs;

use crate::console::plural;

/// A set of files and the folder it is for.
#[derive(Debug)]
pub struct Output {
    /// The files.
    pub files: FileSet,
    /// The folder.
    pub folder: Folder,
}

impl Output {
    /// One file of its own.
    pub(crate) fn file(path: &Utf8Path, text: String) -> Self {
        let mut files = FileSet::default();
        files.insert(path.file_name().unwrap_or_default(), text);
        let folder = path.parent().map(Utf8Path::to_owned).unwrap_or_default();
        Self { files, folder: Folder::new(folder) }
    }
}

/// Compares all outputs with their folders; nothing when any of them cannot be written.
pub(crate) fn compare<'a>(
    outputs: &'a [Output],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Comparison<'a>>> {
    let comparisons: Vec<_> = outputs
        .iter()
        .filter_map(|output| output.files.compare(&output.folder, diagnostics))
        .collect();
    (comparisons.len() == outputs.len()).then_some(comparisons)
}

/// Writes all outputs, once it is known that every one of them can be; says what was done.
pub(crate) fn write(outputs: &[Output], diagnostics: &mut Diagnostics) -> Option<String> {
    let comparisons = compare(outputs, diagnostics)?;
    let mut tally = Tally::default();
    for comparison in &comparisons {
        if let Err(failure) = comparison.write() {
            diagnostics.push(failure);
            return None;
        }
        tally.add(comparison);
    }
    Some(tally.to_string())
}

/// How many files were written, removed and left as they were.
#[derive(Debug, Default)]
struct Tally {
    written: usize,
    removed: usize,
    unchanged: usize,
}

impl Tally {
    fn add(&mut self, comparison: &Comparison<'_>) {
        self.unchanged += comparison.unchanged;
        for change in &comparison.changes {
            match change.kind {
                Kind::Missing { .. } | Kind::Changed { .. } => self.written += 1,
                Kind::Stale => self.removed += 1,
                Kind::Untracked => {}
            }
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "wrote {}", plural(self.written, "file"))?;
        if self.removed > 0 {
            write!(f, ", removed {}", self.removed)?;
        }
        if self.unchanged > 0 {
            write!(f, ", {} unchanged", self.unchanged)?;
        }
        Ok(())
    }
}

/// A document as text. Its second member carries the mark of generated files, since JSON has no
/// comments.
pub(crate) fn openapi_json(specification: &Specification, command: &str) -> String {
    let mark = format!("{MARK} by `{command}`; do not edit.");
    codegen::document::to_text(&specification.root, &mark)
}

/// Writes a report; it belongs to whoever asked for it, so it replaces whatever is there.
pub(crate) fn report(
    path: Option<&Utf8PathBuf>,
    report: impl FnOnce() -> serde_json::Result<serde_json::Value>,
) -> Result<(), Diagnostic> {
    let Some(path) = path else { return Ok(()) };
    let unwritable = |cause: String| {
        Diagnostic::new(Code::Unwritable, format!("cannot write the report `{path}`: {cause}"))
    };
    let text = report().map_err(|error| unwritable(error.to_string()))?;
    fs::write(path, format!("{text:#}\n")).map_err(|error| unwritable(error.to_string()))
}

/// A report as JSON.
pub(crate) fn json(report: &impl Serialize) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(report)
}
