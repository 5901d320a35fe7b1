//! Refusals and failures that a server answers with.

use super::{
    attempt::PARTIAL_BODY,
    decode::{self, DecodeError},
    error::Suffix,
    rate_limit::{RateLimit, retry_after},
    reply::{Reply, without_mark},
};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{error, fmt, time::Duration};

/// How many characters of a server's message are shown.
const MESSAGE: usize = 200;

/// What the server answered when it refused or failed.
pub struct ApiError {
    pub(super) reply: Reply,
    message: Option<String>,
}

impl ApiError {
    pub(super) fn new(mut reply: Reply) -> Self {
        let text = str::from_utf8(without_mark(&reply.body)).unwrap_or_default();
        let json: Value = text.parse().unwrap_or_default();
        let message = message(&json).map(one_line);
        reply.body.truncate(PARTIAL_BODY);
        Self { reply, message }
    }

    /// The specification's name for the operation that was called.
    #[inline]
    pub fn operation(&self) -> &'static str {
        self.reply.operation
    }

    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.reply.headers
    }

    /// The body as it came, up to 1 MiB.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The server's name for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.reply.request_id.as_deref()
    }

    /// The server's reason, where the body is JSON that has one in a usual place.
    #[inline]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.reply.attempts
    }

    /// How long the server asks to wait before the next request (RFC 9110, section 10.2.3).
    #[inline]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.reply.headers)
    }

    /// The rate limit, where the headers state one.
    #[inline]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.reply.headers)
    }

    /// The body as the type that the specification gives it.
    ///
    /// # Errors
    ///
    /// The body is something else, such as a page of a proxy.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        decode::json(&String::from_utf8_lossy(without_mark(&self.reply.body)))
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the server answered {}", self.reply.operation, self.reply.status)?;
        if let Some(message) = &self.message {
            write!(f, ": {message}")?;
        }
        Suffix(self.reply.request_id.as_ref()).fmt(f)
    }
}

/// Shows how long the body is, not what it holds.
impl fmt::Debug for ApiError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.reply.operation)
            .field("status", &self.reply.status)
            .field("request_id", &self.reply.request_id)
            .field("message", &self.message)
            .field("attempts", &self.reply.attempts)
            .field("body_length", &self.reply.body.len())
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
    for place in &PLACES {
        if let Some(Value::String(text)) = body.pointer(place)
            && !text.is_empty()
        {
            return Some(text);
        }
    }
    None
}

pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars().take(MESSAGE) {
        line.push(if character.is_control() { ' ' } else { character });
    }
    if line.len() < text.len() {
        line.push('…');
    }
    line
}
