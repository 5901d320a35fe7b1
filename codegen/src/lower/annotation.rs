//! What vendors say of each listed value: a name to read, and what it means.
//!
//! OpenAPI has no words for it. These extensions are the ones in use: `x-enum-varnames` and
//! `x-enum-descriptions` of OpenAPI Generator, `x-enumNames` and `x-enumDescriptions` of `NSwag`, and
//! `x-ms-enum` of `AutoRest`.

use super::{
    extension::Extensions,
    facts::{Facts, Literal},
};
use crate::model::Docs;
use indexmap::IndexMap;
use serde_json::Value as Json;

/// What is said of one value.
#[derive(Clone, Debug, Default)]
struct Annotation {
    name: Option<String>,
    description: Option<String>,
}

/// What is said of the values of an enumeration, by their text.
#[derive(Clone, Debug, Default)]
pub(super) struct Annotations(IndexMap<String, Annotation>);

impl Annotations {
    /// What a schema says of its values. Lists of names go by the order of the values, so they say
    /// nothing where there are more or fewer of them.
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let extensions = &facts.data.extensions;
        let mut annotations = Self::default();
        let texts: Vec<Option<String>> = facts.literals.iter().map(|it| it.text()).collect();
        let names = strings(extensions, ["x-enum-varnames", "x-enumNames"], texts.len());
        let descriptions =
            strings(extensions, ["x-enum-descriptions", "x-enumDescriptions"], texts.len());
        for (at, text) in texts.into_iter().enumerate() {
            let Some(text) = text else { continue };
            let name = names.get(at).cloned().flatten();
            let description = descriptions.get(at).cloned().flatten();
            annotations.0.insert(text, Annotation { name, description });
        }
        let values = extensions.get("x-ms-enum").and_then(|it| it.get("values")?.as_array());
        for value in values.into_iter().flatten() {
            let text = |name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
            let Some(key) = value.get("value").and_then(as_text) else { continue };
            let said = Annotation { name: text("name"), description: text("description") };
            annotations.0.insert(key, said);
        }
        annotations
    }

    /// What an alternative says of its one value. A string is a name itself, a number has only its
    /// title, or else the name under which it is referred to.
    pub(super) fn of_alternative(
        value: Literal<'_>,
        facts: &Facts<'_>,
        referenced: Option<&str>,
    ) -> Self {
        let title = facts.short_title().or(referenced);
        let title = title.filter(|it| it.contains(char::is_alphanumeric));
        let name = title.filter(|_| matches!(value, Literal::Integer(_))).map(str::to_owned);
        let said = Annotation { name, description: facts.data.description.clone() };
        Self(value.text().map(|text| (text, said)).into_iter().collect())
    }

    /// Adds what is said elsewhere and not here.
    pub(super) fn add(&mut self, other: Self) {
        for (value, said) in other.0 {
            let known = self.0.entry(value).or_default();
            known.name = known.name.take().or(said.name);
            known.description = known.description.take().or(said.description);
        }
    }

    /// The name that a value was given.
    pub(super) fn name(&self, value: &str) -> Option<&str> {
        self.0.get(value)?.name.as_deref()
    }

    /// What a value means.
    pub(super) fn docs(&self, value: &str) -> Docs {
        let description = self.0.get(value).and_then(|it| it.description.as_deref());
        Docs { description: super::docs::filled(description), ..Docs::default() }
    }
}

/// The list under the first of two names, when it has an entry for each value.
fn strings(extensions: &Extensions, names: [&str; 2], length: usize) -> Vec<Option<String>> {
    let lists = names.into_iter().filter_map(|name| extensions.get(name)?.as_array());
    let list = lists.into_iter().find(|list| list.len() == length);
    let filled = |it: &&str| it.contains(char::is_alphanumeric);
    list.into_iter().flatten().map(|it| it.as_str().filter(filled).map(str::to_owned)).collect()
}

/// A value as it would stand in a string.
fn as_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
