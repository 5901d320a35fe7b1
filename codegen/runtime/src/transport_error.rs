//! Answers that did not come, or not whole.

use super::{
    error::{Error, Suffix},
    reply::Reply,
};
use reqwest::{StatusCode, header::HeaderMap};
use std::{error, fmt, time::Duration};

/// A connection that could not be made, or broke, or was too slow.
#[derive(Debug)]
pub struct TransportError {
    pub(super) operation: &'static str,
    pub(super) source: reqwest::Error,
    /// The answer as far as it came, where it had begun.
    pub(super) begun: Option<Box<Reply>>,
    pub(super) attempts: u32,
    pub(super) previous: Option<Box<Error>>,
}

impl TransportError {
    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status, where the answer had begun.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        self.begun.as_ref().map(|reply| reply.head.status)
    }

    /// The headers, where the answer had begun.
    #[inline]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.begun.as_ref().map(|reply| &reply.head.headers)
    }

    /// What there is of the body, up to 1 MiB, where the answer had begun.
    #[inline]
    pub fn body(&self) -> Option<&[u8]> {
        self.begun.as_ref().map(|reply| reply.body())
    }

    /// The server's id for the request, where the answer had begun.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.begun.as_ref()?.head.request_id.as_deref()
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Why the attempt before the last one failed, where there was one.
    #[inline]
    pub fn previous(&self) -> Option<&Error> {
        self.previous.as_deref()
    }

    /// Whether no connection was made, so that the server cannot have seen the request.
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }

    /// Whether another attempt would end in the same way: the HTTP client refused the request.
    pub(super) fn is_final(&self) -> bool {
        self.source.is_builder() || self.source.is_redirect()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (&self.begun, self.source.is_timeout()) {
            (Some(_), true) => "no whole answer in time",
            (Some(_), false) => "no whole answer: the connection broke",
            (None, true) => "no answer in time",
            (None, false) if self.is_connect() => "no answer: the connection could not be made",
            (None, false) => "no answer: the connection broke",
        };
        write!(f, "{}: {what}", self.operation)?;
        if let Some(reply) = &self.begun {
            write!(f, " after {}", reply.head.status)?;
        }
        if let Some(status) = self.previous.as_ref().and_then(|error| error.status()) {
            write!(f, " (attempt {}, after {status})", self.attempts)?;
        } else if self.attempts > 1 {
            write!(f, " (attempt {})", self.attempts)?;
        }
        Suffix(self.begun.as_ref().and_then(|reply| reply.head.request_id.as_ref())).fmt(f)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.source)
    }
}

/// A server that fell silent before a stream began, or in the middle of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentError {
    pub(super) operation: &'static str,
    pub(super) limit: Duration,
    pub(super) attempts: u32,
}

impl SilentError {
    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// How long the client waited.
    #[inline]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for SilentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.limit.as_secs_f32();
        write!(f, "{}: the server was silent for {seconds} s", self.operation)
    }
}

impl error::Error for SilentError {}
