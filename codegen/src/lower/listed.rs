//! Values that are listed in several places: alternatives add up, and of parts that all hold only
//! the values count that each of them has.

use super::{
    annotation::Annotations,
    composition::Whole,
    facts::{Facts, Kind, Literal, SchemaRef},
    place::{ALL_OF, Place},
    schema::{Lowered, Schemas},
    union::{Alternative, referenced_name},
};
use openapiv3::Schema;

/// More schemas than these are not looked at for the values of one.
const MOST: usize = 256;

/// Values, and what is said of them.
#[derive(Clone, Default)]
pub(super) struct Listed<'a> {
    values: Vec<Literal<'a>>,
    said: Annotations,
}

impl<'a> Listed<'a> {
    /// The values that are written in a schema.
    fn own(facts: &Facts<'a>) -> Self {
        Self { values: facts.literals.clone(), said: Annotations::of(facts) }
    }

    /// The values of either.
    fn or(mut self, other: Self) -> Self {
        self.values.extend(other.values);
        self.said.add(other.said);
        self
    }

    /// The values of both.
    fn and(mut self, other: Self) -> Self {
        self.values.retain(|value| other.values.contains(value));
        self.said.add(other.said);
        self
    }

    /// Whether all values of another are among these, `null` aside.
    fn has_all_of(&self, other: &Self) -> bool {
        let has = |value: &Literal<'_>| *value == Literal::Null || self.values.contains(value);
        other.values.iter().all(has)
    }
}

/// All values, when every alternative is a list that is written here.
fn written_here<'a>(alternatives: &[Alternative<'a>]) -> Option<Listed<'a>> {
    if alternatives.len() < 2 {
        return None;
    }
    let lists = alternatives.iter().map(|alternative| match alternative.schema {
        SchemaRef::Inline(schema) => {
            let facts = Facts::of(schema);
            let own = || of_alternative(alternative.schema, &facts, Listed::own(&facts));
            (!facts.literals.is_empty()).then(own)
        }
        SchemaRef::Reference(_) => None,
    });
    lists.collect::<Option<Vec<_>>>()?.into_iter().reduce(Listed::or)
}

/// What is said of an alternative with a single value is said of that value, and a number may have
/// the name under which it is referred to.
fn of_alternative<'a>(
    schema: SchemaRef<'a>,
    facts: &Facts<'a>,
    mut listed: Listed<'a>,
) -> Listed<'a> {
    if let [value] = facts.literals.as_slice() {
        let name = referenced_name(schema);
        listed.said.add(Annotations::of_alternative(*value, facts, name.as_deref()));
    }
    listed
}

impl<'a> Schemas<'a> {
    /// All values, when every alternative is a list that is written here, or one of integers:
    /// those have no names to tell the types apart by which they are written.
    pub(super) fn listed_alternatives(
        &self,
        alternatives: &[Alternative<'a>],
    ) -> Option<Listed<'a>> {
        written_here(alternatives).or_else(|| {
            let mut left = MOST;
            let lists = alternatives.iter().map(|it| self.listed_integers(it.schema, &mut left));
            let lists = lists.collect::<Option<Vec<_>>>().filter(|lists| lists.len() > 1)?;
            lists.into_iter().reduce(Listed::or)
        })
    }

    /// The integers that an alternative lists, wherever they are written.
    fn listed_integers(&self, schema: SchemaRef<'a>, left: &mut usize) -> Option<Listed<'a>> {
        let is_integer = |it: &Literal<'a>| matches!(it, Literal::Integer(_) | Literal::Null);
        let facts = Facts::of(self.references.schema(schema)?.0);
        let found = self.listed(schema, left)?;
        if facts.kind == Some(Kind::String) || !found.values.iter().all(is_integer) {
            return None;
        }
        Some(of_alternative(schema, &facts, found))
    }

    /// The enumeration of some values, which are all strings or all integers.
    pub(super) fn listed_enum(
        &mut self,
        Listed { values, said }: &Listed<'a>,
        place: &Place<'a>,
    ) -> Option<Lowered> {
        let known = || values.iter().copied().filter(|value| *value != Literal::Null);
        let text = |value| if let Literal::String(text) = value { Some(text) } else { None };
        let shape = if known().count() == 0 {
            return None;
        } else if let Some(strings) = known().map(text).collect::<Option<Vec<_>>>() {
            self.string_enum(strings, said, place)
        } else if known().all(|value| matches!(value, Literal::Integer(_))) {
            self.integer_enum(known(), said, place)
        } else {
            return None;
        };
        Some(Lowered::new(shape).or_null(values.contains(&Literal::Null)))
    }

    /// The values that all parts of a whole allow, where more than one of them has a say.
    pub(super) fn narrowed(
        &mut self,
        schema: &'a Schema,
        whole: &Whole<'a>,
        place: &Place<'a>,
    ) -> Option<Lowered> {
        let facts = Facts::of(schema);
        let common = self.listed(SchemaRef::Inline(schema), &mut { MOST })?;
        if common.values.is_empty() && !facts.literals.is_empty() {
            let message = "none of these values is one that the parts allow, so these hold";
            self.finder.degraded(&place.pointer(), message.to_owned());
            return Some(self.enumeration(&facts, place));
        }
        let mut parts = facts.all_of.iter().map(SchemaRef::from).enumerate();
        let same = parts.find(|(_, part)| {
            self.listed(*part, &mut { MOST }).is_some_and(|it| common.has_all_of(&it))
        });
        match same {
            // Of simple lists, the one that says most is found anyway.
            Some(_) if facts.literals.is_empty() && whole.choices.is_empty() => None,
            Some((index, part)) => Some(self.part(part, &place.part(ALL_OF, index))),
            None => self.listed_enum(&common, place),
        }
    }

    /// The values that a schema allows, where it or something that it is made of lists them.
    fn listed(&self, schema: SchemaRef<'a>, left: &mut usize) -> Option<Listed<'a>> {
        *left = left.checked_sub(1)?;
        let facts = Facts::of(self.references.schema(schema)?.0);
        if facts.kind() == Some(Kind::Object) {
            return None;
        }
        let mut lists = Vec::new();
        lists.extend((!facts.literals.is_empty()).then(|| Listed::own(&facts)));
        for part in facts.all_of {
            lists.extend(self.listed(SchemaRef::from(part), left));
        }
        for list in [facts.one_of, facts.any_of] {
            let each = list.iter().map(|it| {
                let schema = SchemaRef::from(it);
                let listed = self.listed(schema, left)?;
                Some(of_alternative(schema, &Facts::of(self.references.schema(schema)?.0), listed))
            });
            // One that leaves its values open leaves all of them open.
            let each: Option<Vec<_>> = each.collect();
            lists.extend(each.and_then(|each| each.into_iter().reduce(Listed::or)));
        }
        lists.into_iter().reduce(Listed::and)
    }
}
