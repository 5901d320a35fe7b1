use crate::server::{Request, Server, answer, wait};
use clients::{
    Call, Pending,
    rust_parameters_in_every_style::{Client, head, models::Point, query},
    runtime::{Empty, Operation},
};

/// What a call sends.
fn sent<O>(call: impl Fn(&Client) -> Call<'_, O>) -> Request
where
    O: Operation<Output = Empty>,
{
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(call(&client)).unwrap();
    server.request()
}

/// Why a call is not sent.
fn refused<O>(call: impl Fn(&Client) -> Call<'_, O>) -> String
where
    O: Operation<Output = Empty>,
{
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let pending: Pending<()> = call(&client).into_future();
    wait(pending).unwrap_err().to_string()
}

fn path<O: Operation<Output = Empty>>(call: impl Fn(&Client) -> Call<'_, O>) -> String {
    sent(call).line.trim_start_matches("GET ").to_owned()
}

fn query(set: impl for<'c> Fn(Call<'c, query::Get>) -> Call<'c, query::Get>) -> String {
    path(|client| set(client.query().get())).trim_start_matches("/query").to_owned()
}

fn head(set: impl for<'c> Fn(Call<'c, head::Get>) -> Call<'c, head::Get>) -> Request {
    sent(|client| set(client.head().get()))
}

fn list() -> Vec<String> {
    vec!["a b".to_owned(), "c,d".to_owned()]
}

fn point() -> Point {
    Point { x: Some(1), y: Some("é".to_owned()), ..Point::default() }
}

fn none() -> Vec<String> {
    Vec::new()
}

#[test]
fn paths_have_six_styles() {
    assert_eq!(
        path(|client| client.path().text("v", "v", "v", "v", "v", "v")),
        "/text/v/v/.v/.v/;m=v/;me=v"
    );
    assert_eq!(
        path(|client| {
            let list = &list();
            client.path().list(list, list, list, list, list, list)
        }),
        "/list/a%20b,c%2Cd/a%20b,c%2Cd/.a%20b,c%2Cd/.a%20b.c%2Cd/;m=a%20b,c%2Cd/;me=a%20b;me=c%2Cd"
    );
    assert_eq!(
        path(|client| {
            let point = &point();
            client.path().object(point, point, point, point, point, point)
        }),
        "/object/x,1,y,%C3%A9/x=1,y=%C3%A9/.x,1,y,%C3%A9/.x=1.y=%C3%A9/;m=x,1,y,%C3%A9/;x=1;y=%C3%A9"
    );
}

#[test]
fn a_path_is_not_sent_with_nothing_in_it() {
    let (list, none) = (&list(), &none());
    assert_eq!(
        refused(|client| client.path().list(list, list, list, list, none, list)),
        "path_list: the request was not sent: the path's variable `m` has no value"
    );
}

#[test]
fn a_segment_has_several_variables_and_keeps_what_is_between() {
    assert_eq!(
        path(|client| client.path().segments("o:w", "n", 1, true, "u/v")),
        "/o%3Aw:n/1.true/u%2Fv-x"
    );
}

#[test]
fn a_path_may_have_a_query_and_what_tells_it_from_others_is_not_sent() {
    assert_eq!(path(|client| client.path().fixed("a&b")), "/fixed?action=drop&what=a%26b");
}

#[test]
fn queries_have_four_styles() {
    let (list, point) = (&list(), &point());
    assert_eq!(
        query(|call| call.form_list_exploded(list)),
        "?form_list_exploded=a%20b&form_list_exploded=c%2Cd"
    );
    assert_eq!(query(|call| call.form_object_exploded(point)), "?x=1&y=%C3%A9");
    assert_eq!(query(|call| call.form_list(list)), "?form_list=a%20b,c%2Cd");
    assert_eq!(query(|call| call.form_object(point)), "?form_object=x,1,y,%C3%A9");
    assert_eq!(query(|call| call.space_list(list)), "?space_list=a%20b%20c%2Cd");
    assert_eq!(query(|call| call.space_object(point)), "?space_object=x%201%20y%20%C3%A9");
    assert_eq!(query(|call| call.pipe_list(list)), "?pipe_list=a%20b%7Cc%2Cd");
    assert_eq!(query(|call| call.pipe_object(point)), "?pipe_object=x%7C1%7Cy%7C%C3%A9");
    assert_eq!(
        query(|call| call.deep_object_exploded(point)),
        "?deep_object_exploded%5Bx%5D=1&deep_object_exploded%5By%5D=%C3%A9"
    );
}

#[test]
fn styles_without_a_meaning_are_those_that_people_mean() {
    let (list, point) = (&list(), &point());
    assert_eq!(
        query(|call| call.space_list_exploded(list)),
        "?space_list_exploded=a%20b&space_list_exploded=c%2Cd"
    );
    assert_eq!(
        query(|call| call.pipe_list_exploded(list)),
        "?pipe_list_exploded=a%20b&pipe_list_exploded=c%2Cd"
    );
    assert_eq!(query(|call| call.deep_list(list)), "?deep_list=a%20b&deep_list=c%2Cd");
    assert_eq!(
        query(|call| call.deep_object(point)),
        "?deep_object%5Bx%5D=1&deep_object%5By%5D=%C3%A9"
    );
}

#[test]
fn lists_keep_reserved_characters_where_that_is_allowed() {
    let list = vec!["a/b?".to_owned(), "c:d&".to_owned()];
    assert_eq!(query(|call| call.raw(&list)), "?raw=a/b?&raw=c:d%26");
}

/// RFC 6570, section 2.3: a list or an object without members is undefined.
#[test]
fn nothing_is_sent_of_what_has_no_members() {
    let (none, nobody) = (&none(), &Point::default());
    assert_eq!(
        query(|call| {
            call.form_list(none)
                .form_list_exploded(none)
                .space_list(none)
                .pipe_list(none)
                .deep_list(none)
                .form_object(nobody)
                .form_object_exploded(nobody)
                .deep_object(nobody)
        }),
        ""
    );
    let request = head(|call| {
        call.header_list(none).header_object_exploded(nobody).cookie_list(none).cookie_object(nobody)
    });
    assert_eq!(request.header("X-header-list"), None);
    assert_eq!(request.header("X-header-object-exploded"), None);
    assert_eq!(request.header("Cookie"), None);
}

#[test]
fn headers_are_lists_and_objects_as_they_are() {
    let list = vec!["a b".to_owned(), "c".to_owned()];
    let point = Point { x: Some(1), y: Some("z".to_owned()), ..Point::default() };
    let request = head(|call| {
        call.header_list(&list)
            .header_list_exploded(&list)
            .header_object(&point)
            .header_object_exploded(&point)
    });
    assert_eq!(request.header("X-header-list"), Some("a b,c"));
    assert_eq!(request.header("X-header-list-exploded"), Some("a b,c"));
    assert_eq!(request.header("X-header-object"), Some("x,1,y,z"));
    assert_eq!(request.header("X-header-object-exploded"), Some("x=1,y=z"));
}

#[test]
fn cookies_are_lists_and_objects_in_one_header() {
    let (list, point) = (&list(), &point());
    assert_eq!(
        head(|call| call.cookie_list(list).cookie_object(point)).header("Cookie"),
        Some("cookie_list=a%20b,c%2Cd; cookie_object=x,1,y,%C3%A9")
    );
    // There is no way to explode cookies that servers agree on.
    assert_eq!(
        head(|call| call.cookie_list_exploded(list).cookie_object_exploded(point)).header("Cookie"),
        Some("cookie_list_exploded=a%20b,c%2Cd; cookie_object_exploded=x,1,y,%C3%A9")
    );
}
