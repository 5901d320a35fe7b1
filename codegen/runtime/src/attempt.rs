//! One request and its answer.

use super::{
    builder::Settings, chunks::Open, client::Inner, error::Error, rate_limit::RateLimit,
    reply::Reply,
};
use reqwest::header::HeaderMap;

/// How much of an error's body is kept.
pub(super) const ERROR_BODY: usize = 1 << 20;

impl Inner {
    /// Sends once and reads the answer; the body of a stream is left for the caller to read.
    pub(super) async fn send(
        &self,
        operation: &'static str,
        request: reqwest::Request,
        is_stream: bool,
    ) -> Result<Reply, Error> {
        let sent = self.http.execute(request).await;
        let mut response = sent.map_err(|error| Error::transport(operation, error))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if let Some(limit) = RateLimit::of(&headers) {
            self.remember(limit);
        }
        let request_id = self.request_id(&headers);
        let body = Vec::new();
        let mut reply =
            Reply { operation, status, headers, body, request_id, attempts: 1, open: None };
        if status.is_success() && is_stream {
            let Settings { timeout: idle, body_limit: limit, .. } = self.settings;
            reply.open = Some(Open { operation, response, idle, limit });
        } else if status.is_success() {
            self.read(response, &mut reply).await?;
        } else {
            reply.body = read_error(response).await;
        }
        Ok(reply)
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

/// Reads what there is of an error's body: the status counts more than a body that breaks off.
async fn read_error(mut response: reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = ERROR_BODY - body.len();
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    body
}
