use crate::server::{Request, Server, answer, wait};
use clients::{
    Call,
    rust_security_proved_elsewhere::{Client, Credentials},
    runtime::{Empty, Operation},
};

fn sent<O: Operation<Output = Empty>>(
    credentials: Credentials,
    call: impl Fn(&Client) -> Call<'_, O>,
) -> Request {
    let server = Server::new([answer("204 No Content", "", "")]);
    let builder = Client::builder().base_url(&server.url).credentials(credentials);
    wait(call(&builder.build().unwrap())).unwrap();
    server.request()
}

#[test]
fn a_certificate_alone_puts_nothing_into_requests() {
    let request = sent(Credentials::key("k3y"), |client| client.books().list());
    assert_eq!(request.header("X-Key"), None);
    assert_eq!(request.header("Authorization"), None);
}

#[test]
fn what_comes_beside_a_certificate_is_sent() {
    let request = sent(Credentials::key("k3y"), |client| client.books().create());
    assert_eq!(request.header("X-Key"), Some("k3y"));
}

#[test]
fn a_token_of_openid_connect_is_a_bearer_token() {
    let request = sent(Credentials::token("t0ken"), |client| client.books().replace());
    assert_eq!(request.header("Authorization"), Some("Bearer t0ken"));
}
