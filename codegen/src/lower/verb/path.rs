//! What the method and the path alone say of an operation.

use super::{Noise, begins_with_verb};
use crate::{
    lower::walk::{Site, is_variable, variables},
    model::Method,
    name::Words,
};
use std::collections::HashSet;

/// The names that a path gives, each saying more than the one before.
pub(super) struct ByPath {
    shortest: Words,
    longer: Vec<Words>,
}

impl ByPath {
    /// `list`, `create`, `get_balance`, `capture`.
    pub(super) fn shortest(&self) -> &Words {
        &self.shortest
    }

    /// All of them; the last is nobody else's.
    pub(super) fn all(self) -> impl Iterator<Item = Words> {
        [self.shortest].into_iter().chain(self.longer)
    }
}

/// The names from the method and the path.
pub(super) fn by_path(site: &Site<'_>, resource: &Words, noise: &Noise) -> ByPath {
    let segments = noise.significant(site);
    let is_resource = |segment: &&str| {
        let words = Words::of(segment);
        !is_variable(segment) && (words == *resource || words.singular() == resource.singular())
    };
    let own = segments.iter().position(is_resource);
    let start = own.map_or(0, |at| at + 1);
    let owner = own.and_then(|at| segments.get(at));
    let is_item = segments.last().is_some_and(|last| is_variable(last));
    let of = |start: usize| {
        let names = named(segments.get(start..).unwrap_or_default());
        let is_plural = names.last().map_or_else(
            || resource.is_plural() || owner.is_some_and(|own| Words::of(own).is_plural()),
            Words::is_plural,
        );
        let is_plural = is_plural && (start > 0 || !names.is_empty());
        let is_known = noise.collections.contains(trimmed(site.path)) && !says_what_to_do(&names);
        call(site.method, names, !is_item && (is_plural || is_known), is_item)
    };
    let shortest = of(start);
    let whole = of(0);
    let mut before = own.and_then(|at| segments.get(..at)).unwrap_or_default().iter();
    let parents = before.any(|segment| !is_variable(segment)).then(|| whole.clone());
    let last = segments.last().filter(|_| is_item);
    let variable = last.map(|last| {
        let by = shortest.then("by");
        variables(last).into_iter().fold(by, |name, variable| name.then(variable.name))
    });
    // What is named by its path alone says no method yet.
    let spoken = joined(&named(segments.get(start..).unwrap_or_default()));
    let method = (shortest == spoken).then(|| Words::of(site.method.key()).join(&shortest));
    let longer = [parents, variable, method, Some(whole), Some(spelled_path(site))];
    ByPath { shortest, longer: longer.into_iter().flatten().collect() }
}

/// The segments that are no variables, in the singular where they stand before one.
fn named(segments: &[&str]) -> Vec<Words> {
    let own = segments.iter().enumerate().filter(|(_, segment)| !is_variable(segment));
    own.map(|(at, segment)| {
        let owns_variable = segments.get(at + 1).is_some_and(|next| is_variable(next));
        let words = Words::of(segment);
        if owns_variable { words.singular() } else { words }
    })
    .collect()
}

fn joined(names: &[Words]) -> Words {
    names.iter().fold(Words::none(), |all, words| all.join(words))
}

/// What calling some path by some method does.
fn call(method: Method, names: Vec<Words>, is_collection: bool, is_item: bool) -> Words {
    let verb = |verb: &str, object: Words| Words::of(verb).join(&object);
    let one = |mut words: Vec<Words>| {
        if let Some(last) = words.last_mut() {
            *last = last.singular();
        }
        joined(&words)
    };
    match method {
        Method::Get if is_collection => verb("list", joined(&names)),
        // `/users/search`
        Method::Get if says_what_to_do(&names) && !is_item => joined(&names),
        Method::Get => verb("get", joined(&names)),
        Method::Post if is_item => verb("update", joined(&names)),
        Method::Post if is_collection || names.is_empty() => verb("create", one(names)),
        Method::Post => joined(&names),
        Method::Put => verb("replace", joined(&names)),
        Method::Patch => verb("update", joined(&names)),
        Method::Delete => verb("delete", joined(&names)),
        Method::Head => verb("head", joined(&names)),
        Method::Options => verb("options", joined(&names)),
        Method::Trace => verb("trace", joined(&names)),
        Method::Query => verb("query", joined(&names)),
    }
}

/// Whether the last of some names is a verb itself.
fn says_what_to_do(names: &[Words]) -> bool {
    names.last().is_some_and(begins_with_verb)
}

/// The whole path and the method: nobody else's.
pub(in crate::lower) fn spelled_path(site: &Site<'_>) -> Words {
    Words::of(site.method.key()).then(site.path)
}

/// The paths to which things are posted and below which each has a path of its own: all of a kind,
/// even where the word is no plural.
pub(super) fn collections(sites: &[Site<'_>]) -> HashSet<String> {
    let is_of_item =
        |method| matches!(method, Method::Get | Method::Put | Method::Patch | Method::Delete);
    let items: HashSet<&str> = sites
        .iter()
        .filter(|site| is_of_item(site.method))
        .filter_map(|site| trimmed(site.path).rsplit_once('/'))
        .filter(|(_, last)| is_variable(last))
        .map(|(all, _)| all)
        .collect();
    let posts = sites.iter().filter(|site| site.method == Method::Post);
    let posts = posts.map(|site| trimmed(site.path)).filter(|path| items.contains(path));
    posts.map(str::to_owned).collect()
}

/// A path without the slash at its end.
fn trimmed(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}
