//! What a media type says by its name alone.

/// How something is written that has a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notation {
    Json,
    Form,
    Parts,
    Events,
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
            (_, subtype) if subtype == "json" || subtype.ends_with("+json") => Self::Json,
            ("*" | "application", "*") => Self::Any,
            ("text", "event-stream") => Self::Events,
            ("text", _)
            | (
                "application",
                "xml" | "x-ndjson" | "jsonl" | "x-yaml" | "yaml" | "graphql" | "javascript"
                | "x-javascript",
            ) => Self::Text,
            (_, subtype) if subtype.ends_with("+xml") && kind != "image" => Self::Text,
            _ => Self::Bytes,
        }
    }
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
    use super::is_json;

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
