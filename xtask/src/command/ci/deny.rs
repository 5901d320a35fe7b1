//! The supply chain: `cargo deny`, as `deny.toml` asks.

use super::{Outcome, cargo, succeeds};
use crate::console::line;
use std::process::Stdio;

/// The version that CI installs where there is none.
const VERSION: &str = "0.20.2";

pub(super) fn check() -> Outcome {
    if !is_installed() {
        line(format!("installing cargo-deny {VERSION}, which takes some minutes"));
        let install = ["install", "cargo-deny", "--version", VERSION, "--locked"];
        let Outcome::Passed = succeeds(cargo().args(install).arg("--no-default-features")) else {
            return Outcome::Failed;
        };
    }
    let offline =
        ["deny", "--workspace", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    let Outcome::Passed = succeeds(cargo().args(offline)) else { return Outcome::Failed };
    let Outcome::Passed = succeeds(cargo().args(["deny", "fetch", "db"])) else {
        return Outcome::Skipped(
            "licences, bans and sources passed; the advisories' database cannot be fetched here"
                .to_owned(),
        );
    };
    succeeds(cargo().args(["deny", "--workspace", "check", "--disable-fetch", "advisories"]))
}

fn is_installed() -> bool {
    let asked =
        cargo().args(["deny", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}
