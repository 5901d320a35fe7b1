//! Schemas become types.

use super::{
    arena::{Arena, Draft, NamedBy},
    client_parameter::Configured,
    component,
    composition::{constrains_only, is_composed},
    docs,
    extension::{self, Rust},
    facts::{Facts, Kind, SchemaRef},
    finding::Finder,
    inheritance::Heirs,
    nullability::{says_null, with_null, without_null},
    object::MOST_MEMBERS,
    place::{Carriage, File, Place, spelled_out},
    reference::{Nested, References, component_name},
};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{Shape, TypeId, TypeRef},
    name::Words,
};
use openapiv3::{AdditionalProperties, OpenAPI, Schema};
use std::collections::{HashMap, HashSet};

/// How deep schemas may be written inside one another.
pub(super) const DEEPEST: usize = 64;

/// The schemas of a document on their way to types.
pub(super) struct Schemas<'a> {
    pub(super) references: References<'a>,
    pub(super) finder: Finder<'a>,
    pub(super) arena: Arena,
    pub(super) heirs: Heirs<'a>,
    /// The parameters with a variable beside them.
    pub(super) configured: Vec<Configured>,
    /// The schemas that multipart bodies have.
    parts: HashSet<Pointer>,
    /// What the components are called.
    pub(super) names: HashMap<&'a str, Words>,
    /// Types that are known by name and not yet lowered.
    pending: Vec<(TypeId, SchemaRef<'a>, Place<'a>)>,
    /// Which references lead to a schema that allows `null`.
    pub(super) nullability: HashMap<Pointer, bool>,
    /// The inline schemas that are being lowered: what inherits the object around it meets itself.
    open: HashSet<Pointer>,
    /// The inline schemas that `x-rust` gave a type's name: equal ones of one name are one type.
    explicit: HashMap<Words, Vec<(&'a Schema, TypeId)>>,
    /// How many more members objects may have.
    pub(super) members_left: usize,
    /// Whether they would have had more, and that was said.
    pub(super) too_large: bool,
}

/// What a schema is in Rust.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) form: Form,
    /// Whether `null` is also allowed.
    pub(super) nullable: bool,
}

/// What a schema is in Rust, `null` aside.
#[derive(Debug)]
pub(super) enum Form {
    /// A type that there is already.
    Known(TypeRef),
    /// A type that needs a name.
    New(Shape),
}

impl Lowered {
    /// A type that there is already.
    pub(super) fn known(ty: TypeRef) -> Self {
        let (ty, nullable) = without_null(ty);
        Self { form: Form::Known(ty), nullable }
    }

    /// A type that needs a name.
    pub(super) fn new(shape: Shape) -> Self {
        Self { form: Form::New(shape), nullable: false }
    }

    /// The same, and perhaps `null`.
    pub(super) fn or_null(self, nullable: bool) -> Self {
        Self { nullable: self.nullable || nullable, ..self }
    }
}

impl<'a> Schemas<'a> {
    /// Begins with the components: each will be a type.
    pub(super) fn new(
        openapi: &'a OpenAPI,
        nested: &'a Nested<'a>,
        finder: Finder<'a>,
        parts: HashSet<Pointer>,
    ) -> Self {
        let references = References::new(openapi, nested);
        let components = || openapi.components.iter().flat_map(|components| &components.schemas);
        let mut schemas = Self {
            references,
            finder,
            arena: Arena::default(),
            heirs: Heirs::of(openapi, references),
            configured: Vec::new(),
            parts,
            names: component::names(components().map(|(name, _)| name.as_str())),
            pending: Vec::new(),
            nullability: HashMap::new(),
            open: HashSet::new(),
            explicit: HashMap::new(),
            members_left: MOST_MEMBERS,
            too_large: false,
        };
        for (name, schema) in components() {
            let pointer = Pointer::of(["components", "schemas", name]);
            schemas.reserve(pointer, SchemaRef::from(schema));
        }
        // The queue is worked off from its end.
        schemas.pending.reverse();
        schemas.lower_pending();
        schemas
    }

    /// Makes a type known by its pointer, to be lowered later.
    fn reserve(&mut self, pointer: Pointer, schema: SchemaRef<'a>) -> TypeId {
        let component = component_name(&pointer, "schemas");
        let carriage = if self.parts.contains(&pointer) { Carriage::Parts } else { Carriage::Json };
        let place = match &component {
            Some(name) => {
                let file = File::Of(TypeId(self.arena.len()));
                Place::root(pointer.clone(), self.words_of(name), file, carriage)
            }
            None => self.nested_place(&pointer, carriage),
        };
        let nullable = self.allows_null(schema, 0);
        let named_by = if component.is_some() { NamedBy::Component } else { NamedBy::Place };
        let shape = Shape::Alias(TypeRef::Json);
        let draft = Draft {
            named_by,
            wire: component.unwrap_or_default(),
            nullable,
            ..Draft::inline(&place, pointer, shape)
        };
        let id = self.arena.add(draft);
        self.pending.push((id, schema, place));
        id
    }

    /// A place inside a component or an operation that something refers to.
    fn nested_place(&self, pointer: &Pointer, carriage: Carriage) -> Place<'a> {
        let tokens: Vec<String> = pointer.tokens().collect();
        if let [components, section, name, rest @ ..] = tokens.as_slice()
            && components == "components"
        {
            let root = Pointer::of([components, section, name]);
            let file =
                self.arena.at(&root).map_or_else(|| File::Named(Words::of(section)), File::Of);
            return Place::root(root, self.words_of(name), file, carriage).follow(rest);
        }
        let name = if tokens.is_empty() { Words::of("document") } else { spelled_out(pointer) };
        Place::root(pointer.clone(), name, File::Named(Words::of("shared")), carriage)
    }

    /// Lowers every type that is known by name only.
    pub(super) fn lower_pending(&mut self) {
        while let Some((id, schema, place)) = self.pending.pop() {
            let lowered = match schema {
                SchemaRef::Reference(reference) => {
                    Lowered::known(self.referenced(reference, &place))
                }
                SchemaRef::Inline(schema) => self.lower_named(schema, &place),
            };
            let shape = match lowered.form {
                Form::Known(ty) => Shape::Alias(ty),
                Form::New(shape) => shape,
            };
            if let Some(draft) = self.arena.get_mut(id) {
                draft.shape = shape;
            }
            if let SchemaRef::Inline(schema) = schema {
                self.complete(id, &Facts::of(schema), &place);
            }
        }
    }

    /// A component may be what others inherit from.
    fn lower_named(&mut self, schema: &'a Schema, place: &Place<'a>) -> Lowered {
        let place = &place.named(Self::type_name(&Facts::of(schema)));
        match self.polymorphic(schema, place) {
            Some(lowered) => lowered,
            None => self.lower(schema, place),
        }
    }

    /// Puts on a type what is said of it beside its shape.
    pub(super) fn complete(&mut self, id: TypeId, facts: &Facts<'a>, place: &Place<'a>) {
        self.describe(id, facts);
        let rust = self.rust(&facts.data.extensions, || place.pointer());
        if let (Some(draft), Some(name)) = (self.arena.get_mut(id), rust.type_name) {
            draft.name = Words::of(&name);
            draft.wire = name;
            draft.named_by = NamedBy::Extension;
        }
    }

    /// Puts on a type what a schema says of its meaning.
    pub(super) fn describe(&mut self, id: TypeId, facts: &Facts<'a>) {
        let Some(draft) = self.arena.get_mut(id) else { return };
        draft.docs = match draft.shape {
            Shape::Alias(_) | Shape::Newtype(_) => docs::of_value(facts),
            _ => docs::of_type(facts),
        };
        if draft.docs.summary.is_none() && draft.docs.description.is_none() {
            draft.docs.description = Some(docs::of_place(&draft.pointer));
        }
        draft.deprecated = facts.data.deprecated;
    }

    /// What `x-rust` calls a type; `complete` reports what cannot be understood.
    fn type_name(facts: &Facts<'a>) -> Option<Words> {
        let rust = extension::rust(&facts.data.extensions).ok()?;
        rust.type_name.as_deref().map(Words::of)
    }

    /// What `x-rust` says at a place.
    pub(super) fn rust(
        &mut self,
        extensions: &extension::Extensions,
        place: impl Fn() -> Pointer,
    ) -> Rust {
        extension::rust(extensions).unwrap_or_else(|message| {
            let help = "beside a schema it is an object that may have `type` and `name`";
            self.finder.report(Code::InvalidExtension, &place(), message, help);
            Rust::default()
        })
    }

    /// The type of a schema where it is used.
    pub(super) fn type_of(&mut self, schema: SchemaRef<'a>, place: &Place<'a>) -> TypeRef {
        match schema {
            SchemaRef::Reference(reference) => self.referenced(reference, place),
            SchemaRef::Inline(schema) => self.inline(schema, place),
        }
    }

    /// The type that a reference leads to.
    fn referenced(&mut self, reference: &'a str, place: &Place<'a>) -> TypeRef {
        let Some(pointer) = Pointer::parse(reference) else {
            return self.missing(reference, place);
        };
        if place.carries_bytes()
            && self.is_string_of(Some(SchemaRef::Reference(reference)), "binary")
        {
            return TypeRef::Bytes;
        }
        let id = match self.arena.at(&pointer) {
            Some(id) => id,
            None => match self.references.schema_at(&pointer) {
                Some(schema) => self.reserve(pointer, schema),
                None => return self.missing(reference, place),
            },
        };
        self.named(id)
    }

    /// A reference that leads nowhere: all that is known is that there is a value.
    fn missing(&mut self, reference: &str, place: &Place<'a>) -> TypeRef {
        let message = format!("nothing stands at `{reference}`, so this is any JSON value");
        self.finder.degraded(&place.pointer(), message);
        TypeRef::Json
    }

    /// A type by its name, and `null` where the type's own schema allows it.
    fn named(&self, id: TypeId) -> TypeRef {
        let nullable = self.arena.get(id).is_some_and(|draft| draft.nullable);
        with_null(TypeRef::Named(id), nullable)
    }

    /// The type of a schema that is written where it is used.
    fn inline(&mut self, schema: &'a Schema, place: &Place<'a>) -> TypeRef {
        let facts = Facts::of(schema);
        if facts.is_leaf() {
            let lowered = self.leaf(&facts, place);
            return with_null(lowered, facts.data.nullable || facts.is_null());
        }
        let pointer = place.pointer();
        if let Some(id) = self.arena.at(&pointer) {
            return self.named(id);
        }
        if place.depth() > DEEPEST {
            self.finder.degraded(
                &pointer,
                format!(
                    "more than {DEEPEST} schemas inside one another; this one is any JSON value"
                ),
            );
            return TypeRef::Json;
        }
        let given = Self::type_name(&facts);
        let namesakes =
            given.as_ref().and_then(|name| self.explicit.get(name)).into_iter().flatten();
        if let Some((_, id)) = namesakes.into_iter().find(|(it, _)| is_alike(it, schema)) {
            return self.named(*id);
        }
        if !self.open.insert(pointer.clone()) {
            let id = self.reserve(pointer, SchemaRef::Inline(schema));
            return self.named(id);
        }
        let place = &place.named(given.clone());
        let lowered = self.lower(schema, place);
        self.open.remove(&pointer);
        let shape = match lowered.form {
            Form::Known(ty) => return with_null(ty, lowered.nullable),
            Form::New(shape) => shape,
        };
        // Something inside may have referred to this very place.
        if let Some(id) = self.arena.at(&pointer) {
            return self.named(id);
        }
        let nullable = lowered.nullable;
        let draft = Draft { nullable, ..Draft::inline(place, pointer, shape) };
        let id = self.add(draft, &facts, place);
        if let Some(name) = given {
            self.explicit.entry(name).or_default().push((schema, id));
        }
        self.named(id)
    }

    /// Adds a type, with what a schema says of it beside its shape.
    pub(super) fn add(&mut self, draft: Draft, facts: &Facts<'a>, place: &Place<'a>) -> TypeId {
        let id = self.arena.add(draft);
        self.complete(id, facts, place);
        id
    }

    /// What a schema is in Rust.
    pub(super) fn lower(&mut self, schema: &'a Schema, place: &Place<'a>) -> Lowered {
        let facts = Facts::of(schema);
        let lowered = if is_composed(&facts) {
            self.composed(schema, &facts, place)
        } else if facts.is_plain() || constrains_only(&facts) {
            self.plain(&facts, place)
        } else {
            self.union(&facts, place)
        };
        lowered.or_null(says_null(&facts))
    }

    /// A schema that is not made of others.
    fn plain(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> Lowered {
        if !facts.literals.is_empty() {
            return self.enumeration(facts, place);
        }
        match facts.kind() {
            Some(Kind::Object) => self.object(facts, place),
            Some(Kind::Array) => {
                let item =
                    facts.items.map_or(TypeRef::Json, |items| self.type_of(items, &place.items()));
                Lowered::known(TypeRef::List(Box::new(item)))
            }
            _ => Lowered::known(self.leaf(facts, place)).or_null(facts.is_null()),
        }
    }

    /// An object: known members, or a map.
    fn object(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> Lowered {
        let closed = matches!(facts.additional, Some(AdditionalProperties::Any(false)));
        if facts.properties.is_some() || closed {
            return self.structure(facts, place);
        }
        let value = self.additional(facts.additional, place).unwrap_or(TypeRef::Json);
        Lowered::known(TypeRef::Map(Box::new(value)))
    }

    /// The type of the members that have no name, where there may be some and the document says so.
    pub(super) fn additional(
        &mut self,
        additional: Option<&'a AdditionalProperties>,
        place: &Place<'a>,
    ) -> Option<TypeRef> {
        match additional? {
            AdditionalProperties::Any(true) => Some(TypeRef::Json),
            AdditionalProperties::Any(false) => None,
            AdditionalProperties::Schema(schema) => {
                Some(self.type_of(SchemaRef::from(&**schema), &place.values()))
            }
        }
    }
}

/// Whether two schemas differ in what is said of their use at most.
fn is_alike(one: &Schema, other: &Schema) -> bool {
    let without_description = |schema: &Schema| {
        let mut schema = schema.clone();
        schema.schema_data.description = None;
        schema
    };
    without_description(one) == without_description(other)
}
