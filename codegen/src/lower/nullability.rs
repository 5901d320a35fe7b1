//! Where `null` is a value (`nullable`, and `null` among types, values and alternatives).

use super::{
    facts::{Facts, Literal, SchemaRef},
    schema::{DEEPEST, Schemas},
};
use crate::{json::Pointer, model::TypeRef};

/// A type, and whether `null` was allowed beside it.
pub(super) fn without_null(ty: TypeRef) -> (TypeRef, bool) {
    match ty {
        TypeRef::Nullable(inner) => (*inner, true),
        ty => (ty, false),
    }
}

/// A type that may be `null` where that is said; any JSON value may be anyway.
pub(super) fn with_null(ty: TypeRef, nullable: bool) -> TypeRef {
    match ty {
        TypeRef::Nullable(_) | TypeRef::Json => ty,
        ty if nullable => TypeRef::Nullable(Box::new(ty)),
        ty => ty,
    }
}

impl<'a> Schemas<'a> {
    /// Whether `null` is a value of a schema.
    pub(super) fn allows_null(&mut self, schema: SchemaRef<'a>, depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        match schema {
            SchemaRef::Inline(schema) => self.inline_allows_null(&Facts::of(schema), depth),
            SchemaRef::Reference(reference) => {
                let Some(pointer) = Pointer::parse(reference) else { return false };
                if let Some(known) = self.nullability.get(&pointer) {
                    return *known;
                }
                self.nullability.insert(pointer.clone(), false);
                let target = self.references.schema_at(&pointer);
                let nullable = target.is_some_and(|schema| self.allows_null(schema, depth + 1));
                self.nullability.insert(pointer, nullable);
                nullable
            }
        }
    }

    fn inline_allows_null(&mut self, facts: &Facts<'a>, depth: usize) -> bool {
        if says_null(facts) || facts.literals.contains(&Literal::Null) || facts.is_null() {
            return true;
        }
        let single = if let [one] = facts.all_of { Some(one) } else { None };
        let alternatives = facts.one_of.iter().chain(facts.any_of).chain(single);
        let alternatives: Vec<SchemaRef<'a>> = alternatives.map(SchemaRef::from).collect();
        facts.properties.is_none()
            && alternatives.into_iter().any(|schema| self.allows_null(schema, depth + 1))
    }
}

/// Whether a schema says of itself that it may be `null`.
pub(super) fn says_null(facts: &Facts<'_>) -> bool {
    facts.data.nullable || facts.all_of.iter().map(SchemaRef::from).any(only_allows_null)
}

/// Whether a part of a schema says that it may be `null`, and nothing else: by the letter the other
/// parts forbid it, but then nobody would have written this one.
fn only_allows_null(part: SchemaRef<'_>) -> bool {
    let SchemaRef::Inline(schema) = part else { return false };
    let facts = Facts::of(schema);
    facts.data.nullable && facts.kind().is_none() && facts.is_leaf()
}
