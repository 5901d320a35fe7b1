//! IONOS Cloud's page "Set User Privileges through the API" as a program: it creates a user and a
//! group that may manage IAM resources, and adds the user to the group.
//!
//! ```console
//! $ export IONOS_TOKEN=…          # an administrator's; or IONOS_USERNAME and IONOS_PASSWORD
//! $ export NEW_USER_PASSWORD=…    # the new user's: arguments are for everyone to see
//! $ cargo run --features ionos --example set_user_privileges -- \
//!     Ada Lovelace ada@example.org iam-admins
//! ```
//!
//! When a step fails, nothing is undone: the program says what exists by then. Called again with
//! these ids behind the other arguments, it goes on from there.

use cloud_iam::ionos::{
    Client,
    models::{Group, GroupProperties, UserGroupPost, UserPost, UserPropertiesPost},
};
use std::{env, error::Error, process::ExitCode};

const USAGE: &str = "\
usage: set_user_privileges FIRST-NAME LAST-NAME E-MAIL GROUP [USER-ID [GROUP-ID]]
  IONOS_TOKEN        an administrator's token; or IONOS_USERNAME and IONOS_PASSWORD
  NEW_USER_PASSWORD  the password of the new user; not needed with USER-ID";

/// What the caller wants to be there.
struct Wanted {
    first_name: String,
    last_name: String,
    email: String,
    group: String,
}

/// What is there: the ids of the user and of the group.
#[derive(Default)]
struct Existing {
    user: Option<String>,
    group: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let [Some(first_name), Some(last_name), Some(email), Some(group)] =
        [(); 4].map(|()| arguments.next())
    else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let mut existing = Existing { user: arguments.next(), group: arguments.next() };
    let wanted = Wanted { first_name, last_name, email, group };
    match set_privileges(&wanted, &mut existing).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            existing.explain();
            ExitCode::FAILURE
        }
    }
}

/// Does what is left to do, and notes what exists as soon as it does.
async fn set_privileges(wanted: &Wanted, existing: &mut Existing) -> Result<(), Box<dyn Error>> {
    let ionos = Client::from_env()?;
    let user = match &existing.user {
        Some(id) => id.clone(),
        None => existing.user.insert(create_user(&ionos, wanted).await?).clone(),
    };
    let group = match &existing.group {
        Some(id) => id.clone(),
        None => existing.group.insert(create_group(&ionos, &wanted.group).await?).clone(),
    };
    ionos.groups().add_user(&group, UserGroupPost::new(&user)).send().await?;
    println!("user {user} is in group {group} and may manage IAM resources");
    Ok(())
}

/// Creates the user, and gives the id.
async fn create_user(ionos: &Client, wanted: &Wanted) -> Result<String, Box<dyn Error>> {
    let password = env::var("NEW_USER_PASSWORD").map_err(|_| "NEW_USER_PASSWORD is not set")?;
    let Wanted { first_name, last_name, email, .. } = wanted;
    let properties = UserPropertiesPost::new(first_name, last_name, email, password);
    let answer = ionos.users().create(UserPost::new(properties)).send().await?;
    let id = answer.into_body().id.ok_or("the user was created, but the answer has no id")?;
    println!("created user {id}: {first_name} {last_name} <{email}>");
    Ok(id)
}

/// Creates a group that may manage IAM resources, and gives its id.
async fn create_group(ionos: &Client, name: &str) -> Result<String, Box<dyn Error>> {
    let properties = GroupProperties::new(name).access_and_manage_iam_resources(true);
    let answer = ionos.groups().create(Group::new(properties)).send().await?;
    let id = answer.into_body().id.ok_or("the group was created, but the answer has no id")?;
    println!("created group {id}: {name}");
    Ok(id)
}

impl Existing {
    /// Says what is there after a failure, and how to go on.
    fn explain(&self) {
        let ids = match (&self.user, &self.group) {
            (None, _) => return eprintln!("nothing is known to have been created"),
            (Some(user), None) => {
                eprintln!("user {user} exists, and is in no group");
                user.clone()
            }
            (Some(user), Some(group)) => {
                eprintln!("user {user} and group {group} exist; the user may not be in the group");
                format!("{user} {group}")
            }
        };
        eprintln!("to go on from there, add to the same arguments: {ids}");
    }
}
