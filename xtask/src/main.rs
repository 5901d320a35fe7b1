//! The program: arguments in, exit status out.

use clap::Parser;
use std::process::ExitCode;

/// A model is hundreds of thousands of small texts, and the system's allocator took a third of the
/// time of making it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    xtask::run(&xtask::Cli::parse())
}
