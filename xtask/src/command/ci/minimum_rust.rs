//! The minimum Rust version: no dependency asks for more, and it builds where that version is
//! installed. (That no newer item of the standard library is used is clippy's `incompatible_msrv`.)

use super::{
    Outcome,
    metadata::{Metadata, Package, metadata},
    succeeds,
};
use crate::{console::line, workspace};
use std::process::{Command, Stdio};

pub(super) fn check() -> Outcome {
    let Some(Metadata { packages }) = metadata(&["--locked"]) else { return Outcome::Failed };
    let (own, dependencies): (Vec<_>, Vec<_>) =
        packages.iter().partition(|package| package.source.is_none());
    let Some(minimum) =
        own.iter().filter_map(|it| it.rust_version.as_deref()).min_by_key(|it| parts(it))
    else {
        line("no package states a minimum Rust version");
        return Outcome::Failed;
    };
    let Stated { newer, silent } = compare(&dependencies, minimum);
    // Of these only a build knows.
    line(format!("{silent} of {} dependencies state no Rust version", dependencies.len()));
    for Package { name, version, rust_version, .. } in &newer {
        let asks = rust_version.as_deref().unwrap_or_default();
        line(format!("{name} {version} asks for Rust {asks}, and we promise {minimum}"));
    }
    if newer.is_empty() { build_with(minimum) } else { Outcome::Failed }
}

/// What dependencies state of the Rust version that they need.
struct Stated<'a> {
    /// Those that ask for a newer one than ours.
    newer: Vec<&'a Package>,
    /// How many state none.
    silent: usize,
}

fn compare<'a>(dependencies: &[&'a Package], minimum: &str) -> Stated<'a> {
    let asks_for_more = |package: &&&Package| {
        package.rust_version.as_deref().is_some_and(|asks| parts(asks) > parts(minimum))
    };
    Stated {
        newer: dependencies.iter().filter(asks_for_more).copied().collect(),
        silent: dependencies.iter().filter(|package| package.rust_version.is_none()).count(),
    }
}

/// Builds with the minimum version itself, where it is installed.
fn build_with(minimum: &str) -> Outcome {
    let with_minimum = |arguments: &[&str]| {
        let mut rustup = Command::new("rustup");
        rustup.args(["run", minimum, "cargo"]).args(arguments);
        rustup.env("RUSTUP_AUTO_INSTALL", "0").current_dir(workspace::root());
        rustup
    };
    let asked = with_minimum(&["--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !asked.is_ok_and(|status| status.success()) {
        return Outcome::Skipped(format!(
            "only stated versions were compared: Rust {minimum} is not installed"
        ));
    }
    let check = ["check", "--workspace", "--all-targets", "--target-dir", "target/minimum-rust"];
    succeeds(&mut with_minimum(&check))
}

/// The parts of a version, to compare by: `1.88` and `1.88.0` are the same.
fn parts(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dependencies_ask_for_more_or_state_nothing() {
        let package = |(name, rust_version): (&str, Option<&str>)| {
            json!({
                "name": name, "version": "1.0.0", "rust_version": rust_version,
                "source": "registry", "manifest_path": "Cargo.toml", "features": {},
            })
        };
        let stated = [
            ("older", Some("1.9")),
            ("same", Some("1.88.0")),
            ("newer", Some("1.88.1")),
            ("newest", Some("2")),
            ("silent", None),
        ];
        let packages = json!({ "packages": stated.map(package) });
        let Metadata { packages } = serde_json::from_value(packages).unwrap();
        let Stated { newer, silent } = compare(&packages.iter().collect::<Vec<_>>(), "1.88");
        let newer: Vec<_> = newer.iter().map(|package| package.name.as_str()).collect();
        assert_eq!((newer.as_slice(), silent), (["newer", "newest"].as_slice(), 1));
    }

    #[test]
    fn where_the_version_is_not_installed_the_build_is_left_out() {
        // No Rust has this version, and without rustup there is none at all.
        let Outcome::Skipped(reason) = build_with("0.0.1") else { panic!("something was built") };
        assert_eq!(reason, "only stated versions were compared: Rust 0.0.1 is not installed");
    }
}
