//! Counts are conserved: every operation and every schema of a document is in the model.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::Specification,
    json::{Key, Node, Pointer},
    model::{Api, Method},
};
use std::collections::HashSet;

/// How many operations stand in a document as it came: the members of its path items that are named
/// like a method. Path items that stand elsewhere in the document count where a path refers to them,
/// with what stands beside the reference.
pub(crate) fn operations(document: &Node) -> usize {
    let counts = path_items(document).map(|(_, item)| {
        let reference = item.get("$ref").and_then(Node::as_str).filter(|it| it.starts_with('#'));
        let shared = reference.and_then(|it| Pointer::parse(it)?.find(document));
        let has = |method: &&Method| {
            [Some(item), shared].into_iter().flatten().any(|item| item.get(method.key()).is_some())
        };
        Method::ALL.iter().filter(has).count()
    });
    counts.sum()
}

/// Reports what the document has and the model lacks: a mistake of the generator, if there is any.
pub(crate) fn take(specification: &Specification, api: &Api, diagnostics: &mut Diagnostics) {
    let operations: HashSet<(&str, Method)> =
        api.operations().map(|operation| (operation.path.as_str(), operation.method)).collect();
    let types: HashSet<&Pointer> = api.types.iter().map(|it| &it.origin.pointer).collect();
    let place = Pointer::of(["components", "schemas"]);

    for (path, item) in path_items(&specification.root) {
        for method in Method::ALL {
            let Some(operation) = item.get(method.key()) else { continue };
            if !operations.contains(&(path.name.as_str(), method)) {
                let what = format!("the operation `{} {}`", method.as_str(), path.name);
                diagnostics.push(lost(&what, operation));
            }
        }
    }
    for (name, schema) in members(&specification.root, &["components", "schemas"]) {
        if !types.contains(&place.join(&name.name)) {
            diagnostics.push(lost(&format!("the schema `{}`", name.name), schema));
        }
    }
}

/// The path items of a document, by their paths. What begins with `x-` is an extension.
fn path_items(root: &Node) -> impl Iterator<Item = (&Key, &Node)> {
    members(root, &["paths"]).filter(|(path, _)| !path.name.starts_with("x-"))
}

/// The members of an object somewhere in the document.
fn members<'a>(root: &'a Node, steps: &[&str]) -> impl Iterator<Item = (&'a Key, &'a Node)> {
    let object = steps.iter().try_fold(root, |node, step| node.get(step));
    object.map(Node::members).unwrap_or_default()
}

fn lost(what: &str, node: &Node) -> Diagnostic {
    Diagnostic::new(Code::Skipped, format!("{what} has no place in the crate"))
        .at(node.span, "this is left out")
        .help("leave it out with an overlay if it is not needed, and please report it")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::Docs,
        name::{Case, Ident, Words},
        source::{Sources, Span},
    };
    use serde_json::json;

    #[test]
    fn operations_are_counted_as_the_document_has_them() {
        let document = json!({
            "paths": {
                "/a": {"get": {}, "put": null, "summary": "", "parameters": []},
                "/b": {"$ref": "#/components/pathItems/b"},
                "/bb": {"$ref": "#/components/pathItems/b", "get": {}, "delete": {}},
                "/c": {"$ref": "elsewhere.json#/c"},
                "/d": 5,
                "x-e": {"get": {}}
            },
            "components": {"pathItems": {"b": {"delete": {}}}},
            "webhooks": {"f": {"post": {}}}
        });
        let source = Sources::new().add("test.json", "{}");
        let root = Node::from_json(&document, Span::new(source, 0..2));
        assert_eq!(operations(&root), 5);
    }

    #[test]
    fn what_is_missing_from_the_model_is_reported_each() {
        let document = json!({
            "openapi": "3.0.3", "info": {"title": "", "version": ""},
            "paths": {
                "/a": {"get": {"responses": {}}, "put": {"responses": {}}},
                "x-b": {"get": {"responses": {}}}
            },
            "components": {"schemas": {"A": {"type": "string"}}}
        });
        let source = Sources::new().add("test.json", "{}");
        let root = Node::from_json(&document, Span::new(source, 0..2));
        let openapi = serde_json::from_value(document).unwrap();
        let api = Api {
            module: Ident::new(&Words::of("a"), Case::Snake),
            title: String::new(),
            version: String::new(),
            docs: Docs::default(),
            servers: Vec::new(),
            credentials: Vec::new(),
            is_open: false,
            parameters: Vec::new(),
            wait: None,
            types: Vec::new(),
            resources: Vec::new(),
            groups: None,
        };
        let mut diagnostics = Diagnostics::new();
        take(
            &Specification { openapi, queries: indexmap::IndexMap::new(), root },
            &api,
            &mut diagnostics,
        );
        let found: Vec<&str> = diagnostics.iter().map(|it| it.message.as_str()).collect();
        assert_eq!(
            found,
            [
                "the operation `GET /a` has no place in the crate",
                "the operation `PUT /a` has no place in the crate",
                "the schema `A` has no place in the crate",
            ]
        );
    }
}
