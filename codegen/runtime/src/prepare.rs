//! What goes over the wire, before it does.

use super::{
    client::Inner,
    credentials::Authorization,
    header, path,
    request::{Pairs, Request},
    settings::check_url,
};
use reqwest::{
    Url,
    header::{COOKIE, HeaderValue},
};

impl Inner {
    /// Makes what goes over the wire, or refuses to.
    pub(super) fn prepare(&self, request: &mut Request) -> Result<reqwest::Request, String> {
        if let Some(reason) = request.refused.take() {
            return Err(reason);
        }
        let authorization = request.security.choose(&self.settings.authorization)?;
        let url = self.url(request, authorization)?;
        let mut made = reqwest::Request::new(request.endpoint.method.clone(), url);
        *made.body_mut() = request.body.take().map(reqwest::Body::from);
        let headers = made.headers_mut();
        // Later ones replace earlier ones, so that no header is sent twice.
        header::overlay(headers, &self.settings.headers);
        if let Some(authorization) = authorization {
            header::overlay(headers, &authorization.headers);
        }
        header::overlay(headers, &request.headers);
        if let Some(cookies) =
            cookies(&request.cookies, authorization, header::get(headers, "cookie"))?
        {
            header::put(headers, COOKIE, cookies);
        }
        Ok(made)
    }

    /// The whole URL.
    fn url(&self, request: &Request, authorization: Option<&Authorization>) -> Result<Url, String> {
        let mut url = match &request.url {
            Some(url) => url.clone(),
            None => self.own_url(request)?,
        };
        let mut query = url.query().unwrap_or_default().to_owned();
        let own = authorization.map_or(&[][..], |authorization| &authorization.query);
        request.query.append_to(&mut query, "&", [&self.settings.query, own]);
        if !query.is_empty() {
            url.set_query(Some(&query));
        }
        Ok(url)
    }

    /// The URL of the endpoint, which must be the one that was written.
    pub(super) fn own_url(&self, request: &Request) -> Result<Url, String> {
        let base = &self.base(request)?;
        // A fragment only tells the path from others in the document.
        let template = request.endpoint.path;
        let template = template.split_once('#').map_or(template, |(sent, _)| sent);
        let (template, fixed) = template.split_once('?').unwrap_or((template, ""));
        let path = path::expand(template, &request.path)?;
        let parse = |url: &str| Url::parse(url).map_err(|error| error.to_string());
        let mut url = parse(&format!("{base}{path}"))?;
        let whole = format!("{}{path}", parse(base)?.path().trim_end_matches('/'));
        if url.path() != whole {
            return Err(format!("the path `{whole}` would be sent as `{}`", url.path()));
        }
        let mut query = String::new();
        path::fill(&mut query, fixed, &request.path)?;
        url.set_query((!query.is_empty()).then_some(&query));
        Ok(url)
    }

    /// Where a request goes: its own place, or its operation's, or the client's. An operation's may
    /// be relative to the client's.
    pub(super) fn base(&self, request: &Request) -> Result<String, String> {
        let own = request.base_url.as_deref();
        let Some(base) = own.or(request.endpoint.server) else { return Ok(self.base_url.clone()) };
        let is_whole = base.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"));
        if own.is_none() && is_whole && self.settings.base_url.is_some() {
            return Err(format!(
                "it has a server of its own, `{base}`, and the client's `base_url` was set: \
                 choose with `with_base_url`"
            ));
        }
        let base = if is_whole || own.is_some() {
            base.to_owned()
        } else {
            let client = Url::parse(&self.base_url).map_err(|error| error.to_string())?;
            client.join(base).map_err(|error| format!("`{base}`: {error}"))?.into()
        };
        check_url(&base, self.settings.plain_http)?;
        Ok(base.trim_end_matches('/').to_owned())
    }
}

/// The `Cookie` header, with the cookies behind those of a header that callers set themselves:
/// requests have one such header (RFC 6265, section 5.4).
fn cookies(
    cookies: &Pairs,
    authorization: Option<&Authorization>,
    header: Option<&HeaderValue>,
) -> Result<Option<HeaderValue>, String> {
    let own = authorization.map_or(&[][..], |authorization| &authorization.cookies);
    let mut pairs = String::new();
    cookies.append_to(&mut pairs, "; ", [own, &[]]);
    if pairs.is_empty() {
        return Ok(None);
    }
    let mut text = Vec::new();
    if let Some(header) = header {
        text.extend_from_slice(header.as_bytes());
        text.extend_from_slice(b"; ");
    }
    text.extend_from_slice(pairs.as_bytes());
    let mut value =
        HeaderValue::from_bytes(&text).map_err(|error| format!("the cookies: {error}"))?;
    value.set_sensitive(true);
    Ok(Some(value))
}
