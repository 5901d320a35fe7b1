//! What a media type says by its name alone.

/// How something is written that has a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    Json,
    Form,
    Parts,
    Events,
    /// One JSON text behind the other.
    Lines,
    Text,
    Bytes,
    /// Whatever the server has.
    Any,
}

impl Notation {
    /// How what is of a media type is written, as far as its name says.
    pub(crate) fn of(name: &str) -> Self {
        let essence = essence(name);
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
        match (kind, subtype) {
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", _) => Self::Parts,
            (_, subtype) if is_lines(subtype) => Self::Lines,
            (_, subtype) if subtype == "json" || subtype.ends_with("+json") => Self::Json,
            ("*" | "application", "*") => Self::Any,
            ("text", "event-stream") => Self::Events,
            ("text", _)
            | (
                "application",
                "xml" | "x-yaml" | "yaml" | "graphql" | "javascript" | "x-javascript",
            ) => Self::Text,
            (_, subtype) if subtype.ends_with("+xml") && kind != "image" => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// Whether a subtype means JSON texts one behind the other: the names of JSON Lines that are in use,
/// of which `OpenAPI` 3.2.0 lists two among its sequential media types, and RFC 7464's and RFC 8142's.
fn is_lines(subtype: &str) -> bool {
    let name = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(
        name,
        "jsonl" | "jsonlines" | "ndjson" | "ldjson" | "json-seq" | "json-stream" | "stream+json"
    ) || name.ends_with("+json-seq")
}

/// Whether what is of a media type is JSON, as far as its name says.
pub fn is_json(name: &str) -> bool {
    Notation::of(name) == Notation::Json
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(name: &str) -> String {
    without_parameters(name).to_ascii_lowercase()
}

/// A media type without its parameters, as it is written.
pub(crate) fn without_parameters(name: &str) -> &str {
    name.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::{Notation, is_json};

    #[test]
    fn lines_have_many_names() {
        for name in ["application/jsonl", "application/x-NDJSON; charset=utf-8", "text/x-ndjson"] {
            assert_eq!(Notation::of(name), Notation::Lines, "{name}");
        }
        for name in ["application/json-seq", "application/geo+json-seq", "application/stream+json"]
        {
            assert_eq!(Notation::of(name), Notation::Lines, "{name}");
        }
    }

    #[test]
    fn json_is_known_by_its_subtype() {
        for name in ["application/json", "text/JSON; charset=utf-8", "application/hal+json"] {
            assert!(is_json(name), "{name}");
        }
        for name in ["application/x-ndjson", "application/xml", "multipart/x+json", "json", ""] {
            assert!(!is_json(name), "{name}");
        }
    }
}
