//! What sends calls: one executor for all of them.

use super::{
    builder::{Settings, check_url},
    credentials::Authorize,
    error::{ApiError, Error, RequestError},
    path,
    reply::Reply,
    request::{Pairs, Request},
};
use reqwest::{
    Url,
    header::{COOKIE, HeaderMap, HeaderValue},
};
use std::{fmt, pin::Pin, sync::Arc};

/// How much of an error's body is kept.
const ERROR_BODY: usize = 1 << 20;

/// A client of an API.
pub trait Api: Sized {
    /// How callers prove who they are.
    type Credentials: Authorize;

    /// Where the API answers, where the specification says so.
    const BASE_URL: Option<&'static str>;

    /// The environment variable that replaces it.
    const BASE_URL_VARIABLE: Option<&'static str> = None;

    /// How the client presents itself.
    const USER_AGENT: &'static str;

    /// The headers that may name the request, the first found counting.
    const REQUEST_IDS: &'static [&'static str] =
        &["x-request-id", "x-requestid", "request-id", "cf-ray"];

    /// The client around its core.
    fn from_core(core: Core) -> Self;
}

/// What all clients have inside: connections, credentials, limits. Clones share them.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    base_url: String,
    settings: Settings,
}

impl Core {
    pub(super) fn new(http: reqwest::Client, settings: Settings) -> Self {
        let base_url = settings.base_url.as_deref().unwrap_or_default();
        let base_url = base_url.trim_end_matches('/').to_owned();
        Self(Arc::new(Inner { http, base_url, settings }))
    }

    pub(super) fn base_url(&self) -> &str {
        &self.0.base_url
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Sends a request and reads the answer.
    pub(super) fn execute(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>> {
        let core = Arc::clone(&self.0);
        Box::pin(async move {
            let operation = request.endpoint.id;
            let refused = |reason| Error::Request(RequestError { operation, reason });
            let request = core.prepare(request).map_err(refused)?;
            let reply = core.attempt(operation, request).await?;
            if reply.status.is_success() {
                Ok(reply)
            } else {
                Err(Error::Api(Box::new(ApiError::new(reply))))
            }
        })
    }
}

/// Shows neither credentials nor headers, which may be some.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").field("base_url", &self.0.base_url).finish_non_exhaustive()
    }
}

impl Inner {
    /// Makes what goes over the wire, or refuses to.
    fn prepare(&self, mut request: Request) -> Result<reqwest::Request, String> {
        if let Some(reason) = request.refused.take() {
            return Err(reason);
        }
        let url = self.url(&request)?;
        let mut made = reqwest::Request::new(request.endpoint.method, url);
        *made.timeout_mut() = Some(request.timeout.unwrap_or(self.settings.timeout));
        *made.body_mut() = request.body.map(reqwest::Body::from);
        let headers = made.headers_mut();
        // Later ones replace earlier ones, so that no header is sent twice.
        for source in [&self.settings.headers, &self.settings.authorization.headers] {
            overlay(headers, source);
        }
        overlay(headers, &request.headers);
        if let Some(cookies) = self.cookies(&request.cookies)? {
            headers.insert(COOKIE, cookies);
        }
        Ok(made)
    }

    /// The whole URL.
    fn url(&self, request: &Request) -> Result<Url, String> {
        let mut url = match &request.url {
            Some(url) => url.clone(),
            None => self.own_url(request)?,
        };
        let fixed = url.query().map(str::to_owned);
        let pairs = request.query.beside(&self.settings.authorization.query);
        let pairs: Vec<String> = fixed.into_iter().chain(pairs).collect();
        if !pairs.is_empty() {
            url.set_query(Some(&pairs.join("&")));
        }
        Ok(url)
    }

    /// The URL of the endpoint, which must be the one that was written.
    fn own_url(&self, request: &Request) -> Result<Url, String> {
        let base = match request.endpoint.server {
            Some(server) => {
                check_url(server, self.settings.plain_http)?;
                server.trim_end_matches('/')
            }
            None => &self.base_url,
        };
        let (template, fixed) =
            request.endpoint.path.split_once('?').unwrap_or((request.endpoint.path, ""));
        let path = path::expand(template, &request.path)?;
        let parse = |url: &str| Url::parse(url).map_err(|error| error.to_string());
        let mut url = parse(&format!("{base}{path}"))?;
        let whole = format!("{}{path}", parse(base)?.path().trim_end_matches('/'));
        if url.path() != whole {
            return Err(format!("the path `{whole}` would be sent as `{}`", url.path()));
        }
        url.set_query((!fixed.is_empty()).then_some(fixed));
        Ok(url)
    }

    /// The `Cookie` header.
    fn cookies(&self, cookies: &Pairs) -> Result<Option<HeaderValue>, String> {
        let pairs: Vec<String> = cookies.beside(&self.settings.authorization.cookies).collect();
        if pairs.is_empty() {
            return Ok(None);
        }
        let mut value = HeaderValue::try_from(pairs.join("; "))
            .map_err(|error| format!("the cookies: {error}"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    /// Sends once. Retries, waiting and hooks belong between this and [`Core::execute`].
    async fn attempt(
        &self,
        operation: &'static str,
        request: reqwest::Request,
    ) -> Result<Reply, Error> {
        let sent = self.http.execute(request).await;
        let mut response = sent.map_err(|error| Error::transport(operation, error))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let request_id = self.request_id(&headers);
        let mut reply = Reply { operation, status, headers, body: Vec::new(), request_id };
        if status.is_success() {
            self.read(response, &mut reply).await?;
        } else {
            reply.body = read_error(response).await;
        }
        Ok(reply)
    }

    /// Reads a success's body, which must not be larger than the limit.
    async fn read(&self, mut response: reqwest::Response, reply: &mut Reply) -> Result<(), Error> {
        let Reply { operation, status, .. } = *reply;
        let limit = self.settings.body_limit;
        loop {
            let chunk = response.chunk().await;
            let chunk = chunk.map_err(|error| Error::transport(operation, error))?;
            let Some(chunk) = chunk else { return Ok(()) };
            if reply.body.len() + chunk.len() > limit {
                let request_id = reply.request_id.take();
                return Err(Error::TooLarge { operation, status, request_id, limit });
            }
            reply.body.extend_from_slice(&chunk);
        }
    }

    fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let mut found = self.settings.request_ids.iter().filter_map(|name| headers.get(*name));
        found.find_map(|value| value.to_str().ok()).map(str::to_owned)
    }
}

/// Reads what there is of an error's body: the status counts more than a body that breaks off.
async fn read_error(mut response: reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = ERROR_BODY - body.len();
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    body
}

fn overlay(headers: &mut HeaderMap, source: &HeaderMap) {
    for (name, value) in source {
        headers.insert(name.clone(), value.clone());
    }
}
