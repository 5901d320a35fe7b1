//! The contract test, where the tools of its server are.

use super::{Outcome, cargo, succeeds};
use crate::command::contract;

pub(super) fn check() -> Outcome {
    match contract::missing_tool() {
        Some(tool) => Outcome::Skipped(format!("`{tool}` is not installed, which Prism needs")),
        None => succeeds(cargo().args(["xtask", "contract"])),
    }
}
