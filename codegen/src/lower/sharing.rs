//! One type for what is written in several places: inline schemas that come to the same.
//!
//! Documents repeat themselves: `direction` with `asc` and `desc` in each list, a user's members
//! in each of a hundred events. Two types are one when nothing tells them apart in Rust, the
//! documentation of their members included, and when their names end alike, so that `Asc` and
//! `Desc` of an order are not those of a wire.
//!
//! A name must not change because of what another operation says. So a type of the components is
//! never called after an operation, and each operation that shares a type with others keeps the
//! name that it would have without them, as an alias.

use super::{
    arena::{Arena, Draft, NamedBy},
    place::operation,
};
use crate::{
    json::Pointer,
    model::{Docs, Resource, Shape, TypeId},
    name::{Word, Words},
};
use foldhash::{HashMap, HashMapExt, HashSet};
use std::collections::BTreeMap;

/// Makes one type of each set of equal ones.
pub(super) fn share(arena: &mut Arena, resources: &mut [Resource]) {
    let mut target: Vec<TypeId> = (0..arena.len()).map(TypeId).collect();
    let drafts = target.iter().filter_map(|&id| arena.get(id));
    let mut taken = Taken::default();
    for draft in drafts {
        taken.entry(operation(&draft.pointer)).or_default().insert(draft.name.clone());
    }
    for group in groups(arena) {
        settle(&group, arena, &mut target, &mut taken);
    }
    // What leads elsewhere goes, and the others move up.
    let is_kept = |at: usize| target.get(at) == Some(&TypeId(at));
    let mut place: Vec<usize> = Vec::with_capacity(target.len());
    let mut kept = 0;
    for at in 0..target.len() {
        place.push(kept);
        kept += usize::from(is_kept(at));
    }
    let to = |id: TypeId| {
        let id = target.get(id.0).copied().unwrap_or(id);
        place.get(id.0).map_or(id, |&place| TypeId(place))
    };
    arena.keep(is_kept, &to);
    for operation in resources.iter_mut().flat_map(|resource| &mut resource.operations) {
        operation.redirect(&to);
    }
}

/// The names in each operation, and in what belongs to none.
type Taken = HashMap<Option<Pointer>, HashSet<Words>>;

/// All that makes a difference.
#[derive(PartialEq, Eq, Hash)]
struct Content {
    shape: Shape,
    nullable: bool,
    deprecated: bool,
    last_word: Option<Word>,
}

/// The types that are equal, two or more each.
///
/// A type comes after those that are written inside of it, so by the time it is looked at, the
/// first of their kind is known. Those that a reference leads into are the exception, which come
/// first: what holds different ones of them stays apart even where they turn out to be equal.
fn groups(arena: &Arena) -> Vec<Vec<TypeId>> {
    let mut first: Vec<TypeId> = (0..arena.len()).map(TypeId).collect();
    let mut alike: HashMap<Content, Vec<TypeId>> = HashMap::with_capacity(arena.len());
    for id in first.clone() {
        let Some(draft) = arena.get(id).filter(|draft| can_share(draft)) else { continue };
        let mut shape = draft.shape.clone();
        shape.redirect(&|id| first.get(id.0).copied().unwrap_or(id));
        let (nullable, deprecated) = (draft.nullable, draft.deprecated);
        let last_word = draft.name.as_slice().last().cloned();
        let group = alike.entry(Content { shape, nullable, deprecated, last_word }).or_default();
        group.push(id);
        if let (Some(slot), Some(&one)) = (first.get_mut(id.0), group.first()) {
            *slot = one;
        }
    }
    let mut groups: Vec<_> = alike.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    groups
}

/// What has no name of its own, and is more than another name.
fn can_share(draft: &Draft) -> bool {
    draft.named_by == NamedBy::Place && !matches!(draft.shape, Shape::Alias(_) | Shape::Newtype(_))
}

/// Chooses the one that stays, and what becomes of the others.
fn settle(group: &[TypeId], arena: &mut Arena, target: &mut [TypeId], taken: &mut Taken) {
    let mut ranked: Vec<TypeId> = group.to_vec();
    ranked.sort_by_cached_key(|&id| arena.get(id).map(precedence));
    let Some(&chosen) = ranked.first() else { return };
    let is_of_components =
        arena.get(chosen).is_some_and(|draft| operation(&draft.pointer).is_none());
    // The best name within each operation.
    let mut names: HashMap<Option<Pointer>, TypeId> = HashMap::new();
    let mut places: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for id in ranked {
        let owner = arena.get(id).and_then(|draft| operation(&draft.pointer));
        let owner = owner.filter(|_| !is_of_components);
        let name = *names.entry(owner).or_insert(id);
        places.entry(name).or_default().push(id);
        if let Some(slot) = target.get_mut(id.0) {
            *slot = name;
        }
        let Some(docs) = arena.get(id).map(|draft| draft.docs.clone()) else { continue };
        match arena.get_mut(name) {
            Some(draft) if name == id && id != chosen => draft.lead_to(chosen),
            Some(draft) => draft.docs = common(std::mem::take(&mut draft.docs), &docs),
            None => {}
        }
    }
    for (name, places) in places {
        rename(name, &places, arena, taken);
    }
}

/// Calls a type after what its places have in common. Neither those in another operation nor the
/// names there count.
fn rename(id: TypeId, places: &[TypeId], arena: &mut Arena, taken: &mut Taken) {
    let owner_of = |id| arena.get(id).and_then(|draft| operation(&draft.pointer));
    let owner = owner_of(id);
    let own: Vec<TypeId> = places.iter().copied().filter(|&it| owner_of(it) == owner).collect();
    let Some(joint) = joint_name(&own, arena) else { return };
    let has = |owner| taken.get(owner).is_some_and(|names| names.contains(&joint));
    if has(&None) || has(&owner) {
        return;
    }
    if let Some(draft) = arena.get_mut(id) {
        taken.entry(owner).or_default().insert(joint.clone());
        draft.name = joint;
    }
}

/// What the names of an object's members have in common: `card_payments` and `bank_payments` of
/// `capabilities` are `capabilities payments`. Nothing where they are not of one object.
fn joint_name(places: &[TypeId], arena: &Arena) -> Option<Words> {
    let drafts: Vec<&Draft> = places.iter().filter_map(|&id| arena.get(id)).collect();
    let mut objects = drafts.iter().map(|draft| holder(&draft.pointer));
    let object = objects.next()??;
    if !objects.all(|other| other == Some(object)) {
        return None;
    }
    let names: Vec<&Words> = drafts.iter().map(|draft| &draft.name).collect();
    Some(Words::in_common(&names))
}

/// The object that a place is a property of.
fn holder(pointer: &Pointer) -> Option<&str> {
    pointer.as_str().rsplit_once("/properties/").map(|(object, _)| object)
}

/// Who gives a shared type its name: components before operations, short names before long ones.
fn precedence(draft: &Draft) -> (bool, usize, Vec<Word>) {
    let words = draft.name.as_slice();
    let length = words.iter().map(|word| word.len()).sum();
    (operation(&draft.pointer).is_some(), length, words.to_vec())
}

/// What two places say alike of one type.
fn common(docs: Docs, other: &Docs) -> Docs {
    Docs {
        summary: docs.summary.filter(|it| Some(it) == other.summary.as_ref()),
        description: docs.description.filter(|it| Some(it) == other.description.as_ref()),
        notes: if docs.notes == other.notes { docs.notes } else { Vec::new() },
    }
}
