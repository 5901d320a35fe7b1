//! `cargo xtask bench`: what a run of the generator costs, and what a call of the crate does.

use crate::{Failed, console::line, workspace};
use camino::Utf8Path;
use nix::sys::{
    resource::{Usage, UsageWho, getrusage},
    time::TimeVal,
};
use std::process::{Command, Stdio};

/// Measure what `regenerate --check` costs, or what a call costs: processor time and memory.
///
/// Times are of user and system together, run by run; memory is that of the largest run. Without a
/// command the release build is measured, so build it first: `cargo build --release --package xtask`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many runs to measure, after one that does not count.
    #[arg(long, value_name = "N", default_value_t = 20)]
    runs: usize,
    #[command(subcommand)]
    of: Option<Of>,
}

/// What else can be measured.
#[derive(Debug, clap::Subcommand)]
enum Of {
    /// Measure what a call costs beside hand-written reqwest and serde: processor time,
    /// allocations, decoding. The figures go to stdout, as `tests/benchmarks/calls.md` holds them.
    Calls,
}

/// What a run may cost at most: seconds of processor time.
const SECONDS: f64 = 0.10;
/// What a run may cost at most: mebibytes of memory.
const MEBIBYTES: f64 = 40.0;

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failed> {
    match arguments.of {
        None => generator(arguments.runs),
        Some(Of::Calls) => calls(),
    }
}

/// What a call costs: both programs of the package `benchmarks`.
fn calls() -> Result<(), Failed> {
    let mut bench = workspace::cargo();
    let status = bench.args(["bench", "--package", "benchmarks"]).status();
    let status = status.map_err(|error| failed(&format!("cannot run cargo: {error}")))?;
    if status.success() { Ok(()) } else { Err(Failed) }
}

/// What a run of the generator costs.
fn generator(runs: usize) -> Result<(), Failed> {
    let program = workspace::root().join("target/release/xtask");
    processor_time(&program)?;
    let runs = 0..runs.max(1);
    let mut times = runs.map(|_| processor_time(&program)).collect::<Result<Vec<_>, _>>()?;
    times.sort_by(f64::total_cmp);
    let (first, last) = (times.first().copied(), times.last().copied());
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    let memory = mebibytes(&usage()?);
    line(format!("`xtask regenerate --check`, {} runs of the release build", times.len()));
    line(format!("  processor  {median:.3} s ({first:.3} to {last:.3}), at most {SECONDS:.2} s"));
    line(format!("  memory     {memory:.1} MiB, at most {MEBIBYTES:.0} MiB"));
    if median <= SECONDS && memory <= MEBIBYTES { Ok(()) } else { Err(failed("too much")) }
}

/// Runs the program once, and says what it cost.
fn processor_time(program: &Utf8Path) -> Result<f64, Failed> {
    let before = usage()?;
    let mut command = Command::new(program);
    command.args(["regenerate", "--check"]).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status().map_err(|error| failed(&format!("`{program}`: {error}")))?;
    if status.success() {
        Ok(seconds(&usage()?) - seconds(&before))
    } else {
        Err(failed("`cargo xtask regenerate --check` fails, and takes another time when it does"))
    }
}

/// What all programs used that this one ran.
fn usage() -> Result<Usage, Failed> {
    getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| failed(&error.to_string()))
}

#[expect(clippy::cast_precision_loss, reason = "a day has fewer than 2^52 microseconds")]
fn seconds(usage: &Usage) -> f64 {
    let microseconds = |time: TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    (microseconds(usage.user_time()) + microseconds(usage.system_time())) as f64 / 1e6
}

/// The largest program's memory; Linux counts it in kibibytes.
#[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 kibibytes")]
fn mebibytes(usage: &Usage) -> f64 {
    usage.max_rss() as f64 / 1024.0
}

fn failed(reason: &str) -> Failed {
    line(format!("error: {reason}"));
    Failed
}
