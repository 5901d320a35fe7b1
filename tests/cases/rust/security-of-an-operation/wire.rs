use crate::server::{Request, Server, answer, wait};
use clients::{
    Call, Error, Pending,
    rust_security_of_an_operation::{Client, Credentials},
};

/// What a call of a client with these credentials sends.
fn sent(
    credentials: Option<Credentials>,
    call: impl Fn(&Client) -> Pending<()>,
) -> Result<Request, Error> {
    let server = Server::new([answer("204 No Content", "", "")]);
    let builder = Client::builder().base_url(&server.url);
    let client = match credentials {
        Some(credentials) => builder.credentials(credentials).build().unwrap(),
        None => builder.build().unwrap(),
    };
    wait(call(&client)).map(|()| server.request())
}

fn token() -> Option<Credentials> {
    Some(Credentials::token("t0ken"))
}

fn key() -> Option<Credentials> {
    Some(Credentials::key("k3y"))
}

fn pending<O>(call: Call<'_, O>) -> Pending<()>
where
    O: clients::runtime::Operation<Output = clients::runtime::Empty>,
{
    call.into_future()
}

#[test]
fn an_operation_as_the_api_takes_each_way() {
    let request = sent(token(), |client| pending(client.books().list())).unwrap();
    assert_eq!(request.header("Authorization"), Some("Bearer t0ken"));
    let request = sent(key(), |client| pending(client.books().list())).unwrap();
    assert_eq!(request.line, "GET /books?key=k3y");
}

#[test]
fn a_token_is_one_whichever_scheme_describes_it() {
    let request = sent(token(), |client| pending(client.books().create())).unwrap();
    assert_eq!(request.header("Authorization"), Some("Bearer t0ken"));
}

#[test]
fn credentials_that_an_operation_does_not_take_are_refused_before_sending() {
    let error = sent(key(), |client| pending(client.books().create())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "createBook: the request was not sent: it takes the credentials `Token` or `Oauth`, and \
         the client has `Key`"
    );
}

#[test]
fn a_combination_is_sent_together() {
    let both = Credentials::user_and_key("u", "k");
    let request = sent(Some(both), |client| pending(client.books().delete())).unwrap();
    assert_eq!(request.line, "DELETE /books?key=k");
    assert_eq!(request.header("Cookie"), Some("user=u"));
}

#[test]
fn a_public_operation_is_sent_no_credentials() {
    for credentials in [token(), key(), None] {
        let request = sent(credentials, |client| pending(client.login().log_in())).unwrap();
        assert_eq!(request.line, "POST /login");
        assert_eq!(request.header("Authorization"), None);
    }
}

#[test]
fn what_works_without_takes_its_own_and_is_sent_no_others() {
    let request = sent(key(), |client| pending(client.login().who_am_i())).unwrap();
    assert_eq!(request.line, "GET /login?key=k3y");
    let request = sent(token(), |client| pending(client.login().who_am_i())).unwrap();
    assert_eq!((request.line.as_str(), request.header("Authorization")), ("GET /login", None));
}
