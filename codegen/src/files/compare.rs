//! What would have to happen to a folder for it to hold a set of files.

use super::{FileSet, Folder, Root, is_generated};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use camino::{Utf8Component, Utf8DirEntry, Utf8Path, Utf8PathBuf};
use std::{
    collections::BTreeSet,
    fs::{self, File, FileType},
    io::{self, Read as _},
};

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

    /// The files that the set does not hold: all of them below a folder that belongs to it, and in
    /// the root those that an earlier run wrote.
    fn left_over<'a>(&self, folder: &Folder) -> Result<Vec<Change<'a>>, (Utf8PathBuf, io::Error)> {
        let mut found = self.surplus(folder)?;
        // In a shared root, what is not of this run is of another.
        if folder.root == Root::Own {
            let stale = self.stale_in_root(folder).map_err(|error| (Utf8PathBuf::new(), error))?;
            found.extend(stale);
        }
        Ok(found)
    }

    /// The files directly in the root that an earlier run wrote, and that the set does not hold.
    fn stale_in_root<'a>(&self, folder: &Folder) -> io::Result<Vec<Change<'a>>> {
        let mut found = Vec::new();
        for entry in entries(folder, Utf8Path::new(""))? {
            let (path, kind) = match entry {
                Ok(entry) => entry,
                // Not the generator's name, and the root belongs to others too.
                Err(error) if error.kind() == io::ErrorKind::InvalidData => continue,
                Err(error) => return Err(error),
            };
            if !self.0.contains_key(&path) && is_marked(folder, &path, kind) {
                found.push(Change { path, kind: Kind::Stale });
            }
        }
        Ok(found)
    }

    /// All files that the set does not hold, below the folders that belong to it.
    fn surplus<'a>(&self, folder: &Folder) -> Result<Vec<Change<'a>>, (Utf8PathBuf, io::Error)> {
        let mut found = Vec::new();
        let mut folders = self.owned_folders();
        folders.retain(|inside| is_folder(&folder.path.join(inside)));
        while let Some(inside) = folders.pop() {
            let entries =
                entries(folder, &inside).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            for (path, kind) in entries.map_err(|error| (inside, error))? {
                if kind.is_dir() {
                    folders.push(path);
                } else if !self.0.contains_key(&path) {
                    let is_stale = is_marked(folder, &path, kind);
                    let kind = if is_stale { Kind::Stale } else { Kind::Untracked };
                    found.push(Change { path, kind });
                }
            }
        }
        Ok(found)
    }

    /// The folders directly below the root that the set writes into.
    fn owned_folders(&self) -> Vec<Utf8PathBuf> {
        let tops = self.0.keys().filter(|path| path.components().count() > 1);
        let tops = tops.filter_map(|path| path.components().next());
        let tops: BTreeSet<_> = tops.map(|top| Utf8PathBuf::from(top.as_str())).collect();
        tops.into_iter().collect()
    }
}

/// What stands directly in a folder, each with its path from the root. A name that is not UTF-8 is
/// an error in its place.
fn entries(
    folder: &Folder,
    inside: &Utf8Path,
) -> io::Result<impl Iterator<Item = io::Result<(Utf8PathBuf, FileType)>>> {
    let entries = match folder.path.join(inside).read_dir_utf8() {
        Ok(entries) => Some(entries),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let placed = |entry: Utf8DirEntry| Ok((inside.join(entry.file_name()), entry.file_type()?));
    Ok(entries.into_iter().flatten().map(move |entry| entry.and_then(placed)))
}

/// Whether a folder stands at a path, and no link to one.
fn is_folder(path: &Utf8Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Whether this is a file, no link to one, that carries the mark. Its beginning is read alone: in
/// the root may be files of any size.
fn is_marked(folder: &Folder, path: &Utf8Path, kind: FileType) -> bool {
    const BEGINNING: u64 = 4096;
    if !kind.is_file() {
        return false;
    }
    let mut bytes = Vec::new();
    let read = File::open(folder.path.join(path))
        .and_then(|it| it.take(BEGINNING).read_to_end(&mut bytes));
    read.is_ok() && is_generated(&String::from_utf8_lossy(&bytes))
}

/// Whether the root is a folder, or nothing yet.
fn is_usable(folder: &Folder, diagnostics: &mut Diagnostics) -> bool {
    let problem = match fs::metadata(&folder.path) {
        Ok(metadata) if metadata.is_dir() => return true,
        Ok(_) => "it is not a folder".to_owned(),
        Err(error) if error.kind() != io::ErrorKind::NotFound => error.to_string(),
        Err(_) if folder.path.is_symlink() => "it is a link that leads nowhere".to_owned(),
        Err(_) => return true,
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
        } else if is_last && !kind.is_file() {
            // Reading a device or a pipe may never end.
            return Ok(Found::Obstacle(at, "something that is no regular file"));
        }
    }
    let bytes =
        fs::read(folder.path.join(path)).map_err(|error| unreadable(folder, path, &error))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Found::Text(text),
        // A run that was ended may leave half a character.
        Err(broken) => match String::from_utf8_lossy(broken.as_bytes()) {
            text if is_generated(&text) => Found::Text(text.into_owned()),
            _ => Found::Obstacle(at, "a file that is not text"),
        },
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
