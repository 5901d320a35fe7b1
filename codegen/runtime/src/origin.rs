//! Where credentials may go.

use reqwest::Url;

/// What a reference (RFC 3986, section 5) in an answer leads to, where that is of the same origin
/// (RFC 6454, section 5) as the URL that was asked and names no user: credentials go nowhere else.
pub(super) fn join(asked: &Url, reference: &str) -> Option<Url> {
    let url = asked.join(reference).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    (is_plain && url.origin() == asked.origin()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(reference: &str) -> Option<String> {
        let asked = Url::parse("https://api.example/v1/users?limit=1").unwrap();
        join(&asked, reference).map(String::from)
    }

    #[test]
    fn a_reference_is_relative_to_what_was_asked() {
        for reference in [
            "/v1/r/1",
            "https://api.example:443/v1/r/1",
            "//api.example/v1/r/1",
            "r/1",
            "users/../r/1",
        ] {
            assert_eq!(joined(reference).unwrap(), "https://api.example/v1/r/1");
        }
    }

    #[test]
    fn no_reference_leaves_the_origin() {
        for reference in [
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
            assert_eq!(joined(reference), None, "{reference}");
        }
    }
}
