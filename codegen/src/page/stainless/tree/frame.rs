//! A list that is still open: what its header announced, what it holds, and what it may take next.

use super::{
    Entry, Top,
    listed::{Listed, is_value},
    values::Values,
};
use crate::page::stainless::types::{Field, Fields, Kind, Type};
use serde_json::Value as Json;
use std::collections::HashMap;

/// What a bullet is to the list that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page::stainless) enum Role {
    /// A field of an object.
    Field,
    /// An alternative.
    Variant,
    /// A value of an enumeration.
    Leaf,
}

/// The brace lists of models that the page shows somewhere.
pub(in crate::page::stainless) type Known<'t> = HashMap<&'t str, &'t Fields>;

/// What frames look up.
pub(super) struct Context<'t> {
    pub(super) entries: &'t [Entry],
    pub(super) shown: &'t [bool],
    pub(super) known: &'t Known<'t>,
}

/// An open list.
#[derive(Clone)]
pub(super) struct Frame<'t> {
    owner: Option<usize>,
    shape: Shape<'t>,
    taken: usize,
    last: Option<usize>,
    /// Whether the list may end without a child.
    may_be_empty: bool,
    values: Values<'t>,
    /// How many keys the example has here.
    keys: usize,
    /// How many of the example's keys the fields so far are.
    matched: usize,
}

/// What a list holds.
#[derive(Clone, Copy, PartialEq)]
enum Shape<'t> {
    /// Not known before the first child.
    Open,
    Fields(Option<&'t Fields>),
    /// Values of an enumeration that no header lists.
    Leaves,
    /// Alternatives that no header lists.
    Variants,
    /// What the header lists.
    Listed(Listed<'t>),
}

/// Doubts about a reading.
mod doubt {
    /// A field out of the usual order.
    pub(super) const ORDER: usize = 1;
    /// An unnamed object's children left out.
    pub(super) const LEFT_OUT: usize = 1;
    /// A model's children shown again.
    pub(super) const SHOWN_AGAIN: usize = 2;
    /// A required field that the example lacks.
    pub(super) const MISSING: usize = 5;
    /// A field that the mirrored example has elsewhere, if at all.
    pub(super) const NOT_MIRRORED: usize = 1;
    /// A key of the example that is no field.
    pub(super) const UNKNOWN_KEY: usize = 10;
}

/// Two frames are equal when the same bullets can follow with the same result.
impl PartialEq for Frame<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.owner == other.owner
            && self.taken == other.taken
            && self.last == other.last
            && self.shape == other.shape
            && self.matched == other.matched
    }
}

impl<'t> Frame<'t> {
    pub(super) fn top(top: Top, example: Option<&'t Json>, mirror: Option<&'t Json>) -> Self {
        let shape = match top {
            Top::Fields => Shape::Fields(None),
            Top::Any => Shape::Open,
        };
        let values = Values::new(example, mirror);
        Self { may_be_empty: true, ..Self::new(None, shape, values) }
    }

    fn new(owner: Option<usize>, shape: Shape<'t>, values: Values<'t>) -> Self {
        let keys = values.keys();
        let (taken, matched, may_be_empty) = (0, 0, false);
        Self { owner, shape, taken, last: None, may_be_empty, values, keys, matched }
    }

    /// The list below a bullet, when there is one.
    fn below(entry: usize, values: Values<'t>, context: &Context<'t>) -> Option<Self> {
        let bullet = context.entries.get(entry)?;
        let shown = context.shown.get(entry).copied().unwrap_or(false);
        let indented = bullet.depth.is_some();
        let shape = expected(&bullet.line.ty, (!indented).then_some(context.known))?;
        let line = &bullet.line;
        let model = line.model().is_some() && line.alias.is_none() && line.fields().is_none();
        if model && shown && !indented {
            return None;
        }
        let may_be_empty = shown || (model && indented);
        Some(Self { may_be_empty, ..Self::new(Some(entry), shape, values) })
    }

    pub(super) fn owner(&self) -> Option<usize> {
        self.owner
    }

    /// What the bullet taken last is.
    pub(super) fn last_role(&self) -> Role {
        match self.shape {
            Shape::Fields(_) | Shape::Open => Role::Field,
            Shape::Variants => Role::Variant,
            Shape::Leaves => Role::Leaf,
            Shape::Listed(listed) => {
                if listed.leaves {
                    Role::Leaf
                } else {
                    Role::Variant
                }
            }
        }
    }

    /// The ways to take a bullet: this list after it, the list below it, and the doubt.
    pub(super) fn take(
        &self,
        entry: usize,
        context: &Context<'t>,
    ) -> Vec<(Self, Option<Self>, usize)> {
        let Some(bullet) = context.entries.get(entry) else { return Vec::new() };
        let shapes = match self.shape {
            Shape::Open if bullet.line.field.is_some() => vec![Shape::Fields(None)],
            Shape::Open if self.owner.is_some() => vec![Shape::Leaves, Shape::Variants],
            Shape::Open => vec![Shape::Variants],
            shape => vec![shape],
        };
        let again = if self.taken == 0 && self.may_be_empty && self.is_named(context) {
            doubt::SHOWN_AGAIN
        } else {
            0
        };
        let taken = shapes.into_iter().filter_map(|shape| {
            let (shape, below, doubt) = self.take_as(shape, entry, bullet, context)?;
            let frame = Self { shape, taken: self.taken + 1, last: Some(entry), ..self.clone() };
            let found =
                usize::from(bullet.line.field.as_ref().is_some_and(|field| self.values.has(field)));
            Some((Self { matched: self.matched + found, ..frame }, below, doubt + again))
        });
        taken.collect()
    }

    fn take_as(
        &self,
        shape: Shape<'t>,
        entry: usize,
        bullet: &'t Entry,
        context: &Context<'t>,
    ) -> Option<(Shape<'t>, Option<Self>, usize)> {
        let below = |values| Self::below(entry, values, context);
        let line = &bullet.line;
        Some(match shape {
            Shape::Open => return None,
            Shape::Fields(fields) => {
                let field = line.field.as_ref()?;
                let doubt = self.take_field(field, fields, bullet.depth.is_some(), context)?;
                (shape, below(self.values.field(field, &line.ty)), doubt)
            }
            Shape::Leaves => (is_value(line).then_some(shape)?, None, 0),
            Shape::Variants => {
                let only = self.owner.is_none() && self.taken == 0;
                let values = if only { self.values.inside(&line.ty) } else { Values::default() };
                (line.field.is_none().then_some(shape)?, below(values), 0)
            }
            Shape::Listed(listed) => {
                let listed = listed.take(line, self.taken == 0)?;
                let below = if listed.leaves { None } else { below(Values::default()) };
                (Shape::Listed(listed), below, 0)
            }
        })
    }

    /// The doubt about a field here; nothing when it has no place.
    fn take_field(
        &self,
        field: &Field,
        fields: Option<&Fields>,
        indented: bool,
        context: &Context<'t>,
    ) -> Option<usize> {
        if let Some(fields) = fields {
            let named = fields.names.get(self.taken).is_none_or(|name| *name == field.name);
            if !named || self.taken >= fields.count() {
                return None;
            }
        }
        let last = self.last.and_then(|last| context.entries.get(last)?.line.field.as_ref());
        let mut doubt = 0;
        if let Some(last) = last {
            if last.optional && !field.optional && !indented {
                return None;
            }
            let same = last.optional == field.optional;
            if same && last.name != "id" && (field.name == "id" || last.name >= field.name) {
                doubt += doubt::ORDER;
            }
        }
        if !field.optional && self.values.lacks(field) {
            doubt += doubt::MISSING;
        }
        if self.values.mirror_lacks(field) {
            doubt += doubt::NOT_MIRRORED;
        }
        Some(doubt)
    }

    fn is_named(&self, context: &Context<'_>) -> bool {
        let owner = self.owner.and_then(|owner| context.entries.get(owner));
        owner.is_some_and(|owner| owner.line.model().is_some())
    }

    /// The doubt about the list's end; nothing when it may not end here.
    pub(super) fn close(&self, context: &Context<'_>) -> Option<usize> {
        if self.taken == 0 && self.may_be_empty {
            let inline = self.owner.is_some() && !self.is_named(context);
            return Some(if inline { doubt::LEFT_OUT } else { 0 });
        }
        let complete = match self.shape {
            Shape::Fields(Some(fields)) => self.taken == fields.count(),
            Shape::Listed(listed) => listed.is_complete(),
            Shape::Open => false,
            Shape::Fields(None) | Shape::Leaves | Shape::Variants => self.taken > 0,
        };
        let unknown = match self.shape {
            Shape::Fields(_) => self.keys.saturating_sub(self.matched),
            _ => 0,
        };
        complete.then(|| unknown.saturating_mul(doubt::UNKNOWN_KEY))
    }
}

/// What a bullet's type says of its children; depths make it needless to ask what is known of a
/// model elsewhere.
fn expected<'t>(ty: &'t Type, known: Option<&Known<'t>>) -> Option<Shape<'t>> {
    let listed = || Shape::Listed(Listed::new(&ty.alternatives));
    let Some(single) = ty.single() else { return Some(listed()) };
    match &single.kind {
        Kind::Literal(_) => Some(listed()),
        Kind::Map(inner) => expected(inner, known),
        Kind::Object { fields, .. } => fields
            .as_ref()
            .filter(|fields| fields.count() > 0)
            .map(|fields| Shape::Fields(Some(fields))),
        Kind::Model(name) => Some(match known.and_then(|known| known.get(name.as_str())) {
            Some(fields) => Shape::Fields(Some(fields)),
            None => Shape::Open,
        }),
        Kind::Scalar(_) | Kind::More(_) => None,
    }
}
