//! The files that documents refer to, which lie beside them.
//!
//! A document is untrusted, so only files below the folder of the document that was named are read,
//! wherever links lead. Nothing is fetched. What is not read stays a reference that leads nowhere,
//! and is found as such.

use super::file;
use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::{beside, paths},
    source::{SourceId, Sources},
};
use std::collections::BTreeSet;

/// How many files may be read besides those that were named.
const MOST_FILES: usize = 10_000;

/// What a file may be called: nothing else holds a part of an API description, or a text of one.
const EXTENSIONS: [&str; 6] = ["json", "yaml", "yml", "md", "markdown", "txt"];

/// Reads all files that the given ones refer to, and those that these refer to.
pub(super) fn read(
    named: &[SourceId],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<SourceId> {
    let mut known: BTreeSet<Utf8PathBuf> =
        named.iter().map(|file| sources.path(*file).to_owned()).collect();
    let mut found = Vec::new();
    for page in named {
        let folder = sources.path(*page).parent().unwrap_or(Utf8Path::new("")).to_owned();
        let mut open = vec![*page];
        while let Some(home) = open.pop() {
            for path in targets(sources, home) {
                if !is_below(&path, &folder) || !known.insert(path.clone()) {
                    continue;
                }
                if found.len() == MOST_FILES {
                    let message = format!("more than {MOST_FILES} files are referred to");
                    diagnostics.push(Diagnostic::new(Code::TooLarge, message));
                    return found;
                }
                match file(&path, &path, sources) {
                    Ok(source) => {
                        open.push(source);
                        found.push(source);
                    }
                    Err(problem) => diagnostics.push(problem),
                }
            }
        }
    }
    found
}

/// The files that one refers to.
fn targets(sources: &Sources, home: SourceId) -> BTreeSet<Utf8PathBuf> {
    let source = sources.get(home);
    let found = paths(&source.text).filter_map(|path| beside(&source.path, path));
    found.filter(|it| it.extension().is_some_and(|it| EXTENSIONS.contains(&it))).collect()
}

/// Whether there is a file of this path, below a folder even where links lead elsewhere.
fn is_below(path: &Utf8Path, folder: &Utf8Path) -> bool {
    let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
    match (path.canonicalize_utf8(), folder.canonicalize_utf8()) {
        (Ok(path), Ok(folder)) => path.is_file() && path.starts_with(folder),
        _ => false,
    }
}
