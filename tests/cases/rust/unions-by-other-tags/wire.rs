use crate::server::{Server, json, wait};
use clients::rust_unions_by_other_tags::{Client, models::*};

fn client(server: &Server) -> Client {
    Client::builder().base_url(&server.url).build().unwrap()
}

fn book(text: &str) -> Book {
    let server = Server::new([json(text)]);
    wait(client(&server).books().get()).unwrap()
}

#[test]
fn a_mapping_may_lead_to_another_file_and_need_not_lead_anywhere() {
    assert!(matches!(book(r#"{"form":"paper","pages":3}"#), Book::Paper(it) if it.pages == Some(3)));
    assert!(matches!(book(r#"{"form":"audio","seconds":9}"#), Book::Audio(it) if it.seconds == Some(9)));
    let Book::Unrecognized(scroll) = book(r#"{"form":"scroll","length":7}"#) else { panic!() };
    assert_eq!(scroll["length"], 7);
}

#[test]
fn integers_are_tags() {
    let text = r#"{"code":2,"late":true}"#;
    let server = Server::new([json(text)]);
    let event = Event::from(Returned { late: Some(true), ..Returned::default() });
    let event = wait(client(&server).books().create_event(event)).unwrap();
    assert!(matches!(&event, Event::Returned(it) if it.code == 2 && it.late == Some(true)));
    assert_eq!(server.request().body, text);
}

#[test]
fn truth_values_are_tags() {
    let text = r#"{"on":false,"reason":"night"}"#;
    let server = Server::new([json(text)]);
    let off = FlagOff { reason: Some("night".to_owned()), ..FlagOff::default() };
    let flag = wait(client(&server).books().put_flag(Flag::from(off))).unwrap();
    assert!(matches!(&flag, Flag::Off(it) if !it.on));
    assert_eq!(server.request().body, text);
}

#[test]
fn what_every_alternative_inherits_tells_them_apart() {
    for (text, is_dog) in [(r#"{"kind":"hound"}"#, true), (r#"{"kind":"Cat"}"#, false)] {
        let server = Server::new([json(text)]);
        let pet = wait(client(&server).pets().get()).unwrap();
        assert_eq!(matches!(&pet, PetsGetResponse::Dog(_)), is_dog, "{pet:?}");
    }
}
