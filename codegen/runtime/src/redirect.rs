//! Where a redirect may lead.

use super::{header, origin, reply::Reply};
use reqwest::{Method, StatusCode, Url};

/// How many redirects of one call are followed.
pub(super) const MOST: u32 = 5;

/// Where to send the request instead: to a place of the same origin (RFC 6454, section 5), so that
/// credentials go nowhere else, and only for methods that change nothing (RFC 9110, section 9.2.1).
/// What a 303 leads to is for GET to see, whatever was asked before (section 15.4.4).
pub(super) fn target(method: &Method, sent: &Url, reply: &Reply) -> Option<Url> {
    let is_redirect = match reply.head.status {
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::SEE_OTHER => [Method::GET, Method::HEAD].contains(method),
        _ => false,
    };
    if !is_redirect || !method.is_safe() {
        return None;
    }
    origin::join(sent, header::text(&reply.head.headers, "location")?)
}

#[cfg(test)]
mod tests {
    use super::{super::reply::Head, *};
    use reqwest::header::{HeaderMap, HeaderValue, LOCATION};
    use std::sync::Arc;

    fn to(method: &Method, status: u16, location: &str) -> Option<String> {
        let head = Head {
            operation: "listUsers",
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::from_iter([(LOCATION, HeaderValue::from_str(location).unwrap())]),
            request_id: None,
            attempts: 1,
        };
        let reply = Reply { head: Arc::new(head), body: Vec::new(), open: None };
        let sent = Url::parse("https://api.example/v1/users?limit=1").unwrap();
        target(method, &sent, &reply).map(String::from)
    }

    #[test]
    fn a_redirect_inside_the_origin_is_followed() {
        for status in [301, 302, 303, 307, 308] {
            let there = to(&Method::GET, status, "/v2/users").unwrap();
            assert_eq!(there, "https://api.example/v2/users");
        }
        assert!(to(&Method::HEAD, 302, "https://api.example:443/v2").is_some());
    }

    #[test]
    fn no_redirect_leaves_the_origin() {
        for place in ["https://evil.example/", "//evil.example/", "https://u:p@api.example/"] {
            assert_eq!(to(&Method::GET, 302, place), None, "{place}");
        }
    }

    #[test]
    fn nothing_but_a_redirect_of_a_safe_method_as_it_is_is_followed() {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(to(&method, 307, "/v2"), None, "{method}");
        }
        assert!(to(&Method::QUERY, 307, "/v2").is_some());
        assert_eq!(to(&Method::QUERY, 303, "/v2"), None);
        for status in [200, 201, 202, 300, 304, 305, 404] {
            assert_eq!(to(&Method::GET, status, "/v2"), None, "{status}");
        }
    }
}
