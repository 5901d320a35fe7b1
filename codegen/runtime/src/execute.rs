//! The way of a call: attempts, until one of them is what its caller gets.

use super::{
    api_error::ApiError,
    attempt::Reading,
    client::Inner,
    deadline::Deadline,
    endpoint::Endpoint,
    error::{Error, RequestError},
    header,
    hook::{Finished, Outgoing},
    redirect,
    reply::{Body, Reply},
    request::Request,
    retry::RetryPolicy,
    trace::Span,
};
use reqwest::Url;
use std::{sync::Arc, time::Duration};
use tokio::time::{Instant, sleep};

impl Inner {
    /// Sends a request, and again where that is right, and gives what came of it.
    pub(super) async fn run(self: Arc<Self>, mut request: Request) -> Result<Reply, Error> {
        let operation = request.endpoint.id;
        let refused = |reason| Error::Request(RequestError { operation, reason });
        let mut next = self.prepare(&mut request).map_err(refused)?;
        let idle = request.timeout.unwrap_or(self.settings.timeout);
        let mut call = Progress {
            endpoint: &request.endpoint,
            policy: request.retries.as_ref().unwrap_or(&self.settings.retries),
            reading: Reading {
                wants: request.wants,
                deadline: Deadline::after(idle),
                may_last: request.wants == Body::Open && request.timeout.is_none(),
                idle,
            },
            attempts: 0,
            retries: 0,
            previous: None,
        };
        loop {
            let copy = if call.may_go_on() { next.try_clone() } else { None };
            call.attempts += 1;
            let sent = copy.as_ref().map(reqwest::Request::url);
            let (result, again) = self.attempt(&call, next, sent).await;
            let result = call.end(result);
            let (Some(again), Some(mut copy)) = (again, copy) else {
                #[cfg(feature = "differences")]
                if let Ok(reply) = &result {
                    self.settings.differences.look(&request.endpoint, reply);
                }
                return result;
            };
            match again.url {
                Some(url) => *copy.url_mut() = url,
                None => call.retries += 1,
            }
            call.previous = result.err().map(Box::new);
            next = copy;
            if !again.delay.is_zero() {
                sleep(again.delay).await;
            }
        }
    }

    /// One attempt, with everything around it. The URL is given where another may follow.
    async fn attempt(
        &self,
        call: &Progress<'_>,
        mut request: reqwest::Request,
        url: Option<&Url>,
    ) -> (Result<Reply, Error>, Option<Again>) {
        let (endpoint, attempt) = (call.endpoint, call.attempts);
        let hooks = &self.settings.hooks;
        for hook in hooks {
            hook.before(&mut Outgoing { endpoint, attempt, headers: request.headers_mut() });
        }
        if !hooks.is_empty() {
            header::mark(request.headers_mut());
        }
        let began = Instant::now();
        let span = Span::new(endpoint, attempt);
        let result = span.around(self.send(endpoint.id, attempt, request, call.reading)).await;
        let again = call.again(url, &result);
        let next = again.as_ref().map(|again| again.delay);
        let finished =
            Finished { endpoint, attempt, duration: began.elapsed(), result: &result, next };
        for hook in hooks.iter().rev() {
            hook.after(&finished);
        }
        span.finish(&finished);
        (result, again)
    }
}

/// A call on its way.
struct Progress<'a> {
    endpoint: &'a Endpoint,
    policy: &'a RetryPolicy,
    reading: Reading,
    /// How many requests were sent.
    attempts: u32,
    /// How many of them repeat one that failed.
    retries: u32,
    /// Why the attempt before the last one was not enough.
    previous: Option<Box<Error>>,
}

/// How a call goes on.
struct Again {
    delay: Duration,
    /// Where to, if a redirect says so.
    url: Option<Url>,
}

impl Progress<'_> {
    /// Whether there may be an attempt after the next: a retry, or where a redirect leads.
    fn may_go_on(&self) -> bool {
        self.policy.allows(self.retries) || self.endpoint.method.is_safe()
    }

    /// How the call goes on after an attempt; nothing where that was the last one.
    fn again(&self, sent: Option<&Url>, result: &Result<Reply, Error>) -> Option<Again> {
        let method = &self.endpoint.method;
        let redirects = self.attempts - 1 - self.retries;
        let is_followed = redirects < redirect::MOST;
        let reply = result.as_ref().ok().filter(|_| is_followed);
        if let (Some(sent), Some(reply)) = (sent, reply)
            && let Some(url) = redirect::target(method, sent, reply)
        {
            return Some(Again { delay: Duration::ZERO, url: Some(url) });
        }
        let delay = self.policy.delay(self.retries, method, result)?;
        (delay < self.reading.deadline.remaining()).then_some(Again { delay, url: None })
    }

    /// What the caller gets, should there be no further attempt.
    fn end(&mut self, result: Result<Reply, Error>) -> Result<Reply, Error> {
        match result {
            Ok(reply) if reply.head.status.is_success() => Ok(reply),
            Ok(reply) => Err(Error::Api(Box::new(ApiError::new(reply)))),
            Err(error) => Err(error.after(self.attempts, self.previous.take())),
        }
    }
}
