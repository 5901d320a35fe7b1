//! Media types (RFC 9110, section 8.3.1).

/// A media type without its parameters.
#[inline]
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim_ascii()
}

/// Whether a media type is JSON: `application/json`, `text/json`, or one that ends in `+json` (RFC 6839);
/// neither lines of it nor a sequence.
#[inline]
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let end = essence.len().checked_sub("/json".len()).and_then(|at| essence.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case("/json") || end.eq_ignore_ascii_case("+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_many_names() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "text/json",
            "application/problem+json",
        ] {
            assert!(is_json(json), "{json}");
        }
    }

    #[test]
    fn what_holds_json_is_none() {
        for other in
            ["", "json", "application/jsonl", "application/json-seq", "application/xml; of=a/json"]
        {
            assert!(!is_json(other), "{other}");
        }
    }
}
