//! What every generated client shares: JSON that may differ from its description, open
//! enumerations, secrets, and, with the feature `client`, calls over HTTP.
//!
//! What every call runs through is compiled here, once. What few programs call is `#[inline]`, as
//! the methods of operations and models are: it is compiled where it is called, and nowhere else.
//!
//! What takes the name of a header as text gets a literal, not `as_str` of a constant: that is a match
//! over all known names, 900 lines of LLVM's code. Texts are searched for characters where that is
//! enough: the search for texts is as many lines again.

pub mod decode;
pub mod encode;
pub mod enumeration;
mod excerpt;
mod file;
mod kind;
#[allow(dead_code, reason = "without the client, only unions look for members")]
mod member;
mod or_empty;
mod place;
mod secret;
mod tag;
mod text;
mod tolerance;
pub mod union;

pub use decode::{DecodeError, Member, Object};
pub use encode::{Encode, Mode};
#[allow(unused_imports, reason = "an API may have no such enumeration")]
pub(crate) use enumeration::{enum_json, enum_value, integer_enum, string_enum};
pub use file::File;
pub use kind::{Candidate, Kind, Known};
pub use or_empty::OrEmpty;
pub use secret::Secret;
pub use tag::Tag;
pub use text::{Base64, Date, DateTime};

#[cfg(feature = "client")]
mod api_error;
#[cfg(feature = "client")]
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "client")]
mod builder;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod chunks;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "differences")]
mod compare;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod deadline;
#[cfg(feature = "client")]
mod decode_failure;
#[cfg(feature = "differences")]
mod difference;
#[cfg(feature = "client")]
mod endpoint;
#[cfg(feature = "client")]
mod envelope;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod event_parser;
#[cfg(feature = "client")]
mod events;
#[cfg(feature = "client")]
mod execute;
#[cfg(feature = "client")]
mod form;
#[cfg(feature = "client")]
mod header;
#[cfg(feature = "client")]
mod hook;
#[cfg(feature = "client")]
mod lines;
#[cfg(feature = "client")]
mod media_type;
#[cfg(feature = "client")]
mod multipart;
#[cfg(feature = "client")]
mod origin;
#[cfg(feature = "client")]
mod page;
#[cfg(feature = "client")]
mod paging;
#[cfg(feature = "client")]
mod parameter;
#[cfg(feature = "client")]
mod path;
#[cfg(feature = "client")]
mod prepare;
#[cfg(feature = "client")]
mod rate_limit;
#[cfg(feature = "client")]
mod redirect;
#[cfg(feature = "client")]
mod reply;
#[cfg(feature = "client")]
mod request;
#[cfg(feature = "client")]
mod response_header;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "client")]
mod security;
#[cfg(feature = "client")]
mod server;
#[cfg(feature = "client")]
mod settings;
#[cfg(feature = "differences")]
mod shape;
#[cfg(feature = "client")]
mod stream;
#[cfg(feature = "client")]
mod tls;
#[cfg(feature = "client")]
mod trace;
#[cfg(feature = "client")]
mod transport_error;
#[cfg(feature = "client")]
mod wait;
#[cfg(feature = "client")]
mod wait_error;
#[cfg(feature = "client")]
mod walk;

#[cfg(feature = "client")]
pub use {
    api_error::ApiError,
    builder::ClientBuilder,
    call::{AnyBody, Call, Pending},
    chunks::Chunks,
    client::{Api, Core},
    credentials::{Authorization, Authorize, NoCredentials, Variables},
    decode_failure::{DecodeFailure, TooLargeError},
    endpoint::{Endpoint, Operation},
    envelope::{Envelope, Enveloped},
    error::{Error, RequestError},
    events::{Event, Events, JsonEvents, TextEvents},
    hook::{Finished, Hook, Outgoing},
    lines::{JsonLines, Lines},
    multipart::{Form, Parts},
    paging::{Paged, Paging},
    parameter::Style,
    rate_limit::RateLimit,
    reply::{Binary, Body, Empty, Json, Payload, Pieces, Reply, Response, Text},
    reqwest::{
        Method, StatusCode,
        header::{HeaderMap, HeaderName, HeaderValue},
    },
    retry::RetryPolicy,
    security::Security,
    server::server_url,
    stream::{Items, Pages},
    transport_error::{SilentError, TransportError},
    wait::{WaitRule, Waits},
    wait_error::{WaitError, WaitFailure},
};
#[cfg(feature = "differences")]
pub use {
    difference::{Difference, DifferenceKind},
    shape::{Answer, Expected, Property, Shape},
};
