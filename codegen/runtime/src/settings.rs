//! What a client is configured to be, whichever API it is for.

#[cfg(feature = "differences")]
use super::difference::Differences;
use super::{
    client::Core,
    credentials::Authorization,
    error::Error,
    header,
    hook::Hook,
    parameter::{Parameter, Style},
    retry::RetryPolicy,
    tls,
};
use reqwest::{
    Url,
    header::{HeaderMap, HeaderName},
};
use serde_json::Value;
use std::{fmt, mem, time::Duration};

/// What is configured, whichever API it is for.
pub(super) struct Settings {
    /// Where the API answers by what the caller or the environment says.
    pub(super) base_url: Option<String>,
    /// Where it answers by what the specification says.
    usual_base_url: Option<&'static str>,
    /// The environment variable that the base URL comes from.
    pub(super) base_url_variable: Option<&'static str>,
    pub(super) authorization: Authorization,
    /// Whether it was said that nobody proves who is calling.
    pub(super) is_anonymous: bool,
    pub(super) headers: HeaderMap,
    /// Parameters of the query for all calls.
    pub(super) query: Vec<(String, String)>,
    pub(super) hooks: Vec<Box<dyn Hook>>,
    #[cfg(feature = "differences")]
    pub(super) differences: Differences,
    pub(super) retries: RetryPolicy,
    pub(super) timeout: Duration,
    pub(super) connect_timeout: Duration,
    #[allow(dead_code, reason = "an API may have nothing to wait for")]
    pub(super) poll_interval: Duration,
    pub(super) body_limit: usize,
    pub(super) plain_http: bool,
    pub(super) http: Http,
    pub(super) request_ids: &'static [&'static str],
    /// The first thing that is wrong.
    pub(super) wrong: Option<Error>,
}

/// What connects.
pub(super) enum Http {
    /// A client of this crate's, and how the caller changes it.
    Own(Option<tls::Change>),
    /// A client of the caller's.
    Given(reqwest::Client),
}

impl Settings {
    /// The defaults, for what an API says of itself.
    pub(super) fn new(
        usual_base_url: Option<&'static str>,
        user_agent: &str,
        request_ids: &'static [&'static str],
    ) -> Self {
        let mut settings = Self {
            base_url: None,
            usual_base_url,
            base_url_variable: None,
            authorization: Authorization::default(),
            is_anonymous: false,
            headers: HeaderMap::new(),
            query: Vec::new(),
            hooks: Vec::new(),
            #[cfg(feature = "differences")]
            differences: Differences::default(),
            retries: RetryPolicy::new(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            poll_interval: Duration::from_secs(1),
            body_limit: 64 << 20,
            plain_http: false,
            http: Http::Own(None),
            request_ids,
            wrong: None,
        };
        settings.header("user-agent", user_agent.to_owned());
        settings
    }

    /// Takes what credentials say of each request, or why they cannot be sent.
    pub(super) fn authorize(
        mut self,
        say: &dyn Fn(&mut Authorization) -> Result<(), Error>,
    ) -> Self {
        let mut authorization = Authorization::default();
        match say(&mut authorization) {
            Ok(()) => self.authorization = authorization,
            Err(error) => self.reject(error),
        }
        self.is_anonymous = false;
        self
    }

    /// Whether nothing was said of who is calling.
    fn is_unproven(&self) -> bool {
        self.wrong.is_none() && self.authorization.is_empty() && !self.is_anonymous
    }

    /// Where the API answers.
    pub(super) fn base_url(&self) -> Option<&str> {
        self.base_url.as_deref().or(self.usual_base_url)
    }

    /// Keeps the first reason not to make the client.
    fn reject(&mut self, error: Error) {
        if self.wrong.is_none() {
            self.wrong = Some(error);
        }
    }

    fn refuse(&mut self, reason: String) {
        self.reject(Error::Configuration(reason));
    }

    pub(super) fn header(&mut self, name: &str, value: String) {
        if let Err(reason) = header::insert(&mut self.headers, name, value) {
            self.refuse(reason);
        }
    }

    #[inline]
    pub(super) fn header_parameter(&mut self, name: &str, value: Result<Value, String>) {
        match value.map(|value| Parameter::new(value, Style::Simple)) {
            Ok(Some(value)) => self.header(name, value.in_header(Style::Simple)),
            Ok(None) => {}
            Err(reason) => self.refuse(format!("header `{name}`: {reason}")),
        }
    }

    #[inline]
    pub(super) fn query_parameter(&mut self, name: &str, value: Result<Value, String>) {
        match value.map(|value| Parameter::new(value, Style::Simple)) {
            Ok(Some(value)) => {
                self.query.retain(|(known, _)| known != name);
                self.query.push((name.to_owned(), value.in_header(Style::Simple)));
            }
            Ok(None) => {}
            Err(reason) => self.refuse(format!("`{name}`: {reason}")),
        }
    }

    /// The core of a client, unless nothing was said of who is calling and that is an error.
    pub(super) fn build(mut self, unproven: Option<fn() -> Error>) -> Result<Core, Error> {
        if let Some(unproven) = unproven.filter(|_| self.is_unproven()) {
            return Err(unproven());
        }
        if let Some(error) = self.wrong.take() {
            return Err(error);
        }
        let url = self.base_url().ok_or_else(|| {
            Error::Configuration("the specification names no server: set `base_url`".to_owned())
        })?;
        check_url(url, self.plain_http).map_err(|reason| {
            let variable = self.base_url_variable.map(|name| format!("`{name}`"));
            let what = variable.as_deref().unwrap_or("the base URL");
            Error::Configuration(format!("{what}: {reason}"))
        })?;
        let http = match mem::replace(&mut self.http, Http::Own(None)) {
            Http::Own(change) => tls::client(self.connect_timeout, change)?,
            Http::Given(http) => http,
        };
        Ok(Core::new(http, self))
    }
}

/// Shows no value that may be a secret: of headers the names, of the URL what is none.
impl fmt::Debug for Settings {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Settings")
            .field("base_url", &self.base_url().map(without_secrets))
            .field("authorization", &self.authorization)
            .field("headers", &headers)
            .field("hooks", &self.hooks.len())
            .field("retries", &self.retries)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("body_limit", &self.body_limit)
            .field("plain_http", &self.plain_http)
            .finish_non_exhaustive()
    }
}

/// The part of a URL, or of what was meant as one, that is no secret: neither what stands before
/// an `@` nor the query.
fn without_secrets(url: &str) -> &str {
    let url = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    let end = url.bytes().position(|byte| matches!(byte, b'?' | b'#'));
    end.and_then(|end| url.get(..end)).unwrap_or(url)
}

/// Refuses a base URL that is none, or whose traffic everyone could read.
pub(super) fn check_url(text: &str, plain_http: bool) -> Result<(), String> {
    let shown = without_secrets(text);
    let url = Url::parse(text).map_err(|error| format!("`{shown}`: {error}"))?;
    let host = url.host_str().unwrap_or_default();
    let loopback = host == "localhost"
        || host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if !url.username().is_empty() || url.password().is_some() {
        Err("it holds a user's name or password".to_owned())
    } else if url.query().is_some() || url.fragment().is_some() {
        Err(format!("`{shown}` has a query or a fragment behind it"))
    } else {
        match url.scheme() {
            "https" => Ok(()),
            "http" if plain_http || loopback => Ok(()),
            "http" => Err(format!("`{shown}` is not https; see `allow_plain_http`")),
            _ => Err(format!("`{shown}` is not https")),
        }
    }
}
