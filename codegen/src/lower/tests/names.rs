//! What operations and their resources are called.

use super::{lower, paths};
use serde_json::{Value as Json, json};

fn ok() -> Json {
    json!({"204": {"description": "done"}})
}

fn named(id: &str, tag: &str) -> Json {
    json!({"operationId": id, "tags": [tag], "responses": ok()})
}

#[test]
fn methods_do_not_repeat_their_resource() {
    let it = paths(json!({
        "/orgs/{org}/repos": {"get": named("repos/list-for-org", "repos")},
        "/users/{user}": {"get": named("getUserById", "users"), "delete": named("delete_user", "users")},
        "/users": {"get": named("getUsers", "users"), "post": named("create-a-user", "users")},
        "/zones/{z}/access/apps": {"get": named("access-applications-list-access-applications", "Access Applications")}
    }));
    assert_eq!(
        it.calls(),
        [
            "repos().list_for_org",
            "users().get_by_id",
            "users().delete",
            "users().list",
            "users().create",
            "access_applications().list"
        ]
    );
}

#[test]
fn ids_that_only_repeat_the_path_are_read_from_it() {
    let op = |id: &str| json!({"operationId": id, "responses": ok()});
    let it = paths(json!({
        "/v1/customers": {"get": op("GetCustomers"), "post": op("PostCustomers")},
        "/v1/customers/{customer}": {"get": op("GetCustomersCustomer"), "post": op("PostCustomersCustomer")},
        "/v1/customers/{customer}/cards/{id}": {"delete": op("DeleteCustomersCustomerCardsId")},
        "/v1/charges/{charge}/capture": {"post": op("PostChargesChargeCapture")},
        "/v1/charges/search": {"get": op("GetChargesSearch")}
    }));
    assert_eq!(
        it.calls(),
        [
            "customers().list",
            "customers().create",
            "customers().get",
            "customers().update",
            "customers().delete_card",
            "charges().capture",
            "charges().search"
        ]
    );
}

#[test]
fn what_is_posted_to_and_has_items_is_a_collection() {
    let op = || json!({"tags": ["Annotation"], "responses": ok()});
    let image = || json!({"tags": ["Image"], "responses": ok()});
    let it = paths(json!({
        "/annotation/": {"get": op(), "post": op(), "delete": op()},
        "/annotation/{pk}": {"get": op(), "delete": op()},
        "/annotation/{pk}/note": {"get": op(), "post": op()},
        "/annotation/{pk}/note/{id}": {"delete": op()},
        "/annotation/{pk}/seal": {"get": op(), "post": op()},
        "/images": {"get": image()},
        "/images/{id}": {"get": image()}
    }));
    assert_eq!(
        it.calls(),
        [
            "annotation().list",
            "annotation().create",
            "annotation().delete",
            "annotation().get",
            "annotation().delete_by_pk",
            "annotation().list_note",
            "annotation().create_note",
            "annotation().delete_note",
            "annotation().get_seal",
            "annotation().seal",
            "image().list",
            "image().get"
        ]
    );
}

#[test]
fn paths_that_collide_say_more_of_themselves() {
    let op = |tag: &str| json!({"tags": [tag], "responses": ok()});
    let it = paths(json!({
        "/banks/{id}/accounts": {"get": op("Accounts")},
        "/users/{id}/accounts": {"get": op("Accounts")},
        "/tables/{name}/star/{table}": {"get": op("Tables")},
        "/tables/{name}/star/{table}/{schema}": {"get": op("Tables")},
        "/commands/send": {"get": op("Commands"), "post": op("Commands")},
        "/job/{id}/cancel_runs": {"post": op("Jobs")},
        "/jobs/{id}/cancel_runs": {"post": op("Jobs")}
    }));
    assert_eq!(
        it.calls(),
        [
            "accounts().list",
            "accounts().list_user_accounts",
            "tables().get_star",
            "tables().get_star_by_schema",
            "commands().send",
            "commands().post_send",
            "jobs().create_job_cancel_run",
            "jobs().create_cancel_run"
        ]
    );
}

#[test]
fn paths_that_only_say_what_to_do_share_a_resource() {
    let op = |id: &str| json!({"operationId": id, "responses": ok()});
    let it = paths(json!({
        "/sendMessage": {"post": op("sendMessage")},
        "/setErrors": {"post": op("setErrors")},
        "/users": {"get": op("getUsers")}
    }));
    assert_eq!(it.calls(), ["api().send_message", "api().set_errors", "users().list"]);
}

#[test]
fn a_number_alone_is_no_name() {
    let it = paths(json!({
        "/search": {"get": named("search", "search"), "post": named("search-1", "search")},
        "/2010-04-01/Accounts": {"get": {"responses": ok()}}
    }));
    assert_eq!(it.calls(), ["search().search", "search().search_1", "accounts().list"]);
}

#[test]
fn no_resource_is_a_file_that_every_crate_has_or_that_none_can_have() {
    let it = paths(json!({
        "/a": {"get": named("list", "lib")}, "/b": {"get": named("list", "main")},
        "/c": {"get": named("list", "models")}, "/d": {"get": named("list", "aux")}
    }));
    let calls = ["lib_resource().list", "main_resource().list", "models_resource().list"];
    assert_eq!(it.calls(), [calls.as_slice(), &["aux_resource().list"]].concat());
}

#[test]
fn the_class_that_an_operation_is_a_method_of_is_no_part_of_its_name() {
    let answers = || json!({"204": {"description": "d"}});
    let get =
        |id: &str| json!({"get": {"tags": ["users"], "operationId": id, "responses": answers()}});
    let it = lower(json!({"paths": {
        "/users/a": get("UsersController_findOne"),
        "/users/b": get("getControllerList"),
    }}));
    let names: Vec<_> = it.api().operations().map(|it| it.ident.as_str()).collect();
    assert_eq!(names, ["find_one", "get_controller_list"]);
}

#[test]
fn the_version_of_an_id_is_left_out_where_the_path_says_it() {
    let get = |id: &str| json!({"get": {"operationId": id, "tags": ["users"], "responses": {}}});
    let it = paths(json!({
        "/v1/users": get("UsersController_findAll_v1"),
        "/v2/users": get("UsersController_findAll_v2"),
        "/v2/users/{id}": get("UsersController_findOne_v2"),
        "/users/modes": get("UsersController_listModes_v1"),
    }));
    let names: Vec<_> = it.api().operations().map(|it| it.ident.as_str()).collect();
    assert_eq!(names, ["find_all", "find_all_v2", "find_one", "list_modes_v1"]);
}

#[test]
fn a_method_and_path_around_a_name_are_left_out() {
    let get = |id: &str| json!({"get": {"operationId": id, "tags": ["Basic"], "responses": {}}});
    let it = paths(json!({
        "/crm/v3/objects": get("get-/crm/v3/objects_getPage"),
        "/crm/v3/objects/{objectId}": get("get-/crm/v3/objects/{objectId}_getById"),
        "/items/": get("read_items_items__get"),
    }));
    let names: Vec<_> = it.api().operations().map(|it| it.ident.as_str()).collect();
    assert_eq!(names, ["get_page", "get_by_id", "read_items"]);
}

#[test]
fn the_class_that_a_tag_names_is_no_part_of_the_resource() {
    let it = paths(json!({
        "/users": {"get": named("findAll", "user-controller")},
        "/pets": {"get": named("findAll", "PetRestController")},
        "/shops": {"get": named("findAll", "shop-controller"), "put": named("keep", "Shop")},
        "/classes": {"get": named("findAll", "Controller")},
    }));
    assert_eq!(
        it.calls(),
        [
            "user().find_all",
            "pet().find_all",
            "shop_controller().find_all",
            "shop().keep",
            "controller().find_all"
        ]
    );
}

#[test]
fn a_number_that_tells_an_id_from_those_of_other_resources_is_left_out() {
    let it = paths(json!({
        "/users": {"post": named("add", "users")},
        "/pets": {"post": named("add_1", "pets")},
        "/shops": {"post": named("add_2", "shops"), "put": named("add_3", "shops")},
        "/lists": {"get": named("find_top_10", "lists")},
    }));
    assert_eq!(
        it.calls(),
        ["users().add", "pets().add", "shops().add_3", "shops().add_2", "lists().find_top_10"]
    );
}
