//! Which way types travel: those of requests are sent, those of responses received, and what a
//! type holds travels with it.

use super::recursion::everywhere;
use crate::model::{Direction, Operation, Shape, TypeDef, TypeRef, UnionVariant};

/// Sets the direction of every type that an operation uses.
pub(super) fn spread<'t>(
    types: &mut [TypeDef],
    operations: impl Iterator<Item = &'t Operation> + Clone,
) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in operations {
        for ty in operation.sent() {
            everywhere(ty, &mut sent);
        }
        for ty in operation.received() {
            everywhere(ty, &mut received);
        }
    }
    let (sent, received) = (reachable(types, sent), reachable(types, received));
    for (def, way) in types.iter_mut().zip(sent.into_iter().zip(received)) {
        def.direction = match way {
            (true, true) => Direction::Both,
            (true, false) => Direction::Sent,
            (false, true) => Direction::Received,
            (false, false) => Direction::Unused,
        };
    }
}

/// Tags that may be absent are filled in only where the union is sent: what was received without
/// one is the same when it is written again, for its variant has a member for the tag that came.
pub(super) fn leave_absent_tags(types: &mut [TypeDef]) {
    for at in 0..types.len() {
        let Some(def) = types.get(at).filter(|def| !def.direction.is_sent()) else { continue };
        let Shape::Union(union) = &def.shape else { continue };
        let Some(tag) = union.tag.as_ref().filter(|tag| tag.may_be_absent) else { continue };
        let keeps = |variant: &UnionVariant| has_member(types, &variant.ty, &tag.wire);
        let keeping: Vec<_> = union.variants.iter().map(keeps).collect();
        if let Some(Shape::Union(union)) = types.get_mut(at).map(|def| &mut def.shape) {
            let variants = union.variants.iter_mut().zip(keeping).filter(|(_, keeps)| *keeps);
            variants.for_each(|(variant, _)| variant.implied = None);
        }
    }
}

/// Whether an object has a member of its own of that name.
fn has_member(types: &[TypeDef], ty: &TypeRef, wire: &str) -> bool {
    match ty {
        TypeRef::Boxed(inner) => has_member(types, inner, wire),
        TypeRef::Named(id) => match types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Struct(object)) => object.fields.iter().any(|field| field.wire == wire),
            _ => false,
        },
        _ => false,
    }
}

/// Which types can be reached from some of them.
fn reachable(types: &[TypeDef], mut pending: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(at) = pending.pop() {
        let Some(seen) = reached.get_mut(at) else { continue };
        if !std::mem::replace(seen, true)
            && let Some(def) = types.get(at)
        {
            def.shape.types().for_each(|ty| everywhere(ty, &mut pending));
        }
    }
    reached
}
