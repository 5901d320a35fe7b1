//! Alternatives beside members.

use super::{Lowered, schemas};
use serde_json::{Map, Value as Json, json};

fn to(name: &str) -> Json {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(members: Json) -> Json {
    json!({"type": "object", "properties": members})
}

/// Something with a `kind`, and what else is said of it, that is a cat or a dog.
fn pet(more: Json, cat: Json) -> Lowered {
    let mut pet = object(json!({"kind": {"type": "string"}}));
    pet["oneOf"] = json!([to("Cat"), to("Dog")]);
    pet.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    schemas(json!({"Pet": pet, "Cat": cat, "Dog": object(json!({"bark": {"type": "string"}}))}))
}

#[test]
fn what_is_inherited_keeps_its_alternatives_apart_whatever_the_names_are() {
    let string = || json!({"type": "string"});
    let mut base = object(json!({"kind": string()}));
    base["oneOf"] = json!([to("Cat"), to("Dog")]);
    let heir = json!({"allOf": [to("PetBase"), object(json!({"extra": string()}))]});
    let (base, heir) = (("PetBase", base), ("Pet", heir));
    for [first, second] in [[&base, &heir], [&heir, &base]] {
        let others = [
            ("Cat", object(json!({"meow": string()}))),
            ("Dog", object(json!({"bark": string()}))),
        ];
        let all = [first.clone(), second.clone()].into_iter().chain(others);
        let all: Map<_, _> = all.map(|(name, schema)| (name.to_owned(), schema)).collect();
        let it = schemas(all.into());
        assert_eq!(it.shape("PetBase"), ": Cat(PetBaseCat) | Dog(PetBaseDog)");
        assert_eq!(it.shape("PetBaseCat"), "kind?: String, meow?: String");
        assert_eq!(it.shape("Pet"), ": Cat(PetCat) | Dog(PetDog)");
        assert_eq!(it.shape("PetCat"), "kind?: String, extra?: String, meow?: String");
    }
}

#[test]
fn the_name_that_an_alternative_was_given_is_not_that_of_its_copy() {
    let mut cat = object(json!({"meow": {"type": "string"}}));
    cat["x-rust"] = json!({"type": "Kitty"});
    cat["description"] = json!("It purrs.");
    cat["deprecated"] = json!(true);
    let it = pet(json!({}), cat);
    assert_eq!(it.shape("Kitty"), "meow?: String");
    assert_eq!(it.shape("PetCat"), "kind?: String, meow?: String");
    assert_eq!(it.def("PetCat").docs.description.as_deref(), Some("It purrs."));
    assert!(it.def("PetCat").deprecated);
}

#[test]
fn an_alternative_with_all_that_is_around_it_is_itself() {
    let it =
        pet(json!({}), object(json!({"kind": {"type": "string"}, "meow": {"type": "string"}})));
    assert_eq!(it.shape("Pet"), ": Cat(Cat) | Dog(PetDog)");
}

#[test]
fn what_is_required_around_an_alternative_is_required_in_it() {
    let cat = object(json!({"kind": {"type": "string"}}));
    let it = pet(json!({"required": ["kind"]}), cat);
    assert_eq!(it.shape("PetCat"), "kind: String");
}

#[test]
fn a_narrower_member_around_an_alternative_holds() {
    let around = json!({"properties": {"kind": {"type": "string", "format": "date"}}});
    let it = pet(around, object(json!({"kind": {"type": "string"}})));
    assert_eq!(it.shape("PetCat"), "kind?: Date");
    let it = pet(json!({}), object(json!({"kind": {"type": "string", "format": "date"}})));
    assert_eq!(it.shape("Pet"), ": Cat(Cat) | Dog(PetDog)");
}

#[test]
fn other_members_that_may_be_around_an_alternative_may_be_in_it() {
    let cat = object(json!({"kind": {"type": "string"}}));
    let it = pet(json!({"additionalProperties": {"type": "integer"}}), cat);
    assert_eq!(it.shape("PetCat"), "kind?: String, ..additional_properties: I64");
}

#[test]
fn what_stands_beside_a_reference_costs_an_alternative_no_name() {
    let text = || json!({"type": "string"});
    let beside = json!({"allOf": [to("Verbose")], "x-skip": ["go"], "description": "All of it."});
    let it = schemas(json!({
        "Answer": {"anyOf": [to("Brief"), beside]},
        "Brief": {"type": "object", "required": ["a"], "properties": {"a": text()}},
        "Verbose": {"type": "object", "required": ["b"], "properties": {"b": text()}}
    }));
    assert_eq!(it.shape("Answer"), ": Brief(Brief) | Verbose(Verbose)");
}
