//! What figures depend on: the commit, the day, the machine.

use crate::workspace;
use std::{fs, process::Command, thread};

/// The commit and its date, and whether anything is changed since.
pub(crate) fn commit() -> String {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        said(git.args(arguments).current_dir(workspace::root()))
    };
    let name = git(&["show", "-s", "--format=`%h` of %cs", "HEAD"]);
    let changes = git(&["status", "--porcelain", "--untracked-files=no"]);
    let state = if changes.is_none_or(|it| it.is_empty()) { "" } else { ", with changes" };
    name.map_or_else(|| "unknown".to_owned(), |name| format!("{name}{state}"))
}

/// The kind of machine, and the compiler.
pub(crate) fn machine() -> String {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let description = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = description.lines().find_map(|it| it.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("an unknown processor", |(_, model)| model);
    let rustc = said(Command::new("rustc").arg("--version")).unwrap_or_default();
    format!("{processors} × {model}, {rustc}")
}

/// The machine's memory, in gibibytes.
pub(crate) fn memory() -> Option<u64> {
    let description = fs::read_to_string("/proc/meminfo").ok()?;
    let total = description.lines().find_map(|it| it.strip_prefix("MemTotal:"))?;
    let kibibytes: u64 = total.trim().trim_end_matches(" kB").parse().ok()?;
    Some((kibibytes + (1 << 19)) >> 20)
}

/// The day, as in `2026-11-22`.
pub(crate) fn day() -> String {
    said(Command::new("date").args(["-u", "+%F"])).unwrap_or_else(|| "an unknown day".to_owned())
}

/// What a program says on stdout, when it ends well.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
