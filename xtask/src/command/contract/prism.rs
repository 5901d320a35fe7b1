//! Stoplight's Prism: installed once, and running as long as somebody needs it.

use super::failed;
use crate::{Failed, console::line, workspace};
use camino::Utf8PathBuf;
use std::{
    fs, io,
    io::{BufRead, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

pub(super) const NODE: &str = "node";
pub(super) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The program, below the folder that it is installed in.
const PROGRAM: &str = "node_modules/@stoplight/prism-cli/dist/index.js";
/// What Prism prints in front of the address when it answers.
const LISTENING: &str = "Prism is listening on ";
/// How long Prism may take to answer, on a busy machine.
const START: Duration = Duration::from_secs(120);

/// Installs Prism in the versions of the lock file, unless they are there already.
pub(super) fn install() -> Result<(), Failed> {
    let unreadable = |error: io::Error| failed(&format!("cannot install Prism: {error}"));
    let (from, to) = (workspace::root().join("tests/contract"), folder());
    let lock = fs::read_to_string(from.join("package-lock.json")).map_err(unreadable)?;
    let installed = to.join("installed.json");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    line(format!("installing Prism into `{to}`"));
    fs::create_dir_all(&to).map_err(unreadable)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(from.join(name), to.join(name)).map_err(unreadable)?;
    }
    let mut npm = Command::new(NPM);
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    let status = npm.current_dir(&to).status().map_err(unreadable)?;
    if !status.success() {
        return Err(failed("npm cannot install Prism"));
    }
    fs::write(installed, lock).map_err(unreadable)
}

/// Where Prism is installed.
fn folder() -> Utf8PathBuf {
    workspace::root().join("target/contract")
}

/// A running Prism, which ends with its owner.
pub(super) struct Prism {
    process: Child,
    url: String,
}

impl Prism {
    /// Serves an API's document on a free port of this machine, as soon as it answers.
    pub(super) fn start(module: &str) -> Result<Self, Failed> {
        let mut command = Command::new(NODE);
        // In one process, so that ending it ends all of it.
        command.arg(folder().join(PROGRAM)).args(["mock", "--errors", "--multiprocess=false"]);
        command.args(["--host=127.0.0.1", "--port=0", "--seed=contract"]);
        command.arg(workspace::root().join("spec").join(module).join("openapi.json"));
        let started = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let process = started.map_err(|error| failed(&format!("cannot run Prism: {error}")))?;
        let mut server = Self { process, url: String::new() };
        let output = server.process.stdout.take().map(address);
        let Some(url) = output.and_then(|address| address.recv_timeout(START).ok()) else {
            return Err(failed(&format!("Prism does not serve `spec/{module}/openapi.json`")));
        };
        server.url = url;
        Ok(server)
    }

    /// Where Prism answers.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Prism {
    fn drop(&mut self) {
        // Neither fails unless it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The address, once Prism says it; all else that it says is read as well, so that it never waits
/// for a reader.
fn address(output: ChildStdout) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for said in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((_, url)) = said.split_once(LISTENING) {
                // The receiver has gone when Prism took too long.
                let _ = sender.send(url.trim().to_owned());
            }
        }
    });
    receiver
}
