//! What an answer has, and where.

use super::super::arena::Arena;
use crate::{
    json::Pointer,
    model::{Shape, Struct, TypeRef},
};

/// How deep facts about a page may stand in it.
const DEEPEST: usize = 3;

/// The type of an answer.
#[derive(Clone, Copy)]
pub(super) struct Answer<'a> {
    arena: &'a Arena,
    ty: &'a TypeRef,
}

/// A member of an answer, or of what stands beside its items.
pub(super) struct Member<'a> {
    pub(super) pointer: String,
    /// Its name as [`plain`] has it.
    pub(super) name: String,
    /// That of the member that it is in; empty for the outermost.
    pub(super) container: String,
    pub(super) ty: &'a TypeRef,
}

impl<'a> Answer<'a> {
    pub(super) fn new(arena: &'a Arena, ty: &'a TypeRef) -> Self {
        let answer = Self { arena, ty };
        Self { ty: answer.resolve(ty), ..answer }
    }

    /// The type behind boxes, options and other names.
    pub(super) fn resolve(self, ty: &'a TypeRef) -> &'a TypeRef {
        self.arena.resolve(ty).unwrap_or(ty)
    }

    fn structure(self, ty: &TypeRef) -> Option<&'a Struct> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.arena.get(*id)?.shape {
            Shape::Struct(structure) => Some(structure),
            _ => None,
        }
    }

    /// What stands at a place; what is known of nothing may hold anything.
    pub(super) fn at(self, pointer: &str) -> Option<&'a TypeRef> {
        let mut ty = self.ty;
        for step in Pointer::parse(pointer)?.tokens() {
            if *ty == TypeRef::Json {
                return Some(ty);
            }
            let fields = &self.structure(ty)?.fields;
            ty = self.resolve(&fields.iter().find(|field| field.wire == step)?.ty);
        }
        Some(ty)
    }

    /// What the items of a list at a place are.
    pub(super) fn items_at(self, pointer: &str) -> Option<&'a TypeRef> {
        match self.at(pointer)? {
            TypeRef::List(item) => Some(item),
            TypeRef::Json => Some(&TypeRef::Json),
            _ => None,
        }
    }

    /// What stands at a place of an item.
    pub(super) fn of_item(self, item: &'a TypeRef) -> Self {
        Self { ty: self.resolve(item), ..self }
    }

    /// The outermost members, and those of members that `opens` says to look into.
    pub(super) fn members(self, opens: fn(&str) -> bool) -> Vec<Member<'a>> {
        let mut members: Vec<Member<'a>> = Vec::new();
        let mut level = vec![(String::new(), String::new(), self.ty)];
        for _ in 0..DEEPEST {
            let mut inner = Vec::new();
            for (at, container, ty) in level {
                for field in self.structure(ty).iter().flat_map(|structure| &structure.fields) {
                    let pointer = Pointer::parse(&at).unwrap_or_default().join(&field.wire);
                    let pointer = pointer.as_str().to_owned();
                    let (name, ty) = (plain(&field.wire), self.resolve(&field.ty));
                    if opens(&name) {
                        inner.push((pointer.clone(), name.clone(), ty));
                    }
                    members.push(Member { pointer, name, container: container.clone(), ty });
                }
            }
            level = inner;
        }
        members
    }
}

/// A name without its spelling: `totalCount`, `total_count` and `total-count` are one.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
