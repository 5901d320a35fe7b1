use super::*;
use crate::source::{Sources, Span};
use serde_json::json;

/// Applies actions to a document: the result, and what was found.
fn apply_to(document: &Json, actions: &Json) -> (Json, Vec<(Code, String)>) {
    let overlay = json!({
        "overlay": "1.0.0",
        "info": {"title": "t", "version": "1"},
        "actions": actions,
    });
    apply_whole(document, &overlay)
}

fn apply_whole(document: &Json, overlay: &Json) -> (Json, Vec<(Code, String)>) {
    let span = Span::new(Sources::new().add("overlay.yaml", ""), 0..0);
    let mut root = Node::from_json(document, span);
    let mut diagnostics = Diagnostics::new();
    apply_overlay(&mut root, &Node::from_json(overlay, span), &mut diagnostics);
    let found = diagnostics.iter().map(|it| (it.code, it.message.clone())).collect();
    (root.to_json(), found)
}

#[test]
fn an_update_joins_objects_appends_to_lists_and_replaces_the_rest() {
    let (result, found) = apply_to(
        &json!({"a": {"list": [1], "inner": {"keep": 1, "set": 1}, "text": "old"}}),
        &json!([{"target": "$.a", "description": "d", "update": {
            "list": [2], "inner": {"set": 2}, "text": "new", "more": true,
        }}]),
    );
    assert_eq!(found, []);
    assert_eq!(
        result,
        json!({"a": {"list": [1, 2], "inner": {"keep": 1, "set": 2}, "text": "new", "more": true}})
    );
}

#[test]
fn an_update_of_a_list_appends_one_item_or_a_list_of_them() {
    let (result, found) = apply_to(
        &json!({"a": [1]}),
        &json!([
            {"target": "$.a", "description": "d", "update": 2},
            {"target": "$.a", "description": "d", "update": [3, 4]},
        ]),
    );
    assert_eq!((result, found), (json!({"a": [1, 2, 3, 4]}), vec![]));
}

#[test]
fn several_items_of_one_list_are_removed_together() {
    let (result, found) = apply_to(
        &json!({"a": ["x", "y", "x", "z"]}),
        &json!([{"target": "$.a[?@ == 'x']", "description": "d", "remove": true}]),
    );
    assert_eq!((result, found), (json!({"a": ["y", "z"]}), vec![]));
}

#[test]
fn a_later_action_sees_what_an_earlier_one_did() {
    let (result, found) = apply_to(
        &json!({}),
        &json!([
            {"target": "$", "description": "d", "update": {"a": {}}},
            {"target": "$.a", "description": "d", "update": {"b": 1}},
            {"target": "$.a.b", "description": "d", "remove": true},
        ]),
    );
    assert_eq!((result, found), (json!({"a": {}}), vec![]));
}

#[test]
fn an_action_that_misses_and_one_that_changes_nothing_are_both_found() {
    let (_, found) = apply_to(
        &json!({"a": {"b": 1, "c": [1]}}),
        &json!([
            {"target": "$.x", "description": "d", "update": {}},
            {"target": "$.a", "description": "d", "update": {"b": 1, "c": [1]}},
        ]),
    );
    let codes = found.iter().map(|(code, _)| *code).collect::<Vec<_>>();
    assert_eq!(codes, [Code::OverlayMatchesNothing, Code::OverlayChangesNothing]);
}

#[test]
fn one_change_among_several_matches_is_enough() {
    let (_, found) = apply_to(
        &json!({"a": {"n": 1}, "b": {"n": 2}}),
        &json!([{"target": "$.*", "description": "d", "update": {"n": 2}}]),
    );
    assert_eq!(found, []);
}

#[test]
fn an_action_needs_a_reason_a_target_and_a_change() {
    let (_, found) = apply_to(&json!({}), &json!([{}]));
    let messages = found.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>();
    assert_eq!(
        messages,
        [
            "an action needs a `description`",
            "an action needs a `target`",
            "the action neither updates nor removes its target",
        ]
    );
}

#[test]
fn unknown_members_and_versions_are_found() {
    let (_, found) = apply_whole(&json!({}), &json!({"overlay": "2.0.0", "action": [], "x-a": 1}));
    let messages = found.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>();
    assert_eq!(
        messages,
        [
            "an overlay has no member `action`",
            "version `2.0.0` of the overlay format is not known",
            "the overlay has no `info`",
            "the overlay has no list of `actions`",
        ]
    );
}

#[test]
fn a_scalar_cannot_be_updated() {
    let (_, found) = apply_to(
        &json!({"a": "text"}),
        &json!([{"target": "$.a", "description": "d", "update": "other"}]),
    );
    assert_eq!(
        found,
        [(
            Code::InvalidOverlay,
            "`$.a` selects a string, and only objects and lists can be updated".to_owned()
        )]
    );
}

#[test]
fn a_target_must_be_jsonpath() {
    let (_, found) =
        apply_to(&json!({}), &json!([{"target": "a[", "description": "d", "remove": true}]));
    assert!(matches!(found.as_slice(), [(Code::InvalidOverlay, _)]), "{found:?}");
}
