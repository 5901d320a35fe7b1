//! However a server cuts its list into pages, a walk gives every item once and in order.

use super::server::{json, query, respond, wait};
use crate::{
    Call, Client,
    runtime::{Endpoint, Json, Method, Operation, Paged, Paging},
};
use proptest::prelude::*;
use serde_json::Value;
use std::{collections::BTreeMap, net::TcpListener, thread};

macro_rules! paged {
    ($($name:ident = $paging:expr;)+) => {$(
        enum $name {}

        impl Operation for $name {
            type Output = Json<Value>;
            const ENDPOINT: Endpoint = Endpoint::new("list", Method::GET, "/users");
        }

        impl Paged for $name {
            type Item = u64;
            const PAGING: Paging = $paging.items("/items");
        }
    )+};
}

paged! {
    Counted = Paging::offset("from");
    WithTotal = Paging::offset("from").total("/total");
    WithLinks = Paging::offset("from").link("/links/next");
    Told = Paging::cursor("from", "/next");
    Linked = Paging::links().link("/links/next");
    Behind = Paging::after("after", "");
    BehindWhile = Paging::after("after", "").more("/more");
}

/// A server of the numbers below `count`, cut into pages by `seed`: all that a request says is in
/// its query, and every answer has all that servers say of the next page.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            respond(&stream.unwrap(), |request| page(query(request)));
        }
    });
    url
}

fn page(query: &str) -> String {
    let said: BTreeMap<&str, u64> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name, value.parse().unwrap()))
        .collect();
    let number = |name| said.get(name).copied();
    let (count, seed) = (number("count").unwrap(), number("seed").unwrap());
    let from = number("from").or(number("after").map(|after| after + 1)).unwrap_or(0);
    let size = 1 + (seed.rotate_left(u32::try_from(from % 64).unwrap())) % 5;
    let end = (from + size).min(count);
    let items: Vec<u64> = (from..end).collect();
    let more = end < count;
    let next = if more { format!("\"/users?from={end}\"") } else { "null".to_owned() };
    let token = if more { format!("\"{end}\"") } else { "null".to_owned() };
    json(
        "200 OK",
        &format!(
            r#"{{"items":{items:?},"total":{count},"more":{more},"next":{token},"links":{{"next":{next}}}}}"#
        ),
    )
}

fn all<O: Paged<Item = u64>>(client: &Client, count: u64, seed: u64) -> Vec<u64> {
    let call = Call::<O>::new(client.users().core);
    wait(call.with_query("count", count).with_query("seed", seed).items().into_vec()).unwrap()
}

#[test]
fn every_item_comes_once_and_in_order() {
    let client = Client::builder().base_url(serve()).anonymous().build().unwrap();
    proptest!(ProptestConfig::with_cases(16), |(count in 0_u64..16, seed: u64)| {
        let expected: Vec<u64> = (0..count).collect();
        prop_assert_eq!(&all::<Counted>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<WithTotal>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<WithLinks>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<Told>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<Linked>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<Behind>(&client, count, seed), &expected);
        prop_assert_eq!(&all::<BehindWhile>(&client, count, seed), &expected);
    });
}
