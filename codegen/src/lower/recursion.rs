//! Types that contain themselves: where a `Box` is needed, and where an alias cannot be one.

use crate::model::{Shape, TypeDef, TypeId, TypeRef};

/// Puts a `Box` wherever a type would contain itself, and a type of its own wherever an alias
/// would be defined by itself. Gives the aliases that mean nothing, which become any JSON value.
pub(super) fn break_circles(types: &mut [TypeDef]) -> Vec<TypeId> {
    let empty = break_aliases(types);
    let circle_of = circles(types.len(), |at| {
        let mut targets = Vec::new();
        if let Some(def) = types.get(at) {
            def.shape.types().for_each(|ty| by_value(ty, &mut targets));
        }
        targets
    });
    for (at, def) in types.iter_mut().enumerate() {
        let own = circle_of.get(at).copied().flatten();
        if own.is_some() && !matches!(def.shape, Shape::Alias(_)) {
            let in_circle = |id: TypeId| circle_of.get(id.0).copied().flatten() == own;
            parts_mut(&mut def.shape, &mut |part| put_in_box(part, &in_circle));
        }
    }
    empty
}

/// Makes aliases that are defined by themselves types of their own.
fn break_aliases(types: &mut [TypeDef]) -> Vec<TypeId> {
    let alias_targets = |types: &[TypeDef], at: usize, direct: bool| {
        let mut targets = Vec::new();
        if let Some(Shape::Alias(ty)) = types.get(at).map(|def| &def.shape) {
            if direct { by_value(ty, &mut targets) } else { everywhere(ty, &mut targets) }
        }
        targets.retain(|&id| matches!(types.get(id).map(|def| &def.shape), Some(Shape::Alias(_))));
        targets
    };
    let mut empty = Vec::new();
    let nothing_but_itself = circles(types.len(), |at| alias_targets(types, at, true));
    for (at, circle) in nothing_but_itself.into_iter().enumerate() {
        if let (Some(_), Some(def)) = (circle, types.get_mut(at)) {
            def.shape = Shape::Alias(TypeRef::Json);
            empty.push(TypeId(at));
        }
    }
    let through_lists = circles(types.len(), |at| alias_targets(types, at, false));
    for (def, circle) in types.iter_mut().zip(through_lists) {
        if let (Some(_), Shape::Alias(ty)) = (circle, &def.shape) {
            def.shape = Shape::Newtype(ty.clone());
        }
    }
    empty
}

/// Calls back for each type that may need a box, which the values of a map never do.
fn parts_mut(shape: &mut Shape, each: &mut impl FnMut(&mut TypeRef)) {
    match shape {
        Shape::Struct(object) => object.fields.iter_mut().for_each(|field| each(&mut field.ty)),
        Shape::Union(union) => union.variants.iter_mut().for_each(|variant| each(&mut variant.ty)),
        Shape::Alias(ty) | Shape::Newtype(ty) => each(ty),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {}
    }
}

/// The types that a value of a type has inside itself, not behind a pointer.
fn by_value(ty: &TypeRef, targets: &mut Vec<usize>) {
    match ty {
        TypeRef::Named(id) => targets.push(id.0),
        TypeRef::Nullable(inner) | TypeRef::OrEmpty(inner) => by_value(inner, targets),
        _ => {}
    }
}

/// All types that a type names.
pub(super) fn everywhere(ty: &TypeRef, targets: &mut Vec<usize>) {
    if let TypeRef::Named(id) = ty.innermost() {
        targets.push(id.0);
    }
}

fn put_in_box(ty: &mut TypeRef, in_circle: &impl Fn(TypeId) -> bool) {
    match ty {
        TypeRef::Nullable(inner) => put_in_box(inner, in_circle),
        // The box stands around what may be empty, so that the value goes in without one.
        TypeRef::Named(_) | TypeRef::OrEmpty(_) => {
            let mut targets = Vec::new();
            by_value(ty, &mut targets);
            if targets.into_iter().any(|id| in_circle(TypeId(id))) {
                *ty = TypeRef::Boxed(Box::new(ty.clone()));
            }
        }
        _ => {}
    }
}

/// For each node the circle that it is part of, if any: Tarjan's strongly connected components,
/// without recursion.
fn circles(count: usize, targets: impl Fn(usize) -> Vec<usize>) -> Vec<Option<usize>> {
    let mut search = Search { state: vec![State::default(); count], ..Search::default() };
    for start in 0..count {
        search.visit(start, &targets);
    }
    search.state.iter().map(|state| state.circle).collect()
}

#[derive(Clone, Debug, Default)]
struct State {
    /// When the node was first met, from 1.
    met: usize,
    /// The earliest node that can be reached from it.
    low: usize,
    on_stack: bool,
    circle: Option<usize>,
}

#[derive(Debug, Default)]
struct Search {
    state: Vec<State>,
    stack: Vec<usize>,
    clock: usize,
}

impl Search {
    fn visit(&mut self, start: usize, targets: &impl Fn(usize) -> Vec<usize>) {
        if self.met(start) != 0 {
            return;
        }
        let mut path = vec![(start, self.enter(start, targets))];
        while let Some((node, pending)) = path.last_mut() {
            let node = *node;
            let Some(next) = pending.pop() else {
                path.pop();
                self.leave(node, targets);
                if let Some((parent, _)) = path.last() {
                    self.lower(*parent, self.low(node));
                }
                continue;
            };
            if self.met(next) == 0 {
                let inner = self.enter(next, targets);
                path.push((next, inner));
            } else if self.state.get(next).is_some_and(|state| state.on_stack) {
                self.lower(node, self.met(next));
            }
        }
    }

    fn enter(&mut self, node: usize, targets: &impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
        self.clock += 1;
        self.stack.push(node);
        if let Some(state) = self.state.get_mut(node) {
            *state = State { met: self.clock, low: self.clock, on_stack: true, circle: None };
        }
        let mut next = targets(node);
        next.retain(|&next| next < self.state.len());
        next
    }

    /// Closes a component: a circle, when it has several nodes or one that leads to itself.
    fn leave(&mut self, node: usize, targets: &impl Fn(usize) -> Vec<usize>) {
        if self.low(node) != self.met(node) {
            return;
        }
        let mut members = Vec::new();
        while let Some(member) = self.stack.pop() {
            members.push(member);
            if member == node {
                break;
            }
        }
        let is_circle = members.len() > 1 || targets(node).contains(&node);
        for member in members {
            if let Some(state) = self.state.get_mut(member) {
                state.on_stack = false;
                state.circle = is_circle.then_some(node);
            }
        }
    }

    fn met(&self, node: usize) -> usize {
        self.state.get(node).map_or(0, |state| state.met)
    }

    fn low(&self, node: usize) -> usize {
        self.state.get(node).map_or(0, |state| state.low)
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(state) = self.state.get_mut(node) {
            state.low = state.low.min(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(edges: &[&[usize]]) -> Vec<bool> {
        let found = circles(edges.len(), |at| edges[at].to_vec());
        found.iter().map(Option::is_some).collect()
    }

    #[test]
    fn circles_are_found_and_what_only_leads_to_them_is_not_one() {
        assert_eq!(circles_of(&[&[1], &[2], &[1], &[3], &[]]), [false, true, true, true, false]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let count = 200_000;
        let found = circles(count, |at| vec![(at + 1) % count]);
        assert!(found.iter().all(Option::is_some));
    }
}
