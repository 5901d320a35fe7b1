//! Four calls by the client of cargo-progenitor, positional.
//!
//! The crate brings no TLS and knows no credentials; both are set up as the hand-written program
//! sets them up.

use client::{
    Client,
    types::{UserPost, UserPropertiesPost, UserPropertiesPut, UserPut},
};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use std::{env, error::Error, time::Duration};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let token = format!("Bearer {}", env::var("IONOS_TOKEN")?);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::try_from(token)?)]);
    let http = reqwest::Client::builder().default_headers(headers);
    let http = http.timeout(Duration::from_secs(60)).build()?;
    let client = Client::new_with_client("https://api.ionos.com/cloudapi/v6", http);
    let listed = client.um_users_get(None, None, None, None).await?;
    for user in &listed.items {
        println!("{:?} {:?}", user.id, user.properties.email);
    }
    let ada = UserPropertiesPost {
        active: None,
        administrator: None,
        email: "ada@example.org".to_owned(),
        firstname: "Ada".to_owned(),
        force_sec_auth: None,
        lastname: "Lovelace".to_owned(),
        password: "pa55word".to_owned(),
        sec_auth_active: None,
    };
    let created = client.um_users_post(None, None, &UserPost { properties: ada }).await?;
    let id = created.id.as_deref().unwrap_or_default();
    let changed = UserPropertiesPut {
        firstname: Some("Augusta Ada".to_owned()),
        lastname: Some("Lovelace".to_owned()),
        email: Some("ada@example.org".to_owned()),
        administrator: Some(false),
        force_sec_auth: Some(true),
        ..UserPropertiesPut::default()
    };
    let changed = UserPut { id: None, properties: changed };
    let replaced = client.um_users_put(id, None, None, &changed).await?;
    println!("{:?}", replaced.properties.firstname);
    client.um_users_delete(id, None, None).await?;
    Ok(())
}
