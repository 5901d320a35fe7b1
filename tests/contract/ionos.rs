//! IONOS Cloud's operations, in the document's order, each with all that can be set.

use crate::caller::Caller;
use cloud_iam::ionos::{
    Client, Credentials,
    models::{
        Group, GroupEntities, GroupMembersRef, GroupProperties, GroupShare, GroupShareProperties,
        ResourceGroupsRef, ResourceType, UserGroupPost, UserPost, UserPropertiesPost,
        UserPropertiesPut, UserPut,
    },
};

/// A contract number.
const CONTRACT: i32 = 31_742_516;

pub(crate) fn client(url: &str) -> Client {
    let token = Credentials::token("t0ken");
    Client::builder().base_url(url).credentials(token).build().unwrap()
}

pub(crate) async fn all(ionos: &Client, caller: &mut Caller) {
    users(ionos, caller).await;
    groups(ionos, caller).await;
    members(ionos, caller).await;
    shares(ionos, caller).await;
    resources(ionos, caller).await;
}

async fn users(ionos: &Client, caller: &mut Caller) {
    let users = ionos.users();
    let list = users.list().depth(1).contract_number(CONTRACT).offset(100).limit(50);
    caller.call(list).await;
    caller.call(users.create(new_user()).depth(1).contract_number(CONTRACT)).await;
    caller.call(users.get("u1").depth(1).contract_number(CONTRACT)).await;
    caller.call(users.replace("u1", changed_user()).depth(1).contract_number(CONTRACT)).await;
    caller.call(users.delete("u1").depth(1).contract_number(CONTRACT)).await;
    caller.call(users.list_groups("u1").depth(1).contract_number(CONTRACT)).await;
    caller.call(users.list_owned_resources("u1").depth(1).contract_number(CONTRACT)).await;
}

async fn groups(ionos: &Client, caller: &mut Caller) {
    let groups = ionos.groups();
    caller.call(groups.list().depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.create(group()).depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.get("g1").depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.replace("g1", group()).depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.delete("g1").depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.list_resources("g1").depth(1).contract_number(CONTRACT)).await;
}

async fn members(ionos: &Client, caller: &mut Caller) {
    let groups = ionos.groups();
    caller.call(groups.list_users("g1").depth(1).contract_number(CONTRACT)).await;
    let member = UserGroupPost::new("u1");
    caller.call(groups.add_user("g1", member).depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.remove_user("g1", "u1").depth(1).contract_number(CONTRACT)).await;
}

async fn shares(ionos: &Client, caller: &mut Caller) {
    let groups = ionos.groups();
    let share = GroupShare::new(
        GroupShareProperties::default().edit_privilege(true).share_privilege(false),
    );
    caller.call(groups.get_share("g1", "r1").depth(1).contract_number(CONTRACT)).await;
    let added = groups.add_share("g1", "r1", share.clone());
    caller.call(added.depth(1).contract_number(CONTRACT)).await;
    let replaced = groups.replace_share("g1", "r1", share);
    caller.call(replaced.depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.remove_share("g1", "r1").depth(1).contract_number(CONTRACT)).await;
    caller.call(groups.list_shares("g1").depth(1).contract_number(CONTRACT)).await;
}

async fn resources(ionos: &Client, caller: &mut Caller) {
    let resources = ionos.resources();
    caller.call(resources.list().depth(1).contract_number(CONTRACT)).await;
    let of_type = resources.list_by_type(ResourceType::Datacenter);
    caller.call(of_type.depth(1).contract_number(CONTRACT)).await;
    let one = resources.get(ResourceType::K8s, "r1");
    caller.call(one.depth(1).contract_number(CONTRACT)).await;
}

pub(crate) fn new_user() -> UserPost {
    let properties = UserPropertiesPost::new("Ada", "Lovelace", "ada@example.org", "a long one");
    let properties = properties.administrator(false).force_sec_auth(true);
    UserPost::new(properties.sec_auth_active(false).active(true))
}

fn changed_user() -> UserPut {
    let properties = UserPropertiesPut::default()
        .firstname("Ada")
        .lastname("King")
        .email("ada@example.org")
        .password("a longer one")
        .administrator(true)
        .force_sec_auth(true)
        .sec_auth_active(true)
        .active(false);
    UserPut::new(properties).id("u1")
}

fn group() -> Group {
    let entities = GroupEntities::default()
        .users(GroupMembersRef::default().r#type("collection"))
        .resources(ResourceGroupsRef::default().r#type("collection"));
    Group::new(privileges()).r#type("group").entities(entities)
}

/// All privileges that a group can have.
fn privileges() -> GroupProperties {
    GroupProperties::new("iam-admins")
        .create_snapshot(true)
        .reserve_ip(true)
        .access_activity_log(true)
        .create_pcc(true)
        .s3_privilege(true)
        .create_backup_unit(true)
        .create_internet_access(true)
        .create_k8s_cluster(true)
        .create_flow_log(true)
        .access_and_manage_monitoring(true)
        .access_and_manage_certificates(true)
        .manage_dbaas(true)
        .access_and_manage_dns(true)
        .manage_registry(true)
        .manage_dataplatform(true)
        .access_and_manage_logging(true)
        .access_and_manage_cdn(true)
        .access_and_manage_vpn(true)
        .access_and_manage_api_gateway(true)
        .access_and_manage_kaas(true)
        .access_and_manage_network_file_storage(true)
        .access_and_manage_ai_model_hub(true)
        .access_and_manage_iam_resources(true)
        .create_network_security_groups(true)
        .create_data_center(true)
}
