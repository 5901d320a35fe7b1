//! What the types of an API are needed for.

use crate::model::{Api, Field, Operation, Payload, Shape, TypeId, TypeRef};
use crate::name::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// What only some types are needed for.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// The variants of unions without a tag, or with one that may be absent, and of unions among
    /// them: each says what its JSON looks like.
    pub candidates: BTreeSet<TypeId>,
    /// The bodies of multipart forms: each can be cut into parts.
    pub forms: BTreeSet<TypeId>,
    /// The first field that holds a type, by the type's name; as a link where both exist together.
    pub holders: BTreeMap<Ident, String>,
}

impl Usage {
    /// Looks through an API.
    pub(super) fn of(api: &Api) -> Self {
        let mut usage = Self::default();
        for (index, definition) in api.types.iter().enumerate() {
            if let Shape::Struct(shape) = &definition.shape {
                for field in shape.fields.iter().filter(|field| !field.ident.is_raw()) {
                    usage.hold(TypeId(index), field, api);
                }
            }
            if let Shape::Union(union) = &definition.shape
                && union.tag.as_ref().is_none_or(|tag| tag.may_be_absent)
            {
                for variant in &union.variants {
                    collect(&variant.ty, api, &mut usage.candidates);
                }
            }
        }
        for payload in api.operations().flat_map(Operation::questions) {
            if let Payload::Multipart { ty, .. } = payload {
                collect(ty, api, &mut usage.forms);
            }
        }
        add_inner(api, &mut usage.forms);
        add_inner(api, &mut usage.candidates);
        usage
    }

    fn hold(&mut self, holder: TypeId, field: &Field, api: &Api) {
        let TypeRef::Named(id) = field.ty.innermost() else { return };
        // Of a type that is not always there, only the name: a link would lead nowhere.
        let are_together =
            api.groups.as_ref().is_none_or(|groups| groups.are_together(holder, *id));
        if let (Some(holder), Some(held)) = (api.types.get(holder.0), api.types.get(id.0)) {
            self.holders.entry(held.ident.clone()).or_insert_with(|| {
                let path = format!("{}::{}", holder.ident, field.ident);
                if are_together {
                    format!("[`{path}`](super::{path})")
                } else {
                    format!("`{path}`")
                }
            });
        }
    }
}

/// What is needed of a union is needed of its variants: the parts of each, or what it looks like.
fn add_inner(api: &Api, found: &mut BTreeSet<TypeId>) {
    let mut pending: Vec<TypeId> = found.iter().copied().collect();
    while let Some(definition) = pending.pop().and_then(|id| api.types.get(id.0)) {
        let mut inner = BTreeSet::new();
        match &definition.shape {
            Shape::Union(union) => {
                union.variants.iter().for_each(|variant| collect(&variant.ty, api, &mut inner));
            }
            Shape::Newtype(ty) => collect(ty, api, &mut inner),
            _ => {}
        }
        pending.extend(inner.into_iter().filter(|id| found.insert(*id)));
    }
}

/// Adds the types that a type names, itself or as items, and what an alias stands for.
fn collect(ty: &TypeRef, api: &Api, found: &mut BTreeSet<TypeId>) {
    let mut next = Some(ty);
    while let Some(ty) = next {
        next = match ty {
            TypeRef::Named(id) if found.insert(*id) => {
                api.types.get(id.0).and_then(|definition| match &definition.shape {
                    Shape::Alias(ty) => Some(ty),
                    _ => None,
                })
            }
            ty => ty.inner(),
        };
    }
}
