use crate::server::{Server, answer, wait};
use clients::rust_variables_of_several_segments::Client;

fn server() -> (Server, Client) {
    let server = Server::new([answer("204 No Content", "", "")]);
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

#[test]
fn slashes_stay_where_the_template_says_so() {
    let (server, client) = server();
    wait(client.api().get_policy("projects/p 1/policies/x?")).unwrap();
    assert_eq!(server.request().line, "GET /v3/projects/p%201/policies/x%3F");
    let (server, client) = self::server();
    wait(client.api().cancel_policy("projects/p")).unwrap();
    assert_eq!(server.request().line, "POST /v3/projects%2Fp:cancel");
}

#[test]
fn slashes_stay_where_the_pattern_says_so() {
    let (server, client) = server();
    wait(client.api().delete_user("users/a b")).unwrap();
    assert_eq!(server.request().line, "DELETE /v1/users/a%20b");
}

#[test]
fn slashes_stay_where_the_parameter_says_so() {
    let (server, client) = server();
    let call = client.policies().assign("subscriptions/s", "a/b");
    wait(call.filter("path%20eq%20/x")).unwrap();
    let line = "PUT /subscriptions/s/policies/a%2Fb?%24filter=path%20eq%20/x";
    assert_eq!(server.request().line, line);
    let (server, client) = self::server();
    wait(client.files().get("a/b.txt")).unwrap();
    assert_eq!(server.request().line, "GET /files/a/b.txt");
}
