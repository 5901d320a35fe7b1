//! Which parts of a large API can be built alone.

use super::*;
use crate::model::Users;
use serde_json::Map;

/// As many operations on each resource as asked for, that answer with a schema each.
fn document(resources: &[(&str, usize, &str)], schemas: Json) -> Lowered {
    document_of("test", resources, schemas)
}

fn document_of(module: &'static str, resources: &[(&str, usize, &str)], schemas: Json) -> Lowered {
    let mut paths = Map::new();
    for (resource, count, answer) in resources {
        for number in 0..*count {
            let schema = json!({"$ref": format!("#/components/schemas/{answer}")});
            let content = json!({"application/json": {"schema": schema}});
            let get = json!({
                "tags": [resource],
                "operationId": format!("get-{resource}-{number}"),
                "responses": {"200": {"description": "", "content": content}}
            });
            paths.insert(format!("/{resource}/part-{number}"), json!({"get": get}));
        }
    }
    lower_as(module, json!({"paths": paths, "components": {"schemas": schemas}}))
}

fn object(members: &[(&str, &str)]) -> Json {
    let members = members.iter().map(|(name, schema)| {
        ((*name).to_owned(), json!({"$ref": format!("#/components/schemas/{schema}")}))
    });
    json!({"type": "object", "properties": members.collect::<Map<_, _>>()})
}

impl Lowered {
    fn features(&self) -> Vec<&str> {
        let groups = self.api().groups.as_ref().expect("groups");
        groups.features.iter().map(String::as_str).collect()
    }

    /// The features with which a type exists.
    fn with(&self, name: &str) -> Vec<&str> {
        let groups = self.api().groups.as_ref().expect("groups");
        let at = self.api().types.iter().position(|def| def.ident.as_str() == name).expect(name);
        match &groups.users[at] {
            Users::Everyone => vec!["always"],
            Users::These(users) => users.iter().map(|&it| groups.features[it].as_str()).collect(),
        }
    }
}

#[test]
fn only_large_documents_have_groups() {
    let schemas = || json!({"A": object(&[])});
    let small = document(&[("books", 50, "A"), ("shelves", 50, "A")], schemas());
    assert!(small.api().groups.is_none());
    let large = document(&[("books", 51, "A"), ("shelves", 50, "A")], schemas());
    assert_eq!(large.features(), ["books", "shelves"]);
    let whole = document(&[("books", 101, "A")], schemas());
    assert!(whole.api().groups.is_none(), "there is nothing to choose from");
}

#[test]
fn a_type_exists_with_every_group_that_needs_it() {
    let resources = [("books", 50, "Book"), ("shelves", 50, "Shelf"), ("rooms", 1, "Room")];
    let lowered = document(
        &resources,
        json!({
            "Book": object(&[("author", "Author")]),
            "Author": object(&[("name", "Name")]),
            "Shelf": object(&[("owner", "Author"), ("size", "Size")]),
            "Room": object(&[("name", "Name")]),
            "Name": object(&[]),
            "Size": object(&[]),
        }),
    );
    assert_eq!(lowered.with("Book"), ["books"]);
    assert_eq!(lowered.with("Author"), ["books", "shelves"]);
    assert_eq!(lowered.with("Size"), ["shelves"]);
    assert_eq!(lowered.with("Name"), ["always"], "all groups need it");
    assert_eq!(lowered.features(), ["books", "shelves", "rooms"]);
}

#[test]
fn types_that_no_operation_needs_are_a_group_with_what_they_hold() {
    let lowered = document(
        &[("books", 100, "Book"), ("shelves", 1, "Shelf")],
        json!({
            "Book": object(&[]),
            "Shelf": object(&[]),
            "Event": object(&[("book", "Book"), ("kind", "Kind")]),
            "Kind": object(&[]),
        }),
    );
    assert_eq!(lowered.features(), ["books", "shelves", "other-models"]);
    assert_eq!(lowered.with("Event"), ["other-models"]);
    assert_eq!(lowered.with("Kind"), ["other-models"]);
    assert_eq!(lowered.with("Book"), ["books", "other-models"]);
}

#[test]
fn a_type_that_more_than_eight_groups_need_is_always_there_and_so_is_what_it_holds() {
    let names: Vec<String> = (0..11).map(|number| format!("shelf{number}s")).collect();
    let document = |users: usize| {
        let answer = |at: usize| if at < users { "Book" } else { "Shelf" };
        let resources = names.iter().enumerate().map(|(at, name)| (&**name, 10, answer(at)));
        let schemas = json!({
            "Book": object(&[("name", "Name")]), "Name": object(&[("book", "Book")]),
            "Shelf": object(&[]),
        });
        document(&resources.collect::<Vec<_>>(), schemas)
    };
    assert_eq!(document(8).with("Name").len(), 8);
    assert_eq!(document(9).with("Book"), ["always"]);
    assert_eq!(document(9).with("Name"), ["always"]);
}

#[test]
fn a_group_that_is_called_as_something_of_the_crate_says_that_it_is_operations() {
    let resources = [("tracing", 99, "A"), ("full serde", 1, "A"), ("all operations", 1, "A")];
    let lowered = document(&resources, json!({"A": object(&[])}));
    let expected = ["tracing-operations", "full-serde-operations", "all-operations-operations"];
    assert_eq!(lowered.features(), expected);
    let taken = [("tracing", 99, "A"), ("tracing operations", 2, "A")];
    let lowered = document(&taken, json!({"A": object(&[])}));
    assert_eq!(lowered.features(), ["tracing-operations-operations", "tracing-operations"]);
}

#[test]
fn a_group_behind_its_api_s_name_is_not_called_as_something_of_the_crate_either() {
    let resources = [("eq", 99, "A"), ("differences", 2, "A")];
    let lowered = document_of("full", &resources, json!({"A": object(&[])}));
    assert_eq!(lowered.features(), ["eq-operations", "differences-operations"]);
    let lowered = document_of("test", &resources, json!({"A": object(&[])}));
    assert_eq!(lowered.features(), ["eq", "differences-operations"]);
}

#[test]
fn an_inner_type_that_other_groups_need_leaves_the_file_of_its_schema() {
    let inner = json!({"$ref": "#/components/schemas/Book/properties/part"});
    let page = json!({"type": "object", "properties": {"text": {"type": "string"}}});
    let lowered = document(
        &[("books", 100, "Book"), ("shelves", 1, "Shelf")],
        json!({
            "Book": {"type": "object", "properties": {
                "part": page, "other": {"type": "object", "properties": {"a": {"type": "string"}}}
            }},
            "Shelf": {"type": "object", "properties": {"first": inner}},
        }),
    );
    assert_eq!(lowered.with("BookPart"), ["always"]);
    assert_eq!(lowered.def("BookPart").file.as_str(), "book_part");
    assert_eq!(lowered.def("BookOther").file, lowered.def("Book").file);
}

#[test]
fn a_name_kept_for_a_shared_type_is_in_the_group_of_its_operation() {
    let inner = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let outer = json!({"type": "object", "properties": {"inner": inner}});
    let schema = json!({"application/json": {"schema": outer}});
    let answer = json!({"200": {"description": "", "content": schema}});
    let mut paths = Map::new();
    for (tag, count) in [("books", 51), ("shelves", 50)] {
        for number in 0..count {
            let get = json!({"tags": [tag], "operationId": format!("get-{tag}-{number}"), "responses": answer});
            paths.insert(format!("/{tag}/{number}"), json!({"get": get}));
        }
    }
    let it = lower(json!({"paths": paths}));
    assert_eq!(it.shape("ShelvesGet1ResponseInner"), "= BooksGet0ResponseInner");
    assert_eq!(it.with("ShelvesGet1ResponseInner"), ["shelves"]);
    assert_eq!(it.with("BooksGet0ResponseInner"), ["always"]);
}
