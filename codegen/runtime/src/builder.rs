//! How a client is configured.

use super::{
    client::Api,
    credentials::{Authorization, Authorize as _, Variables},
    encode::Encode,
    error::Error,
    hook::Hook,
    parameter,
    retry::RetryPolicy,
    settings::{Http, Settings},
};
use std::{fmt, marker::PhantomData, time::Duration};

/// Configures a client.
#[must_use = "a builder does nothing until `build`"]
pub struct ClientBuilder<C> {
    pub(super) settings: Settings,
    client: PhantomData<fn() -> C>,
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
