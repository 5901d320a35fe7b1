//! What can go wrong with a call.

use super::{
    decode::{self, DecodeError},
    rate_limit::{RateLimit, retry_after},
    reply::{Reply, without_mark},
    wait_error::WaitError,
};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{error, fmt, time::Duration};

/// How many characters of a server's message are shown.
const MESSAGE: usize = 200;

/// Why a call failed. It shows on one line, which begins with the operation and holds no secret;
/// the causes of a failed connection are its [`source`](error::Error::source).
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
    /// The server fell silent in the middle of a stream.
    Silent {
        /// The specification's name for the operation.
        operation: &'static str,
        /// How long the client waited.
        limit: Duration,
    },
    /// The server answered, but not with what was expected.
    Decode {
        /// The specification's name for the operation.
        operation: &'static str,
        /// The status.
        status: StatusCode,
        /// The server's name for the request.
        request_id: Option<String>,
        /// What is wrong, and where.
        reason: Box<DecodeError>,
    },
    /// The answer's body is larger than the client accepts.
    TooLarge {
        /// The specification's name for the operation.
        operation: &'static str,
        /// The status.
        status: StatusCode,
        /// The server's name for the request.
        request_id: Option<String>,
        /// How many bytes the client accepts.
        limit: usize,
    },
    /// The request was not sent, for it would not have been what its caller meant.
    Request(RequestError),
    /// The server accepted the request, and it is not known that it was done.
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
    pub(super) fn broken_off(
        operation: &'static str,
        begun: (StatusCode, Option<String>),
        error: reqwest::Error,
    ) -> Self {
        let mut error = Self::transport(operation, error);
        if let Self::Transport(error) | Self::Timeout(error) = &mut error {
            error.begun = Some(begun);
        }
        error
    }

    /// The same as the outcome of several attempts. Of what failed before, only the last is kept.
    pub(super) fn after(mut self, attempts: u32, previous: Option<Box<Self>>) -> Self {
        if let Self::Transport(error) | Self::Timeout(error) = &mut self {
            error.attempts = attempts;
            error.previous = previous;
            if let Some(Self::Transport(before) | Self::Timeout(before)) =
                error.previous.as_deref_mut()
            {
                before.previous = None;
            }
        }
        self
    }

    /// The specification's name for the operation that was called.
    pub fn operation(&self) -> Option<&'static str> {
        match self {
            Self::Api(error) => Some(error.operation),
            Self::Transport(error) | Self::Timeout(error) => Some(error.operation),
            Self::Request(error) => Some(error.operation),
            Self::Wait(error) => Some(error.operation()),
            Self::Silent { operation, .. }
            | Self::Decode { operation, .. }
            | Self::TooLarge { operation, .. } => Some(operation),
            Self::Configuration(_) => None,
        }
    }

    /// The status, where the server answered.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Wait(error) => error.status(),
            Self::Decode { status, .. } | Self::TooLarge { status, .. } => Some(*status),
            Self::Transport(error) | Self::Timeout(error) => Some(error.begun.as_ref()?.0),
            Self::Silent { .. } | Self::Request(_) | Self::Configuration(_) => None,
        }
    }

    /// What the server answered, where it refused or failed.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// What is known of a request that was accepted, where it is not known that it was done.
    pub fn accepted(&self) -> Option<&WaitError> {
        match self {
            Self::Wait(error) => Some(error),
            _ => None,
        }
    }

    /// The server's name for the request, which its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Wait(error) => error.request_id(),
            Self::Decode { request_id, .. } | Self::TooLarge { request_id, .. } => {
                request_id.as_deref()
            }
            Self::Transport(error) | Self::Timeout(error) => error.begun.as_ref()?.1.as_deref(),
            Self::Silent { .. } | Self::Request(_) | Self::Configuration(_) => None,
        }
    }

    /// Whether there is no such thing: 404.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the server does not know who is calling: 401.
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(StatusCode::UNAUTHORIZED)
    }

    /// Whether the server does not let the caller do this: 403.
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(StatusCode::FORBIDDEN)
    }

    /// Whether the call and the state of things contradict each other, as where something of the
    /// name exists already: 409.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether too many requests were sent: 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Silent { .. })
    }

    /// Whether the same call may succeed later: 408, 429, 502, 503, 504, and where no answer came.
    /// That it may be sent twice does not follow: the server may have done what the first one
    /// asked. Where it may, the client has done so already, as far as its
    /// [`RetryPolicy`](super::RetryPolicy) goes.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => matches!(error.status.as_u16(), 408 | 429 | 502 | 503 | 504),
            Self::Transport(_) | Self::Timeout(_) | Self::Silent { .. } => true,
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) | Self::Timeout(error) => error.fmt(f),
            Self::Silent { operation, limit } => {
                write!(f, "{operation}: the server was silent for {} s", limit.as_secs_f32())
            }
            Self::Decode { operation, status, request_id, reason } => {
                let answer = format_args!("{operation}: the server answered {status}");
                write!(f, "{answer}, but not as expected: {reason}{}", Suffix(request_id.as_ref()))
            }
            Self::TooLarge { operation, status, request_id, limit } => {
                let answer = format_args!("{operation}: the server answered {status}");
                write!(f, "{answer} with more than {limit} bytes{}", Suffix(request_id.as_ref()))
            }
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

/// The server's name for the request, at the end of a message.
pub(super) struct Suffix<'a>(pub(super) Option<&'a String>);

impl fmt::Display for Suffix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |id| write!(f, " (request {id})"))
    }
}

/// A connection that could not be made, or broke, or was too slow.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    source: reqwest::Error,
    /// The status and the server's name for the request, where the answer had begun.
    begun: Option<(StatusCode, Option<String>)>,
    attempts: u32,
    previous: Option<Box<Error>>,
}

impl TransportError {
    /// How many requests were sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Why the attempt before the last one failed, where there was one.
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
        write!(f, "{}: ", self.operation)?;
        let is_late = self.source.is_timeout();
        match &self.begun {
            Some((status, _)) if is_late => write!(f, "no whole answer in time after {status}"),
            Some((status, _)) => write!(f, "no whole answer: the connection broke after {status}"),
            None if is_late => write!(f, "no answer in time"),
            None if self.is_connect() => write!(f, "no answer: the connection could not be made"),
            None => write!(f, "no answer: the connection broke"),
        }?;
        match self.previous.as_ref().and_then(|error| error.status()) {
            Some(status) => write!(f, " (attempt {}, after {status})", self.attempts),
            None if self.attempts > 1 => write!(f, " (attempt {})", self.attempts),
            None => Ok(()),
        }?;
        Suffix(self.begun.as_ref().and_then(|(_, id)| id.as_ref())).fmt(f)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.source)
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

/// What the server answered when it refused or failed.
pub struct ApiError {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    request_id: Option<String>,
    message: Option<String>,
    attempts: u32,
}

impl ApiError {
    pub(super) fn new(reply: Reply) -> Self {
        let Reply { operation, status, headers, body, request_id, attempts, .. } = reply;
        let json: Option<Value> = serde_json::from_slice(without_mark(&body)).ok();
        let message = json.as_ref().and_then(message).map(one_line);
        Self { operation, status, headers, body, request_id, message, attempts }
    }

    /// The specification's name for the operation that was called.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came, up to a bound.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The server's name for the request, which its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The server's reason, where the body is JSON that has one in a usual place.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How many requests were sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the server asks to wait before the next request (RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }

    /// How much the caller may ask, where the headers say so.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers)
    }

    /// The body as the type that the specification gives it.
    ///
    /// # Errors
    ///
    /// The body is something else, such as a page of a proxy.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&String::from_utf8_lossy(without_mark(&self.body)))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the server answered {}", self.operation, self.status)?;
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        Suffix(self.request_id.as_ref()).fmt(f)
    }
}

/// Shows how long the body is, not what it holds.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("message", &self.message)
            .field("attempts", &self.attempts)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl error::Error for ApiError {}

/// The first text in the places where servers put their reason.
fn message(body: &Value) -> Option<&str> {
    const PLACES: [&str; 14] = [
        "/message",
        "/error_description",
        "/error/message",
        "/error",
        "/detail",
        "/title",
        "/errors/0/message",
        "/errors/0/detail",
        "/errors/0/title",
        "/errors/0",
        "/messages/0/message",
        "/messages/0",
        "/description",
        "/0/message",
    ];
    PLACES
        .iter()
        .filter_map(|place| body.pointer(place).and_then(Value::as_str))
        .find(|text| !text.is_empty())
}

pub(super) fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut line: String = plain.take(MESSAGE).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    line
}
