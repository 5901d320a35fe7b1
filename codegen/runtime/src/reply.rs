//! What a server answers.

use super::{
    attempt::PARTIAL_BODY,
    chunks::{Chunks, Open},
    decode::{self, DecodeError},
    decode_failure::DecodeFailure,
    error::Error,
    header,
    rate_limit::RateLimit,
};
use reqwest::{StatusCode, header::HeaderMap};
use serde::de::DeserializeOwned;
use std::{fmt, marker::PhantomData, sync::Arc};

/// What a server answered, before anyone looked at its body.
pub struct Reply {
    pub(super) head: Arc<Head>,
    pub(super) body: Vec<u8>,
    /// The body, where it is left for the caller to read.
    pub(super) open: Option<Open>,
}

/// What is known of an answer before its body comes, which errors and responses share.
pub(super) struct Head {
    pub(super) operation: &'static str,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) request_id: Option<String>,
    /// How many requests were sent for it.
    pub(super) attempts: u32,
}

impl Reply {
    /// The status.
    #[inline]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[inline]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The body's bytes.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body's JSON; an empty body is `null`.
    pub(super) fn json(&self) -> Result<&str, Error> {
        let text = std::str::from_utf8(without_mark(&self.body));
        let text =
            text.map_err(|_| self.undecodable(DecodeError::whole("the text is not UTF-8")))?;
        Ok(if text.trim_ascii().is_empty() { "null" } else { text })
    }

    pub(super) fn undecodable(&self, reason: DecodeError) -> Error {
        Error::Decode(Box::new(DecodeFailure { reply: self.excerpt(), reason }))
    }

    /// The same for an error to keep, with the beginning of a body that is long.
    pub(super) fn excerpt(&self) -> Self {
        let end = self.body.len().min(PARTIAL_BODY);
        let body = self.body.get(..end).unwrap_or_default().to_vec();
        Self { head: Arc::clone(&self.head), body, open: None }
    }
}

/// The bytes of a text without the mark that some servers begin it with.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Shows no headers, which may set a cookie.
impl fmt::Debug for Head {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// Shows how long the body is, not what it holds.
impl fmt::Debug for Reply {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("head", &self.head)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// How much of a success's body is read before it is decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Body {
    /// All of it.
    Whole,
    /// Nothing: it is left for the caller to read, as it comes.
    Open,
    /// What there is: nobody looks at it, so it may be too large, or break off.
    Unwanted,
}

/// A form that a success's body can have.
pub trait Payload {
    /// What callers get.
    type Value;

    /// The media types to ask for.
    const ACCEPT: &'static str;

    /// How much of the body is read before it is decoded.
    const BODY: Body = Body::Whole;

    /// Reads the body.
    ///
    /// # Errors
    ///
    /// The body is not what it should be.
    fn decode(reply: &mut Reply) -> Result<Self::Value, Error>;

    /// Finds out whether a reply with the status of a success is a failure all the same.
    ///
    /// # Errors
    ///
    /// It is one.
    fn check(_: &mut Reply) -> Result<(), Error> {
        Ok(())
    }
}

/// JSON, whatever media type the server gives it. An empty body is the type's default, as `null`
/// is.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned + Default> Payload for Json<T> {
    type Value = T;
    const ACCEPT: &'static str = "application/json";

    fn decode(reply: &mut Reply) -> Result<T, Error> {
        json::<Option<T>>(reply).map(Option::unwrap_or_default)
    }
}

/// JSON that may be left out: of an operation that documents successes without a body. `None` is
/// no body, or `null`.
impl<P: Payload> Payload for Option<P> {
    type Value = Option<P::Value>;
    const ACCEPT: &'static str = P::ACCEPT;
    const BODY: Body = P::BODY;

    fn decode(reply: &mut Reply) -> Result<Self::Value, Error> {
        if reply.json()?.trim_ascii() == "null" { Ok(None) } else { P::decode(reply).map(Some) }
    }

    fn check(reply: &mut Reply) -> Result<(), Error> {
        P::check(reply)
    }
}

/// Reads a reply's JSON.
pub(super) fn json<T: DeserializeOwned>(reply: &Reply) -> Result<T, Error> {
    decode::json(reply.json()?).map_err(|error| reply.undecodable(error))
}

/// Nothing; whatever comes all the same is passed over.
#[derive(Debug)]
pub enum Empty {}

impl Payload for Empty {
    type Value = ();
    const ACCEPT: &'static str = "*/*";
    const BODY: Body = Body::Unwanted;

    fn decode(_: &mut Reply) -> Result<(), Error> {
        Ok(())
    }
}

/// Text.
#[derive(Debug)]
pub enum Text {}

impl Payload for Text {
    type Value = String;
    const ACCEPT: &'static str = "text/plain, */*";

    fn decode(reply: &mut Reply) -> Result<String, Error> {
        Ok(String::from_utf8_lossy(&reply.body).into_owned())
    }
}

/// Bytes.
#[derive(Debug)]
pub enum Binary {}

impl Payload for Binary {
    type Value = Vec<u8>;
    const ACCEPT: &'static str = "*/*";

    fn decode(reply: &mut Reply) -> Result<Vec<u8>, Error> {
        Ok(std::mem::take(&mut reply.body))
    }
}

/// A body in pieces, as they come.
#[derive(Debug)]
pub enum Pieces {}

impl Payload for Pieces {
    type Value = Chunks;
    const ACCEPT: &'static str = "*/*";
    const BODY: Body = Body::Open;

    #[inline]
    fn decode(reply: &mut Reply) -> Result<Chunks, Error> {
        Ok(Chunks::new(reply.open.take()))
    }
}

/// A success: what the body held, beside the status and the headers. Headers that the
/// specification describes are methods of the responses of their operation.
pub struct Response<T, O> {
    head: Arc<Head>,
    body: T,
    operation: PhantomData<fn() -> O>,
}

impl<T, O> Response<T, O> {
    pub(super) fn new(reply: Reply, body: T) -> Self {
        Self { head: reply.head, body, operation: PhantomData }
    }

    /// The response that a reply is, with its body read.
    pub(super) fn read<P: Payload<Value = T>>(mut reply: Reply) -> Result<Self, Error> {
        let body = P::decode(&mut reply)?;
        Ok(Self::new(reply, body))
    }

    /// What the body held.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// What the body held.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The server's id for the request, which its support will ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id.as_deref()
    }

    /// The header `Location`: where to find what was made, or the status of the request.
    pub fn location(&self) -> Option<&str> {
        header::text(&self.head.headers, "location")
    }

    /// The rate limit, where the headers state one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.head.headers)
    }
}

impl<T: Clone, O> Clone for Response<T, O> {
    fn clone(&self) -> Self {
        Self { head: Arc::clone(&self.head), body: self.body.clone(), operation: PhantomData }
    }
}

/// Shows no headers, which may set a cookie.
impl<T: fmt::Debug, O> fmt::Debug for Response<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status)
            .field("request_id", &self.head.request_id)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
