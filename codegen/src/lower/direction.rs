//! Which way types travel: those of requests are sent, those of responses received, and what a
//! type holds travels with it.

use super::recursion::everywhere;
use crate::model::{Direction, Operation, TypeDef};

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
