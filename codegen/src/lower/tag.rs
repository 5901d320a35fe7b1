//! What tells the alternatives of a union apart: a member with a value of its own in each.

use super::{
    facts::{Facts, Kind, Literal, SchemaRef},
    place::Place,
    schema::Schemas,
    union::{Alternative, referenced_name},
};
use crate::{
    json::Pointer,
    model::{Tag, TagValue},
};
use camino::Utf8Path;
use openapiv3::Discriminator;
use std::collections::{HashMap, HashSet};

/// How a schema says itself which value of a discriminator means it, which Swagger 2.0 has no
/// mapping for: extensions of OpenAPI Generator and of `AutoRest`.
const VALUE: [&str; 2] = ["x-discriminator-value", "x-ms-discriminator-value"];

/// A discriminator, and what its mapping gives to each schema.
pub(super) struct Mapped<'d> {
    property: &'d str,
    /// The values by the names of schemas, and by the targets as they are written.
    values: HashMap<String, Vec<&'d str>>,
}

impl<'d> Mapped<'d> {
    pub(super) fn of(discriminator: &'d Discriminator) -> Self {
        let mut values = HashMap::<String, Vec<&str>>::new();
        for (value, target) in &discriminator.mapping {
            let name = last_name(target).filter(|name| name != target);
            for name in name.into_iter().chain([target.clone()]) {
                values.entry(name).or_default().push(value);
            }
        }
        Self { property: &discriminator.property_name, values }
    }
}

impl<'a> Schemas<'a> {
    /// The member that tells the alternatives apart; each then gets its values of it.
    pub(super) fn find_tag(
        &mut self,
        facts: &Facts<'a>,
        alternatives: &mut [Alternative<'a>],
        place: &Place<'a>,
    ) -> Option<Tag> {
        let own = facts.data.discriminator.as_ref();
        let constant = own.is_none().then(|| self.common_constant(alternatives)).flatten();
        let described = own
            .or_else(|| self.inherited_discriminator(alternatives).filter(|_| constant.is_none()));
        let discriminator = described.map(Mapped::of);
        let wire = described.map(|it| it.property_name.clone()).or(constant)?;
        let tags: Vec<Vec<TagValue>> = alternatives
            .iter()
            .map(|alternative| match &discriminator {
                Some(discriminator) => {
                    let name = referenced_name(alternative.schema);
                    self.tags(discriminator, alternative.schema, name.as_deref())
                }
                None => self.constants(alternative.schema, &wire).unwrap_or_default(),
            })
            .collect();
        if let Some(discriminator) = own {
            let names = alternatives.iter().filter_map(|it| referenced_name(it.schema));
            self.report_unmapped(discriminator, &names.collect(), place);
        }
        if !self.tell_apart(&wire, &tags, place) {
            return None;
        }
        for (alternative, tags) in alternatives.iter_mut().zip(tags) {
            alternative.implied = match &discriminator {
                Some(_) => tags.first().cloned(),
                None => self.implied(alternative.schema, &wire, &tags),
            };
            alternative.tags = tags;
        }
        let schemas = alternatives.iter().map(|it| it.schema);
        let may_be_absent = self.may_be_absent(&wire, schemas);
        Some(Tag { wire, may_be_absent })
    }

    /// The value of a member that goes without saying: the only one, or the documented default.
    /// Of several others none is what the caller meant.
    fn implied(&self, schema: SchemaRef<'a>, wire: &str, tags: &[TagValue]) -> Option<TagValue> {
        if let [only] = tags {
            return Some(only.clone());
        }
        let (property, _) = self.references.schema(self.property(schema, wire)?)?;
        let default = Literal::of(property.schema_data.default.as_ref()?);
        tag_value(&default).filter(|default| tags.contains(default))
    }

    /// Whether a value may lack a tag and be told by its other members: some alternative leaves the
    /// tag out and asks for something else. What asks for nothing would be anything.
    fn may_be_absent(
        &self,
        wire: &str,
        mut alternatives: impl Iterator<Item = SchemaRef<'a>>,
    ) -> bool {
        alternatives.any(|schema| {
            let lineage = self.lineage(schema);
            let mut required = lineage.iter().flat_map(|facts| facts.required).peekable();
            required.peek().is_some() && required.all(|name| name != wire)
        })
    }

    /// Whether every alternative has values of its own of a member, and a finding if not.
    pub(super) fn tell_apart(
        &mut self,
        wire: &str,
        tags: &[Vec<TagValue>],
        place: &Place<'a>,
    ) -> bool {
        let distinct = are_distinct(tags);
        if !distinct {
            let message = format!(
                "the values of `{wire}` do not tell these alternatives apart, so the first that fits is taken"
            );
            self.finder.degraded(&place.pointer(), message);
        }
        distinct
    }

    /// The discriminator of a schema that every alternative inherits from: it tells them apart
    /// wherever they come.
    fn inherited_discriminator(
        &self,
        alternatives: &[Alternative<'a>],
    ) -> Option<&'a Discriminator> {
        let of = |alternative: &Alternative<'a>| {
            let mut bases = self.lineage(alternative.schema).into_iter().skip(1);
            bases.find_map(|facts| facts.data.discriminator.as_ref())
        };
        let (first, others) = alternatives.split_first()?;
        let discriminator = of(first)?;
        let is_same = |other| of(other).is_some_and(|it| std::ptr::eq(it, discriminator));
        others.iter().all(is_same).then_some(discriminator)
    }

    /// The values of a discriminator that mean a schema: those that are given to it; else its name,
    /// where that is allowed, since a base may list the names of all its heirs; else those that it
    /// allows.
    pub(super) fn tags(
        &self,
        discriminator: &Mapped<'_>,
        schema: SchemaRef<'a>,
        name: Option<&str>,
    ) -> Vec<TagValue> {
        let wire = discriminator.property;
        let given = self.given_tags(discriminator, schema, name);
        if !given.is_empty() {
            return given;
        }
        let named = name.and_then(|name| self.typed_tag(schema, wire, name));
        match self.constants(schema, wire) {
            Some(listed) if !named.as_ref().is_some_and(|it| listed.contains(it)) => listed,
            _ => named.into_iter().collect(),
        }
    }

    /// The values of a discriminator that are given to a schema: by the mapping, or beside the
    /// schema.
    pub(super) fn given_tags(
        &self,
        discriminator: &Mapped<'_>,
        schema: SchemaRef<'a>,
        name: Option<&str>,
    ) -> Vec<TagValue> {
        let typed = |value: &&str| self.typed_tag(schema, discriminator.property, value);
        let mapped = name.and_then(|name| discriminator.values.get(name)).into_iter().flatten();
        let mapped: Vec<TagValue> = mapped.filter_map(typed).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let extensions = self.references.schema(schema).map(|(it, _)| &it.schema_data.extensions);
        let said = extensions.and_then(|it| VALUE.iter().find_map(|key| it.get(*key)));
        let said = said.map(|said| said.as_str().map_or_else(|| said.to_string(), str::to_owned));
        said.as_deref().and_then(|said| typed(&said)).into_iter().collect()
    }

    /// Finds the values that a mapping gives to none of the alternatives.
    pub(super) fn report_unmapped(
        &mut self,
        discriminator: &Discriminator,
        names: &HashSet<String>,
        place: &Place<'a>,
    ) {
        for (value, target) in &discriminator.mapping {
            let is_known = |name: &str| names.contains(name);
            if !is_known(target) && !last_name(target).as_deref().is_some_and(is_known) {
                let message = format!(
                    "`{target}`, to which the discriminator maps `{value}`, is none of the alternatives: such a value is kept as it comes"
                );
                self.finder.degraded(&place.pointer().join("discriminator"), message);
            }
        }
    }

    /// A mapping's key, or a schema's name, as the property's type has it: keys are always strings,
    /// and truth values may be written as other languages do. Nothing where it is not of that type,
    /// or is a fraction.
    fn typed_tag(&self, schema: SchemaRef<'a>, wire: &str, value: &str) -> Option<TagValue> {
        let property = self.property(schema, wire);
        let target = property.and_then(|property| self.references.schema(property));
        let kind = target.and_then(|(schema, _)| Facts::of(schema).kind());
        match kind {
            Some(Kind::Integer | Kind::Number) => value.parse().ok().map(TagValue::Integer),
            Some(Kind::Boolean) => value.to_ascii_lowercase().parse().ok().map(TagValue::Bool),
            _ => Some(TagValue::String(value.to_owned())),
        }
    }

    /// A required property with listed values in every alternative, different in each.
    fn common_constant(&self, alternatives: &[Alternative<'a>]) -> Option<String> {
        let first = alternatives.first()?;
        let names = self.property_names(first.schema);
        names.into_iter().find(|name| self.tells_apart(alternatives, name)).map(str::to_owned)
    }

    /// Whether a property has listed values in every alternative, and different ones in each.
    fn tells_apart(&self, alternatives: &[Alternative<'a>], name: &str) -> bool {
        let mut seen = HashSet::new();
        alternatives.iter().all(|alternative| {
            let constants = self.constants(alternative.schema, name);
            constants.is_some_and(|tags| tags.into_iter().all(|tag| seen.insert(tag)))
        })
    }

    /// The names of an object's properties, inherited ones included.
    fn property_names(&self, schema: SchemaRef<'a>) -> Vec<&'a str> {
        let lineage = self.lineage(schema);
        let properties = lineage.into_iter().filter_map(|facts| facts.properties);
        properties.flat_map(|it| it.keys().map(String::as_str)).collect()
    }

    /// The listed values of a property.
    fn constants(&self, schema: SchemaRef<'a>, name: &str) -> Option<Vec<TagValue>> {
        let property = self.property(schema, name)?;
        let (property, _) = self.references.schema(property)?;
        tag_values(&Facts::of(property))
    }
}

/// The schema that a discriminator's mapping means: `Cat` of `#/components/schemas/Cat`, of
/// `cats.yaml#/Cat` and of `./schemas/Cat.yaml`.
fn last_name(target: &str) -> Option<String> {
    let (file, fragment) = target.split_once('#').unwrap_or((target, ""));
    let inside = Pointer::parse(&format!("#{fragment}"))?.tokens().last();
    inside.or_else(|| Some(Utf8Path::new(file).file_stem()?.to_owned()))
}

/// The values of a property that is one of a few.
fn tag_values(facts: &Facts<'_>) -> Option<Vec<TagValue>> {
    let tags: Option<Vec<TagValue>> = facts.literals.iter().map(tag_value).collect();
    tags.filter(|tags| !tags.is_empty())
}

/// A value as one of a tag.
fn tag_value(literal: &Literal<'_>) -> Option<TagValue> {
    match literal {
        Literal::String(text) => Some(TagValue::String((*text).to_owned())),
        Literal::Integer(value) => Some(TagValue::Integer(*value)),
        Literal::Bool(value) => Some(TagValue::Bool(*value)),
        _ => None,
    }
}

/// Whether every alternative has values, and none that another has.
fn are_distinct(tags: &[Vec<TagValue>]) -> bool {
    let mut seen = HashSet::new();
    tags.iter().all(|tags| !tags.is_empty() && tags.iter().all(|tag| seen.insert(tag)))
}
