//! What must come out of a case: the files beside its input.

use crate::case::Texts;
use camino::{Utf8Path, Utf8PathBuf};
use std::{fmt::Write, fs, io};

const HOW_TO_BLESS: &str = "If this is right: BLESS=1 cargo test -p tests --test golden";

/// What a case promises of its client on the wire, beside the expectations.
pub(crate) const WIRE: &str = "wire.rs";

/// Whether a file of a case is an expectation; all others are input.
pub(crate) fn is_one(path: &Utf8Path) -> bool {
    const FILES: [&str; 5] =
        ["openapi.json", "diagnostics.txt", "Cargo.toml", "README.md", "rustfmt.toml"];
    FILES.iter().any(|file| path == *file) || path.starts_with("src")
}

/// Compares what came out with the expectations in a folder, or makes it the expectations.
pub(crate) fn check(
    folder: &Utf8Path,
    actual: &Texts,
    bless: bool,
) -> io::Result<Result<(), String>> {
    let mut differences = String::new();
    let expected: Vec<_> = files_below(folder)?.into_iter().filter(|path| is_one(path)).collect();
    for path in expected.iter().filter(|path| !actual.contains_key(*path)) {
        if bless {
            fs::remove_file(folder.join(path))?;
        } else {
            let _ = writeln!(differences, "{path}: nothing produces it");
        }
    }
    for (path, text) in actual {
        let file = folder.join(path);
        let before =
            if expected.contains(path) { fs::read_to_string(&file)? } else { String::new() };
        if &before == text && expected.contains(path) {
            continue;
        }
        if bless {
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(file, text)?;
        } else {
            let diff = similar::TextDiff::from_lines(before.as_str(), text.as_str());
            let _ = writeln!(
                differences,
                "{}",
                diff.unified_diff().header(&format!("{path} expected"), "actual")
            );
        }
    }
    if differences.is_empty() {
        return Ok(Ok(()));
    }
    Ok(Err(format!("{differences}\n{HOW_TO_BLESS}")))
}

/// The paths of all files below a folder, seen from it, sorted.
pub(crate) fn files_below(folder: &Utf8Path) -> io::Result<Vec<Utf8PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![Utf8PathBuf::new()];
    while let Some(inside) = open.pop() {
        for name in entries(&folder.join(&inside))? {
            let path = inside.join(name);
            if folder.join(&path).is_dir() { &mut open } else { &mut files }.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The names in a folder, sorted.
pub(crate) fn entries(folder: &Utf8Path) -> io::Result<Vec<String>> {
    let names = folder.read_dir_utf8()?.map(|entry| Ok(entry?.file_name().to_owned()));
    let mut names = names.collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
