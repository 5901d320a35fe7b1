//! What the sample promises, and so every generated client.

// Clippy's leave for tests does not reach helpers outside of test functions.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::needless_pass_by_value, reason = "`json!` makes values")]

mod answers;
#[cfg(feature = "blocking")]
mod blocking;
mod configuration;
#[cfg(feature = "differences")]
mod differences;
mod envelope;
mod errors;
mod hooks;
mod limits;
mod lines;
mod models;
mod paging;
mod paging_properties;
mod redirects;
mod requests;
mod retries;
mod server;
mod streaming;
mod styles;
#[cfg(feature = "tracing")]
mod traces;
mod unions;
mod waiting;
