//! Streams over all pages: what they ask for, and that they end.

use super::server::{Server, answer, json, wait};
use crate::{
    Call, Client, Error,
    models::{User, UserPage},
    runtime::{Endpoint, Json, Method, Operation, Paged, Paging, Style},
    users::List,
};
use futures_core::Stream;
use std::{collections::BTreeMap, pin::pin};

/// Operations that page otherwise than the sample's.
macro_rules! paged {
    ($($name:ident = $paging:expr;)+) => {$(
        #[derive(Debug)]
        enum $name {}

        impl Operation for $name {
            type Output = Json<UserPage>;
            const ENDPOINT: Endpoint = Endpoint::new(stringify!($name), Method::GET, "/users");
        }

        impl Paged for $name {
            type Item = User;
            const PAGING: Paging = $paging.items("/items");
        }
    )+};
}

paged! {
    Offset = Paging::offset("offset").link("/_links/next").total("/total");
    Numbered = Paging::page("page", 1).total("/info/total").total_pages("/info/pages");
    FromZero = Paging::page("page", 0).total_pages("/info/pages");
    Cursor = Paging::cursor("cursor", "/info/cursor");
    After = Paging::after("starting_after", "/id").more("/has_more");
    Links = Paging::links().link("/next");
    More = Paging::cursor("cursor", "/cursor").more("/more");
    Header = Paging::page("page", 1).link_header();
}

fn call<O: Operation>(client: &Client) -> Call<'_, O> {
    Call::new(client.users().core)
}

/// A page of these users, and what stands beside them.
fn page(ids: &[&str], beside: &str) -> String {
    json("200 OK", &body(ids, beside))
}

fn body(ids: &[&str], beside: &str) -> String {
    let items: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}","name":"{id}"}}"#)).collect();
    format!(r#"{{"items":[{}]{beside}}}"#, items.join(","))
}

/// What a walk through these answers gives, and the queries that it sent.
fn walk<O: Paged<Item = User>>(
    answers: &[&str],
    begin: impl FnOnce(Call<'_, O>) -> Call<'_, O>,
) -> (Result<String, Error>, Vec<String>) {
    let server = Server::serving(answers);
    let client = server.client();
    let all = wait(begin(call::<O>(&client)).items().into_vec());
    let names = all.map(|users| users.iter().map(|user| user.name.as_str()).collect());
    (names, server.queries())
}

fn ids<O: Paged<Item = User>>(answers: &[&str]) -> (String, Vec<String>) {
    let (names, queries) = walk::<O>(answers, |call| call);
    (names.unwrap(), queries)
}

#[test]
fn a_short_page_is_not_the_last() {
    let answers = [&page(&["a", "b"], ""), &page(&["c"], ""), &page(&["d"], ""), &page(&[], "")];
    let answers = answers.map(String::as_str);
    let (names, queries) = walk::<Offset>(&answers, |call| call.with_query("limit", 100));
    assert_eq!(names.unwrap(), "abcd");
    let expected = ["limit=100", "limit=100&offset=2", "limit=100&offset=3", "limit=100&offset=4"];
    assert_eq!(queries, expected);
}

#[test]
fn a_walk_begins_where_the_call_says() {
    let answers = [page(&["h"], ""), page(&[], "")];
    let answers = [answers[0].as_str(), &answers[1]];
    let (_, queries) = walk::<Offset>(&answers, |call| call.with_query("offset", 7));
    assert_eq!(queries, ["offset=7", "offset=8"]);
    let (_, queries) = walk::<Numbered>(&answers, |call| call.with_query("page", 3));
    assert_eq!(queries, ["page=3", "page=4"]);
}

#[test]
fn a_beginning_that_is_no_number_is_refused() {
    let answers = [page(&["a"], "")];
    let (names, _) = walk::<Offset>(&[&answers[0]], |call| call.with_query("offset", "x"));
    let shown = names.unwrap_err().to_string();
    assert_eq!(shown, "Offset: the request was not sent: parameter `offset` is not a number");
}

#[test]
fn a_link_is_followed_and_its_absence_ends_the_walk() {
    let next = r#","_links":{"next":"https://elsewhere.example/v1/users?offset=40&limit=20"}"#;
    let answers = [&page(&["a"], next), &page(&["b"], r#","_links":{"self":"x"}"#)];
    let answers = answers.map(String::as_str);
    let (names, queries) = walk::<Offset>(&answers, |call| call.with_query("depth", 1));
    assert_eq!(names.unwrap(), "ab");
    assert_eq!(queries, ["depth=1", "depth=1&limit=20&offset=40"]);
}

#[test]
fn a_null_or_an_empty_link_ends_the_walk() {
    for link in ["null", "\"\""] {
        let inside = format!(r#","_links":{{"next":{link}}}"#);
        assert_eq!(ids::<Offset>(&[&page(&["a"], &inside)]).0, "a");
        let outside = format!(r#","next":{link}"#);
        assert_eq!(ids::<Links>(&[&page(&["a"], &outside)]).0, "a");
    }
}

#[test]
fn without_any_links_offsets_go_on_up_to_an_empty_page() {
    let (names, queries) = ids::<Offset>(&[&page(&["a"], ""), &page(&[], "")]);
    assert_eq!(names, "a");
    assert_eq!(queries, ["", "offset=1"]);
}

#[test]
fn a_relative_link_is_followed() {
    for link in ["?page=2", "/v1/users?page=2", "users?page=2"] {
        let next = format!(r#","next":"{link}""#);
        let (names, queries) = ids::<Links>(&[&page(&["a"], &next), &page(&["b"], "")]);
        assert_eq!((names.as_str(), queries[1].as_str()), ("ab", "page=2"), "{link}");
    }
}

#[test]
fn a_link_to_another_host_is_asked_of_the_clients_own() {
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let next = format!(r#","next":"http://{}/users?page=2""#, other.local_addr().unwrap());
    let (names, _) = ids::<Links>(&[&page(&["a"], &next), &page(&["b"], "")]);
    assert_eq!(names, "ab");
    other.set_nonblocking(true).unwrap();
    assert!(other.accept().is_err());
}

#[test]
fn a_link_without_a_query_is_an_error_behind_its_page() {
    let server = Server::serving(&[&page(&["a"], r#","next":"/users/2""#)]);
    let client = server.client();
    let mut items = call::<Links>(&client).items();
    assert_eq!(wait(items.next()).unwrap().unwrap().name, "a");
    let error = wait(items.next()).unwrap().unwrap_err();
    assert!(error.to_string().ends_with("the link to the next page has no query"), "{error}");
    assert!(wait(items.next()).is_none());
}

#[test]
fn a_link_replaces_every_spelling_of_a_parameter() {
    let next = r#","next":"?filter%5Bid%5D=7&page=2""#;
    let answers = [page(&["a"], next), page(&["b"], "")];
    let (_, queries) = walk::<Links>(&[&answers[0], &answers[1]], |call| {
        let filter = BTreeMap::from([("id".to_owned(), 7)]);
        call.with_query_as(Style::DeepObject, "filter", filter).with_query("sort", "up")
    });
    assert_eq!(queries[1], "sort=up&filter%5Bid%5D=7&page=2");
}

#[test]
fn a_stated_total_ends_the_walk() {
    let total = r#","total":3"#;
    let (names, _) = ids::<Offset>(&[&page(&["a", "b"], total), &page(&["c"], total)]);
    assert_eq!(names, "abc");
    let pages = r#","info":{"pages":2}"#;
    let (names, queries) = ids::<Numbered>(&[&page(&["a"], pages), &page(&["b"], pages)]);
    assert_eq!((names.as_str(), queries[1].as_str()), ("ab", "page=2"));
    let (names, queries) = ids::<FromZero>(&[&page(&["a"], pages), &page(&["b"], pages)]);
    assert_eq!((names.as_str(), queries[1].as_str()), ("ab", "page=1"));
    let total = r#","info":{"total":"2"}"#;
    assert_eq!(ids::<Numbered>(&[&page(&["a"], total), &page(&["b"], total)]).0, "ab");
}

#[test]
fn a_total_of_zero_beside_items_says_nothing() {
    let total = r#","total":0"#;
    assert_eq!(ids::<Offset>(&[&page(&["a"], total), &page(&[], total)]).0, "a");
}

#[test]
fn a_total_counts_from_where_the_walk_began() {
    let total = r#","total":3"#;
    let answer = page(&["c"], total);
    let (names, _) = walk::<Offset>(&[&answer], |call| call.with_query("offset", 2));
    assert_eq!(names.unwrap(), "c");
}

#[test]
fn a_cursor_is_handed_on_until_there_is_none() {
    let cursor = |cursor: &str| format!(r#","info":{{"cursor":{cursor}}}"#);
    for last in [cursor("null"), cursor("\"\""), String::new()] {
        let answers =
            [page(&["a"], &cursor("\"x=&1\"")), page(&["b"], &cursor("7")), page(&["c"], &last)];
        let (names, queries) = ids::<Cursor>(&[&answers[0], &answers[1], &answers[2]]);
        assert_eq!(names, "abc");
        assert_eq!(queries, ["", "cursor=x%3D%261", "cursor=7"]);
    }
}

#[test]
fn a_cursor_leads_past_an_empty_page() {
    let next = r#","info":{"cursor":"x"}"#;
    assert_eq!(ids::<Cursor>(&[&page(&[], next), &page(&["a"], "")]).0, "a");
}

#[test]
fn a_cursor_that_comes_again_ends_the_walk() {
    let next = r#","info":{"cursor":"x"}"#;
    let (names, _) = ids::<Cursor>(&[&page(&["a"], next), &page(&["b"], next)]);
    assert_eq!(names, "ab");
}

#[test]
fn the_last_item_leads_on_while_there_is_more() {
    let more = |more: bool| format!(r#","has_more":{more}"#);
    let (names, queries) =
        ids::<After>(&[&page(&["a", "b"], &more(true)), &page(&["c"], &more(false))]);
    assert_eq!(names, "abc");
    assert_eq!(queries, ["", "starting_after=b"]);
}

#[test]
fn the_link_header_is_followed_to_its_end() {
    let with = |link: &str, ids: &[&str]| answer("200 OK", link, &body(ids, ""));
    let next = "Link: <https://h.example/other/7?page=2&q=%2C>; rel=\"next\", <https://h.example/>; \
                rel=\"last\"\r\n";
    let last = "Link: <https://h.example/?page=1>; rel=\"prev first\"\r\n";
    let (names, queries) = ids::<Header>(&[&with(next, &["a"]), &with(last, &["b"])]);
    assert_eq!((names.as_str(), queries[1].as_str()), ("ab", "page=2&q=%2C"));
    assert_eq!(ids::<Header>(&[&with("", &["a"])]).0, "a");
}

#[test]
fn a_link_header_about_something_else_ends_nothing() {
    let link = "Link: <https://h.example/>; rel=describedby\r\n";
    let with = |ids: &[&str]| answer("200 OK", link, &body(ids, ""));
    assert_eq!(ids::<Numbered>(&[&with(&["a"]), &with(&["b"]), &with(&[])]).0, "ab");
}

#[test]
fn a_page_that_repeats_for_ever_is_read_once() {
    let same = page(&["a", "b"], "");
    assert_eq!(ids::<Numbered>(&[&same, &same]).0, "ab");
    let other = page(&["c"], "");
    assert_eq!(ids::<Numbered>(&[&same, &other, &same]).0, "abc");
    let next = page(&["a"], r#","info":{"cursor":"x"}"#);
    assert_eq!(ids::<Cursor>(&[&next, &next]).0, "a");
    let first = page(&["a"], r#","_links":{"next":"?offset=1"}"#);
    let again = page(&["a"], r#","_links":{"next":"?offset=2"}"#);
    assert_eq!(ids::<Offset>(&[&first, &again]).0, "a");
}

#[test]
fn the_bound_is_an_error_behind_its_pages() {
    let server = Server::serving(&[&page(&["a"], ""), &page(&["b"], "")]);
    let client = server.client();
    let mut items = call::<Numbered>(&client).items().max_pages(2);
    assert_eq!(wait(items.next()).unwrap().unwrap().name, "a");
    assert_eq!(wait(items.next()).unwrap().unwrap().name, "b");
    let error = wait(items.next()).unwrap().unwrap_err();
    assert!(error.to_string().ends_with("there are more than 2 pages"), "{error}");
    assert!(wait(items.next()).is_none());
    assert_eq!(server.queries().len(), 2);
}

#[test]
fn an_error_comes_behind_the_pages_before_it_and_ends_the_walk() {
    let server = Server::serving(&[&page(&["a"], ""), &answer("500 Broken", "", "")]);
    let client = server.client();
    let mut items = call::<Numbered>(&client).items();
    assert_eq!(wait(items.next()).unwrap().unwrap().name, "a");
    assert_eq!(wait(items.next()).unwrap().unwrap_err().status().unwrap(), 500);
    assert!(wait(items.next()).is_none());
}

#[test]
fn a_wrong_item_is_an_error_that_names_the_place_and_ends_the_walk() {
    let answers = [json("200 OK", r#"{"items":[{"name":"a"},{"level":"high"}]}"#)];
    let server = Server::serving(&[&answers[0]]);
    let client = server.client();
    let mut items = call::<Numbered>(&client).items();
    let error = wait(items.next()).unwrap().unwrap_err();
    assert!(error.to_string().contains("at `.items[1].level`"), "{error}");
    assert!(wait(items.next()).is_none());
}

#[test]
fn a_page_that_is_not_json_is_an_error() {
    let (names, _) = walk::<Numbered>(&[&answer("200 OK", "", "<html>")], |call| call);
    assert!(matches!(names.unwrap_err(), Error::Decode(_)));
}

#[test]
fn nothing_and_null_are_pages_without_items() {
    for empty in ["", "null", "{}", r#"{"items":null}"#] {
        assert_eq!(ids::<Numbered>(&[&answer("200 OK", "", empty)]).0, "");
    }
}

#[test]
fn pages_come_whole() {
    let server = Server::serving(&[&page(&["a", "b"], r#","total":3"#), &page(&["c"], "")]);
    let client = server.client();
    let mut pages = client.users().list().limit(2).pages().max_pages(2);
    let first = wait(pages.next()).unwrap().unwrap();
    assert_eq!((first.items.len(), first.total), (2, Some(3)));
    assert_eq!(wait(pages.next()).unwrap().unwrap().items.len(), 1);
    assert_eq!(server.queries(), ["limit=2", "limit=2&offset=2"]);
}

#[test]
fn each_page_is_asked_for_as_the_first_was() {
    let server = Server::serving(&[&page(&["a"], ""), &page(&[], "")]);
    let client = server.client();
    wait(client.users().list().x_tenant("t1").items().into_vec()).unwrap();
    for request in server.requests() {
        assert!(request.to_ascii_lowercase().contains("x-tenant: t1\r\n"), "{request}");
        assert!(request.to_ascii_lowercase().contains("accept: application/json\r\n"), "{request}");
    }
}

#[test]
fn streams_go_between_threads_and_borrow_nothing() {
    fn check<T: Stream + Send + Unpin + std::fmt::Debug + 'static>(_: T) {}
    let client = crate::Client::builder().anonymous().build().unwrap();
    check(client.users().list().items());
    check(client.users().list().pages());
    assert_eq!(format!("{:?}", client.users().list().items()), "Items(GET /users)");
}

#[test]
fn a_stream_is_one_for_other_crates_as_well() {
    let server = Server::serving(&[&page(&["a"], ""), &page(&[], "")]);
    let client = server.client();
    let mut items = pin!(call::<Numbered>(&client).items());
    let mut next = || wait(std::future::poll_fn(|context| items.as_mut().poll_next(context)));
    assert_eq!(next().unwrap().unwrap().name, "a");
    assert!(next().is_none());
}

#[test]
fn the_sample_pages_by_rule() {
    assert_eq!(List::PAGING, Paging::offset("offset").items("/items").total("/total"));
}

#[test]
fn more_without_a_way_to_it_is_an_error_behind_the_items() {
    let server = Server::new([&page(&["1"], r#","more":true,"cursor":null"#)]);
    let mut items = call::<More>(&server.client()).items();
    wait(async {
        assert!(items.next().await.unwrap().is_ok());
        let error = items.next().await.unwrap().unwrap_err().to_string();
        assert!(error.ends_with("the page says that there is more, but not where"), "{error}");
        assert!(items.next().await.is_none());
    });
}
