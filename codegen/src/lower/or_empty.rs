//! Something, or the empty text (`anyOf` with `enum: [""]`).

use super::{
    arena::Draft,
    facts::{Facts, Kind, SchemaRef},
    place::Place,
    schema::{Form, Lowered, Schemas},
    union::Alternative,
};
use crate::model::{Shape, TypeId, TypeRef};

impl<'a> Schemas<'a> {
    /// Something, or `""`. Any text is something of its own.
    pub(super) fn or_empty(
        &mut self,
        facts: &Facts<'a>,
        alternatives: Vec<Alternative<'a>>,
        place: &Place<'a>,
    ) -> Lowered {
        let is_text = matches!(alternatives.as_slice(), [only] if self.names_text(only.schema));
        // What a single alternative says is said of the value.
        let (inside, described) = match alternatives.as_slice() {
            [Alternative { schema: SchemaRef::Inline(schema), keyword, index, .. }] => {
                (place.part(keyword, *index), &Facts::of(schema))
            }
            _ => (place.clone(), facts),
        };
        // What stands here has its name already if it is a component.
        let is_component = self.arena.at(&place.pointer()).is_some();
        let inside = inside.named(is_component.then(|| place.name().then("value")));
        let Lowered { form, nullable } = self.one_of(facts, alternatives, place);
        let ty = match form {
            Form::Known(ty) => ty,
            Form::New(shape) => TypeRef::Named(self.within(shape, described, &inside)),
        };
        let ty = match ty {
            TypeRef::Named(_) if is_text => ty,
            ty if ty.is_text() => ty,
            ty => TypeRef::OrEmpty(Box::new(ty)),
        };
        Lowered::known(ty).or_null(nullable)
    }

    /// Whether any text is a value of a schema, by whatever names it goes: the types that they
    /// lead to may not be known yet.
    fn names_text(&self, schema: SchemaRef<'a>) -> bool {
        self.target(schema).is_some_and(|schema| {
            let facts = Facts::of(schema);
            facts.is_leaf() && facts.kind() == Some(Kind::String)
        })
    }

    /// The type of what stands inside of an [`TypeRef::OrEmpty`].
    fn within(&mut self, shape: Shape, facts: &Facts<'a>, place: &Place<'a>) -> TypeId {
        let pointer = place.pointer().join("value");
        let known = self.arena.at(&pointer);
        known.unwrap_or_else(|| self.add(Draft::inline(place, pointer, shape), facts, place))
    }
}

/// Takes away a list of nothing but `""`, if it stands beside something else.
pub(super) fn drop_empty_text(alternatives: &mut Vec<Alternative<'_>>) -> bool {
    let is_empty = |alternative: &Alternative<'_>| match alternative.schema {
        SchemaRef::Inline(schema) => Facts::of(schema).strings().is_some_and(|it| it == [""]),
        SchemaRef::Reference(_) => false,
    };
    let empty = alternatives.iter().filter(|it| is_empty(it)).count();
    let has_some = empty > 0 && empty < alternatives.len();
    if has_some {
        alternatives.retain(|it| !is_empty(it));
    }
    has_some
}
