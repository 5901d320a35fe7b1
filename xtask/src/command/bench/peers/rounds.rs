//! Measurements in rounds, in which the contenders take turns.

use super::{
    contender::Contender,
    package::{Build, Package},
    row::Outcome,
    sample::{Failure, Sample, median},
};
use crate::console::line;

/// Measures each contender some times, and gives the medians. One that fails is not asked again.
pub(super) fn in_turns<T>(
    what: &str,
    runs: usize,
    contenders: &[Outcome<T>],
    once: impl Fn(&T) -> Result<Sample, Failure>,
) -> Vec<Outcome<Sample>> {
    let mut samples: Vec<Outcome<Vec<Sample>>> = Vec::new();
    for (who, it) in contenders {
        samples.push((*who, it.as_ref().map(|_| Vec::new()).map_err(Failure::clone)));
    }
    for _ in 0..runs.max(1) {
        for ((who, it), (_, outcome)) in contenders.iter().zip(&mut samples) {
            let (Ok(it), Ok(so_far)) = (it, outcome.as_mut()) else { continue };
            match once(it) {
                Ok(sample) => {
                    tell(what, *who, &Ok(sample));
                    so_far.push(sample);
                }
                Err(failure) => {
                    tell(what, *who, &Err(failure.clone()));
                    *outcome = Err(failure);
                }
            }
        }
    }
    samples.into_iter().map(|(who, it)| (who, it.map(|it| median(&it)))).collect()
}

/// Builds each package in turns; what they depend on was built before, which does not count.
pub(super) fn builds(
    what: &str,
    runs: usize,
    packages: &[Outcome<Package>],
    build: Build,
) -> Vec<Outcome<Sample>> {
    let warm: Vec<_> = packages
        .iter()
        .map(|(who, package)| {
            let warm = package.as_ref().map_err(Failure::clone).and_then(|package| {
                let outcome = package.build_dependencies(build, &[]);
                tell(&format!("{what}, what it depends on"), *who, &outcome);
                outcome.map(|_| package)
            });
            (*who, warm)
        })
        .collect();
    in_turns(what, runs, &warm, |package| package.build(build, &[]))
}

/// A line of progress.
pub(super) fn tell(what: &str, who: Contender, outcome: &Result<Sample, Failure>) {
    let outcome = match outcome {
        Ok(it) => format!("{:.3} s, {:.0} MiB", it.seconds, it.mebibytes()),
        Err(Failure { word, reason }) => format!("{word}: {reason}"),
    };
    line(format!("{what}, {}: {outcome}", who.title()));
}
