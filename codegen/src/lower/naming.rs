//! What resources and operations are called.

use super::{
    docs,
    finding::Finder,
    operation_id::Ids,
    verb::{Noise, begins_with_verb, candidates, is_version, tag},
    walk::{Site, is_variable},
};
use crate::{
    json::Pointer,
    model::Docs,
    name::{Case, Claim, Ident, Rank, Scope, Words, reserved},
};
use indexmap::IndexMap;
use openapiv3::Tag;
use std::collections::HashMap;

/// A resource, and which operations it has.
#[derive(Debug)]
pub(super) struct Naming {
    /// The client's method and the module.
    pub(super) module: Ident,
    /// The type.
    pub(super) ident: Ident,
    /// The words of both.
    pub(super) words: Words,
    pub(super) docs: Docs,
    /// The operations: each by its index among the sites.
    pub(super) operations: Vec<Called>,
}

/// What an operation is called.
#[derive(Debug)]
pub(super) struct Called {
    pub(super) site: usize,
    /// The method's name.
    pub(super) ident: Ident,
    /// The type that stands for the operation.
    pub(super) marker: Ident,
    /// The enum of its outputs, should there be several.
    pub(super) output: Ident,
    /// The enum of its bodies, should there be several.
    pub(super) body: Ident,
}

/// Groups operations by resource, and names both.
pub(super) fn name_all(sites: &[Site<'_>], tags: &[Tag], finder: &mut Finder<'_>) -> Vec<Naming> {
    let noise = Noise::of(sites);
    let ids = Ids::of(sites.iter());
    let groups = groups(sites, &noise);
    let (modules, idents) = resource_names(&groups);
    let mut declared: HashMap<Words, Vec<(usize, &Tag)>> = HashMap::new();
    for (at, tag) in tags.iter().enumerate() {
        declared.entry(noise.resource(&tag.name)).or_default().push((at, tag));
    }
    let names = modules.into_iter().zip(idents);
    groups
        .into_iter()
        .zip(names)
        .map(|((words, members), (module, ident))| {
            let docs = declared.get(&words).map(|tags| described(tags, finder)).unwrap_or_default();
            let operations =
                operation_names(&members, sites, (&words, &ident), &noise, &ids, finder);
            Naming { module, ident, words, docs, operations }
        })
        .collect()
}

/// What the document says of a resource. Several tags may mean it, as `user-groups` and `User Groups`
/// do: mostly by mistake, so that all their operations belong together. What is said of each is kept.
fn described(tags: &[(usize, &Tag)], finder: &mut Finder<'_>) -> Docs {
    let mut said: Vec<(&Tag, String)> = Vec::new();
    for &(at, tag) in tags {
        let Some(description) = docs::filled(tag.description.as_deref()) else { continue };
        if said.iter().any(|(_, known)| *known == description) {
            continue;
        }
        if let Some((first, _)) = said.first() {
            let message = format!(
                "the tags `{}` and `{}` are one resource, since their names are the same words",
                first.name, tag.name
            );
            finder.degraded(&Pointer::root().join("tags").item(at), message);
        }
        said.push((tag, description));
    }
    let said: Vec<String> = said.into_iter().map(|(_, description)| description).collect();
    let description = (!said.is_empty()).then(|| said.join("\n\n"));
    Docs { description, ..Docs::default() }
}

/// The operations of each resource, in the order of the document.
fn groups(sites: &[Site<'_>], noise: &Noise) -> IndexMap<Words, Vec<usize>> {
    let mut paths: HashMap<&str, usize> = HashMap::new();
    for site in sites {
        if let Some(first) = noise.significant(site).first() {
            *paths.entry(first).or_default() += 1;
        }
    }
    let mut groups: IndexMap<Words, Vec<usize>> = IndexMap::new();
    for (at, site) in sites.iter().enumerate() {
        let tag = if noise.tag { None } else { tag(site) };
        let resource = site.rust.resource.as_deref().map(Words::of);
        let resource = resource.or_else(|| tag.map(|tag| noise.resource(tag)));
        let resource = resource.unwrap_or_else(|| acted_on(site, noise, &paths));
        groups.entry(resource).or_default().push(at);
    }
    groups
}

/// What an operation acts on, as far as its path says so: the first segment.
fn acted_on(site: &Site<'_>, noise: &Noise, paths: &HashMap<&str, usize>) -> Words {
    let segments = noise.significant(site);
    let own = segments.iter().find(|segment| !is_variable(segment));
    match (segments.as_slice(), own) {
        // `/sendMessage` is something to do, and nothing that has operations.
        ([only], Some(_)) if paths.get(only) == Some(&1) && !is_collection(only) => {
            Words::of("api")
        }
        (_, Some(segment)) => Words::of(segment),
        // Of what all paths begin with, `/books/{id}` acts on the last.
        (_, None) => {
            let common = site.segments().filter(|segment| !is_variable(segment));
            common
                .filter(|segment| !is_version(segment))
                .last()
                .map_or_else(|| Words::of("api"), Words::of)
        }
    }
}

/// Whether a path's only segment names things, and not something to do.
fn is_collection(segment: &str) -> bool {
    let words = Words::of(segment);
    words.is_plural() && !begins_with_verb(&words)
}

fn resource_names(groups: &IndexMap<Words, Vec<usize>>) -> (Vec<Ident>, Vec<Ident>) {
    let resolve = |case: Case, reserved: &'static [&'static str]| {
        let mut scope = Scope::new(case);
        for words in groups.keys() {
            scope.claim(Claim {
                place: words.as_slice().join(" "),
                names: vec![words.clone(), words.then("resource")],
                reserved,
                ..Claim::default()
            });
        }
        scope.resolve().idents
    };
    (resolve(Case::Snake, reserved::RESOURCES), resolve(Case::Pascal, reserved::MARKERS))
}

fn operation_names(
    members: &[usize],
    sites: &[Site<'_>],
    (resource, ident): (&Words, &Ident),
    noise: &Noise,
    ids: &Ids<'_>,
    finder: &mut Finder<'_>,
) -> Vec<Called> {
    let own: Vec<(usize, &Site<'_>)> =
        members.iter().filter_map(|&at| Some((at, sites.get(at)?))).collect();
    let own_ids = Ids::of(own.iter().map(|(_, site)| *site));
    let mut scope = Scope::new(Case::Snake);
    for (_, site) in &own {
        let id = site.id().map(|id| ids.within(&own_ids, id));
        scope.claim(Claim {
            rank: if site.rust.method.is_some() { Rank::Given } else { Rank::Usual },
            wire: site.operation.operation_id.clone().unwrap_or_default(),
            place: site.listed.to_string(),
            names: candidates(site, id, resource, noise),
            reserved: reserved::METHODS,
        });
    }
    let resolved = scope.resolve();
    let place = |at: usize| own.get(at).map(|(_, site)| site.pointer.clone());
    finder.collisions(&resolved, "method", place);
    let types = marker_names(&resolved.idents, ident);
    own.iter()
        .zip(resolved.idents.into_iter().zip(types))
        .map(|((site, _), (ident, [marker, output, body]))| Called {
            site: *site,
            ident,
            marker,
            output,
            body,
        })
        .collect()
}

/// For each operation the types that stand for it, its outputs and its bodies, in one module with
/// the resource's.
fn marker_names(methods: &[Ident], resource: &Ident) -> Vec<[Ident; 3]> {
    let mut scope = Scope::new(Case::Pascal);
    let mut claim = |rank: Rank, method: &Ident, role: &str| {
        let words = Words::of(method.as_str());
        let named = if role.is_empty() { words } else { words.then(role) };
        scope.claim(Claim {
            rank,
            place: method.to_string(),
            names: vec![named.clone(), named.then("operation")],
            reserved: reserved::MARKERS,
            ..Claim::default()
        });
    };
    claim(Rank::Given, resource, "");
    for (rank, role) in [(Rank::Usual, ""), (Rank::Extra, "output"), (Rank::Last, "body")] {
        for method in methods {
            claim(rank, method, role);
        }
    }
    // Behind the resource's name come those of each role.
    let mut idents = scope.resolve().idents.into_iter().skip(1);
    let mut role = || idents.by_ref().take(methods.len()).collect::<Vec<_>>();
    let (markers, outputs, bodies) = (role(), role(), role());
    let outputs = outputs.into_iter().zip(bodies);
    markers
        .into_iter()
        .zip(outputs)
        .map(|(marker, (output, body))| [marker, output, body])
        .collect()
}

impl Called {
    /// What is written inside the operation is named after it: `users create`.
    pub(super) fn inner(&self, resource: &Words) -> Words {
        resource.then(self.ident.as_str())
    }
}
