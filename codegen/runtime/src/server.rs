//! Servers whose URL has variables.

use super::path;

/// A server's URL: a template with its variables filled in, each by its name, its default and
/// perhaps another value. What a value holds stays inside its place: only characters that the
/// default has as well can mean something to the URL.
#[inline]
pub fn server_url(template: &str, variables: &[(&str, &str, Option<&str>)]) -> String {
    let mut url = template.to_owned();
    for (name, default, value) in variables {
        let mut filled = String::new();
        path::encode_except(&mut filled, value.unwrap_or(default), &kept(default));
        url = url.replace(&format!("{{{name}}}"), &filled);
    }
    url
}

#[inline]
fn kept(default: &str) -> Vec<u8> {
    [b"-._~", default.as_bytes()].concat()
}
