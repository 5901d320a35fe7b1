//! How a union without a tag finds its variant.

use crate::runtime::{
    Candidate, DecodeError, Kind, Known, Mode, Tag, decode,
    union::{self, Variant},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

/// Any object with a `name` and perhaps `lives`, whose `type` is `cat`.
struct Cat;

impl Candidate for Cat {
    const KIND: Kind = Kind::Object(&[
        Known::optional("type", Kind::OneOf(&["cat"])),
        Known::required("name", Kind::String),
        Known::optional("lives", Kind::Integer),
    ]);
}

/// Any object with a `name`, whose `type` is `dog`.
struct Dog;

impl Candidate for Dog {
    const KIND: Kind = Kind::Object(&[
        Known::optional("type", Kind::OneOf(&["dog", "puppy"])),
        Known::required("name", Kind::String),
    ]);
}

/// A cat, or a list of names.
struct Tamed;

impl Candidate for Tamed {
    const KIND: Kind = Kind::Either(&[<Cat as Candidate>::KIND, Kind::List(&Kind::Any)]);
}

/// The name of the variant.
#[derive(Debug, Default, PartialEq)]
struct Pet(&'static str);

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::untagged(
            deserializer,
            &[
                Variant::new::<f64>("Number", |_| Ok(Self("Number"))),
                Variant::new::<Cat>("Cat", |text| named(text).map(|()| Self("Cat"))),
                Variant::new::<Dog>("Dog", |_| Ok(Self("Dog"))),
                Variant::new::<i64>("Integer", |_| Ok(Self("Integer"))),
                Variant::new::<Vec<Option<Dog>>>("Dogs", |_| Ok(Self("Dogs"))),
                Variant::new::<Vec<String>>("Names", |_| Ok(Self("Names"))),
            ],
        )
    }
}

/// Reads no name that is `broken`.
fn named(text: &str) -> Result<(), DecodeError> {
    let value: Value = decode::json(text)?;
    if value["name"] == "broken" { decode::json::<bool>("1").map(drop) } else { Ok(()) }
}

fn variant(value: &Value) -> &'static str {
    decode::json::<Pet>(&value.to_string()).unwrap().0
}

#[test]
fn a_whole_number_is_rather_an_integer() {
    assert_eq!(variant(&json!(1)), "Integer");
    assert_eq!(variant(&json!(1.5)), "Number");
}

#[test]
fn a_listed_value_tells_objects_apart() {
    assert_eq!(variant(&json!({"type": "cat", "name": "a"})), "Cat");
    assert_eq!(variant(&json!({"type": "puppy", "name": "a"})), "Dog");
}

#[test]
fn the_most_known_members_win_and_of_equals_the_first() {
    assert_eq!(variant(&json!({"type": "lion", "name": "a", "lives": 9})), "Cat");
    assert_eq!(variant(&json!({"name": "a"})), "Cat");
}

#[test]
fn a_variant_that_does_not_decode_leaves_its_place_to_the_next() {
    assert_eq!(variant(&json!({"type": "cat", "name": "broken"})), "Dog");
}

#[test]
fn the_items_of_a_list_count() {
    assert_eq!(variant(&json!([null, {"name": "a"}])), "Dogs");
    assert_eq!(variant(&json!([null, "a"])), "Names");
}

/// The variants that each of two unions takes.
fn tamed_or_dog(value: &Value) -> Result<Pet, String> {
    let variants = [
        Variant::new::<Dog>("Dog", |_| Ok(Pet("Dog"))),
        Variant::new::<Tamed>("Tamed", |_| Ok(Pet("Tamed"))),
    ];
    union::untagged(value, &variants).map_err(|error: serde_json::Error| error.to_string())
}

#[test]
fn a_union_within_a_union_knows_what_its_best_variant_knows() {
    assert_eq!(tamed_or_dog(&json!({"name": "a", "lives": 9})), Ok(Pet("Tamed")));
    assert_eq!(tamed_or_dog(&json!({"name": "a"})), Ok(Pet("Dog")));
    assert_eq!(tamed_or_dog(&json!(["a"])), Ok(Pet("Tamed")));
}

#[test]
fn what_no_variant_fits_is_the_whole_in_any_layout() {
    for text in ["{\"id\": 1}", "{\n  \"id\": 1,\n  \"x\": {}\n}", "\n{\n\"id\": 1 }"] {
        let error = decode::json::<Pet>(text).unwrap_err();
        assert_eq!(error.path(), ".", "{text}: {error}");
        assert!(error.excerpt().starts_with('{'), "{text}");
    }
}

#[test]
fn a_union_within_a_union_says_why_not() {
    let error = tamed_or_dog(&json!({"lives": 9})).unwrap_err();
    let reason = "`Tamed`: member `name` is missing, or expected a list, found an object";
    assert!(error.ends_with(reason), "{error}");
}

#[test]
fn each_variant_says_why_not() {
    let error = decode::json::<Pet>(r#"{"lives":9}"#).unwrap_err();
    assert!(
        error.message().ends_with(
            "`Cat`: member `name` is missing; `Dog`: member `name` is missing; \
             `Integer`: expected an integer, found an object; \
             `Dogs`: expected a list, found an object; `Names`: expected a list, found an object"
        ),
        "{error}"
    );
}

/// A variant that holds any JSON, written with its tags.
struct Tagged<'a>(Value, &'a [Tag<'a>]);

impl Serialize for Tagged<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        union::encode_tagged(&self.0, "type", self.1, serializer, Mode::Full)
    }
}

#[test]
fn a_variant_is_written_with_a_tag_of_its_own() {
    let written =
        |value: Value, tags: &[Tag<'_>]| serde_json::to_value(Tagged(value, tags)).unwrap();
    assert_eq!(written(json!({"type": 0}), &[Tag::Integer(1)]), json!({"type": 1}));
    assert_eq!(written(json!({"type": false}), &[Tag::Bool(true)]), json!({"type": true}));
    let two = [Tag::Integer(1), Tag::Integer(2)];
    assert_eq!(written(json!({"type": 2}), &two), json!({"type": 2}));
    let cat = [Tag::String("cat")];
    assert_eq!(written(json!({"type": ""}), &cat), json!({"type": "cat"}));
    assert_eq!(written(json!({"type": "lion"}), &cat), json!({"type": "lion"}));
}

#[test]
fn a_value_without_a_tag_is_a_variant_that_asks_for_what_it_has_and_keeps_it_all() {
    const NAME: Known = Known::required("name", Kind::String);
    const SONG: Kind = Kind::Object(&[Known::optional("name", Kind::String)]);
    const SHOW: Kind = Kind::Object(&[NAME, Known::optional("host", Kind::String)]);
    const FILM: Kind = Kind::Object(&[NAME, Known::required("cut", Kind::String)]);
    let of = |value: &Value, variants: &[(Tag<'_>, Kind)]| {
        let tagged = union::tagged(value, "type").unwrap().or_by_members(variants);
        if let Tag::String(tag) = tagged.tag() { tag.to_owned() } else { String::new() }
    };
    let all =
        [(Tag::String("song"), SONG), (Tag::String("show"), SHOW), (Tag::String("film"), FILM)];
    assert_eq!(of(&json!({"name": "a", "cut": "b"}), &all), "film");
    assert_eq!(of(&json!({"name": "a", "new": 1}), &all), "show");
    assert_eq!(of(&json!({"type": "song", "name": "a"}), &all), "song");
    // A show would lose the cut, a film the host.
    assert_eq!(of(&json!({"name": "a", "cut": "b", "host": "c"}), &all), "");
    // A song would be anything.
    for value in [json!({}), json!({"error": 1}), json!({"host": "c"}), json!([]), json!("name")] {
        assert_eq!(of(&value, &all), "", "{value}");
    }
    assert_eq!(of(&json!({"name": "a"}), &[all[1], all[1]]), "");
}

/// Tells the numbers of one enumeration from those of another, and from others.
struct Few;

impl Candidate for Few {
    const KIND: Kind = Kind::OneOfIntegers(&[1, 2]);
}

struct More;

impl Candidate for More {
    const KIND: Kind = Kind::OneOfIntegers(&[3]);
}

#[test]
fn a_listed_number_is_that_list_s_and_another_is_what_else_takes_it() {
    fn of(value: &Value, others: Vec<Variant<Pet>>) -> Result<Pet, String> {
        let mut variants = vec![
            Variant::new::<Few>("Few", |_| Ok(Pet("Few"))),
            Variant::new::<More>("More", |_| Ok(Pet("More"))),
        ];
        variants.extend(others);
        union::untagged(value, &variants).map_err(|error: serde_json::Error| error.to_string())
    }
    let number = || vec![Variant::new::<f64>("Number", |_| Ok(Pet("Number")))];
    let integer = || vec![Variant::new::<i64>("Integer", |_| Ok(Pet("Integer")))];
    for others in [Vec::new(), number(), integer()] {
        assert_eq!(of(&json!(2), others), Ok(Pet("Few")));
    }
    for others in [Vec::new(), number(), integer()] {
        assert_eq!(of(&json!(3), others), Ok(Pet("More")));
    }
    assert_eq!(of(&json!(9), number()), Ok(Pet("Number")));
    assert_eq!(of(&json!(9), integer()), Ok(Pet("Integer")));
    // Lists grow.
    assert_eq!(of(&json!(9), Vec::new()), Ok(Pet("Few")));
    assert!(of(&json!(9.5), Vec::new()).is_err());
}
