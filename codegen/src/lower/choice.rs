//! Alternatives beside members that all of them have.
//!
//! An object with `properties` and `oneOf` is one of several objects: each alternative with the
//! members around it.

use super::{
    arena::Draft,
    composition::{Whole, is_substantive},
    facts::{Facts, Kind, SchemaRef},
    place::{ONE_OF, Place},
    schema::{Lowered, Schemas},
    union::Alternative,
};
use crate::{
    model::{Shape, TypeRef},
    name::Words,
};
use openapiv3::{ReferenceOr, Schema};

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
            })
            .collect();
        let tag = self.find_tag(&choice.facts, &mut alternatives, &choice.place);
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

    /// An alternative with the members around it: itself, where it has them all.
    fn with_base(
        &mut self,
        base: &Whole<'a>,
        choice: &Choice<'a>,
        alternative: &Alternative<'a>,
        hint: Words,
        place: &Place<'a>,
    ) -> TypeRef {
        let own = place.pointer();
        let is_inside = choice.place.pointer().as_str().starts_with(own.as_str());
        // What is inherited belongs to others as well.
        let around = if is_inside { &choice.place } else { place };
        let named = around.alternative(alternative.keyword, alternative.index, hint.clone());
        let named = named.named(Some(place.name().join(&hint)));
        let inner = choice.place.alternative(alternative.keyword, alternative.index, hint);
        if base.members.names().all(|name| self.property(alternative.schema, name).is_some()) {
            return self.type_of(alternative.schema, &named);
        }
        let pointer = named.pointer();
        if let Some(id) = self.arena.at(&pointer) {
            return TypeRef::Named(id);
        }
        let mut whole = base.clone();
        self.gather(&mut whole, alternative.schema, &inner, false);
        self.gather_choices(&mut whole);
        let shape = self.build(whole.members);
        let id = self.arena.add(Draft::inline(&named, pointer, shape));
        if let Some((schema, _)) = self.references.schema(alternative.schema) {
            self.complete(id, &Facts::of(schema), &named);
        }
        TypeRef::Named(id)
    }
}
