//! What can go wrong with a call.

use super::{
    decode::{self, DecodeError},
    reply::Reply,
};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{error, fmt};

/// How many characters of a server's message are shown.
const MESSAGE: usize = 200;

/// Why a call failed. It shows on one line, and holds no secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server refused, or failed.
    Api(Box<ApiError>),
    /// No answer came: the connection could not be made, or broke.
    Transport(TransportError),
    /// No answer came in time.
    Timeout(TransportError),
    /// The server answered, but not with what was expected.
    Decode {
        /// The status.
        status: StatusCode,
        /// The server's name for the request.
        request_id: Option<String>,
        /// What is wrong, and where.
        source: Box<DecodeError>,
    },
    /// The answer's body is larger than the client accepts.
    TooLarge {
        /// The status.
        status: StatusCode,
        /// How many bytes the client accepts.
        limit: usize,
    },
    /// The request was not sent, for it would not have been what its caller meant.
    Request(String),
    /// The client cannot be made as it is configured.
    Configuration(String),
}

impl Error {
    /// The status, where the server answered.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode { status, .. } | Self::TooLarge { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// What the server answered, where it refused or failed.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The server's name for the request, which its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// Whether there is no such thing: 404.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the server does not know who is calling, or does not let them: 401 or 403.
    pub fn is_unauthorized(&self) -> bool {
        matches!(self.status(), Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN))
    }

    /// Whether too many requests were sent: 429.
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout(_))
    }

    /// Whether the same call may succeed later. That it may be sent twice does not follow: the
    /// server may have done what the first one asked.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => matches!(error.status.as_u16(), 408 | 429 | 502 | 503 | 504),
            Self::Transport(_) | Self::Timeout(_) => true,
            _ => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "no answer: {error}"),
            Self::Timeout(_) => f.write_str("no answer in time"),
            Self::Decode { status, source, .. } => {
                write!(f, "the server answered {status}, but not as expected: {source}")
            }
            Self::TooLarge { status, limit } => {
                write!(f, "the server answered {status} with more than {limit} bytes")
            }
            Self::Request(reason) => write!(f, "the request was not sent: {reason}"),
            Self::Configuration(reason) => write!(f, "the client cannot be made: {reason}"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Transport(error) | Self::Timeout(error) => Some(error),
            Self::Decode { source, .. } => Some(&**source),
            _ => None,
        }
    }
}

/// A connection that could not be made, or broke.
#[derive(Debug)]
pub struct TransportError {
    source: reqwest::Error,
}

impl TransportError {
    /// Whether no connection was made, so that the server cannot have seen the request.
    pub fn is_connect(&self) -> bool {
        self.source.is_connect()
    }
}

impl fmt::Display for TransportError {
    /// With the causes: reqwest's own text says little.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)?;
        let mut cause = error::Error::source(&self.source);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl error::Error for TransportError {}

impl From<reqwest::Error> for Error {
    /// Without the URL, whose query may hold a secret.
    fn from(error: reqwest::Error) -> Self {
        let timeout = error.is_timeout();
        let error = TransportError { source: error.without_url() };
        if timeout { Self::Timeout(error) } else { Self::Transport(error) }
    }
}

/// What the server answered when it refused or failed.
pub struct ApiError {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    request_id: Option<String>,
    message: Option<String>,
}

impl ApiError {
    pub(super) fn new(reply: Reply) -> Self {
        let Reply { status, headers, body, request_id } = reply;
        let json: Option<Value> = serde_json::from_slice(&body).ok();
        let message = json.as_ref().and_then(message).map(one_line);
        Self { status, headers, body, request_id, message }
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

    /// The body as the type that the specification gives it.
    ///
    /// # Errors
    ///
    /// The body is something else, such as a page of a proxy.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&String::from_utf8_lossy(&self.body))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered {}", self.status)?;
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        if let Some(id) = &self.request_id {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

/// Shows how long the body is, not what it holds.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("message", &self.message)
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

fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut line: String = plain.take(MESSAGE).collect();
    if line.len() < text.len() {
        line.push('…');
    }
    line
}
