//! What can go wrong with a call.

use super::{
    api_error::ApiError,
    decode_failure::{DecodeFailure, TooLargeError},
    reply::Reply,
    retry,
    transport_error::{SilentError, TransportError},
    wait_error::WaitError,
};
use reqwest::{StatusCode, header::HeaderMap};
use std::{error, fmt, time::Duration};

/// Why a call failed. It shows on one line, which begins with the operation, where there is one,
/// and holds no secret; the causes of a failed connection are its
/// [`source`](error::Error::source).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server refused, or failed.
    Api(Box<ApiError>),
    /// No answer came, or not all of it: the connection could not be made, or broke. Where it broke
    /// inside the answer of a success, the status is known, and so is the server's name for the
    /// request.
    Transport(TransportError),
    /// No answer came in time, or not all of it.
    Timeout(TransportError),
    /// The server fell silent before a stream began, or in the middle of it.
    Silent(SilentError),
    /// The server answered, but not with what was expected.
    Decode(Box<DecodeFailure>),
    /// The answer's body is larger than the client accepts.
    TooLarge(Box<TooLargeError>),
    /// The request was not sent, for it would not have been what its caller meant.
    Request(RequestError),
    /// The server accepted the request, which failed later or is not known to be done.
    Wait(Box<WaitError>),
    /// The client cannot be made as it is configured.
    Configuration(String),
}

impl Error {
    /// Without the URL, whose query may hold a secret.
    pub(super) fn transport(operation: &'static str, error: reqwest::Error) -> Self {
        let timeout = error.is_timeout();
        let source = error.without_url();
        let error = TransportError { operation, source, begun: None, attempts: 1, previous: None };
        if timeout { Self::Timeout(error) } else { Self::Transport(error) }
    }

    /// The same, where the answer had begun: the server may well have done what it was asked.
    pub(super) fn broken_off(reply: &Reply, error: reqwest::Error) -> Self {
        let mut error = Self::transport(reply.head.operation, error);
        if let Self::Transport(error) | Self::Timeout(error) = &mut error {
            error.begun = Some(Box::new(reply.excerpt()));
        }
        error
    }

    pub(super) fn silent(operation: &'static str, limit: Duration) -> Self {
        Self::Silent(SilentError { operation, limit, attempts: 1 })
    }

    pub(super) fn too_large(reply: &Reply, limit: usize) -> Self {
        Self::TooLarge(Box::new(TooLargeError { reply: reply.excerpt(), limit }))
    }

    /// The same as the outcome of several attempts. Of what failed before, only the last is kept.
    pub(super) fn after(mut self, attempts: u32, previous: Option<Box<Self>>) -> Self {
        match &mut self {
            Self::Transport(error) | Self::Timeout(error) => {
                error.attempts = attempts;
                error.previous = previous;
                if let Some(Self::Transport(before) | Self::Timeout(before)) =
                    error.previous.as_deref_mut()
                {
                    before.previous = None;
                }
            }
            Self::Silent(error) => error.attempts = attempts,
            _ => {}
        }
        self
    }

    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Api(error) => Some(error.operation()),
            Self::Transport(error) | Self::Timeout(error) => Some(error.operation),
            Self::Silent(error) => Some(error.operation),
            Self::Decode(error) => Some(error.operation()),
            Self::TooLarge(error) => Some(error.operation()),
            Self::Request(error) => Some(error.operation),
            Self::Wait(error) => Some(error.operation()),
            Self::Configuration(_) => None,
        }
    }

    /// The answer, as far as there is one.
    fn answer(&self) -> Option<&Reply> {
        match self {
            Self::Api(error) => Some(&error.reply),
            Self::Transport(error) | Self::Timeout(error) => error.begun.as_deref(),
            Self::Decode(error) => Some(&error.reply),
            Self::TooLarge(error) => Some(&error.reply),
            Self::Wait(error) => error.first.as_ref(),
            Self::Silent(_) | Self::Request(_) | Self::Configuration(_) => None,
        }
    }

    /// The status, where the server answered.
    #[inline]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(Reply::status)
    }

    /// The headers, where the server answered.
    #[inline]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(Reply::headers)
    }

    /// The body as far as it came, up to 1 MiB, where the server answered.
    #[inline]
    pub fn body(&self) -> Option<&[u8]> {
        self.answer().map(Reply::body)
    }

    /// How many requests were sent for the call: none where it was refused before. Those that ask
    /// for the status of an accepted request are not counted.
    #[inline]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Transport(error) | Self::Timeout(error) => error.attempts,
            Self::Silent(error) => error.attempts,
            other => other.answer().map_or(0, |reply| reply.head.attempts),
        }
    }

    /// What the server answered, where it refused or failed.
    #[inline]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// What is known of a request that was accepted, and that failed later or is not known to be
    /// done.
    #[inline]
    pub fn wait_error(&self) -> Option<&WaitError> {
        match self {
            Self::Wait(error) => Some(error),
            _ => None,
        }
    }

    /// The server's id for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.answer()?.head.request_id.as_deref()
    }

    /// Whether there is no such thing: 404.
    #[inline]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the server does not know who is calling: 401.
    #[inline]
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the server does not let the caller do this: 403.
    #[inline]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the call conflicts with what exists, such as a name that is taken: 409.
    #[inline]
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether too many requests were sent: 429.
    #[inline]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether no answer came in time.
    #[inline]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Silent(_))
    }

    /// Whether the same call may succeed later: where no answer came, or not all of it, or one that
    /// [`RetryPolicy`](super::RetryPolicy) lists, for whatever method.
    ///
    /// This does not mean that it is safe to send it again: unless the method changes nothing, the
    /// server may have done what was asked. Where it is safe, the client has already sent it again,
    /// as far as its policy goes.
    #[inline]
    pub fn is_retryable(&self) -> bool {
        retry::is_passing(self)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) | Self::Timeout(error) => error.fmt(f),
            Self::Silent(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::TooLarge(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Wait(error) => error.fmt(f),
            Self::Configuration(reason) => write!(f, "the client cannot be made: {reason}"),
        }
    }
}

impl error::Error for Error {
    /// What is behind the error and not part of what it shows.
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Transport(error) | Self::Timeout(error) => error.source(),
            Self::Wait(error) => error.source(),
            _ => None,
        }
    }
}

/// The server's id for the request, at the end of a message.
pub(super) struct Suffix<'a>(pub(super) Option<&'a String>);

impl fmt::Display for Suffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |id| write!(f, " (request {id})"))
    }
}

/// A request that was not sent, for it would not have been what its caller meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    pub(super) operation: &'static str,
    pub(super) reason: String,
}

impl RequestError {
    /// What is wrong with the request.
    #[inline]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the request was not sent: {}", self.operation, self.reason)
    }
}

impl error::Error for RequestError {}
