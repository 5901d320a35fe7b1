//! Which parts of a large API can be built alone: the operations on each resource, with the types
//! that they need.

use super::{place::operation, recursion::everywhere};
use crate::{
    json::Pointer,
    model::{Groups, OTHER_MODELS, Operation, Resource, Shape, TypeDef, Users},
    name::{Case, Ident, Words, reserved},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An API with more operations than this has groups: one of this size is checked in about a second,
/// so that in smaller ones there is nothing to gain from a choice.
const LARGE: usize = 100;

/// A type that more groups need is always there: so long a list of features would tell a reader
/// nothing, and hardly a choice of groups would leave the type out. In GitHub's document of 2026 that
/// is 3 % of what operations need.
const MOST: usize = 8;

/// The groups of a large API. Types that other groups need than their file's get files of their own.
pub(super) fn groups(
    module: &Ident,
    types: &mut [TypeDef],
    resources: &[Resource],
) -> Option<Groups> {
    let operations: usize = resources.iter().map(|resource| resource.operations.len()).sum();
    if operations <= LARGE || resources.len() < 2 {
        return None;
    }
    let mut features = features(module, resources);
    let mut reached = reached(types, resources);
    let nobody = |groups: &BTreeSet<usize>| groups.is_empty();
    if reached.iter().any(nobody) {
        let others = reached.iter().enumerate().filter(|(_, groups)| nobody(groups));
        let others = others.map(|(at, _)| at).collect();
        reach(features.len(), others, types, &mut reached);
        features.push(OTHER_MODELS.to_owned());
    }
    let users = |groups: BTreeSet<usize>| match groups.len() {
        count if count > MOST || count == features.len() => Users::Everyone,
        _ => Users::These(groups),
    };
    let users: Vec<_> = reached.into_iter().map(users).collect();
    separate(types, &users);
    Some(Groups { features, users })
}

/// The features of the groups: a module's name, unless the crate has such a feature already. In a
/// crate of several APIs, the API's name comes before it.
fn features(module: &Ident, resources: &[Resource]) -> Vec<String> {
    let names = resources.iter().map(|resource| resource.module.as_str().replace('_', "-"));
    let names: Vec<_> = names.collect();
    let is_reserved = |feature: &String| {
        let prefixed = format!("{module}-{feature}");
        [feature, &prefixed].iter().any(|it| reserved::FEATURES.contains(&it.as_str()))
    };
    let free = |name: &String| {
        let mut feature = name.clone();
        let is_taken = |feature: &String| feature != name && names.contains(feature);
        while is_reserved(&feature) || is_taken(&feature) {
            feature.push_str("-operations");
        }
        feature
    };
    names.iter().map(free).collect()
}

/// Which groups' operations need each type.
fn reached(types: &[TypeDef], resources: &[Resource]) -> Vec<BTreeSet<usize>> {
    let mut reached = vec![BTreeSet::new(); types.len()];
    for (group, resource) in resources.iter().enumerate() {
        for operation in &resource.operations {
            reach(group, needs(operation), types, &mut reached);
        }
    }
    // A name that an operation keeps for a type that it shares, and does not use itself.
    let group_of = owners(resources);
    for (at, def) in types.iter().enumerate() {
        let owner = operation(&def.origin.pointer).and_then(|owner| group_of.get(&owner));
        if let (Some(group), Shape::Alias(_)) = (owner, &def.shape) {
            reach(*group, vec![at], types, &mut reached);
        }
    }
    reached
}

/// The group of each operation, by where it stands.
fn owners(resources: &[Resource]) -> HashMap<Pointer, usize> {
    let groups = resources.iter().enumerate();
    let operations = groups.flat_map(|(group, resource)| {
        resource.operations.iter().map(move |operation| (operation, group))
    });
    operations.map(|(operation, group)| (operation.origin.pointer.clone(), group)).collect()
}

/// The types that an operation names.
fn needs(operation: &Operation) -> Vec<usize> {
    let items = operation.paging.iter().map(|paging| &paging.item);
    let mut found = Vec::new();
    let types = operation.sent().chain(operation.received()).chain(items);
    types.for_each(|ty| everywhere(ty, &mut found));
    found
}

/// Adds a group to types and to what they hold. A type that has more than [`MOST`] gets no others,
/// and neither does what it holds, which has as many: so no type is visited more often.
fn reach(
    group: usize,
    mut pending: Vec<usize>,
    types: &[TypeDef],
    reached: &mut [BTreeSet<usize>],
) {
    while let Some(at) = pending.pop() {
        let (Some(groups), Some(def)) = (reached.get_mut(at), types.get(at)) else { continue };
        if groups.len() <= MOST && groups.insert(group) {
            def.shape.types().for_each(|ty| everywhere(ty, &mut pending));
        }
    }
}

/// Leaves in a file what its first users need, who are the fewest; each of its other types gets a
/// file of its own.
fn separate(types: &mut [TypeDef], users: &[Users]) {
    let mut owners: BTreeMap<Ident, &Users> = BTreeMap::new();
    for (def, users) in types.iter().zip(users) {
        let owner = owners.entry(def.file.clone()).or_insert(users);
        if breadth(users) < breadth(owner) {
            *owner = users;
        }
    }
    let is_guest = |def: &TypeDef, users: &Users| owners.get(&def.file) != Some(&users);
    let mut guests: Vec<_> = types.iter_mut().zip(users).collect();
    guests.retain(|(def, users)| is_guest(def, users));
    // Who gets a file's name must not depend on the order of the document.
    guests.sort_by(|(one, _), (other, _)| one.ident.cmp(&other.ident));
    let mut files: BTreeSet<Ident> = owners.into_keys().collect();
    for (def, _) in guests {
        def.file = free_file(&def.ident, &files);
        files.insert(def.file.clone());
    }
}

/// How many groups need a type, the fewest first, and among as many always the same.
fn breadth(users: &Users) -> (usize, &Users) {
    let count = match users {
        Users::These(groups) => groups.len(),
        Users::Everyone => usize::MAX,
    };
    (count, users)
}

/// A file for one type.
fn free_file(name: &Ident, taken: &BTreeSet<Ident>) -> Ident {
    let mut words = Words::of(name.as_str());
    loop {
        let file = Ident::new(&words, Case::Snake);
        if !taken.contains(&file) && !reserved::FILES.contains(&file.as_str()) {
            return file;
        }
        words = words.then("shared");
    }
}
