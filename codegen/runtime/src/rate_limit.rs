//! What a server says of how much callers may ask.

use super::header::text;
use reqwest::header::HeaderMap;
use std::time::{Duration, SystemTime};

/// The seconds from which on a number is a moment and no delay: servers send either under the same
/// name. As a moment it is in the year 2001.
const MOMENTS: u64 = 1_000_000_000;

/// How much a caller may ask, as far as an answer said so.
///
/// It is read from `X-RateLimit-Limit`, `-Remaining`, `-Burst` and `-Reset`, from the same names
/// without `X-`, and from `RateLimit` and `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers). Where a header names several limits, its first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests are allowed in a period.
    pub limit: Option<u64>,
    /// How many are left of them.
    pub remaining: Option<u64>,
    /// How many are allowed at once.
    pub burst: Option<u64>,
    /// When the period ends.
    pub reset: Option<SystemTime>,
}

/// Where a number may stand: the header, and which of its members, unless it begins with it.
type Place = (&'static str, Option<&'static str>);

const LIMIT: [Place; 6] = [
    ("x-ratelimit-limit", None),
    ("ratelimit-limit", None),
    ("ratelimit-policy", Some("q")),
    ("ratelimit-policy", Some("limit")),
    ("ratelimit", Some("limit")),
    ("ratelimit", Some("q")),
];
const REMAINING: [Place; 4] = [
    ("x-ratelimit-remaining", None),
    ("ratelimit-remaining", None),
    ("ratelimit", Some("r")),
    ("ratelimit", Some("remaining")),
];
const BURST: [Place; 2] = [("x-ratelimit-burst", None), ("ratelimit-burst", None)];
const RESET: [Place; 4] = [
    ("x-ratelimit-reset", None),
    ("ratelimit-reset", None),
    ("ratelimit", Some("t")),
    ("ratelimit", Some("reset")),
];

impl RateLimit {
    /// What these headers say, if they say anything.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let found = Self {
            limit: first(headers, &LIMIT),
            remaining: first(headers, &REMAINING),
            burst: first(headers, &BURST),
            reset: first(headers, &RESET).and_then(|seconds| moment(seconds, headers)),
        };
        let Self { limit, remaining, burst, reset } = &found;
        let says = limit.or(*remaining).or(*burst).is_some() || reset.is_some();
        says.then_some(found)
    }
}

/// The number at the first of these places that has one.
fn first(headers: &HeaderMap, places: &[Place]) -> Option<u64> {
    for (name, key) in places {
        let text = text(headers, name);
        let number = text.and_then(|text| key.map_or(leading(text), |key| member(text, key)));
        if number.is_some() {
            return number;
        }
    }
    None
}

/// How long the server asks to wait (RFC 9110, section 10.2.3): seconds, or until a date, which is
/// held against the server's own clock where the answer shows it.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let asked = text(headers, "retry-after")?.trim();
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than a number can hold is for ever.
        return Some(Duration::from_secs(asked.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(asked).ok()?;
    Some(date.duration_since(now(headers)).unwrap_or_default())
}

/// The moment that a number of seconds means.
fn moment(seconds: u64, headers: &HeaderMap) -> Option<SystemTime> {
    let from = if seconds < MOMENTS { now(headers) } else { SystemTime::UNIX_EPOCH };
    from.checked_add(Duration::from_secs(seconds))
}

/// The moment of the answer, by the server's clock where it shows it.
fn now(headers: &HeaderMap) -> SystemTime {
    let date = text(headers, "date").and_then(|text| httpdate::parse_http_date(text).ok());
    date.unwrap_or_else(SystemTime::now)
}

/// The number that a text begins with: `100, 100;w=60` is 100.
fn leading(text: &str) -> Option<u64> {
    let text = text.trim_start();
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// A number among the members or parameters of a structured field: `"default";r=50;t=30`.
fn member(text: &str, key: &str) -> Option<u64> {
    for member in text.split([',', ';']) {
        if let Some((name, value)) = member.split_once('=')
            && name.trim() == key
            && let Some(number) = leading(value)
        {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    const NOON: &str = "Fri, 01 Mar 2024 12:00:00 GMT";

    fn headers<const N: usize>(pairs: [(&'static str, &'static str); N]) -> HeaderMap {
        let headers = pairs
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        HeaderMap::from_iter(headers)
    }

    fn asked(value: &'static str) -> Option<u64> {
        retry_after(&headers([("retry-after", value), ("date", NOON)])).map(|wait| wait.as_secs())
    }

    fn noon() -> SystemTime {
        httpdate::parse_http_date(NOON).unwrap()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(asked("7"), Some(7));
        assert_eq!(asked("0"), Some(0));
        assert_eq!(asked("Fri, 01 Mar 2024 12:00:09 GMT"), Some(9));
        assert_eq!(asked("Friday, 01-Mar-24 12:00:09 GMT"), Some(9));
    }

    #[test]
    fn a_date_that_is_over_asks_for_no_wait() {
        assert_eq!(asked("Fri, 01 Mar 2024 11:59:59 GMT"), Some(0));
    }

    #[test]
    fn retry_after_beyond_every_number_is_for_ever() {
        assert_eq!(asked("99999999999999999999999"), Some(u64::MAX));
    }

    #[test]
    fn retry_after_that_is_neither_asks_for_nothing() {
        for text in ["", "soon", "-1", "1.5", "7 s"] {
            assert_eq!(asked(text), None, "{text}");
        }
    }

    #[test]
    fn the_headers_of_ionos_are_read() {
        let limit = RateLimit::of(&headers([
            ("x-ratelimit-limit", "60"),
            ("x-ratelimit-remaining", "7"),
            ("x-ratelimit-burst", "20"),
        ]));
        let expected =
            RateLimit { limit: Some(60), remaining: Some(7), burst: Some(20), reset: None };
        assert_eq!(limit, Some(expected));
    }

    #[test]
    fn a_reset_is_a_delay_or_a_moment() {
        let reset = |text| {
            RateLimit::of(&headers([("x-ratelimit-reset", text), ("date", NOON)])).unwrap().reset
        };
        assert_eq!(reset("30"), Some(noon() + Duration::from_secs(30)));
        assert_eq!(reset("1709294430"), Some(noon() + Duration::from_secs(30)));
    }

    #[test]
    fn each_draft_of_the_standard_is_read() {
        let expected = RateLimit {
            limit: Some(100),
            remaining: Some(50),
            burst: None,
            reset: Some(noon() + Duration::from_secs(30)),
        };
        let drafts = [
            headers([
                ("ratelimit-policy", "\"default\";q=100;w=60"),
                ("ratelimit", "\"default\";r=50;t=30"),
                ("date", NOON),
            ]),
            headers([("ratelimit", "limit=100, remaining=50, reset=30"), ("date", NOON)]),
            headers([
                ("ratelimit-limit", "100, 100;w=60"),
                ("ratelimit-remaining", "50"),
                ("ratelimit-reset", "30"),
                ("date", NOON),
            ]),
        ];
        for draft in drafts {
            assert_eq!(RateLimit::of(&draft), Some(expected.clone()), "{draft:?}");
        }
    }

    #[test]
    fn what_is_no_number_says_nothing() {
        assert_eq!(RateLimit::of(&HeaderMap::new()), None);
        assert_eq!(RateLimit::of(&headers([("x-ratelimit-limit", "unlimited")])), None);
        assert_eq!(RateLimit::of(&headers([("x-ratelimit-reset", "99999999999999999999")])), None);
    }
}
