//! The features of a large API's groups of operations.

use super::{
    Layout, Package, docs, overview,
    tokens::{Tokens, quote},
};
use crate::{
    model::{ALL_OPERATIONS, Api, Groups, OTHER_MODELS, TypeId, Users},
    name::Ident,
};

/// The features of one API's groups, as the crate's manifest has them.
pub(super) struct Features<'a> {
    api: &'a Api,
    groups: &'a Groups,
    /// The API's own feature, in a crate of several: the names of its groups' begin with it.
    module: Option<&'a Ident>,
}

impl<'a> Features<'a> {
    /// The features of an API, if it has groups.
    pub(super) fn of(package: &Package, api: &'a Api) -> Option<Self> {
        let module = match package.layout {
            Layout::Root => None,
            Layout::Modules => Some(&api.module),
        };
        api.groups.as_ref().map(|groups| Self { api, groups, module })
    }

    /// The feature of the operations on a resource, by its place in the API.
    pub(super) fn of_resource(&self, resource: usize) -> Option<String> {
        self.groups.features.get(resource).map(|name| self.named(name))
    }

    /// The condition under which a type exists; none when it always does.
    pub(super) fn of_type(&self, id: TypeId) -> Option<Tokens> {
        let Users::These(groups) = self.groups.users.get(id.0)? else { return None };
        let names = groups.iter().filter_map(|group| self.groups.features.get(*group));
        Some(match self.sorted(names).as_slice() {
            [feature] => quote!(#[cfg(feature = #feature)]),
            features => quote!(#[cfg(any(#(feature = #features),*))]),
        })
    }

    /// The features that are on unless a program says otherwise.
    pub(super) fn defaults(&self) -> Vec<String> {
        let others = self.has_others().then_some(OTHER_MODELS);
        std::iter::once(ALL_OPERATIONS).chain(others).map(|name| self.named(name)).collect()
    }

    /// The manifest's lines.
    pub(super) fn manifest(&self) -> String {
        let groups = self.of_operations();
        let list: Vec<_> = groups.iter().map(|name| format!("    \"{name}\",\n")).collect();
        let all = self.named(ALL_OPERATIONS);
        let title = docs::sentence(&self.api.title);
        let list = list.concat();
        let others = self.named(OTHER_MODELS);
        let others = format!("# The models that no operation needs.\n{others} = []\n");
        let others = if self.has_others() { others.as_str() } else { "" };
        let lines = format!(
            "# Every group of operations: {title}\n{all} = [\n{list}]\n{others}\
             # The operations on a resource each, and the models that they need.\n"
        );
        groups.iter().fold(lines, |lines, name| lines + &format!("{name} = []\n"))
    }

    /// What readers of the documentation are told.
    pub(super) fn docs(&self, package: &Package) -> Vec<String> {
        let title = docs::sentence(&self.api.title);
        let of = self.module.map(|_| format!(": {}", title.trim_end_matches('.')));
        let mut lines = vec![format!("# Groups of operations{}", of.unwrap_or_default())];
        docs::paragraph(&mut lines, &self.meaning());
        let groups = self.of_operations();
        let chosen = self.module.map(Ident::as_str).into_iter();
        let chosen = chosen.chain(groups.first().map(String::as_str));
        let chosen: Vec<_> = chosen.map(|name| format!(", \"{name}\"")).collect();
        let chosen = chosen.concat();
        let entry = format!("default-features = false, features = [\"rustls\"{chosen}]");
        docs::append(&mut lines, overview::entry(package, &entry));
        let names: Vec<_> = groups.iter().map(|name| docs::code(name)).collect();
        docs::paragraph(&mut lines, &format!("The groups are {}.", names.join(", ")));
        lines
    }

    fn meaning(&self) -> String {
        let others = self.named(OTHER_MODELS);
        let others = format!(", and `{others}` for the models that no operation needs");
        format!(
            "The operations on each resource are behind a feature of their own, together with the \
             models that they need. The default is all of them: `{}`{}. A program that calls few is \
             built faster with those alone:",
            self.named(ALL_OPERATIONS),
            if self.has_others() { others.as_str() } else { "" },
        )
    }

    fn of_operations(&self) -> Vec<String> {
        self.sorted(self.groups.features.iter().take(self.api.resources.len()))
    }

    fn has_others(&self) -> bool {
        self.groups.features.len() > self.api.resources.len()
    }

    fn sorted<'n>(&self, names: impl Iterator<Item = &'n String>) -> Vec<String> {
        let mut names: Vec<_> = names.map(|name| self.named(name)).collect();
        names.sort_unstable();
        names
    }

    /// A feature's name in the manifest; no module has a `-` in its own.
    fn named(&self, name: &str) -> String {
        self.module.map_or_else(|| name.to_owned(), |module| format!("{module}-{name}"))
    }
}
