//! What the calls send and receive: all that the document has for users.
#![allow(dead_code)]

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Users {
    pub id: Option<String>,
    pub r#type: Option<Type>,
    pub href: Option<String>,
    pub items: Option<Vec<User>>,
    pub offset: Option<i32>,
    pub limit: Option<i32>,
    #[serde(rename = "_links")]
    pub links: Option<Links>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Links {
    pub prev: Option<String>,
    #[serde(rename = "self")]
    pub self_: Option<String>,
    pub next: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub id: Option<String>,
    pub r#type: Option<Type>,
    pub href: Option<String>,
    pub metadata: Option<Metadata>,
    pub properties: UserProperties,
    pub entities: Option<Entities>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    pub etag: Option<String>,
    pub created_date: Option<String>,
    pub created_by: Option<String>,
    pub created_by_user_id: Option<String>,
    pub last_modified_date: Option<String>,
    pub last_modified_by: Option<String>,
    pub last_modified_by_user_id: Option<String>,
    pub last_login: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserProperties {
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub email: Option<String>,
    pub administrator: Option<bool>,
    pub force_sec_auth: Option<bool>,
    pub sec_auth_active: Option<bool>,
    #[serde(rename = "s3CanonicalUserId")]
    pub s3_canonical_user_id: Option<String>,
    pub active: Option<bool>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entities {
    pub owns: Option<Reference>,
    pub groups: Option<Reference>,
    #[serde(rename = "s3Keys")]
    pub s3_keys: Option<Reference>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    pub id: Option<String>,
    pub r#type: Option<Type>,
    pub href: Option<String>,
}

/// The body of a request.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Properties<T> {
    pub properties: T,
}

#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Created {
    pub firstname: String,
    pub lastname: String,
    pub email: String,
    pub password: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub administrator: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_sec_auth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sec_auth_active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub administrator: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force_sec_auth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sec_auth_active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// The types of objects, and whatever comes later.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    Datacenter,
    Server,
    Volume,
    Nic,
    Loadbalancer,
    Location,
    FirewallRule,
    FlowLog,
    Image,
    Snapshot,
    Lan,
    Ipblock,
    Pcc,
    Contract,
    User,
    Group,
    Collection,
    Resource,
    Request,
    RequestStatus,
    S3key,
    Backupunit,
    Label,
    K8s,
    Nodepool,
    Template,
    Networkloadbalancer,
    ForwardingRule,
    Natgateway,
    NatgatewayRule,
    Node,
    Applicationloadbalancer,
    TargetGroup,
    SecurityGroup,
    Gpu,
    #[serde(other)]
    Other,
}
