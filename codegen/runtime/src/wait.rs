//! Waiting for requests that are answered before they are done.

use super::{
    api_error::ApiError,
    attempt::PARTIAL_BODY,
    call::{Call, Pending},
    client::Core,
    deadline::Deadline,
    endpoint::{Endpoint, Operation},
    error::Error,
    header, origin,
    rate_limit::retry_after,
    reply::{Body, Payload, Reply, Response, without_mark},
    request::{Pairs, Request},
    security::Security,
    wait_error::{WaitError, WaitFailure},
};
use reqwest::{
    Method, StatusCode, Url,
    header::{
        ACCEPT, CONTENT_TYPE, HeaderValue, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH,
        IF_UNMODIFIED_SINCE,
    },
};
use serde_json::Value;
use std::{pin::Pin, time::Duration};
use tokio::time::sleep;

/// How many times longer the delay between two questions becomes at most.
const MOST_BACK_OFF: u32 = 10;

/// The longest delay that the server may ask for, where the client's own is no longer: a limit that has more time left is of more use
/// to those who ask again.
const LONGEST_ASKED: Duration = Duration::from_secs(30);

/// How long the last question may take, even where the limit has passed before its answer.
const GRACE: Duration = Duration::from_secs(5);

/// How the status of an accepted request reads: JSON that is found where `Location` leads. A
/// status that stands in neither list means that the request is under way.
#[derive(Clone, Copy, Debug)]
pub struct WaitRule {
    /// A JSON pointer to the status.
    pub status: &'static str,
    /// The statuses of a request that is done.
    pub done: &'static [&'static str],
    /// The statuses of a request that failed.
    pub failed: &'static [&'static str],
    /// A JSON pointer to the server's reason.
    pub message: Option<&'static str>,
}

/// An operation that may be answered before it is done: with 202, and a `Location` that tells the
/// status.
pub trait Waits: Operation {
    /// How the status reads.
    const WAIT: &'static WaitRule;
}

impl<O: Waits> Call<'_, O> {
    /// Sends the call and waits until the server has done what it asks for, at most for `limit`
    /// after the server accepted it. Gives what the server answered first.
    ///
    /// An answer that is no 202, or has no `Location`, is done already. The call's time-out counts
    /// for each request, not for the wait, and the last question may outlast `limit` by a few
    /// seconds. A request that is accepted and then not done is an [`Error::Wait`], which says
    /// where to ask again and what the server answered first.
    pub fn send_and_wait(
        mut self,
        limit: Duration,
    ) -> Pending<Response<<O::Output as Payload>::Value, O>> {
        self.request.accept_types(O::ACCEPT);
        self.request.wants = O::Output::BODY;
        Pending {
            operation: self.request.endpoint.id,
            reply: self.core.send_and_wait(self.request, O::WAIT, limit),
            finish: Response::read::<O::Output>,
        }
    }
}

#[allow(dead_code, reason = "an API may have nothing to wait for")]
impl Core {
    /// Waits for a request that was accepted earlier.
    #[inline]
    pub(crate) fn wait_for(
        &self,
        rule: &'static WaitRule,
        location: &str,
        limit: Duration,
    ) -> Pending<()> {
        let (core, location) = (self.clone(), location.to_owned());
        let endpoint = Endpoint::new("wait_for", Method::GET, "{location}");
        let question = question(&mut Request::new(endpoint, Security::Any));
        let reply = Box::pin(async move {
            let url =
                core.0.base(&question).ok().and_then(|base| Url::parse(&format!("{base}/")).ok());
            let place = Place {
                url: url.and_then(|base| origin::join(&base, &location)),
                location,
                pause: Duration::ZERO,
            };
            let waited = core.wait(question, rule, place, limit).await;
            waited.map_err(|error| Error::Wait(Box::new(error)))
        });
        Pending { operation: "wait_for", reply, finish: |_| Ok(()) }
    }

    /// Sends a request and waits for it: one future for all operations.
    #[inline]
    fn send_and_wait(
        &self,
        mut request: Request,
        rule: &'static WaitRule,
        limit: Duration,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>> {
        let core = self.clone();
        Box::pin(async move {
            let question = question(&mut request);
            let asked = core.0.own_url(&request).ok();
            let first = core.execute(request).await?;
            let Some(place) = Place::of(&first, asked.as_ref()) else { return Ok(first) };
            match core.wait(question, rule, place, limit).await {
                Ok(_) => Ok(first),
                Err(error) => Err(Error::Wait(Box::new(error.after(first)))),
            }
        })
    }

    /// Asks for the status again and again. Gives the last answer.
    #[inline]
    async fn wait(
        &self,
        question: Request,
        rule: &WaitRule,
        Place { url, location, mut pause }: Place,
        limit: Duration,
    ) -> Result<Reply, WaitError> {
        let shown = url.as_ref().map_or(location, ToString::to_string);
        let mut seen = WaitError::new(question.endpoint.id, shown);
        let Some(url) = url else { return Err(seen.because(WaitFailure::OtherServer)) };
        let deadline = Deadline::after(limit);
        let interval = self.0.settings.poll_interval;
        let mut delays = delays(interval);
        pause = pause.min(longest(interval));
        loop {
            sleep(pause.min(deadline.remaining())).await;
            let timeout = question.timeout.unwrap_or(self.0.settings.timeout);
            let timeout = timeout.min(deadline.remaining().max(GRACE));
            let (url, timeout) = (Some(url.clone()), Some(timeout));
            let asked = self.execute(Request { url, timeout, ..question.clone() }).await;
            let asked_for = match asked {
                Ok(reply) => match seen.look(rule, &reply) {
                    Some(Ok(())) => return Ok(reply),
                    Some(Err(failure)) => return Err(seen.because(failure)),
                    None => retry_after(&reply.head.headers),
                },
                Err(error) if error.is_retryable() => {
                    let asked_for = error.api().and_then(ApiError::retry_after);
                    seen.cause = Some(error);
                    asked_for
                }
                Err(error) => {
                    seen.cause = Some(error);
                    return Err(seen.because(WaitFailure::NoStatus));
                }
            };
            if deadline.remaining().is_zero() {
                return Err(seen.because(WaitFailure::TimedOut));
            }
            let delay = delays.next().unwrap_or_default();
            pause = self::pause(asked_for, delay, interval);
        }
    }
}

impl WaitError {
    #[inline]
    fn new(operation: &'static str, location: String) -> Self {
        Self {
            operation,
            location,
            failure: WaitFailure::NoStatus,
            status: None,
            message: None,
            cause: None,
            first: None,
        }
    }

    #[inline]
    fn because(self, failure: WaitFailure) -> Self {
        Self { failure, ..self }
    }

    #[inline]
    fn after(self, mut first: Reply) -> Self {
        first.body.truncate(PARTIAL_BODY);
        Self { first: Some(first), ..self }
    }

    /// Takes note of the status: whether the request is done or has failed, if it is not under way.
    #[inline]
    fn look(&mut self, rule: &WaitRule, reply: &Reply) -> Option<Result<(), WaitFailure>> {
        self.cause = None;
        let text = str::from_utf8(without_mark(&reply.body)).unwrap_or_default();
        let json: Value = text.parse().unwrap_or_default();
        let text = |place| json.pointer(place).and_then(Value::as_str).map(str::to_owned);
        let status = text(rule.status)?;
        let is_one_of = |list: &[&str]| list.contains(&status.as_str());
        let (is_done, has_failed) = (is_one_of(rule.done), is_one_of(rule.failed));
        self.message = rule.message.and_then(text);
        self.status = Some(status);
        if is_done { Some(Ok(())) } else { has_failed.then_some(Err(WaitFailure::Failed)) }
    }
}

/// The request that asks for the status of another: it carries the same headers and cookies, but
/// neither content nor conditions.
#[inline]
fn question(request: &mut Request) -> Request {
    let body = request.body.take();
    let mut question = request.clone();
    request.body = body;
    question.endpoint.method = Method::GET;
    question.endpoint.path = "{location}";
    question.wants = Body::Whole;
    question.path.clear();
    question.query = Pairs::default();
    for name in [CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        question.headers.remove(name);
    }
    header::put(&mut question.headers, ACCEPT, HeaderValue::from_static("application/json"));
    question
}

/// Where to ask for the status of a request, and how long to wait before.
struct Place {
    /// Where, unless that is of another server.
    url: Option<Url>,
    /// The same, as the server wrote it.
    location: String,
    pause: Duration,
}

impl Place {
    /// What an answer says, where the request is accepted and not done. Its `Location` is relative
    /// to what was asked (RFC 9110, section 10.2.2).
    #[inline]
    fn of(reply: &Reply, asked: Option<&Url>) -> Option<Self> {
        let location = header::get(&reply.head.headers, "location");
        let location = location.filter(|_| reply.head.status == StatusCode::ACCEPTED)?;
        let location = String::from_utf8_lossy(location.as_bytes()).trim().to_owned();
        let pause = retry_after(&reply.head.headers).unwrap_or_default();
        let url = asked.and_then(|asked| origin::join(asked, &location));
        (!location.is_empty()).then_some(Self { url, location, pause })
    }
}

/// How long to wait before the next question: as long as the server asks for, but neither without
/// an end nor without a pause.
#[inline]
fn pause(asked_for: Option<Duration>, delay: Duration, interval: Duration) -> Duration {
    asked_for.map_or(delay, |asked| asked.clamp(interval, longest(interval)))
}

/// The longest delay that the server may ask for.
#[inline]
fn longest(interval: Duration) -> Duration {
    LONGEST_ASKED.max(interval)
}

/// Each delay is a quarter longer than the one before, up to a bound.
#[inline]
fn delays(first: Duration) -> impl Iterator<Item = Duration> {
    let most = first.saturating_mul(MOST_BACK_OFF);
    std::iter::successors(Some(first), move |last| Some(last.saturating_add(*last / 4).min(most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_neither_hurry_the_client_nor_silence_it() {
        let second = Duration::from_secs(1);
        let asked = |asked: u64| pause(Some(Duration::from_secs(asked)), second * 2, second);
        assert_eq!([asked(0), asked(1), asked(7)], [second, second, second * 7]);
        assert_eq!([asked(30), asked(3600), asked(u64::MAX)], [second * 30; 3]);
        assert_eq!(pause(None, second * 2, second), second * 2);
    }

    #[test]
    fn a_client_may_be_slower_than_any_server_asks_for() {
        for interval in [Duration::from_secs(60), Duration::MAX] {
            assert_eq!(pause(Some(Duration::ZERO), interval, interval), interval);
            assert_eq!(pause(Some(Duration::MAX), interval, interval), interval);
        }
    }

    #[test]
    fn the_longest_delay_does_not_grow() {
        assert!(delays(Duration::MAX).take(3).all(|delay| delay == Duration::MAX));
    }

    #[test]
    fn delays_grow_gently_and_not_for_ever() {
        let delays: Vec<_> = delays(Duration::from_secs(4)).take(20).collect();
        assert_eq!(delays[..2], [Duration::from_secs(4), Duration::from_secs(5)]);
        assert_eq!(delays[19], Duration::from_secs(40));
        assert!(delays.is_sorted());
    }
}
