//! What `x-paging` says.

use super::{Candidate, is_text_or_number};
use crate::{
    lower::extension::Extensions,
    model::{Paging, Step, TypeRef},
};
use serde::Deserialize;
use serde_json::Value as Json;

/// What `x-paging` is made of.
pub(super) const HELP: &str = "it is `false`, or an object with `items` and one of `offset`, `page` \
     (and `first`), `cursor` (and `token`), `after` (and `key`), `link` or `link_header`, and \
     perhaps `more`, `total`, `total_pages`";

/// What `x-paging` says.
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// That there are no pages.
    Never,
    /// How they are turned.
    Rule(Box<Rule>),
}

/// A rule for turning pages: names of parameters, and places in the answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rule {
    items: String,
    offset: Option<String>,
    page: Option<String>,
    first: Option<u64>,
    cursor: Option<String>,
    token: Option<String>,
    after: Option<String>,
    key: Option<String>,
    link: Option<String>,
    link_header: bool,
    more: Option<String>,
    total: Option<String>,
    total_pages: Option<String>,
}

impl Said {
    /// Reads the extension, or says why it cannot be understood.
    pub(super) fn read(extensions: &Extensions) -> Result<Self, String> {
        match extensions.get("x-paging") {
            None => Ok(Self::Nothing),
            Some(Json::Bool(false)) => Ok(Self::Never),
            Some(said) => Rule::deserialize(said)
                .map(|rule| Self::Rule(Box::new(rule)))
                .map_err(|error| format!("`x-paging` is not understood: {error}")),
        }
    }
}

impl Rule {
    /// The rule for an operation, or what the operation lacks.
    pub(super) fn apply(&self, candidate: &Candidate<'_>) -> Result<Paging, String> {
        let answer = candidate.answer;
        let item = answer.items_at(&self.items);
        let item = item.ok_or_else(|| format!("the answer has no list at `{}`", self.items))?;
        let place = |place: &Option<String>, fits: fn(&TypeRef) -> bool, what: &str| {
            let Some(pointer) = place else { return Ok(None) };
            match answer.at(pointer) {
                Some(ty) if *ty == TypeRef::Json || fits(ty) => Ok(Some(pointer.clone())),
                Some(_) => Err(format!("what the answer has at `{pointer}` is no {what}")),
                None => Err(format!("the answer has nothing at `{pointer}`")),
            }
        };
        let step = self.step(candidate)?;
        if let Step::After { key, .. } = &step
            && answer.of_item(item).at(key).is_none()
        {
            return Err(format!("the items have nothing at `{key}`"));
        }
        place(&self.token, is_text_or_number, "string")?;
        Ok(Paging {
            step,
            items: self.items.clone(),
            item: item.clone(),
            link: place(&self.link, is_text_or_number, "string")?,
            link_header: self.link_header,
            more: place(&self.more, |ty| *ty == TypeRef::Bool, "truth value")?,
            total: place(&self.total, is_text_or_number, "number")?,
            total_pages: place(&self.total_pages, is_text_or_number, "number")?,
        })
    }

    fn step(&self, candidate: &Candidate<'_>) -> Result<Step, String> {
        let named = |name: &str| {
            let is_there = candidate.query.iter().any(|parameter| parameter.wire == name);
            let missing = || format!("the query has no parameter `{name}`");
            is_there.then(|| name.to_owned()).ok_or_else(missing)
        };
        let said = |with: &str, value: &Option<String>| {
            value.clone().ok_or_else(|| format!("`x-paging` does not say `{with}`"))
        };
        let has_links = self.link.is_some() || self.link_header;
        Ok(match (&self.offset, &self.page, &self.cursor, &self.after) {
            (Some(offset), None, None, None) => Step::Offset { parameter: named(offset)? },
            (None, Some(page), None, None) => {
                Step::Page { parameter: named(page)?, first: self.first.unwrap_or(1) }
            }
            (None, None, Some(cursor), None) => {
                Step::Cursor { parameter: named(cursor)?, token: said("token", &self.token)? }
            }
            (None, None, None, Some(after)) => {
                Step::After { parameter: named(after)?, key: said("key", &self.key)? }
            }
            (None, None, None, None) if has_links => Step::Link,
            _ => return Err("`x-paging` does not say one way to the next page".to_owned()),
        })
    }
}
