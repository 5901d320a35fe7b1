//! The command line of the generator: which files go in, where the result goes, what people see.
//!
//! Every command is a file below `command`; what it does with the texts is the library's,
//! [`codegen`].

pub mod command;
mod configuration;
mod console;
mod input;
#[cfg(target_os = "linux")]
mod machine;
pub mod output;
#[cfg(target_os = "linux")]
mod table;
mod workspace;

use clap::{Parser, Subcommand};
#[cfg(target_os = "linux")]
use command::{bench, corpus, examples, within};
use command::{ci, contract, generate, regenerate, spec};
use std::process::ExitCode;

/// Documentation pages in, a typed Rust client out.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = EXIT_STATUS)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Show every finding, notes included.
    #[arg(long, short, global = true)]
    verbose: bool,
}

const EXIT_STATUS: &str = "Exit status: 0 done, 1 the input or a check failed, 2 wrong usage.";

#[derive(Debug, Subcommand)]
enum Command {
    Regenerate(regenerate::Arguments),
    Spec(spec::Arguments),
    Generate(generate::Arguments),
    #[cfg(target_os = "linux")]
    Corpus(corpus::Arguments),
    #[cfg(target_os = "linux")]
    Bench(bench::Arguments),
    Contract(contract::Arguments),
    Ci(ci::Arguments),
    #[cfg(target_os = "linux")]
    Examples(examples::Arguments),
    #[cfg(target_os = "linux")]
    Within(within::Arguments),
}

/// Does what the command line asks for. Results go to stdout, everything else to stderr.
pub fn run(cli: &Cli) -> ExitCode {
    let console = console::Console::stderr(cli.verbose);
    let outcome = match &cli.command {
        Command::Regenerate(arguments) => regenerate::run(arguments, &console),
        Command::Spec(arguments) => spec::run(arguments, &console),
        Command::Generate(arguments) => generate::run(arguments, &console),
        #[cfg(target_os = "linux")]
        Command::Corpus(arguments) => corpus::run(arguments, &console),
        #[cfg(target_os = "linux")]
        Command::Bench(arguments) => bench::run(arguments),
        Command::Contract(_) => contract::run(),
        Command::Ci(arguments) => ci::run(arguments),
        #[cfg(target_os = "linux")]
        Command::Examples(arguments) => examples::run(arguments, &console),
        #[cfg(target_os = "linux")]
        Command::Within(arguments) => within::run(arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed) => ExitCode::FAILURE,
    }
}

/// The input or a check failed; what was wrong with it has been shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
