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
//! IONOS accepts a request before it is done, so each step waits until it is. When one fails, nothing
//! is undone: the program says what the server has accepted by then. Called again with these ids
//! after the other arguments, it goes on from there.

use cloud_iam::{
    WaitError, WaitFailure,
    ionos::{
        Client,
        models::{Group, GroupProperties, User, UserGroupPost, UserPost, UserPropertiesPost},
    },
};
use std::{env, error::Error, process::ExitCode, time::Duration};

/// How long a step may take.
const LIMIT: Duration = Duration::from_secs(300);

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

/// The ids of the user and of the group, as soon as the server has accepted them.
struct Accepted {
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
    let mut accepted = Accepted { user: arguments.next(), group: arguments.next() };
    let wanted = Wanted { first_name, last_name, email, group };
    match set_privileges(&wanted, &mut accepted).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            accepted.explain();
            ExitCode::FAILURE
        }
    }
}

/// Does what is left to do.
async fn set_privileges(wanted: &Wanted, accepted: &mut Accepted) -> Result<(), Box<dyn Error>> {
    let ionos = Client::from_env()?;
    if accepted.user.is_none() {
        create_user(&ionos, wanted, &mut accepted.user).await?;
    }
    let user = accepted.user.as_deref().ok_or("the user was created, but the answer has no id")?;
    if accepted.group.is_none() {
        create_group(&ionos, &wanted.group, &mut accepted.group).await?;
    }
    let group =
        accepted.group.as_deref().ok_or("the group was created, but the answer has no id")?;
    ionos.groups().add_user(group, UserGroupPost::new(user)).send_and_wait(LIMIT).await?;
    println!("user {user} is in group {group} and may manage IAM resources");
    Ok(())
}

/// Creates the user, and notes the id even where it is not known that this was done.
async fn create_user(
    ionos: &Client,
    wanted: &Wanted,
    id: &mut Option<String>,
) -> Result<(), Box<dyn Error>> {
    let password = env::var("NEW_USER_PASSWORD").map_err(|_| "NEW_USER_PASSWORD is not set")?;
    let Wanted { first_name, last_name, email, .. } = wanted;
    let properties = UserPropertiesPost::new(first_name, last_name, email, password);
    let answer = ionos.users().create(UserPost::new(properties)).send_and_wait(LIMIT).await;
    *id = match &answer {
        Ok(answer) => answer.body().id.clone(),
        Err(error) => may_exist(error).and_then(|accepted| accepted.decode::<User>().ok()?.id),
    };
    answer?;
    println!("created user {}: {first_name} {last_name} <{email}>", id.as_deref().unwrap_or("?"));
    Ok(())
}

/// Creates a group that may manage IAM resources, and notes its id in the same way.
async fn create_group(
    ionos: &Client,
    name: &str,
    id: &mut Option<String>,
) -> Result<(), Box<dyn Error>> {
    let properties = GroupProperties::new(name).access_and_manage_iam_resources(true);
    let answer = ionos.groups().create(Group::new(properties)).send_and_wait(LIMIT).await;
    *id = match &answer {
        Ok(answer) => answer.body().id.clone(),
        Err(error) => may_exist(error).and_then(|accepted| accepted.decode::<Group>().ok()?.id),
    };
    answer?;
    println!("created group {}: {name}", id.as_deref().unwrap_or("?"));
    Ok(())
}

/// The answer that accepted what may yet be made. What has failed was not.
fn may_exist(error: &cloud_iam::Error) -> Option<&WaitError> {
    error.wait_error().filter(|accepted| accepted.failure() != WaitFailure::Failed)
}

impl Accepted {
    /// Says after a failure how far it went, and how to go on.
    fn explain(&self) {
        let ids = match (&self.user, &self.group) {
            (None, _) => return eprintln!("nothing is known to have been accepted"),
            (Some(user), None) => {
                eprintln!("the server accepted user {user}, who is in no group");
                user.clone()
            }
            (Some(user), Some(group)) => {
                eprintln!(
                    "the server accepted user {user} and group {group}; \
                     whether the user is in the group is not known"
                );
                format!("{user} {group}")
            }
        };
        eprintln!("to go on from there, add to the same arguments: {ids}");
    }
}
