//! `cargo xtask regenerate`: everything that is checked in and was generated, made anew.

use crate::{
    Failed,
    configuration::{self, Configuration},
    console::{Console, line, plural},
    input,
    output::{self, Output},
    workspace,
};
use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    Inputs,
    diagnostic::{Code, Diagnostic, Diagnostics},
    emit::{self, Layout},
    files::{Comparison, FileSet, Folder, Kind},
    model::Api,
    source::{SourceId, Sources, Span},
};
use std::{collections::BTreeSet, io};
use toml::Spanned;

/// Make `spec/*/openapi.json` and the crate in `generated/` from the pages.
///
/// Reads `spec/apis.toml` and the pages and overlays that it names. Works offline, and gives the
/// same bytes on every run and machine. Nothing is written unless everything can be.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Write nothing; fail on every file that is changed, missing, stale or untracked.
    #[arg(long)]
    check: bool,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask regenerate
      after a change to a page, an overlay or the generator
  cargo xtask regenerate --check
      what CI asks: is everything that is checked in what the pages give?";

/// The command, as generated files name it.
const COMMAND: &str = "cargo xtask regenerate";
/// The folder of all that the generator reads, and of the documents it merges.
const SPEC: &str = "spec";
/// The folder of the generated crate.
const GENERATED: &str = "generated";
/// How many lines of a file's difference are shown.
const DIFF_LINES: usize = 30;
/// How many files' differences are shown line by line.
const DIFF_FILES: usize = 10;

/// All that a workspace's pages become, not yet written.
#[derive(Debug)]
pub struct Regeneration {
    /// The texts that were read.
    pub sources: Sources,
    /// What was found on the way.
    pub diagnostics: Diagnostics,
    /// The files, folder by folder; incomplete when there are errors.
    pub outputs: Vec<Output>,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<(), Failed> {
    let mut made = prepare(&workspace::root());
    if made.diagnostics.has_errors() {
        return console.findings(&made.sources, &made.diagnostics);
    }
    if arguments.check {
        let comparisons = output::compare(&made.outputs, &mut made.diagnostics);
        console.findings(&made.sources, &made.diagnostics)?;
        return check(&comparisons.unwrap_or_default());
    }
    let written = output::write(&made.outputs, &mut made.diagnostics);
    console.findings(&made.sources, &made.diagnostics)?;
    line(written.unwrap_or_default());
    Ok(())
}

/// Makes everything in memory. Each API goes as far as it gets, whatever is wrong with the others.
pub fn prepare(root: &Utf8Path) -> Regeneration {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let mut outputs = Vec::new();
    let workspace = Workspace { root };
    if let Some((source, configuration)) = workspace.configuration(&mut sources, &mut diagnostics) {
        let mut apis = Vec::new();
        for entry in &configuration.apis {
            let mut found = Diagnostics::new();
            let made = workspace.api(entry, source, &mut sources, &mut found);
            diagnostics.extend(found);
            if let Some((document, api)) = made {
                outputs.push(document);
                apis.push(api);
            }
        }
        match workspace.former_apis(&configuration) {
            Ok(former) => outputs.extend(former),
            Err(error) => diagnostics.push(Diagnostic::new(
                Code::UnreadableFile,
                format!("cannot read the folder `{SPEC}`: {error}"),
            )),
        }
        outputs.push(workspace.generated(configuration, &apis, &mut diagnostics));
    }
    Regeneration { sources, diagnostics, outputs }
}

/// The files of a workspace; messages and generated files name them as seen from its root.
struct Workspace<'a> {
    root: &'a Utf8Path,
}

impl Workspace<'_> {
    fn configuration(
        &self,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(SourceId, Configuration)> {
        let source = self
            .read(format!("{SPEC}/apis.toml"), sources)
            .map_err(|problem| diagnostics.push(problem))
            .ok()?;
        Some((source, configuration::parse(source, sources, diagnostics)?))
    }

    /// One API: its document, and its model.
    fn api(
        &self,
        entry: &configuration::Api,
        configuration: SourceId,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Output, Api)> {
        let mut read = |path: &Spanned<String>| {
            let named = Span::new(configuration, path.span());
            self.read(format!("{SPEC}/{}", path.get_ref()), sources)
                .map_err(|problem| diagnostics.push(problem.at(named, "named here")))
                .ok()
        };
        let inputs = Inputs {
            pages: entry.pages.get_ref().iter().filter_map(&mut read).collect(),
            overlays: entry.overlays.iter().filter_map(&mut read).collect(),
            ..Inputs::default()
        };
        let module = entry.module.get_ref();
        let specification = codegen::document(sources, &inputs, diagnostics).specification?;
        let api = codegen::api(&specification, module, sources, diagnostics)?;
        let mut files = FileSet::default();
        files.insert("openapi.json", output::openapi_json(&specification, COMMAND));
        Some((Output { files, folder: self.folder(format!("{SPEC}/{module}")) }, api))
    }

    /// The folders below `spec` that belong to no API, or no longer: nothing is to be written there,
    /// and what an earlier run wrote is to go.
    fn former_apis(&self, configuration: &Configuration) -> io::Result<Vec<Output>> {
        let mut names = BTreeSet::new();
        for entry in self.root.join(SPEC).read_dir_utf8()? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                names.insert(entry.file_name().to_owned());
            }
        }
        for api in &configuration.apis {
            names.remove(api.module.get_ref());
        }
        let output = |name| Output {
            files: FileSet::default(),
            folder: self.folder(format!("{SPEC}/{name}")),
        };
        Ok(names.into_iter().map(output).collect())
    }

    fn generated(
        &self,
        configuration: Configuration,
        apis: &[Api],
        diagnostics: &mut Diagnostics,
    ) -> Output {
        let examples = configuration.apis.iter().flat_map(|api| {
            let module = api.module.get_ref();
            let names = api.examples.iter().map(|name| name.get_ref().clone());
            names.map(|name| emit::Example { name, module: module.clone() })
        });
        let package = emit::Package {
            examples: examples.collect(),
            name: configuration.package.name.into_inner(),
            version: configuration.package.version.into_inner(),
            description: configuration.package.description,
            license: configuration.package.license,
            listing: emit::Listing {
                repository: configuration.package.repository,
                keywords: configuration.package.keywords,
                categories: configuration.package.categories,
            },
            command: COMMAND.to_owned(),
            layout: Layout::Modules,
        };
        let files = emit::emit(&package, apis, diagnostics);
        Output { files, folder: self.folder(GENERATED) }
    }

    fn read(&self, name: String, sources: &mut Sources) -> Result<SourceId, Diagnostic> {
        let name = Utf8PathBuf::from(name);
        input::file(&self.root.join(&name), &name, sources)
    }

    fn folder(&self, name: impl Into<Utf8PathBuf>) -> Folder {
        let name = name.into();
        Folder::new(self.root.join(&name)).named(name)
    }
}

/// Shows what differs; any difference fails.
fn check(comparisons: &[Comparison<'_>]) -> Result<(), Failed> {
    let unchanged: usize = comparisons.iter().map(|comparison| comparison.unchanged).sum();
    let changes = comparisons.iter().flat_map(|comparison| {
        comparison.changes.iter().map(move |change| (comparison.name_of(change), change))
    });
    let (mut differing, mut untracked) = (0, 0);
    for (name, change) in changes {
        untracked += usize::from(change.kind == Kind::Untracked);
        line(format!("{}: {name}", change.kind.word()));
        if differing < DIFF_FILES {
            show(&change.diff());
        }
        differing += 1;
    }
    if differing == 0 {
        line(format!("no difference: {} as the pages give", plural(unchanged, "file")));
        return Ok(());
    }
    let differences = plural(differing, "difference");
    if untracked > 0 {
        line("delete what is untracked, or move it out of the generator's folders");
    }
    if differing > untracked {
        line(format!("run `{COMMAND}` and commit the result"));
    }
    line(format!("{differences} to what the pages give"));
    Err(Failed)
}

/// Shows the beginning of a difference.
fn show(diff: &str) {
    for shown in diff.lines().take(DIFF_LINES) {
        line(format!("    {shown}"));
    }
    let more = diff.lines().skip(DIFF_LINES).count();
    if more > 0 {
        line(format!("    … and {}", plural(more, "more line")));
    }
}
