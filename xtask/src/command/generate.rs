//! `cargo xtask generate`: pages in, a crate that stands alone out.

use crate::{
    Failed, configuration,
    console::{Console, line, plural},
    input,
    output::{self, Output},
};
use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    Document, Inputs,
    diagnostic::Diagnostics,
    emit::{self, Layout, Listing, Package},
    files::Folder,
    model::Api,
    name::transliterate,
    report,
    source::Sources,
};

/// Generate a crate from documentation pages or OpenAPI documents.
///
/// The crate stands alone: its own manifest, its own runtime, one module per resource. Everything
/// in the output folder that a run wrote is marked; nothing else is ever replaced, unless it is
/// empty, or removed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: input::Arguments,
    /// The folder for the crate; made if need be.
    #[arg(long, value_name = "DIR")]
    out: Utf8PathBuf,
    /// The crate's name; made from the API's title unless given.
    #[arg(long, value_name = "NAME", value_parser = configuration::package_name)]
    name: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask generate openapi.yaml --out ../petstore --name petstore
  cargo xtask generate pages/ --overlay fixes.yaml --out client --report report.json";

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<(), Failed> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let inputs = arguments.input.read(&mut sources, &mut diagnostics);
    let report_to = output::report_to(arguments.input.report.as_deref(), &mut diagnostics);
    let mut document = codegen::document(&sources, &inputs, &mut diagnostics);
    if let Some(specification) = &mut document.specification {
        specification.drop_examples_and_webhooks();
    }
    let made = model(arguments.name.as_deref(), &sources, &inputs, &document, &mut diagnostics);
    // A document is most of the memory, and only what fails is looked up in it from here on.
    document.specification.take_if(|_| !diagnostics.has_errors());
    let output = made.as_ref().map(|(package, api)| Output {
        files: emit::emit(package, std::slice::from_ref(api), &mut diagnostics),
        folder: Folder::new(&arguments.out),
    });
    let output = output.filter(|_| !diagnostics.has_errors());
    let written = output.and_then(|output| output::write(&[output], &mut diagnostics));
    let report = || {
        let made = made.as_ref().map(|(package, api)| (package, api));
        output::json(&report::of_crate(&sources, &document, &diagnostics, made))
    };
    if let Err(failure) = output::report(report_to, report) {
        diagnostics.push(failure);
    }
    console.findings(&sources, &diagnostics)?;
    if let (Some((package, api)), Some(written)) = (made, written) {
        let operations = api.resources.iter().map(|resource| resource.operations.len()).sum();
        line(format!(
            "crate `{}` in `{}`: {}, {}; {written}",
            package.name,
            arguments.out,
            plural(operations, "operation"),
            plural(api.types.len(), "type"),
        ));
    }
    Ok(())
}

/// The crate that a document becomes.
pub(crate) fn model(
    name: Option<&str>,
    sources: &Sources,
    inputs: &Inputs,
    document: &Document,
    diagnostics: &mut Diagnostics,
) -> Option<(Package, Api)> {
    let specification = document.specification.as_ref()?;
    let title = &specification.openapi.info.title;
    let name = name.map_or_else(|| name_from(title), str::to_owned);
    let package = Package {
        name,
        version: "0.1.0".to_owned(),
        description: format!("A client for {title}"),
        license: None,
        listing: Listing::default(),
        command: "cargo xtask generate".to_owned(),
        layout: Layout::Root,
        examples: Vec::new(),
    };
    let mut api = codegen::api(specification, &package.module(), sources, diagnostics)?;
    name_pages_from(&common_folder(sources, inputs), &mut api);
    Some((package, api))
}

/// Names the pages as seen from a folder, so that the crate is the same wherever they are.
fn name_pages_from(folder: &Utf8Path, api: &mut Api) {
    let operations = api.resources.iter_mut().flat_map(|it| &mut it.operations);
    let origins = api.types.iter_mut().map(|it| &mut it.origin);
    for origin in origins.chain(operations.map(|it| &mut it.origin)) {
        if let Ok(inside) = origin.page.strip_prefix(folder) {
            origin.page = inside.to_owned();
        }
    }
}

/// The innermost folder that holds all inputs.
fn common_folder(sources: &Sources, inputs: &Inputs) -> Utf8PathBuf {
    let mut folders = inputs
        .pages
        .iter()
        .chain(&inputs.overlays)
        .filter_map(|input| sources.path(*input).parent().map(Utf8Path::to_owned));
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        shared.map(|(part, _)| part).collect()
    })
}

/// A crate's name from an API's title: `CLOUD API` becomes `cloud-api-client`, `Ada's books`
/// `ada-books-client`.
fn name_from(title: &str) -> String {
    let title = title.replace("'s ", " ").replace("’s ", " ");
    let title = transliterate(&title);
    let words = title.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    let name = words.chain(["client"]).collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("api-{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_made_from_a_title_is_legal() {
        for (title, name) in [
            ("CLOUD API", "cloud-api-client"),
            ("3D – Druck", "api-3d-druck-client"),
            ("Ada's books", "ada-books-client"),
            ("用户中心", "yong-hu-zhong-xin-client"),
            ("…", "client"),
        ] {
            assert_eq!(name_from(title), name);
            assert!(configuration::package_name(name).is_ok());
        }
    }

    #[test]
    fn pages_are_named_from_the_folder_that_holds_them_all() {
        let mut sources = Sources::new();
        let pages = ["a/b/c/one.md", "a/b/two.md"].map(|path| sources.add(path, ""));
        let inputs = Inputs { pages: pages.to_vec(), ..Inputs::default() };
        assert_eq!(common_folder(&sources, &inputs), "a/b");
    }
}
