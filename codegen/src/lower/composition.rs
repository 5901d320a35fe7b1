//! Schemas that are put together from others (`allOf`).

use super::{
    choice::Choice,
    facts::{Facts, Kind, SchemaRef},
    object::Members,
    place::{ALL_OF, ANY_OF, ONE_OF, Place},
    schema::{Lowered, Schemas},
};
use crate::{json::Pointer, model::TypeRef, name::Words};
use openapiv3::{ReferenceOr, Schema};
use std::{cmp::Reverse, collections::HashSet};

/// How deep schemas may inherit from one another.
const DEEPEST: usize = 64;

/// What the parts of a schema come to.
#[derive(Clone, Default)]
pub(super) struct Whole<'a> {
    pub(super) members: Members<'a>,
    /// Whether a part is an object, even one without members.
    is_object: bool,
    /// The parts that are no objects.
    pub(super) others: Vec<Other<'a>>,
    /// The components that have been gathered from.
    seen: HashSet<Pointer>,
    /// The alternatives among the parts.
    pub(super) choices: Vec<Choice<'a>>,
}

/// A part that is no object.
#[derive(Clone)]
pub(super) struct Other<'a> {
    schema: &'a Schema,
    place: Place<'a>,
    /// The reference that led to it, if one did.
    reference: Option<&'a str>,
}

impl Whole<'_> {
    /// Whether the parts come to an object without alternatives.
    pub(super) fn is_plain_object(&self) -> bool {
        self.others.is_empty() && self.choices.is_empty()
    }
}

impl<'a> Schemas<'a> {
    /// A schema that is put together from parts.
    pub(super) fn composed(
        &mut self,
        schema: &'a Schema,
        facts: &Facts<'a>,
        place: &Place<'a>,
    ) -> Lowered {
        if let Some((index, part)) = only_part(facts).filter(|(_, it)| !self.is_heir(*it, place)) {
            return self.part(part, &place.part(ALL_OF, index));
        }
        let mut whole = Whole { seen: HashSet::from([place.pointer()]), ..Whole::default() };
        self.gather(&mut whole, SchemaRef::Inline(schema), place, false);
        if !whole.is_object
            && let Some(narrowed) = self.narrowed(schema, &whole, place)
        {
            return narrowed;
        }
        if let Some(chosen) = self.chosen(&whole, place) {
            return chosen;
        }
        if !whole.choices.is_empty() {
            let message = "alternatives are mixed with members of its own: the members of every alternative are optional here";
            self.finder.degraded(&place.pointer(), message.to_owned());
        }
        self.gather_choices(&mut whole);
        if !whole.is_object {
            return self.intersection(whole.others);
        }
        if let Some(other) = whole.others.first() {
            let message = "an object that must also be something else: only its members count";
            self.finder.degraded(&other.place.pointer(), message.to_owned());
        }
        self.join_members(&mut whole.members, place);
        Lowered::new(self.build(whole.members))
    }

    /// A part that stands for the whole.
    pub(super) fn part(&mut self, part: SchemaRef<'a>, place: &Place<'a>) -> Lowered {
        match part {
            SchemaRef::Inline(part) if place.depth() <= DEEPEST => self.lower(part, place),
            part => Lowered::known(self.type_of(part, place)),
        }
    }

    /// Adds all that a part says, and the parts it is made of, but for what it leaves a choice of.
    pub(super) fn gather(
        &mut self,
        whole: &mut Whole<'a>,
        part: SchemaRef<'a>,
        place: &Place<'a>,
        optional: bool,
    ) {
        if place.depth() > DEEPEST {
            let message = format!(
                "more than {DEEPEST} schemas are made of one another; the rest is left out"
            );
            self.finder.degraded(&place.pointer(), message);
            return;
        }
        let (schema, place, reference) = match part {
            SchemaRef::Inline(schema) => (schema, place.clone(), None),
            SchemaRef::Reference(reference) => match self.inherited(whole, reference, place) {
                Some((schema, place)) => (schema, place, Some(reference)),
                None => return,
            },
        };
        let facts = Facts::of(schema);
        if is_no_object(&facts) {
            whole.others.push(Other { schema, place, reference });
            return;
        }
        whole.is_object |= facts.kind() == Some(Kind::Object);
        for (index, part) in facts.all_of.iter().enumerate() {
            self.gather(whole, SchemaRef::from(part), &place.part(ALL_OF, index), optional);
        }
        // What a schema says itself comes behind what it inherits, and holds.
        self.add_members(&mut whole.members, &facts, &place, optional);
        for (keyword, list) in [(ONE_OF, facts.one_of), (ANY_OF, facts.any_of)] {
            let choice =
                Choice { facts: facts.clone(), keyword, list, place: place.clone(), optional };
            match list {
                [] => {}
                [only] => self.gather_alternative(whole, &choice, 0, only),
                // An alternative that inherits from what names it is that alternative already.
                list if list.iter().any(|it| self.is_seen(whole, it)) => {}
                _ => whole.choices.push(choice),
            }
        }
    }

    /// Whether a schema is what is being put together, or a part of it already.
    fn is_seen(&self, whole: &Whole<'a>, schema: &'a ReferenceOr<Schema>) -> bool {
        let found = self.references.schema(SchemaRef::from(schema));
        found.and_then(|(_, pointer)| pointer).is_some_and(|it| whole.seen.contains(&it))
    }

    /// Adds the members of all alternatives, each of which may be absent.
    pub(super) fn gather_choices(&mut self, whole: &mut Whole<'a>) {
        while !whole.choices.is_empty() {
            for choice in std::mem::take(&mut whole.choices) {
                let choice = Choice { optional: true, ..choice };
                for (index, part) in choice.list.iter().enumerate() {
                    self.gather_alternative(whole, &choice, index, part);
                }
            }
        }
    }

    fn gather_alternative(
        &mut self,
        whole: &mut Whole<'a>,
        choice: &Choice<'a>,
        index: usize,
        part: &'a ReferenceOr<Schema>,
    ) {
        let part = SchemaRef::from(part);
        if is_substantive(part) {
            let hint = Words::of("variant").then(&(index + 1).to_string());
            let place = choice.place.alternative(choice.keyword, index, hint);
            self.gather(whole, part, &place, choice.optional);
        }
    }

    /// The schema that another inherits from, the first time it is met, and its own place.
    fn inherited(
        &mut self,
        whole: &mut Whole<'a>,
        reference: &'a str,
        place: &Place<'a>,
    ) -> Option<(&'a Schema, Place<'a>)> {
        let Some((schema, pointer)) = self.references.schema(SchemaRef::Reference(reference))
        else {
            self.finder.dangling(&place.pointer(), reference);
            return None;
        };
        let pointer = pointer.unwrap_or_default();
        if !whole.seen.insert(pointer.clone()) {
            return None;
        }
        let name = self.arena.at(&pointer).and_then(|id| self.arena.get(id));
        let base = match name {
            Some(draft) => place.inherited(pointer, draft.name.clone(), draft.file.clone()),
            None => place.clone(),
        };
        Some((schema, base))
    }

    /// The one type of several that must all hold and are no objects: the one that says most.
    fn intersection(&mut self, others: Vec<Other<'a>>) -> Lowered {
        self.report_contradiction(&others);
        // The first of equals: `max_by_key` by itself gives the last.
        match others.into_iter().rev().max_by_key(|other| precision(&Facts::of(other.schema))) {
            Some(Other { reference: Some(reference), place, .. }) => {
                Lowered::known(self.type_of(SchemaRef::Reference(reference), &place))
            }
            Some(Other { schema, place, .. }) => self.lower(schema, &place),
            None => Lowered::known(TypeRef::Json),
        }
    }

    /// Finds parts that no value fits together: of different types, or without a common value.
    fn report_contradiction(&mut self, others: &[Other<'a>]) {
        let facts: Vec<Facts<'a>> = others.iter().map(|other| Facts::of(other.schema)).collect();
        let Some((first, rest)) = facts.split_first() else { return };
        let other = rest.iter().zip(others.iter().skip(1)).find(|(it, _)| !are_one(first, it));
        if let Some((_, other)) = other {
            let message = "the parts contradict one another: the one that says most counts";
            self.finder.degraded(&other.place.pointer(), message.to_owned());
        }
    }
}

/// How much a schema says of a value that is no object, to be compared.
fn precision(facts: &Facts<'_>) -> impl Ord + use<> {
    let listed = (!facts.literals.is_empty()).then_some(Reverse(facts.literals.len()));
    // An integer is a number, and nothing else is part of another type.
    let exact = facts.kind.is_some_and(|kind| kind != Kind::Number);
    (listed, !facts.is_leaf(), facts.kind.is_some(), exact, facts.format.is_some())
}

/// Whether some value may be of both schemas, as far as types and listed values tell.
fn are_one(one: &Facts<'_>, other: &Facts<'_>) -> bool {
    let is_number = |kind| matches!(kind, Kind::Integer | Kind::Number);
    let kinds = match (one.kind(), other.kind()) {
        (Some(one), Some(other)) => one == other || is_number(one) && is_number(other),
        _ => true,
    };
    let listed = one.literals.is_empty()
        || other.literals.is_empty()
        || one.literals.iter().any(|it| other.literals.contains(it));
    kinds && listed
}

/// Whether a schema is put together from parts that all hold.
pub(super) fn is_composed(facts: &Facts<'_>) -> bool {
    let mixed = facts.properties.is_some() && !facts.is_plain();
    !facts.all_of.is_empty() || (mixed && !constrains_only(facts))
}

/// Whether the alternatives only say which members go together.
pub(super) fn constrains_only(facts: &Facts<'_>) -> bool {
    let mut alternatives = facts.one_of.iter().chain(facts.any_of).map(SchemaRef::from);
    facts.all_of.is_empty() && alternatives.all(|schema| !is_substantive(schema))
}

/// Whether a part says what it is, and that is no object.
fn is_no_object(facts: &Facts<'_>) -> bool {
    let members = facts.properties.is_some() || facts.additional.is_some();
    facts.is_plain() && !members && facts.is_substantive()
}

/// Whether a schema says anything about the form of a value.
pub(super) fn is_substantive(schema: SchemaRef<'_>) -> bool {
    match schema {
        SchemaRef::Reference(_) => true,
        SchemaRef::Inline(schema) => Facts::of(schema).is_substantive(),
    }
}

/// The part that says everything, where the others and the whole say nothing of the form.
pub(super) fn only_part<'a>(facts: &Facts<'a>) -> Option<(usize, SchemaRef<'a>)> {
    let own = facts.properties.is_some()
        || facts.additional.is_some()
        || facts.items.is_some()
        || !facts.literals.is_empty()
        || !facts.required.is_empty()
        || !facts.one_of.is_empty()
        || !facts.any_of.is_empty();
    let requires = |part: &ReferenceOr<Schema>| {
        part.as_item().is_some_and(|part| !Facts::of(part).required.is_empty())
    };
    let parts = facts.all_of.iter().map(SchemaRef::from).enumerate();
    let mut parts = parts.filter(|(_, part)| is_substantive(*part));
    let first = parts.next()?;
    let others = facts.all_of.iter().enumerate().filter(|(index, _)| *index != first.0);
    let alone = parts.next().is_none() && !others.into_iter().any(|(_, part)| requires(part));
    (alone && !own).then_some(first)
}
