//! From documentation pages to a typed Rust client.
//!
//! ```text
//! pages ──read──▶ fragments ──merge──▶ document ──overlay──▶ ──normalize──▶ ──lower──▶ model ──emit──▶ files
//! ```
//!
//! Every stage is a function from a value to a value, and none stops at its first finding: each
//! adds what it finds to the [`Diagnostics`](diagnostic::Diagnostics) and goes on, and the
//! pipeline stops between stages. Nothing here but [`files`] touches the disk.

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod files;
pub mod json;
pub mod lower;
pub mod model;
pub mod name;
pub mod page;
pub mod source;
