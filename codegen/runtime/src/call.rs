//! Calls: typed at their edge, and nowhere else.

use super::{
    chunks::Chunks,
    client::Core,
    encode::Encode,
    endpoint::Operation,
    error::Error,
    parameter::{self, Style},
    reply::{self, Payload, Pieces, Reply, Response},
    request::Request,
    retry::RetryPolicy,
};
use serde::de::DeserializeOwned;
use std::{
    fmt,
    future::{Future, IntoFuture},
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

/// A call that has not been sent: `.await` sends it and gives what the server answered,
/// [`send`](Self::send) the status and the headers as well.
///
/// The optional parameters of an operation are methods of its calls. What every call has begins
/// with `with_` or `send`, or is `items`, `pages` or `block`, so that the two never meet. With the
/// feature `blocking`, `.block()` is what `.await` is in asynchronous programs.
///
/// A call is [`IntoFuture`], as `.await` wants it. What wants a [`Future`], such as `spawn` or
/// `join_all`, gets it from `into_future()`, or from [`send`](Self::send); it borrows nothing.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<'c, O> {
    pub(super) core: &'c Core,
    pub(super) request: Request,
    operation: PhantomData<fn() -> O>,
}

/// What operations are made of.
#[allow(dead_code, reason = "an API may have no operation of some kind")]
impl<'c, O: Operation> Call<'c, O> {
    /// Begins a call.
    pub(crate) fn new(core: &'c Core) -> Self {
        let request = Request::new(O::ENDPOINT, O::SECURITY);
        Self { core, request, operation: PhantomData }
    }

    /// Fills a variable of the path.
    pub(crate) fn with_path<T: Encode>(self, name: &'static str, value: T) -> Self {
        self.with_path_as(Style::Simple, name, value)
    }

    /// Fills a variable of the path, in a style of its own.
    pub(crate) fn with_path_as<T: Encode>(
        mut self,
        style: Style,
        name: &'static str,
        value: T,
    ) -> Self {
        self.request.path(name, parameter::json(&value), style);
        self
    }

    /// Fills a variable of the path whose value keeps the characters that have a meaning in paths.
    pub(crate) fn with_reserved_path<T: Encode>(
        mut self,
        style: Style,
        name: &'static str,
        value: T,
    ) -> Self {
        self.request.reserved_path(name, parameter::json(&value), style);
        self
    }

    /// Sets a parameter of the query, in place of what it was, in a style of its own.
    pub(crate) fn with_query_as<T: Encode>(mut self, style: Style, name: &str, value: T) -> Self {
        self.request.query(name, parameter::json(&value), style);
        self
    }

    /// Sets a parameter of the query whose value keeps the characters that have a meaning in URLs.
    pub(crate) fn with_reserved_query<T: Encode>(
        mut self,
        style: Style,
        name: &str,
        value: T,
    ) -> Self {
        self.request.reserved_query(name, parameter::json(&value), style);
        self
    }

    /// Sets a header, in a style of its own.
    pub(crate) fn with_header_as<T: Encode>(mut self, style: Style, name: &str, value: T) -> Self {
        self.request.header_parameter(name, parameter::json(&value), style);
        self
    }

    /// Sets a cookie, in place of what it was.
    pub(crate) fn with_cookie<T: Encode>(self, name: &str, value: T) -> Self {
        self.with_cookie_as(Style::Form, name, value)
    }

    /// Sets a cookie, in place of what it was, in a style of its own.
    pub(crate) fn with_cookie_as<T: Encode>(mut self, style: Style, name: &str, value: T) -> Self {
        self.request.cookie(name, parameter::json(&value), style);
        self
    }

    /// Sends a body in one of the forms that it may have.
    pub(crate) fn with_body<B: AnyBody>(self, body: impl Into<B>) -> Self {
        body.into().put(self)
    }

    /// Sends JSON.
    pub(crate) fn with_json<T: Encode>(self, body: T) -> Self {
        self.with_json_as("application/json", body)
    }

    /// Sends JSON under another name, such as `application/merge-patch+json`.
    pub(crate) fn with_json_as<T: Encode>(mut self, media_type: &str, body: T) -> Self {
        self.request.json(media_type, &body);
        self
    }

    /// Sends text.
    pub(crate) fn with_text(self, media_type: &str, body: impl Into<String>) -> Self {
        self.with_bytes(media_type, body.into())
    }

    /// Sends bytes.
    pub(crate) fn with_bytes(mut self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.request.body(media_type, body.into());
        self
    }

    /// Sends the call and reads the answer in another form than the operation's own.
    pub(crate) fn send_for<P: Payload>(self) -> Pending<Response<P::Value, O>> {
        self.send_payload::<P>(P::ACCEPT)
    }

    fn send_payload<P: Payload>(mut self, accept: &'static str) -> Pending<Response<P::Value, O>> {
        self.request.wants = P::BODY;
        self.send_with(accept, Response::read::<P>)
    }

    fn send_with<T>(
        mut self,
        accept: &'static str,
        finish: fn(Reply) -> Result<T, Error>,
    ) -> Pending<T> {
        self.request.accept_types(accept);
        let operation = self.request.endpoint.id;
        Pending { operation, reply: self.core.execute(self.request), finish }
    }
}

impl<O: Operation> Call<'_, O> {
    /// Sets a parameter of the query that the operation has no method for: a list as one pair for
    /// each of its items. `None` sets nothing.
    pub fn with_query<T: Encode>(self, name: &str, value: T) -> Self {
        self.with_query_as(Style::FormExplode, name, value)
    }

    /// Sets a header that the operation has no method for, in place of the client's own. `None`
    /// sets nothing.
    pub fn with_header<T: Encode>(self, name: &str, value: T) -> Self {
        self.with_header_as(Style::Simple, name, value)
    }

    /// Waits no longer than this for the whole call, retries and reading the answer included, in
    /// place of the client's own time-out.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.request.timeout = Some(timeout);
        self
    }

    /// Sends the call again as this policy says, in place of the client's own.
    pub fn with_retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.request.retries = Some(policy);
        self
    }

    /// Sends the call to another server than the client's and the operation's own. The client's
    /// credentials go there.
    pub fn with_base_url(mut self, url: impl Into<String>) -> Self {
        self.request.base_url = Some(url.into());
        self
    }

    /// Sends the call, for the status and the headers beside the body.
    pub fn send(self) -> Pending<Response<<O::Output as Payload>::Value, O>> {
        self.send_payload::<O::Output>(O::ACCEPT)
    }

    /// Sends the call and gives the answer's body in pieces, as they come: for what is too large to
    /// hold, and for media types that the operation has no type for.
    pub fn send_stream(self) -> Pending<Response<Chunks, O>> {
        self.send_payload::<Pieces>(Pieces::ACCEPT)
    }

    /// Sends the call and reads the answer's JSON as a type of the caller's own: one with few
    /// fields is read much faster than the whole.
    pub fn send_as<T: DeserializeOwned>(mut self) -> Pending<Response<T, O>> {
        self.request.accept_json(O::ACCEPT);
        self.send_with(O::ACCEPT, |mut reply| {
            O::Output::check(&mut reply)?;
            let body = reply::json(&reply)?;
            Ok(Response::new(reply, body))
        })
    }
}

impl<O: Operation> IntoFuture for Call<'_, O> {
    type Output = Result<<O::Output as Payload>::Value, Error>;
    type IntoFuture = Pending<<O::Output as Payload>::Value>;

    fn into_future(mut self) -> Self::IntoFuture {
        self.request.wants = O::Output::BODY;
        self.send_with(O::ACCEPT, |mut reply| O::Output::decode(&mut reply))
    }
}

impl<O> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

/// A body that may have one of several forms.
pub trait AnyBody {
    /// Puts it into a call.
    fn put<O: Operation>(self, call: Call<'_, O>) -> Call<'_, O>;
}

/// A call that is sent as soon as it is polled. It borrows nothing, so it can be given to a task of
/// its own.
#[must_use = "a future does nothing until it is awaited"]
pub struct Pending<T> {
    #[cfg_attr(not(feature = "blocking"), expect(dead_code))]
    pub(super) operation: &'static str,
    pub(super) reply: Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>,
    pub(super) finish: fn(Reply) -> Result<T, Error>,
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let reply = ready!(self.reply.as_mut().poll(context));
        Poll::Ready(reply.and_then(self.finish))
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}
