//! The commands, a file each.

pub(crate) mod ci;
pub(crate) mod generate;
pub mod regenerate;
pub(crate) mod spec;
