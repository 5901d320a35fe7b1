//! What answers should look like, as data: what a [`Difference`](super::Difference) is one from.

use super::{endpoint::Endpoint, tag::Tag};

/// The successes that the specification describes for an operation.
#[derive(Debug)]
pub struct Expected {
    /// The operation's HTTP method.
    pub method: &'static str,
    /// The operation's path, with its variables in braces.
    pub path: &'static str,
    /// Its successes.
    pub answers: &'static [Answer],
}

impl Expected {
    /// Whether it speaks of an operation.
    pub(super) fn is_of(&self, endpoint: &Endpoint) -> bool {
        self.path == endpoint.path && self.method == endpoint.method.as_str()
    }

    /// What should come with a status: of several answers the one for the fewest statuses.
    pub(super) fn answer(&self, status: u16) -> Option<&Answer> {
        let fitting = self.answers.iter().filter(|it| (it.first..=it.last).contains(&status));
        fitting.min_by_key(|answer| answer.last - answer.first)
    }
}

/// What comes with some statuses.
#[derive(Debug)]
pub struct Answer {
    first: u16,
    last: u16,
    /// What it looks like, if it is JSON.
    pub(super) json: Option<&'static Shape>,
}

impl Answer {
    /// JSON of a shape.
    pub const fn json(first: u16, last: u16, shape: &'static Shape) -> Self {
        Self { first, last, json: Some(shape) }
    }

    /// Nothing, or something that is not JSON.
    pub const fn other(first: u16, last: u16) -> Self {
        Self { first, last, json: None }
    }
}

/// What a type's JSON should look like. A type that contains itself is a `static` that does.
#[derive(Debug)]
pub enum Shape {
    /// Anything.
    Any,
    /// A string, a number, `true` or `false`.
    Scalar,
    /// A day, as RFC 3339 writes it.
    Date,
    /// A moment, as RFC 3339 writes it.
    DateTime,
    /// One of these strings.
    Strings(&'static [&'static str]),
    /// One of these numbers.
    Integers(&'static [i64]),
    /// `null`, or else this.
    Nullable(&'static Shape),
    /// A list of such items.
    List(&'static Shape),
    /// An object with such values.
    Map(&'static Shape),
    /// An object with these members, and such others, where others are described.
    Object(&'static [Property], Option<&'static Shape>),
    /// What the value of a member says.
    Tagged(&'static str, &'static [(Tag<'static>, &'static Shape)]),
    /// One of these.
    Untagged(&'static [&'static Shape]),
}

/// A known member of an object.
#[derive(Debug)]
pub struct Property {
    pub(super) name: &'static str,
    aliases: &'static [&'static str],
    pub(super) is_required: bool,
    pub(super) shape: &'static Shape,
}

impl Property {
    /// A member that is always there.
    pub const fn required(name: &'static str, shape: &'static Shape) -> Self {
        Self { name, aliases: &[], is_required: true, shape }
    }

    /// A member that may be absent.
    pub const fn optional(name: &'static str, shape: &'static Shape) -> Self {
        Self { name, aliases: &[], is_required: false, shape }
    }

    /// The same under further names.
    #[must_use]
    pub const fn or(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// Whether the member is called so.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}
