//! Setting the headers of requests, marking those that must not be shown, and looking headers up.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// What the names of headers with secrets contain.
const SECRET: [&str; 9] =
    ["api-key", "apikey", "auth", "cookie", "credential", "password", "secret", "session", "token"];

/// Marks the values of a request's headers that are secret by their names: they are left out of
/// `Debug`, and HTTP/2 keeps no table of them (RFC 7541, section 7.1.3).
pub(super) fn mark(headers: &mut HeaderMap) {
    for (name, value) in headers {
        mark_one(name, value);
    }
}

/// The same for one header.
fn mark_one(name: &HeaderName, value: &mut HeaderValue) {
    let name: &str = name.as_ref();
    let name = name.as_bytes();
    if SECRET.iter().any(|part| name.windows(part.len()).any(|it| it == part.as_bytes())) {
        value.set_sensitive(true);
    }
}

/// Sets a header, marked where it is secret by its name; or says why that cannot be.
pub(super) fn insert(headers: &mut HeaderMap, name: &str, value: String) -> Result<(), String> {
    let (Ok(known), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value))
    else {
        return Err(format!("header `{name}` has a character that headers cannot carry"));
    };
    mark_one(&known, &mut value);
    put(headers, known, value);
    Ok(())
}

/// Sets a header. Here and nowhere else, for a map's insertion is dear to compile wherever it is
/// inlined.
#[inline(never)]
pub(super) fn put(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.insert(name, value);
}

/// Sets all headers of another map, in place of those with the same names.
pub(super) fn overlay(headers: &mut HeaderMap, source: &HeaderMap) {
    for (name, value) in source {
        put(headers, name.clone(), value.clone());
    }
}

/// The value of a header by its name in small letters, and of several the first. A map's own way of
/// looking up is dear to compile, and headers are never many.
pub(super) fn get<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h HeaderValue> {
    for (known, value) in headers {
        if known.as_str() == name {
            return Some(value);
        }
    }
    None
}

/// A header's value, where it is text.
pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    get(headers, name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_headers_the_first_is_found() {
        let mut headers = HeaderMap::new();
        headers.append("x-request-id", HeaderValue::from_static("1"));
        headers.append("x-request-id", HeaderValue::from_static("2"));
        assert_eq!(text(&headers, "x-request-id"), Some("1"));
        assert_eq!(text(&headers, "x-request"), None);
    }

    fn shown(name: &'static str) -> String {
        let header = (HeaderName::from_static(name), HeaderValue::from_static("hunter2"));
        let mut headers = HeaderMap::from_iter([header]);
        mark(&mut headers);
        format!("{headers:?}")
    }

    #[test]
    fn headers_with_secrets_are_marked() {
        for name in ["authorization", "x-auth-key", "cookie", "x-api-key", "x-vault-token"] {
            assert!(!shown(name).contains("hunter2"), "{name}");
        }
        assert!(shown("x-request-id").contains("hunter2"));
    }
}
