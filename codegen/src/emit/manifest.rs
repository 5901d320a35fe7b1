//! `Cargo.toml`.

use super::{Example, Layout, Listing, Package, docs, group::Features, layout::mark};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    model::{Api, Method},
};

/// The manifest of the runtime, whose features and dependencies are those of every crate.
const RUNTIME: &str = include_str!("../../runtime/Cargo.toml");

/// The oldest compiler that crates are for: the workspace's own, with which the runtime is built.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// How many features crates.io takes of a crate (<https://doc.rust-lang.org/cargo/reference/features.html>).
const PUBLISHABLE: usize = 300;

/// The manifest of a crate.
pub(super) fn emit(package: &Package, apis: &[Api], diagnostics: &mut Diagnostics) -> String {
    let (features, dependencies) = shared();
    let (mut features, mut dependencies) = (features.to_owned(), dependencies.to_owned());
    if apis.iter().flat_map(Api::operations).any(|it| it.method == Method::Query) {
        require_query(&mut features, &mut dependencies);
    }
    if package.layout == Layout::Modules {
        features.extend(apis.iter().map(|api| {
            let title = docs::sentence(&api.title);
            format!("# {title}\n{} = []\n", api.module)
        }));
    }
    let features = with_groups(package, apis, &features);
    check(&features, diagnostics);
    // Alone, the crate may lie inside the folder of another workspace.
    let workspace = match package.layout {
        Layout::Root => "[workspace]\n\n",
        Layout::Modules => "",
    };
    let (name, version) = (quoted(&package.name), quoted(&package.version));
    let description = quoted(&package.description);
    // Without a licence nobody else may use the crate, so that it is not for a registry.
    let license = match &package.license {
        Some(license) => format!("license = {}", quoted(license)),
        None => "publish = false".to_owned(),
    };
    let listing = listing(&package.listing);
    let examples = examples(&package.examples);
    format!(
        r#"# {mark}

{workspace}[package]
name = {name}
version = {version}
description = {description}
edition = "2024"
rust-version = "{RUST_VERSION}"
{license}
{listing}readme = "README.md"

[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[lib]
# The documentation quotes texts of the specification, which are no tests.
doctest = false

{features}
{dependencies}
{examples}{LINTS}"#,
        mark = mark(package),
    )
}

/// Adds what knows the method `QUERY`, which older versions of `http` do not.
fn require_query(features: &mut String, dependencies: &mut String) {
    *features = features.replace("\nclient = [", "\nclient = [\"dep:http\", ");
    dependencies.push_str("http = { version = \"1.5\", optional = true }\n");
}

/// The lines by which a registry lists the crate.
fn listing(listing: &Listing) -> String {
    let list = |texts: &[String]| {
        let texts = texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ");
        (!texts.is_empty()).then(|| format!("[{texts}]"))
    };
    let lines = [
        ("repository", listing.repository.as_deref().map(quoted)),
        ("keywords", list(&listing.keywords)),
        ("categories", list(&listing.categories)),
    ];
    let lines = lines.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}\n", value?)));
    lines.collect()
}

const LINTS: &str = r#"[lints.rust]
missing_docs = "warn"
unsafe_code = "forbid"

[lints.clippy]
# What these complain of is the specification's choice.
disallowed_names = "allow"
large_enum_variant = "allow"
should_implement_trait = "allow"
too_many_arguments = "allow"
type_complexity = "allow"
"#;

/// The features with those of groups of operations, which are on by default. A crate that has
/// groups is large enough for what only tests need to be noticed: `full-eq` is on in others.
fn with_groups(package: &Package, apis: &[Api], features: &str) -> String {
    let groups: Vec<_> = apis.iter().filter_map(|api| Features::of(package, api)).collect();
    if groups.is_empty() {
        return features.to_owned();
    }
    // Were there no such line, nothing would be left: a test sees that.
    let (head, rest) = features.split_once("default = [").unwrap_or_default();
    let (usual, others) = rest.split_once(']').unwrap_or_default();
    let usual = usual.split(", ").filter(|name| *name != "\"full-eq\"").map(str::to_owned);
    let names = groups.iter().flat_map(Features::defaults).map(|name| format!("\"{name}\""));
    let defaults = usual.chain(names).collect::<Vec<_>>().join(", ");
    let features = format!("{head}default = [{defaults}]{others}");
    groups.iter().fold(features, |all, groups| all + &groups.manifest())
}

/// The programs of the folder `examples`, and what they need beside the crate itself.
fn examples(examples: &[Example]) -> String {
    let entry = |example: &Example| {
        let (name, module) = (quoted(&example.name), quoted(&example.module));
        format!("[[example]]\nname = {name}\nrequired-features = [\"client\", {module}]\n\n")
    };
    match examples {
        [] => String::new(),
        _ => examples.iter().map(entry).fold(DEV_DEPENDENCIES.to_owned(), |all, one| all + &one),
    }
}

const DEV_DEPENDENCIES: &str = r#"[dev-dependencies]
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }

"#;

/// The features that every crate has.
pub(super) fn feature_names() -> impl Iterator<Item = &'static str> {
    let (features, _) = shared();
    names(features)
}

/// The names in a table of features. Comments quote titles, which may have an equals sign.
fn names(features: &str) -> impl Iterator<Item = &str> {
    let lines = features.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name)
}

/// Says when a crate has more features than can be published.
fn check(features: &str, diagnostics: &mut Diagnostics) {
    let count = names(features).count();
    if count > PUBLISHABLE {
        let message = format!("the crate has {count} features, and crates.io takes {PUBLISHABLE}");
        let help = "to publish it there, let operations share groups: `x-rust: {resource: …}` in an overlay";
        diagnostics.push(Diagnostic::new(Code::TooManyFeatures, message).help(help));
    }
}

/// The tables of features and of dependencies.
fn shared() -> (&'static str, &'static str) {
    let from = |text: &'static str, start| text.find(start).and_then(|at| text.get(at..));
    let shared = from(RUNTIME, "[features]").unwrap_or_default();
    let shared = shared.split_once("\n[dev-dependencies]").map_or(shared, |(shared, _)| shared);
    let (features, _) = shared.split_once("\n[dependencies]").unwrap_or((shared, ""));
    (features, from(shared, "[dependencies]").unwrap_or_default())
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        emit::tests::{package, sample::api},
        model::{ALL_OPERATIONS, OTHER_MODELS},
        name::reserved,
    };

    fn manifest(package: &Package, apis: &[Api]) -> String {
        emit(package, apis, &mut Diagnostics::new())
    }

    #[test]
    fn a_manifest_is_toml_whatever_the_texts_are() {
        let mut package = package();
        package.description = "\"\n[dependencies]\nevil = \"1\"".to_owned();
        let manifest: toml::Table = manifest(&package, &[]).parse().unwrap();
        assert_eq!(manifest["package"]["description"].as_str(), Some(&*package.description));
        assert!(manifest["dependencies"].get("evil").is_none());
        assert!(manifest["dependencies"].get("serde").is_some());
        assert!(manifest["features"].get("client").is_some());
    }

    #[test]
    fn both_tables_of_the_runtime_are_found() {
        let (features, dependencies) = shared();
        assert!(features.starts_with("[features]\n") && !features.contains("\n["), "{features}");
        let table = "[dependencies]\n";
        assert!(dependencies.starts_with(table) && !dependencies.contains("\n["), "{dependencies}");
    }

    #[test]
    fn no_group_is_called_as_a_feature_or_dependency() {
        let manifest: toml::Table = RUNTIME.parse().unwrap();
        let keys = |table: &str| manifest[table].as_table().unwrap().keys().cloned();
        let names = keys("features").chain(keys("dependencies"));
        for name in names.chain([ALL_OPERATIONS, OTHER_MODELS].map(str::to_owned)) {
            assert!(reserved::FEATURES.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn a_crate_without_a_licence_is_not_published() {
        let mut package = package();
        let of = |package: &Package| manifest(package, &[]).parse::<toml::Table>().unwrap();
        assert_eq!(of(&package)["package"]["publish"].as_bool(), Some(false));
        package.license = Some("MIT".to_owned());
        assert_eq!(of(&package)["package"]["license"].as_str(), Some("MIT"));
        assert!(of(&package)["package"].get("publish").is_none());
    }

    #[test]
    fn only_a_crate_that_sends_query_needs_an_http_that_knows_it() {
        let mut api = api();
        let of = |api: &Api| {
            manifest(&package(), std::slice::from_ref(api)).parse::<toml::Table>().unwrap()
        };
        assert!(of(&api)["dependencies"].get("http").is_none());
        api.resources[0].operations[0].method = Method::Query;
        assert_eq!(of(&api)["dependencies"]["http"]["version"].as_str(), Some("1.5"));
        let client = of(&api)["features"]["client"].as_array().unwrap().clone();
        assert!(client.contains(&"dep:http".into()) && client.contains(&"dep:reqwest".into()));
    }

    #[test]
    fn an_example_is_built_where_its_api_is() {
        let mut package = package();
        let example = Example { name: "show".to_owned(), module: "books".to_owned() };
        package.examples.push(example);
        let manifest: toml::Table = manifest(&package, &[]).parse().unwrap();
        assert_eq!(manifest["example"][0]["name"].as_str(), Some("show"));
        let features = manifest["example"][0]["required-features"].as_array().unwrap();
        assert_eq!(features, &["client".into(), "books".into()] as &[toml::Value]);
        assert!(manifest["dev-dependencies"].get("tokio").is_some());
    }

    #[test]
    fn only_a_crate_that_stands_alone_is_a_workspace() {
        let mut package = package();
        assert!(manifest(&package, &[]).contains("[workspace]"));
        package.layout = Layout::Modules;
        assert!(!manifest(&package, &[]).contains("[workspace]"));
    }
}
