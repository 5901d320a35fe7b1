//! Multipart bodies.

use super::{
    call::Call,
    encode::{Encode, Encoded, Mode},
    endpoint::Operation,
    file::File,
    form::{self, URL_ENCODED},
    or_empty::OrEmpty,
    parameter,
};
use serde_json::{Value, to_value};
use std::{
    collections::BTreeMap,
    hash::{BuildHasher, Hasher, RandomState},
};

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
    #[inline]
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

impl<T: Parts> Parts for OrEmpty<T> {
    fn parts(&self, form: &mut Form) {
        match self {
            Self::Empty => form.members(""),
            Self::Value(value) => value.parts(form),
        }
    }
}

/// The parts of a `multipart/form-data` body.
#[derive(Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
    /// The media types that the specification gives to parts, by their names.
    media_types: &'static [(&'static str, &'static str)],
    refused: Option<String>,
}

#[derive(Debug)]
struct Part {
    name: String,
    file: File,
}

impl Form {
    /// Adds a value: scalars as text, a part for each item of a list, all else as JSON, or as a form
    /// where that is the part's media type. A part cannot be null, so what is null is left out.
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        match to_value(Encoded(value, Mode::Parts)) {
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
        match to_value(Encoded(value, Mode::Parts)) {
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
    #[inline]
    pub fn file(&mut self, name: &str, file: &File) {
        let mut file = file.clone();
        file.name.get_or_insert_with(|| name.to_owned());
        let media_type = self.media_type(name).unwrap_or("application/octet-stream");
        file.media_type.get_or_insert_with(|| media_type.to_owned());
        self.parts.push(Part { name: name.to_owned(), file });
    }

    /// Adds files, none or one or many.
    pub fn files<'f>(&mut self, name: &str, files: impl IntoIterator<Item = &'f File>) {
        files.into_iter().for_each(|file| self.file(name, file));
    }

    #[inline]
    fn media_type(&self, part: &str) -> Option<&'static str> {
        let found = self.media_types.iter().find(|(name, _)| *name == part);
        found.map(|(_, media_type)| *media_type)
    }

    #[inline]
    fn value(&mut self, name: &str, value: Value) {
        if let Some(file) = File::from_part(&value) {
            self.file(name, &file);
            return;
        }
        let structured = value.is_object() || value.is_array();
        let media_type = self.media_type(name).or(structured.then_some("application/json"));
        let text = if value.is_object() && media_type == Some(URL_ENCODED) {
            form::url_encoded(&value, &[]).unwrap_or_default()
        } else {
            parameter::text(value)
        };
        let mut file = File::new(text);
        file.media_type = media_type.map(str::to_owned);
        self.parts.push(Part { name: name.to_owned(), file });
    }

    /// A form whose parts have these media types, by their names.
    #[inline]
    pub(super) fn new(media_types: &'static [(&'static str, &'static str)]) -> Self {
        Self { media_types, ..Self::default() }
    }

    /// The body's media type, `multipart/form-data` or another, with its boundary, and the body's
    /// bytes.
    #[inline]
    pub(super) fn into_body(self, media_type: &str) -> Result<(String, Vec<u8>), String> {
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
            let media_type = file.media_type.iter().map(|media_type| ("Content-Type", media_type));
            let others = file.headers.iter().map(|(name, value)| (name.as_str(), value));
            for (header, value) in media_type.chain(others) {
                if header.contains(is_no_header) || value.contains(char::is_control) {
                    return Err(format!(
                        "part `{name}`: the header `{header}` has a character that it cannot carry"
                    ));
                }
                head.extend(["\r\n", header, ": ", value]);
            }
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(&file.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("{media_type}; boundary={boundary}"), body))
    }

    /// A line that stands in none of the parts.
    #[inline]
    fn boundary(&self) -> String {
        // Nobody who makes a part can know where the search begins.
        let mut number = RandomState::new().build_hasher().finish();
        loop {
            let boundary = format!("------part-{number:016x}");
            let inside = |part: &Part| {
                part.file.content.windows(boundary.len()).any(|bytes| bytes == boundary.as_bytes())
            };
            if !self.parts.iter().any(inside) {
                return boundary;
            }
            number = number.wrapping_add(1);
        }
    }
}

/// What the name of a header cannot have (RFC 9110, section 5.6.2).
#[inline]
fn is_no_header(character: char) -> bool {
    !character.is_ascii_alphanumeric() && !"!#$%&'*+-.^_`|~".contains(character)
}

#[inline]
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[allow(dead_code, reason = "an API may have no operation of some kind")]
impl<O: Operation> Call<'_, O> {
    /// Sends `multipart/form-data`.
    pub(crate) fn with_multipart<T: Parts>(self, body: T) -> Self {
        self.with_multipart_as("multipart/form-data", &[], body)
    }

    /// Sends a multipart body, some of its parts under a media type of their own.
    pub(crate) fn with_multipart_as<T: Parts>(
        mut self,
        media_type: &str,
        parts: &'static [(&'static str, &'static str)],
        body: T,
    ) -> Self {
        let mut form = Form::new(parts);
        body.parts(&mut form);
        match form.into_body(media_type) {
            Ok((media_type, bytes)) => self.request.body(&media_type, bytes),
            Err(reason) => self.request.refuse(reason),
        }
        self
    }
}
