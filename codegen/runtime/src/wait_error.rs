//! Requests that were accepted, and failed later or are not known to be done.

use super::{
    decode::{self, DecodeError},
    error::{Error, Suffix},
    excerpt,
    reply::{Reply, without_mark},
};
use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use std::{error, fmt};

/// A request that the server accepted, and that failed later or is not known to be done. Unless it
/// failed, sending it again may do it twice: [`location`](Self::location) is where to ask for its
/// status.
pub struct WaitError {
    pub(super) operation: &'static str,
    pub(super) location: String,
    pub(super) failure: WaitFailure,
    pub(super) status: Option<String>,
    pub(super) message: Option<String>,
    pub(super) cause: Option<Error>,
    pub(super) first: Option<Reply>,
}

/// How waiting ended without success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitFailure {
    /// The server says that it failed.
    Failed,
    /// It was under way when the time was up, and may still be done.
    TimedOut,
    /// `Location` leads to another server, or nowhere: nothing was sent there.
    OtherServer,
    /// The server does not tell the status.
    NoStatus,
}

impl WaitError {
    /// How waiting ended.
    #[inline]
    pub fn failure(&self) -> WaitFailure {
        self.failure
    }

    /// The specification's name for the operation that was called; `wait_for` where
    /// `Client::wait_for` asked.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Where to ask for the status: a whole URL, or what the server wrote, where that leads to
    /// another server. `wait_for` asks only the server that its client is configured for: where
    /// the call had another one, by [`with_base_url`](super::Call::with_base_url) or by its
    /// specification, a client with that `base_url` is needed.
    #[inline]
    pub fn location(&self) -> &str {
        &self.location
    }

    /// The last status that the server told.
    #[inline]
    pub fn last_status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// The server's reason, from where it told the last status.
    #[inline]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The HTTP status of the answer that accepted the request, where this is a call's error.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        self.first.as_ref().map(Reply::status)
    }

    /// The server's id for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.first.as_ref()?.head.request_id.as_deref()
    }

    /// The body of the answer that accepted the request, up to 1 MiB: it may name what
    /// is made.
    #[inline]
    pub fn body(&self) -> &[u8] {
        self.first.as_ref().map(Reply::body).unwrap_or_default()
    }

    /// The body of the answer that accepted the request, as the type that the specification gives
    /// it.
    ///
    /// # Errors
    ///
    /// The body is something else.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&String::from_utf8_lossy(without_mark(self.body())))
    }
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.failure {
            WaitFailure::Failed => "it failed",
            WaitFailure::TimedOut => "it was not done in time",
            WaitFailure::OtherServer => {
                "its `Location` leads to another server, which was not asked"
            }
            WaitFailure::NoStatus => "its status cannot be told",
        };
        write!(f, "{}: the server accepted the request, but {what}", self.operation)?;
        let mut add = |said: &Option<String>| match said {
            Some(text) => write!(f, ": {}", excerpt::of_message(text)),
            None => Ok(()),
        };
        add(&self.status)?;
        add(&self.message)?;
        let id = self.first.as_ref().and_then(|first| first.head.request_id.as_ref());
        Suffix(id).fmt(f)
    }
}

/// Shows no location, whose query may hold a secret, and no body.
impl fmt::Debug for WaitError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitError")
            .field("operation", &self.operation)
            .field("failure", &self.failure)
            .field("last_status", &self.status)
            .field("message", &self.message)
            .field("cause", &self.cause)
            .field("first", &self.first)
            .finish_non_exhaustive()
    }
}

impl error::Error for WaitError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}
