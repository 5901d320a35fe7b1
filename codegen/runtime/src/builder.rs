//! How a client is configured.

#[cfg(feature = "differences")]
use super::difference::Differences;
use super::{
    client::{Api, Core},
    credentials::{Authorization, Authorize as _, Variables},
    encode::Encode,
    error::Error,
    header,
    hook::Hook,
    parameter::{self, Parameter, Style},
    retry::RetryPolicy,
    tls,
};
use reqwest::{
    Url,
    header::{HeaderMap, HeaderName},
};
use serde_json::Value;
use std::{fmt, marker::PhantomData, mem, time::Duration};

/// Configures a client.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<C> {
    pub(super) settings: Settings,
    client: PhantomData<fn() -> C>,
}

/// What is configured, whichever API it is for.
pub(super) struct Settings {
    /// Where the API answers by what the caller or the environment says.
    pub(super) base_url: Option<String>,
    /// Where it answers by what the specification says.
    usual_base_url: Option<&'static str>,
    /// The environment variable that the base URL comes from.
    base_url_variable: Option<&'static str>,
    pub(super) authorization: Authorization,
    /// Whether it was said that nobody proves who is calling.
    is_anonymous: bool,
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
    wrong: Option<Error>,
}

/// What connects.
pub(super) enum Http {
    /// A client of this crate's, and how the caller changes it.
    Own(Option<tls::Change>),
    /// A client of the caller's.
    Given(reqwest::Client),
}

impl<C: Api> ClientBuilder<C> {
    /// The defaults, without credentials.
    pub fn new() -> Self {
        let settings = Settings::new(C::BASE_URL, C::USER_AGENT, C::REQUEST_IDS);
        Self { settings, client: PhantomData }
    }

    /// The defaults, with what the environment says.
    ///
    /// # Errors
    ///
    /// A variable is missing or cannot be used; the error names it.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(&mut Variables::new())
    }

    /// The defaults, with what these variables say.
    ///
    /// # Errors
    ///
    /// A variable is missing or cannot be used; the error names it.
    pub fn from_variables(variables: &mut Variables) -> Result<Self, Error> {
        let mut builder = Self::new();
        match C::Credentials::from_variables(variables) {
            Some(credentials) => builder = builder.credentials(credentials),
            None if C::Credentials::REQUIRED || variables.has_halves() => {
                return Err(variables.error());
            }
            None => {}
        }
        if let Some(Error::Configuration(reason)) = builder.settings.wrong.take() {
            return Err(Error::Configuration(format!("{}: {reason}", variables.found())));
        }
        if let Some(name) = C::BASE_URL_VARIABLE
            && let Some(url) = variables.get(name)
        {
            builder = builder.base_url(url);
            builder.settings.base_url_variable = Some(name);
        }
        C::parameters(builder, variables)
    }

    /// Sets the credentials, in place of any set before.
    #[allow(clippy::needless_pass_by_value, reason = "the client keeps no other copy")]
    pub fn credentials(self, credentials: C::Credentials) -> Self {
        let settings = self.settings.authorize(&|authorization| {
            authorization.way = Some(credentials.way());
            credentials.authorize(authorization)
        });
        Self { settings, ..self }
    }

    /// Sends no credentials: for a server that needs none, or where a [`Hook`] sets them on each
    /// request.
    pub fn anonymous(mut self) -> Self {
        self.settings.authorization = Authorization::default();
        self.settings.is_anonymous = true;
        self
    }

    /// Makes the client, which does not connect yet.
    ///
    /// # Errors
    ///
    /// Something that was configured cannot be used, or it was not said who is calling: neither
    /// [`credentials`](Self::credentials) nor [`anonymous`](Self::anonymous).
    pub fn build(self) -> Result<C, Error> {
        let unproven = C::Credentials::REQUIRED.then_some(unproven::<C> as fn() -> Error);
        self.settings.build(unproven).map(C::from_core)
    }
}

impl<C> ClientBuilder<C> {
    /// The base URL, in place of the specification's. An operation whose specification gives it
    /// another server is then refused rather than sent there, which may be production: its calls
    /// say with [`Call::with_base_url`](super::Call::with_base_url) where they go.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.base_url = Some(url.into());
        self.settings.base_url_variable = None;
        self
    }

    /// A header for all calls, unless a call sets its own.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.settings.header(name, value.to_owned());
        self
    }

    /// The header `User-Agent`.
    pub fn user_agent(self, name: &str) -> Self {
        self.header("user-agent", name)
    }

    /// How long a call may take in all, its retries and reading the answer included: 60 seconds
    /// unless set. Of a stream it is how long the server may be silent.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// How long connecting may take: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// How often, and after which delays, calls that failed are sent again.
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.settings.retries = policy;
        self
    }

    /// Observes each attempt of every call, beside the hooks that are there already.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.settings.hooks.push(Box::new(hook));
        self
    }

    /// How long to wait before the status of an accepted request is asked for again: a second
    /// unless set. The delay grows slowly up to ten times that, and the server may ask for another.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.settings.poll_interval = interval;
        self
    }

    /// How many bytes an answer's body may have: 64 MiB unless set.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_limit = bytes;
        self
    }

    /// Allows `http:` to other machines than this one. Credentials go over the wire for everyone
    /// to read.
    pub fn allow_plain_http(mut self) -> Self {
        self.settings.plain_http = true;
        self
    }

    /// Changes what connects, such as its proxies and certificates, in place of any change before:
    ///
    /// ```ignore
    /// .configure_http(|http| http.proxy(proxy))
    /// ```
    ///
    /// It follows no redirects, whatever is said here: the calls themselves do.
    #[inline]
    pub fn configure_http(
        mut self,
        change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.settings.http = Http::Own(Some(Box::new(change)));
        self
    }

    /// Sends with a client of the caller's, such as one that the program has already. Nothing of it
    /// is changed, so it should follow no redirects: reqwest's default follows them anywhere, and
    /// credentials other than `Authorization` go along. A total time-out of its own cuts streams off.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.settings.http = Http::Given(client);
        self
    }
}

/// What the parameters for all calls are made of: an API may have none.
#[allow(dead_code, reason = "an API may have none of a kind")]
impl<C> ClientBuilder<C> {
    /// A header for all calls, unless a call sets its own.
    pub(crate) fn with_header<T: Encode>(mut self, name: &str, value: T) -> Self {
        self.settings.header_parameter(name, parameter::json(&value));
        self
    }

    /// A parameter of the query for all calls, unless a call sets its own.
    pub(crate) fn with_query<T: Encode>(mut self, name: &str, value: T) -> Self {
        self.settings.query_parameter(name, parameter::json(&value));
        self
    }
}

impl<C: Api> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ClientBuilder").field(&self.settings).finish()
    }
}

/// The error of a client that was not told who is calling.
fn unproven<C: Api>() -> Error {
    let mut variables = Variables::with(|_| None);
    let _ = C::Credentials::from_variables(&mut variables);
    variables.into_unproven()
}

impl Settings {
    /// The defaults, for what an API says of itself.
    fn new(
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
    fn authorize(mut self, say: &dyn Fn(&mut Authorization) -> Result<(), Error>) -> Self {
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

    fn header(&mut self, name: &str, value: String) {
        if let Err(reason) = header::insert(&mut self.headers, name, value) {
            self.refuse(reason);
        }
    }

    #[inline]
    fn header_parameter(&mut self, name: &str, value: Result<Value, String>) {
        match value.map(|value| Parameter::new(value, Style::Simple)) {
            Ok(Some(value)) => self.header(name, value.in_header(Style::Simple)),
            Ok(None) => {}
            Err(reason) => self.refuse(format!("header `{name}`: {reason}")),
        }
    }

    #[inline]
    fn query_parameter(&mut self, name: &str, value: Result<Value, String>) {
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
    fn build(mut self, unproven: Option<fn() -> Error>) -> Result<Core, Error> {
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
