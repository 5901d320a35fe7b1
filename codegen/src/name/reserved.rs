//! Names that generated code needs for itself.

/// Names that a type must not take: the files of `models` use them unqualified.
pub const TYPES: &[&str] = &[
    // The prelude.
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // What the models import.
    "BTreeMap",
    "Deserialize",
    "Deserializer",
    "Encode",
    "MapAccess",
    "Serialize",
    "Serializer",
];

/// Names that an operation's marker or output must not take: a resource's file imports them.
pub const MARKERS: &[&str] = &[
    "Box",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Endpoint",
    "Err",
    "From",
    "Into",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
];

/// Names that a variant must not take.
pub const VARIANTS: &[&str] = &["Unrecognized"];

/// Names that a field must not take, because its setter would.
pub const FIELDS: &[&str] = &["clone", "default", "new"];

/// Names that an operation's setter must not take: the methods of `Call`.
pub const CALL: &[&str] = &[
    "block",
    "into_future",
    "items",
    "new",
    "pages",
    "send",
    "send_and_wait",
    "send_as",
    "send_events",
    "send_for",
    "send_payload",
    "send_stream",
    "send_with",
    "walk",
    "with_base_url",
    "with_body",
    "with_bytes",
    "with_cookie",
    "with_cookie_as",
    "with_form",
    "with_form_as",
    "with_header",
    "with_header_as",
    "with_json",
    "with_json_as",
    "with_multipart",
    "with_multipart_as",
    "with_path",
    "with_path_as",
    "with_query",
    "with_query_as",
    "with_reserved_path",
    "with_reserved_query",
    "with_retry_policy",
    "with_text",
    "with_timeout",
];

/// Names that a parameter for all calls must not take: the methods of `ClientBuilder`.
pub const BUILDER: &[&str] = &[
    "allow_plain_http",
    "anonymous",
    "base_url",
    "body_limit",
    "build",
    "configure_http",
    "connect_timeout",
    "credentials",
    "default",
    "from_env",
    "from_variables",
    "header",
    "hook",
    "http_client",
    "new",
    "on_difference",
    "poll_interval",
    "retry_policy",
    "timeout",
    "user_agent",
    "with_header",
    "with_query",
];

/// Names that the method for a response's header must not take: the methods of `Response`.
pub const RESPONSE: &[&str] = &[
    "body",
    "clone",
    "header",
    "header_json",
    "header_list",
    "headers",
    "into",
    "into_body",
    "location",
    "new",
    "rate_limit",
    "request_id",
    "retry_after",
    "status",
];

/// Names that a resource's accessor and module must not take: the methods of `Client`, and the
/// files that stand beside the module's, or that no file may be called ([`FILES`]).
pub const RESOURCES: &[&str] = &[
    "api_key",
    "aux",
    "base_url",
    "build",
    "builder",
    "call",
    "client",
    "clone",
    "com1",
    "com2",
    "com3",
    "com4",
    "con",
    "credentials",
    "default",
    "execute",
    "expected",
    "from_env",
    "last_rate_limit",
    "lib",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "main",
    "models",
    "new",
    "nul",
    "prn",
    "request",
    "runtime",
    "send",
    "wait_for",
];

/// Names that an operation's method must not take.
pub const METHODS: &[&str] = &["clone", "new"];

/// Names that a file must not take: Rust's own, and devices on Windows.
pub const FILES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "con", "lib", "lpt1", "lpt2", "lpt3", "lpt4", "main",
    "mod", "models", "nul", "prn",
];

/// Names that the feature of a group of operations must not take: the features and dependencies of
/// every crate, and the features that all crates with groups have.
pub const FEATURES: &[&str] = &[
    "all-operations",
    "base64",
    "blocking",
    "client",
    "default",
    "differences",
    "full-eq",
    "full-serde",
    "futures-core",
    "http",
    "httpdate",
    "jiff",
    "native-tls",
    "other-models",
    "reqwest",
    "rustls",
    "rustls-platform-verifier",
    "serde",
    "serde_json",
    "tokio",
    "tracing",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_takes_no_name_that_no_file_can_have() {
        // `mod` is a keyword, and a file of another name for that.
        for name in FILES.iter().filter(|name| **name != "mod") {
            assert!(RESOURCES.contains(name), "{name}");
        }
    }
}
