//! What must hold for whatever is put in: the same random inputs on every run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use codegen::{
    Inputs,
    diagnostic::{Diagnostics, Style, render},
    emit::{Layout, Package, emit},
    files::FileSet,
    name::{Case, Claim, Scope, Words},
    source::Sources,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::RngSeed,
};
use serde_json::{Map, Value, json};
use std::{collections::BTreeSet, fs, sync::LazyLock};
use tests::workspace;

/// The same inputs on every run, and no file to remember those that failed.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x1A77),
        max_shrink_iters: 500,
        ..ProptestConfig::default()
    }
}

/// What pages become: the files, or what is wrong with them.
fn generate(pages: &[(String, String)]) -> Result<FileSet, String> {
    let mut sources = Sources::new();
    let pages = pages.iter().map(|(name, text)| sources.add(name.as_str(), text.as_str()));
    let inputs = Inputs { pages: pages.collect(), overlays: Vec::new() };
    let mut diagnostics = Diagnostics::new();
    let api = codegen::document(&sources, &inputs, &mut diagnostics)
        .specification
        .and_then(|document| codegen::api(&document, "case", &sources, &mut diagnostics));
    let shown: Vec<_> = diagnostics.iter().map(|it| render(it, &sources, Style::Plain)).collect();
    let package = Package {
        name: "case".to_owned(),
        version: "0.1.0".to_owned(),
        description: "A property".to_owned(),
        command: "cargo xtask generate".to_owned(),
        layout: Layout::Root,
    };
    match api {
        Some(api) if !diagnostics.has_errors() => Ok(emit(&package, &[api])),
        made => {
            let silent = made.is_none() && !diagnostics.has_errors();
            assert!(!silent, "no result, and no word of it:\n{}", shown.join("\n"));
            Err(shown.join("\n"))
        }
    }
}

/// What holds for every crate.
fn check(files: &FileSet) -> Result<(), TestCaseError> {
    let mut seen = BTreeSet::new();
    for (path, text) in files.iter() {
        let inside = path.components().all(|part| matches!(part, camino::Utf8Component::Normal(_)));
        prop_assert!(inside, "{path} leads out of the folder");
        prop_assert!(seen.insert(path.as_str().to_lowercase()), "{path} is there twice");
        if path.extension() == Some("rs") && !path.starts_with("src/runtime") {
            let parsed = syn::parse_file(text);
            prop_assert!(parsed.is_ok(), "{path}: {:?}\n{text}", parsed.err());
        }
    }
    Ok(())
}

/// The inputs of all golden cases: pages in every format, right and wrong.
static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut pages = Vec::new();
    for case in tests::cases().unwrap() {
        let folder = workspace().join("tests/cases").join(&case.name);
        for entry in folder.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            let is_page = matches!(path.extension(), Some("md" | "yaml"));
            let name = path.file_name().unwrap().to_owned();
            if is_page && !name.starts_with("overlay") && name != "README.md" {
                pages.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    pages
});

/// What a page may be spoilt with.
const DEBRIS: [&str; 20] = [
    "```",
    "```json\n",
    "~~~",
    "{",
    "}",
    "[",
    "\"",
    "- `",
    "\n",
    "\u{0}",
    "\u{feff}",
    "é",
    "\\",
    "&a *a",
    "$ref: '#'",
    "## ",
    "**get** `/`",
    "null",
    ": ",
    "-1e999",
];

/// A change to a text: what of it goes, what comes instead, and whether the end is lost.
type Change = (Index, usize, &'static str, bool);

fn spoil(mut text: String, changes: &[Change]) -> String {
    for (at, length, debris, truncate) in changes {
        let boundary = |at: usize| text.floor_char_boundary(at);
        let start = boundary(at.index(text.len() + 1));
        let end = if *truncate { text.len() } else { boundary((start + length).min(text.len())) };
        text.replace_range(start..end.max(start), debris);
    }
    text
}

fn change() -> impl Strategy<Value = Change> {
    (any::<Index>(), 0..12_usize, select(&DEBRIS[..]), prop::bool::weighted(0.05))
}

/// A JSON value in which an OpenAPI document's words stand in the wrong places.
fn json_value() -> impl Strategy<Value = Value> {
    const KEYS: [&str; 28] = [
        "type",
        "properties",
        "items",
        "required",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "$ref",
        "nullable",
        "format",
        "description",
        "additionalProperties",
        "discriminator",
        "default",
        "readOnly",
        "writeOnly",
        "title",
        "const",
        "not",
        "deprecated",
        "propertyName",
        "mapping",
        "x-rust",
        "name",
        "in",
        "schema",
        "",
    ];
    const WORDS: [&str; 20] = [
        "object",
        "array",
        "string",
        "integer",
        "number",
        "boolean",
        "null",
        "password",
        "date-time",
        "int32",
        "binary",
        "A",
        "B",
        "#/components/schemas/A",
        "#/components/schemas/B",
        "#",
        "fn",
        "../..",
        "```\n*/ \"",
        "\u{202e}é",
    ];
    let leaf = prop_oneof![
        6 => select(&WORDS[..]).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-2..3_i64).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 48, 5, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => vec((select(&KEYS[..]), inner), 0..5).prop_map(|members| {
                members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()
            }),
        ]
    })
}

/// A schema that is often right.
fn schema() -> impl Strategy<Value = Value> {
    let reference = select(&["A", "B"][..])
        .prop_map(|name| json!({"$ref": format!("#/components/schemas/{name}")}));
    let text = select(&["string", "integer", "number", "boolean"][..])
        .prop_map(|name| json!({ "type": name }));
    let values = vec(select(&["a", "A", "-a", "", "Unrecognized", "é", "\""][..]), 1..5)
        .prop_map(|values| json!({"type": "string", "enum": values}));
    let leaf = prop_oneof![3 => text, 3 => reference, 2 => values, 1 => json_value()];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let names = select(&["a", "b", "aB", "a_b", "type", "self", "", "1", "name"][..]);
        let members = vec((names, inner.clone(), any::<bool>()), 0..5);
        prop_oneof![
            4 => members.prop_map(|members| {
                let required: Vec<_> = members.iter().filter(|it| it.2).map(|it| it.0).collect();
                let required = json!(required);
                let properties: Map<_, _> = members.into_iter().map(|(name, schema, _)| (name.to_owned(), schema)).collect();
                json!({"type": "object", "properties": properties, "required": required})
            }),
            2 => inner.clone().prop_map(|items| json!({"type": "array", "items": items})),
            1 => inner.clone().prop_map(|rest| json!({"type": "object", "additionalProperties": rest})),
            2 => (select(&["oneOf", "anyOf", "allOf"][..]), vec(inner, 1..4))
                .prop_map(|(keyword, parts)| json!({ keyword: parts })),
        ]
    })
}

/// A document with two components, which is often right.
fn document() -> impl Strategy<Value = Value> {
    let media = select(&["application/json", "multipart/form-data", "*/*", "text/plain"][..]);
    let place = select(&["query", "header", "path", "cookie"][..]);
    (schema(), schema(), schema(), schema(), media, place).prop_map(|(a, b, sent, got, media, place)| {
        json!({
            "openapi": "3.0.3",
            "info": {"title": "T", "version": "1"},
            "paths": {"/{a}": {"post": {
                "parameters": [{"name": "a", "in": place, "required": true, "schema": a}],
                "requestBody": {"content": {media: {"schema": sent}}},
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": got}}}}
            }}},
            "components": {"schemas": {"A": a, "B": b}}
        })
    })
}

proptest! {
    #![proptest_config(config(800))]

    #[test]
    fn a_spoilt_page_gives_a_crate_or_an_error(page in any::<Index>(), changes in vec(change(), 1..5)) {
        let (name, text) = page.get(&PAGES);
        let spoilt = spoil(text.clone(), &changes);
        if let Ok(files) = generate(&[(name.clone(), spoilt)]) {
            check(&files)?;
        }
    }
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn any_document_gives_a_crate_or_an_error(document in document()) {
        if let Ok(files) = generate(&[("input.json".to_owned(), document.to_string())]) {
            check(&files)?;
        }
    }
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_order_of_the_pages_changes_nothing(
        shared in document(),
        own in vec(document(), 2..4),
        conflict in prop::bool::weighted(0.2),
        by in 1..3_usize,
    ) {
        let mut pages: Vec<(String, String)> = Vec::new();
        for (at, mut document) in own.into_iter().enumerate() {
            let operation = document["paths"]["/{a}"].take();
            document["paths"] = json!({ format!("/{}", at % 3): operation });
            if !conflict {
                document["components"] = shared["components"].clone();
            }
            pages.push((format!("page-{at}.json"), document.to_string()));
        }
        let shown = |pages: &[(String, String)]| match generate(pages) {
            Ok(files) => files.iter().map(|(path, text)| format!("{path}\n{text}")).collect(),
            Err(findings) => findings,
        };
        let before: String = shown(&pages);
        let by = by % pages.len();
        pages.rotate_left(by);
        prop_assert_eq!(before, shown(&pages));
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn names_are_legal_and_apart_whatever_the_order(
        texts in prop::collection::btree_set("[aA1_ -]{0,4}|\\PC{0,3}|type|self|Self|foo_bar|fooBar", 0..12),
        by in 0..12_usize,
    ) {
        let mut texts: Vec<String> = texts.into_iter().collect();
        for case in [Case::Pascal, Case::Snake] {
            let before = named(&texts, case);
            let distinct: BTreeSet<_> = before.iter().map(|(_, name)| name).collect();
            prop_assert_eq!(distinct.len(), texts.len());
            for (text, name) in &before {
                let legal = syn::parse_str::<syn::Ident>(name).is_ok()
                    || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok();
                prop_assert!(legal, "{:?} became {}", text, name);
            }
            if !texts.is_empty() {
                let by = by % texts.len();
                texts.rotate_left(by);
            }
            prop_assert_eq!(before, named(&texts, case));
        }
    }
}

/// Each text and its name in one scope, by text.
fn named(texts: &[String], case: Case) -> BTreeSet<(String, String)> {
    let mut scope = Scope::new(case);
    for text in texts {
        scope.claim(Claim {
            rank: 0,
            wire: text.clone(),
            place: format!("/{text}"),
            names: vec![Words::of(text), Words::spelled(text)],
            reserved: &["new", "Unrecognized"],
        });
    }
    let idents = scope.resolve().idents;
    texts.iter().cloned().zip(idents.iter().map(ToString::to_string)).collect()
}
