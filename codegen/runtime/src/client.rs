//! What sends calls: one executor for all of them.

#[cfg(feature = "differences")]
use super::shape::Expected;
use super::{
    builder::ClientBuilder,
    credentials::{Authorize, Variables},
    error::Error,
    rate_limit::RateLimit,
    reply::Reply,
    request::Request,
    settings::Settings,
};
use std::{
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

/// A client of an API.
pub trait Api: Sized {
    /// How callers prove who they are.
    type Credentials: Authorize;

    /// Where the API answers, where the specification says so.
    const BASE_URL: Option<&'static str>;

    /// The environment variable that replaces it.
    const BASE_URL_VARIABLE: Option<&'static str> = None;

    /// The header `User-Agent`, unless the client sets another.
    const USER_AGENT: &'static str;

    /// The headers that may name the request, the first found counting.
    const REQUEST_IDS: &'static [&'static str] =
        &["x-request-id", "x-requestid", "request-id", "cf-ray"];

    /// What the operations should answer.
    #[cfg(feature = "differences")]
    fn expected() -> &'static [Expected] {
        &[]
    }

    /// Gives all calls the parameters that variables are set for.
    ///
    /// # Errors
    ///
    /// A variable cannot be used; the error names it.
    fn parameters(
        builder: ClientBuilder<Self>,
        variables: &Variables,
    ) -> Result<ClientBuilder<Self>, Error> {
        let _ = variables;
        Ok(builder)
    }

    /// The client around its core.
    fn from_core(core: Core) -> Self;
}

/// What all clients have inside: connections, credentials, limits. Clones share them.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) http: reqwest::Client,
    pub(super) base_url: String,
    pub(super) settings: Settings,
    rate_limit: Mutex<Option<RateLimit>>,
}

impl Core {
    pub(super) fn new(http: reqwest::Client, settings: Settings) -> Self {
        let base_url = settings.base_url().unwrap_or_default();
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self(Arc::new(Inner { http, base_url, settings, rate_limit: Mutex::default() }))
    }

    /// The rate limit that an answer stated last.
    #[inline]
    pub fn last_rate_limit(&self) -> Option<RateLimit> {
        self.0.rate_limit.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a request and reads the answer.
    pub(super) fn execute(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>> {
        Box::pin(Arc::clone(&self.0).run(request))
    }
}

impl Inner {
    pub(super) fn remember(&self, limit: RateLimit) {
        *self.rate_limit.lock().unwrap_or_else(PoisonError::into_inner) = Some(limit);
    }
}

/// Shows neither credentials nor headers, which may be some.
impl fmt::Debug for Core {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").field("base_url", &self.0.base_url).finish_non_exhaustive()
    }
}
