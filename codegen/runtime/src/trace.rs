//! Spans for those who switch on `tracing`: one for each attempt, without URLs and secrets.

use super::{endpoint::Endpoint, hook::Finished};

/// The span of an attempt; nothing at all without the feature.
pub(super) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn new(endpoint: &Endpoint, attempt: u32) -> Self {
        use tracing::field::Empty;
        let span = tracing::info_span!(
            "request",
            method = endpoint.method.as_str(),
            path = endpoint.path,
            operation = endpoint.id,
            attempt,
            status = Empty,
            error = Empty,
        );
        Self { span }
    }

    /// Sends and reads inside the span.
    pub(super) async fn around<F: Future>(&self, attempt: F) -> F::Output {
        use tracing::Instrument;
        attempt.instrument(self.span.clone()).await
    }

    /// Says how the attempt ended, and whether it is repeated.
    pub(super) fn finish(self, finished: &Finished<'_>) {
        let status = finished.status().map(|status| status.as_u16());
        self.span.record("status", status);
        if let Some(error) = finished.error() {
            self.span.record("error", tracing::field::display(error));
        }
        if let Some(delay) = finished.next {
            let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
            tracing::info!(parent: &self.span, delay_ms = delay, status, "the request is sent again");
        }
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self, reason = "the other form uses it")]
impl Span {
    pub(super) fn new(_: &Endpoint, _: u32) -> Self {
        Self {}
    }

    pub(super) fn around<F: Future>(&self, attempt: F) -> F {
        attempt
    }

    pub(super) fn finish(self, _: &Finished<'_>) {}
}
