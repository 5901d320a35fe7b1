//! The files that go in.

mod beside;

use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    Inputs,
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{SourceId, Sources, Span},
};
use std::{collections::BTreeSet, fs, io};

/// What a folder is searched for; files of other names are taken when they are named.
const PAGES: [&str; 3] = ["md", "mdx", "markdown"];

/// The arguments that say what goes in.
#[derive(Debug, clap::Args)]
#[group(id = "input")]
pub(crate) struct Arguments {
    /// Documentation pages, OpenAPI documents in JSON or YAML, or folders.
    ///
    /// A folder stands for all pages (.md, .mdx, .markdown) below it. The order does not matter.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<Utf8PathBuf>,
    /// Corrections in the OpenAPI Overlay 1.0 format, applied in the order given.
    #[arg(long = "overlay", value_name = "FILE")]
    pub(crate) overlays: Vec<Utf8PathBuf>,
    /// Write what was found and made to this file, as JSON, whatever the outcome.
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<Utf8PathBuf>,
}

impl Arguments {
    /// Reads all files; those that cannot be read are findings.
    pub(crate) fn read(&self, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Inputs {
        let mut pages = BTreeSet::new();
        for input in &self.inputs {
            if input.is_dir() {
                pages_below(input, &mut pages, diagnostics);
            } else {
                pages.insert(input.clone());
            }
        }
        let mut read = |path: &Utf8PathBuf| {
            file(path, path, sources).map_err(|problem| diagnostics.push(problem)).ok()
        };
        let pages: Vec<SourceId> = pages.iter().filter_map(&mut read).collect();
        let overlays = self.overlays.iter().filter_map(&mut read).collect();
        let beside = beside::read(&pages, sources, diagnostics);
        Inputs { pages, overlays, beside }
    }
}

/// Reads one document, and the files beside it that it refers to.
pub(crate) fn document(
    path: &Utf8Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Inputs {
    let page = file(path, path, sources).map_err(|problem| diagnostics.push(problem));
    let pages: Vec<SourceId> = page.into_iter().collect();
    let beside = beside::read(&pages, sources, diagnostics);
    Inputs { pages, beside, ..Inputs::default() }
}

/// Reads one file, under a name of its own in messages.
pub(crate) fn file(
    path: &Utf8Path,
    name: &Utf8Path,
    sources: &mut Sources,
) -> Result<SourceId, Diagnostic> {
    let bytes = fs::read(path).map_err(|error| unreadable(name, &error))?;
    // A text's spans count its bytes in 32 bits.
    if u32::try_from(bytes.len()).is_err() {
        return Err(Diagnostic::new(Code::TooLarge, format!("`{name}` is larger than 4 GiB")));
    }
    match text_of(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(error) => Err(not_utf8(name, &error, sources)),
    }
}

/// A file's text: UTF-8, or UTF-16 where a byte order mark says so.
fn text_of(bytes: Vec<u8>) -> Result<String, std::string::FromUtf8Error> {
    let units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        String::from_utf16(&pairs.map(unit).collect::<Vec<u16>>()).ok()
    };
    let text = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => None,
    };
    text.map_or_else(|| String::from_utf8(bytes), Ok)
}

fn unreadable(name: &Utf8Path, error: &io::Error) -> Diagnostic {
    let found = Diagnostic::new(Code::UnreadableFile, format!("cannot read `{name}`: {error}"));
    match error.kind() {
        io::ErrorKind::NotFound => found.help("check the spelling, and the folder it is in"),
        _ => found,
    }
}

/// The finding shows the text before the first bad byte, which the readers never see.
fn not_utf8(
    name: &Utf8Path,
    error: &std::string::FromUtf8Error,
    sources: &mut Sources,
) -> Diagnostic {
    let offset = error.utf8_error().valid_up_to();
    let bad = error.as_bytes().get(offset).copied().unwrap_or_default();
    let shown = sources.add(name, String::from_utf8_lossy(error.as_bytes()));
    let line = sources.place(Span::new(shown, offset..offset)).line;
    let message = format!("`{name}` is not UTF-8: byte {bad:#04x} at offset {offset}, line {line}");
    Diagnostic::new(Code::NotUtf8, message)
        .at(Span::new(shown, offset..offset + '\u{fffd}'.len_utf8()), "the first byte that is not")
        .help("save the file as UTF-8")
}

/// Collects the pages in a folder and in its folders. Hidden ones and links are left out.
fn pages_below(
    folder: &Utf8Path,
    pages: &mut BTreeSet<Utf8PathBuf>,
    diagnostics: &mut Diagnostics,
) {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(inside) = open.pop() {
        match entries(&inside) {
            Ok(entries) => {
                for (path, is_folder) in entries {
                    if is_folder {
                        open.push(path);
                    } else if path.extension().is_some_and(|it| PAGES.contains(&it)) {
                        found.insert(path);
                    }
                }
            }
            Err(error) => diagnostics.push(unreadable(&inside, &error)),
        }
    }
    if found.is_empty() {
        let message = format!("no documentation page in `{folder}`");
        diagnostics.push(
            Diagnostic::new(Code::UnreadableFile, message)
                .help("pages end in .md, .mdx or .markdown; name other files one by one"),
        );
    }
    pages.append(&mut found);
}

/// The files and folders in a folder, and which of them are folders. Hidden ones and links are left
/// out.
pub(crate) fn entries(folder: &Utf8Path) -> io::Result<Vec<(Utf8PathBuf, bool)>> {
    let mut found = Vec::new();
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if !entry.file_name().starts_with('.') && (kind.is_dir() || kind.is_file()) {
            found.push((entry.into_path(), kind.is_dir()));
        }
    }
    Ok(found)
}
