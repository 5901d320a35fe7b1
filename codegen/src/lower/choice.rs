//! Alternatives beside members that all of them have.
//!
//! An object with `properties` and `oneOf` is one of several objects: each alternative with the
//! members around it.

use super::{
    arena::Draft,
    composition::{Whole, is_substantive},
    facts::{Facts, Kind, SchemaRef},
    object::Members,
    place::{ONE_OF, Place},
    schema::{Lowered, Schemas},
    union::Alternative,
};
use crate::{
    model::{Shape, TypeRef},
    name::Words,
};
use indexmap::IndexSet;
use openapiv3::{ReferenceOr, Schema};
use std::collections::HashSet;

/// Several alternatives inside of something that has members as well.
#[derive(Clone)]
pub(super) struct Choice<'a> {
    /// The schema that has the alternatives.
    pub(super) facts: Facts<'a>,
    pub(super) keyword: &'static str,
    pub(super) list: &'a [ReferenceOr<Schema>],
    pub(super) place: Place<'a>,
    /// Whether only some of several other alternatives have it.
    pub(super) optional: bool,
}

impl Choice<'_> {
    /// Whether a value is exactly one of the alternatives.
    fn is_exclusive(&self) -> bool {
        !self.optional && (self.keyword == ONE_OF || self.facts.data.discriminator.is_some())
    }
}

impl<'a> Schemas<'a> {
    /// The objects that something is one of, where the one choice that it has is between objects.
    pub(super) fn chosen(&mut self, whole: &Whole<'a>, place: &Place<'a>) -> Option<Lowered> {
        let [choice] = whole.choices.as_slice() else { return None };
        let alternatives = choice.list.iter().map(SchemaRef::from);
        let are_objects = || alternatives.clone().all(|it| self.is_object(it));
        if !choice.is_exclusive() || !whole.others.is_empty() || !are_objects() {
            return None;
        }
        let mut alternatives: Vec<Alternative<'a>> = alternatives
            .enumerate()
            .map(|(index, schema)| Alternative {
                schema,
                keyword: choice.keyword,
                index,
                tags: Vec::new(),
                implied: None,
            })
            .collect();
        let mut tag = self.find_tag(&choice.facts, &mut alternatives, &choice.place);
        if let Some(tag) = &mut tag {
            tag.may_be_absent &= !whole.members.required.contains(tag.wire.as_str());
        }
        let mut base = whole.clone();
        base.choices.clear();
        let (variants, nullable) = self.variants(alternatives, |schemas, alternative, hint| {
            schemas.with_base(&base, choice, alternative, hint, place)
        });
        let union = self.name_variants(tag, variants, place);
        Some(Lowered::new(Shape::Union(union)).or_null(nullable))
    }

    /// Whether a schema is an object, and says what is in it.
    fn is_object(&self, schema: SchemaRef<'a>) -> bool {
        let lineage = self.lineage(schema);
        is_substantive(schema)
            && lineage.iter().all(|facts| matches!(facts.kind(), None | Some(Kind::Object)))
            && lineage.iter().any(|facts| facts.kind() == Some(Kind::Object))
    }

    /// An alternative with the members around it: itself, where they add nothing to it.
    fn with_base(
        &mut self,
        base: &Whole<'a>,
        choice: &Choice<'a>,
        alternative: &Alternative<'a>,
        hint: Words,
        place: &Place<'a>,
    ) -> TypeRef {
        // What is inherited belongs to others as well.
        let is_own = choice.place.pointer().is_inside(&place.pointer());
        let around = if is_own { &choice.place } else { place };
        let named = around.alternative(alternative.keyword, alternative.index, hint.clone());
        let named = named.named(Some(place.name().join(&hint)));
        let inner = choice.place.alternative(alternative.keyword, alternative.index, hint);
        // Each alternative has the members again, or is at least compared with them.
        if !self.may_have_members(base.members.names().count(), &inner)
            || self.has_all(alternative.schema, &base.members)
        {
            return self.type_of(alternative.schema, &named);
        }
        let pointer = named.pointer();
        if let Some(id) = self.arena.at(&pointer) {
            return TypeRef::Named(id);
        }
        let mut whole = base.clone();
        self.gather(&mut whole, alternative.schema, &inner, false);
        self.gather_choices(&mut whole);
        self.join_members(&mut whole.members, &named);
        let shape = self.build(whole.members);
        let draft = Draft::inline(&named, pointer, shape);
        TypeRef::Named(match alternative.schema {
            SchemaRef::Inline(schema) => self.add(draft, &Facts::of(schema), &named),
            // The name that it may say is that of the alternative without the members around it.
            reference @ SchemaRef::Reference(_) => {
                let id = self.arena.add(draft);
                if let Some((schema, _)) = self.references.schema(reference) {
                    self.describe(id, &Facts::of(schema));
                }
                id
            }
        })
    }

    /// Whether members around an object say nothing that it does not say itself.
    fn has_all(&self, schema: SchemaRef<'a>, around: &Members<'a>) -> bool {
        let lineage = self.lineage(schema);
        let own = |name: &str| lineage.iter().find_map(|facts| facts.properties?.get(name));
        let requires = |names: &IndexSet<&'a str>| {
            let own = lineage.iter().flat_map(|facts| facts.required).map(String::as_str);
            let own: HashSet<&str> = own.collect();
            names.iter().all(|name| own.contains(name))
        };
        let replaces = |own, outer| own == outer || self.is_overridden(outer, own);
        around
            .schemas()
            .all(|(name, outer)| own(name).is_some_and(|own| replaces(SchemaRef::from(own), outer)))
            && requires(&around.required)
            && (around.is_closed() || lineage.iter().any(|facts| facts.additional.is_some()))
    }
}
