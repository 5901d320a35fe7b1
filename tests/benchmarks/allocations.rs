//! How often a call allocates, beside hand-written `reqwest` and `serde` that do the same.
//!
//! A program of its own, since counting costs time. `cargo xtask bench calls` runs it.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

mod contenders;
mod hand;
mod server;

use allocation_counter::measure;
use contenders::Contenders;
use serde::de::DeserializeOwned;
use std::{env, hint::black_box};

/// How many calls are counted, after as many that are not.
const CALLS: usize = 200;

fn main() {
    if env::args().nth(1).as_deref() == Some(server::SERVE) {
        return server::serve();
    }
    let page = server::page();
    let server = server::Server::start();
    let contenders = Contenders::new(&server.url);
    println!("| | hand-written | `cloud-iam` |\n|---|---:|---:|");
    let by_hand = count(|| contenders.by_hand(1, CALLS));
    let ours = count(|| contenders.ours(1, CALLS));
    println!("| allocations per call | {by_hand:.1} | {ours:.1} |");
    let by_hand = count(|| decode::<hand::Users>(&page));
    let ours = count(|| decode::<cloud_iam::ionos::models::Users>(&page));
    println!("| of these, for decoding a page | {by_hand:.1} | {ours:.1} |");
    let by_hand = count(|| contenders.by_hand_few(1, CALLS));
    let ours = count(|| contenders.ours_few(1, CALLS));
    println!("| allocations per call, `send_as` with 4 fields | {by_hand:.1} | {ours:.1} |");
}

fn decode<T: DeserializeOwned>(page: &str) {
    for _ in 0..CALLS {
        black_box(serde_json::from_str::<T>(page).unwrap());
    }
}

/// Allocations for each call.
fn count(calls: impl Fn()) -> f64 {
    calls();
    let total = measure(&calls).count_total;
    f64::from(u32::try_from(total).unwrap()) / f64::from(u32::try_from(CALLS).unwrap())
}
