//! The examples in the crate's documentation: they compile, and stand there as they stand here.
#![expect(dead_code, unused_variables, reason = "they are compiled, not called")]

use cloud_iam::ionos::{Client, Credentials, models::UserPost};

fn authentication(token: &str) -> Result<(), cloud_iam::Error> {
    let client = Client::new(Credentials::token(token))?;
    Ok(())
}

async fn paging(client: &Client) -> Result<(), cloud_iam::Error> {
    let mut items = client.users().list().items();
    while let Some(item) = items.next().await {
        println!("{:?}", item?);
    }
    Ok(())
}

async fn waiting(client: &Client, user: UserPost) -> Result<(), cloud_iam::Error> {
    let limit = std::time::Duration::from_secs(300);
    let response = client.users().create(user).send_and_wait(limit).await?;
    Ok(())
}

async fn errors(client: &Client, user_id: &str) -> Result<(), cloud_iam::Error> {
    match client.users().get(user_id).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) if error.is_not_found() => println!("not found"),
        Err(error) => match error.api() {
            Some(refusal) => println!("{}: {:?}", refusal.status(), refusal.message()),
            None => return Err(error),
        },
    }
    Ok(())
}

async fn more_than_the_body(client: &Client) -> Result<(), cloud_iam::Error> {
    let response = client.users().list().send().await?;
    println!("{} {:?}", response.status(), response.request_id());
    let users = response.into_body();
    Ok(())
}

#[test]
fn the_documentation_has_these_examples() {
    let here = include_str!("documented.rs").lines();
    let there = include_str!("../../generated/src/lib.rs");
    let code = here.take_while(|line| !line.starts_with("#[test]"));
    for line in code.filter_map(|line| line.strip_prefix("    ")).filter(|line| *line != "Ok(())") {
        assert!(there.contains(&format!("//! {line}\n")), "`{line}` is not there");
    }
}
