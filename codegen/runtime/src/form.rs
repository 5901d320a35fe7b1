//! Form bodies: URL-encoded, and multipart.

use super::{
    encode::{Encode, Encoded, Mode},
    file::File,
    parameter, path,
};
use serde_json::{Value, to_value};
use std::collections::BTreeMap;

/// A type that travels as `multipart/form-data`.
pub trait Parts {
    /// Adds the value's parts.
    fn parts(&self, form: &mut Form);
}

impl<T: Parts + ?Sized> Parts for &T {
    fn parts(&self, form: &mut Form) {
        (**self).parts(form);
    }
}

/// Any object: a part for each member.
impl Parts for Value {
    fn parts(&self, form: &mut Form) {
        form.members(self);
    }
}

impl<T: Encode> Parts for BTreeMap<String, T> {
    fn parts(&self, form: &mut Form) {
        for (name, value) in self {
            form.member(name, value);
        }
    }
}

impl<T: Parts> Parts for Box<T> {
    fn parts(&self, form: &mut Form) {
        (**self).parts(form);
    }
}

impl<T: Parts> Parts for Option<T> {
    fn parts(&self, form: &mut Form) {
        if let Some(value) = self {
            value.parts(form);
        }
    }
}

/// The parts of a `multipart/form-data` body.
#[derive(Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
    refused: Option<String>,
}

#[derive(Debug)]
struct Part {
    name: String,
    file: File,
}

impl Form {
    /// Adds a value: scalars as text, a part for each item of a list, all else as JSON. A part
    /// cannot be null, so what is null is left out.
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        match to_value(Encoded(value, Mode::Request)) {
            Ok(Value::Null) => {}
            Ok(Value::Array(items)) => {
                for item in items {
                    self.value(name, item);
                }
            }
            Ok(value) => self.value(name, value),
            Err(error) => self.refused = Some(format!("part `{name}`: {error}")),
        }
    }

    /// Adds every member of an object. What is none is refused.
    pub fn members<T: Encode + ?Sized>(&mut self, value: &T) {
        match to_value(Encoded(value, Mode::Request)) {
            Ok(Value::Null) => {}
            Ok(Value::Object(members)) => {
                for (name, value) in &members {
                    self.member(name, value);
                }
            }
            Ok(_) => self.refused = Some("a form is an object".to_owned()),
            Err(error) => self.refused = Some(error.to_string()),
        }
    }

    /// Adds a value that may be absent.
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Adds a file.
    pub fn file(&mut self, name: &str, file: &File) {
        let mut file = file.clone();
        file.name.get_or_insert_with(|| name.to_owned());
        file.media_type.get_or_insert_with(|| "application/octet-stream".to_owned());
        self.parts.push(Part { name: name.to_owned(), file });
    }

    /// Adds files, none or one or many.
    pub fn files<'f>(&mut self, name: &str, files: impl IntoIterator<Item = &'f File>) {
        files.into_iter().for_each(|file| self.file(name, file));
    }

    fn value(&mut self, name: &str, value: Value) {
        let structured = value.is_object() || value.is_array();
        let mut file = File::new(parameter::text(value));
        file.media_type = structured.then(|| "application/json".to_owned());
        self.parts.push(Part { name: name.to_owned(), file });
    }

    /// The body's media type and its bytes.
    pub(super) fn into_body(self) -> Result<(String, Vec<u8>), String> {
        if let Some(reason) = self.refused {
            return Err(reason);
        }
        let boundary = self.boundary();
        let mut body = Vec::new();
        for Part { name, file } in &self.parts {
            let mut head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
                quoted(name)
            );
            if let Some(name) = &file.name {
                head.extend(["; filename=\"", &quoted(name), "\""]);
            }
            if let Some(media_type) = &file.media_type {
                if media_type.contains(char::is_control) {
                    return Err(format!("part `{name}`: the media type has a control character"));
                }
                head.extend(["\r\nContent-Type: ", media_type]);
            }
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(&file.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), body))
    }

    /// A line that stands in none of the parts.
    fn boundary(&self) -> String {
        let mut number = 0_u64;
        loop {
            let boundary = format!("------part-{number:016x}");
            let inside = |part: &Part| {
                part.file.content.windows(boundary.len()).any(|bytes| bytes == boundary.as_bytes())
            };
            if !self.parts.iter().any(inside) {
                return boundary;
            }
            number += 1;
        }
    }
}

fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value as `application/x-www-form-urlencoded`: `a=1&b=2&b=3&c[d]=4`.
pub(super) fn url_encoded<T: Encode + ?Sized>(value: &T) -> Result<String, String> {
    let value = to_value(Encoded(value, Mode::Request)).map_err(|error| error.to_string())?;
    let Value::Object(members) = value else {
        return Err("a form is an object".to_owned());
    };
    let mut pairs = Vec::new();
    members.into_iter().for_each(|(name, value)| flatten(&mut pairs, name, value));
    Ok(pairs.join("&"))
}

/// Writes a value's pairs, going no deeper than `serde_json` went when it made the value.
fn flatten(pairs: &mut Vec<String>, name: String, value: Value) {
    let mut open = vec![(name, value)];
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                open.extend(items.into_iter().rev().map(|item| (name.clone(), item)));
            }
            Value::Object(members) => {
                let members = members.into_iter().rev();
                open.extend(members.map(|(key, value)| (format!("{name}[{key}]"), value)));
            }
            value => pairs.push(path::pair(&name, &parameter::text(value))),
        }
    }
}
