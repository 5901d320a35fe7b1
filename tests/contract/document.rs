//! What a document says that a request can hold.

use serde_json::Value;
use std::{collections::BTreeSet, fs};
use tests::workspace;

/// An operation, and what its requests can hold.
pub(crate) struct Operation {
    /// `GET /um/users umUsersGet`.
    pub(crate) name: String,
    /// The names of the query's parameters.
    pub(crate) query: BTreeSet<String>,
    /// The names of the headers, in small letters.
    pub(crate) headers: BTreeSet<String>,
    /// The members of the body that are not `readOnly`, by path: `/policies/*/access`.
    pub(crate) body: BTreeSet<String>,
}

/// The operations of an API, in the document's order.
pub(crate) fn operations(module: &str) -> Vec<Operation> {
    let path = workspace().join("spec").join(module).join("openapi.json");
    let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(|(method, operation)| read(&document, method, path, operation))
    });
    operations.collect()
}

fn read(document: &Value, method: &str, path: &str, operation: &Value) -> Operation {
    let id = operation["operationId"].as_str().unwrap();
    let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    let named = |place: &str| {
        let there = parameters.iter().filter(|parameter| parameter["in"] == place);
        there.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
    };
    let headers: BTreeSet<String> = named("header");
    let mut body = BTreeSet::new();
    if let Some(content) = operation["requestBody"]["content"].as_object() {
        let media = content.values().next().unwrap();
        writable(document, &media["schema"], "", &mut body);
    }
    Operation {
        name: format!("{} {path} {id}", method.to_uppercase()),
        query: named("query"),
        headers: headers.iter().map(|name| name.to_lowercase()).collect(),
        body,
    }
}

/// The paths of all members that a request can hold.
fn writable(document: &Value, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if property["readOnly"] != true {
            let path = format!("{path}/{name}");
            writable(document, property, &path, found);
            found.insert(path);
        }
    }
    if schema["items"].is_object() {
        writable(document, &schema["items"], &format!("{path}/*"), found);
    }
}

/// The paths of all members that a value holds.
pub(crate) fn members(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(value, "", &mut found);
    found
}

fn collect(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    for (name, member) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{name}");
        collect(member, &path, found);
        found.insert(path);
    }
    for item in value.as_array().into_iter().flatten() {
        collect(item, &format!("{path}/*"), found);
    }
}
