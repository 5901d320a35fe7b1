//! A request before it is sent: everything about a call that is not its type.

use super::{
    encode::{Encode, Encoded, Mode},
    endpoint::Endpoint,
    form::{self, Form},
    parameter::{Parameter, Style},
    path,
    reply::Body,
    retry::RetryPolicy,
    security::Security,
    sensitive,
};
use reqwest::{
    Url,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

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
    pub(super) fn parameter<T: Encode + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        style: Style,
    ) -> Option<Parameter> {
        let parameter = Parameter::new(value, style);
        self.accept(parameter.map_err(|reason| format!("parameter `{name}`: {reason}"))).flatten()
    }

    pub(super) fn path(&mut self, name: &'static str, value: &Parameter, style: Style) {
        let checked = value.texts().try_for_each(|text| path::check(name, text));
        self.accept(checked);
        let text = value.in_path(name, style);
        self.accept(path::check(name, &text));
        self.path.push((name, text));
    }

    pub(super) fn header(&mut self, name: &str, value: String) {
        let made = HeaderName::try_from(name).ok().zip(HeaderValue::try_from(value).ok());
        let reason = || format!("header `{name}` has a character that headers cannot carry");
        if let Some((name, mut value)) = self.accept(made.ok_or_else(reason)) {
            sensitive::mark_one(&name, &mut value);
            self.headers.insert(name, value);
        }
    }

    pub(super) fn json<T: Encode + ?Sized>(&mut self, media_type: &str, value: &T) {
        let made = serde_json::to_vec(&Encoded(value, Mode::Request));
        if let Some(bytes) = self.accept(made.map_err(|error| format!("the body: {error}"))) {
            self.body(media_type, bytes);
        }
    }

    pub(super) fn form<T: Encode + ?Sized>(&mut self, value: &T, styles: &[(&str, Style)]) {
        if let Some(text) = self.accept(form::url_encoded(value, styles)) {
            self.body(form::URL_ENCODED, text.into_bytes());
        }
    }

    pub(super) fn multipart(&mut self, media_type: &str, form: Form) {
        if let Some((media_type, bytes)) = self.accept(form.into_body(media_type)) {
            self.body(&media_type, bytes);
        }
    }

    pub(super) fn body(&mut self, media_type: &str, bytes: Vec<u8>) {
        self.header(CONTENT_TYPE.as_str(), media_type.to_owned());
        self.body = Some(bytes);
    }

    /// Asks for these media types, unless the caller has asked for others.
    pub(super) fn accept_types(&mut self, types: &'static str) {
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(types));
    }

    /// Keeps the first reason to refuse.
    fn accept<T>(&mut self, made: Result<T, String>) -> Option<T> {
        match made {
            Ok(made) => Some(made),
            Err(reason) => {
                self.refused.get_or_insert(reason);
                None
            }
        }
    }
}

/// What goes into the query or the cookies: for each name its `name=value` pairs, encoded.
#[derive(Clone, Default)]
pub(super) struct Pairs(Vec<(String, Vec<String>)>);

impl Pairs {
    /// Sets a parameter, in place of what it was set to before.
    pub(super) fn set(&mut self, name: &str, pairs: Vec<String>) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, before)) => *before = pairs,
            None => self.0.push((name.to_owned(), pairs)),
        }
    }

    /// Sets a parameter to one text, in place of what it was set to before.
    pub(super) fn set_text(&mut self, name: &str, value: &str) {
        self.set(name, vec![path::pair(name, value)]);
    }

    /// Takes the pairs of a link, which replace those of the same names.
    pub(super) fn follow(&mut self, link: &Url) {
        let mut linked: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in link.query_pairs() {
            linked.entry(name.to_string()).or_default().push(path::pair(&name, &value));
        }
        // A parameter may have pairs of other names than its own: `filter[id]=7`.
        let heads: BTreeSet<&str> = linked.values().flatten().map(|pair| head(pair)).collect();
        for (_, pairs) in &mut self.0 {
            pairs.retain(|pair| !heads.contains(head(pair)));
        }
        for (name, pairs) in linked {
            self.set(&name, pairs);
        }
    }

    /// The number that a parameter is set to.
    pub(super) fn number(&self, name: &str) -> Result<Option<u64>, String> {
        let found = self.0.iter().find(|(known, _)| known == name);
        let Some(pair) = found.and_then(|(_, pairs)| pairs.first()) else { return Ok(None) };
        let (_, value) = pair.split_once('=').unwrap_or_default();
        value.parse().map(Some).map_err(|_| format!("parameter `{name}` is not a number"))
    }

    /// All pairs, and behind them the client's own, as far as the call does not replace them.
    pub(super) fn beside<'a>(
        &self,
        own: impl Iterator<Item = &'a (String, String)>,
    ) -> impl Iterator<Item = String> {
        let own = own.filter(|(name, _)| self.0.iter().all(|(known, _)| known != name));
        let pairs = self.0.iter().flat_map(|(_, pairs)| pairs).cloned();
        pairs.chain(own.map(|(name, value)| path::pair(name, value)))
    }
}

/// The name in a pair, encoded.
fn head(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// Shows which operation it is. Values may be secrets, and so may the body.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.endpoint.method, self.endpoint.path)
    }
}
