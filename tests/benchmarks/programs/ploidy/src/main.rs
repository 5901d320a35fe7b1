//! Four calls by the client of ploidy.

use client::{
    Client,
    client::default::parameters::{
        UmUsersDeleteQuery, UmUsersGetQuery, UmUsersPostQuery, UmUsersPutQuery,
    },
    types::{UserPost, UserPropertiesPost, UserPropertiesPut, UserPut},
    util::absent::AbsentOr,
};
use std::{env, error::Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let token = format!("Bearer {}", env::var("IONOS_TOKEN")?);
    let client = Client::new("https://api.ionos.com/cloudapi/v6")?
        .with_sensitive_header("authorization", token)?;
    let listed = client.um_users_get(&UmUsersGetQuery::default()).await?;
    if let AbsentOr::Present(users) = &listed.items {
        for user in users {
            println!("{:?} {:?}", user.id, user.properties.email);
        }
    }
    let ada = UserPropertiesPost {
        firstname: "Ada".to_owned(),
        lastname: "Lovelace".to_owned(),
        email: "ada@example.org".to_owned(),
        password: "pa55word".to_owned(),
        ..UserPropertiesPost::default()
    };
    let created =
        client.um_users_post(&UmUsersPostQuery::default(), UserPost { properties: ada }).await?;
    let AbsentOr::Present(id) = created.id else { return Err("no id".into()) };
    let changed = UserPropertiesPut {
        firstname: AbsentOr::Present("Augusta Ada".to_owned()),
        lastname: AbsentOr::Present("Lovelace".to_owned()),
        email: AbsentOr::Present("ada@example.org".to_owned()),
        administrator: AbsentOr::Present(false),
        force_sec_auth: AbsentOr::Present(true),
        ..UserPropertiesPut::default()
    };
    let changed = UserPut { properties: changed, ..UserPut::default() };
    let replaced = client.um_users_put(&id, &UmUsersPutQuery::default(), changed).await?;
    println!("{:?}", replaced.properties.firstname);
    client.um_users_delete(&id, &UmUsersDeleteQuery::default()).await?;
    Ok(())
}
