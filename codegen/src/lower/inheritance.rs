//! Schemas that stand for all that inherit from them.
//!
//! A component with a `discriminator` and no alternatives means: this, or whatever says `allOf`
//! of this. Wherever it is used, any of its heirs may come, and itself where a value of the
//! discriminator is given to it: most bases are only there to be inherited from.

use super::{
    arena::Draft,
    facts::{Facts, SchemaRef},
    place::Place,
    reference::References,
    schema::{Form, Lowered, Schemas},
    tag::Mapped,
    union::Variant,
};
use crate::{
    json::Pointer,
    model::{Shape, Tag, TypeRef},
};
use openapiv3::{OpenAPI, ReferenceOr, Schema};
use std::collections::{HashMap, HashSet};

/// The heirs of each component that has a discriminator, in the order of the document.
#[derive(Debug, Default)]
pub(super) struct Heirs<'a>(HashMap<Pointer, Vec<Heir<'a>>>);

/// A component that inherits from another.
#[derive(Clone, Debug)]
struct Heir<'a> {
    name: &'a str,
    pointer: Pointer,
    schema: SchemaRef<'a>,
}

impl<'a> Heirs<'a> {
    /// Finds all heirs.
    pub(super) fn of(openapi: &'a OpenAPI, references: References<'a>) -> Self {
        let components = || openapi.components.iter().flat_map(|components| &components.schemas);
        let mut heirs = Self::default();
        if !components().any(|(_, schema)| schema.as_item().is_some_and(is_base)) {
            return heirs;
        }
        for (name, schema) in components() {
            let pointer = Pointer::of(["components", "schemas", name]);
            for ancestor in ancestors(SchemaRef::from(schema), references) {
                if ancestor != pointer {
                    let schema = SchemaRef::from(schema);
                    let heir = Heir { name, pointer: pointer.clone(), schema };
                    heirs.0.entry(ancestor).or_default().push(heir);
                }
            }
        }
        heirs
    }
}

/// The bases that a schema inherits from, at whatever distance within reason.
fn ancestors<'a>(schema: SchemaRef<'a>, references: References<'a>) -> Vec<Pointer> {
    const MOST: usize = 64;
    let mut found = Vec::new();
    let mut pending = parents(schema);
    let mut seen = HashSet::new();
    while let Some(reference) = pending.pop().filter(|_| seen.len() < MOST) {
        let parent = references.schema(SchemaRef::Reference(reference));
        if let (true, Some((parent, Some(pointer)))) = (seen.insert(reference), parent) {
            if is_base(parent) {
                found.push(pointer);
            }
            pending.extend(parents(SchemaRef::Inline(parent)));
        }
    }
    found
}

impl<'a> Schemas<'a> {
    /// Whether the component at a place inherits from a schema that stands for its heirs. Even one
    /// that adds nothing is a type of its own: as another name for its base it would contain itself.
    pub(super) fn is_heir(&self, base: SchemaRef<'a>, place: &Place<'a>) -> bool {
        let base = self.references.schema(base).and_then(|(_, pointer)| pointer);
        let heirs = base.and_then(|base| self.heirs.0.get(&base));
        heirs.is_some_and(|heirs| heirs.iter().any(|heir| heir.pointer == place.pointer()))
    }

    /// A component that stands for its heirs: one of them, or itself where a value means it.
    pub(super) fn polymorphic(&mut self, schema: &'a Schema, place: &Place<'a>) -> Option<Lowered> {
        let discriminator =
            schema.schema_data.discriminator.as_ref().filter(|_| is_base(schema))?;
        self.heirs.0.get(&place.pointer())?;
        let mapped = Mapped::of(discriminator);
        let itself = self.itself(schema, &mapped, place);
        let heirs = self.heirs.0.get(&place.pointer())?;
        let heirs = heirs.iter().filter_map(|heir| self.heir(heir, &mapped));
        let mut variants: Vec<Variant> = itself.into_iter().chain(heirs).collect();
        let names = variants.iter().map(|variant| variant.wire.clone()).collect();
        self.report_unmapped(discriminator, &names, place);
        let wire = &discriminator.property_name;
        let tags: Vec<_> = variants.iter().map(|variant| variant.tags.clone()).collect();
        // Without a tag a value may be the base itself, whatever heir it looks like.
        let tag = Tag { wire: wire.clone(), may_be_absent: false };
        let tag = self.tell_apart(wire, &tags, place).then_some(tag);
        if tag.is_none() {
            for variant in &mut variants {
                variant.tags.clear();
                variant.implied = None;
            }
        }
        Some(Lowered::new(Shape::Union(self.name_variants(tag, variants, place))))
    }

    fn heir(&self, heir: &Heir<'a>, mapped: &Mapped<'_>) -> Option<Variant> {
        let id = self.arena.at(&heir.pointer)?;
        let tags = self.tags(mapped, heir.schema, Some(heir.name));
        Some(Variant {
            wire: heir.name.to_owned(),
            name: self.arena.get(id)?.name.clone(),
            ty: TypeRef::Named(id),
            implied: tags.first().cloned(),
            tags,
        })
    }

    /// A base that may come itself, for the document says by which value: its own members are a type
    /// beside it.
    fn itself(
        &mut self,
        schema: &'a Schema,
        mapped: &Mapped<'_>,
        place: &Place<'a>,
    ) -> Option<Variant> {
        let wire = place.pointer().tokens().last()?;
        let tags = self.given_tags(mapped, SchemaRef::Inline(schema), Some(&wire));
        if tags.is_empty() {
            return None;
        }
        let name = place.name();
        let ty = match self.lower(schema, place).form {
            Form::Known(ty) => ty,
            Form::New(shape) => {
                let named = place.named(Some(name.then("base")));
                let pointer = place.pointer().join("discriminator");
                let id = self.arena.add(Draft::inline(&named, pointer, shape));
                self.describe(id, &Facts::of(schema));
                TypeRef::Named(id)
            }
        };
        let implied = tags.first().cloned();
        Some(Variant { name, wire, ty, tags, implied })
    }
}

/// What a schema says it is all of, by reference.
fn parents(schema: SchemaRef<'_>) -> Vec<&str> {
    let SchemaRef::Inline(schema) = schema else { return Vec::new() };
    let parts = Facts::of(schema).all_of.iter();
    parts
        .filter_map(|part| match part {
            ReferenceOr::Reference { reference } => Some(reference.as_str()),
            ReferenceOr::Item(_) => None,
        })
        .collect()
}

/// Whether a schema stands for its heirs.
fn is_base(schema: &Schema) -> bool {
    let facts = Facts::of(schema);
    schema.schema_data.discriminator.is_some() && facts.one_of.is_empty() && facts.any_of.is_empty()
}
