//! `cargo xtask ci`: all that CI runs, step by step.

mod contract;
mod deny;
mod features;
mod metadata;
mod minimum_rust;

use crate::{Failed, console::line, workspace::cargo};
use clap::builder::PossibleValuesParser;
use std::{
    process::Command,
    time::{Duration, Instant},
};

/// Run all that CI runs: one step after the other, whatever became of those before.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct Arguments {
    /// The steps to run; all unless given.
    #[arg(value_name = "STEP", value_parser = step_names())]
    steps: Vec<String>,
    /// Steps to leave out.
    #[arg(long, value_name = "STEP", value_parser = step_names())]
    except: Vec<String>,
}

/// One thing that CI asks.
struct Step {
    name: &'static str,
    /// What it asks, in a sentence.
    asks: &'static str,
    action: Action,
}

/// How a step finds its answer.
enum Action {
    /// A cargo command that succeeds.
    Cargo(&'static [&'static str]),
    /// The same, without a warning of rustdoc's.
    Rustdoc(&'static [&'static str]),
    /// Something that takes more than one command.
    Function(fn() -> Outcome),
}

/// What became of a step.
pub(super) enum Outcome {
    Passed,
    Failed,
    /// It could not be asked here, and why.
    Skipped(String),
}

const STEPS: [Step; 9] = [
    Step {
        name: "test",
        asks: "do all tests pass, golden cases included?",
        action: Action::Cargo(&["test", "--workspace"]),
    },
    Step {
        name: "format",
        asks: "is everything formatted?",
        action: Action::Cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "clippy",
        asks: "is clippy content, also with the minimum Rust version?",
        action: Action::Cargo(&["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"]),
    },
    Step {
        name: "docs",
        asks: "does the documentation build without a warning?",
        action: Action::Rustdoc(&["doc", "--workspace", "--no-deps"]),
    },
    Step {
        name: "regenerate",
        asks: "is what is checked in what the pages give?",
        action: Action::Function(regenerate_check),
    },
    Step {
        name: "features",
        asks: "does the generated crate build with each feature?",
        action: Action::Function(features::check),
    },
    Step {
        name: "contract",
        asks: "does a server that nobody here wrote accept every call?",
        action: Action::Function(contract::check),
    },
    Step {
        name: "minimum-rust",
        asks: "does everything promise to build with the minimum Rust version?",
        action: Action::Function(minimum_rust::check),
    },
    Step {
        name: "deny",
        asks: "are licences, sources and known vulnerabilities of the dependencies in order?",
        action: Action::Function(deny::check),
    },
];

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let is_wanted = |step: &Step| {
        (arguments.steps.is_empty() || arguments.steps.iter().any(|it| it == step.name))
            && arguments.except.iter().all(|it| it != step.name)
    };
    let mut results = Vec::new();
    for step in STEPS.iter().filter(|step| is_wanted(step)) {
        line(format!("── {}: {}", step.name, step.asks));
        let start = Instant::now();
        let outcome = step.action.run();
        results.push((step.name, outcome, start.elapsed()));
    }
    summarize(&results)
}

impl Action {
    fn run(&self) -> Outcome {
        match self {
            Self::Cargo(arguments) => succeeds(cargo().args(*arguments)),
            Self::Rustdoc(arguments) => {
                succeeds(cargo().args(*arguments).env("RUSTDOCFLAGS", "-Dwarnings"))
            }
            Self::Function(check) => check(),
        }
    }
}

/// Says what became of each step, and closes with the counts.
fn summarize(results: &[(&str, Outcome, Duration)]) -> Result<(), Failed> {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    line("── summary");
    for (name, outcome, time) in results {
        let (count, result) = match outcome {
            Outcome::Passed => (&mut passed, "passed".to_owned()),
            Outcome::Failed => (&mut failed, "FAILED".to_owned()),
            Outcome::Skipped(reason) => (&mut skipped, format!("skipped: {reason}")),
        };
        *count += 1;
        line(format!("{name:<14}{:>8.1} s  {result}", time.as_secs_f64()));
    }
    line(format!("steps: {passed} passed, {failed} failed, {skipped} skipped"));
    if failed == 0 { Ok(()) } else { Err(Failed) }
}

fn regenerate_check() -> Outcome {
    // A process of its own, built from the sources as they are now.
    succeeds(cargo().args(["xtask", "regenerate", "--check"]))
}

/// Runs a command to its end and shows what it prints.
fn succeeds(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(_) => Outcome::Failed,
        Err(error) => {
            line(format!("cannot run `{}`: {error}", command.get_program().display()));
            Outcome::Failed
        }
    }
}

fn step_names() -> PossibleValuesParser {
    PossibleValuesParser::new(STEPS.iter().map(|step| step.name))
}

fn help() -> String {
    let steps = STEPS.iter().map(|step| format!("\n  {:<14}{}", step.name, step.asks));
    let examples = "\n\nExamples:\n  cargo xtask ci\n  cargo xtask ci format clippy\n  \
                    cargo xtask ci --except test";
    format!("Steps:{}{examples}", steps.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_step_that_failed_fails_the_run() {
        let summary = |outcome| {
            let first = ("format", Outcome::Passed, Duration::ZERO);
            summarize(&[first, ("minimum-rust", outcome, Duration::ZERO)])
        };
        assert_eq!(summary(Outcome::Passed), Ok(()));
        assert_eq!(summary(Outcome::Skipped("it is not installed".to_owned())), Ok(()));
        assert_eq!(summary(Outcome::Failed), Err(Failed));
    }
}
