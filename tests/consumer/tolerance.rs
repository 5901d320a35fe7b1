//! What the vendors' servers do beside their documentation breaks no response.

use cloud_iam::ionos::models::{
    DatacenterElementMetadata, Group, GroupProperties, Groups, Resource, Type, User, Users,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json, to_value};

fn read<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}

#[test]
fn a_value_that_is_not_known_yet_is_kept_as_it_came() {
    let group: Group = read(&json!({"type": "quantum-group", "properties": {"name": "a"}}));
    assert_eq!(group.r#type, Some(Type::Unrecognized("quantum-group".to_owned())));
    assert_eq!(
        to_value(&group).unwrap(),
        json!({"type": "quantum-group", "properties": {"name": "a"}})
    );
}

#[test]
fn a_value_that_is_literally_unknown_is_one_of_the_known() {
    let unknown: DatacenterElementMetadata = read(&json!({"state": "UNKNOWN"}));
    let later: DatacenterElementMetadata = read(&json!({"state": "LATER"}));
    let known = format!("{:?}", unknown.state);
    assert!(!known.contains("Unrecognized"), "{known}");
    assert_ne!(unknown.state, later.state);
}

#[test]
fn null_and_absent_members_leave_the_rest_as_it_is() {
    let users: Users = read(&json!({"id": null, "items": [
        {"id": "1", "properties": null},
        {"id": "2"},
        {"id": null, "properties": {"firstname": null}, "metadata": {"lastLogin": ""}},
        {"properties": {"email": "a@b.c", "shoeSize": {"eu": 41}}}
    ]}));
    let items = users.items.unwrap();
    assert_eq!(items.len(), 4);
    assert_eq!(items[0].id.as_deref(), Some("1"));
    assert_eq!(items[2].metadata.as_ref().unwrap().last_login.as_ref().unwrap().as_str(), "");
    assert_eq!(items[3].properties.email.as_deref(), Some("a@b.c"));
    assert_eq!(read::<Groups>(&json!({"items": null})).items, None);
    assert_eq!(read::<User>(&json!({})), User::default());
}

#[test]
fn addresses_are_texts_whatever_they_hold() {
    for href in ["", "/um/users/1", "https://api.ionos.com/cloudapi/v6/um/users/1"] {
        let resource: Resource = read(&json!({ "href": href }));
        assert_eq!(resource.href.as_deref(), Some(href));
    }
}

#[test]
fn both_spellings_of_a_privilege_are_read_and_one_is_written() {
    for name in ["createDataCenter", "createDatacenter"] {
        let group: GroupProperties = read(&json!({"name": "a", name: true}));
        assert_eq!(group.create_data_center, Some(true), "{name}");
        assert_eq!(to_value(&group).unwrap(), json!({"name": "a", "createDataCenter": true}));
    }
}
