//! Members of which several parts of a schema (`allOf`) each tell a part.

use super::{
    arena::Draft,
    composition::{Whole, only_part},
    facts::{Facts, SchemaRef},
    nullability::with_null,
    object::{Member, Members},
    place::Place,
    schema::Schemas,
};
use crate::model::{Shape, TypeRef};
use openapiv3::Schema;
use std::collections::{HashMap, HashSet};

/// How deep members may be put together inside one another, and how many schemas may wrap one.
const DEEPEST: usize = 64;

/// Where the members stand that are put together, by the schemas that their parts come to.
/// Schemas that hold themselves make the same of the same parts again, without an end.
type Known<'a> = HashMap<Vec<*const Schema>, Place<'a>>;

impl<'a> Schemas<'a> {
    /// Puts each member together of which several parts say that it is an object, in an object at
    /// a place.
    pub(super) fn join_members(&mut self, members: &mut Members<'a>, place: &Place<'a>) {
        self.join_inside(members, place, &mut Known::new());
    }

    fn join_inside(&mut self, members: &mut Members<'a>, place: &Place<'a>, known: &mut Known<'a>) {
        for (name, member) in members.told_in_parts() {
            if let Some(joined) = self.joined(name, member, &place.property(name), known) {
                member.joined = Some(joined);
            }
        }
    }

    /// The type of all that is said of a member; nothing where the part that holds says it all.
    fn joined(
        &mut self,
        name: &str,
        member: &Member<'a>,
        place: &Place<'a>,
        known: &mut Known<'a>,
    ) -> Option<TypeRef> {
        let last = (member.schema, member.place.clone());
        let mut own = self.gathered(std::slice::from_ref(&last)).members;
        let names: HashSet<&str> = own.names().collect();
        let earlier = self.gathered(&member.earlier).members;
        let says_all = earlier.names().all(|name| names.contains(name));
        let is_reference = |schema| matches!(schema, SchemaRef::Reference(_));
        let by_name = member.earlier.iter().chain([&last]).all(|(schema, _)| is_reference(*schema));
        let parts = [member.earlier.as_slice(), &[last]].concat();
        let mut whole = self.gathered(&parts);
        let inner = whole.members.told_in_parts().count();
        if says_all && (by_name || inner == own.told_in_parts().count()) {
            return None;
        }
        let schema = self.references.schema(member.schema)?.0;
        let targets = parts.iter().map(|(schema, _)| self.target(*schema).map(std::ptr::from_ref));
        let targets: Vec<_> = targets.collect::<Option<_>>()?;
        if let Some(first) = known.get(&targets) {
            return Some(self.joined_again(schema, first));
        }
        // Where each part is a reference, what they lead to may hold one another without an end.
        if by_name || !whole.is_plain_object() || place.depth() > DEEPEST {
            let message =
                format!("the parts give the property `{name}` different types; the last one holds");
            self.finder.degraded(&member.place.pointer(), message);
            return None;
        }
        // Something may refer to this very place, and mean what is written there.
        if self.arena.at(&place.pointer()).is_some() {
            return None;
        }
        known.insert(targets, place.clone());
        self.join_inside(&mut whole.members, place, known);
        let shape = self.build(whole.members);
        Some(self.add_joined(schema, place, shape))
    }

    /// The type of a member that is put together elsewhere, or is about to be.
    fn joined_again(&mut self, schema: &'a Schema, place: &Place<'a>) -> TypeRef {
        let pointer = place.pointer();
        let id = self.arena.at(&pointer).unwrap_or_else(|| {
            let draft = Draft::inline(place, pointer, Shape::Alias(TypeRef::Json));
            self.add(draft, &Facts::of(schema), place)
        });
        with_null(TypeRef::Named(id), schema.schema_data.nullable)
    }

    /// The type of a member that has been put together.
    fn add_joined(&mut self, schema: &'a Schema, place: &Place<'a>, shape: Shape) -> TypeRef {
        let facts = Facts::of(schema);
        let pointer = place.pointer();
        let id = match self.arena.at(&pointer) {
            // Something inside holds it, and has added it.
            Some(id) => {
                if let Some(draft) = self.arena.get_mut(id) {
                    draft.shape = shape;
                }
                self.complete(id, &facts, place);
                id
            }
            None => self.add(Draft::inline(place, pointer, shape), &facts, place),
        };
        with_null(TypeRef::Named(id), schema.schema_data.nullable)
    }

    /// The schema that one comes to through references, and through wholes of a single part.
    pub(super) fn target(&self, schema: SchemaRef<'a>) -> Option<&'a Schema> {
        let mut target = self.references.schema(schema)?.0;
        for _ in 0..DEEPEST {
            let Some((_, part)) = only_part(&Facts::of(target)) else { break };
            target = self.references.schema(part)?.0;
        }
        Some(target)
    }

    /// What several schemas say of one object.
    fn gathered(&mut self, parts: &[(SchemaRef<'a>, Place<'a>)]) -> Whole<'a> {
        let mut whole = Whole::default();
        for (schema, place) in parts {
            self.gather(&mut whole, *schema, place, false);
        }
        whole
    }
}
