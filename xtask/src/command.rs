//! The commands, a file each.

#[cfg(target_os = "linux")]
pub(crate) mod bench;
pub(crate) mod ci;
pub(crate) mod contract;
pub(crate) mod generate;
pub mod regenerate;
pub(crate) mod spec;
