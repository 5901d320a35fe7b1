//! A program within bounds, and what it used: for input that may be slow or hostile.
//!
//! A process can bound only itself without `unsafe`, and what it bounds holds for those that it
//! starts. So this program stands between: `xtask within` bounds itself, runs the other, and says
//! on stdout how it ended and what it used; [`Bounds::run`] asks for that.

use crate::{Failed, console::line};
use nix::sys::{
    resource::{Resource, Usage, UsageWho, getrusage, setrlimit},
    time::TimeVal,
};
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    io::{self, Write},
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
};

/// Run a program within bounds, and print what it used.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    bounds: Bounds,
    #[arg(last = true, required = true, value_name = "PROGRAM")]
    program: Vec<OsString>,
}

/// What each of a program's processes may use at most.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Bounds {
    /// Seconds of processor time.
    #[arg(long)]
    pub(crate) seconds: u64,
    /// Mebibytes of address space.
    #[arg(long)]
    pub(crate) mebibytes: u64,
}

/// How a program ended, and what it used.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    /// Its exit status, unless a signal ended it.
    pub(crate) status: Option<i32>,
    /// The signal that ended it.
    pub(crate) signal: Option<i32>,
    /// Processor time of all its processes together, user and system.
    pub(crate) seconds: f64,
    /// The most memory that one of its processes held at a time, in bytes.
    pub(crate) peak_memory: u64,
    /// What it said on stderr.
    #[serde(skip)]
    pub(crate) stderr: String,
}

impl Bounds {
    /// Runs a program to its end; what it says on stdout is dropped.
    ///
    /// # Errors
    ///
    /// When the program cannot be started.
    pub(crate) fn run(self, command: &Command) -> io::Result<Run> {
        let mut within = Command::new(std::env::current_exe()?);
        within.args(["within", "--seconds", &self.seconds.to_string()]);
        within.args(["--mebibytes", &self.mebibytes.to_string(), "--"]);
        within.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => within.env(name, value),
                None => within.env_remove(name),
            };
        }
        let output = within.stdin(Stdio::null()).output()?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        match serde_json::from_slice::<Run>(&output.stdout) {
            Ok(run) => Ok(Run { stderr, ..run }),
            Err(_) => Err(io::Error::other(stderr.trim_end().to_owned())),
        }
    }

    /// Bounds this process, and those that it starts from now on.
    fn apply(self) -> nix::Result<()> {
        // A second later the signal cannot be caught any more.
        setrlimit(Resource::RLIMIT_CPU, self.seconds, self.seconds.saturating_add(1))?;
        let bytes = self.mebibytes.saturating_mul(1 << 20);
        setrlimit(Resource::RLIMIT_AS, bytes, bytes)?;
        setrlimit(Resource::RLIMIT_CORE, 0, 0)
    }
}

impl Run {
    /// Whether the program ended well.
    pub(crate) fn is_success(&self) -> bool {
        self.status == Some(0)
    }

    /// Why the program did not end by itself, when it did not.
    pub(crate) fn stopped(&self, bounds: Bounds) -> Option<String> {
        const SIGXCPU: i32 = 24;
        let reason = match self.signal? {
            SIGXCPU => format!("takes more than {} s of processor time", bounds.seconds),
            _ if self.stderr.contains("memory allocation of") => {
                format!("takes more than {} MiB of memory", bounds.mebibytes)
            }
            signal => format!("ended by signal {signal}: {}", last_line(&self.stderr)),
        };
        Some(reason)
    }
}

/// The last line that says something.
pub(crate) fn last_line(text: &str) -> &str {
    text.lines().rev().find(|it| !it.trim().is_empty()).unwrap_or_default()
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failed> {
    let [program, rest @ ..] = arguments.program.as_slice() else { return Err(Failed) };
    let failed = |cause: &dyn std::fmt::Display| {
        line(format!("cannot run `{}`: {cause}", program.display()));
        Failed
    };
    arguments.bounds.apply().map_err(|error| failed(&error))?;
    let status = Command::new(program).args(rest).stdout(Stdio::null()).status();
    let status = status.map_err(|error| failed(&error))?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| failed(&error))?;
    let run = Run {
        status: status.code(),
        signal: status.signal(),
        seconds: seconds(&usage),
        // Linux counts in kibibytes.
        peak_memory: u64::try_from(usage.max_rss()).unwrap_or_default().saturating_mul(1024),
        stderr: String::new(),
    };
    let text = serde_json::to_string(&run).map_err(|error| failed(&error))?;
    writeln!(io::stdout(), "{text}").map_err(|error| failed(&error))
}

#[expect(clippy::cast_precision_loss, reason = "a day has fewer than 2^52 microseconds")]
fn seconds(usage: &Usage) -> f64 {
    let microseconds = |time: TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    (microseconds(usage.user_time()) + microseconds(usage.system_time())) as f64 / 1e6
}
