//! One request and its answer.

use super::{
    chunks::Open,
    client::Inner,
    deadline::Deadline,
    error::Error,
    rate_limit::RateLimit,
    reply::{Body, Reply},
};
use reqwest::header::HeaderMap;
use std::time::Duration;
use tokio::time::timeout;

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
        request: reqwest::Request,
        reading: Reading,
    ) -> Result<Reply, Error> {
        let Reading { wants, deadline, idle, .. } = reading;
        let mut response = self.begin(operation, request, reading).await?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if let Some(limit) = RateLimit::of(&headers) {
            self.remember(limit);
        }
        let request_id = self.request_id(&headers);
        let body = Vec::new();
        let mut reply =
            Reply { operation, status, headers, body, request_id, attempts: 1, open: None };
        match wants {
            Body::Open if status.is_success() => {
                let (begun, limit) = (Box::new(reply.excerpt()), self.settings.body_limit);
                reply.open = Some(Open { begun, response, idle, limit });
            }
            Body::Whole if status.is_success() => self.read(response, &mut reply).await?,
            _ => reply.body = read_part(response, deadline).await,
        }
        Ok(reply)
    }

    /// Sends, and waits for the answer to begin.
    async fn begin(
        &self,
        operation: &'static str,
        request: reqwest::Request,
        Reading { deadline, may_last, .. }: Reading,
    ) -> Result<reqwest::Response, Error> {
        let sending = self.http.execute(request);
        let sent = if may_last {
            let limit = deadline.remaining();
            let silent = |_| Error::silent(operation, limit);
            timeout(limit, sending).await.map_err(silent)?
        } else {
            sending.await
        };
        sent.map_err(|error| Error::transport(operation, error))
    }

    /// Reads a success's body, which must not be larger than the limit.
    async fn read(&self, mut response: reqwest::Response, reply: &mut Reply) -> Result<(), Error> {
        let limit = self.settings.body_limit;
        loop {
            let chunk = response.chunk().await;
            let chunk = chunk.map_err(|error| Error::broken_off(reply, error))?;
            let Some(chunk) = chunk else { return Ok(()) };
            if reply.body.len() + chunk.len() > limit {
                return Err(Error::too_large(reply, limit));
            }
            reply.body.extend_from_slice(&chunk);
        }
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let mut found = self.settings.request_ids.iter().filter_map(|name| headers.get(*name));
        found.find_map(|value| value.to_str().ok()).map(str::to_owned)
    }
}

/// Reads what there is of an error's body, or of one that nobody wants: the status counts more than
/// a body that breaks off.
async fn read_part(mut response: reqwest::Response, deadline: Deadline) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Ok(Some(chunk))) = timeout(deadline.remaining(), response.chunk()).await {
        let room = PARTIAL_BODY - body.len();
        let end = chunk.len().min(room);
        body.extend_from_slice(chunk.get(..end).unwrap_or_default());
        if end == room {
            break;
        }
    }
    body
}
