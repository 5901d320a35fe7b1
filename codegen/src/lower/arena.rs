//! The types found so far, and how they get their names once all are known.

use super::{
    finding::Finder,
    place::{File, Place, spelled_out},
};
use crate::{
    json::Pointer,
    model::{Direction, Docs, Shape, TypeDef, TypeId, TypeRef},
    name::{Case, Claim, Ident, Rank, Scope, Words, reserved},
};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Where a type has its name from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedBy {
    /// The document's `x-rust`.
    Extension,
    /// A component.
    Component,
    /// The place inside something else where it is written.
    Place,
}

/// A type without its final name.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) named_by: NamedBy,
    /// The name in the document; empty for what has none.
    pub(super) wire: String,
    pub(super) name: Words,
    pub(super) file: File,
    pub(super) docs: Docs,
    pub(super) deprecated: bool,
    pub(super) nullable: bool,
    pub(super) shape: Shape,
    /// What it was before it became another name of a shared type, if it did: names are made of
    /// that, as they would be without the others.
    pub(super) original: Option<&'static str>,
    pub(super) pointer: Pointer,
}

/// The types found so far.
#[derive(Debug, Default)]
pub(super) struct Arena {
    drafts: Vec<Draft>,
    by_pointer: HashMap<Pointer, TypeId>,
}

impl Arena {
    /// Adds a type.
    pub(super) fn add(&mut self, draft: Draft) -> TypeId {
        let id = TypeId(self.drafts.len());
        self.by_pointer.insert(draft.pointer.clone(), id);
        self.drafts.push(draft);
        id
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.drafts.len()
    }

    /// The type that stands at a place.
    pub(super) fn at(&self, pointer: &Pointer) -> Option<TypeId> {
        self.by_pointer.get(pointer).copied()
    }

    /// A type.
    pub(super) fn get(&self, id: TypeId) -> Option<&Draft> {
        self.drafts.get(id.0)
    }

    /// The type behind boxes, options and other names; nothing where those have no end.
    pub(super) fn resolve<'t>(&'t self, ty: &'t TypeRef) -> Option<&'t TypeRef> {
        ty.follow(|ty| match ty {
            TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => Some(inner),
            TypeRef::Named(id) => match &self.get(*id)?.shape {
                Shape::Alias(inner) | Shape::Newtype(inner) => Some(inner),
                _ => None,
            },
            _ => None,
        })
    }

    /// A type, to complete it.
    pub(super) fn get_mut(&mut self, id: TypeId) -> Option<&mut Draft> {
        self.drafts.get_mut(id.0)
    }

    /// Keeps some of the types, and leads what refers to any to where `to` says.
    pub(super) fn keep(&mut self, is_kept: impl Fn(usize) -> bool, to: &impl Fn(TypeId) -> TypeId) {
        let mut place = 0..;
        self.drafts.retain(|_| place.next().is_some_and(&is_kept));
        for draft in &mut self.drafts {
            draft.shape.redirect(to);
            if let File::Of(id) = &mut draft.file {
                *id = to(*id);
            }
        }
        self.by_pointer.clear();
    }

    /// Gives every type its name and its file.
    pub(super) fn finish(self, finder: &mut Finder<'_>) -> Vec<TypeDef> {
        let mut scope = Scope::new(Case::Pascal);
        for draft in &self.drafts {
            scope.claim(draft.claim(reserved::TYPES));
        }
        let further = |at: usize| self.drafts.get(at).map(Draft::further_names);
        let resolved = scope.resolve_with(further);
        let pointers: Vec<&Pointer> = self.drafts.iter().map(|draft| &draft.pointer).collect();
        finder.collisions(&resolved, "type", |at| pointers.get(at).map(|&pointer| pointer.clone()));
        let files = self.files();
        let names = resolved.idents.into_iter().zip(self.drafts);
        names
            .map(|(ident, draft)| TypeDef {
                file: files.get(&draft.file).cloned().unwrap_or_else(|| ident.clone()),
                ident,
                docs: draft.docs,
                deprecated: draft.deprecated,
                direction: Direction::Unused,
                shape: draft.shape,
                origin: finder.origin(draft.pointer),
            })
            .collect()
    }

    /// The name of each file.
    fn files(&self) -> BTreeMap<File, Ident> {
        let mut scope = Scope::new(Case::Snake);
        let mut claimed = BTreeMap::new();
        let mut owners = Vec::new();
        for draft in &self.drafts {
            claimed.entry(draft.file.clone()).or_insert_with(|| {
                let (owner, claim) = match &draft.file {
                    File::Of(id) => {
                        let owner = self.get(*id).unwrap_or(draft);
                        (Some(owner), owner.claim(reserved::FILES))
                    }
                    File::Named(words) => {
                        let claim = Claim {
                            rank: Rank::Last,
                            names: vec![words.clone(), words.then("operations")],
                            reserved: reserved::FILES,
                            ..Claim::default()
                        };
                        (None, claim)
                    }
                };
                owners.push(owner);
                scope.claim(claim)
            });
        }
        let further = |at: usize| owners.get(at).copied().flatten().map(Draft::further_names);
        let idents = scope.resolve_with(further).idents;
        claimed.into_iter().filter_map(|(file, at)| Some((file, idents.get(at)?.clone()))).collect()
    }
}

impl Draft {
    /// A type that is written inside something else.
    pub(super) fn inline(place: &Place<'_>, pointer: Pointer, shape: Shape) -> Self {
        Self {
            named_by: NamedBy::Place,
            wire: String::new(),
            name: place.name(),
            file: place.file(),
            docs: Docs::default(),
            deprecated: false,
            nullable: false,
            shape,
            original: None,
            pointer,
        }
    }

    /// Makes it another name of a type.
    pub(super) fn lead_to(&mut self, id: TypeId) {
        self.original = Some(noun(&self.shape));
        self.shape = Shape::Alias(TypeRef::Named(id));
    }

    fn claim(&self, reserved: &'static [&'static str]) -> Claim {
        Claim {
            rank: match self.named_by {
                NamedBy::Extension => Rank::Given,
                NamedBy::Component => Rank::Usual,
                NamedBy::Place => Rank::Extra,
            },
            wire: self.wire.clone(),
            place: self.pointer.to_string(),
            names: vec![self.name.clone()],
            reserved,
        }
    }

    /// What to call it where others have its name.
    fn further_names(&self) -> Vec<Words> {
        let noun = self.original.unwrap_or_else(|| noun(&self.shape));
        let whole = if self.named_by == NamedBy::Place {
            spelled_out(&self.pointer)
        } else {
            Words::spelled(&self.wire)
        };
        vec![self.name.then(noun), whole]
    }
}

/// What to call a type that shares its name with another.
fn noun(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "model",
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => "enum",
        Shape::Union(_) => "union",
        Shape::Alias(_) | Shape::Newtype(_) => "value",
    }
}
