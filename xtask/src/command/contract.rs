//! `cargo xtask contract`: the crate's calls, checked by a server that nobody here wrote.

mod prism;

use crate::{Failed, console::line, workspace};
use prism::Prism;
use std::process::{Command, Stdio};

/// Call every operation of the generated crate at Prism, which checks the requests.
///
/// Prism (<https://stoplight.io/open-source/prism>) serves `spec/*/openapi.json` on this machine:
/// it refuses a request that the document does not allow, and makes up an answer to all others,
/// which the crate has to decode. Prism is installed into `target/contract` by `npm`, in the
/// versions that `tests/contract/package-lock.json` names; Node.js 20.19 or newer runs it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {}

const EXAMPLES: &str = "\
Examples:
  cargo xtask contract
      after a change to a page, an overlay, the generator or the runtime";

/// The APIs, and the variables that tell the test where each is served.
const APIS: [(&str, &str); 2] = [("ionos", "PRISM_IONOS"), ("cloudflare", "PRISM_CLOUDFLARE")];

pub(crate) fn run() -> Result<(), Failed> {
    if let Some(tool) = missing_tool() {
        return Err(failed(&format!("`{tool}` is not installed, which Prism needs")));
    }
    prism::install()?;
    let mut test = workspace::cargo();
    test.args(["test", "--package", "tests", "--test", "contract", "--"]);
    // One after the other, so that Prism makes up the same answers on every run.
    test.args(["--include-ignored", "--test-threads=1"]);
    let mut servers = Vec::new();
    for (module, variable) in APIS {
        let server = Prism::start(module)?;
        line(format!("Prism serves `spec/{module}/openapi.json` at {}", server.url()));
        test.env(variable, server.url());
        servers.push(server);
    }
    let status = test.status().map_err(|error| failed(&format!("cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failed) }
}

/// What has to be installed, and is not.
pub(crate) fn missing_tool() -> Option<&'static str> {
    [prism::NODE, prism::NPM].into_iter().find(|tool| {
        let asked = Command::new(tool).arg("--version").stdout(Stdio::null()).status();
        !asked.is_ok_and(|status| status.success())
    })
}

fn failed(reason: &str) -> Failed {
    line(format!("error: {reason}"));
    Failed
}
