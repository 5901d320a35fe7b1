//! Waiting for requests that are answered before they are done.

use super::{
    call::{Call, Pending},
    client::Core,
    endpoint::{Endpoint, Operation},
    error::Error,
    rate_limit::retry_after,
    reply::{Payload, Reply, Response},
    request::{Pairs, Request},
    security::Security,
    wait_error::{WaitError, WaitFailure},
};
use reqwest::{
    Method, StatusCode, Url,
    header::{
        ACCEPT, CONTENT_TYPE, HeaderValue, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH,
        IF_UNMODIFIED_SINCE, LOCATION,
    },
};
use serde_json::Value;
use std::{pin::Pin, time::Duration};
use tokio::time::{Instant, sleep};

/// How often the status is asked for, unless the server or the caller says otherwise.
pub(super) const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// How many times longer the delay between two questions becomes at most.
const MOST_BACK_OFF: u32 = 10;

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
        let accept = HeaderValue::from_static(O::Output::ACCEPT);
        self.request.headers.entry(ACCEPT).or_insert(accept);
        Pending {
            operation: self.request.endpoint.id,
            reply: self.core.send_and_wait(self.request, O::WAIT, limit),
            finish: |mut reply| {
                let body = O::Output::decode(&mut reply)?;
                Ok(Response::new(reply, body))
            },
        }
    }
}

#[allow(dead_code, reason = "an API may have nothing to wait for")]
impl Core {
    /// Waits for a request that was accepted earlier.
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
            let place = Place { location, pause: Duration::ZERO };
            let waited = core.wait(question, rule, place, limit).await;
            waited.map_err(|error| Error::Wait(Box::new(error)))
        });
        Pending { operation: "wait_for", reply, finish: |_| Ok(()) }
    }

    /// Sends a request and waits for it: one future for all operations.
    fn send_and_wait(
        &self,
        mut request: Request,
        rule: &'static WaitRule,
        limit: Duration,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>> {
        let core = self.clone();
        Box::pin(async move {
            let question = question(&mut request);
            let first = core.execute(request).await?;
            let Some(place) = Place::of(&first) else { return Ok(first) };
            match core.wait(question, rule, place, limit).await {
                Ok(_) => Ok(first),
                Err(error) => Err(Error::Wait(Box::new(error.after(first)))),
            }
        })
    }

    /// Asks for the status again and again. Gives the last answer.
    async fn wait(
        &self,
        question: Request,
        rule: &WaitRule,
        Place { location, mut pause }: Place,
        limit: Duration,
    ) -> Result<Reply, WaitError> {
        let base = self.base(&question);
        let url = base.ok().and_then(|base| own(&base, &location));
        let mut seen = WaitError::new(question.endpoint.id, location);
        let Some(url) = url else { return Err(seen.because(WaitFailure::OtherServer)) };
        // A limit that is longer than time can be told is none.
        let end = Instant::now().checked_add(limit);
        let left =
            || end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()));
        let mut delays = delays(self.settings().poll_interval);
        loop {
            sleep(pause.min(left())).await;
            let timeout =
                question.timeout.unwrap_or(self.settings().timeout).min(left().max(GRACE));
            let (url, timeout) = (Some(url.clone()), Some(timeout));
            let asked = self.execute(Request { url, timeout, ..question.clone() }).await;
            let asked_for = match asked {
                Ok(reply) => match seen.look(rule, &reply) {
                    Some(Ok(())) => return Ok(reply),
                    Some(Err(failure)) => return Err(seen.because(failure)),
                    None => retry_after(&reply.headers),
                },
                Err(error) if error.is_retryable() => {
                    seen.cause = Some(error);
                    None
                }
                Err(error) => {
                    seen.cause = Some(error);
                    return Err(seen.because(WaitFailure::NoStatus));
                }
            };
            if left().is_zero() {
                return Err(seen.because(WaitFailure::TimedOut));
            }
            let delay = delays.next().unwrap_or_default();
            pause = asked_for.unwrap_or(delay);
        }
    }
}

impl WaitError {
    /// Takes note of the status: whether the request is done or has failed, if it is not under way.
    fn look(&mut self, rule: &WaitRule, reply: &Reply) -> Option<Result<(), WaitFailure>> {
        self.cause = None;
        let json: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
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
fn question(request: &mut Request) -> Request {
    let body = request.body.take();
    let mut question = request.clone();
    request.body = body;
    question.endpoint.method = Method::GET;
    question.endpoint.path = "{location}";
    question.path.clear();
    question.query = Pairs::default();
    for name in [CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        question.headers.remove(name);
    }
    question.headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    question
}

/// Where to ask for the status of a request, and how long to wait before.
struct Place {
    location: String,
    pause: Duration,
}

impl Place {
    /// What an answer says, where the request is accepted and not done.
    fn of(reply: &Reply) -> Option<Self> {
        let location = reply.headers.get(LOCATION);
        let location = location.filter(|_| reply.status == StatusCode::ACCEPTED)?;
        let location = String::from_utf8_lossy(location.as_bytes()).trim().to_owned();
        let pause = retry_after(&reply.headers).unwrap_or_default();
        (!location.is_empty()).then_some(Self { location, pause })
    }
}

/// The URL that a location stands for, where it is of the same origin (RFC 6454, section 5) as the
/// server that the client talks to: credentials go nowhere else.
fn own(base: &str, location: &str) -> Option<Url> {
    let base = Url::parse(&format!("{base}/")).ok()?;
    let url = base.join(location).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_plain && url.origin() == base.origin()).then_some(url)
}

/// Each delay is a quarter longer than the one before, up to a bound.
fn delays(first: Duration) -> impl Iterator<Item = Duration> {
    let most = first.saturating_mul(MOST_BACK_OFF);
    std::iter::successors(Some(first), move |last| Some((*last + *last / 4).min(most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_of_another_origin_is_not_the_servers_own() {
        let own = |location| own("https://api.example/v1", location).map(String::from);
        for location in ["/v1/r/1", "https://api.example:443/v1/r/1", "//api.example/v1/r/1", "r/1"]
        {
            assert_eq!(own(location).unwrap(), "https://api.example/v1/r/1");
        }
        for location in [
            "https://evil.example/v1/r/1",
            "//evil.example/r/1",
            "http://api.example/v1/r/1",
            "https://api.example:444/v1/r/1",
            "https://api.example.evil.example/",
            "https://api.example@evil.example/",
            "https://u:p@api.example/v1/r/1",
            "data:,DONE",
            "https://",
        ] {
            assert_eq!(own(location), None, "{location}");
        }
    }

    #[test]
    fn delays_grow_gently_and_not_for_ever() {
        let delays: Vec<_> = delays(Duration::from_secs(4)).take(20).collect();
        assert_eq!(delays[..2], [Duration::from_secs(4), Duration::from_secs(5)]);
        assert_eq!(delays[19], Duration::from_secs(40));
        assert!(delays.is_sorted());
    }
}
