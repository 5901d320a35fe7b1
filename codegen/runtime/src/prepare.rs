//! What goes over the wire, before it does.

use super::{
    builder::check_url,
    client::Inner,
    path,
    request::{Pairs, Request},
};
use reqwest::{
    Url,
    header::{COOKIE, HeaderMap, HeaderValue},
};

impl Inner {
    /// Makes what goes over the wire, or refuses to.
    pub(super) fn prepare(&self, request: &mut Request) -> Result<reqwest::Request, String> {
        if let Some(reason) = request.refused.take() {
            return Err(reason);
        }
        let url = self.url(request)?;
        let mut made = reqwest::Request::new(request.endpoint.method.clone(), url);
        *made.body_mut() = request.body.take().map(reqwest::Body::from);
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
        let query = [&self.settings.query, &self.settings.authorization.query];
        let pairs = request.query.beside(query.into_iter().flatten());
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
        let pairs: Vec<String> =
            cookies.beside(self.settings.authorization.cookies.iter()).collect();
        if pairs.is_empty() {
            return Ok(None);
        }
        let mut value = HeaderValue::try_from(pairs.join("; "))
            .map_err(|error| format!("the cookies: {error}"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

fn overlay(headers: &mut HeaderMap, source: &HeaderMap) {
    for (name, value) in source {
        headers.insert(name.clone(), value.clone());
    }
}
