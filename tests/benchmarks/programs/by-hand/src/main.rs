//! Four calls as somebody would write them who needs no more: structs with serde's derives for all
//! that the document has, and a function for each call.

mod models;

use models::{Changed, Created, Properties, User, Users};
use reqwest::{
    Client, Response,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use std::{env, error::Error, time::Duration};

const URL: &str = "https://api.ionos.com/cloudapi/v6";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = client(&env::var("IONOS_TOKEN")?)?;
    let listed = list(&client).await?;
    for user in listed.items.iter().flatten() {
        println!("{:?} {:?}", user.id, user.properties.email);
    }
    let ada = Created {
        firstname: "Ada".to_owned(),
        lastname: "Lovelace".to_owned(),
        email: "ada@example.org".to_owned(),
        password: "pa55word".to_owned(),
        ..Created::default()
    };
    let created = create(&client, &Properties { properties: ada }).await?;
    let id = created.id.as_deref().unwrap_or_default();
    let changed = Changed {
        firstname: Some("Augusta Ada".to_owned()),
        lastname: Some("Lovelace".to_owned()),
        email: Some("ada@example.org".to_owned()),
        administrator: Some(false),
        force_sec_auth: Some(true),
        ..Changed::default()
    };
    let replaced = replace(&client, id, &Properties { properties: changed }).await?;
    println!("{:?}", replaced.properties.firstname);
    delete(&client, id).await
}

fn client(token: &str) -> Result<Client, Box<dyn Error>> {
    // Without a provider reqwest cannot be built.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut token = HeaderValue::try_from(format!("Bearer {token}"))?;
    token.set_sensitive(true);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, token)]);
    Ok(Client::builder().default_headers(headers).timeout(Duration::from_secs(60)).build()?)
}

async fn list(client: &Client) -> Result<Users, Box<dyn Error>> {
    let response = client.get(format!("{URL}/um/users")).send().await?;
    decoded(response).await
}

async fn create(client: &Client, user: &Properties<Created>) -> Result<User, Box<dyn Error>> {
    let response = client.post(format!("{URL}/um/users")).json(user).send().await?;
    decoded(response).await
}

async fn replace(
    client: &Client,
    id: &str,
    user: &Properties<Changed>,
) -> Result<User, Box<dyn Error>> {
    let response = client.put(format!("{URL}/um/users/{id}")).json(user).send().await?;
    decoded(response).await
}

async fn delete(client: &Client, id: &str) -> Result<(), Box<dyn Error>> {
    client.delete(format!("{URL}/um/users/{id}")).send().await?.error_for_status()?;
    Ok(())
}

async fn decoded<T: serde::de::DeserializeOwned>(response: Response) -> Result<T, Box<dyn Error>> {
    Ok(response.error_for_status()?.json().await?)
}
