//! What tools put into the ids of operations beside what an operation does.

use super::{
    verb::{begins_with_verb, is_verb, is_version, spelled_path},
    walk::{Site, is_variable},
};
use crate::name::{Word, Words, begins_with_digit};
use std::collections::HashMap;

/// The ids of some operations, and how many have each but for a number at its end.
#[derive(Debug)]
pub(super) struct Ids<'s>(HashMap<&'s str, usize>);

impl<'s> Ids<'s> {
    pub(super) fn of(sites: impl Iterator<Item = &'s Site<'s>>) -> Self {
        let mut ids = HashMap::new();
        for id in sites.filter_map(Site::id) {
            *ids.entry(without_number(id).unwrap_or(id)).or_default() += 1;
        }
        Self(ids)
    }

    /// The id of an operation, without the number by which a framework tells it from those of other
    /// resources: `create_1` beside another's `create`. `own` are the ids of its resource.
    pub(super) fn within<'i>(&self, own: &Self, id: &'i str) -> &'i str {
        let count = |ids: &Self, id: &str| ids.0.get(id).copied().unwrap_or_default();
        let is_told = |id: &&str| count(self, id) > 1 && count(own, id) == 1;
        without_number(id).filter(is_told).unwrap_or(id)
    }
}

/// An id without the number at its end, if it has one.
fn without_number(id: &str) -> Option<&str> {
    let (rest, number) = id.rsplit_once('_')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !rest.is_empty()).then_some(rest)
}

/// Whether an operation id is nothing but the method and the path.
pub(super) fn is_path(site: &Site<'_>, id: &Words) -> bool {
    let method = site.method.key();
    let words = id.as_slice();
    let rest = match words {
        [first, rest @ ..] if first.as_ref() == method => rest,
        [rest @ .., last] if last.as_ref() == method => rest,
        _ => return false,
    };
    let rest: Vec<&Word> = rest.iter().filter(|word| word.as_ref() != "by").collect();
    let segments: Vec<&str> = site.segments().collect();
    let same = |skipped: usize, variables: bool| {
        let words = segments.iter().skip(skipped).filter(|it| variables || !is_variable(it));
        let words = words.fold(Words::none(), |words, segment| words.then(segment));
        words.as_slice().iter().eq(rest.iter().copied())
    };
    let versions = segments.iter().take_while(|segment| is_version(segment)).count();
    [(0, true), (versions, true), (0, false), (versions, false)]
        .into_iter()
        .any(|(skipped, variables)| same(skipped, variables))
}

/// Leaves out which version of the API it is at the end of an id, where the path says so as well:
/// `findAll_v1` of `/v1/cats`. Nothing where it does not.
pub(super) fn without_version(site: &Site<'_>, id: &Words) -> Option<Words> {
    let (version, rest) = id.as_slice().split_last()?;
    let is_numbered = version.strip_prefix('v').is_some_and(begins_with_digit);
    let is_said = is_numbered && site.segments().any(|it| it.eq_ignore_ascii_case(version));
    (is_said && !rest.is_empty()).then(|| rest.iter().cloned().collect())
}

/// Leaves out what frameworks call the class of a method: `UsersController_findOne`.
pub(super) fn without_controller(id: &Words) -> Words {
    let words = id.as_slice();
    let at = words.iter().position(|word| word.as_ref() == "controller");
    let is_class = |at: &usize| {
        *at > 0 && words.get(at + 1).is_some_and(|next| is_verb(next)) && !begins_with_verb(id)
    };
    let Some(class) = at.filter(is_class) else { return id.clone() };
    let told = words.iter().enumerate().filter(|(at, _)| *at != class);
    told.map(|(_, word)| word.clone()).collect()
}

/// Leaves out a path and method at the end of an id, as frameworks put it there, or a method and path
/// at its beginning.
pub(super) fn without_path<'w>(site: &Site<'_>, words: &'w [Word]) -> &'w [Word] {
    let path = Words::none().then(site.path).then(site.method.key());
    let rest = words.strip_suffix(path.as_slice());
    let rest = rest.or_else(|| words.strip_prefix(spelled_path(site).as_slice()));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words)
}
