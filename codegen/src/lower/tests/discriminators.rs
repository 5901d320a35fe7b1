//! Objects of which a member says what they are.

use super::{lower, schemas};
use crate::{
    diagnostic::Code,
    model::{Shape, TagValue},
};
use serde_json::{Value as Json, json};

#[test]
fn a_discriminator_and_its_mapping_tell_variants_apart() {
    let object = |kind: serde_json::Value| json!({"type": "object", "properties": {"kind": kind}});
    let it = schemas(json!({
        "Pet": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"c": "#/components/schemas/Cat", "d": "Dog"}}
        },
        "Cat": object(json!({"type": "string"})),
        "Dog": object(json!({"type": "string"})),
        "Flag": {
            "oneOf": [{"$ref": "#/components/schemas/Ok"}, {"$ref": "#/components/schemas/Failed"}]
        },
        "Ok": {"type": "object", "properties": {"success": {"type": "boolean", "enum": [true]}}},
        "Failed": {"type": "object", "properties": {"success": {"type": "boolean", "enum": [false]}}}
    }));
    assert_eq!(it.shape("Pet"), r#"kind: Cat(Cat)String("c") | Dog(Dog)String("d")"#);
    assert_eq!(it.shape("Flag"), "success: Ok(OkModel)Bool(true) | Failed(Failed)Bool(false)");
}

#[test]
fn the_values_of_a_discriminator_are_of_the_type_of_its_property() {
    let object = |kind: &str| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"type": kind}}});
    let either = |one: &str, one_name: &str, other: &str, other_name: &str| {
        let refer = |name: &str| format!("#/components/schemas/{name}");
        json!({
            "oneOf": [{"$ref": refer(one_name)}, {"$ref": refer(other_name)}],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {one: refer(one_name), other: refer(other_name)}
            }
        })
    };
    let it = schemas(json!({
        "Flag": either("False", "Off", "True", "On"),
        "Off": object("boolean"), "On": object("boolean"),
        "Version": either("1.5", "Old", "2.5", "New"),
        "Old": object("number"), "New": object("number")
    }));
    assert_eq!(it.shape("Flag"), "kind: Off(Off)Bool(false) | On(On)Bool(true)");
    assert_eq!(it.shape("Version"), ": Old(Old) | New(New)");
    assert!(it.has(Code::Degraded));
}

#[test]
fn a_base_with_a_discriminator_is_any_of_its_heirs() {
    let heir = |name: &str| {
        json!({"allOf": [
            {"$ref": "#/components/schemas/Animal"},
            {"type": "object", "properties": {name: {"type": "string"}}}
        ]})
    };
    let it = schemas(json!({
        "Animal": {
            "type": "object", "required": ["kind"],
            "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": {"woof": "#/components/schemas/Dog"}}
        },
        "Cat": heir("meow"),
        "Dog": heir("bark")
    }));
    assert_eq!(it.shape("Animal"), r#"kind: Cat(Cat)String("Cat") | Dog(Dog)String("woof")"#);
    assert_eq!(it.shape("Cat"), "kind: String, meow?: String");
}

#[test]
fn a_base_may_come_itself_where_a_value_means_it() {
    let it = schemas(json!({
        "Animal": {
            "type": "object", "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "next": {"$ref": "#/components/schemas/Animal"}},
            "discriminator": {"propertyName": "kind", "mapping": {
                "animal": "#/components/schemas/Animal", "dog": "#/components/schemas/Dog"
            }}
        },
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Animal"}]}
    }));
    assert_eq!(
        it.shape("Animal"),
        r#"kind: Animal(Box AnimalBase)String("animal") | Dog(Box Dog)String("dog")"#
    );
    assert_eq!(it.shape("AnimalBase"), "kind: String, next?: Box Animal");
    assert!(!it.has(Code::Degraded));
}

#[test]
fn heirs_that_share_the_values_of_their_base_are_told_apart_by_their_members() {
    let heir = json!({"allOf": [{"$ref": "#/components/schemas/Animal"}]});
    let it = schemas(json!({
        "Animal": {
            "type": "object", "properties": {"kind": {"type": "string", "enum": ["a", "b"]}},
            "discriminator": {"propertyName": "kind"}
        },
        "Cat": heir.clone(), "Dog": heir
    }));
    assert_eq!(it.shape("Animal"), ": Cat(Cat) | Dog(Dog)");
    assert!(it.has(Code::Degraded));
}

#[test]
fn an_heir_is_meant_by_its_name_where_the_base_lists_all_names() {
    let heir = json!({"allOf": [{"$ref": "#/components/schemas/Animal"}]});
    let it = schemas(json!({
        "Animal": {
            "type": "object", "properties": {"kind": {"type": "string", "enum": ["Cat", "Dog"]}},
            "discriminator": {"propertyName": "kind"}
        },
        "Cat": heir.clone(), "Dog": heir
    }));
    assert_eq!(it.shape("Animal"), r#"kind: Cat(Cat)String("Cat") | Dog(Dog)String("Dog")"#);
    assert!(!it.has(Code::Degraded));
}

#[test]
fn an_heir_may_say_itself_which_value_means_it() {
    let it = schemas(json!({
        "Animal": {
            "type": "object", "properties": {"@type": {"type": "string"}},
            "discriminator": {"propertyName": "@type"}
        },
        "Cat": {"allOf": [{"$ref": "#/components/schemas/Animal"}], "x-ms-discriminator-value": "#Cat"},
        "Dog": {"allOf": [{"$ref": "#/components/schemas/Animal"}], "x-discriminator-value": 5}
    }));
    assert_eq!(it.shape("Animal"), r##"@type: Cat(Cat)String("#Cat") | Dog(Dog)String("5")"##);
}

#[test]
fn of_several_values_only_the_documented_default_goes_without_saying() {
    let member = |tag: Json| json!({"type": "object", "properties": {"type": tag}});
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let it = schemas(json!({
        "Method": {"anyOf": [to("Ach"), to("Card"), to("Cash")]},
        "Ach": member(json!({"type": "string", "enum": ["ach"]})),
        "Card": member(json!({
            "type": "string", "enum": ["bcmc", "scheme"], "default": "scheme"
        })),
        "Cash": member(json!({"type": "string", "enum": ["coins", "notes"], "default": "gold"}))
    }));
    let Shape::Union(union) = &it.def("Method").shape else { panic!() };
    let implied: Vec<_> = union.variants.iter().map(|variant| variant.implied.clone()).collect();
    let text = |text: &str| Some(TagValue::String(text.to_owned()));
    assert_eq!(implied, [text("ach"), text("scheme"), None]);
}

#[test]
fn a_tag_that_some_leave_out_may_be_absent_where_other_members_tell() {
    let may_be_absent = |cat: &[&str], dog: &[&str]| {
        let pet = |required: &[&str]| {
            json!({"type": "object", "required": required, "properties": {
                "kind": {"type": "string"}, "name": {"type": "string"}
            }})
        };
        let it = schemas(json!({
            "Pet": {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {"propertyName": "kind"}
            },
            "Cat": pet(cat), "Dog": pet(dog)
        }));
        let Shape::Union(union) = &it.def("Pet").shape else { panic!() };
        union.tag.as_ref().unwrap().may_be_absent
    };
    assert!(may_be_absent(&["name"], &[]));
    assert!(may_be_absent(&["kind", "name"], &["name"]));
    assert!(!may_be_absent(&["kind", "name"], &["kind"]));
    // What asks for nothing would be anything.
    assert!(!may_be_absent(&["kind", "name"], &[]));
    // Nothing else tells them apart.
    assert!(!may_be_absent(&[], &[]));
    assert!(!may_be_absent(&["kind"], &[]));
}

#[test]
fn a_tag_that_may_be_absent_is_filled_in_only_where_the_union_is_sent() {
    let pet = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}});
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let animal = |required: &str| {
        json!({"type": "object", "required": [required], "properties": {
            "kind": {"type": "string"}, "name": {"type": "string"}
        }})
    };
    let bare = json!({"type": "object", "required": ["x"], "properties": {"x": {}}});
    let implied = |method: Json| {
        let it = lower(json!({
            "paths": {"/pets": {"post": method}},
            "components": {"schemas": {
                "Pet": {
                    "oneOf": [to("Cat"), to("Fox")], "discriminator": {"propertyName": "kind"}
                },
                "Cat": animal("name"), "Fox": bare
            }}
        }));
        let Shape::Union(union) = &it.def("Pet").shape else { panic!() };
        union.variants.iter().map(|variant| variant.implied.is_some()).collect::<Vec<_>>()
    };
    let received = json!({"responses": {"200": {"description": "d", "content": pet}}});
    let sent = json!({"requestBody": {"content": pet}, "responses": {}});
    // What has no member of its own for it would lose it.
    assert_eq!(implied(received), [false, true]);
    assert_eq!(implied(sent), [true, true]);
}
