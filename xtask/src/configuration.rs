//! `spec/apis.toml`: which pages and overlays make which API, under which module.

use camino::{Utf8Component, Utf8Path};
use codegen::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    emit,
    source::{SourceId, Sources, Span},
};
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range};
use toml::Spanned;

/// What `spec/apis.toml` says. Paths are relative to the folder that holds it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Configuration {
    /// The crate that all APIs are generated into.
    pub(crate) package: Package,
    /// The APIs, in the order in which the crate lists them.
    #[serde(rename = "api")]
    pub(crate) apis: Vec<Api>,
}

/// The manifest of the generated crate, as far as it is a matter of choice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    pub(crate) name: Spanned<String>,
    pub(crate) version: Spanned<String>,
    pub(crate) description: String,
    /// An SPDX expression; a crate without one is not published.
    pub(crate) license: Option<String>,
    pub(crate) repository: Option<String>,
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    #[serde(default)]
    pub(crate) categories: Vec<String>,
}

/// One API.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Api {
    /// Its module and feature in the crate, and the folder of its merged document.
    pub(crate) module: Spanned<String>,
    pub(crate) pages: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub(crate) overlays: Vec<Spanned<String>>,
    /// Programs in the crate's folder `examples` that call the API, without `.rs`.
    #[serde(default)]
    pub(crate) examples: Vec<Spanned<String>>,
}

/// Reads the configuration; all that is wrong with it is found.
pub(crate) fn parse(
    source: SourceId,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Configuration> {
    let at = |range: Range<usize>| Span::new(source, range);
    let configuration: Configuration = match toml::from_str(&sources.get(source).text) {
        Ok(configuration) => configuration,
        Err(error) => {
            let message = error.message().trim_end().replace('\n', ", ");
            let found = invalid(at(error.span().unwrap_or_default()), message, "");
            diagnostics.push(found.help(
                "`[package]` has `name`, `version`, `description` and, if need be, `license`, \
                 `repository`, `keywords` and `categories`; each `[[api]]` has `module`, `pages` and, if need be, `overlays` and `examples`",
            ));
            return None;
        }
    };
    let mut found = package_problems(&configuration.package, at);
    found.extend(api_problems(&configuration.apis, at));
    let is_valid = found.is_empty();
    diagnostics.extend(found);
    is_valid.then_some(configuration)
}

fn package_problems(package: &Package, at: impl Fn(Range<usize>) -> Span) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Err(help) = package_name(package.name.get_ref()) {
        let message = format!("`{}` cannot be the name of a crate", package.name.get_ref());
        found.push(invalid(at(package.name.span()), message, "").help(help));
    }
    if let Err(error) = semver::Version::parse(package.version.get_ref()) {
        let message = format!("`{}` is no version: {error}", package.version.get_ref());
        found.push(invalid(at(package.version.span()), message, "").help("as in `0.1.0`"));
    }
    found
}

fn api_problems(apis: &[Api], at: impl Fn(Range<usize>) -> Span) -> Vec<Diagnostic> {
    let mut modules: BTreeMap<&str, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for api in apis {
        let (module, span) = (api.module.get_ref().as_str(), at(api.module.span()));
        if !is_module(module) {
            let message = format!("`{module}` cannot be the name of a module");
            let help = "begin with a letter; go on with small letters, digits and `_`; what Rust \
                        or the crate itself has already is taken";
            found.push(invalid(span, message, "").help(help));
        }
        if let Some(first) = modules.insert(module, span) {
            let message = format!("two APIs have the module `{module}`");
            found.push(invalid(span, message, "again here").at(first, "first here"));
        }
        if api.pages.get_ref().is_empty() {
            let message = format!("the API `{module}` has no page");
            found.push(invalid(at(api.pages.span()), message, ""));
        }
        found.extend(file_problems(api, &at));
        for example in &api.examples {
            if let Err(help) = package_name(example.get_ref()) {
                let message = format!("`{}` cannot be the name of a program", example.get_ref());
                found.push(invalid(at(example.span()), message, "").help(help));
            }
        }
    }
    found
}

/// What is wrong with the paths of an API's pages and overlays.
fn file_problems(api: &Api, at: &impl Fn(Range<usize>) -> Span) -> Vec<Diagnostic> {
    let mut files: BTreeMap<&str, Span> = BTreeMap::new();
    let mut found = Vec::new();
    for file in api.pages.get_ref().iter().chain(&api.overlays) {
        let (path, span) = (file.get_ref().as_str(), at(file.span()));
        let mut parts = Utf8Path::new(path).components();
        if !parts.all(|part| matches!(part, Utf8Component::Normal(_))) {
            let message = format!("`{path}` leads out of the folder `spec`");
            found.push(
                invalid(span, message, "").help("what the crate is made from lies in `spec`"),
            );
        }
        if let Some(first) = files.insert(path, span) {
            let message = format!("`{path}` is named twice");
            found.push(invalid(span, message, "again here").at(first, "first here"));
        }
    }
    found
}

fn invalid(span: Span, message: String, label: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidConfiguration, message).at(span, label)
}

/// Whether a name is also that of a folder and of a feature, on every machine.
fn is_module(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
        && emit::is_free(name)
}

/// Checks a crate's name as cargo does.
pub(crate) fn package_name(name: &str) -> Result<String, String> {
    let is_legal = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    is_legal
        .then(|| name.to_owned())
        .ok_or_else(|| "begin with a letter; go on with letters, digits, `-` and `_`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGE: &str = "[package]\nname = 'n'\nversion = '0.1.0'\ndescription = 'd'\n";

    /// What is wrong with a text after the `[package]`, each as `line:column message`.
    fn findings(apis: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let source = sources.add("apis.toml", format!("{PACKAGE}{apis}"));
        let mut diagnostics = Diagnostics::new();
        assert!(parse(source, &sources, &mut diagnostics).is_none());
        let found = diagnostics.iter().map(|it| {
            let place = sources.place(it.labels[0].span);
            format!("{}:{} {}", place.line, place.column, it.message)
        });
        found.collect()
    }

    #[test]
    fn an_unknown_key_is_found_at_its_place() {
        let found = findings("[[api]]\nmodule = 'a'\npages = ['a.md']\npage = 'b.md'\n");
        assert_eq!(
            found,
            ["8:1 unknown field `page`, expected one of `module`, `pages`, `overlays`, `examples`"]
        );
    }

    #[test]
    fn a_missing_key_is_named() {
        assert_eq!(findings("[[api]]\nmodule = 'a'\n"), ["5:1 missing field `pages`"]);
    }

    #[test]
    fn modules_are_plain_names_and_differ() {
        let found = findings(
            "[[api]]\nmodule = '../a'\npages = ['a.md']\n\
             [[api]]\nmodule = 'b'\npages = ['a.md']\n\
             [[api]]\nmodule = 'b'\npages = []\n",
        );
        assert_eq!(
            found,
            [
                "6:10 `../a` cannot be the name of a module",
                "12:10 two APIs have the module `b`",
                "13:9 the API `b` has no page",
            ]
        );
    }

    #[test]
    fn a_module_is_nothing_that_the_crate_has_already() {
        for taken in ["runtime", "rustls", "default", "jiff", "self", "type"] {
            let found = findings(&format!("[[api]]\nmodule = '{taken}'\npages = ['a.md']\n"));
            assert_eq!(found, [format!("6:10 `{taken}` cannot be the name of a module")]);
        }
    }

    #[test]
    fn an_example_is_a_plain_name() {
        let found = findings("[[api]]\nmodule = 'a'\npages = ['a.md']\nexamples = ['../e', 'e']\n");
        assert_eq!(found, ["8:13 `../e` cannot be the name of a program"]);
    }

    #[test]
    fn files_lie_below_the_folder_and_are_named_once() {
        let found = findings("[[api]]\nmodule = 'a'\npages = ['../a.md', 'b.md', 'b.md']\n");
        assert_eq!(
            found,
            ["7:10 `../a.md` leads out of the folder `spec`", "7:29 `b.md` is named twice",]
        );
    }
}
