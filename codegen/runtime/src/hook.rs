//! What callers may do before and after each attempt of a call.

use super::{endpoint::Endpoint, error::Error, reply::Reply};
use reqwest::{Method, StatusCode, header::HeaderMap};
use std::{fmt, time::Duration};

/// Observes every attempt of every call of a client: to count, to log, or to set a header that
/// is different each time.
///
/// A call is one attempt, and another for each retry and each redirect that is followed. Methods
/// run where the call does, so they should be quick. With several hooks, all `before` run in the
/// order in which the hooks were added, and all `after` in the opposite order.
///
/// With the feature `differences`, `ClientBuilder::on_difference` tells of what is in an answer and
/// not as the specification says.
pub trait Hook: Send + Sync {
    /// Before a request is sent.
    fn before(&self, outgoing: &mut Outgoing<'_>) {
        let _ = outgoing;
    }

    /// After the answer was read, or none came; of a stream, after its status and headers came. A
    /// call that is dropped has no end.
    ///
    /// What is wrong inside an answer shows later, and not here: a failure that an envelope tells,
    /// and a body that cannot be decoded.
    fn after(&self, finished: &Finished<'_>) {
        let _ = finished;
    }
}

/// A request that is about to be sent.
pub struct Outgoing<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) attempt: u32,
    pub(super) headers: &'a mut HeaderMap,
}

impl Outgoing<'_> {
    /// The specification's name for the operation.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.endpoint.id
    }

    /// The HTTP method.
    #[inline]
    pub fn method(&self) -> &Method {
        &self.endpoint.method
    }

    /// The path, with its variables in braces.
    #[inline]
    pub fn path(&self) -> &'static str {
        self.endpoint.path
    }

    /// Which attempt of the call it is, from 1.
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The headers that are sent. What is set here goes out with this attempt only, and replaces
    /// what the client and the call say.
    #[inline]
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.headers
    }
}

/// Shows no headers, for some are secret.
impl fmt::Debug for Outgoing<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("operation", &self.endpoint.id)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// An attempt that is over.
pub struct Finished<'a> {
    pub(super) endpoint: &'a Endpoint,
    pub(super) attempt: u32,
    pub(super) duration: Duration,
    pub(super) result: &'a Result<Reply, Error>,
    pub(super) next: Option<Duration>,
}

impl Finished<'_> {
    /// The specification's name for the operation.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.endpoint.id
    }

    /// The HTTP method.
    #[inline]
    pub fn method(&self) -> &Method {
        &self.endpoint.method
    }

    /// The path, with its variables in braces.
    #[inline]
    pub fn path(&self) -> &'static str {
        self.endpoint.path
    }

    /// Which attempt of the call it was, from 1.
    #[inline]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long it took, reading the answer included, unless it is a stream.
    #[inline]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// The status, where the server answered.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        match self.result {
            Ok(reply) => Some(reply.head.status),
            Err(error) => error.status(),
        }
    }

    /// The headers of the answer, where it was read.
    #[inline]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.result.as_ref().ok().map(|reply| &reply.head.headers)
    }

    /// Why there is no answer. A refusal, such as 404, is an answer, and no error here.
    #[inline]
    pub fn error(&self) -> Option<&Error> {
        self.result.as_ref().err()
    }

    /// After which delay the request is sent again, as a retry or to where a redirect leads;
    /// nothing where this was the last attempt.
    #[inline]
    pub fn next_delay(&self) -> Option<Duration> {
        self.next
    }
}

/// Shows no headers, which may set a cookie.
impl fmt::Debug for Finished<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finished")
            .field("operation", &self.endpoint.id)
            .field("attempt", &self.attempt)
            .field("duration", &self.duration)
            .field("status", &self.status())
            .field("error", &self.error())
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
