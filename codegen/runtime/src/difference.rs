//! What differs in answers from the specification, for those who want to know.

use super::{
    builder::ClientBuilder, client::Api, compare, endpoint::Endpoint, header, media_type,
    reply::Reply, shape::Expected,
};
use reqwest::StatusCode;
use std::fmt;

/// Something in a success that is not as the specification says, and that is tolerated all the
/// same. See [`ClientBuilder::on_difference`].
#[derive(Clone, Copy)]
pub struct Difference<'a> {
    reply: &'a Reply,
    kind: DifferenceKind,
    path: &'a str,
    value: Option<&'a str>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// The status is of a success that is not described.
    Status,
    /// The body should be JSON, and the header `Content-Type` is missing or says something else.
    MediaType,
    /// A member that is not described.
    UnknownMember,
    /// A member that is described as always there, and is not.
    MissingMember,
    /// `null`, or an empty body, in place of a value.
    UnexpectedNull,
    /// A value that is not in the list of an enumeration, or that tells none of a union's variants.
    UnknownValue,
    /// Text that is not the date or the moment that it should be.
    Format,
}

impl<'a> Difference<'a> {
    /// The specification's name for the operation.
    pub fn operation(&self) -> &'static str {
        self.reply.head.operation
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.reply.head.status
    }

    /// The server's id for the request, which its support will ask for.
    pub fn request_id(&self) -> Option<&'a str> {
        self.reply.head.request_id.as_deref()
    }

    /// What differs.
    pub fn kind(&self) -> DifferenceKind {
        self.kind
    }

    /// The place in the body's JSON: `.items[3].id`, or `.` for the whole answer.
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// The first 64 characters of the unknown value or of the header `Content-Type`. No other value
    /// is shown, for it may be a secret.
    pub fn value(&self) -> Option<&'a str> {
        self.value
    }
}

impl fmt::Debug for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("kind", &self.kind)
            .field("path", &self.path)
            .field("value", &self.value)
            .finish()
    }
}

impl<C: Api> ClientBuilder<C> {
    /// Tells of everything in which a success differs from the specification and which breaks
    /// nothing: a hook that is called for each difference, before the caller has the answer.
    ///
    /// Bodies are read once more for it, which takes about the time and more than the memory of
    /// reading them; without a listener nothing is done. A body that cannot be read is an error of
    /// the call, and so is a value of another type.
    pub fn on_difference(
        mut self,
        listener: impl Fn(&Difference<'_>) + Send + Sync + 'static,
    ) -> Self {
        let differences = &mut self.settings.differences;
        differences.expected = C::expected();
        differences.listeners.push(Box::new(listener));
        self
    }
}

/// Who wants to know, and what answers should look like.
#[derive(Default)]
pub(super) struct Differences {
    expected: &'static [Expected],
    listeners: Vec<Listener>,
}

type Listener = Box<dyn Fn(&Difference<'_>) + Send + Sync>;

impl Differences {
    /// Looks for differences in a success, where somebody wants to know.
    pub(super) fn look(&self, endpoint: &Endpoint, reply: &Reply) {
        if self.listeners.is_empty() {
            return;
        }
        let report = |kind, path: &str, value: Option<&str>| {
            let difference = Difference { reply, kind, path, value: value.map(beginning) };
            self.listeners.iter().for_each(|listener| listener(&difference));
        };
        // The status of an accepted request is asked for where no operation is.
        let Some(expected) = self.expected.iter().find(|it| it.is_of(endpoint)) else { return };
        let answer = expected.answer(reply.head.status.as_u16());
        if answer.is_none() {
            report(DifferenceKind::Status, ".", None);
        }
        let usual = || expected.answers.iter().find(|answer| answer.json.is_some());
        let Some(shape) = answer.or_else(usual).and_then(|answer| answer.json) else { return };
        let media_type =
            header::get(&reply.head.headers, "content-type").map(|value| value.to_str());
        let media_type = media_type.map(Result::unwrap_or_default);
        if !reply.body.is_empty() && !media_type.is_some_and(media_type::is_json) {
            report(DifferenceKind::MediaType, ".", media_type);
        }
        if let Some(value) = reply.json().ok().and_then(|text| serde_json::from_str(text).ok()) {
            compare::compare(shape, &value, &report);
        }
    }
}

/// The first 64 characters.
fn beginning(text: &str) -> &str {
    let end = text.char_indices().nth(64).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or_default()
}
