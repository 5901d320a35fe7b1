//! Refusals and failures that a server answers with.

use super::{
    attempt::PARTIAL_BODY,
    decode::{self, DecodeError},
    error::Suffix,
    excerpt,
    rate_limit::{RateLimit, retry_after},
    reply::{Head, Reply, without_mark},
};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{error, fmt, time::Duration};

/// What the server answered when it refused or failed.
pub struct ApiError {
    pub(super) reply: Reply,
    message: Option<String>,
}

impl ApiError {
    pub(super) fn new(mut reply: Reply) -> Self {
        let text = str::from_utf8(without_mark(&reply.body)).unwrap_or_default();
        let json: Value = text.parse().unwrap_or_default();
        let message = message(&json).map(excerpt::of_message);
        reply.body.truncate(PARTIAL_BODY);
        Self { reply, message }
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

    /// The body as it came, up to 1 MiB.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.reply.body
    }

    /// The server's id for the request, which its support will ask for.
    #[inline]
    pub fn request_id(&self) -> Option<&str> {
        self.reply.head.request_id.as_deref()
    }

    /// The server's reason, where the body is JSON that has one in a usual place.
    #[inline]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How many requests were sent.
    #[inline]
    pub fn attempts(&self) -> u32 {
        self.reply.head.attempts
    }

    /// How long the server asks to wait before the next request (RFC 9110, section 10.2.3).
    #[inline]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.reply.head.headers)
    }

    /// The rate limit, where the headers state one.
    #[inline]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.reply.head.headers)
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
        let Head { operation, status, attempts, .. } = &*self.reply.head;
        write!(f, "{operation}: the server answered {status}")?;
        match &self.message {
            Some(message) => write!(f, ": {message}")?,
            // The envelope says so, and no more.
            None if status.is_success() => f.write_str(", but that it failed")?,
            None => {}
        }
        if *attempts > 1 {
            write!(f, " (attempt {attempts})")?;
        }
        Suffix(self.reply.head.request_id.as_ref()).fmt(f)
    }
}

/// Shows how long the body is, not what it holds.
impl fmt::Debug for ApiError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.reply.head.operation)
            .field("status", &self.reply.head.status)
            .field("request_id", &self.reply.head.request_id)
            .field("message", &self.message)
            .field("attempts", &self.reply.head.attempts)
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
