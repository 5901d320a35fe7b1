use super::*;
use crate::page::Format;
use serde_json::{Value as Json, json};

/// Merges documents that stand one per page, in the order given by their indexes.
fn merge_in_order(documents: &[Json], order: &[usize]) -> (Merged, Diagnostics) {
    let mut sources = Sources::new();
    let fragments = order
        .iter()
        .map(|&index| {
            let source = sources.add(format!("page-{index}.md"), "");
            let document = Node::from_json(&documents[index], Span::new(source, 0..0));
            Fragment { source, format: Format::Embedded, document, losses: Vec::new() }
        })
        .collect();
    let mut diagnostics = Diagnostics::new();
    let merged = merge(fragments, &sources, &mut diagnostics).unwrap();
    (merged, diagnostics)
}

fn merge_all(documents: &[Json]) -> (Merged, Diagnostics) {
    merge_in_order(documents, &(0..documents.len()).collect::<Vec<_>>())
}

fn messages(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

#[test]
fn the_order_of_pages_changes_nothing() {
    let pages = [
        json!({"openapi": "3.0.1", "paths": {"/b": {"get": {}}}, "tags": [{"name": "t"}]}),
        json!({"openapi": "3.0.3", "paths": {"/a": {"get": {}}}, "tags": [{"name": "s"}]}),
        json!({"components": {"schemas": {"A": {}}}, "openapi": "3.0.0"}),
    ];
    let forwards = merge_in_order(&pages, &[0, 1, 2]).0.root.to_json().to_string();
    let backwards = merge_in_order(&pages, &[2, 1, 0]).0.root.to_json().to_string();
    assert_eq!(forwards, backwards);
    assert_eq!(
        forwards,
        json!({
            "openapi": "3.0.3",
            "tags": [{"name": "t"}, {"name": "s"}],
            "paths": {"/b": {"get": {}}, "/a": {"get": {}}},
            "components": {"schemas": {"A": {}}},
        })
        .to_string()
    );
}

#[test]
fn equal_definitions_become_one_whatever_the_order_of_their_members() {
    let (merged, diagnostics) = merge_all(&[
        json!({"components": {"schemas": {"A": {"type": "object", "title": "a"}}}}),
        json!({"components": {"schemas": {"A": {"title": "a", "type": "object"}}}}),
    ]);
    assert_eq!(messages(&diagnostics), [""; 0]);
    let [duplicate] = merged.duplicates.as_slice() else { panic!("{:?}", merged.duplicates) };
    assert_eq!(duplicate.pointer.as_str(), "/components/schemas/A");
    assert_eq!(duplicate.places.len(), 2);
}

#[test]
fn unequal_definitions_are_one_conflict_with_every_place() {
    let page = |ty| json!({"components": {"schemas": {"A": {"properties": {"b": {"type": ty}}}}}});
    let (_, diagnostics) = merge_all(&[page("string"), page("integer"), page("number")]);
    assert_eq!(
        messages(&diagnostics),
        ["the definitions of `/components/schemas/A` differ, first at `/properties/b/type`"]
    );
    let labels = &diagnostics.iter().next().unwrap().labels;
    let texts = labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>();
    assert_eq!(texts, ["here it is `string`", "here it is `integer`", "here it is `number`"]);
}

#[test]
fn methods_of_one_path_may_stand_on_different_pages() {
    let (merged, diagnostics) =
        merge_all(&[json!({"paths": {"/a": {"get": {}}}}), json!({"paths": {"/a": {"put": {}}}})]);
    assert!(!diagnostics.has_errors());
    assert_eq!(merged.root.to_json(), json!({"paths": {"/a": {"get": {}, "put": {}}}}));
}

#[test]
fn parameters_of_a_path_must_stand_on_all_its_pages() {
    let (_, diagnostics) = merge_all(&[
        json!({"paths": {"/a": {"get": {}, "parameters": [{"name": "p", "in": "query"}]}}}),
        json!({"paths": {"/a": {"put": {}}}}),
    ]);
    assert_eq!(
        messages(&diagnostics),
        ["the definitions of `/paths/~1a` differ, first at `/parameters`"]
    );
}

#[test]
fn two_operations_at_one_place_conflict_unless_they_are_equal() {
    let page = |id| json!({"paths": {"/a": {"get": {"operationId": id}}}});
    assert!(!merge_all(&[page("a"), page("a")]).1.has_errors());
    assert!(merge_all(&[page("a"), page("b")]).1.has_errors());
}

#[test]
fn what_pages_do_not_agree_on_is_said_at_each_operation() {
    let (merged, diagnostics) = merge_all(&[
        json!({"security": [{"a": []}], "paths": {"/a": {"get": {}}}}),
        json!({"security": [{"b": []}], "paths": {"/b": {"get": {}, "put": {"security": []}}}}),
        json!({"security": [{"c": []}], "components": {}}),
    ]);
    assert!(!diagnostics.has_errors());
    assert_eq!(
        merged.root.to_json(),
        json!({
            "paths": {
                "/a": {"get": {"security": [{"a": []}]}},
                "/b": {"get": {"security": [{"b": []}]}, "put": {"security": []}},
            },
            "components": {},
        })
    );
}

#[test]
fn what_pages_agree_on_stays_at_the_top() {
    let page = |path: &str| json!({"security": [{"a": []}], "paths": {path: {"get": {}}}});
    let (merged, _) = merge_all(&[page("/a"), page("/b")]);
    assert!(merged.root.get("security").is_some());
}

#[test]
fn versions_of_different_series_conflict() {
    let page = |version| json!({"openapi": version});
    assert!(!merge_all(&[page("3.0.3"), page("3.0.10")]).1.has_errors());
    assert!(merge_all(&[page("3.0.3"), page("3.1.0")]).1.has_errors());
}
