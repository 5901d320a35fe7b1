//! What a run of `regenerate --check` costs, with nothing changed.

use super::sample::{Sample, median};
use crate::{
    Failed,
    command::within::Bounds,
    console::{failed, line},
    workspace,
};
use std::{fmt, process::Command};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many runs to measure, after one that does not count.
    #[arg(long, value_name = "N", default_value_t = 20)]
    runs: usize,
}

/// What a run may cost at most: seconds of processor time.
const SECONDS: f64 = 0.10;
/// What a run may cost at most: mebibytes of memory.
const MEBIBYTES: f64 = 40.0;
/// What ends a run that has gone wrong.
const BOUNDS: Bounds = Bounds { seconds: 60, mebibytes: 4096 };

/// What runs cost.
pub(super) struct Cost {
    runs: usize,
    median: Sample,
    fastest: f64,
    slowest: f64,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let cost = measure(arguments.runs)?;
    line(cost.to_string());
    if cost.is_within() { Ok(()) } else { Err(failed("too much")) }
}

/// Runs the optimized program several times.
pub(super) fn measure(runs: usize) -> Result<Cost, Failed> {
    let mut command = Command::new(workspace::optimized()?);
    command.args(["regenerate", "--check"]);
    let once = || {
        let run = BOUNDS.run(&command).map_err(|error| failed(error.to_string()))?;
        if run.is_success() {
            Ok(Sample { seconds: run.seconds, bytes: run.peak_memory })
        } else {
            Err(failed("`regenerate --check` fails, and takes another time when it does"))
        }
    };
    once()?;
    let samples = (0..runs.max(1)).map(|_| once()).collect::<Result<Vec<_>, _>>()?;
    let seconds = || samples.iter().map(|it| it.seconds);
    Ok(Cost {
        runs: samples.len(),
        median: median(&samples),
        fastest: seconds().fold(f64::INFINITY, f64::min),
        slowest: seconds().fold(0.0, f64::max),
    })
}

impl Cost {
    pub(super) fn is_within(&self) -> bool {
        self.median.seconds <= SECONDS && self.median.mebibytes() <= MEBIBYTES
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`regenerate --check` with nothing changed: {:.3} s ({:.3} to {:.3} in {} runs; at \
             most {SECONDS:.2}) and {:.0} MiB (at most {MEBIBYTES:.0}).",
            self.median.seconds,
            self.fastest,
            self.slowest,
            self.runs,
            self.median.mebibytes(),
        )
    }
}
