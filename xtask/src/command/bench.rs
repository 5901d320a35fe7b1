//! `cargo xtask bench`: what generating, building and calling cost.

mod peers;
mod regenerate;
mod sample;

use crate::{Failed, workspace};

/// Measure what generating, building and calling cost: processor time, memory, size.
///
/// Without a command everything is measured that can be, with the other generators that are
/// installed. Times are of the processor, user and system together; memory is the most that one
/// process held at a time.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    peers: peers::Arguments,
    #[command(subcommand)]
    of: Option<Of>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask bench --documents github.json gitea.json
  cargo xtask bench peers --peers ~/.cargo/bin --parts crate programs --runs 1
  cargo xtask bench regenerate";

/// What can be measured by itself.
#[derive(Debug, clap::Subcommand)]
enum Of {
    /// Measure what `regenerate --check` costs; more than it may cost fails.
    Regenerate(regenerate::Arguments),
    /// Measure generating and building beside other generators; writes a page for each part, with
    /// a plot.
    Peers(peers::Arguments),
    /// Measure what a call costs beside hand-written reqwest and serde: processor time,
    /// allocations, decoding. The figures go to stdout, as `tests/benchmarks/calls.md` holds them.
    Calls,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failed> {
    match &arguments.of {
        Some(Of::Regenerate(arguments)) => regenerate::run(arguments),
        Some(Of::Peers(arguments)) => peers::run(arguments),
        Some(Of::Calls) => calls(),
        None => {
            let outcomes = [peers::run(&arguments.peers), calls()];
            outcomes.into_iter().collect()
        }
    }
}

/// What a call costs: both programs of the package `benchmarks`.
fn calls() -> Result<(), Failed> {
    workspace::succeed(&["bench", "--package", "benchmarks"])
}
