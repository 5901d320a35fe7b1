use crate::server::{Server, json, wait};
use clients::rust_unions_of_numbers::{Client, models::*};

fn read(text: &str) -> Book {
    let server = Server::new([json(text)]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(client.books().get()).unwrap()
}

#[test]
fn a_number_is_of_the_alternative_that_lists_it() {
    assert_eq!(read(r#"{"form":1}"#).form, Some(BookForm::Paper));
    assert_eq!(read(r#"{"form":2}"#).form, Some(BookForm::Audio));
    assert_eq!(read(r#"{"form":3}"#).form, Some(BookForm::Unrecognized(3)));
    let place = |text| read(text).place.unwrap();
    assert!(matches!(place(r#"{"place":20}"#), BookPlace::Shelf(Shelf::Value20)));
    assert!(matches!(place(r#"{"place":30}"#), BookPlace::Number(30.0)));
    let rank = |text| read(text).rank.unwrap();
    assert!(matches!(rank(r#"{"rank":2}"#), BookRank::Integer(BookRankInteger::Value2)));
    assert!(matches!(rank(r#"{"rank":"2"}"#), BookRank::String(text) if text == "2"));
}
