//! The files that come out.

use crate::console::plural;
use camino::Utf8Path;
use codegen::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::Specification,
    files::{Comparison, FileSet, Folder, Kind, MARK},
};
use serde::Serialize;
use std::{fs, io};

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
        Self { files, folder: Folder::new(folder).shared() }
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
    untracked: Vec<String>,
}

impl Tally {
    fn add(&mut self, comparison: &Comparison<'_>) {
        self.unchanged += comparison.unchanged;
        for change in &comparison.changes {
            match change.kind {
                Kind::Missing { .. } | Kind::Changed { .. } => self.written += 1,
                Kind::Stale => self.removed += 1,
                Kind::Untracked => self.untracked.push(comparison.name_of(change)),
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
        if !self.untracked.is_empty() {
            write!(f, "; nobody generates {}: delete it or move it", self.untracked.join(", "))?;
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

/// Where a report can go, found out before anything is written: it replaces an earlier report, and
/// nothing else.
pub(crate) fn report_to<'a>(
    path: Option<&'a Utf8Path>,
    diagnostics: &mut Diagnostics,
) -> Option<&'a Utf8Path> {
    let path = path?;
    let problem = match fs::read_to_string(path) {
        Ok(text) if is_report(&text) => return Some(path),
        Ok(_) => "a file stands there that is no report".to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match path.parent() {
            Some(folder) if !folder.as_str().is_empty() && !folder.is_dir() => {
                format!("`{folder}` is not a folder")
            }
            _ => return Some(path),
        },
        Err(error) => error.to_string(),
    };
    let message = format!("cannot write the report `{path}`: {problem}");
    diagnostics.push(Diagnostic::new(Code::Unwritable, message).help("name another file"));
    None
}

/// Whether a text is a report, of one document or of many, or nothing yet.
fn is_report(text: &str) -> bool {
    let is_ours = |report: serde_json::Value| {
        report.get("diagnostics").or_else(|| report.get("documents")).is_some()
    };
    text.is_empty() || serde_json::from_str(text).is_ok_and(is_ours)
}

/// Writes a report.
pub(crate) fn report(
    path: Option<&Utf8Path>,
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
