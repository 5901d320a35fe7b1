//! What would have to happen to a folder for it to hold a set of files.

use super::{FileSet, Folder, Root, is_generated};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use std::{collections::BTreeSet, fs, io};

/// A set of files beside the folder that should hold them.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub(super) folder: &'a Folder,
    /// What differs, by path.
    pub changes: Vec<Change<'a>>,
    /// How many files are already as they should be.
    pub unchanged: usize,
}

/// One difference between a set of files and the folder that should hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The file's path inside the folder.
    pub path: Utf8PathBuf,
    /// What differs.
    pub kind: Kind<'a>,
}

/// How a file differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// The folder lacks the file.
    Missing {
        /// What the file should hold.
        new: &'a str,
    },
    /// The file holds something else.
    Changed {
        /// What the file holds.
        old: String,
        /// What the file should hold.
        new: &'a str,
    },
    /// An earlier run wrote the file, and this one has no use for it.
    Stale,
    /// A file without the mark, in a folder that belongs to the generator. It is left alone.
    Untracked,
}

impl Kind<'_> {
    /// The difference in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Changed { .. } => "changed",
            Self::Stale => "stale",
            Self::Untracked => "untracked",
        }
    }
}

impl Change<'_> {
    /// The difference line by line, from what the folder holds to what it should hold. Empty
    /// unless the file is there and holds something else.
    pub fn diff(&self) -> String {
        let Kind::Changed { old, new } = &self.kind else { return String::new() };
        similar::TextDiff::from_lines(old.as_str(), *new)
            .unified_diff()
            .context_radius(2)
            .header("on disk", "generated")
            .to_string()
    }
}

/// What stands at a path where a generated file would go.
enum Found {
    Nothing,
    Text(String),
    /// Something that is not a generated file: its path, and what it is.
    Obstacle(Utf8PathBuf, &'static str),
}

impl Comparison<'_> {
    /// What messages call the file of a change.
    pub fn name_of(&self, change: &Change<'_>) -> String {
        self.folder.name_of(&change.path)
    }
}

impl FileSet {
    /// Compares the set with a folder. The differences are what [`Comparison::write`] would undo.
    ///
    /// A folder that the set writes into belongs to it with all that is below, except the root:
    /// in `src`, a file that nothing wrote is a difference; beside `src`, it is none of the
    /// generator's business unless it carries the mark. Links are never followed, and line ends do
    /// not matter.
    ///
    /// Nothing when a file cannot be compared or stands where a generated one would go; all such
    /// files are findings.
    pub fn compare<'a>(
        &'a self,
        folder: &'a Folder,
        diagnostics: &mut Diagnostics,
    ) -> Option<Comparison<'a>> {
        if !is_usable(folder, diagnostics) {
            return None;
        }
        let mut comparison = Comparison { folder, changes: Vec::new(), unchanged: 0 };
        let mut obstacles = Vec::new();
        for (path, new) in self.iter() {
            match difference(folder, path, new) {
                Ok(None) => comparison.unchanged += 1,
                Ok(Some(kind)) => comparison.changes.push(Change { path: path.clone(), kind }),
                Err(obstacle) => obstacles.push(obstacle),
            }
        }
        if !obstacles.is_empty() {
            diagnostics.extend(obstacles);
            return None;
        }
        match self.left_over(folder) {
            Ok(left_over) => comparison.changes.extend(left_over),
            Err((at, error)) => {
                diagnostics.push(unreadable(folder, &at, &error));
                return None;
            }
        }
        comparison.changes.sort_by(|one, other| one.path.cmp(&other.path));
        Some(comparison)
    }

    /// The folders directly below the root that the set writes into.
    fn owned_folders(&self) -> BTreeSet<&Utf8Path> {
        let tops = self.0.keys().filter(|path| path.components().count() > 1);
        tops.filter_map(|path| path.components().next())
            .map(|component| Utf8Path::new(component.as_str()))
            .collect()
    }

    /// The files that the set does not hold: all of them below a folder that belongs to it, and in
    /// the root those that an earlier run wrote.
    fn left_over<'a>(&self, folder: &Folder) -> Result<Vec<Change<'a>>, (Utf8PathBuf, io::Error)> {
        let owned = self.owned_folders();
        let mut found = Vec::new();
        let mut folders = vec![Utf8PathBuf::new()];
        while let Some(inside) = folders.pop() {
            let is_root = inside.as_str().is_empty();
            for (path, kind) in entries(folder, &inside).map_err(|error| (inside, error))? {
                if kind == Entry::Folder {
                    if !is_root || owned.contains(path.as_path()) {
                        folders.push(path);
                    }
                } else if !self.0.contains_key(&path) {
                    let kind = if kind == Entry::Generated { Kind::Stale } else { Kind::Untracked };
                    let is_own = folder.root == Root::Own && kind == Kind::Stale;
                    if !is_root || is_own {
                        found.push(Change { path, kind });
                    }
                }
            }
        }
        Ok(found)
    }
}

/// What a folder holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Folder,
    /// A file with the mark.
    Generated,
    /// A file without it, a link, or something stranger.
    Other,
}

/// What stands directly in a folder, each with its path from the root.
fn entries(folder: &Folder, inside: &Utf8Path) -> io::Result<Vec<(Utf8PathBuf, Entry)>> {
    let entries = match folder.path.join(inside).read_dir_utf8() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let kind = |entry: &camino::Utf8DirEntry| -> io::Result<Entry> {
        let file_type = entry.file_type()?;
        let is_generated = || fs::read_to_string(entry.path()).is_ok_and(|it| is_generated(&it));
        Ok(match () {
            () if file_type.is_dir() => Entry::Folder,
            () if file_type.is_file() && is_generated() => Entry::Generated,
            () => Entry::Other,
        })
    };
    entries
        .map(|entry| entry.and_then(|it| Ok((inside.join(it.file_name()), kind(&it)?))))
        .collect()
}

/// Whether the root is a folder, or nothing yet.
fn is_usable(folder: &Folder, diagnostics: &mut Diagnostics) -> bool {
    let problem = match fs::metadata(&folder.path) {
        Ok(metadata) if metadata.is_dir() => return true,
        Ok(_) => "it is not a folder".to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return true,
        Err(error) => error.to_string(),
    };
    let message = format!("cannot write into `{}`: {problem}", folder.name);
    diagnostics.push(
        Diagnostic::new(Code::Unwritable, message)
            .help("give the path of a folder, or of one that does not exist yet"),
    );
    false
}

/// How one file differs from what it should hold.
fn difference<'a>(
    folder: &Folder,
    path: &Utf8Path,
    new: &'a str,
) -> Result<Option<Kind<'a>>, Diagnostic> {
    match look(folder, path)? {
        Found::Nothing => Ok(Some(Kind::Missing { new })),
        Found::Text(old) if same_lines(&old, new) => Ok(None),
        // A run that was ended just as it began a file leaves an empty one.
        Found::Text(old) if is_generated(&old) || old.is_empty() => {
            Ok(Some(Kind::Changed { old, new }))
        }
        Found::Text(_) => {
            Err(in_the_way(folder, path, path, "a file without the generator's mark"))
        }
        Found::Obstacle(at, what) => Err(in_the_way(folder, path, &at, what)),
    }
}

/// Looks at what stands at a path, without following a link on the way.
fn look(folder: &Folder, path: &Utf8Path) -> Result<Found, Diagnostic> {
    if !path.components().all(|part| matches!(part, Utf8Component::Normal(_))) {
        let message = format!("`{path}` leads out of the folder `{}`", folder.name);
        return Err(Diagnostic::new(Code::Unwritable, message));
    }
    let mut at = Utf8PathBuf::new();
    for part in path.components() {
        at.push(part);
        let kind = match fs::symlink_metadata(folder.path.join(&at)) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(unreadable(folder, &at, &error)),
        };
        let is_last = at == path;
        if kind.is_symlink() {
            return Ok(Found::Obstacle(at, "a link"));
        } else if kind.is_dir() == is_last {
            let what = if is_last { "a folder" } else { "a file" };
            return Ok(Found::Obstacle(at, what));
        }
    }
    let bytes =
        fs::read(folder.path.join(path)).map_err(|error| unreadable(folder, path, &error))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Found::Text(text),
        Err(_) => Found::Obstacle(at, "a file that is not text"),
    })
}

fn unreadable(folder: &Folder, at: &Utf8Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot read `{}`: {error}", folder.name_of(at));
    Diagnostic::new(Code::UnreadableFile, message)
}

fn in_the_way(folder: &Folder, path: &Utf8Path, at: &Utf8Path, what: &str) -> Diagnostic {
    let (path, at) = (folder.name_of(path), folder.name_of(at));
    let message = if path == at {
        format!("{what} stands where `{path}` would be generated")
    } else {
        format!("{what}, `{at}`, stands where `{path}` would be generated")
    };
    Diagnostic::new(Code::HandWrittenFile, message)
        .help(format!("move `{at}` away, or write to another folder"))
}

/// Whether two texts are the same but for their line ends.
fn same_lines(one: &str, other: &str) -> bool {
    one == other || (one.contains('\r') && one.replace("\r\n", "\n") == other)
}
