use crate::server::{Server, json, wait};
use clients::rust_tags_that_may_be_absent::{Client, models::*};

fn pet(text: &str) -> Pet {
    let server = Server::new([json(text)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.pets().get()).unwrap()
}

#[test]
fn a_value_without_a_tag_is_the_one_variant_that_it_fits() {
    assert!(matches!(pet(r#"{"lives":9}"#), Pet::Cat(cat) if cat.lives == 9));
    assert!(matches!(pet(r#"{"name":"a","tricks":1}"#), Pet::Dog(dog) if dog.name == "a"));
    assert!(matches!(pet(r#"{"kind":null,"lives":9}"#), Pet::Cat(_)));
    // A dog would lose the lives.
    assert!(matches!(pet(r#"{"name":"a","lives":9}"#), Pet::Cat(_)));
}

#[test]
fn a_tag_has_the_last_word() {
    assert!(matches!(pet(r#"{"kind":"dog","lives":9}"#), Pet::Dog(_)));
    assert!(matches!(pet(r#"{"kind":"fox","lives":9}"#), Pet::Unrecognized(_)));
}

#[test]
fn what_fits_several_variants_or_none_is_kept() {
    // A cat would lose the tricks, a dog the lives.
    assert!(matches!(pet(r#"{"name":"a","tricks":1,"lives":9}"#), Pet::Unrecognized(_)));
    assert!(matches!(pet(r#"{"size":1}"#), Pet::Unrecognized(_)));
}
