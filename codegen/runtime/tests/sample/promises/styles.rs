//! How lists and objects are written, each in every style.

use super::server::{Server, answer, wait};
use crate::runtime::{Call, Core, Empty, Endpoint, Error, Form, Method, Operation, Parts, Style};
use std::collections::BTreeMap;

enum Any {}

impl Operation for Any {
    type Output = Empty;
    const ENDPOINT: Endpoint = Endpoint::new("any", Method::POST, "/{a}/x{b}:go?fixed=1");
}

/// An API whose client is its core.
struct Bare(Core);

impl crate::runtime::Api for Bare {
    type Credentials = crate::runtime::NoCredentials;
    const BASE_URL: Option<&'static str> = None;
    const USER_AGENT: &'static str = "bare";

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

fn send(build: impl Fn(Call<'_, Any>) -> Call<'_, Any>) -> String {
    let server = Server::new([&answer("204 No Content", "", "")]);
    let builder = crate::runtime::ClientBuilder::<Bare>::new().base_url(&server.url);
    let core = builder.build().unwrap().0;
    wait(build(Call::new(&core))).unwrap();
    server.request()
}

fn list() -> Vec<&'static str> {
    vec!["a,b", "c"]
}

fn object() -> BTreeMap<String, i64> {
    BTreeMap::from([("k".to_owned(), 1), ("l".to_owned(), 2)])
}

fn paths(style: Style) -> String {
    let request =
        send(|call| call.with_path_as(style, "a", list()).with_path_as(style, "b", object()));
    let path = request.split(' ').nth(1).unwrap().to_owned();
    path.trim_start_matches("/v1/").trim_end_matches(":go?fixed=1").to_owned()
}

fn queries(style: Style) -> String {
    let request = send(|call| {
        call.with_path("a", 1).with_path("b", true).with_query_as(style, "x", list()).with_query_as(
            style,
            "y z",
            object(),
        )
    });
    let path = request.split(' ').nth(1).unwrap();
    path.trim_start_matches("/v1/1/xtrue:go?fixed=1&").to_owned()
}

#[test]
fn lists_and_objects_in_paths() {
    assert_eq!(paths(Style::Simple), "a%2Cb,c/xk,1,l,2");
    assert_eq!(paths(Style::SimpleExplode), "a%2Cb,c/xk=1,l=2");
    assert_eq!(paths(Style::Label), ".a%2Cb,c/x.k,1,l,2");
    assert_eq!(paths(Style::LabelExplode), ".a%2Cb.c/x.k=1.l=2");
    assert_eq!(paths(Style::Matrix), ";a=a%2Cb,c/x;b=k,1,l,2");
    assert_eq!(paths(Style::MatrixExplode), ";a=a%2Cb;a=c/x;k=1;l=2");
}

/// What a value becomes in a path where it keeps the characters with a meaning there.
fn reserved(style: Style, value: &str) -> String {
    let request = send(|call| call.with_reserved_path(style, "a", value).with_path("b", 1));
    let path = request.split(' ').nth(1).unwrap();
    path.trim_start_matches("/v1/").trim_end_matches("/x1:go?fixed=1").to_owned()
}

#[test]
fn values_of_several_segments_stay_in_the_path() {
    assert_eq!(reserved(Style::Simple, "a/b:c@d/e,f=g+h&i"), "a/b:c@d/e,f=g+h&i");
    assert_eq!(reserved(Style::Simple, "a b?c#d[e]\\f"), "a%20b%3Fc%23d%5Be%5D%5Cf");
    assert_eq!(reserved(Style::Simple, "100% of a%2Fb%"), "100%25%20of%20a%2Fb%25");
    assert_eq!(reserved(Style::Matrix, "a/b"), ";a=a/b");
}

#[test]
fn values_of_several_segments_that_change_the_resource_are_refused() {
    let core = crate::runtime::ClientBuilder::<Bare>::new().base_url("http://127.0.0.1:9");
    let core = core.build().unwrap().0;
    for value in ["", "..", "a/../b", "a/%2e%2E/b", "./a", "a/."] {
        let call = Call::<Any>::new(&core).with_reserved_path(Style::Simple, "a", value);
        let error = wait(call.with_path("b", 1)).unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{value:?}: {error:?}");
    }
}

#[test]
fn lists_and_objects_in_queries() {
    assert_eq!(queries(Style::FormExplode), "x=a%2Cb&x=c&k=1&l=2");
    assert_eq!(queries(Style::Form), "x=a%2Cb,c&y%20z=k,1,l,2");
    assert_eq!(queries(Style::SpaceDelimited), "x=a%2Cb%20c&y%20z=k%201%20l%202");
    assert_eq!(queries(Style::PipeDelimited), "x=a%2Cb%7Cc&y%20z=k%7C1%7Cl%7C2");
    assert_eq!(queries(Style::DeepObject), "x=a%2Cb&x=c&y%20z%5Bk%5D=1&y%20z%5Bl%5D=2");
    assert_eq!(
        queries(Style::Json),
        "x=%5B%22a%2Cb%22%2C%22c%22%5D&y%20z=%7B%22k%22%3A1%2C%22l%22%3A2%7D"
    );
}

#[test]
fn headers_and_cookies() {
    let request = send(|call| {
        call.with_path("a", 1)
            .with_path("b", 1)
            .with_header("x-list", list())
            .with_header_as(Style::SimpleExplode, "x-object", object())
            .with_cookie("a", "1; b=2")
            .with_cookie("c", 2)
            .with_cookie("c", 3)
    });
    assert!(request.contains("x-list: a,b,c\r\n"));
    assert!(request.contains("x-object: k=1,l=2\r\n"));
    assert!(request.contains("cookie: a=1%3B%20b%3D2; c=3\r\n"));
}

#[test]
fn forms() {
    let form = serde_json::json!({"a b": "c&d", "e": [1, 2], "f": {"g": {"h": true}}, "i": null});
    let request = send(|call| call.with_path("a", 1).with_path("b", 1).with_form(&form));
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"));
    assert!(request.ends_with("\r\n\r\na%20b=c%26d&e=1&e=2&f%5Bg%5D%5Bh%5D=true"));
}

#[test]
fn a_part_that_is_null_is_left_out() {
    struct Note;
    impl Parts for Note {
        fn parts(&self, form: &mut Form) {
            form.member("text", "a");
            form.optional("title", &Some(None::<String>));
        }
    }
    let request = send(|call| call.with_path("a", 1).with_path("b", 1).with_multipart(Note));
    assert!(request.contains("name=\"text\"\r\n\r\na\r\n"));
    assert!(!request.contains("title"));
}

#[test]
fn a_variable_without_a_value_and_a_header_with_a_line_break_are_refused() {
    let builder = crate::runtime::ClientBuilder::<Bare>::new();
    let core = builder.base_url("http://127.0.0.1:1").build().unwrap().0;
    let refused = |call: Call<'_, Any>| {
        let error = wait(call).unwrap_err();
        assert!(matches!(error, Error::Request(_)));
        error.to_string()
    };
    let error = refused(Call::new(&core).with_path("a", 1));
    assert!(error.ends_with("the path's variable `b` has no value"));
    let full = || Call::<Any>::new(&core).with_path("a", 1).with_path("b", 1);
    let error = refused(full().with_header("x", "a\r\nb: c"));
    assert!(error.ends_with("header `x` has a character that headers cannot carry"));
    refused(Call::new(&core).with_path("a", vec!["", "x"]).with_path("b", 1));
}
