//! What somebody would write who needs one operation: a struct with serde's derives for all that
//! the document has, and a call.

use serde::{Deserialize, de::DeserializeOwned};
use std::error::Error;

/// Lists the users.
pub(crate) async fn list<T: DeserializeOwned>(
    http: &reqwest::Client,
    url: &str,
) -> Result<T, Box<dyn Error + Send + Sync>> {
    let response = http.get(format!("{url}/um/users")).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// Declares structs of optional fields.
macro_rules! objects {
    ($($name:ident { $($field:ident $(= $json:literal)?: $of:ty,)* })*) => {$(
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "read, and never looked at")]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name {
            $($(#[serde(rename = $json)])? $field: Option<$of>,)*
        }
    )*};
}

objects! {
    Users {
        id: String,
        r#type: Type,
        href: String,
        items: Vec<User>,
        offset: i32,
        limit: i32,
        links = "_links": Links,
    }
    Links {
        prev: String,
        self_ = "self": String,
        next: String,
    }
    User {
        id: String,
        r#type: Type,
        href: String,
        metadata: Metadata,
        properties: Properties,
        entities: Entities,
    }
    Metadata {
        etag: String,
        created_date: String,
        created_by: String,
        created_by_user_id: String,
        last_modified_date: String,
        last_modified_by: String,
        last_modified_by_user_id: String,
        last_login: String,
    }
    Properties {
        firstname: String,
        lastname: String,
        email: String,
        administrator: bool,
        force_sec_auth: bool,
        sec_auth_active: bool,
        s3_canonical_user_id = "s3CanonicalUserId": String,
        active: bool,
    }
    Entities {
        owns: Reference,
        groups: Reference,
        s3_keys = "s3Keys": Reference,
    }
    Reference {
        id: String,
        r#type: Type,
        href: String,
    }
}

/// The types of objects, and whatever comes later.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Type {
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
