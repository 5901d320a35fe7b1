//! Cloudflare's operation, with all that can be set.

use crate::caller::Caller;
use cloud_iam::cloudflare::{
    Client, Credentials,
    models::{Access, NewPolicy, NewUserGroup, PermissionGroupId, ResourceGroupId},
};

pub(crate) fn client(url: &str) -> Client {
    let token = Credentials::token("t0ken");
    Client::builder().base_url(url).credentials(token).build().unwrap()
}

pub(crate) async fn all(cloudflare: &Client, caller: &mut Caller) {
    let policy = NewPolicy::new(
        Access::Allow,
        vec![PermissionGroupId::new("c8fed203ed3043cba015a93ad1616f1f")],
        vec![ResourceGroupId::new("6d7f2f5f5b1d4a0e9081fdc98d432fd1")],
    );
    let group = NewUserGroup::new("Admins").policies(vec![policy]);
    let account = "023e105f4ecef8ad9ca31a8372d0c353";
    caller.call(cloudflare.user_groups().create(account, group)).await;
}
