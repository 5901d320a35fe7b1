//! What must hold for whatever is put in: the same random inputs on every run.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod inputs;

use codegen::{
    Inputs,
    diagnostic::{Diagnostics, Style, render},
    emit::{Layout, Listing, Package, emit},
    files::FileSet,
    name::{Case, Claim, Scope, Words},
    source::Sources,
};
use inputs::{PAGES, change, document, spoil, spoilt_document};
use proptest::{collection::vec, prelude::*, sample::Index, test_runner::RngSeed};
use serde_json::json;
use std::collections::BTreeSet;

/// The same inputs on every run, and no file to remember those that failed. `PROPTEST_CASES` sets
/// their number for a longer run.
fn config(cases: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if is_set { usual.cases } else { cases },
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x1A77),
        max_shrink_iters: 500,
        ..usual
    }
}

/// What pages become: the files, or what is wrong with them.
fn generate(pages: &[(String, String)]) -> Result<FileSet, String> {
    let mut sources = Sources::new();
    let pages = pages.iter().map(|(name, text)| sources.add(name.as_str(), text.as_str()));
    let inputs = Inputs { pages: pages.collect(), ..Inputs::default() };
    let mut diagnostics = Diagnostics::new();
    let api = codegen::document(&sources, &inputs, &mut diagnostics)
        .specification
        .and_then(|document| codegen::api(&document, "case", &sources, &mut diagnostics));
    let shown: Vec<_> = diagnostics.iter().map(|it| render(it, &sources, Style::Plain)).collect();
    let package = Package {
        name: "case".to_owned(),
        version: "0.1.0".to_owned(),
        description: "A property".to_owned(),
        license: None,
        listing: Listing::default(),
        command: "cargo xtask generate".to_owned(),
        layout: Layout::Root,
        examples: Vec::new(),
    };
    match api {
        Some(api) if !diagnostics.has_errors() => {
            let files = emit(&package, &[api], &mut diagnostics);
            assert!(!diagnostics.has_errors(), "{diagnostics:?}");
            Ok(files)
        }
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
    #![proptest_config(config(250))]

    #[test]
    fn a_spoilt_document_gives_a_crate_or_an_error(document in spoilt_document()) {
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
            Ok(files) => Ok(files.iter().map(|(path, text)| (path.clone(), text.to_owned())).collect::<Vec<_>>()),
            Err(findings) => Err(findings),
        };
        let before = shown(&pages);
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
            wire: text.clone(),
            place: format!("/{text}"),
            names: vec![Words::of(text), Words::spelled(text)],
            reserved: &["new", "Unrecognized"],
            ..Claim::default()
        });
    }
    let idents = scope.resolve().idents;
    texts.iter().cloned().zip(idents.iter().map(ToString::to_string)).collect()
}
