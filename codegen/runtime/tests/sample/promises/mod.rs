//! What the sample promises, and so every generated client.

mod answers;
mod configuration;
mod models;
mod requests;
mod server;
mod styles;
