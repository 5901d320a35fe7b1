//! Creates an IAM user group in a Cloudflare account.
//!
//! ```console
//! $ export CLOUDFLARE_API_TOKEN=…    # or CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY
//! $ cargo run --features cloudflare --example create_user_group -- \
//!     023e105f4ecef8ad9ca31a8372d0c353 Admins
//! ```

use cloud_iam::cloudflare::{Client, models::NewUserGroup};
use std::{env, error::Error, process::ExitCode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (Some(account), Some(name)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: create_user_group ACCOUNT-ID NAME");
        return ExitCode::from(2);
    };
    match create(&account, &name).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn create(account: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let cloudflare = Client::from_env()?;
    let group = cloudflare.user_groups().create(account, NewUserGroup::new(name)).await?;
    println!("created user group {}: {}", group.id, group.name);
    Ok(())
}
