//! What sends calls: one executor for all of them.

use super::{
    builder::{Settings, check_url},
    chunks::Open,
    credentials::{Authorization, Authorize},
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

    /// Sends a request and reads the answer.
    pub(super) fn execute(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>> {
        let core = Arc::clone(&self.0);
        Box::pin(async move {
            let operation = request.endpoint.id;
            let refused = |reason| Error::Request(RequestError { operation, reason });
            let is_stream = request.is_stream;
            let request = core.prepare(request).map_err(refused)?;
            let reply = core.attempt(operation, request, is_stream).await?;
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
        let authorization = request.security.choose(&self.settings.authorization)?;
        let url = self.url(&request, authorization)?;
        let mut made = reqwest::Request::new(request.endpoint.method, url);
        // A stream may last; it must not be silent for long.
        let usual = (!request.is_stream).then_some(self.settings.timeout);
        *made.timeout_mut() = request.timeout.or(usual);
        *made.body_mut() = request.body.map(reqwest::Body::from);
        let headers = made.headers_mut();
        // Later ones replace earlier ones, so that no header is sent twice.
        overlay(headers, &self.settings.headers);
        if let Some(authorization) = authorization {
            overlay(headers, &authorization.headers);
        }
        overlay(headers, &request.headers);
        if let Some(cookies) = cookies(&request.cookies, authorization)? {
            headers.insert(COOKIE, cookies);
        }
        Ok(made)
    }

    /// The whole URL, which must be the one that was written.
    fn url(&self, request: &Request, authorization: Option<&Authorization>) -> Result<Url, String> {
        let base = &self.base(request)?;
        let (template, fixed) =
            request.endpoint.path.split_once('?').unwrap_or((request.endpoint.path, ""));
        let path = path::expand(template, &request.path)?;
        let parse = |url: &str| Url::parse(url).map_err(|error| error.to_string());
        let mut url = parse(&format!("{base}{path}"))?;
        let whole = format!("{}{path}", parse(base)?.path().trim_end_matches('/'));
        if url.path() != whole {
            return Err(format!("the path `{whole}` would be sent as `{}`", url.path()));
        }
        let mut pairs: Vec<String> = Vec::new();
        pairs.extend((!fixed.is_empty()).then(|| fixed.to_owned()));
        let own = authorization.map_or(&[][..], |authorization| &authorization.query);
        pairs.extend(request.query.beside(own));
        if !pairs.is_empty() {
            url.set_query(Some(&pairs.join("&")));
        }
        Ok(url)
    }

    /// Where a request goes: its own place, or its operation's, or the client's. An operation's may
    /// be relative to the client's.
    fn base(&self, request: &Request) -> Result<String, String> {
        let own = request.base_url.as_deref();
        let Some(base) = own.or(request.endpoint.server) else { return Ok(self.base_url.clone()) };
        let base = if base.contains("://") || own.is_some() {
            base.to_owned()
        } else {
            let client = Url::parse(&self.base_url).map_err(|error| error.to_string())?;
            client.join(base).map_err(|error| format!("`{base}`: {error}"))?.into()
        };
        check_url(&base, self.settings.plain_http)?;
        Ok(base.trim_end_matches('/').to_owned())
    }

    /// Sends once. Retries, waiting and hooks belong between this and [`Core::execute`].
    async fn attempt(
        &self,
        operation: &'static str,
        request: reqwest::Request,
        is_stream: bool,
    ) -> Result<Reply, Error> {
        let sent = self.http.execute(request).await;
        let mut response = sent.map_err(|error| Error::transport(operation, error))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let request_id = self.request_id(&headers);
        let mut reply =
            Reply { operation, status, headers, body: Vec::new(), request_id, open: None };
        if status.is_success() && is_stream {
            let Settings { timeout: idle, body_limit: limit, .. } = self.settings;
            reply.open = Some(Open { operation, response, idle, limit });
        } else if status.is_success() {
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

/// The `Cookie` header.
fn cookies(
    cookies: &Pairs,
    authorization: Option<&Authorization>,
) -> Result<Option<HeaderValue>, String> {
    let own = authorization.map_or(&[][..], |authorization| &authorization.cookies);
    let pairs: Vec<String> = cookies.beside(own).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    let mut value =
        HeaderValue::try_from(pairs.join("; ")).map_err(|error| format!("the cookies: {error}"))?;
    value.set_sensitive(true);
    Ok(Some(value))
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
