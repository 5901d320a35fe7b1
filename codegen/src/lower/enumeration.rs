//! Lists of allowed values (`enum`).

use super::{
    annotation::Annotations,
    facts::{Facts, Kind, Literal},
    place::Place,
    schema::{Lowered, Schemas},
};
use crate::{
    model::{EnumVariant, IntegerVariant, Shape, TypeRef},
    name::{Case, Claim, Ident, Scope, Words, reserved},
};
use indexmap::IndexSet;

impl<'a> Schemas<'a> {
    /// A schema whose values are listed.
    pub(super) fn enumeration(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> Lowered {
        let values = || facts.literals.iter().filter(|literal| **literal != Literal::Null);
        let nullable = values().count() < facts.literals.len();
        let said = Annotations::of(facts);
        let lowered = if let Some(strings) = facts.strings() {
            Lowered::new(self.string_enum(strings, &said, place))
        } else if values().count() == 0 {
            Lowered::known(TypeRef::Json)
        } else if facts.kind == Some(Kind::String) {
            self.listed_as_text(values().copied(), &said, place)
        } else if values().all(|literal| matches!(literal, Literal::Integer(_))) {
            Lowered::new(self.integer_enum(values().copied(), &said, place))
        } else if values().all(|literal| matches!(literal, Literal::Bool(_))) {
            Lowered::known(TypeRef::Bool)
        } else if facts.kind == Some(Kind::Integer) && values().all(is_natural) {
            Lowered::known(TypeRef::U64)
        } else if values().all(|it| matches!(it, Literal::Integer(_) | Literal::Number(_))) {
            Lowered::known(TypeRef::F64)
        } else if values().all(|literal| matches!(literal, Literal::Compound)) {
            let message = "the allowed values are objects or lists, so this is any JSON value";
            self.finder.degraded(&place.pointer(), message.to_owned());
            Lowered::known(TypeRef::Json)
        } else {
            let message = "the allowed values are of several types, so this is any JSON value";
            self.finder.degraded(&place.pointer(), message.to_owned());
            Lowered::known(TypeRef::Json)
        };
        lowered.or_null(nullable)
    }

    /// An enumeration of strings whose values are not all written as strings.
    fn listed_as_text(
        &mut self,
        values: impl Iterator<Item = Literal<'a>>,
        said: &Annotations,
        place: &Place<'a>,
    ) -> Lowered {
        let message = "a string whose allowed values are not all strings: they count as their text";
        self.finder.degraded(&place.pointer(), message.to_owned());
        let texts: Vec<String> = values.filter_map(Literal::text).collect();
        if texts.is_empty() {
            return Lowered::known(TypeRef::String);
        }
        let texts = texts.iter().map(String::as_str).collect();
        Lowered::new(self.string_enum(texts, said, place))
    }

    /// An enumeration of strings; what stands there twice counts once.
    pub(super) fn string_enum(
        &mut self,
        values: Vec<&str>,
        said: &Annotations,
        place: &Place<'a>,
    ) -> Shape {
        let values: IndexSet<&str> = values.into_iter().collect();
        let claims = values.iter().map(|value| Claim {
            wire: (*value).to_owned(),
            names: said.name(value).map(Words::of).into_iter().chain([Words::of(value)]).collect(),
            reserved: reserved::VARIANTS,
            ..Claim::default()
        });
        let further = |at: usize| {
            let value = values.get_index(at)?;
            Some(vec![Words::spelled(value), Words::spelled(value).then(case_of(value))])
        };
        let idents = self.variant_names(claims, further, place);
        let variants = idents.into_iter().zip(values).map(|(ident, value)| EnumVariant {
            ident,
            value: value.to_owned(),
            docs: said.docs(value),
        });
        Shape::StringEnum(variants.collect())
    }

    /// An enumeration of integers; what stands there twice counts once.
    pub(super) fn integer_enum(
        &mut self,
        values: impl Iterator<Item = Literal<'a>>,
        said: &Annotations,
        place: &Place<'a>,
    ) -> Shape {
        let values: IndexSet<i64> = values
            .filter_map(
                |literal| if let Literal::Integer(value) = literal { Some(value) } else { None },
            )
            .collect();
        let claims = values.iter().map(|value| Claim {
            wire: value.to_string(),
            names: said
                .name(&value.to_string())
                .map(Words::of)
                .into_iter()
                .chain([Words::of("value").join(&Words::of(&value.to_string()))])
                .collect(),
            reserved: reserved::VARIANTS,
            ..Claim::default()
        });
        let idents = self.variant_names(claims, |_| None, place);
        let variants = idents.into_iter().zip(values).map(|(ident, value)| IntegerVariant {
            ident,
            value,
            docs: said.docs(&value.to_string()),
        });
        Shape::IntegerEnum(variants.collect())
    }

    fn variant_names(
        &mut self,
        claims: impl Iterator<Item = Claim>,
        further: impl Fn(usize) -> Option<Vec<Words>>,
        place: &Place<'a>,
    ) -> Vec<Ident> {
        let mut scope = Scope::new(Case::Pascal);
        for claim in claims {
            scope.claim(claim);
        }
        let resolved = scope.resolve_with(further);
        self.finder.collisions(&resolved, "variant", |_| Some(place.pointer()));
        resolved.idents
    }
}

/// Whether a value is one that a `u64` holds, though perhaps no `i64`.
fn is_natural(literal: &Literal<'_>) -> bool {
    const END: f64 = 18_446_744_073_709_551_616.0;
    match literal {
        Literal::Integer(value) => *value >= 0,
        // The largest of them has no form of its own as a fraction.
        Literal::Number(value) => value.fract() == 0.0 && (0.0..=END).contains(value),
        _ => false,
    }
}

/// What tells `ASC` from `asc`.
fn case_of(value: &str) -> &'static str {
    let has = |kind: fn(char) -> bool| value.chars().any(kind);
    match (has(char::is_uppercase), has(char::is_lowercase)) {
        (true, false) => "uppercase",
        (false, true) => "lowercase",
        _ => "value",
    }
}
