//! Parts of an OpenAPI document that stand in a code block of their own, without the version: its
//! `paths` or `components`, or some path items.
//!
//! Their names alone do not tell them: an error, a configuration or a list of limits may begin with
//! `paths`, a path and a method as well. So a text that may be one is parsed on trial, and taken
//! where all of its operations and components are ones. An example that is not taken must not stop
//! the page, whatever is wrong with it.

use super::{
    Fragment,
    openapi::{Syntax, without_comments, without_json_comments},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::grammar::{Form, Kind, form, is_method, walk},
    json::{Key, Node, Value},
    source::Excerpt,
};

/// What the text of a code block is, where it is no whole document.
pub(super) enum Reading {
    /// A part, as a document, and what was found in it.
    Part(Node, Diagnostics),
    /// Something that seems to be a part, and that is not read as one.
    Unread(Box<Diagnostic>),
    /// Anything else.
    Other,
}

/// Reads a text that may be a part.
pub(super) fn read(text: &Excerpt<'_>) -> Reading {
    let (syntax, names) = beginning(text.text());
    let [Some((at, first)), ..] = names else { return Reading::Other };
    let begins_so = first == "paths" || first == "components" || first.starts_with('/');
    let is_bare = matches!(first, "definitions" | "schemas") || is_method(first);
    if !begins_so && !is_bare {
        return Reading::Other;
    }
    let mut found = Diagnostics::new();
    let parsed = syntax.parse(text, &mut found).filter(|_| !found.has_errors());
    let unread = |help: &str| {
        let message = "this seems to be a part of an API description, and is not read as one";
        let finding = Diagnostic::new(Code::UnreadDescription, message);
        let span = text.span(at..at + first.len());
        Reading::Unread(Box::new(finding.at(span, "").help(help)))
    };
    match parsed {
        Some(node) if is_bare && is_bare_part(&node) => unread(HOLDER),
        Some(node) if begins_so => match document(node) {
            Some(document) => Reading::Part(document, found),
            None if names_an_operation(&names) => unread(WHOLE),
            None => Reading::Other,
        },
        None if names_an_operation(&names) => unread(WHOLE),
        _ => Reading::Other,
    }
}

const HOLDER: &str = "put an operation below `paths`, its path and its method, and schemas below \
                      `components` and `schemas`";

const WHOLE: &str = "a part is read where it is complete JSON or YAML, and each of its operations \
                     has `responses`; nothing is to be done about an example";

/// Whether the first names are a path and a method, below `paths` or not.
fn names_an_operation(names: &[Option<(usize, &str)>; 3]) -> bool {
    let mut names = names.iter().flatten().map(|(_, name)| *name).peekable();
    names.next_if_eq(&"paths");
    names.next().is_some_and(|path| path.starts_with('/')) && names.next().is_some_and(is_method)
}

/// Whether a node holds only an operation or schemas, without what they stand in.
fn is_bare_part(node: &Node) -> bool {
    let Some(members) = node.as_object() else { return false };
    let of = |name| node.get(name).is_some_and(|it| entries(Kind::Schema, it) > Some(0));
    of("definitions")
        || of("schemas")
        || members.iter().all(|(key, member)| is_method(&key.name) && is_operation(member))
}

/// The document of which a part is all: path items alone are its `paths`. Nothing where it holds
/// no operation and no component, or something in their places that is none.
fn document(part: Node) -> Option<Node> {
    let is_path = |key: &Key| key.name.starts_with('/');
    let mut document = if part.as_object()?.keys().any(is_path) {
        let span = part.span;
        Node::object([(Key::new("paths", span), part)], span)
    } else {
        part
    };
    let operations = document.get("paths").map_or(Some(0), operations)?;
    let components = document.get("components").map_or(Some(0), components)?;
    (operations + components > 0 && holds_together(&mut document)).then_some(document)
}

/// Whether lists and objects are where operations and schemas have them: what is something else
/// there cannot be mended, and would refuse the page.
fn holds_together(document: &mut Node) -> bool {
    let mut holds = true;
    walk(document, &mut |kind, node, _| {
        if !matches!(kind, Kind::PathItem | Kind::Operation | Kind::Schema) {
            return;
        }
        for (key, member) in node.members() {
            holds &= match form(kind, &key.name) {
                _ if member.value == Value::Null => true,
                Some(Form::List(_)) => member.as_array().is_some(),
                Some(Form::Map(_) | Form::One(Kind::RequestBody)) => member.as_object().is_some(),
                _ => true,
            };
        }
    });
    holds
}

/// How many operations there are in `paths`; nothing where something is none.
fn operations(paths: &Node) -> Option<usize> {
    let items = paths.as_object()?.iter().filter(|(key, _)| !key.name.starts_with("x-"));
    items.map(|(key, item)| key.name.starts_with('/').then(|| operations_of(item))?).sum()
}

fn operations_of(item: &Node) -> Option<usize> {
    let members = item.as_object()?.iter();
    let operations = members.filter(|(key, _)| {
        matches!(form(Kind::PathItem, &key.name), Some(Form::One(Kind::Operation)))
    });
    operations.map(|(_, operation)| is_operation(operation).then_some(1)).sum()
}

/// Whether a node is an operation: one without an answer may be anything.
fn is_operation(node: &Node) -> bool {
    node.get("responses").and_then(Node::as_object).is_some_and(|responses| {
        responses.iter().all(|(key, it)| it.as_object().is_some() || key.name.starts_with("x-"))
    })
}

/// How many components there are that say something; nothing where something is none.
fn components(components: &Node) -> Option<usize> {
    let sections = components.as_object()?.iter().filter(|(key, _)| !key.name.starts_with("x-"));
    sections
        .map(|(key, section)| match form(Kind::Components, &key.name) {
            Some(Form::Map(kind)) => entries(kind, section),
            _ => None,
        })
        .sum()
}

/// The same for one section.
fn entries(kind: Kind, section: &Node) -> Option<usize> {
    let entries = section.as_object()?.iter().filter(|(key, _)| !key.name.starts_with("x-"));
    entries
        .map(|(_, entry)| {
            // A schema without members is one, and says nothing.
            let says = entry.as_object()?.keys().any(|key| is_member(kind, &key.name));
            match kind {
                Kind::PathItem => operations_of(entry),
                Kind::Schema if entry.as_object()?.is_empty() => Some(0),
                _ => says.then_some(1),
            }
        })
        .sum()
}

/// Whether an object of some kind has such a member.
fn is_member(kind: Kind, name: &str) -> bool {
    let values = match kind {
        Kind::Schema => ["type", "const", "default", "example"].as_slice(),
        Kind::Parameter | Kind::Header => &["type"],
        Kind::Example => &["value", "externalValue"],
        Kind::Callback => return name == "$ref" || name.contains(['{', '/']),
        _ => &[],
    };
    name == "$ref" || values.contains(&name) || form(kind, name).is_some()
}

/// What the whole documents of a page say of all operations holds for its parts as well, where
/// the documents agree.
pub(super) fn inherit(part: &mut Node, wholes: &[Fragment]) {
    for name in ["servers", "security"] {
        let mut said = wholes.iter().map(|whole| whole.document.get(name));
        let Some(Some(first)) = said.next() else { continue };
        if said.all(|other| other == Some(first)) && part.get("paths").is_some() {
            let members = part.as_object_mut().map(|it| it.entry(Key::new(name, first.span)));
            members.map(|member| member.or_insert_with(|| first.clone()));
        }
    }
}

/// The language of a text that may be a part, and its first three names, each within the one before,
/// with their places.
fn beginning(text: &str) -> (Syntax, [Option<(usize, &str)>; 3]) {
    let uncommented = without_comments(text);
    if let Some(inside) = uncommented.strip_prefix('{') {
        // Only YAML has comments behind `#`, and all of JSON besides.
        let is_yaml = text.trim_start().starts_with('#');
        let syntax = if is_yaml { Syntax::Yaml } else { Syntax::Json };
        (syntax, json_names(inside, text.len() - inside.len()))
    } else {
        (Syntax::Yaml, yaml_names(text))
    }
}

/// The first three names of JSON, behind the first brace, which ends at the given place.
fn json_names(inside: &str, start: usize) -> [Option<(usize, &str)>; 3] {
    let mut rest = inside;
    std::array::from_fn(|_| {
        let quoted = without_json_comments(rest).strip_prefix('"')?;
        let at = start + inside.len() - quoted.len();
        let (name, behind) = quoted.split_once('"')?;
        rest = without_json_comments(without_json_comments(behind).strip_prefix(':')?);
        rest = rest.strip_prefix('{').unwrap_or("");
        Some((at, name))
    })
}

/// The first three names of YAML, each on a line of its own, deeper than the one before.
fn yaml_names(text: &str) -> [Option<(usize, &str)>; 3] {
    let mut end = 0;
    let mut lines = text.split_inclusive('\n').filter_map(|line| {
        let start = end;
        end += line.len();
        let content = line.trim_start_matches(' ');
        let at = start + line.len() - content.len();
        let says = !matches!(content.trim(), "" | "---") && !content.starts_with('#');
        says.then(|| (at, line.len() - content.len(), content.trim_end()))
    });
    let mut outer = None;
    std::array::from_fn(|_| {
        let (at, indentation, line) = lines.next()?;
        if outer.is_some_and(|outer| indentation <= outer) {
            return None;
        }
        outer = Some(indentation);
        let ends = || line.strip_suffix(':').map(|name| (name, ""));
        let (quoted, _) = line.split_once(": ").or_else(ends)?;
        let name = quoted.trim_start_matches(['"', '\'']);
        Some((at + quoted.len() - name.len(), name.trim_end_matches(['"', '\'', ' '])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What a text is read as; of what is not read, where it begins.
    fn reading(text: &str) -> String {
        let mut sources = Sources::new();
        let page = sources.add("page.md", text);
        let mut excerpt = Excerpt::empty(page);
        excerpt.push(text, 0..text.len());
        match read(&excerpt) {
            Reading::Part(_, found) => {
                found.iter().fold("part".to_owned(), |it, found| it + " " + found.code.id())
            }
            Reading::Unread(found) => {
                format!("unread {}", sources.text(found.labels.first().unwrap().span))
            }
            Reading::Other => "other".to_owned(),
        }
    }

    #[test]
    fn parts_are_told_by_their_operations_and_components() {
        for text in [
            r#"{"paths": {"/a": {"get": {"responses": {}}}}}"#,
            "{\n\"/a\": {\n\"post\": {\"responses\": {}}}}",
            r#"{"/a": {"parameters": [], "get": {"responses": {}}}}"#,
            r#"{"components": {"schemas": {"A": {"type": "string"}, "B": {}}}}"#,
            r#"{"components": {"examples": {"a": {"value": 1}}}}"#,
            "# x\n{\"/a\": {\"get\": {\"responses\": {}}}}",
            "# x\npaths:\n  /a:\n    get:\n      responses: {}\n",
            "paths: # all\n  /a: # one\n    get:\n      responses: {}\n",
            "'/a':\n  delete:\n    responses: {}\n",
            "/d:\n  get: {operationId: d, responses: {}}\n",
            "/a:\n  parameters: [{name: a, in: query}]\n  get:\n    responses: {}\n",
            "/a:\n  summary: All\n  get:\n    responses: {}\n",
            "/a/{id}:stop:\n  servers: [{url: /}]\n  post:\n    responses: {}\n",
            "components:\n  schemas:\n    A: {type: string}\n",
        ] {
            assert_eq!(reading(text), "part", "{text}");
        }
        let commented = "{ // a\n \"paths\": /* b */ {\"/a\": {\"get\": {\"responses\": {}}}}}";
        assert_eq!(reading(commented), "part repaired");
        let twice = r#"{"/a": {"get": {"responses": {}, "responses": {}}}}"#;
        assert_eq!(reading(twice), "part duplicate-key");
    }

    #[test]
    fn what_only_begins_as_an_operation_does_is_told() {
        for (text, name) in [
            (r#"{"paths": {"/users": {"delete": {"code": 500}}}}"#, "paths"),
            (r#"{"paths": {"/users": {"get": 120}}}"#, "paths"),
            (r#"{"/users": {"get": {"limit": 120}}}"#, "/users"),
            (r#"{"/users": {"get": {"responses": {"200": 5}}}}"#, "/users"),
            (r#"{"/users": {"get": {"responses": {}}}, "status": 1}"#, "/users"),
            (r#"{"/users": {"get": {"responses": {}, "parameters": 5}}}"#, "/users"),
            (r#"{"paths": {"/users": {"get": {"responses": ... }"#, "paths"),
            ("paths:\n  /a:\n    get:\n      ...\n", "paths"),
            ("'/a':\n  get: 1\n", "/a"),
            ("post:\n  operationId: a\n  responses: {}\n", "post"),
            (r#"{"get": {"responses": {}}, "post": {"responses": {}}}"#, "get"),
            ("definitions:\n  A:\n    type: object\n", "definitions"),
            (r#"{"schemas": {"A": {"properties": {}}}}"#, "schemas"),
        ] {
            assert_eq!(reading(text), format!("unread {name}"), "{text}");
        }
    }

    #[test]
    fn examples_are_neither() {
        for text in [
            r#"{"components": {"links": {"self": "x"}}}"#,
            "components:\n  examples:\n    enabled: true\n",
            r#"{"components": {"schemas": {"A": {}}}}"#,
            r#"{"components": {"cpu": {"load": 1}}}"#,
            r#"{"paths": ["/a"]}"#,
            r#"{"paths": {"/a": "x"}}"#,
            r#"{"A": {"type": "object", "properties": {}}}"#,
            r#"{"get": {"limit": 1}}"#,
            r#"{"schemas": {"A": "x"}}"#,
            r#"{"components": {"schemas": {"A": {"type": "x", "properties": 1}}}}"#,
            "paths:\n- /a:\n    get:\n",
            "/usr/bin/env: no such file\n",
            "GET /a\n",
            "{}",
            "",
        ] {
            assert_eq!(reading(text), "other", "{text}");
        }
    }
}
