//! Which way types travel: those of requests are sent, those of responses received, and what a
//! type holds travels with it.

use super::recursion::{everywhere, parts};
use crate::model::{Body, Direction, Operation, Output, Payload, TypeDef, TypeRef};

/// Sets the direction of every type that an operation uses.
pub(super) fn spread<'t>(
    types: &mut [TypeDef],
    operations: impl Iterator<Item = &'t Operation> + Clone,
) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in operations {
        for ty in questions(operation) {
            everywhere(ty, &mut sent);
        }
        for ty in answers(operation) {
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

/// What requests carry.
pub(super) fn questions(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let parameters = operation.required.iter().chain(&operation.optional);
    let bodies = operation.body.iter().flat_map(Body::payloads);
    parameters.map(|parameter| &parameter.ty).chain(bodies.filter_map(Payload::ty))
}

/// What responses carry.
pub(super) fn answers(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let (one, several) = match &operation.output {
        Output::Empty => (None, [].as_slice()),
        Output::One(payload) => (Some(payload), [].as_slice()),
        Output::Several { variants, .. } => (None, variants.as_slice()),
    };
    let variants = several.iter().chain(&operation.errors);
    let headers = operation.headers.iter().map(|header| &header.ty);
    one.into_iter()
        .chain(&operation.events)
        .chain(variants.filter_map(|variant| variant.payload.as_ref()))
        .filter_map(Payload::ty)
        .chain(headers)
}

/// Which types can be reached from some of them.
fn reachable(types: &[TypeDef], mut pending: Vec<usize>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(at) = pending.pop() {
        let Some(seen) = reached.get_mut(at) else { continue };
        if !std::mem::replace(seen, true)
            && let Some(def) = types.get(at)
        {
            parts(&def.shape, &mut |part| everywhere(part, &mut pending));
        }
    }
    reached
}
