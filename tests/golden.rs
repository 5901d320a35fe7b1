//! A test per golden case, named after it.

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let bless = std::env::var_os("BLESS").is_some_and(|value| value != "0");
    let trials = match tests::cases() {
        Ok(cases) => cases
            .into_iter()
            .map(|case| {
                let name = case.name.clone();
                Trial::test(name, move || case.check(bless).map_err(Failed::from))
            })
            .collect(),
        Err(error) => vec![Trial::test("cases", move || Err(error.to_string().into()))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}
