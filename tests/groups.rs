//! Of a large API each group of operations can be built alone, in either layout of a crate.

use camino::Utf8Path;
use codegen::{
    Inputs,
    diagnostic::Diagnostics,
    emit::{Layout, emit},
    model::Api,
    source::Sources,
};
use serde_json::{Map, Value, json};
use std::{fs, io};
use tests::{Sandbox, package};

/// Operations on books and shelves, one more than an API without groups has: both answer with
/// authors inside, and shelves with an index, which is a map and no type of its own. No operation
/// needs an event, which holds a book.
fn large(diagnostics: &mut Diagnostics) -> Option<Api> {
    let to = |schema: &str| json!({"$ref": format!("#/components/schemas/{schema}")});
    let holds =
        |name: &str, schema: &str| json!({"type": "object", "properties": {name: to(schema)}});
    let operation = |number: usize| {
        let (tag, schema) = if number < 100 { ("books", "Book") } else { ("shelves", "Shelf") };
        let content = json!({"application/json": {"schema": to(schema)}});
        let get = json!({
            "tags": [tag], "operationId": format!("get-{number}"),
            "responses": {"200": {"description": "Found.", "content": content}}
        });
        (format!("/{tag}/{number}"), json!({"get": get}))
    };
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Library", "version": "1"},
        "servers": [{"url": "https://library.example"}],
        "paths": (0..101).map(operation).collect::<Map<String, Value>>(),
        "components": {"schemas": {
            "Book": holds("author", "Author"), "Shelf": holds("index", "Index"),
            "Index": {"type": "object", "additionalProperties": to("Author")},
            "Author": holds("born", "Place"), "Place": {"type": "object"},
            "Event": holds("book", "Book"), "Room": {"type": "string", "enum": ["hall"]},
        }}
    });
    let mut sources = Sources::new();
    let inputs = Inputs {
        pages: vec![sources.add("library.json", document.to_string())],
        ..Inputs::default()
    };
    let specification = codegen::document(&sources, &inputs, diagnostics).specification?;
    codegen::api(&specification, "library", &sources, diagnostics)
}

fn remove(folder: &Utf8Path, files: &[&str]) -> io::Result<()> {
    files.iter().try_for_each(|file| fs::remove_file(folder.join("src").join(file)))
}

/// Removing the files shows that nothing of them is read; that there are no warnings, that nothing
/// else is there in vain.
#[test]
fn a_group_is_built_without_the_files_of_others() {
    let mut diagnostics = Diagnostics::new();
    let api = [large(&mut diagnostics).expect("an API")];
    let mut sandbox = Sandbox::new("groups");
    let one =
        sandbox.add("library", &emit(&package("library", Layout::Root), &api, &mut diagnostics));
    let files = emit(&package("apis", Layout::Modules), &api, &mut diagnostics);
    let several = sandbox.add("apis", &files);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    sandbox.finish();
    let clippy = |package: &str, features: &str| {
        let chosen = ["--no-default-features", "--features", features, "--", "-Dwarnings"];
        sandbox.cargo(&[&["clippy", "-p", package], &chosen[..]].concat());
    };

    sandbox.cargo(&["clippy", "-p", "library", "--", "-Dwarnings"]);
    for features in ["", "other-models", "other-models,full-serde", "rustls"] {
        clippy("library", features);
    }
    let models = fs::read_to_string(one.join("src/models.rs")).unwrap();
    let alias = "#[cfg(feature = \"shelves\")]\npub type Index = std::collections::BTreeMap<String, Author>;";
    assert!(models.contains(alias), "{models}");
    remove(&one, &["models/event.rs", "models/room.rs"]).unwrap();
    clippy("library", "rustls,all-operations,differences");
    remove(&one, &["shelves.rs", "models/shelf.rs"]).unwrap();
    clippy("library", "rustls,books,differences");
    remove(&several, &["library/books.rs", "library/models/book.rs", "library/models/event.rs"])
        .unwrap();
    clippy("apis", "rustls,library,library-shelves");
}
