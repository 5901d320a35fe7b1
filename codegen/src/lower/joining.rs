//! Members of which several parts of a schema (`allOf`) each tell a part.

use super::{
    composition::Whole,
    facts::{Facts, SchemaRef},
    object::{Member, Members},
    place::Place,
    schema::Schemas,
};
use crate::model::TypeRef;
use std::collections::HashSet;

/// How deep members may be put together inside one another.
const DEEPEST: usize = 64;

impl<'a> Schemas<'a> {
    /// Puts each member together of which several parts say that it is an object, in an object at
    /// a place.
    pub(super) fn join_members(&mut self, members: &mut Members<'a>, place: &Place<'a>) {
        for (name, member) in members.told_in_parts() {
            if let Some(joined) = self.joined(name, member, &place.property(name)) {
                member.joined = Some(joined);
            }
        }
    }

    /// The type of all that is said of a member; nothing where the part that holds says it all.
    fn joined(&mut self, name: &str, member: &Member<'a>, place: &Place<'a>) -> Option<TypeRef> {
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
        // Types with names may hold one another without an end; those that are written here do not.
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
        self.join_members(&mut whole.members, place);
        let shape = self.build(whole.members);
        let schema = self.references.schema(member.schema)?.0;
        Some(self.add_inline(&Facts::of(schema), place, shape))
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
