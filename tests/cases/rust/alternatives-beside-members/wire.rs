use crate::server::{Server, json, wait};
use clients::rust_alternatives_beside_members::{Client, models::*};

/// What comes of an answer, and what a request with it carries.
fn there_and_back(text: &str) -> (Order, String) {
    let server = Server::new([json(text), json(text)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let order = wait(client.orders().create(Order::default())).unwrap();
    wait(client.orders().create(order.clone())).unwrap();
    (order, server.requests().remove(1).body)
}

#[test]
fn an_alternative_has_the_members_around_it() {
    let text = r#"{"id":"o1","note":"soon","shop":"s1","when":{"day":"Monday"}}"#;
    let (order, sent) = there_and_back(text);
    let Order::Pickup(pickup) = order else { panic!("{order:?}") };
    assert_eq!((pickup.id.as_str(), pickup.shop.as_str()), ("o1", "s1"));
    assert_eq!(sent, text);
}

#[test]
fn a_named_alternative_has_them_as_well() {
    let text = r#"{"id":"o1","street":"Main"}"#;
    let (order, sent) = there_and_back(text);
    assert!(matches!(&order, Order::Delivery(it) if it.id == "o1" && it.street == "Main"));
    assert_eq!(sent, text);
}

#[test]
fn the_tag_may_be_one_of_the_members_around() {
    let server = Server::new([json(r#"{"cents":5,"method":"cash","change":2}"#)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let payment = wait(client.payments().get()).unwrap();
    assert!(matches!(&payment, Payment::Cash(it) if it.cents == 5 && it.change == Some(2)));
}

#[test]
fn alternatives_that_inherit_what_names_them_are_themselves() {
    let server = Server::new([json(r#"{"kind":"Cat","name":"Tom","lives":9}"#)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    let animal = wait(client.animals().get()).unwrap();
    let Animal::Cat(cat) = animal else { panic!("{animal:?}") };
    assert_eq!((cat.name.as_deref(), cat.lives), (Some("Tom"), Some(9)));
}
