//! Successes whose body cannot be used.

use super::{
    decode::DecodeError,
    error::Suffix,
    reply::{Head, Reply},
};
use reqwest::{StatusCode, header::HeaderMap};
use std::{error, fmt};

/// A success whose body is not what was expected. What the call asked for may well be done: the
/// [`body`](Self::body) may say what was made.
#[derive(Debug)]
pub struct DecodeFailure {
    pub(super) reply: Reply,
    pub(super) reason: DecodeError,
}

impl DecodeFailure {
    /// What is wrong, and where.
    #[inline]
    pub fn reason(&self) -> &DecodeError {
        &self.reason
    }

    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.reply.head.operation
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.reply.head.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.head.headers
    }

    /// The body as it came, up to 1 MiB; of server-sent events, the data of one.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The server's id for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.reply.head.request_id.as_deref()
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.reply.head.attempts
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Head { operation, status, request_id, .. } = &*self.reply.head;
        write!(f, "{operation}: the server answered {status}, but not as expected: ")?;
        write!(f, "{}{}", self.reason, Suffix(request_id.as_ref()))
    }
}

impl error::Error for DecodeFailure {}

/// A success whose body is larger than the client accepts. What the call asked for may well be done.
#[derive(Debug)]
pub struct TooLargeError {
    pub(super) reply: Reply,
    pub(super) limit: usize,
}

impl TooLargeError {
    /// How many bytes the client accepts.
    #[inline]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.reply.head.operation
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.reply.head.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.head.headers
    }

    /// The beginning of the body, up to 1 MiB; nothing of server-sent events.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The server's id for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.reply.head.request_id.as_deref()
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.reply.head.attempts
    }
}

impl fmt::Display for TooLargeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Head { operation, status, request_id, .. } = &*self.reply.head;
        write!(f, "{operation}: the server answered {status} with more than {} bytes", self.limit)?;
        Suffix(request_id.as_ref()).fmt(f)
    }
}

impl error::Error for TooLargeError {}
