//! A request before it is sent: everything about a call that is not its type.

use super::{
    encode::{Encode, Encoded, Mode},
    endpoint::Endpoint,
    header, media_type,
    parameter::{Append, Parameter, Style},
    path,
    reply::Body,
    retry::RetryPolicy,
    security::Security,
};
use reqwest::{
    Url,
    header::{ACCEPT, HeaderMap, HeaderValue},
};
use serde_json::Value;
use std::{fmt, time::Duration};

/// A value as requests carry it, or why it has no such form.
type Json = Result<Value, String>;

/// What a call sends.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) endpoint: Endpoint,
    /// Where it goes, if not to the endpoint's own place.
    pub(super) url: Option<Url>,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Pairs,
    pub(super) cookies: Pairs,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Vec<u8>>,
    pub(super) timeout: Option<Duration>,
    pub(super) retries: Option<RetryPolicy>,
    /// Where to send it, in place of the usual place.
    pub(super) base_url: Option<String>,
    pub(super) security: Security,
    /// How much of the answer's body is read.
    pub(super) wants: Body,
    /// Why it must not be sent.
    pub(super) refused: Option<String>,
}

impl Request {
    pub(super) fn new(endpoint: Endpoint, security: Security) -> Self {
        Self {
            endpoint,
            url: None,
            path: Vec::new(),
            query: Pairs::default(),
            cookies: Pairs::default(),
            headers: HeaderMap::new(),
            body: None,
            timeout: None,
            retries: None,
            base_url: None,
            security,
            wants: Body::Whole,
            refused: None,
        }
    }

    /// Takes a value apart; where that fails, the request is refused. What is null is nothing.
    fn parameter(&mut self, name: &str, value: Json, style: Style) -> Option<Parameter> {
        match value {
            Ok(value) => Parameter::new(value, style),
            Err(reason) => {
                self.refuse(format!("parameter `{name}`: {reason}"));
                None
            }
        }
    }

    pub(super) fn path(&mut self, name: &'static str, value: Json, style: Style) {
        self.path_with(name, value, style, path::encode);
    }

    #[inline]
    pub(super) fn reserved_path(&mut self, name: &'static str, value: Json, style: Style) {
        self.path_with(name, value, style, path::encode_segments);
    }

    fn path_with(&mut self, name: &'static str, value: Json, style: Style, append: Append) {
        let Some(value) = self.parameter(name, value, style) else { return };
        for text in value.texts() {
            self.check_path(name, text);
        }
        let text = value.in_path(name, style, append);
        self.check_path(name, &text);
        self.path.push((name, text));
    }

    fn check_path(&mut self, name: &str, text: &str) {
        if let Err(reason) = path::check(name, text) {
            self.refuse(reason);
        }
    }

    pub(super) fn query(&mut self, name: &str, value: Json, style: Style) {
        if let Some(value) = self.parameter(name, value, style) {
            self.query.set(name, value.pairs(name, style));
        }
    }

    #[inline]
    pub(super) fn reserved_query(&mut self, name: &str, value: Json, style: Style) {
        if let Some(value) = self.parameter(name, value, style) {
            self.query.set(name, value.reserved_pairs(name, style));
        }
    }

    #[inline]
    pub(super) fn cookie(&mut self, name: &str, value: Json, style: Style) {
        if let Some(value) = self.parameter(name, value, style) {
            self.cookies.set(name, value.pairs(name, style));
        }
    }

    pub(super) fn header_parameter(&mut self, name: &str, value: Json, style: Style) {
        if let Some(value) = self.parameter(name, value, style) {
            self.header(name, value.in_header(style));
        }
    }

    pub(super) fn header(&mut self, name: &str, value: String) {
        if let Err(reason) = header::insert(&mut self.headers, name, value) {
            self.refuse(reason);
        }
    }

    pub(super) fn json<T: Encode + ?Sized>(&mut self, media_type: &str, value: &T) {
        match serde_json::to_vec(&Encoded(value, Mode::Request)) {
            Ok(bytes) => self.body(media_type, bytes),
            Err(error) => self.refuse(format!("the body: {error}")),
        }
    }

    pub(super) fn body(&mut self, media_type: &str, bytes: Vec<u8>) {
        self.header("content-type", media_type.to_owned());
        self.body = Some(bytes);
    }

    /// Asks for these media types, unless the caller has asked for others.
    pub(super) fn accept_types(&mut self, types: &'static str) {
        self.accept(HeaderValue::from_static(types));
    }

    fn accept(&mut self, types: HeaderValue) {
        if header::get(&self.headers, "accept").is_none() {
            header::put(&mut self.headers, ACCEPT, types);
        }
    }

    /// Asks for those of these media types that are JSON, or else for JSON by its usual name, unless
    /// the caller has asked for others.
    #[inline]
    pub(super) fn accept_json(&mut self, types: &'static str) {
        let json: Vec<_> = types.split(", ").filter(|it| media_type::is_json(it)).collect();
        match HeaderValue::try_from(json.join(", ")) {
            Ok(json) if !json.is_empty() => self.accept(json),
            _ => self.accept_types("application/json"),
        }
    }

    /// Keeps the first reason not to send it.
    pub(super) fn refuse(&mut self, reason: String) {
        if self.refused.is_none() {
            self.refused = Some(reason);
        }
    }
}

/// What goes into the query or the cookies: for each name its `name=value` pairs, encoded.
#[derive(Clone, Default)]
pub(super) struct Pairs(pub(super) Vec<(String, Vec<String>)>);

impl Pairs {
    /// Sets a parameter, in place of what it was set to before.
    pub(super) fn set(&mut self, name: &str, pairs: Vec<String>) {
        for (known, before) in &mut self.0 {
            if known == name {
                *before = pairs;
                return;
            }
        }
        self.0.push((name.to_owned(), pairs));
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Appends all pairs, and behind them the client's own, as far as the call does not replace them.
    pub(super) fn append_to(
        &self,
        out: &mut String,
        separator: &str,
        own: [&[(String, String)]; 2],
    ) {
        let mut append = |pair: &str| {
            if !out.is_empty() {
                out.push_str(separator);
            }
            out.push_str(pair);
        };
        for (_, pairs) in &self.0 {
            for pair in pairs {
                append(pair);
            }
        }
        for pairs in &own {
            for (name, value) in *pairs {
                if !self.has(name) {
                    append(&path::pair(name, value));
                }
            }
        }
    }
}

/// Shows which operation it is. Values may be secrets, and so may the body.
impl fmt::Debug for Request {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.endpoint.method, self.endpoint.path)
    }
}
