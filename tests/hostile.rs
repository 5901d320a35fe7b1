//! Documents that are made to be too much: each ends, with a crate or with an error that says why.
//!
//! The bounds are the generator's: 128 levels of nesting, copies of shared parts up to four times
//! the document, 500,000 members of objects, inherited ones included.

use codegen::{Inputs, diagnostic::Diagnostics, source::Sources};
use serde_json::{Map, Value, json};

/// The codes of the errors that a document brings about.
fn errors(document: &Value) -> Vec<&'static str> {
    errors_in("input.json", &document.to_string())
}

fn errors_in(name: &str, text: &str) -> Vec<&'static str> {
    let mut sources = Sources::new();
    let inputs = Inputs { pages: vec![sources.add(name, text)], ..Inputs::default() };
    let mut diagnostics = Diagnostics::new();
    let document = codegen::document(&sources, &inputs, &mut diagnostics);
    let api = document
        .specification
        .and_then(|it| codegen::api(&it, "hostile", &sources, &mut diagnostics));
    assert_eq!(api.is_none(), diagnostics.has_errors(), "a result, or a word on why not");
    let errors =
        diagnostics.iter().filter(|it| it.code.severity() == codegen::diagnostic::Severity::Error);
    errors.map(|it| it.code.id()).collect()
}

/// A document with these schemas, and nothing else.
fn with(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
        "components": {"schemas": schemas}
    })
}

fn to(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn no_errors() -> Vec<&'static str> {
    Vec::new()
}

#[test]
fn ten_thousand_values_are_an_enumeration() {
    let values: Vec<_> = (0..10_000).map(|number| format!("value-{number}")).collect();
    let schemas = with([("E".to_owned(), json!({"type": "string", "enum": values}))]);
    assert_eq!(errors(&schemas), no_errors());
}

#[test]
fn a_path_item_may_be_a_callback_of_itself() {
    let own = json!({"$ref": "#/components/pathItems/P"});
    let post = json!({"responses": {"200": {"description": ""}}, "callbacks": {"c": {"u": own}}});
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": own},
        "components": {"pathItems": {"P": {"post": post}}}
    });
    assert_eq!(errors(&document), no_errors());
}

#[test]
fn a_union_of_thousands_is_a_union() {
    let variant = |at| (format!("A{at}"), json!({"properties": {"k": {"type": "string"}}}));
    let mapping: Map<String, Value> =
        (0..2_000).map(|at| (format!("a{at}"), json!(format!("A{at}")))).collect();
    let all: Vec<_> = (0..2_000).map(|at| to(format!("A{at}"))).collect();
    let union = json!({"oneOf": all, "discriminator": {"propertyName": "k", "mapping": mapping}});
    assert_eq!(
        errors(&with((0..2_000).map(variant).chain([("U".to_owned(), union)]))),
        no_errors()
    );
}

#[test]
fn references_that_multiply_are_followed_once() {
    let laughs = |keyword: &str| {
        let level = |at| (format!("L{at}"), json!({keyword: vec![to(format!("L{}", at + 1)); 10]}));
        with((0..40).map(level).chain([("L40".to_owned(), json!({"type": "string"}))]))
    };
    for keyword in ["allOf", "oneOf", "anyOf"] {
        assert_eq!(errors(&laughs(keyword)), no_errors(), "{keyword}");
    }
}

#[test]
fn a_tag_is_looked_for_once_in_each_ancestor() {
    let level = |at: usize| {
        let parts: Vec<_> = (at + 1..(at + 11).min(40)).map(|at| to(format!("A{at}"))).collect();
        (format!("A{at}"), json!({"properties": {"k": {"type": "string"}}, "allOf": parts}))
    };
    let union = json!({"oneOf": [to("A0"), to("A1")], "discriminator": {"propertyName": "none"}});
    let last = ("A39".to_owned(), json!({"type": "object", "properties": {"x": {}}}));
    let schemas = (0..39).map(level).chain([last, ("U".to_owned(), union)]);
    assert_eq!(errors(&with(schemas)), no_errors());
}

#[test]
fn circles_of_every_kind_end() {
    let schemas = [
        ("A", to("A")),
        ("B", to("C")),
        ("C", to("B")),
        ("D", json!({"allOf": [to("D"), {"properties": {"d": to("D")}}]})),
        ("E", json!({"oneOf": [to("F"), to("E")]})),
        ("F", json!({"anyOf": [to("E")]})),
        ("G", json!({"type": "array", "items": to("G")})),
        ("H", json!({"type": "object", "required": ["h"], "properties": {"h": to("H")}})),
        ("I", json!({"$ref": "#/components/schemas/I/properties/i"})),
        ("J", json!({"$ref": "#"})),
    ];
    assert_eq!(errors(&with(schemas.map(|(name, it)| (name.to_owned(), it)))), no_errors());
}

#[test]
fn what_is_nested_too_deeply_is_an_error() {
    let nested = (0..300).fold(json!({}), |inner, _| json!({"type": "array", "items": inner}));
    assert_eq!(errors(&with([("A".to_owned(), nested)])), ["too-large"]);
}

#[test]
fn members_that_too_many_inherit_are_an_error() {
    let many: Map<String, Value> = (0..1_000).map(|at| (format!("p{at}"), json!({}))).collect();
    let base = ("Base".to_owned(), json!({"type": "object", "properties": many}));
    let own = json!({"properties": {"own": {}}});
    let heirs =
        (0..1_000).map(|at| (format!("H{at}"), json!({"allOf": [to("Base"), own.clone()]})));
    assert_eq!(errors(&with(heirs.chain([base]))), ["too-large"]);
}

#[test]
fn members_that_too_many_alternatives_have_around_them_are_an_error() {
    let many: Map<String, Value> = (0..5_000).map(|at| (format!("p{at}"), json!({}))).collect();
    let own = |at| json!({"type": "object", "properties": {format!("q{at}"): {}}});
    let choice = json!({"type": "object", "properties": many, "oneOf": (0..5_000).map(own).collect::<Vec<_>>()});
    assert_eq!(errors(&with([("A".to_owned(), choice)])), ["too-large"]);
}

#[test]
fn what_is_shared_too_often_is_an_error() {
    let parameter = |at| json!({"name": format!("p{at}"), "in": "query", "schema": {}});
    let parameters: Vec<_> = (0..1_000).map(parameter).collect();
    let item = |at| (format!("/{at}"), json!({"$ref": "#/components/pathItems/Shared"}));
    let paths: Map<String, Value> = (0..1_000).map(item).collect();
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths,
        "components": {"pathItems": {"Shared": {"parameters": parameters}}}
    });
    assert_eq!(errors(&document), ["too-large"]);
}

#[test]
fn aliases_that_multiply_are_an_error() {
    let level =
        |at: usize| format!("a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", "));
    let text: String = (1..9).map(level).collect();
    let text = format!("openapi: 3.0.3\na0: &a0 [x, x]\n{text}");
    assert_eq!(errors_in("input.yaml", &text), ["too-large"]);
}

#[test]
fn nothing_outside_is_read_whatever_a_reference_says() {
    let targets = ["/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "http://localhost/x"];
    let schemas = targets.map(|target| (format!("S{}", target.len()), json!({"$ref": target})));
    assert_eq!(errors(&with(schemas)), no_errors());
    let text: String = targets.map(|target| format!("$ref: {target}\n")).concat();
    let home = camino::Utf8Path::new("api.yaml");
    let found =
        codegen::document::paths(&text).find_map(|path| codegen::document::beside(home, path));
    assert_eq!(found, None);
}
