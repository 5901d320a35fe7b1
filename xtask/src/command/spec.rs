//! `cargo xtask spec`: pages in, one OpenAPI document out.

use crate::{
    Failed,
    console::{Console, line},
    input,
    output::{self, Output},
};
use camino::Utf8PathBuf;
use codegen::{diagnostic::Diagnostics, report, source::Sources};
use std::io::Write;

/// Join documentation pages to one strict OpenAPI 3.0 document.
///
/// Reads pages with OpenAPI in code fences, Stainless reference pages, how-to pages, and OpenAPI
/// documents in JSON or YAML (2.0, 3.0 to 3.2). Equal definitions become one; unequal ones fail the
/// run, and both places are shown.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: input::Arguments,
    /// Write the document to this file instead of stdout. A file there is replaced only if an
    /// earlier run wrote it, or if it is empty.
    #[arg(long, value_name = "FILE")]
    out: Option<Utf8PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask spec spec/ionos
      all pages of a folder, to stdout
  cargo xtask spec users.md groups.md --overlay fixes.yaml --out openapi.json
  cargo xtask spec swagger.yaml --report report.json
      an older or looser document, and what was done to it";

/// How the document names the command that made it.
const COMMAND: &str = "cargo xtask spec";

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<(), Failed> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let inputs = arguments.input.read(&mut sources, &mut diagnostics);
    let report_to = output::report_to(arguments.input.report.as_deref(), &mut diagnostics);
    let document = codegen::document(&sources, &inputs, &mut diagnostics);
    let specification = document.specification.as_ref().filter(|_| !diagnostics.has_errors());
    let text = specification.map(|it| output::openapi_json(it, COMMAND));
    let written = match (&arguments.out, &text) {
        (Some(path), Some(text)) => {
            output::write(&[Output::file(path, text.clone())], &mut diagnostics)
        }
        _ => None,
    };
    let report = || output::json(&report::of_document(&sources, &document, &diagnostics));
    if let Err(failure) = output::report(report_to, report) {
        diagnostics.push(failure);
    }
    console.findings(&sources, &diagnostics)?;
    match (written, text) {
        (Some(written), _) => line(written),
        (None, Some(text)) => print(&text),
        (None, None) => {}
    }
    Ok(())
}

/// Prints the document; a reader that has seen enough may close its end.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
