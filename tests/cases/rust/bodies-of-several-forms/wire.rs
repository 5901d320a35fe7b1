use crate::server::{Request, Server, answer, wait};
use clients::rust_bodies_of_several_forms::{
    Client,
    books::{CreateBody, ReplaceBody},
    covers::{TouchUpCoverBody, UploadBody},
    models::{Book, BooksReplaceMergePatchJsonBody, Cover},
};

fn sent<T>(call: impl FnOnce(&Client) -> T) -> Request
where
    T: IntoFuture<Output = Result<(), clients::Error>>,
{
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    wait(call(&client)).unwrap();
    server.request()
}

fn media_type_and_body(request: &Request) -> (&str, &str) {
    (request.header("Content-Type").unwrap(), &request.body)
}

#[test]
fn the_preferred_form_needs_no_choice() {
    let request = sent(|client| client.books().create(Book::new("Ada")).into_future());
    assert_eq!(media_type_and_body(&request), ("application/json", "{\"title\":\"Ada\"}"));
}

#[test]
fn each_other_form_goes_by_its_name() {
    let forms = [
        (CreateBody::Csv("a,b".to_owned()), "text/csv", "a,b"),
        (CreateBody::Xml("<a/>".to_owned()), "application/xml", "<a/>"),
        (CreateBody::Bytes(b"raw".to_vec()), "application/octet-stream", "raw"),
    ];
    for (form, media_type, body) in forms {
        let request = sent(|client| client.books().create(form).into_future());
        assert_eq!(media_type_and_body(&request), (media_type, body));
    }
}

#[test]
fn two_kinds_of_json_are_two_forms() {
    let patch = BooksReplaceMergePatchJsonBody { all: Some(true), ..Default::default() };
    let form = ReplaceBody::MergePatchJson(patch);
    let request = sent(|client| client.books().replace().book(form).into_future());
    let expected = ("application/merge-patch+json", "{\"all\":true}");
    assert_eq!(media_type_and_body(&request), expected);
}

#[test]
fn of_several_names_of_json_the_plain_one_is_used() {
    let request = sent(|client| client.books().rename().body(Book::new("Ada")).into_future());
    assert_eq!(media_type_and_body(&request), ("application/json", "{\"title\":\"Ada\"}"));
}

#[test]
fn an_image_is_sent_as_what_it_is() {
    let jpeg = UploadBody::Jpeg(b"jpeg".to_vec());
    let request = sent(|client| client.covers().upload(jpeg).into_future());
    assert_eq!(media_type_and_body(&request), ("image/jpeg", "jpeg"));
    let request = sent(|client| client.covers().upload(b"png".to_vec()).into_future());
    assert_eq!(media_type_and_body(&request), ("image/png", "png"));
}

#[test]
fn a_caller_says_which_image_it_is_where_any_may_be() {
    let image = || TouchUpCoverBody::Image(b"png".to_vec());
    let request = sent(|client| client.covers().touch_up_cover(image()).into_future());
    assert_eq!(media_type_and_body(&request), ("application/octet-stream", "png"));
    let request = sent(|client| {
        client.covers().touch_up_cover(image()).with_header("Content-Type", "image/png").into_future()
    });
    assert_eq!(media_type_and_body(&request), ("image/png", "png"));
}

#[test]
fn what_holds_a_file_goes_in_parts() {
    let mut cover = Cover::default();
    cover.image = Some(b"png".to_vec().into());
    let request = sent(|client| client.covers().describe(cover).into_future());
    assert!(request.header("Content-Type").unwrap().starts_with("multipart/form-data"));
}
