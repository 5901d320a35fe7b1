//! What a case is, and what comes out of it.

use crate::{expectation, workspace};
use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    Inputs,
    diagnostic::{Diagnostics, Style, render},
    emit::{Layout, Listing, Package, emit},
    model::Api,
    source::Sources,
};
use std::{collections::BTreeMap, fmt::Write, fs, io};
use xtask::command::regenerate;

/// Texts by their path in a case's folder.
pub(crate) type Texts = BTreeMap<Utf8PathBuf, String>;

/// What a case shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pages become a document.
    Document,
    /// A document becomes models and operations.
    Rust,
    /// A document becomes a crate.
    Crate,
    /// An input with an error in it.
    Rejected,
    /// A workspace with an error in it.
    Regenerate,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// `<kind>/<name>`, the test's name.
    pub name: String,
    /// What it shows.
    pub kind: Kind,
    folder: Utf8PathBuf,
}

/// All cases, by name.
///
/// # Errors
///
/// When the folder of the cases cannot be read, or holds something that is no case.
pub fn cases() -> io::Result<Vec<Case>> {
    let root = workspace().join("tests/cases");
    let mut cases = Vec::new();
    for kind_name in expectation::entries(&root)? {
        let kind = Kind::parse(&kind_name).ok_or_else(|| {
            io::Error::other(format!("tests/cases/{kind_name} is no kind of case"))
        })?;
        for name in expectation::entries(&root.join(&kind_name))? {
            let folder = root.join(&kind_name).join(&name);
            cases.push(Case { name: format!("{kind_name}/{name}"), kind, folder });
        }
    }
    Ok(cases)
}

impl Kind {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "document" => Some(Self::Document),
            "rust" => Some(Self::Rust),
            "crate" => Some(Self::Crate),
            "rejected" => Some(Self::Rejected),
            "regenerate" => Some(Self::Regenerate),
            _ => None,
        }
    }

    /// Whether a generated file is part of the expectation. `models.rs` is where it holds types, not
    /// only the list of its files.
    fn shows(self, path: &Utf8Path, text: &str) -> bool {
        match self {
            Self::Rust => {
                let common = ["src/lib.rs", "src/client.rs", "src/expected.rs"];
                path.starts_with("src")
                    && !path.starts_with("src/runtime")
                    && !common.iter().any(|it| path == *it)
                    && (path != "src/models.rs" || text.contains("pub type "))
            }
            Self::Crate => !path.starts_with("src/runtime"),
            Self::Document | Self::Rejected | Self::Regenerate => false,
        }
    }
}

impl Case {
    /// Runs the case, and compares what comes out with what must; with `bless`, takes it as
    /// expected instead.
    ///
    /// # Errors
    ///
    /// What differs, and how to accept it.
    pub fn check(&self, bless: bool) -> Result<(), String> {
        let actual = self.run().map_err(|error| format!("{}: {error}", self.folder))??;
        expectation::check(&self.folder, &actual, bless)
            .map_err(|error| format!("{}: {error}", self.folder))?
    }

    /// The API that the case's input describes, when it is to become Rust without an error.
    ///
    /// # Errors
    ///
    /// When the input cannot be read.
    pub fn api(&self, module: &str) -> io::Result<Option<Api>> {
        if self.kind == Kind::Regenerate {
            return Ok(None);
        }
        let (sources, inputs) = self.inputs()?;
        let mut diagnostics = Diagnostics::new();
        let api = api(module, &sources, &inputs, &mut diagnostics);
        Ok(api.filter(|_| !diagnostics.has_errors()))
    }

    /// The module that the case becomes in a crate of several.
    pub fn module(&self) -> String {
        self.name.replace(['/', '-'], "_")
    }

    /// What the case promises of its client on the wire, if it does.
    pub fn wire(&self) -> Option<Utf8PathBuf> {
        let path = self.folder.join(expectation::WIRE);
        path.is_file().then_some(path)
    }

    fn run(&self) -> io::Result<Result<Texts, String>> {
        if self.kind == Kind::Regenerate {
            return self.run_regenerate().map(Ok);
        }
        let (sources, inputs) = self.inputs()?;
        let mut diagnostics = Diagnostics::new();
        let mut texts = Texts::new();
        if self.kind == Kind::Document {
            let document = codegen::document(&sources, &inputs, &mut diagnostics);
            if let Some(specification) = document.specification {
                let json = format!("{:#}\n", specification.root.to_json());
                texts.insert("openapi.json".into(), json);
            }
        } else if let Some(api) = api("case", &sources, &inputs, &mut diagnostics) {
            let files = emit(&package("case", Layout::Root), &[api], &mut diagnostics);
            let shown = files.iter().filter(|(path, text)| self.kind.shows(path, text));
            texts.extend(shown.map(|(path, text)| (path.clone(), text.to_owned())));
        }
        if (self.kind == Kind::Rejected) != diagnostics.has_errors() {
            return Ok(Err(match self.kind {
                Kind::Rejected => "the input has no error: a case for another kind".to_owned(),
                _ => format!("the input has an error\n\n{}", rendered(&sources, &diagnostics)),
            }));
        }
        insert_findings(&mut texts, &sources, &diagnostics);
        Ok(Ok(texts))
    }

    /// Runs `regenerate` on a copy, as far as looking at the folders that it would write.
    fn run_regenerate(&self) -> io::Result<Texts> {
        let guard = tempfile::tempdir()?;
        let root = Utf8Path::from_path(guard.path()).unwrap_or(Utf8Path::new("."));
        for path in expectation::files_below(&self.folder)? {
            if !expectation::is_one(&path) {
                let copy = root.join(&path);
                fs::create_dir_all(copy.parent().unwrap_or(root))?;
                fs::copy(self.folder.join(&path), copy)?;
            }
        }
        let mut made = regenerate::prepare(root);
        if !made.diagnostics.has_errors() {
            for output in &made.outputs {
                output.files.compare(&output.folder, &mut made.diagnostics);
            }
        }
        let mut texts = Texts::new();
        insert_findings(&mut texts, &made.sources, &made.diagnostics);
        Ok(texts)
    }

    fn inputs(&self) -> io::Result<(Sources, Inputs)> {
        let (mut sources, mut inputs) = (Sources::new(), Inputs::default());
        for path in expectation::files_below(&self.folder)? {
            if !expectation::is_one(&path) && path != expectation::WIRE {
                let source = sources.add(&path, fs::read_to_string(self.folder.join(&path))?);
                let inputs = match path.as_str() {
                    path if path.starts_with("overlay") => &mut inputs.overlays,
                    path if path.starts_with("beside/") => &mut inputs.beside,
                    _ => &mut inputs.pages,
                };
                inputs.push(source);
            }
        }
        Ok((sources, inputs))
    }
}

fn api(
    module: &str,
    sources: &Sources,
    inputs: &Inputs,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let specification = codegen::document(sources, inputs, diagnostics).specification?;
    codegen::api(&specification, module, sources, diagnostics)
}

/// What the crate of a case, or of several, says of itself.
pub fn package(name: &str, layout: Layout) -> Package {
    Package {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        description: "A golden case".to_owned(),
        license: None,
        listing: Listing::default(),
        command: "cargo xtask generate".to_owned(),
        layout,
        examples: Vec::new(),
    }
}

fn insert_findings(texts: &mut Texts, sources: &Sources, diagnostics: &Diagnostics) {
    let rendered = rendered(sources, diagnostics);
    if !rendered.is_empty() {
        texts.insert("diagnostics.txt".into(), rendered);
    }
}

fn rendered(sources: &Sources, diagnostics: &Diagnostics) -> String {
    diagnostics.iter().fold(String::new(), |mut text, diagnostic| {
        let separator = if text.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{separator}{}", render(diagnostic, sources, Style::Plain));
        text
    })
}
