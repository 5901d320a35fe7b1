//! When a call is sent again.

use super::{error::Error, rate_limit::retry_after, reply::Reply};
use reqwest::{Method, StatusCode};
use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

/// How often, and after which delays, a call that failed is sent again.
///
/// Which failures are worth it, and which calls may arrive twice, is not a matter of policy:
///
/// | what failed | what is sent again |
/// | --- | --- |
/// | the connection could not be made | every method: nothing arrived |
/// | 429 | every method: the server refused before it did anything |
/// | 408, 502, 503, 504 | GET, HEAD, OPTIONS, TRACE, QUERY, PUT, DELETE |
/// | no answer in time, or the connection broke, before the answer or in it | GET, HEAD, OPTIONS, TRACE, QUERY, PUT, DELETE |
/// | 500 | GET, HEAD, OPTIONS, TRACE, QUERY |
/// | anything else | nothing |
///
/// [`Error::is_retryable`] tells of an error whether it stands in this table for any method.
///
/// So a POST or PATCH is never sent twice once the server may have acted on it. A DELETE that is
/// sent again may be answered 404 because the first one was done: the error says how many requests
/// were sent ([`Error::attempts`]). The delay is what
/// the server asks for in `Retry-After`, or else a random one below a bound that doubles. All of
/// it happens inside the call's time-out: a delay that would end later is not begun, and the
/// error is given back at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    first_delay: Duration,
    longest_delay: Duration,
    longest_retry_after: Duration,
}

impl RetryPolicy {
    /// Three retries, after at most half a second, one and two; `Retry-After` up to 30 seconds.
    #[inline]
    pub const fn new() -> Self {
        Self {
            max_retries: 3,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(30),
        }
    }

    /// No retries.
    #[inline]
    pub const fn none() -> Self {
        Self::new().max_retries(0)
    }

    /// How often a call is sent again at most: 3 times unless set.
    #[must_use]
    #[inline]
    pub const fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// The longest delay before the first retry: half a second unless set. It doubles with each
    /// further one.
    #[must_use]
    #[inline]
    pub const fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// The longest delay before any retry: 8 seconds unless set.
    #[must_use]
    #[inline]
    pub const fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// The longest delay that a server may ask for: 30 seconds unless set. One that asks for more
    /// is not waited for, and its error given back at once.
    #[must_use]
    #[inline]
    pub const fn longest_retry_after(mut self, delay: Duration) -> Self {
        self.longest_retry_after = delay;
        self
    }

    /// How long to wait before the call is sent again; nothing where it must not be.
    pub(super) fn delay(
        &self,
        retries: u32,
        method: &Method,
        result: &Result<Reply, Error>,
    ) -> Option<Duration> {
        let failure = Failure::of(result)?;
        if !self.allows(retries) || !may_repeat(method, failure) {
            return None;
        }
        match result.as_ref().ok().and_then(|reply| retry_after(&reply.head.headers)) {
            Some(asked) => (asked <= self.longest_retry_after).then_some(asked),
            None => Some(self.back_off(retries, thousandths())),
        }
    }

    /// Whether there may be another retry after so many.
    pub(super) fn allows(&self, retries: u32) -> bool {
        retries < self.max_retries
    }

    /// A part of the bound for a retry, given in thousandths.
    fn back_off(&self, retries: u32, part: u32) -> Duration {
        let doubled = self.first_delay.saturating_mul(2u32.saturating_pow(retries));
        doubled.min(self.longest_delay) / 1000 * part
    }
}

impl Default for RetryPolicy {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// A random number from 0 to 1000. It need not be hard to guess, only differ between clients.
fn thousandths() -> u32 {
    u32::try_from(RandomState::new().build_hasher().finish() % 1001).unwrap_or_default()
}

/// What failed about an attempt.
#[derive(Clone, Copy, Debug)]
enum Failure {
    /// No connection was made.
    Unconnected,
    /// The connection broke, before the answer or in it.
    Broken,
    /// The server answered with a status that is no success.
    Status(StatusCode),
}

impl Failure {
    /// What failed, where trying again could help at all.
    fn of(result: &Result<Reply, Error>) -> Option<Self> {
        match result {
            Ok(reply) if reply.head.status.is_success() => None,
            Ok(reply) => Some(Self::Status(reply.head.status)),
            Err(error) => Self::of_error(error),
        }
    }

    fn of_error(error: &Error) -> Option<Self> {
        match error {
            Error::Api(error) => Some(Self::Status(error.status())),
            Error::Transport(error) | Error::Timeout(error) if error.is_final() => None,
            Error::Transport(error) | Error::Timeout(error) if error.is_connect() => {
                Some(Self::Unconnected)
            }
            Error::Transport(_) | Error::Timeout(_) | Error::Silent(_) => Some(Self::Broken),
            _ => None,
        }
    }
}

/// Whether a call that ended so may succeed later: whether the table lists it for any method. A
/// method that changes nothing is in each of its rows.
#[inline]
pub(super) fn is_passing(error: &Error) -> bool {
    Failure::of_error(error).is_some_and(|failure| may_repeat(&Method::GET, failure))
}

/// Whether a call that failed so may be sent again: the table of [`RetryPolicy`].
fn may_repeat(method: &Method, failure: Failure) -> bool {
    match failure {
        Failure::Unconnected => true,
        Failure::Broken => method.is_idempotent(),
        Failure::Status(status) => match status.as_u16() {
            429 => true,
            408 | 502 | 503 | 504 => method.is_idempotent(),
            500 => method.is_safe(),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{super::reply::Head, *};
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
    use std::sync::Arc;

    const ALL: [Method; 10] = [
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::TRACE,
        Method::QUERY,
        Method::PUT,
        Method::DELETE,
        Method::POST,
        Method::PATCH,
        Method::CONNECT,
    ];

    /// The methods that are sent again after a failure.
    fn repeated(failure: Failure) -> String {
        let repeated = ALL.iter().filter(|method| may_repeat(method, failure));
        repeated.map(Method::as_str).collect::<Vec<_>>().join(" ")
    }

    fn answered(status: u16) -> String {
        repeated(Failure::Status(StatusCode::from_u16(status).unwrap()))
    }

    const EVERY: &str = "GET HEAD OPTIONS TRACE QUERY PUT DELETE POST PATCH CONNECT";
    const IDEMPOTENT: &str = "GET HEAD OPTIONS TRACE QUERY PUT DELETE";

    #[test]
    fn what_never_arrived_is_sent_again() {
        assert_eq!(repeated(Failure::Unconnected), EVERY);
    }

    #[test]
    fn what_was_refused_for_its_rate_is_sent_again() {
        assert_eq!(answered(429), EVERY);
    }

    #[test]
    fn what_may_have_arrived_is_sent_again_where_twice_is_as_once() {
        assert_eq!(repeated(Failure::Broken), IDEMPOTENT);
        for status in [408, 502, 503, 504] {
            assert_eq!(answered(status), IDEMPOTENT, "{status}");
        }
    }

    #[test]
    fn what_failed_inside_the_server_is_sent_again_where_it_changes_nothing() {
        assert_eq!(answered(500), "GET HEAD OPTIONS TRACE QUERY");
    }

    #[test]
    fn every_other_status_is_final() {
        for status in (100..600).filter(|it| ![408, 429, 500, 502, 503, 504].contains(it)) {
            assert_eq!(answered(status), "", "{status}");
        }
    }

    #[test]
    fn the_bound_of_the_delay_doubles_up_to_the_longest() {
        let policy = RetryPolicy::new();
        let bounds: Vec<_> = (0..7).map(|n| policy.back_off(n, 1000).as_millis()).collect();
        assert_eq!(bounds, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(policy.back_off(u32::MAX, 1000), Duration::from_secs(8));
    }

    #[test]
    fn the_delay_is_a_part_of_its_bound() {
        let policy = RetryPolicy::new();
        assert_eq!(policy.back_off(0, 0), Duration::ZERO);
        assert_eq!(policy.back_off(1, 250), Duration::from_millis(250));
        assert!((0..1000).all(|_| thousandths() <= 1000));
    }

    #[test]
    fn clients_wait_differently() {
        let first = thousandths();
        assert!((0..100).any(|_| thousandths() != first));
    }

    /// The delay in seconds after an answer that asks for one.
    fn after(policy: &RetryPolicy, retries: u32, asked: &'static str) -> Option<u64> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(asked))]);
        let status = StatusCode::TOO_MANY_REQUESTS;
        let operation = "createUser";
        let head = Head { operation, status, headers, request_id: None, attempts: 1 };
        let reply = Reply { head: Arc::new(head), body: Vec::new(), open: None };
        policy.delay(retries, &Method::POST, &Ok(reply)).map(|delay| delay.as_secs())
    }

    #[test]
    fn the_server_is_given_the_time_it_asks_for() {
        assert_eq!(after(&RetryPolicy::new(), 0, "30"), Some(30));
    }

    #[test]
    fn a_server_that_asks_for_more_than_the_bound_is_not_waited_for() {
        assert_eq!(after(&RetryPolicy::new(), 0, "31"), None);
        assert_eq!(after(&RetryPolicy::new(), 0, "99999999999999999999"), None);
    }

    #[test]
    fn retries_end() {
        let policy = RetryPolicy::new();
        assert_eq!((after(&policy, 2, "1"), after(&policy, 3, "1")), (Some(1), None));
        assert_eq!(after(&RetryPolicy::none(), 0, "1"), None);
    }
}
