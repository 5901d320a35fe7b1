//! How values are written into paths, queries, headers and cookies.

use super::{
    encode::{Encode, Encoded, Mode},
    path,
};
use serde_json::Value;

/// How lists and objects are written (`OpenAPI` 3.0.4, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// A value, taken apart in the only forms that a parameter can have.
#[derive(Debug)]
pub(super) struct Parameter {
    form: Form,
    /// The texts that make it up, with the names that the members of an object have.
    parts: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Scalar,
    List,
    Object,
}

/// How a text is appended: as it is, or encoded.
pub(super) type Append = fn(&mut String, &str);

/// A value as requests carry it, which is all that depends on its type.
pub(super) fn json<T: Encode + ?Sized>(value: &T) -> Result<Value, String> {
    serde_json::to_value(Encoded(value, Mode::Request)).map_err(|error| error.to_string())
}

impl Parameter {
    /// Takes a value apart, or gives it as JSON text where the style says so. What is null is
    /// nothing, for other styles have no text for it; and so is what has no members (RFC 6570,
    /// section 2.3).
    pub(super) fn new(value: Value, style: Style) -> Option<Self> {
        let mut parts = Vec::new();
        let form = match value {
            value if style == Style::Json => {
                parts.push((String::new(), value.to_string()));
                Form::Scalar
            }
            Value::Null => return None,
            Value::Array(items) => {
                for item in items {
                    parts.push((String::new(), text(item)));
                }
                Form::List
            }
            Value::Object(_) if style == Style::DeepObject => {
                flatten(&mut parts, String::new(), value);
                Form::Object
            }
            Value::Object(members) => {
                for (name, value) in members {
                    if !value.is_null() {
                        parts.push((name, text(value)));
                    }
                }
                Form::Object
            }
            value => {
                parts.push((String::new(), text(value)));
                Form::Scalar
            }
        };
        (!parts.is_empty()).then_some(Self { form, parts })
    }

    /// The texts that make it up.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(_, text)| text.as_str())
    }

    /// The value as it stands in a path.
    pub(super) fn in_path(&self, name: &str, style: Style, append: Append) -> String {
        let mut out = String::new();
        let (separator, equals) = match style {
            Style::LabelExplode => (".", "="),
            Style::MatrixExplode => (";", "="),
            Style::SimpleExplode => (",", "="),
            _ => (",", ","),
        };
        match style {
            Style::Label | Style::LabelExplode => out.push('.'),
            Style::MatrixExplode if self.form == Form::Object => out.push(';'),
            Style::MatrixExplode => {
                for text in self.texts() {
                    out.push(';');
                    path::encode(&mut out, name);
                    out.push('=');
                    append(&mut out, text);
                }
                return out;
            }
            Style::Matrix => {
                out.push(';');
                path::encode(&mut out, name);
                out.push('=');
            }
            _ => {}
        }
        self.join(&mut out, separator, equals, append);
        out
    }

    /// The value as it stands in a header: nothing is encoded there.
    pub(super) fn in_header(&self, style: Style) -> String {
        let mut out = String::new();
        let equals = if style == Style::SimpleExplode { "=" } else { "," };
        self.join(&mut out, ",", equals, String::push_str);
        out
    }

    /// The value as pairs, encoded, as they stand in a query, a form or a cookie.
    pub(super) fn pairs(&self, name: &str, style: Style) -> Vec<String> {
        self.pairs_with(name, style, path::encode)
    }

    /// The same, but values keep the characters that have a meaning in URLs, as far as none of
    /// them ends the value (`OpenAPI` 3.0.4, `allowReserved`).
    #[inline]
    pub(super) fn reserved_pairs(&self, name: &str, style: Style) -> Vec<String> {
        self.pairs_with(name, style, |out, text| {
            path::encode_reserved(out, text, b"-._~:/?@!$'()*,;");
        })
    }

    fn pairs_with(&self, name: &str, style: Style, append: Append) -> Vec<String> {
        let is_deep = style == Style::DeepObject;
        let mut pairs = Vec::new();
        if self.form == Form::Scalar || !(is_deep || style == Style::FormExplode) {
            let separator = match style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            let mut pair = String::new();
            path::encode(&mut pair, name);
            pair.push('=');
            self.join(&mut pair, separator, separator, append);
            pairs.push(pair);
            return pairs;
        }
        for (key, value) in &self.parts {
            let mut pair = String::new();
            if is_deep || self.form == Form::List {
                path::encode(&mut pair, name);
            }
            // Items have no names.
            path::encode(&mut pair, key);
            pair.push('=');
            append(&mut pair, value);
            pairs.push(pair);
        }
        pairs
    }

    fn join(&self, out: &mut String, separator: &str, equals: &str, append: Append) {
        let mut between = "";
        for (name, value) in &self.parts {
            out.push_str(between);
            if self.form == Form::Object {
                append(out, name);
                out.push_str(equals);
            }
            append(out, value);
            between = separator;
        }
    }
}

/// Appends each scalar in a value with its name, `a[b]` for the member of an object, going no deeper
/// than `serde_json` went when it made the value.
pub(super) fn flatten(leaves: &mut Vec<(String, String)>, name: String, value: Value) {
    let mut open = vec![(name, value)];
    while let Some((name, value)) = open.pop() {
        let first = open.len();
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    open.push((name.clone(), item));
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    open.push((format!("{name}[{key}]"), value));
                }
            }
            value => leaves.push((name, text(value))),
        }
        // What was pushed first is next.
        if let Some(pushed) = open.get_mut(first..) {
            pushed.reverse();
        }
    }
}

/// A scalar's text, without quotes; anything nested as JSON. A whole number has no fraction: what a
/// document calls a `number` is often read as an integer, which `20.0` is not.
pub(super) fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        value => {
            let mut text = value.to_string();
            if value.is_f64() && text.ends_with(".0") {
                text.truncate(text.len() - ".0".len());
            }
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_whole_number_has_no_fraction() {
        assert_eq!(text(json!(20.0)), "20");
        assert_eq!(text(json!(-0.5)), "-0.5");
        assert_eq!(text(json!("20.0")), "20.0");
    }
}
