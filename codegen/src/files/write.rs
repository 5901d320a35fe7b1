//! Carrying out what a comparison found.

use super::{Comparison, Folder, Kind};
use crate::diagnostic::{Code, Diagnostic};
use camino::{Utf8Path, Utf8PathBuf};
use std::{
    fs::{self, File},
    io::{self, Write},
};
use tempfile::TempPath;

impl Comparison<'_> {
    /// Makes the folder hold what it should; files that are as they should be stay untouched. Every
    /// new text is on the disk before the first file is replaced, so that a full disk or a
    /// forbidden folder leaves everything as it was. A file that is replaced changes as a whole. Of a
    /// new one, a process that is ended in its middle leaves a part, which the next run replaces.
    ///
    /// # Errors
    ///
    /// The first path that cannot be written, and why.
    pub fn write(&self) -> Result<(), Diagnostic> {
        let mut stage = Stage::new(self.folder);
        for change in &self.changes {
            let path = || self.folder.path.join(&change.path);
            match &change.kind {
                Kind::Missing { new } => stage.add(path(), new),
                Kind::Changed { new, .. } => stage.replace(path(), new),
                Kind::Stale | Kind::Untracked => continue,
            }
            .map_err(|error| unwritable(self.folder, &change.path, &error))?;
        }
        stage.publish()?;
        for change in self.changes.iter().filter(|change| change.kind == Kind::Stale) {
            let path = self.folder.path.join(&change.path);
            fs::remove_file(path).map_err(|error| unwritable(self.folder, &change.path, &error))?;
            self.remove_empty_folders(&change.path);
        }
        Ok(())
    }

    /// Removes the folders that a removed file leaves empty, from the inside out. The root stays.
    fn remove_empty_folders(&self, removed: &Utf8Path) {
        let parents = removed.ancestors().skip(1).take_while(|parent| !parent.as_str().is_empty());
        for parent in parents {
            if fs::remove_dir(self.folder.path.join(parent)).is_err() {
                return;
            }
        }
    }
}

/// Texts that are on the disk, and do not count yet: new files under their own names, and beside
/// each file that is there already, under a temporary one, what is to replace it.
///
/// They are closed again: a process may have but a thousand files open.
///
/// Dropping it unpublished takes back all that it did: the files, and the folders it made for them.
struct Stage<'a> {
    folder: &'a Folder,
    new_files: Vec<Utf8PathBuf>,
    replacements: Vec<(TempPath, Utf8PathBuf)>,
    new_folders: Vec<Utf8PathBuf>,
}

impl<'a> Stage<'a> {
    fn new(folder: &'a Folder) -> Self {
        Self { folder, new_files: vec![], replacements: vec![], new_folders: vec![] }
    }

    /// A file where there is none.
    fn add(&mut self, path: Utf8PathBuf, text: &str) -> io::Result<()> {
        let mut file = match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folder(path.parent().unwrap_or(&path))?;
                File::create_new(&path)
            }
            file => file,
        }?;
        self.new_files.push(path);
        file.write_all(text.as_bytes())
    }

    /// A file in place of one that is there.
    fn replace(&mut self, path: Utf8PathBuf, text: &str) -> io::Result<()> {
        let mut file = new_file_in(path.parent().unwrap_or(&path))?;
        file.write_all(text.as_bytes())?;
        self.replacements.push((file.into_temp_path(), path));
        Ok(())
    }

    fn make_folder(&mut self, folder: &Utf8Path) -> io::Result<()> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|ancestor| !ancestor.as_str().is_empty() && !ancestor.exists())
            .collect();
        for ancestor in missing.into_iter().rev() {
            fs::create_dir(ancestor)?;
            self.new_folders.push(ancestor.to_owned());
        }
        Ok(())
    }

    fn publish(mut self) -> Result<(), Diagnostic> {
        for (file, target) in std::mem::take(&mut self.replacements) {
            let inside = target.strip_prefix(&self.folder.path).unwrap_or(&target);
            file.persist(&target)
                .map_err(|failure| unwritable(self.folder, inside, &failure.error))?;
            // From now on a file may name the new ones.
            self.keep_new();
        }
        self.keep_new();
        Ok(())
    }

    /// What is new stays, whatever comes.
    fn keep_new(&mut self) {
        self.new_files.clear();
        self.new_folders.clear();
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        self.replacements.clear();
        for file in self.new_files.drain(..) {
            // One that cannot be taken back is empty or carries the mark: the next run replaces it.
            let _ = fs::remove_file(file);
        }
        for folder in self.new_folders.drain(..).rev() {
            // A folder that something else has moved into meanwhile stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A temporary file that, once it has its name, may be read by whoever may read others.
fn new_file_in(folder: &Utf8Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".generated-").tempfile_in(folder)
}

fn unwritable(folder: &Folder, path: &Utf8Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot write `{}`: {}", folder.name_of(path), cause(error));
    let help = match error.kind() {
        io::ErrorKind::AlreadyExists => "something else has just written it: run the command again",
        _ => "make the folder writable, or write to another one",
    };
    Diagnostic::new(Code::Unwritable, message).help(help)
}

/// The operating system's own words, without the temporary name that `tempfile` adds.
fn cause(error: &io::Error) -> String {
    std::error::Error::source(error)
        .or_else(|| error.get_ref().and_then(std::error::Error::source))
        .map_or_else(|| error.to_string(), ToString::to_string)
}
