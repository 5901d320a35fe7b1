//! `cargo xtask corpus`, from outside.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

/// A folder with documents below `in`.
fn folder(documents: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in documents {
        let path = folder.path().join("in").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).env("NO_COLOR", "1").current_dir(folder).output().unwrap()
}

/// Runs `corpus` with the program under test; the exit status, and stdout.
fn corpus(folder: &Path, options: &[&str]) -> (Option<i32>, String) {
    let always = ["corpus", "in", "--out", "out", "--this-build", "--report", "report.json"];
    let output = xtask(folder, &[&always, options].concat());
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn documents(folder: &Path) -> Vec<Value> {
    let report = fs::read_to_string(folder.join("report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    report.get("documents").unwrap().as_array().unwrap().clone()
}

const BOOKS: &str = include_str!("books.json");
const EMPTY: &str = "swagger: '2.0'\ninfo: {title: Empty, version: '0'}\npaths: {}\n";

#[test]
fn a_document_that_fails_has_its_row_and_stops_no_other() {
    let folder = folder(&[
        ("INDEX.tsv", "not\ta\tdocument\n"),
        ("a/not-openapi.json", "{\"a\": 1}"),
        ("b/broken.json", "{\"openapi\":"),
        ("b/unknown-type.yaml", "openapi: 3.0.3\npaths: 5\n"),
        ("books.json", BOOKS),
        ("z/empty.yml", EMPTY),
    ]);
    let (status, table) = corpus(folder.path(), &[]);
    assert_eq!(status, Some(1));
    let found = documents(folder.path());
    let outcomes: Vec<_> = found.iter().map(|it| (&it["file"], &it["error"])).collect();
    let outcomes: Vec<_> = outcomes
        .iter()
        .map(|(file, error)| {
            format!("{}: {}", file.as_str().unwrap(), error.as_str().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        outcomes,
        [
            "a/not-openapi.json: `in/a/not-openapi.json` is not an OpenAPI document",
            "b/broken.json: the JSON ends before it is complete",
            "b/unknown-type.yaml: `paths` is an object, and here it is a number",
            "books.json: -",
            "z/empty.yml: -",
        ]
    );
    assert!(table.contains("- `b/broken.json`: "), "{table}");
}

#[test]
fn a_document_that_succeeds_is_counted() {
    let folder = folder(&[("books.json", BOOKS)]);
    let (status, _) = corpus(folder.path(), &[]);
    assert_eq!(status, Some(0));
    let found = documents(folder.path());
    let [document] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(document["operations"], 1);
    assert_eq!(document["emitted"], 1);
    assert_eq!(document["types"], 1);
    assert_eq!(document["skipped"], 0);
    assert_eq!(document["check"], Value::Null);
    assert!(document["seconds"].as_f64().unwrap() > 0.0, "{document}");
    assert!(document["peak_memory"].as_u64().unwrap() > 1 << 20, "{document}");
    assert!(document["diagnostics"].is_array(), "{document}");
    assert!(folder.path().join("out/crates/books.json/Cargo.toml").exists());
}

#[test]
fn a_document_that_takes_too_much_memory_stops_no_other() {
    let hostile = format!("{{\"openapi\": \"3.0.3\", \"x\": [{}0]}}", "0,".repeat(2_000_000));
    let folder = folder(&[("a.json", &hostile), ("b.json", BOOKS)]);
    let (status, _) = corpus(folder.path(), &["--memory-limit", "128"]);
    assert_eq!(status, Some(1));
    let errors: Vec<_> = documents(folder.path()).iter().map(|it| it["error"].clone()).collect();
    assert_eq!(errors, [Value::from("takes more than 128 MiB of memory"), Value::Null]);
}

#[test]
fn a_folder_without_documents_is_an_error() {
    let folder = folder(&[("INDEX.tsv", "")]);
    assert_eq!(corpus(folder.path(), &[]), (Some(1), String::new()));
}

#[test]
fn the_table_replaces_no_file_of_anybodys() {
    let folder = folder(&[("books.json", BOOKS)]);
    fs::write(folder.path().join("own.md"), "mine").unwrap();
    assert_eq!(corpus(folder.path(), &["--table", "own.md"]).0, Some(1));
    assert_eq!(fs::read_to_string(folder.path().join("own.md")).unwrap(), "mine");
    for _ in 0..2 {
        assert_eq!(corpus(folder.path(), &["--table", "table.md"]).0, Some(0));
    }
}

/// What `within` says about a shell's script.
fn within(script: &str) -> Value {
    let shell = ["within", "--seconds", "1", "--mebibytes", "512", "--", "sh", "-c", script];
    let output = xtask(Path::new("."), &shell);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_program_that_takes_too_long_is_ended() {
    let run = within("while :; do :; done");
    assert_eq!((&run["status"], &run["signal"]), (&Value::Null, &Value::from(24)));
    assert!(run["seconds"].as_f64().unwrap() >= 0.9, "{run}");
}

#[test]
fn a_programs_exit_status_is_told() {
    assert_eq!(within("exit 7")["status"], 7);
}

/// A document whose responses have examples: of a type, of a list of them, of none.
const EXAMPLES: &str = r##"{
    "openapi": "3.0.3", "info": {"title": "Books", "version": "1"},
    "paths": {"/books": {"get": {"responses": {
        "200": {"description": "", "content": {"application/json": {
            "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}},
            "example": [{"title": "Emma"}]}}},
        "404": {"$ref": "#/components/responses/Missing"},
        "410": {"$ref": "#/components/responses/Missing"},
        "500": {"description": "", "content": {
            "application/json": {"schema": {"type": "string"}, "example": "broken"},
            "text/plain": {"schema": {"type": "string"}, "example": "broken"}}}
    }}}},
    "components": {
        "schemas": {"Book": {"type": "object", "properties": {"title": {"type": "string"}}}},
        "responses": {"Missing": {"description": "", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/Book"},
            "examples": {"one": {"$ref": "#/components/examples/One"}}}}}},
        "examples": {"One": {"value": {"title": null}}}
    }
}"##;

#[test]
fn each_example_of_a_response_in_json_is_found_once_with_its_type() {
    let folder = folder(&[("books.json", EXAMPLES)]);
    xtask(folder.path(), &["generate", "in/books.json", "--out", "books"]);
    xtask(folder.path(), &["examples", "in/books.json", "--crate", "books", "--out", "trip"]);
    let read = |file: &str| fs::read_to_string(folder.path().join("trip").join(file)).unwrap();
    let found: Value = serde_json::from_str(&read("examples.json")).unwrap();
    let answer =
        |status| format!("/paths/~1books/get/responses/{status}/content/application~1json");
    let expected = serde_json::json!([
        {
            "pointer": answer("200") + "/example",
            "ty": 0, "value": [{"title": "Emma"}], "departures": {},
        },
        {
            "pointer": "/components/examples/One/value",
            "ty": 1, "value": {"title": null}, "departures": {"/title": "null"},
        },
        {"pointer": answer("500") + "/example", "ty": 2, "value": "broken", "departures": {}},
    ]);
    assert_eq!(found, expected);
    let types = "    trip::<Vec<books_client::models::Book>>,
    trip::<books_client::models::Book>,
    trip::<String>,
];";
    assert!(read("src/main.rs").contains(types), "{}", read("src/main.rs"));
}
