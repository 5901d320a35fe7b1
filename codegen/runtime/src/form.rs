//! Forms that are one text.

use super::{
    call::Call,
    encode::Encode,
    endpoint::Operation,
    parameter::{self, Parameter, Style},
    path,
};
use serde_json::Value;

/// The media type of forms that are one text.
pub(super) const URL_ENCODED: &str = "application/x-www-form-urlencoded";

#[allow(dead_code, reason = "an API may have no operation of some kind")]
impl<O: Operation> Call<'_, O> {
    /// Sends `application/x-www-form-urlencoded`.
    pub(crate) fn with_form<T: Encode>(self, body: T) -> Self {
        self.with_form_as(&[], body)
    }

    /// Sends `application/x-www-form-urlencoded`, some of its members in a style of their own.
    pub(crate) fn with_form_as<T: Encode>(mut self, styles: &[(&str, Style)], body: T) -> Self {
        match url_encoded(&body, styles) {
            Ok(text) => self.request.body(URL_ENCODED, text.into_bytes()),
            Err(reason) => self.request.refuse(reason),
        }
        self
    }
}

/// A value as `application/x-www-form-urlencoded`: `a=1&b=2&b=3&c[d]=4`, but for members that have
/// a style.
pub(super) fn url_encoded<T: Encode + ?Sized>(
    value: &T,
    styles: &[(&str, Style)],
) -> Result<String, String> {
    let Value::Object(members) = parameter::json(value)? else {
        return Err("a form is an object".to_owned());
    };
    let mut pairs = Vec::new();
    for (name, value) in members.into_iter().filter(|(_, value)| !value.is_null()) {
        if let Some((_, style)) = styles.iter().find(|(styled, _)| *styled == name) {
            if let Some(parameter) = Parameter::new(value, *style) {
                pairs.append(&mut parameter.pairs(&name, *style));
            }
        } else {
            let mut leaves = Vec::new();
            parameter::flatten(&mut leaves, name, value);
            pairs.extend(leaves.iter().map(|(name, text)| path::pair(name, text)));
        }
    }
    Ok(pairs.join("&"))
}
