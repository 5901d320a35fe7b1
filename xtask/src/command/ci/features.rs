//! The generated crate with each of its features, and with none.

use super::{Outcome, cargo, metadata::metadata, succeeds};
use crate::console::line;
use std::{collections::BTreeSet, process::Command};

/// The feature that needs OpenSSL where it is built.
const NATIVE_TLS: &str = "native-tls";

pub(super) fn check() -> Outcome {
    let Some((package, features)) = generated_crate() else { return Outcome::Failed };
    let mut left_out = None;
    for combination in combinations(&features) {
        if combination.contains(NATIVE_TLS) && !has_openssl() {
            left_out = Some(format!("`{NATIVE_TLS}` needs OpenSSL, which is not here"));
            continue;
        }
        line(format!("{package} with `{combination}`"));
        let mut clippy = cargo();
        clippy.args(["clippy", "--quiet", "--package", &package, "--no-default-features"]);
        clippy.args(["--features", &combination, "--", "-Dwarnings"]);
        let Outcome::Passed = succeeds(&mut clippy) else { return Outcome::Failed };
    }
    left_out.map_or(Outcome::Passed, Outcome::Skipped)
}

/// The name and the features of the crate in `generated/`.
fn generated_crate() -> Option<(String, BTreeSet<String>)> {
    let metadata = metadata(&["--no-deps"])?;
    let package = metadata.packages.into_iter().find(|package| {
        package.manifest_path.parent().is_some_and(|folder| folder.ends_with("generated"))
    })?;
    Some((package.name, package.features.into_keys().collect()))
}

/// No feature, each alone, each way to reach the network together with each other feature, and with
/// all of them.
fn combinations(features: &BTreeSet<String>) -> BTreeSet<String> {
    let own = || features.iter().filter(|name| *name != "default");
    let transports = own().filter(|name| *name == "rustls" || *name == NATIVE_TLS);
    let pairs = transports.flat_map(|transport| {
        own().filter(move |name| *name != transport).map(move |name| format!("{name},{transport}"))
    });
    let all = |except: &str| own().filter(|name| *name != except).cloned().collect::<Vec<_>>();
    let whole = ["rustls", NATIVE_TLS].map(|other| all(other).join(","));
    own().cloned().chain(pairs).chain(whole).chain([String::new()]).collect()
}

fn has_openssl() -> bool {
    let asked = Command::new("pkg-config").args(["--exists", "openssl"]).status();
    asked.is_ok_and(|status| status.success())
}
