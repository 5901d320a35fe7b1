//! What a call costs beside hand-written `reqwest` and `serde` that do the same: processor time of
//! this process alone, for the server is another one. `cargo xtask bench calls` runs it.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on fails")]

mod contenders;
mod hand;
mod server;

use cloud_iam::ionos::models::Users;
use contenders::Contenders;
use std::{env, hint::black_box};

/// How often everything is measured; the contenders take turns.
const ROUNDS: usize = 20;
/// The calls of a round.
const CALLS: usize = 1024;
/// The pages that are decoded in a round.
const PAGES: usize = 200;

fn main() {
    if env::args().nth(1).as_deref() == Some(server::SERVE) {
        return server::serve();
    }
    let page = server::page();
    let server = server::Server::start();
    let contenders = Contenders::new(&server.url);
    println!("{ROUNDS} rounds of {CALLS} calls; a page of 100 users, {} bytes\n", page.len());
    println!("| | hand-written | `cloud-iam` | ratio |\n|---|---:|---:|---:|");
    for (name, tasks) in [("one after the other", 1), ("64 at a time", 64)] {
        let by_hand = || per_call(|| contenders.by_hand(tasks, CALLS / tasks));
        let ours = || per_call(|| contenders.ours(tasks, CALLS / tasks));
        row(&format!("µs per call, {name}"), by_hand, ours);
    }
    let by_hand = || per_call(|| contenders.by_hand_few(1, CALLS));
    let ours = || per_call(|| contenders.ours_few(1, CALLS));
    row("µs per call, `send_as` with 4 fields", by_hand, ours);
    let by_hand = || decoding(&page, |bytes| serde_json::from_slice::<hand::Users>(bytes).unwrap());
    row("MB/s, decoding as each does in a call", by_hand, || decoding(&page, as_the_crate_does));
    let ours = || decoding(&page, |bytes| serde_json::from_slice::<Users>(bytes).unwrap());
    row("MB/s, decoding with `serde_json::from_slice`", by_hand, ours);
}

/// Checks that the bytes are UTF-8 once, not string by string.
fn as_the_crate_does(bytes: &[u8]) -> Users {
    serde_json::from_str(str::from_utf8(bytes).unwrap()).unwrap()
}

/// Measures two contenders in turns, and prints their medians and that of the rounds' ratios.
fn row(name: &str, by_hand: impl Fn() -> f64, ours: impl Fn() -> f64) {
    // Connections and pages of memory are there from now on.
    by_hand();
    ours();
    let rounds: Vec<_> = (0..ROUNDS).map(|_| (by_hand(), ours())).collect();
    let median_of = |figure: fn(&(f64, f64)) -> f64| median(rounds.iter().map(figure).collect());
    let (hand, own) = (median_of(|it| it.0), median_of(|it| it.1));
    let ratio = median_of(|it| it.1 / it.0);
    println!("| {name} | {hand:.1} | {own:.1} | {ratio:.3} |");
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.get((figures.len() - 1) / 2..=figures.len() / 2).unwrap();
    f64::midpoint(*middle.first().unwrap(), *middle.last().unwrap())
}

/// Microseconds of processor time for each of a round's calls.
fn per_call(round: impl Fn()) -> f64 {
    processor_time(round) / f64::from(u32::try_from(CALLS).unwrap())
}

/// Megabytes of JSON read in a second of processor time.
fn decoding<T>(page: &str, decode: fn(&[u8]) -> T) -> f64 {
    let time = processor_time(|| {
        for _ in 0..PAGES {
            black_box(decode(black_box(page.as_bytes())));
        }
    });
    f64::from(u32::try_from(page.len() * PAGES).unwrap()) / time
}

/// The microseconds that this process spends on something, in its own code and in the system's.
#[cfg(unix)]
fn processor_time(work: impl Fn()) -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let microseconds = |time: TimeVal| {
        f64::from(u32::try_from(time.tv_sec()).unwrap()) * 1e6
            + f64::from(u32::try_from(time.tv_usec()).unwrap())
    };
    let spent = || {
        let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
        microseconds(usage.user_time()) + microseconds(usage.system_time())
    };
    let before = spent();
    work();
    spent() - before
}

#[cfg(not(unix))]
fn processor_time(_: impl Fn()) -> f64 {
    unimplemented!("processor time is measured on Unix alone")
}
