//! Members of which several parts each tell a part.

use super::schemas;
use crate::diagnostic::Code;
use serde_json::{Value as Json, json};

/// A reference with something written beside it.
fn wrapped(name: &str) -> Json {
    json!({"allOf": [{"$ref": format!("#/components/schemas/{name}")}], "description": "One."})
}

fn refer(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn parts_that_hold_themselves_make_a_type_that_holds_itself() {
    let it = schemas(json!({
        "A": {"type": "object", "properties": {"next": wrapped("A"), "a": {"type": "string"}}},
        "C": {"type": "object", "properties": {"next": wrapped("C"), "c": {"type": "string"}}},
        "B": {"allOf": [refer("A"), refer("C")]}
    }));
    assert_eq!(it.names(), ["A", "C", "B", "BNext"]);
    assert_eq!(it.shape("B"), "next?: BNext, a?: String, c?: String");
    assert_eq!(it.shape("BNext"), "next?: Box BNext, a?: String, c?: String");
    assert!(!it.has(Code::Degraded));
}

#[test]
fn several_members_that_lead_to_the_same_parts_have_one_type() {
    let level = |part: &str, depth: usize| {
        let inner = wrapped(&format!("{part}{}", depth + 1));
        let own = format!("own_{part}").to_lowercase();
        json!({"type": "object", "properties": {"p": inner, "q": inner, own: {"type": "string"}}})
    };
    let mut components = serde_json::Map::new();
    for part in ["A", "C"] {
        for depth in 0..20 {
            components.insert(format!("{part}{depth}"), level(part, depth));
        }
        let own = format!("own_{part}").to_lowercase();
        let last = json!({"type": "object", "properties": {own: {"type": "string"}}});
        components.insert(format!("{part}20"), last);
    }
    components.insert("B".to_owned(), json!({"allOf": [refer("A0"), refer("C0")]}));
    let it = schemas(Json::Object(components));
    assert_eq!(it.names().len(), 2 * 21 + 1 + 20);
    assert_eq!(it.shape("B"), "p?: BP, q?: BP, own_a?: String, own_c?: String");
    assert_eq!(it.shape("BP"), "p?: BPP, q?: BPP, own_a?: String, own_c?: String");
}

#[test]
fn null_is_a_matter_of_where_a_joined_type_is_used() {
    let object = |part: &str| {
        let mut maybe = wrapped(part);
        maybe["nullable"] = json!(true);
        let own = format!("own_{part}").to_lowercase();
        let always = wrapped(part);
        json!({"type": "object", "properties": {"p": maybe, "q": always, own: {"type": "string"}}})
    };
    let it = schemas(json!({
        "A": object("A"),
        "C": object("C"),
        "B": {"allOf": [refer("A"), refer("C")]}
    }));
    assert_eq!(it.shape("B"), "p?: BP or null, q?: BP, own_a?: String, own_c?: String");
}
