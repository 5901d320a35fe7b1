//! The commands, a file each.

#[cfg(target_os = "linux")]
pub(crate) mod bench;
pub(crate) mod ci;
pub(crate) mod contract;
#[cfg(target_os = "linux")]
pub(crate) mod corpus;
#[cfg(target_os = "linux")]
pub(crate) mod examples;
pub(crate) mod generate;
pub mod regenerate;
pub(crate) mod spec;
#[cfg(target_os = "linux")]
pub(crate) mod within;
