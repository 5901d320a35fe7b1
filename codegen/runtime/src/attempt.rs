//! One request and its answer.

use super::{
    chunks::Open,
    client::Inner,
    deadline::{Deadline, within},
    error::Error,
    header,
    rate_limit::RateLimit,
    reply::{Body, Head, Reply},
};
use reqwest::{RequestBuilder, header::HeaderMap};
use std::{sync::Arc, time::Duration};

/// How much is kept of a body that need not be whole.
pub(super) const PARTIAL_BODY: usize = 1 << 20;

/// How an answer is read.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    /// How much of a success's body.
    pub(super) wants: Body,
    /// When it must be over.
    pub(super) deadline: Deadline,
    /// Whether that is for the beginning of a success alone: a stream may last.
    pub(super) may_last: bool,
    /// How long the server may be silent in the middle of a stream.
    pub(super) idle: Duration,
}

impl Inner {
    /// Sends once and reads the answer; the body of a stream is left for the caller to read.
    pub(super) async fn send(
        &self,
        operation: &'static str,
        attempts: u32,
        request: reqwest::Request,
        reading: Reading,
    ) -> Result<Reply, Error> {
        let Reading { wants, mut deadline, may_last, idle } = reading;
        let mut sending = RequestBuilder::from_parts(self.http.clone(), request);
        if !may_last {
            // This is for reading the body as well, so nothing else need watch the time.
            sending = sending.timeout(deadline.remaining());
            deadline = Deadline::NEVER;
        }
        let limit = deadline.remaining();
        let sent = within(limit, sending.send()).await;
        let sent = sent.ok_or_else(|| Error::silent(operation, limit))?;
        let mut response = sent.map_err(|error| Error::transport(operation, error))?;
        let mut reply = self.begun(operation, attempts, &mut response);
        let is_success = reply.head.status.is_success();
        if wants == Body::Open && is_success {
            let (begun, limit) = (Box::new(reply.excerpt()), self.settings.body_limit);
            reply.open = Some(Open { begun, rest: Box::new(response), idle, limit });
            return Ok(reply);
        }
        // Of an error, and where nobody wants the body, there may be less: the status counts more than
        // a body that breaks off.
        let is_whole = wants == Body::Whole && is_success;
        let most = if is_whole { self.settings.body_limit } else { PARTIAL_BODY };
        while is_whole || reply.body.len() < most {
            let chunk = match within(deadline.remaining(), response.chunk()).await {
                Some(Ok(Some(chunk))) => chunk,
                Some(Err(error)) if is_whole => return Err(Error::broken_off(&reply, error)),
                // What has no end is never taken for the whole.
                None if is_whole => return Err(Error::silent(operation, limit)),
                _ => break,
            };
            let room = most - reply.body.len();
            if is_whole && chunk.len() > room {
                return Err(Error::too_large(&reply, most));
            }
            reply.body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        }
        Ok(reply)
    }

    /// The answer as far as it has begun: without its body.
    fn begun(
        &self,
        operation: &'static str,
        attempts: u32,
        response: &mut reqwest::Response,
    ) -> Reply {
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if let Some(limit) = RateLimit::of(&headers) {
            self.remember(limit);
        }
        let request_id = self.request_id(&headers);
        let head = Head { operation, status, headers, request_id, attempts };
        Reply { head: Arc::new(head), body: Vec::new(), open: None }
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let mut names = self.settings.request_ids.iter();
        names.find_map(|name| header::text(headers, name)).map(str::to_owned)
    }
}
