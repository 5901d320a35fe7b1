//! What an operation is called inside its resource.

mod path;

use super::{
    operation_id::{is_path, without_controller, without_path, without_version},
    walk::{Site, is_variable},
};
use crate::name::{Word, Words, begins_with_digit};
use path::{by_path, collections};
use std::collections::HashSet;

pub(super) use path::spelled_path;

/// What the operations of a document tell of one another: what is alike in all, and therefore says
/// nothing, and which paths lead to all things of a kind.
#[derive(Debug, Default)]
pub(super) struct Noise {
    /// The segments that every path begins with.
    pub(super) segments: Vec<String>,
    /// The word that every operation id begins with.
    word: Option<Word>,
    /// Whether all operations have one and the same tag.
    pub(super) tag: bool,
    /// What several tags would be without what frameworks call a class.
    contested: HashSet<Words>,
    /// The paths below which things are made and then found, whatever they are called.
    collections: HashSet<String>,
}

impl Noise {
    /// What all operations have in common.
    pub(super) fn of(sites: &[Site<'_>]) -> Self {
        const FEWEST: usize = 4;
        let (contested, collections) = (contested(sites), collections(sites));
        if sites.len() < FEWEST {
            return Self { contested, collections, ..Self::default() };
        }
        let mut segments: Option<Vec<String>> = None;
        for site in sites {
            let own = site.segments().take_while(|segment| !is_variable(segment));
            segments = Some(match segments {
                None => own.map(str::to_owned).collect(),
                Some(common) => {
                    let same =
                        common.into_iter().zip(own).take_while(|(common, own)| common == own);
                    same.map(|(common, _)| common).collect()
                }
            });
        }
        let mut firsts = sites.iter().map(|site| {
            let words = Words::of(site.operation.operation_id.as_deref()?);
            words.as_slice().first().cloned()
        });
        let first = firsts.next().flatten();
        let word =
            first.filter(|first| !is_verb(first) && firsts.all(|own| own.as_ref() == Some(first)));
        let first = sites.first().and_then(tag);
        let tag = sites.iter().all(|site| tag(site) == first);
        Self { segments: segments.unwrap_or_default(), word, tag, contested, collections }
    }

    /// What the operations of a tag act on.
    pub(super) fn resource(&self, tag: &str) -> Words {
        let words = Words::of_phrase(tag);
        let resource = without_class(&words);
        if self.contested.contains(&resource) { words } else { resource }
    }

    /// The segments of a path that say something.
    pub(super) fn significant<'s>(&self, site: &'s Site<'_>) -> Vec<&'s str> {
        let all: Vec<&str> = site.segments().collect();
        let begins = all.iter().zip(&self.segments).all(|(own, common)| own == common);
        // A path that has nothing else keeps its last segment.
        let skipped = if begins { self.segments.len().min(all.len().saturating_sub(1)) } else { 0 };
        let rest = all.into_iter().skip(skipped);
        rest.skip_while(|segment| is_version(segment)).collect()
    }
}

/// What several tags would be without what frameworks call a class: they keep it.
fn contested(sites: &[Site<'_>]) -> HashSet<Words> {
    let tags: HashSet<Words> = sites.iter().filter_map(tag).map(Words::of_phrase).collect();
    let mut seen = HashSet::new();
    let resources = tags.iter().map(without_class);
    resources.filter(|resource| !seen.insert(resource.clone())).collect()
}

/// A tag without what frameworks call a class: `user-controller` and `user-rest-controller`.
fn without_class(tag: &Words) -> Words {
    let words = tag.as_slice();
    let is = |word: &Word, name: &str| word.as_ref() == name;
    let class =
        words.iter().rev().zip(["controller", "rest"]).take_while(|(own, its)| is(own, its));
    match words.len().checked_sub(class.count()) {
        None | Some(0) => tag.clone(),
        Some(rest) => words.iter().take(rest).cloned().collect(),
    }
}

/// What an operation is filed under: its first tag.
pub(super) fn tag<'s>(site: &'s Site<'_>) -> Option<&'s str> {
    site.operation.tags.iter().map(|tag| tag.trim()).find(|tag| !tag.is_empty())
}

/// Whether a segment only says which version of the API it is.
pub(super) fn is_version(segment: &str) -> bool {
    let is_date = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let numbered = segment.strip_prefix('v').is_some_and(begins_with_digit);
    let is_number = begins_with_digit(segment)
        && (segment.len() <= 2
            || segment.contains('.')
            || segment.contains('-') && is_date(segment));
    numbered || is_number || matches!(segment, "api" | "rest")
}

const VERBS: &[&str] = &[
    "accept",
    "activate",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "bulk",
    "cancel",
    "change",
    "check",
    "clear",
    "clone",
    "close",
    "confirm",
    "connect",
    "copy",
    "count",
    "create",
    "deactivate",
    "delete",
    "deploy",
    "describe",
    "detach",
    "disable",
    "disconnect",
    "download",
    "edit",
    "enable",
    "execute",
    "export",
    "fetch",
    "find",
    "generate",
    "get",
    "import",
    "insert",
    "invite",
    "list",
    "lock",
    "merge",
    "modify",
    "move",
    "partial",
    "patch",
    "pause",
    "post",
    "preview",
    "publish",
    "purge",
    "put",
    "query",
    "read",
    "refresh",
    "register",
    "reject",
    "remove",
    "rename",
    "render",
    "replace",
    "reset",
    "resend",
    "restart",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "revoke",
    "rotate",
    "run",
    "save",
    "search",
    "send",
    "set",
    "share",
    "start",
    "stop",
    "submit",
    "suspend",
    "sync",
    "test",
    "transfer",
    "trigger",
    "unlock",
    "update",
    "upload",
    "upsert",
    "validate",
    "verify",
    "view",
    "watch",
];

pub(super) fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// The names that an operation may have, the best first. `id` is its id without what tells it from
/// operations of other resources.
pub(super) fn candidates(
    site: &Site<'_>,
    id: Option<&str>,
    resource: &Words,
    noise: &Noise,
) -> Vec<Words> {
    let by_path = by_path(site, resource, noise);
    let mut names = Vec::new();
    if let Some(method) = &site.rust.method {
        names.push(Words::of(method));
    }
    if let Some(id) = id {
        let words = Words::of_phrase(id);
        let is_path = |id: &Words| is_path(site, id);
        let name = |id: &Words| {
            let rest = if is_path(id) { None } else { by_id(site, id, resource, noise) };
            rest.unwrap_or_else(|| by_path.shortest().clone())
        };
        let unversioned = without_version(site, &words);
        names.extend(unversioned.as_ref().map(name));
        names.push(name(&words));
        names.push(by_path.shortest().clone());
        if !is_path(&words) {
            names.push(words);
        }
    }
    names.extend(by_path.all());
    names
}

/// A name from the operation id, without what the resource already says.
fn by_id(site: &Site<'_>, id: &Words, resource: &Words, noise: &Noise) -> Option<Words> {
    let id = without_controller(id);
    let mut words = id.as_slice();
    if let (Some(noise), [first, rest @ ..]) = (&noise.word, words)
        && first == noise
        && !rest.is_empty()
    {
        words = rest;
    }
    words = without_path(site, words);
    words = without_resource(words, resource.as_slice());
    let (verb, rest) = words.split_first()?;
    let method = site.method.key();
    if rest.is_empty() && (verb.as_ref() == method || matches!(verb.as_ref(), "detail" | "details"))
    {
        return None;
    }
    if !is_verb(verb) {
        return Some(words.iter().cloned().collect());
    }
    let (object, left) = split_object(rest, resource.as_slice());
    let object: Words = object.iter().cloned().collect();
    // `getUsers` lists, when the path leads to all of them.
    let ends_in_variable = site.segments().last().is_some_and(is_variable);
    let verb = verb.as_ref();
    let lists = verb == "get" && object.is_plural() && !ends_in_variable && left.is_empty();
    let verb = if lists { "list" } else { verb };
    if left.is_empty() && verb == method && verb != "get" && verb != "delete" {
        return None;
    }
    let verb = Words::of(verb);
    Some(verb.join(&left.iter().cloned().collect()))
}

/// Leaves out the resource's name before the verb: all of it, or its beginning before a verb. A number
/// alone, as in `search-1`, would be no name.
fn without_resource<'w>(words: &'w [Word], resource: &[Word]) -> &'w [Word] {
    let same = words.iter().zip(resource).take_while(|(own, its)| alike(own, its)).count();
    let rest = words.get(same..).unwrap_or_default();
    let verb_follows = rest.first().is_some_and(|first| is_verb(first));
    let is_number = rest.first().is_some_and(|first| begins_with_digit(first));
    if !rest.is_empty() && !is_number && same > 0 && (same == resource.len() || verb_follows) {
        rest
    } else {
        words
    }
}

/// Parts the resource's name, or the end of it, from what else stands behind a verb.
fn split_object<'w>(words: &'w [Word], resource: &[Word]) -> (&'w [Word], &'w [Word]) {
    for start in 0..resource.len() {
        let tail = resource.get(start..).unwrap_or_default();
        let same =
            words.len() >= tail.len() && words.iter().zip(tail).all(|(own, its)| alike(own, its));
        if same {
            return words.split_at(tail.len());
        }
    }
    (&[], words)
}

/// Whether two words are the same but for singular and plural.
fn alike(one: &str, other: &str) -> bool {
    let singular = |word: &str| Words::of(word).singular();
    one == other || singular(one) == singular(other)
}

/// Whether a name is that of something to do.
pub(super) fn begins_with_verb(name: &Words) -> bool {
    name.as_slice().first().is_some_and(|first| is_verb(first))
}
