//! What the page's examples show for the objects of a tree.

use crate::page::stainless::types::{Field, Kind, Type};
use serde_json::Value as Json;
use std::{collections::HashSet, rc::Rc};

/// What the page's examples show for one object.
#[derive(Clone, Default)]
pub(super) struct Values<'t> {
    own: Rc<[&'t Json]>,
    mirror: Rc<[&'t Json]>,
}

impl<'t> Values<'t> {
    /// The section's own example, and the one that it resembles.
    pub(super) fn new(own: Option<&'t Json>, mirror: Option<&'t Json>) -> Self {
        Self { own: own.into_iter().collect(), mirror: mirror.into_iter().collect() }
    }

    /// How many keys the example has here.
    pub(super) fn keys(&self) -> usize {
        let objects = self.own.iter().filter_map(|example| example.as_object());
        objects.flat_map(|object| object.keys()).collect::<HashSet<_>>().len()
    }

    /// Whether the example has a field.
    pub(super) fn has(&self, field: &Field) -> bool {
        has_key(&self.own, field)
    }

    /// Whether there is an example, and without the field.
    pub(super) fn lacks(&self, field: &Field) -> bool {
        !self.own.is_empty() && !self.has(field)
    }

    /// Whether there is a mirrored example, and without the field.
    pub(super) fn mirror_lacks(&self, field: &Field) -> bool {
        !self.mirror.is_empty() && !has_key(&self.mirror, field)
    }

    /// What the examples show for a field of such a type.
    pub(super) fn field(&self, field: &Field, ty: &Type) -> Self {
        let values = |examples: &[&'t Json]| {
            let values: Rc<[_]> =
                examples.iter().filter_map(|each| each.get(&field.name)).collect();
            unwrap(&values, ty)
        };
        Self { own: values(&self.own), mirror: values(&self.mirror) }
    }

    /// The objects inside these values, as a type nests them.
    pub(super) fn inside(&self, ty: &Type) -> Self {
        Self { own: unwrap(&self.own, ty), mirror: unwrap(&self.mirror, ty) }
    }
}

fn has_key(examples: &[&Json], field: &Field) -> bool {
    examples.iter().any(|example| example.get(&field.name).is_some())
}

/// The objects inside the example's lists and maps, as a type nests them.
fn unwrap<'t>(examples: &Rc<[&'t Json]>, ty: &Type) -> Rc<[&'t Json]> {
    /// As many examples as these tell all that there is to tell.
    const ENOUGH: usize = 16;
    let Some(single) = ty.single() else { return Rc::default() };
    let mut values = Rc::clone(examples);
    for _ in 0..single.arrays.min(ENOUGH) {
        let items = values.iter().filter_map(|value| value.as_array()).flatten();
        values = items.take(ENOUGH).collect();
    }
    match &single.kind {
        Kind::Map(inner) => {
            let members = values.iter().filter_map(|value| value.as_object());
            let members = members.flat_map(|object| object.values()).take(ENOUGH).collect();
            unwrap(&members, inner)
        }
        _ => values.iter().copied().filter(|value| value.is_object()).collect(),
    }
}
