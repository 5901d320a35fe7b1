//! Which operations answer in pages, and how.

use super::{Lowered, lower};
use crate::{
    diagnostic::Code,
    model::{Paging, Step, TypeRef},
};
use serde_json::{Value as Json, json};

/// A `GET` with these parameters of the query and this answer.
fn list(parameters: Json, answer: Json) -> Json {
    let parameters: Vec<Json> = parameters
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, schema)| json!({"name": name, "in": "query", "schema": schema}))
        .collect();
    let content = json!({"application/json": {"schema": answer}});
    json!({
        "operationId": "listThings",
        "parameters": parameters,
        "responses": {"200": {"description": "things", "content": content}}
    })
}

fn lowered(operation: Json) -> Lowered {
    lower(json!({"paths": {"/things": {"get": operation}}}))
}

fn paging(parameters: Json, answer: Json) -> Option<Paging> {
    lowered(list(parameters, answer)).only().paging.clone()
}

fn said(extension: Json, parameters: Json, answer: Json) -> Lowered {
    let mut operation = list(parameters, answer);
    operation["x-paging"] = extension;
    lowered(operation)
}

fn object(properties: Json) -> Json {
    json!({"type": "object", "properties": properties})
}

fn things() -> Json {
    json!({"type": "array", "items": object(json!({"id": text()}))})
}

fn text() -> Json {
    json!({"type": "string"})
}

fn number() -> Json {
    json!({"type": "integer"})
}

fn truth() -> Json {
    json!({"type": "boolean"})
}

#[test]
fn offsets_need_a_limit_beside_them() {
    let answer = || object(json!({"items": things(), "total": number()}));
    let found = paging(json!({"offset": number(), "limit": number()}), answer()).unwrap();
    assert_eq!(found.step, Step::Offset { parameter: "offset".to_owned() });
    assert_eq!((found.items.as_str(), found.total.as_deref()), ("/items", Some("/total")));
    assert!(matches!(found.item, TypeRef::Named(_)));
    let found = paging(json!({"startAt": number(), "maxResults": number()}), answer()).unwrap();
    assert_eq!(found.step, Step::Offset { parameter: "startAt".to_owned() });
    assert_eq!(paging(json!({"offset": number()}), answer()), None);
    assert_eq!(paging(json!({"offset": text(), "limit": number()}), answer()), None);
}

#[test]
fn the_first_page_has_the_number_that_the_parameter_has_unless_set() {
    let step = |schema: Json| {
        let found = paging(json!({"page[number]": schema, "page[size]": number()}), things());
        found.unwrap().step
    };
    let page = |first| Step::Page { parameter: "page[number]".to_owned(), first };
    assert_eq!(step(number()), page(1));
    assert_eq!(step(json!({"type": "integer", "minimum": 0})), page(0));
    assert_eq!(step(json!({"type": "integer", "minimum": 0, "default": 1})), page(1));
}

#[test]
fn facts_stand_in_what_speaks_of_pages_and_nowhere_else() {
    let facts = || object(json!({"total_count": number(), "total_pages": number()}));
    let query = || json!({"page": number(), "per_page": number()});
    let answer = |name: &str| {
        let mut answer = object(json!({"errors": things(), "result": things()}));
        answer["properties"][name] = facts();
        answer
    };
    let found = paging(query(), answer("result_info")).unwrap();
    assert_eq!(found.items, "/result");
    assert_eq!(found.total.as_deref(), Some("/result_info/total_count"));
    assert_eq!(found.total_pages.as_deref(), Some("/result_info/total_pages"));
    assert_eq!(paging(query(), answer("owner")).unwrap().total, None);
}

#[test]
fn cursors_need_a_member_to_take_them_from() {
    let cursor = |parameter: &str, beside: Json| {
        let answer = object(json!({"data": things(), "meta": object(beside)}));
        let mut query = json!({});
        query[parameter] = text();
        match paging(query, answer)?.step {
            Step::Cursor { token, .. } => Some(token),
            _ => None,
        }
    };
    let at = |place: &str| Some(place.to_owned());
    assert_eq!(cursor("cursor", json!({"next_cursor": text()})), at("/meta/next_cursor"));
    assert_eq!(cursor("pageToken", json!({"nextPageToken": text()})), at("/meta/nextPageToken"));
    assert_eq!(cursor("page_token", json!({"next_page": text()})), at("/meta/next_page"));
    assert_eq!(cursor("pagination_token", json!({"next_token": text()})), at("/meta/next_token"));
    assert_eq!(cursor("after", json!({"after": text()})), at("/meta/after"));
    assert_eq!(cursor("cursor", json!({"previous_cursor": text()})), None);
    assert_eq!(cursor("api_token", json!({"next_token": text()})), None);
}

#[test]
fn what_is_counted_comes_before_cursors() {
    let answer = object(json!({"entries": things(), "next_marker": text()}));
    let query = json!({"marker": text(), "offset": number(), "limit": number()});
    let found = paging(query, answer).unwrap();
    assert_eq!(found.step, Step::Offset { parameter: "offset".to_owned() });
}

#[test]
fn the_last_item_leads_on_where_it_has_an_id() {
    let query = || json!({"starting_after": text()});
    let answer = |items: Json| object(json!({"data": items, "has_more": truth()}));
    let found = paging(query(), answer(things())).unwrap();
    let (parameter, key) = ("starting_after".to_owned(), "/id".to_owned());
    assert_eq!(found.step, Step::After { parameter, key });
    let nameless = json!({"type": "array", "items": object(json!({"name": text()}))});
    assert_eq!(paging(query(), answer(nameless)), None);
}

#[test]
fn links_are_found_in_answers_and_headers() {
    let none = || json!({});
    let link = |beside: Json| {
        let answer = object(json!({"values": things(), "_links": object(beside)}));
        paging(none(), answer)?.link
    };
    assert_eq!(link(json!({"next": text()})).as_deref(), Some("/_links/next"));
    let href = object(json!({"href": text()}));
    assert_eq!(link(json!({"next": href})).as_deref(), Some("/_links/next/href"));
    assert_eq!(link(json!({"self": text()})), None);
    let beside = object(json!({"results": things(), "next": text(), "previous": text()}));
    assert_eq!(paging(none(), beside).unwrap().link.as_deref(), Some("/next"));
    let uri = object(json!({"calls": things(), "next_page_uri": text()}));
    assert_eq!(paging(none(), uri).unwrap().link.as_deref(), Some("/next_page_uri"));
    let alone = object(json!({"results": things(), "next": text()}));
    assert_eq!(paging(none(), alone), None);

    let mut operation = list(none(), things());
    operation["responses"]["200"]["headers"] = json!({"link": {"schema": text()}});
    let found = lowered(operation).only().paging.clone().unwrap();
    assert_eq!((found.step, found.link_header), (Step::Link, true));
}

#[test]
fn an_answer_that_may_be_several_lists_does_not_page() {
    let query = json!({"page": number(), "limit": number()});
    assert_eq!(paging(query.clone(), object(json!({"cats": things(), "dogs": things()}))), None);
    assert_eq!(paging(query.clone(), object(json!({"name": text()}))), None);
    assert!(paging(query, object(json!({"cats": things()}))).is_some());
}

#[test]
fn only_what_is_read_pages_by_rule() {
    let operation = list(json!({"page": number(), "limit": number()}), things());
    let it = lower(json!({"paths": {"/things": {"post": operation}}}));
    assert_eq!(it.only().paging, None);
}

#[test]
fn an_extension_has_the_last_word() {
    let query = || json!({"page": number(), "limit": number(), "from": text()});
    let answer = || object(json!({"a": things(), "b": things(), "then": text()}));
    let rule = json!({"items": "/b", "cursor": "from", "token": "/then"});
    let found = said(rule, query(), answer()).only().paging.clone().unwrap();
    let (parameter, token) = ("from".to_owned(), "/then".to_owned());
    assert_eq!((found.items.as_str(), found.step), ("/b", Step::Cursor { parameter, token }));
    assert_eq!(said(json!(false), query(), things()).only().paging, None);
}

#[test]
fn a_wrong_extension_is_an_error() {
    let wrong = |rule: Json| {
        let answer = object(json!({"items": things(), "total": number()}));
        let it = said(rule, json!({"from": number()}), answer);
        assert!(it.api.is_none());
        let found = it.diagnostics.iter().find(|it| it.code == Code::InvalidExtension);
        found.unwrap().message.clone()
    };
    let offset = |more: Json| {
        let mut rule = json!({"items": "/items", "offset": "from"});
        rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        wrong(rule)
    };
    assert!(wrong(json!(true)).starts_with("`x-paging` is not understood"));
    assert!(offset(json!({"itms": ""})).starts_with("`x-paging` is not understood"));
    assert_eq!(offset(json!({"offset": "start"})), "the query has no parameter `start`");
    assert_eq!(offset(json!({"items": "/total"})), "the answer has no list at `/total`");
    assert_eq!(offset(json!({"total": "/count"})), "the answer has nothing at `/count`");
    assert_eq!(
        offset(json!({"more": "/total"})),
        "what the answer has at `/total` is no truth value"
    );
    let ways = "`x-paging` does not say one way to the next page";
    assert_eq!(offset(json!({"page": "from"})), ways);
    assert_eq!(wrong(json!({"items": "/items"})), ways);
    let after = json!({"items": "/items", "after": "from", "key": "/uuid"});
    assert_eq!(wrong(after), "the items have nothing at `/uuid`");
}

/// Two operations under what the root says of both.
fn both(root: Json) -> Lowered {
    let rooted = list(json!({"from": number()}), object(json!({"a": things(), "b": things()})));
    let mut ruled = list(json!({"page": number(), "limit": number()}), things());
    ruled["operationId"] = json!("listOthers");
    lower(json!({
        "x-paging": root,
        "paths": {"/things": {"get": rooted}, "/others": {"get": ruled}}
    }))
}

#[test]
fn the_root_speaks_for_all_operations_that_fit() {
    let it = both(json!({"items": "/a", "offset": "from"}));
    let operations = it.operations();
    let steps: Vec<_> =
        operations.iter().map(|(_, it)| it.paging.as_ref().map(|it| &it.step)).collect();
    let page = Step::Page { parameter: "page".to_owned(), first: 1 };
    assert_eq!(steps, [Some(&Step::Offset { parameter: "from".to_owned() }), Some(&page)]);
    let off = both(json!(false));
    assert!(off.operations().iter().all(|(_, it)| it.paging.is_none()));
}

#[test]
fn a_root_that_fits_nothing_is_an_error() {
    let it = both(json!({"items": "/c", "offset": "from"}));
    assert!(it.api.is_none() && it.has(Code::UnusedExtension));
}
