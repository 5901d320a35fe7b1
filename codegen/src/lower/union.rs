//! One of several things (`oneOf`, `anyOf`).

use super::{
    arena::Draft,
    facts::{Facts, Kind, Literal, SchemaRef},
    nullability::without_null,
    or_empty::drop_empty_text,
    place::{ANY_OF, ONE_OF, Place},
    schema::{Lowered, Schemas},
};
use crate::{
    json::Pointer,
    model::{Docs, Shape, Tag, TagValue, TypeRef, Union, UnionVariant},
    name::{Case, Claim, Scope, Words, reserved},
};
use std::collections::{HashMap, HashSet};

/// One of the things that a value may be.
pub(super) struct Alternative<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) keyword: &'static str,
    pub(super) index: usize,
    pub(super) tags: Vec<TagValue>,
    pub(super) implied: Option<TagValue>,
}

/// A variant without its name.
pub(super) struct Variant {
    pub(super) name: Words,
    /// The name in the document of the type that it is; empty for what has none.
    pub(super) wire: String,
    pub(super) ty: TypeRef,
    pub(super) tags: Vec<TagValue>,
    pub(super) implied: Option<TagValue>,
}

impl<'a> Schemas<'a> {
    /// A schema with alternatives.
    pub(super) fn union(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> Lowered {
        let (mut alternatives, nullable) = alternatives(facts);
        self.drop_open(&mut alternatives);
        let listed = self.listed_alternatives(&alternatives);
        if let Some(lowered) = listed.and_then(|it| self.listed_enum(&it, place)) {
            return lowered.or_null(nullable);
        }
        if drop_empty_text(&mut alternatives) {
            return self.or_empty(facts, alternatives, place).or_null(nullable);
        }
        self.one_of(facts, alternatives, place).or_null(nullable)
    }

    /// One of several things, none of which is `null`.
    pub(super) fn one_of(
        &mut self,
        facts: &Facts<'a>,
        mut alternatives: Vec<Alternative<'a>>,
        place: &Place<'a>,
    ) -> Lowered {
        if let [only] = alternatives.as_slice() {
            let part = place.part(only.keyword, only.index);
            return match only.schema {
                SchemaRef::Inline(schema) => self.lower(schema, &part),
                schema @ SchemaRef::Reference(_) => Lowered::known(self.type_of(schema, &part)),
            };
        }
        if alternatives.is_empty() {
            return Lowered::known(TypeRef::Json);
        }
        let tag = self.find_tag(facts, &mut alternatives, place);
        let (variants, nullable) = self.variants(alternatives, |schemas, it, hint| {
            schemas.type_of(it.schema, &place.alternative(it.keyword, it.index, hint))
        });
        if let [only] = variants.as_slice() {
            return Lowered::known(only.ty.clone()).or_null(nullable);
        }
        Lowered::new(Shape::Union(self.name_variants(tag, variants, place))).or_null(nullable)
    }

    /// `string` beside a list of strings, `integer` beside one of integers: the list is open anyway.
    fn drop_open(&mut self, alternatives: &mut Vec<Alternative<'a>>) {
        let lists = |list: fn(&Facts<'a>) -> bool| {
            let schemas = alternatives.iter().filter_map(|it| self.references.schema(it.schema));
            schemas.into_iter().any(|(schema, _)| list(&Facts::of(schema)))
        };
        let strings = lists(|facts| facts.strings().is_some_and(|strings| strings != [""]));
        let integers = lists(lists_integers);
        let is_open = |alternative: &Alternative<'a>| match alternative.schema {
            SchemaRef::Inline(schema) => {
                let facts = Facts::of(schema);
                facts.is_leaf()
                    && match facts.kind {
                        Some(Kind::String) => strings && facts.format.is_none(),
                        // What an enumeration does not know it keeps as an `i64`.
                        Some(Kind::Integer) => integers && facts.format != Some("uint64"),
                        _ => false,
                    }
            }
            SchemaRef::Reference(_) => false,
        };
        alternatives.retain(|alternative| !is_open(alternative));
    }

    /// The types of the alternatives, each once, and whether one of them may be `null`.
    pub(super) fn variants(
        &mut self,
        alternatives: Vec<Alternative<'a>>,
        type_of: impl Fn(&mut Self, &Alternative<'a>, Words) -> TypeRef,
    ) -> (Vec<Variant>, bool) {
        let mut variants: Vec<Variant> = Vec::new();
        let mut seen = HashSet::new();
        let mut nullable = false;
        for (hint, alternative) in with_hints(alternatives) {
            let (ty, null) = without_null(type_of(self, &alternative, hint.clone()));
            nullable |= null;
            if !seen.insert((ty.clone(), alternative.tags.clone())) {
                continue;
            }
            let (name, wire) = match self.own_draft(&ty, alternative.schema) {
                Some(draft) => (draft.name.clone(), draft.wire.clone()),
                None => (hint, String::new()),
            };
            let Alternative { tags, implied, .. } = alternative;
            variants.push(Variant { name, wire, ty, tags, implied });
        }
        (variants, nullable)
    }

    /// The type that an alternative refers to, when that is the variant's.
    fn own_draft(&self, ty: &TypeRef, schema: SchemaRef<'a>) -> Option<&Draft> {
        let (TypeRef::Named(id), SchemaRef::Reference(reference)) = (ty, schema) else {
            return None;
        };
        self.arena
            .get(*id)
            .filter(|_| Pointer::parse(reference).and_then(|it| self.arena.at(&it)) == Some(*id))
    }

    /// Gives the variants of a union their names.
    pub(super) fn name_variants(
        &mut self,
        tag: Option<Tag>,
        variants: Vec<Variant>,
        place: &Place<'a>,
    ) -> Union {
        let mut scope = Scope::new(Case::Pascal);
        for (index, variant) in variants.iter().enumerate() {
            let number = (index + 1).to_string();
            scope.claim(Claim {
                wire: variant.wire.clone(),
                place: format!("{index:06}"),
                names: vec![variant.name.clone(), variant.name.then(&number)],
                reserved: reserved::VARIANTS,
                ..Claim::default()
            });
        }
        let resolved = scope.resolve();
        self.finder.collisions(&resolved, "variant", |_| Some(place.pointer()));
        let variants = resolved.idents.into_iter().zip(variants).map(|(ident, variant)| {
            let Variant { ty, tags, implied, .. } = variant;
            UnionVariant { ident, ty, tags, implied, docs: Docs::default() }
        });
        Union { tag, variants: variants.collect() }
    }

    /// A property of an object, inherited ones included: the last part that has it holds, as in
    /// the structure.
    pub(super) fn property(&self, schema: SchemaRef<'a>, name: &str) -> Option<SchemaRef<'a>> {
        let lineage = self.lineage(schema);
        lineage.into_iter().find_map(|facts| facts.properties?.get(name).map(SchemaRef::from))
    }

    /// A schema and all that it inherits from within reason, each once, what holds first.
    pub(super) fn lineage(&self, schema: SchemaRef<'a>) -> Vec<Facts<'a>> {
        const MOST: usize = 64;
        let mut pending = vec![schema];
        let mut seen = HashSet::new();
        let mut lineage = Vec::new();
        while let Some(next) = pending.pop().filter(|_| lineage.len() < MOST) {
            let Some((schema, _)) = self.references.schema(next) else { continue };
            if seen.insert(std::ptr::from_ref(schema)) {
                let facts = Facts::of(schema);
                pending.extend(facts.all_of.iter().map(SchemaRef::from));
                lineage.push(facts);
            }
        }
        lineage
    }
}

/// The name of what is referred to.
pub(super) fn referenced_name(schema: SchemaRef<'_>) -> Option<String> {
    match schema {
        SchemaRef::Reference(reference) => Pointer::parse(reference)?.tokens().last(),
        SchemaRef::Inline(_) => None,
    }
}

/// The alternatives that say something and are not `null`, and whether one was.
fn alternatives<'a>(facts: &Facts<'a>) -> (Vec<Alternative<'a>>, bool) {
    let mut found = Vec::new();
    let mut nullable = false;
    for (keyword, list) in [(ONE_OF, facts.one_of), (ANY_OF, facts.any_of)] {
        for (index, schema) in list.iter().enumerate() {
            let schema = SchemaRef::from(schema);
            let is_null = match schema {
                SchemaRef::Inline(schema) => Facts::of(schema).is_null(),
                SchemaRef::Reference(_) => false,
            };
            nullable |= is_null;
            if !is_null {
                found.push(Alternative { schema, keyword, index, tags: Vec::new(), implied: None });
            }
        }
    }
    (found, nullable)
}

/// Whether a schema lists integers, and is no string.
fn lists_integers(facts: &Facts<'_>) -> bool {
    let is_integer = |it: &Literal<'_>| matches!(it, Literal::Integer(_) | Literal::Null);
    facts.kind != Some(Kind::String)
        && !facts.is_null()
        && !facts.literals.is_empty()
        && facts.literals.iter().all(is_integer)
}

/// What types that are written as alternatives are called. Where several would be the same, each
/// is called after a property that none of the others has, or has a number.
fn with_hints(alternatives: Vec<Alternative<'_>>) -> Vec<(Words, Alternative<'_>)> {
    let hints: Vec<Words> = alternatives.iter().map(hint).collect();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for name in alternatives.iter().flat_map(|alternative| own_properties(alternative.schema)) {
        *owners.entry(name).or_default() += 1;
    }
    let mut counts: HashMap<&Words, usize> = HashMap::new();
    for hint in &hints {
        *counts.entry(hint).or_default() += 1;
    }
    let telling = |alternative: &Alternative<'_>| {
        let properties = own_properties(alternative.schema);
        properties.into_iter().find(|name| owners.get(name) == Some(&1)).map(Words::of)
    };
    let hints: Vec<Words> = hints
        .iter()
        .zip(&alternatives)
        .map(|(hint, alternative)| {
            if counts.get(hint) <= Some(&1) {
                return hint.clone();
            }
            telling(alternative).unwrap_or_else(|| hint.then(&(alternative.index + 1).to_string()))
        })
        .collect();
    hints.into_iter().zip(alternatives).collect()
}

/// The names of the properties that are written in a schema itself, the required ones first.
fn own_properties(schema: SchemaRef<'_>) -> Vec<&str> {
    let SchemaRef::Inline(schema) = schema else { return Vec::new() };
    let facts = Facts::of(schema);
    let mut names: Vec<&str> =
        facts.properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let required: HashSet<&str> = facts.required.iter().map(String::as_str).collect();
    names.sort_by_key(|name| !required.contains(name));
    names
}

/// What a type that is written as an alternative is called.
fn hint(alternative: &Alternative<'_>) -> Words {
    let SchemaRef::Inline(schema) = alternative.schema else {
        let number = || Words::of("variant").then(&(alternative.index + 1).to_string());
        let name = referenced_name(alternative.schema).map(|name| Words::of(&name));
        return name.filter(|name| !name.as_slice().is_empty()).unwrap_or_else(number);
    };
    let facts = Facts::of(schema);
    if let Some(title) = facts.short_title() {
        return Words::of_phrase(title);
    }
    if let [TagValue::String(value), ..] = alternative.tags.as_slice() {
        return Words::of(value);
    }
    // A reference with something beside it.
    if let ([only], None) = (facts.all_of, facts.properties)
        && let Some(name) = referenced_name(SchemaRef::from(only)).filter(|it| !it.is_empty())
    {
        return Words::of(&name);
    }
    Words::of(match facts.kind() {
        Some(Kind::String) if !facts.literals.is_empty() => "choice",
        Some(Kind::String) => match facts.format {
            Some("date-time") => "date time",
            Some("date") => "date",
            _ => "string",
        },
        Some(Kind::Number) => "number",
        Some(Kind::Integer) => "integer",
        Some(Kind::Boolean) => "bool",
        Some(Kind::Array) => "list",
        Some(Kind::Object) if facts.properties.is_none() => "map",
        Some(Kind::Object) => "object",
        _ if facts.is_plain() => "any",
        _ => "object",
    })
}
