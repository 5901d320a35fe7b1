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
        Err(found) => Err(found.at(name, sources)),
    }
}

/// A file's text: UTF-8, or UTF-16 where a byte order mark says so.
fn text_of(bytes: Vec<u8>) -> Result<String, NotText> {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => utf16(&bytes, u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(&bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let (offset, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
            let text = String::from_utf8_lossy(bytes).into_owned();
            NotText::new("UTF-8", bytes, offset, text, offset)
        }),
    }
}

/// The text behind a byte order mark, which is a unit by itself.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let pairs = bytes.chunks_exact(2);
    let is_cut = !pairs.remainder().is_empty();
    let units = pairs.filter_map(|pair| pair.try_into().ok()).map(unit);
    let (mut text, mut read) = (String::with_capacity(bytes.len() / 2), 2);
    let bad = |mut text: String, read| {
        let at = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        Err(NotText::new("UTF-16", bytes, read, text, at))
    };
    for next in char::decode_utf16(units.skip(1)) {
        let Ok(next) = next else { return bad(text, read) };
        text.push(next);
        read += 2 * next.len_utf16();
    }
    if is_cut { bad(text, read) } else { Ok(text) }
}

/// Where a file stops being text.
#[derive(Debug, PartialEq, Eq)]
struct NotText {
    encoding: &'static str,
    /// The first byte that is none of a text, and where it is in the file.
    byte: u8,
    offset: usize,
    /// What can be shown of the file, and where in that the byte was.
    text: String,
    at: usize,
}

impl NotText {
    fn new(encoding: &'static str, bytes: &[u8], offset: usize, text: String, at: usize) -> Self {
        let byte = bytes.get(offset).copied().unwrap_or_default();
        Self { encoding, byte, offset, text, at }
    }

    /// The finding shows the text around the first bad byte, which the readers never see.
    fn at(self, name: &Utf8Path, sources: &mut Sources) -> Diagnostic {
        let Self { encoding, byte, offset, text, at } = self;
        let shown = sources.add(name, text);
        let line = sources.place(Span::new(shown, at..at)).line;
        let message =
            format!("`{name}` is not {encoding}: byte {byte:#04x} at offset {offset}, line {line}");
        let bad = Span::new(shown, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        Diagnostic::new(Code::NotUtf8, message)
            .at(bad, "the first byte that is not")
            .help("save the file as UTF-8")
    }
}

fn unreadable(name: &Utf8Path, error: &io::Error) -> Diagnostic {
    let found = Diagnostic::new(Code::UnreadableFile, format!("cannot read `{name}`: {error}"));
    match error.kind() {
        io::ErrorKind::NotFound => found.help("check the spelling, and the folder it is in"),
        _ => found,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, behind: &[u8]) -> Result<String, (&'static str, u8, usize)> {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        let bytes = [0xff, 0xfe].into_iter().chain(units).chain(behind.iter().copied());
        text_of(bytes.collect()).map_err(|it| (it.encoding, it.byte, it.offset))
    }

    #[test]
    fn a_text_in_utf_16_is_read_without_its_mark() {
        assert_eq!(utf16("a🦀", &[]), Ok("a🦀".to_owned()));
        assert_eq!(text_of(vec![0xfe, 0xff, 0, b'a']), Ok("a".to_owned()));
    }

    #[test]
    fn half_a_unit_of_utf_16_is_no_text() {
        assert_eq!(utf16("a🦀", b"b"), Err(("UTF-16", b'b', 8)));
    }

    #[test]
    fn half_a_pair_of_utf_16_is_no_text() {
        assert_eq!(utf16("a", &[0x3e, 0xd8, b'b', 0]), Err(("UTF-16", 0x3e, 4)));
    }

    #[test]
    fn a_finding_is_at_the_line_that_is_no_text() {
        let found = text_of(vec![0xff, 0xfe, b'a', 0, b'\n', 0, b'b']).unwrap_err();
        let found = found.at(Utf8Path::new("a.md"), &mut Sources::new());
        assert_eq!(found.message, "`a.md` is not UTF-16: byte 0x62 at offset 6, line 2");
    }
}
