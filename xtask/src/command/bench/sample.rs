//! What a step used, once and on the median, and why one could not be measured.

use crate::command::within::{Bounds, Run, last_line};

/// What a step used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sample {
    /// Processor time of all its processes, user and system.
    pub(super) seconds: f64,
    /// The most memory that one of its processes held at a time.
    pub(super) bytes: u64,
}

/// Why a step could not be measured.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    /// What a table says of it, in a word or two.
    pub(super) word: String,
    /// The line of the program's that says why.
    pub(super) reason: String,
}

impl Sample {
    /// What a program used that ended well.
    pub(super) fn of(run: &Run, bounds: Bounds) -> Result<Self, Failure> {
        if run.is_success() {
            return Ok(Self { seconds: run.seconds, bytes: run.peak_memory });
        }
        if let Some(reason) = run.stopped(bounds) {
            return Err(Failure { word: "too much".to_owned(), reason });
        }
        Err(Failure::said(&run.stderr))
    }

    #[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 bytes")]
    pub(super) fn mebibytes(self) -> f64 {
        self.bytes as f64 / f64::from(1 << 20)
    }
}

impl Failure {
    /// What a program said that failed.
    pub(super) fn said(stderr: &str) -> Self {
        let mut lines = stderr.lines().map(str::trim);
        let panic = lines.clone().skip_while(|it| !it.contains("panicked at")).nth(1);
        if let Some(reason) = panic {
            return Self { word: "panics".to_owned(), reason: reason.to_owned() };
        }
        let begins = |it: &&str| ["error", "Error", "gen fail"].iter().any(|by| it.starts_with(by));
        let reason = lines.find(begins).unwrap_or_else(|| last_line(stderr));
        Self { word: "fails".to_owned(), reason: reason.to_owned() }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { word: "fails".to_owned(), reason: error.to_string() }
    }
}

/// The medians of some samples, each figure's by itself.
pub(super) fn median(samples: &[Sample]) -> Sample {
    let mut seconds: Vec<_> = samples.iter().map(|it| it.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    let mut bytes: Vec<_> = samples.iter().map(|it| it.bytes).collect();
    bytes.sort_unstable();
    let middle = samples.len() / 2;
    Sample {
        seconds: seconds.get(middle).copied().unwrap_or_default(),
        bytes: bytes.get(middle).copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_taken_of_each_figure() {
        let samples = [(3.0, 10), (1.0, 30), (2.0, 20)];
        let samples = samples.map(|(seconds, bytes)| Sample { seconds, bytes });
        assert_eq!(median(&samples), Sample { seconds: 2.0, bytes: 20 });
    }

    #[test]
    fn a_panic_is_told_by_what_it_says() {
        let said = "gen fail\nthread 'main' panicked at a.rs:1:2:\nassertion failed: x\nstack\n";
        let failure = Failure::said(said);
        assert_eq!((&*failure.word, &*failure.reason), ("panics", "assertion failed: x"));
    }

    #[test]
    fn a_failure_is_told_by_its_first_error() {
        let said = "warning: w\nerror[E0308]: mismatched types\nerror: could not compile\n";
        assert_eq!(Failure::said(said).reason, "error[E0308]: mismatched types");
    }
}
