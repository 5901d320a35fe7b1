//! Four calls by this project's client.

use client::{
    Client, Credentials,
    models::{UserPost, UserPropertiesPost, UserPropertiesPut, UserPut},
};
use std::{env, error::Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::new(Credentials::token(env::var("IONOS_TOKEN")?))?;
    let listed = client.users().list().await?;
    for user in listed.items.iter().flatten() {
        println!("{:?} {:?}", user.id, user.properties.email);
    }
    let ada = UserPropertiesPost::new("Ada", "Lovelace", "ada@example.org", "pa55word");
    let created = client.users().create(UserPost::new(ada)).await?;
    let id = created.id.as_deref().unwrap_or_default();
    let changed = UserPropertiesPut::default()
        .firstname("Augusta Ada")
        .lastname("Lovelace")
        .email("ada@example.org")
        .administrator(false)
        .force_sec_auth(true);
    let replaced = client.users().replace(id, UserPut::new(changed)).await?;
    println!("{:?}", replaced.properties.firstname);
    client.users().delete(id).await?;
    Ok(())
}
