use crate::server::{Request, Server, answer, wait};
use clients::{
    File,
    rust_multipart_encoding::{Client, models::*},
};

fn server() -> (Server, Client) {
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn create(book: BooksCreateBody) -> Request {
    let (server, client) = server();
    wait(client.books().create(book)).unwrap();
    server.request()
}

fn book() -> BooksCreateBody {
    BooksCreateBody::new("Ada", File::new("png"), vec![])
}

fn head<'p>(request: &'p Request, part: &str) -> &'p str {
    let name = format!("name=\"{part}\"");
    let parts = request.parts();
    parts.into_iter().find(|it| it.contains(&name)).unwrap_or_default()
}

#[test]
fn a_part_has_the_media_type_that_the_specification_gives_it() {
    let about = BooksCreateBodyAbout { author: Some("Ada".to_owned()), ..Default::default() };
    let request = create(book().about(about).notes("# One"));
    let disposition = "Content-Disposition: form-data; name=";
    assert_eq!(head(&request, "title"), format!("{disposition}\"title\"\r\n\r\nAda"));
    assert_eq!(
        head(&request, "about"),
        format!(
            "{disposition}\"about\"\r\nContent-Type: application/vnd.about+json\r\n\r\n\
             {{\"author\":\"Ada\"}}"
        )
    );
    let notes = format!("{disposition}\"notes\"\r\nContent-Type: text/markdown\r\n\r\n# One");
    assert_eq!(head(&request, "notes"), notes);
}

#[test]
fn a_part_that_is_a_form_is_written_as_one() {
    let mut price = BooksCreateBodyPrice::default();
    (price.euros, price.of) = (Some(5), Some("a b".to_owned()));
    let request = create(book().price(price));
    let price = head(&request, "price");
    let media_type = "Content-Type: application/x-www-form-urlencoded";
    assert!(price.ends_with(&format!("{media_type}\r\n\r\neuros=5&of=a%20b")), "{price}");
}

#[test]
fn a_file_says_what_kind_it_is_and_may_have_headers() {
    let mut book = book();
    book.cover = File::new("jpeg").name("a.jpg").media_type("image/jpeg").header("X-Size", "4");
    let request = create(book);
    assert_eq!(
        head(&request, "cover"),
        "Content-Disposition: form-data; name=\"cover\"; filename=\"a.jpg\"\r\n\
         Content-Type: image/jpeg\r\nX-Size: 4\r\n\r\njpeg"
    );
}

#[test]
fn a_list_of_files_is_a_part_each() {
    let mut book = book();
    book.pages = vec![File::new("1"), File::new("2").name("two.tiff")];
    let request = create(book);
    let pages: Vec<_> =
        request.parts().into_iter().filter(|part| part.contains("name=\"pages\"")).collect();
    assert_eq!(pages.len(), 2);
    assert!(pages[0].ends_with("Content-Type: image/tiff\r\n\r\n1"), "{}", pages[0]);
    assert!(pages[1].contains("filename=\"two.tiff\""), "{}", pages[1]);
}

#[test]
fn files_in_unions_and_maps_are_files() {
    let mut book = book();
    let files = vec![File::new(b"\xff".as_slice()).name("raw"), File::new("b")];
    book.source = Some(BooksCreateBodySource::List(files));
    book.additional_properties.insert("extra".to_owned(), File::new("more").name("e.txt"));
    let request = create(book);
    let sources: Vec<_> =
        request.parts().into_iter().filter(|part| part.contains("name=\"source\"")).collect();
    assert_eq!(sources.len(), 2);
    assert!(sources[0].contains("filename=\"raw\""), "{}", sources[0]);
    assert!(sources[0].ends_with("application/octet-stream\r\n\r\n\u{fffd}"), "{}", sources[0]);
    let extra = head(&request, "extra");
    assert!(extra.contains("filename=\"e.txt\"") && extra.ends_with("\r\n\r\nmore"), "{extra}");
}

#[test]
fn a_header_that_ends_early_is_refused() {
    let mut book = book();
    book.cover = File::new("").header("X: y\r\nZ", "1");
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let error = wait(client.books().create(book)).unwrap_err();
    assert!(matches!(error, clients::Error::Request(_)), "{error}");
}

#[test]
fn another_multipart_type_goes_by_its_name() {
    let (server, client) = server();
    wait(client.letters().send(LettersSendBody::new("Dear Ada"))).unwrap();
    let request = server.request();
    let media_type = request.header("Content-Type").unwrap();
    assert!(media_type.starts_with("multipart/mixed; boundary="), "{media_type}");
}

#[test]
fn members_of_a_form_have_their_styles() {
    let (server, client) = server();
    let mut form = SearchesSearchForm::default();
    form.tags = Some(vec!["a b".to_owned(), "c".to_owned()]);
    form.sizes = Some(vec![1, 2]);
    form.filter =
        Some(SearchesSearchFormFilter { author: Some("Ada".to_owned()), ..Default::default() });
    form.range = Some(SearchesSearchFormRange { from: Some(3), ..Default::default() });
    form.plain = Some(SearchesSearchFormPlain { a: Some("b".to_owned()), ..Default::default() });
    wait(client.searches().search(form)).unwrap();
    assert_eq!(
        server.request().body,
        "filter=%7B%22author%22%3A%22Ada%22%7D&plain%5Ba%5D=b&range%5Bfrom%5D=3&sizes=1%7C2&\
         tags=a%20b,c"
    );
}
