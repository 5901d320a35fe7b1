//! Where a schema stands, and what a type that is written there is called.

use crate::{json::Pointer, model::TypeId, name::Words};
use std::{borrow::Cow, rc::Rc};

/// The file that a type goes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// That of another type.
    Of(TypeId),
    /// One of its own, or shared by all that name it so.
    Named(Words),
}

/// A way into a document that knows what to call the types it meets.
///
/// Most schemas never become a type, so a place is only the last step and the way before it:
/// pointer and name are put together when somebody asks.
#[derive(Clone, Debug)]
pub(super) struct Place<'a>(Rc<Inner<'a>>);

#[derive(Debug)]
struct Inner<'a> {
    parent: Option<Place<'a>>,
    step: Step<'a>,
    depth: usize,
    carriage: Carriage,
}

#[derive(Debug)]
enum Step<'a> {
    Root {
        pointer: Pointer,
        name: Words,
        file: File,
    },
    /// The same place by a name that was given to it.
    Named(Words),
    Property(Cow<'a, str>),
    Items,
    Values,
    /// A part of what the place is anyway.
    Part(&'static str, usize),
    /// One of several things that the place may be.
    Alternative(&'static str, usize, Words),
}

/// What carries the values of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carriage {
    /// JSON, or something of its kind.
    Json,
    /// The parts of a multipart body, which can be files.
    Parts,
}

impl<'a> Place<'a> {
    /// A place from which others are reached.
    pub(super) fn root(pointer: Pointer, name: Words, file: File, carriage: Carriage) -> Self {
        let step = Step::Root { pointer, name, file };
        Self(Rc::new(Inner { parent: None, step, depth: 0, carriage }))
    }

    /// The place of something that the schema here inherits from.
    pub(super) fn inherited(&self, pointer: Pointer, name: Words, file: File) -> Self {
        let step = Step::Root { pointer, name, file };
        let (depth, carriage) = (self.0.depth + 1, self.0.carriage);
        Self(Rc::new(Inner { parent: None, step, depth, carriage }))
    }

    fn step(&self, step: Step<'a>, carriage: Carriage) -> Self {
        let depth = self.0.depth + 1;
        Self(Rc::new(Inner { parent: Some(self.clone()), step, depth, carriage }))
    }

    /// The same place, under the name that was given to what stands here, if any was.
    pub(super) fn named(&self, name: Option<Words>) -> Self {
        name.map_or_else(|| self.clone(), |name| self.step(Step::Named(name), self.0.carriage))
    }

    /// A property of the object here.
    pub(super) fn property(&self, name: impl Into<Cow<'a, str>>) -> Self {
        self.step(Step::Property(name.into()), self.0.carriage)
    }

    /// The items of the list here.
    pub(super) fn items(&self) -> Self {
        self.step(Step::Items, self.0.carriage)
    }

    /// The values of the map here.
    pub(super) fn values(&self) -> Self {
        self.step(Step::Values, self.0.carriage)
    }

    /// A part of the whole here.
    pub(super) fn part(&self, keyword: &'static str, index: usize) -> Self {
        self.step(Step::Part(keyword, index), self.0.carriage)
    }

    /// One of the things that may stand here.
    pub(super) fn alternative(&self, keyword: &'static str, index: usize, hint: Words) -> Self {
        self.step(Step::Alternative(keyword, index, hint), self.0.carriage)
    }

    /// The place at the end of a pointer's last steps.
    pub(super) fn follow(self, tokens: &[String]) -> Self {
        let (mut place, mut tokens) = (self, tokens);
        while let [token, rest @ ..] = tokens {
            let (next, left) = match (token.as_str(), rest) {
                ("items", left) => (place.items(), left),
                ("additionalProperties", left) => (place.values(), left),
                ("properties", [name, left @ ..]) => (place.property(name.clone()), left),
                (keyword, [index, left @ ..]) => match (keyword_of(keyword), index.parse()) {
                    (Some(ALL_OF), Ok(index)) => (place.part(ALL_OF, index), left),
                    (Some(keyword), Ok(index)) => (
                        place.alternative(
                            keyword,
                            index,
                            Words::of("variant").then(&index.to_string()),
                        ),
                        left,
                    ),
                    _ => (place.property(token.clone()), rest),
                },
                (_, []) => (place.property(token.clone()), rest),
            };
            (place, tokens) = (next, left);
        }
        place
    }

    /// The place that this is a step from.
    pub(super) fn parent(&self) -> Option<Self> {
        self.0.parent.clone()
    }

    /// How many steps lead here.
    pub(super) fn depth(&self) -> usize {
        self.0.depth
    }

    /// Whether a file can be here, and not only text about it.
    pub(super) fn carries_bytes(&self) -> bool {
        self.0.carriage == Carriage::Parts
            && match &self.0.step {
                Step::Root { .. } => false,
                Step::Items | Step::Alternative(..) => {
                    self.0.parent.as_ref().is_some_and(Self::carries_bytes)
                }
                _ => true,
            }
    }

    /// The property that the value here belongs to.
    pub(super) fn property_name(&self) -> Option<&str> {
        match (&self.0.step, &self.0.parent) {
            (Step::Property(name), _) => Some(name),
            (Step::Root { .. }, _) | (_, None) => None,
            (_, Some(parent)) => parent.property_name(),
        }
    }

    /// The way here from the document's root.
    pub(super) fn pointer(&self) -> Pointer {
        let parent = || self.0.parent.as_ref().map(Self::pointer).unwrap_or_default();
        match &self.0.step {
            Step::Root { pointer, .. } => pointer.clone(),
            Step::Named(_) => parent(),
            Step::Property(name) => parent().join("properties").join(name),
            Step::Items => parent().join("items"),
            Step::Values => parent().join("additionalProperties"),
            Step::Part(keyword, index) | Step::Alternative(keyword, index, _) => {
                parent().join(keyword).item(*index)
            }
        }
    }

    /// What a type that is written here is called.
    pub(super) fn name(&self) -> Words {
        let parent = || self.0.parent.as_ref().map(Self::name).unwrap_or_default();
        match &self.0.step {
            Step::Root { name, .. } | Step::Named(name) => name.clone(),
            Step::Property(name) => parent().then(name),
            Step::Items => self.item_name(&parent()),
            Step::Values => parent().then("value"),
            Step::Part(..) => parent(),
            Step::Alternative(_, _, hint) => parent().join(hint),
        }
    }

    /// `users` is a list of `user`; what has no such name is a list of items.
    fn item_name(&self, list: &Words) -> Words {
        let is_property =
            self.0.parent.as_ref().is_some_and(|list| matches!(list.0.step, Step::Property(_)));
        if is_property && list.is_plural() { list.singular() } else { list.then("item") }
    }

    /// The file that a type that is written here goes to.
    pub(super) fn file(&self) -> File {
        match (&self.0.step, &self.0.parent) {
            (Step::Root { file, .. }, _) => file.clone(),
            (_, Some(parent)) => parent.file(),
            (_, None) => File::Named(Words::none()),
        }
    }
}

/// The keywords whose schemas are numbered.
pub(super) const ALL_OF: &str = "allOf";
pub(super) const ONE_OF: &str = "oneOf";
pub(super) const ANY_OF: &str = "anyOf";

fn keyword_of(token: &str) -> Option<&'static str> {
    [ALL_OF, ONE_OF, ANY_OF].into_iter().find(|keyword| *keyword == token)
}

/// The operation that a place is in: its path and its method.
pub(super) fn operation(pointer: &Pointer) -> Option<Pointer> {
    (pointer.steps().next()? == "paths").then(|| pointer.first(3))
}

/// The name that a place has from its pointer alone: long, and its own.
pub(super) fn spelled_out(pointer: &Pointer) -> Words {
    const STRUCTURE: &[&str] = &[
        "components",
        "schemas",
        "paths",
        "properties",
        "schema",
        "content",
        "allOf",
        "responses",
        "parameters",
        "requestBodies",
    ];
    let tokens = pointer.steps().filter(|token| !STRUCTURE.contains(&token.as_ref()));
    tokens.fold(Words::none(), |words, token| words.then(&token))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> Place<'static> {
        let pointer = Pointer::parse("/components/schemas/Group").unwrap();
        Place::root(pointer, Words::of("Group"), File::Of(TypeId(0)), Carriage::Json)
    }

    #[test]
    fn a_place_knows_its_pointer_and_its_name() {
        let place = root().part("allOf", 1).property("userIDs").items();
        assert_eq!(
            place.pointer().as_str(),
            "/components/schemas/Group/allOf/1/properties/userIDs/items"
        );
        assert_eq!(place.name(), Words::of("group user id"));
        assert_eq!(place.property_name(), Some("userIDs"));
    }

    #[test]
    fn items_without_a_singular_are_items() {
        assert_eq!(root().items().name(), Words::of("group item"));
        assert_eq!(root().property("data").items().name(), Words::of("group data item"));
    }
}
