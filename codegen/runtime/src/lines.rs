//! JSON texts one behind the other: JSON Lines, and sequences of JSON texts (RFC 7464).

#[cfg(feature = "blocking")]
use super::blocking;
use super::{
    chunks::Chunks,
    decode,
    error::Error,
    header, media_type,
    reply::{Body, Head, Payload, Reply, without_mark},
};
use futures_core::Stream;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use std::{
    collections::VecDeque,
    fmt,
    future::poll_fn,
    marker::PhantomData,
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

/// What stands before each text of a sequence, which no JSON holds.
const RECORD_SEPARATOR: u8 = 0x1e;

/// A server's values as they come, one in a line: by [`next`](Self::next), and as a [`Stream`].
///
/// It ends where the server ends it. The client's time-out is how long the server may be silent, and
/// its limit for bodies holds for each line. Empty lines, by which servers say that they are there, are
/// passed over. A line that cannot be decoded is an error and does not end the stream; a broken
/// connection does, and is not made again.
#[must_use = "a stream does nothing until it is read"]
pub struct Lines<T> {
    chunks: Chunks,
    splitter: Splitter,
    /// Where they come from, for errors.
    head: Arc<Head>,
    is_over: bool,
    /// What ended it before its time.
    failure: Option<Error>,
    ty: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Lines<T> {
    /// The next value; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The values, each of which blocks the thread until it is there. Inside an asynchronous
    /// runtime it is a single error: use [`next`](Self::next) there.
    #[cfg(feature = "blocking")]
    pub fn block(self) -> impl Iterator<Item = Result<T, Error>> {
        blocking::each(self.head.operation, self)
    }
}

impl<T> Lines<T> {
    /// The answer as far as a line goes.
    fn reply(&self, body: Vec<u8>) -> Reply {
        Reply { head: Arc::clone(&self.head), body, open: None }
    }

    /// Takes what comes, or its end.
    fn take(&mut self, chunk: Option<Result<Vec<u8>, Error>>) {
        self.failure = match chunk {
            Some(Ok(chunk)) if self.splitter.push(&chunk) => return,
            Some(Ok(_)) => Some(Error::too_large(&self.reply(Vec::new()), self.splitter.limit)),
            Some(Err(error)) => Some(error),
            None => {
                self.splitter.end();
                None
            }
        };
        self.is_over = true;
    }
}

impl<T: DeserializeOwned> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(line) = self.splitter.ready.pop_front() {
                let reply = self.reply(line);
                let value = reply.json().and_then(|text| {
                    decode::json(text).map_err(|reason| reply.undecodable(reason))
                });
                return Poll::Ready(Some(value));
            }
            if self.is_over {
                return Poll::Ready(self.failure.take().map(Err));
            }
            let chunk = ready!(Pin::new(&mut self.chunks).poll_next(context));
            self.take(chunk);
        }
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("head", &self.head).finish_non_exhaustive()
    }
}

/// One JSON text behind the other.
#[derive(Debug)]
pub struct JsonLines<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Payload for JsonLines<T> {
    type Value = Lines<T>;
    const ACCEPT: &'static str = "application/jsonl";
    const BODY: Body = Body::Open;

    fn decode(reply: &mut Reply) -> Result<Lines<T>, Error> {
        let open = reply.open.take();
        let limit = open.as_ref().map_or(0, |open| open.limit);
        Ok(Lines {
            chunks: Chunks::new(open),
            splitter: Splitter::new(mark(&reply.head.headers), limit),
            head: Arc::clone(&reply.head),
            is_over: false,
            failure: None,
            ty: PhantomData,
        })
    }
}

/// What parts texts from one another, as far as the server says what it sends: the texts of a
/// sequence may have several lines each.
fn mark(headers: &HeaderMap) -> u8 {
    let media_type = header::text(headers, "content-type").unwrap_or_default();
    let essence = media_type::essence(media_type).to_ascii_lowercase();
    if essence.ends_with("json-seq") { RECORD_SEPARATOR } else { b'\n' }
}

/// Takes lines apart as bytes come, wherever the pieces are cut.
struct Splitter {
    mark: u8,
    line: Vec<u8>,
    ready: VecDeque<Vec<u8>>,
    /// How many bytes a line may have.
    limit: usize,
}

impl Splitter {
    fn new(mark: u8, limit: usize) -> Self {
        Self { mark, line: Vec::new(), ready: VecDeque::new(), limit }
    }

    /// Takes a piece; `false` if a line is too large.
    fn push(&mut self, chunk: &[u8]) -> bool {
        let mark = self.mark;
        for (index, piece) in chunk.split(|byte| *byte == mark).enumerate() {
            if index > 0 {
                self.end();
            }
            if piece.len() > self.limit.saturating_sub(self.line.len()) {
                return false;
            }
            self.line.extend_from_slice(piece);
        }
        true
    }

    /// Ends a line, which counts if it holds anything.
    fn end(&mut self) {
        let line = mem::take(&mut self.line);
        if !without_mark(&line).trim_ascii().is_empty() {
            self.ready.push_back(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(mark: u8, pieces: &[&str]) -> Vec<String> {
        let mut splitter = Splitter::new(mark, 8);
        assert!(pieces.iter().all(|piece| splitter.push(piece.as_bytes())));
        splitter.end();
        let lines = splitter.ready.into_iter();
        lines.map(|line| String::from_utf8(line).unwrap()).collect()
    }

    #[test]
    fn lines_are_told_apart_wherever_the_pieces_are_cut() {
        let text = "\n1\n \r\n[2,\t3]\r\n\"\u{e4}\"\n\n4";
        let whole = split(b'\n', &[text]);
        assert_eq!(whole, ["1", "[2,\t3]\r", "\"\u{e4}\"", "4"]);
        let pieces: Vec<_> = text.split_inclusive(',').collect();
        assert_eq!(split(b'\n', &pieces), whole);
        assert_eq!(
            split(RECORD_SEPARATOR, &["\u{1e}[1,\n2]\n\u{1e}3", "4\n"]),
            ["[1,\n2]\n", "34\n"]
        );
    }

    #[test]
    fn a_line_has_a_limit_and_all_of_them_have_none() {
        let mut splitter = Splitter::new(b'\n', 4);
        assert!(splitter.push(b"1234\n1234\n12"));
        assert!(splitter.push(b"34\n"));
        assert!(!splitter.push(b"12345"));
        assert_eq!(splitter.ready.len(), 3);
    }
}
