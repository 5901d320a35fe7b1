//! What comes out of a model written by hand.

mod client;
mod models;
mod needs;
pub(super) mod sample;

use super::*;
use crate::model::{ALL_OPERATIONS, Groups, Resource};
use sample::{api, empty_api};

pub(super) fn package() -> Package {
    Package {
        name: "sample".to_owned(),
        version: "0.1.0".to_owned(),
        description: "A sample.".to_owned(),
        license: None,
        listing: Listing::default(),
        command: "cargo xtask regenerate".to_owned(),
        layout: Layout::Root,
        examples: Vec::new(),
    }
}

/// The files of a crate, none of which an emitter got wrong.
fn written(package: &Package, apis: &[Api]) -> FileSet {
    let mut diagnostics = Diagnostics::new();
    let files = emit(package, apis, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    files
}

/// A file of the crate for the sample.
fn file(path: &str) -> String {
    let files = written(&package(), &[api()]);
    let file = files.iter().find(|(known, _)| *known == path);
    file.unwrap_or_else(|| panic!("no file {path}")).1.to_owned()
}

/// The item that begins with some text, with its documentation, up to the next blank line at the
/// margin.
fn item(text: &str, begins: &str) -> String {
    let mut items = text.split("\n\n").fold(Vec::<String>::new(), |mut items, block| {
        match items.last_mut() {
            Some(last) if block.starts_with([' ', '}']) => {
                last.push_str("\n\n");
                last.push_str(block);
            }
            _ => items.push(block.to_owned()),
        }
        items
    });
    items.retain(|item| item.contains(begins));
    let item = items.first().unwrap_or_else(|| panic!("no {begins} in\n{text}"));
    item.trim_end().to_owned()
}

#[test]
fn a_manifest_says_how_a_registry_lists_the_crate() {
    let listing = Listing {
        repository: Some("https://example.org/\"a\"".to_owned()),
        keywords: vec!["api".to_owned(), "iam".to_owned()],
        categories: Vec::new(),
    };
    let package = Package { license: Some("MIT".to_owned()), listing, ..package() };
    let manifest = manifest::emit(&package, &[empty_api()], &mut Diagnostics::new());
    let expected = "license = \"MIT\"\nrepository = 'https://example.org/\"a\"'\nkeywords = [\"api\", \"iam\"]\nreadme";
    assert!(manifest.contains(expected), "{manifest}");
}

#[test]
fn the_runtime_is_hidden_and_what_callers_name_is_at_the_root() {
    let root = file("src/lib.rs");
    assert!(root.contains("#[doc(hidden)]\npub mod runtime;"), "{root}");
    for name in ["StatusCode", "HeaderMap", "Method", "TransportError", "Base64", "File"] {
        assert!(root.contains(name), "{name} in\n{root}");
    }
}

#[test]
fn the_compiler_may_look_deep_into_many_types() {
    let attribute = "\n\n#![recursion_limit = \"512\"]\n";
    assert!(!file("src/lib.rs").contains(attribute));
    let mut api = api();
    let one = api.types[0].clone();
    api.types.extend(std::iter::repeat_n(one, 128));
    let files = written(&package(), &[api]);
    let (_, root) = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap();
    assert!(root.contains(attribute), "{root}");
}

#[test]
fn the_example_calls_what_there_is() {
    assert!(file("src/lib.rs").contains("let users = client.users().list().await?;"));
    let mut api = api();
    let operations = &mut api.resources[0].operations;
    operations.retain(|operation| operation.called() == "createUser");
    let package = Package { layout: Layout::Modules, ..package() };
    let files = written(&package, &[api]);
    let (_, root) = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap();
    for line in [
        "//! sample = { version = \"0.1.0\", features = [\"mini\"] }\n",
        "//! use sample::mini::{Client, models::User};\n",
        "//! # async fn example(user: User) -> Result<(), sample::Error> {\n",
        "//! let answer = client.users().create(user).await?;\n",
    ] {
        assert!(root.contains(line), "{line} in\n{root}");
    }
    // Nothing is shown that no operation can do.
    for (section, is_there) in [("# Errors", true), ("# Paging", false), ("# Waiting", false)] {
        assert_eq!(root.contains(&format!("//! {section}\n")), is_there, "{section} in\n{root}");
    }
}

#[test]
fn an_api_without_operations_has_no_client() {
    let files = written(&package(), &[empty_api()]);
    assert!(files.iter().all(|(path, _)| path != "src/client.rs"));
}

#[test]
fn every_file_bears_the_mark() {
    let package = Package { layout: Layout::Modules, ..package() };
    let files = written(&package, &[api(), empty_api()]);
    for (path, text) in files.iter() {
        assert!(text.lines().next().unwrap().contains(crate::files::MARK), "{path}");
    }
    assert!(files.iter().any(|(path, _)| path == "src/mini/models/user.rs"));
}

#[test]
fn every_rust_file_parses() {
    for (path, text) in written(&package(), &[api()]).iter() {
        if path.extension() == Some("rs") {
            assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
            assert!(!text.contains("compile_error"), "{path}:\n{text}");
        }
    }
}

#[test]
fn groups_are_on_by_default_in_place_of_what_tests_alone_need() {
    let features = |api: Api| {
        let manifest = manifest::emit(&package(), &[api], &mut Diagnostics::new());
        manifest.parse::<toml::Table>().unwrap()["features"].as_table().unwrap().clone()
    };
    let plain = features(api());
    assert_eq!(plain["default"], vec!["full-eq", "rustls"].into());
    let groups = Groups { features: vec!["users".to_owned()], users: Vec::new() };
    let grouped = features(Api { groups: Some(groups), ..api() });
    assert_eq!(grouped["default"], vec!["rustls", ALL_OPERATIONS].into());
    assert!(plain.keys().all(|name| grouped.contains_key(name)), "{grouped:?}");
}

#[test]
fn more_features_than_can_be_published_are_reported_over_all_apis() {
    let package = Package { layout: Layout::Modules, ..package() };
    let api = |module: &str, groups: usize| {
        let features = (0..groups).map(|number| format!("group-{number}")).collect();
        let resource = Resource { operations: Vec::new(), ..sample::api().resources[0].clone() };
        let resources = vec![resource; groups];
        let groups = Some(Groups { features, users: Vec::new() });
        let (module, title) = (Ident::new(&Words::of(module), Case::Snake), "A = b".to_owned());
        Api { module, title, resources, groups, ..empty_api() }
    };
    // Each API has its own feature and that of all of its groups.
    let room = 300 - 4 - manifest::feature_names().count();
    for more in [0, 1] {
        let mut diagnostics = Diagnostics::new();
        let apis = [api("books", 100), api("films", room - 100 + more)];
        let manifest = manifest::emit(&package, &apis, &mut diagnostics);
        let manifest: toml::Table = manifest.parse().unwrap();
        assert_eq!(manifest["features"].as_table().unwrap().len(), 300 + more);
        let codes: Vec<_> = diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::TooManyFeatures].repeat(more));
    }
}
