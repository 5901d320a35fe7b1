//! `cloud-iam` as its users see it: what they write, what goes over the wire, what they get back.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod blocking;
mod cloudflare;
mod differences;
mod documented;
mod examples;
mod ionos;
mod server;
mod tolerance;
