use crate::server::{Server, answer, wait};
use clients::{
    ClientBuilder,
    crate_servers_to_choose_from::{self as books, Client},
};

fn server() -> Server {
    Server::new([answer("204 No Content", "", "")])
}

#[test]
fn a_server_is_its_url() {
    assert_eq!(String::from(books::Server::SandboxBooksExample), "https://sandbox.books.example");
    let production = |region: Option<&str>, base: Option<&str>| {
        let (region, base) = (region.map(str::to_owned), base.map(str::to_owned));
        String::from(books::Server::Production { region, base })
    };
    assert_eq!(production(None, None), "https://eu.books.example/v1/api");
    assert_eq!(production(Some("us"), Some("v2")), "https://us.books.example/v2");
}

#[test]
fn a_variable_stays_inside_its_place() {
    let region = Some("evil.example/?".to_owned());
    let url = books::Server::Production { region, base: None };
    let error = Client::builder().base_url(url).build().unwrap_err();
    assert!(error.to_string().contains("evil.example%2F%3F.books.example"), "{error}");
}

#[test]
fn an_operation_goes_to_its_own_server() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let proxy = server();
    let http = reqwest::Client::builder().proxy(reqwest::Proxy::http(&proxy.url).unwrap());
    let builder: ClientBuilder<Client> = Client::builder().http_client(http.build().unwrap());
    let client = builder.allow_plain_http().build().unwrap();
    wait(client.books().upload()).unwrap();
    assert_eq!(proxy.request().line, "PUT http://upload.books.example/v2/books");
}

#[test]
fn an_operation_does_not_leave_a_server_that_was_chosen() {
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let error = wait(client.books().upload()).unwrap_err().to_string();
    assert!(error.contains("it has a server of its own, `http://upload.books.example"), "{error}");
}

#[test]
fn a_relative_server_is_relative_to_the_clients() {
    let server = server();
    let base_url = format!("{}/v1", server.url);
    let client = Client::builder().base_url(base_url).build().unwrap();
    wait(client.files().list()).unwrap();
    assert_eq!(server.request().line, "GET /files/v3/files");
}

#[test]
fn a_call_can_go_elsewhere() {
    let server = server();
    let client = Client::builder().build().unwrap();
    wait(client.books().upload().with_base_url(format!("{}/x/", server.url))).unwrap();
    assert_eq!(server.request().line, "PUT /x/books");
}
