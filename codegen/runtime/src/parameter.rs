//! How values are written into paths, queries, headers and cookies.

use super::{
    encode::{Encode, Encoded, Mode},
    form, path,
};
use serde_json::Value;

/// How lists and objects are written (`OpenAPI` 3.0.4, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in paths and headers; objects are `k,v,l,w`.
    Simple,
    /// Objects are `k=v,l=w`.
    SimpleExplode,
    /// `name=a,b`; objects are `name=k,v,l,w`.
    Form,
    /// `name=a&name=b`; objects are `k=v&l=w`.
    FormExplode,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[k]=v&name[l]=w`.
    DeepObject,
    /// `.a,b` in paths; objects are `.k,v,l,w`.
    Label,
    /// `.a.b` in paths; objects are `.k=v.l=w`.
    LabelExplode,
    /// `;name=a,b` in paths; objects are `;name=k,v,l,w`.
    Matrix,
    /// `;name=a;name=b` in paths; objects are `;k=v;l=w`.
    MatrixExplode,
    /// JSON text.
    Json,
}

/// A value in the only forms that a parameter can have.
#[derive(Debug)]
pub(super) enum Parameter {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Parameter {
    /// Takes a value apart, or gives it as JSON text where the style says so. What is null is
    /// nothing, for other styles have no text for it; and so is what has no members (RFC 6570,
    /// section 2.3).
    pub(super) fn new<T: Encode + ?Sized>(value: &T, style: Style) -> Result<Option<Self>, String> {
        let value = serde_json::to_value(Encoded(value, Mode::Request))
            .map_err(|error| error.to_string())?;
        let parameter = match value {
            Value::Null if style != Style::Json => return Ok(None),
            value if style == Style::Json => Self::Scalar(value.to_string()),
            Value::Object(_) if style == Style::DeepObject => Self::Object(deep(value)),
            Value::Array(items) => Self::List(items.into_iter().map(text).collect()),
            Value::Object(members) => {
                let present = members.into_iter().filter(|(_, value)| !value.is_null());
                Self::Object(present.map(|(name, value)| (name, text(value))).collect())
            }
            value => Self::Scalar(text(value)),
        };
        Ok(Some(parameter).filter(|it| it.texts().next().is_some()))
    }

    /// The texts that make it up.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let (scalar, list, object) = match self {
            Self::Scalar(text) => (Some(text), [].as_slice(), [].as_slice()),
            Self::List(items) => (None, items.as_slice(), [].as_slice()),
            Self::Object(members) => (None, [].as_slice(), members.as_slice()),
        };
        scalar
            .into_iter()
            .chain(list)
            .chain(object.iter().map(|(_, value)| value))
            .map(String::as_str)
    }

    /// The value as it stands in a path.
    pub(super) fn in_path(&self, name: &str, style: Style) -> String {
        match style {
            Style::Label => format!(".{}", self.joined(",", ",", encoded)),
            Style::LabelExplode => format!(".{}", self.joined(".", "=", encoded)),
            Style::Matrix => {
                format!(";{}={}", encoded(name), self.joined(",", ",", encoded))
            }
            Style::MatrixExplode => match self {
                Self::Object(_) => format!(";{}", self.joined(";", "=", encoded)),
                _ => self
                    .texts()
                    .flat_map(|text| [";".to_owned(), encoded(name), "=".to_owned(), encoded(text)])
                    .collect(),
            },
            Style::SimpleExplode => self.joined(",", "=", encoded),
            _ => self.joined(",", ",", encoded),
        }
    }

    /// The value as it stands in a header: nothing is encoded there.
    pub(super) fn in_header(&self, style: Style) -> String {
        let equals = if style == Style::SimpleExplode { "=" } else { "," };
        self.joined(",", equals, str::to_owned)
    }

    /// The value as pairs, encoded, as they stand in a query, a form or a cookie.
    pub(super) fn pairs(&self, name: &str, style: Style) -> Vec<String> {
        self.pairs_with(name, style, encoded)
    }

    /// The same, but values keep the characters that have a meaning in URLs, as far as none of
    /// them ends the value (`OpenAPI` 3.0.4, `allowReserved`).
    pub(super) fn reserved_pairs(&self, name: &str, style: Style) -> Vec<String> {
        self.pairs_with(name, style, |text| {
            let mut out = String::new();
            path::encode_except(&mut out, text, b"-._~:/?@!$'()*,;");
            out
        })
    }

    fn pairs_with(
        &self,
        name: &str,
        style: Style,
        encoded_value: fn(&str) -> String,
    ) -> Vec<String> {
        let pair = |name: &str, value: String| format!("{}={value}", encoded(name));
        match (style, self) {
            (Style::DeepObject, Self::Object(members)) => members
                .iter()
                .map(|(key, value)| pair(&format!("{name}{key}"), encoded_value(value)))
                .collect(),
            (Style::FormExplode, Self::Object(members)) => {
                members.iter().map(|(key, value)| pair(key, encoded_value(value))).collect()
            }
            (Style::FormExplode | Style::DeepObject, Self::List(items)) => {
                items.iter().map(|item| pair(name, encoded_value(item))).collect()
            }
            (Style::SpaceDelimited, _) => {
                vec![pair(name, self.joined("%20", "%20", encoded_value))]
            }
            (Style::PipeDelimited, _) => vec![pair(name, self.joined("%7C", "%7C", encoded_value))],
            _ => vec![pair(name, self.joined(",", ",", encoded_value))],
        }
    }

    fn joined(&self, separator: &str, equals: &str, text: fn(&str) -> String) -> String {
        match self {
            Self::Scalar(value) => text(value),
            Self::List(items) => {
                items.iter().map(|item| text(item)).collect::<Vec<_>>().join(separator)
            }
            Self::Object(members) => members
                .iter()
                .map(|(name, value)| format!("{}{equals}{}", text(name), text(value)))
                .collect::<Vec<_>>()
                .join(separator),
        }
    }
}

/// The members of an object, however deep, by their way behind the object's name: `[a][b]`.
fn deep(value: Value) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    form::flatten(String::new(), value, |name, text| leaves.push((name, text)));
    leaves
}

/// A scalar's text, without quotes; anything nested as JSON.
pub(super) fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        value => value.to_string(),
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    path::encode(&mut out, text);
    out
}
