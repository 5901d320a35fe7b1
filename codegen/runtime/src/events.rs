//! Server-sent events (WHATWG HTML, section 9.2).

#[cfg(feature = "blocking")]
use super::blocking;
use super::{
    chunks::Chunks,
    decode::{self, DecodeError},
    error::Error,
    event_parser::{Parser, Raw},
    header, media_type,
    reply::{Body, Head, Payload, Reply},
};
use futures_core::Stream;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

/// What ends a stream of JSON by custom: no event, for it is no JSON.
const DONE: &str = "[DONE]";

/// An event that a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it holds.
    pub data: T,
    /// Its type: `message` unless the server says otherwise.
    pub event: String,
    /// The last id that the server gave, for a header `Last-Event-ID` that goes on after it.
    pub id: Option<String>,
}

/// A server's events as they come: by [`next`](Self::next), and as a [`Stream`].
///
/// It ends where the server ends it, or with the data `[DONE]` where data is JSON. The client's
/// time-out is how long the server may be silent, and its limit for bodies holds for each event. An
/// event that cannot be decoded is an error and does not end the stream; a broken connection does,
/// and is not made again.
#[must_use = "a stream does nothing until it is read"]
pub struct Events<T> {
    chunks: Chunks,
    parser: Parser,
    read: fn(&str) -> Result<Option<T>, DecodeError>,
    /// Where they come from, for errors.
    head: Arc<Head>,
    is_over: bool,
}

/// Whether a body is a stream of events, as far as the server says.
#[inline]
fn may_be_events(headers: &HeaderMap) -> bool {
    header::get(headers, "content-type").is_none_or(|media_type| {
        let media_type = media_type.to_str().unwrap_or_default();
        media_type::essence(media_type).eq_ignore_ascii_case("text/event-stream")
    })
}

impl<T> Events<T> {
    fn new(
        reply: &mut Reply,
        read: fn(&str) -> Result<Option<T>, DecodeError>,
    ) -> Result<Self, Error> {
        if !may_be_events(&reply.head.headers) {
            let reason = DecodeError::whole("the media type is not `text/event-stream`");
            return Err(reply.undecodable(reason));
        }
        let open = reply.open.take();
        let limit = open.as_ref().map_or(0, |open| open.limit);
        Ok(Self {
            chunks: Chunks::new(open),
            parser: Parser::new(limit),
            read,
            head: Arc::clone(&reply.head),
            is_over: false,
        })
    }

    /// The next event; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// How long the server asks to wait before connecting again, where it has said so.
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }

    /// The events, each of which blocks the thread until it is there. Inside an asynchronous
    /// runtime it is a single error: use [`next`](Self::next) there.
    #[cfg(feature = "blocking")]
    pub fn block(self) -> impl Iterator<Item = Result<Event<T>, Error>> {
        blocking::each(self.head.operation, self)
    }

    /// What an event is to its reader: nothing, if it is the end.
    fn event(&self, raw: Raw) -> Option<Result<Event<T>, Error>> {
        match (self.read)(&raw.data) {
            Ok(data) => data.map(|data| {
                Ok(Event { data, event: raw.event, id: raw.id.as_deref().map(str::to_owned) })
            }),
            Err(reason) => Some(Err(self.reply(raw.data.into_bytes()).undecodable(reason))),
        }
    }

    fn too_large(&self) -> Error {
        Error::too_large(&self.reply(Vec::new()), self.parser.limit())
    }

    /// The answer as far as an event goes.
    #[inline]
    fn reply(&self, body: Vec<u8>) -> Reply {
        Reply { head: Arc::clone(&self.head), body, open: None }
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(raw) = self.parser.next() {
                let event = self.event(raw);
                self.is_over = event.is_none();
                return Poll::Ready(event);
            }
            let error = match ready!(Pin::new(&mut self.chunks).poll_next(context)) {
                Some(Ok(chunk)) if self.parser.push(&chunk) => continue,
                Some(Ok(_)) => Some(self.too_large()),
                Some(Err(error)) => Some(error),
                // What no empty line ends is no event.
                None => None,
            };
            self.is_over = true;
            return Poll::Ready(error.map(Err));
        }
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("head", &self.head).finish_non_exhaustive()
    }
}

/// Events whose data is JSON.
#[derive(Debug)]
pub struct JsonEvents<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Payload for JsonEvents<T> {
    type Value = Events<T>;
    const ACCEPT: &'static str = "text/event-stream";
    const BODY: Body = Body::Open;

    fn decode(reply: &mut Reply) -> Result<Events<T>, Error> {
        let read = |text: &str| match text.trim_ascii() {
            DONE => Ok(None),
            text => decode::json(text).map(Some),
        };
        Events::new(reply, read)
    }
}

/// Events whose data is text.
#[derive(Debug)]
pub enum TextEvents {}

impl Payload for TextEvents {
    type Value = Events<String>;
    const ACCEPT: &'static str = "text/event-stream";
    const BODY: Body = Body::Open;

    #[inline]
    fn decode(reply: &mut Reply) -> Result<Events<String>, Error> {
        Events::new(reply, |text| Ok(Some(text.to_owned())))
    }
}
