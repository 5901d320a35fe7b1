//! Random pages and documents, most of them nearly right.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, Select, select},
};
use serde_json::{Map, Value, json};
use std::{fs, sync::LazyLock};
use tests::workspace;

/// The inputs of all golden cases: pages in every format, right and wrong.
pub(crate) static PAGES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
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
    pages.sort();
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
pub(crate) type Change = (Index, usize, &'static str, bool);

pub(crate) fn spoil(mut text: String, changes: &[Change]) -> String {
    for (at, length, debris, truncate) in changes {
        let boundary = |at| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = boundary(at.index(text.len() + 1));
        let end = if *truncate { text.len() } else { boundary((start + length).min(text.len())) };
        text.replace_range(start..end.max(start), debris);
    }
    text
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    (any::<Index>(), 0..12_usize, select(&DEBRIS[..]), prop::bool::weighted(0.05))
}

/// What a JSON object's keys are chosen from: words of OpenAPI, and some that have no place there.
const KEYS: &str = "type properties items required allOf oneOf anyOf enum $ref nullable format \
    description additionalProperties discriminator default readOnly writeOnly title const not \
    deprecated propertyName mapping x-rust name in schema";

/// What its strings are chosen from.
const WORDS: &str = "object array string integer number boolean null password date-time int32 \
    binary A B #/components/schemas/A #/components/schemas/B # fn ../.. ```*/\" \u{202e}é";

fn words(list: &'static str) -> Select<&'static str> {
    select(list.split_whitespace().collect::<Vec<_>>())
}

/// A JSON value in which an OpenAPI document's words stand in the wrong places.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => words(WORDS).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-2..3_i64).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(5, 48, 5, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => vec((words(KEYS), inner), 0..5).prop_map(|members| {
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
pub(crate) fn document() -> impl Strategy<Value = Value> {
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

/// What injections into generated code are made of, and values that do not belong anywhere.
fn intruder() -> impl Strategy<Value = Value> {
    const TEXTS: [&str; 12] = [
        "*/ fn evil() {} /*",
        "\"); evil(); (\"",
        "\"#, evil!()",
        "]]> ```\nevil()\n```",
        "#![evil]",
        "../../../escape",
        "x\r\nX-Injected: 1",
        "\" \nversion = \"6",
        "{evil}",
        "application/json; \"x\"",
        "#/components/schemas/A/properties/a/items",
        "\u{0}\u{202e}",
    ];
    prop_oneof![4 => select(&TEXTS[..]).prop_map(Value::from), 1 => json_value()]
}

/// A document of which some parts are others, or something else, or gone.
pub(crate) fn spoilt_document() -> impl Strategy<Value = Value> {
    let change = (any::<Index>(), any::<Index>(), prop::option::of(intruder()), any::<bool>());
    (document(), vec(change, 1..6)).prop_map(|(mut document, changes)| {
        for (to, from, intruder, renames) in changes {
            let mut places = Vec::new();
            list(&document, String::new(), &mut places);
            let (to, from) = (to.get(&places).clone(), from.get(&places));
            let value = intruder.or_else(|| document.pointer(from).cloned()).unwrap_or_default();
            put(&mut document, &to, value, renames);
        }
        document
    })
}

/// The pointers of all values below one.
fn list(value: &Value, pointer: String, places: &mut Vec<String>) {
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, inner)| list(inner, format!("{pointer}/{}", escaped(name)), places)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, inner)| list(inner, format!("{pointer}/{at}"), places)),
        _ => {}
    }
    places.push(pointer);
}

/// Puts a value at a place, or makes a text the name of what stands there.
fn put(document: &mut Value, pointer: &str, value: Value, renames: bool) {
    if let (true, Value::String(name), Some((parent, _))) =
        (renames, &value, pointer.rsplit_once('/'))
        && let Some(old) = document.pointer_mut(pointer).map(Value::take)
        && let Some(Value::Object(members)) = document.pointer_mut(parent)
    {
        members.insert(name.clone(), old);
    } else if let Some(place) = document.pointer_mut(pointer) {
        *place = value;
    }
}
