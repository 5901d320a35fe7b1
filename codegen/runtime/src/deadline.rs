//! When a call must be over.

use std::time::Duration;
use tokio::time::Instant;

/// When a call must be over: never, where the time-out is longer than time can be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// Never.
    pub(super) const NEVER: Self = Self(None);

    /// The deadline of a call that begins now.
    pub(super) fn after(timeout: Duration) -> Self {
        Self(Instant::now().checked_add(timeout))
    }

    /// What is left.
    pub(super) fn remaining(self) -> Duration {
        self.0.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()))
    }
}
