//! What a type's JSON looks like, as far as it takes to tell the variants of a union apart.

use serde_json::Value;

/// A type that can be a variant of a union without a tag.
pub trait Candidate {
    /// What its JSON looks like.
    const KIND: Kind;
}

/// What a type's JSON looks like.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Anything.
    Any,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A whole number, probably one of these.
    OneOfIntegers(&'static [i64]),
    /// A number.
    Number,
    /// A string.
    String,
    /// A string, probably one of these.
    OneOf(&'static [&'static str]),
    /// A list of such items.
    List(&'static Kind),
    /// An object with such values.
    Map(&'static Kind),
    /// An object with these members.
    Object(&'static [Known]),
    /// One of several: a union among the variants of another.
    Either(&'static [Kind]),
}

/// A known member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    name: &'static str,
    required: bool,
    kind: Kind,
}

impl Known {
    /// A member that is always there.
    #[inline]
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Self { name, required: true, kind }
    }

    /// A member that may be absent.
    #[inline]
    pub const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, required: false, kind }
    }
}

impl Kind {
    /// What a type's JSON looks like.
    #[inline]
    pub const fn of<T: Candidate>() -> Self {
        T::KIND
    }

    /// Whether it is an object that has a member of that name.
    #[inline]
    pub(super) fn knows(&self, name: &str) -> bool {
        matches!(self, Self::Object(known) if known.iter().any(|member| member.name == name))
    }

    /// Whether it is an object some members of which are always there.
    #[inline]
    pub(super) fn asks_for_members(&self) -> bool {
        matches!(self, Self::Object(known) if known.iter().any(|member| member.required))
    }

    /// How well a value fits, more being better, or why it does not fit at all.
    #[inline]
    pub(super) fn fit(&self, value: &Value) -> Result<usize, String> {
        match (self, value) {
            // Reading takes `null` for absence, wherever it stands.
            (Self::Any, _) | (_, Value::Null) => Ok(0),
            (Self::Integer, Value::Number(number)) if !number.is_f64() => Ok(2),
            // A number out of the list is sure. Any other is one only where nothing else takes it:
            // lists grow, but a number that some variant means is that variant's.
            (Self::OneOfIntegers(values), Value::Number(number)) if !number.is_f64() => {
                Ok(3 * usize::from(number.as_i64().is_some_and(|it| values.contains(&it))))
            }
            (Self::Bool, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String | Self::OneOf(_), Value::String(_)) => Ok(1 + self.listed(value)),
            (Self::List(item), Value::Array(items)) => {
                items.iter().try_fold(1, |best, value| Ok(best.max(1 + item.fit(value)?)))
            }
            (Self::Map(item), Value::Object(members)) => {
                members.values().try_fold(1, |best, value| Ok(best.max(1 + item.fit(value)?)))
            }
            (Self::Object(known), Value::Object(members)) => {
                known.iter().try_fold(1, |sum, known| Ok(sum + known.fit(members)?))
            }
            (Self::Either(kinds), _) => best(kinds, value),
            _ => Err(format!("expected {}, found {}", self.name(), name(value))),
        }
    }

    /// One more point for a string out of the list. Others are no misfit: lists grow.
    #[inline]
    fn listed(&self, value: &Value) -> usize {
        match (self, value) {
            (Self::OneOf(values), Value::String(text)) => {
                usize::from(values.contains(&text.as_str()))
            }
            _ => 0,
        }
    }

    #[inline]
    fn name(&self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Bool => "a boolean",
            Self::Integer | Self::OneOfIntegers(_) => "an integer",
            Self::Number => "a number",
            Self::String | Self::OneOf(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) | Self::Object(_) => "an object",
            Self::Either(_) => "one of several things",
        }
    }
}

impl Known {
    /// How well a member fits: an absent one or `null` counts nothing, but a required one must be
    /// there.
    #[inline]
    fn fit(&self, members: &serde_json::Map<String, Value>) -> Result<usize, String> {
        match members.get(self.name) {
            None if self.required => Err(format!("member `{}` is missing", self.name)),
            None => Ok(0),
            Some(value) => self
                .kind
                .fit(value)
                .map(|fit| fit + usize::from(!value.is_null()))
                .map_err(|reason| format!("member `{}`: {reason}", self.name)),
        }
    }
}

/// How well a value fits the best of several kinds, or why none.
#[inline]
fn best(kinds: &[Kind], value: &Value) -> Result<usize, String> {
    let mut best = None;
    let mut reasons = Vec::new();
    for kind in kinds {
        match kind.fit(value) {
            Ok(fit) => best = best.max(Some(fit)),
            Err(reason) => reasons.push(reason),
        }
    }
    best.ok_or_else(|| reasons.join(", or "))
}

#[inline]
fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

macro_rules! candidates {
    ($($type:ty => $kind:expr),+ $(,)?) => {$(
        impl Candidate for $type {
            const KIND: Kind = $kind;
        }
    )+};
}

candidates! {
    bool => Kind::Bool,
    i32 => Kind::Integer,
    i64 => Kind::Integer,
    u32 => Kind::Integer,
    u64 => Kind::Integer,
    f32 => Kind::Number,
    f64 => Kind::Number,
    String => Kind::String,
    super::Secret => Kind::String,
    super::DateTime => Kind::String,
    super::Date => Kind::String,
    super::Base64 => Kind::String,
    Value => Kind::Any,
}

impl<T: Candidate> Candidate for Box<T> {
    const KIND: Kind = T::KIND;
}

impl<T: Candidate> Candidate for Option<T> {
    const KIND: Kind = T::KIND;
}

impl<T: Candidate> Candidate for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: Candidate> Candidate for std::collections::BTreeMap<String, T> {
    const KIND: Kind = Kind::Map(&T::KIND);
}
