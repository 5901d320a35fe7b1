//! How large a value may be.

use std::fmt;

/// From here on, a whole number may differ from the one that the document has: 2⁵³.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number that bounds another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::lower) enum Bound {
    Integer(i64),
    Number(f64),
}

impl From<i64> for Bound {
    fn from(bound: i64) -> Self {
        Self::Integer(bound)
    }
}

impl From<f64> for Bound {
    fn from(bound: f64) -> Self {
        Self::Number(bound)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(bound) => write!(f, "{bound}"),
            Self::Number(bound) if bound.abs() >= EXACT => write!(f, "about {bound:e}"),
            Self::Number(bound) => write!(f, "{bound}"),
        }
    }
}

/// A lower and an upper limit.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) struct Limits<T> {
    pub(in crate::lower) least: Option<T>,
    pub(in crate::lower) most: Option<T>,
}

impl<T> Default for Limits<T> {
    fn default() -> Self {
        Self { least: None, most: None }
    }
}

/// The limits of a number.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::lower) struct Range {
    pub(in crate::lower) limits: Limits<Bound>,
    /// Whether the lower limit itself is out.
    pub(in crate::lower) above: bool,
    /// Whether the upper limit itself is out.
    pub(in crate::lower) below: bool,
    pub(in crate::lower) multiple_of: Option<Bound>,
}

impl Range {
    /// The range between two limits, of which each may itself be out.
    pub(super) fn between<T: Into<Bound>>(
        (least, above): (Option<T>, bool),
        (most, below): (Option<T>, bool),
        multiple_of: Option<T>,
    ) -> Self {
        Self {
            limits: Limits { least: least.map(T::into), most: most.map(T::into) },
            above,
            below,
            multiple_of: multiple_of.map(T::into),
        }
    }

    /// Whether positive numbers are allowed that an `i64` does not hold, and no negative ones.
    pub(in crate::lower) fn exceeds_i64(&self) -> bool {
        const END: f64 = 9_223_372_036_854_775_808.0;
        let is_natural = match self.limits.least {
            Some(Bound::Integer(least)) => least >= 0,
            Some(Bound::Number(least)) => least >= 0.0,
            None => false,
        };
        is_natural && matches!(self.limits.most, Some(Bound::Number(most)) if most >= END)
    }
}
