//! Bodies that are read as they come.

use super::{deadline::within, error::Error, reply::Reply};
use futures_core::Stream;
use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

/// A success's body that nobody has read yet.
pub(super) struct Open {
    /// The answer without its body.
    pub(super) begun: Box<Reply>,
    pub(super) rest: Box<dyn Source>,
    /// How long the server may be silent.
    pub(super) idle: Duration,
    /// How many bytes one event may have.
    #[allow(dead_code, reason = "an API may have no events")]
    pub(super) limit: usize,
}

/// Where a body's pieces come from. It is a trait so that what drops a reply or an error, which is
/// most of the code, is not compiled with dropping a connection.
pub(super) trait Source: Send + Sync {
    /// The next piece; `None` after the last.
    fn next(&mut self) -> Next<'_>;
}

impl Source for reqwest::Response {
    fn next(&mut self) -> Next<'_> {
        Box::pin(async { Ok(self.chunk().await?.map(Vec::from)) })
    }
}

type Next<'a> = Pin<Box<dyn Future<Output = reqwest::Result<Option<Vec<u8>>>> + Send + 'a>>;

type Reading = Pin<Box<dyn Future<Output = (Open, Result<Option<Vec<u8>>, Error>)> + Send>>;

/// A body in pieces, as they come: by [`next`](Self::next), and as a [`Stream`].
///
/// It has no limit. The client's time-out is how long the server may be silent between two pieces.
/// An error ends it.
#[must_use = "a stream does nothing until it is read"]
pub struct Chunks {
    #[cfg(feature = "blocking")]
    operation: &'static str,
    reading: Option<Reading>,
}

impl Chunks {
    #[inline]
    pub(super) fn new(open: Option<Open>) -> Self {
        Self {
            #[cfg(feature = "blocking")]
            operation: open.as_ref().map_or("", |open| open.begun.head.operation),
            reading: open.map(read),
        }
    }

    /// The specification's name for the operation.
    #[cfg(feature = "blocking")]
    #[inline]
    pub(super) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The next piece; `None` after the last.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<Vec<u8>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

#[inline]
fn read(mut open: Open) -> Reading {
    Box::pin(async move {
        let chunk = match within(open.idle, open.rest.next()).await {
            Some(Ok(chunk)) => Ok(chunk),
            Some(Err(error)) => Err(Error::broken_off(&open.begun, error)),
            None => Err(Error::silent(open.begun.head.operation, open.idle)),
        };
        (open, chunk)
    })
}

impl Stream for Chunks {
    type Item = Result<Vec<u8>, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reading) = &mut self.reading else { return Poll::Ready(None) };
        let (open, chunk) = ready!(reading.as_mut().poll(context));
        self.reading = matches!(chunk, Ok(Some(_))).then(|| read(open));
        Poll::Ready(chunk.transpose())
    }
}

impl fmt::Debug for Chunks {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks")
    }
}
