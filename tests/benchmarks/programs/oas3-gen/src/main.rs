//! Four calls by the client of oas3-gen.

use client::{
    ApiResponse, IonosCloudApiClient, UserPost, UserPropertiesPost, UserPropertiesPut, UserPut,
    UsersDeleteRequest, UsersDeleteRequestPath, UsersGetRequest, UsersPostRequest, UsersPutRequest,
    UsersPutRequestPath,
};
use std::{env, error::Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = IonosCloudApiClient::new().with_token_authentication(env::var("IONOS_TOKEN")?);
    let listed = body(client.users_get(UsersGetRequest::default()).await?)?;
    for user in listed.body.items.iter().flatten() {
        println!("{:?} {:?}", user.id, user.properties.email);
    }
    let ada = UserPropertiesPost {
        firstname: "Ada".to_owned(),
        lastname: "Lovelace".to_owned(),
        email: "ada@example.org".to_owned(),
        password: "pa55word".to_owned(),
        ..UserPropertiesPost::default()
    };
    let request = UsersPostRequest { body: UserPost { properties: ada }, ..Default::default() };
    let created = body(client.users_post(request).await?)?.body;
    let id = created.id.unwrap_or_default();
    let changed = UserPropertiesPut {
        firstname: Some("Augusta Ada".to_owned()),
        lastname: Some("Lovelace".to_owned()),
        email: Some("ada@example.org".to_owned()),
        administrator: Some(false),
        force_sec_auth: Some(true),
        ..UserPropertiesPut::default()
    };
    let request = UsersPutRequest {
        path: UsersPutRequestPath { user_id: id.clone() },
        body: UserPut { properties: changed, ..UserPut::default() },
        ..UsersPutRequest::default()
    };
    let replaced = body(client.users_put(request).await?)?.body;
    println!("{:?}", replaced.properties.firstname);
    let path = UsersDeleteRequestPath { user_id: id };
    body(client.users_delete(UsersDeleteRequest { path, ..Default::default() }).await?)?;
    Ok(())
}

/// What came when all went well.
fn body<T, E: std::fmt::Debug>(response: ApiResponse<T, E>) -> Result<T, Box<dyn Error>> {
    match response {
        ApiResponse::Ok(body) | ApiResponse::Accepted(body) => Ok(body),
        ApiResponse::Unknown(status, error) => Err(format!("{status}: {error:?}").into()),
        ApiResponse::Other(response) => Err(response.status().to_string().into()),
    }
}
