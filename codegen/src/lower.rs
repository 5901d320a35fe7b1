//! lower: an OpenAPI document becomes the model of a Rust API.
//!
//! Every schema of the components becomes a type, and so does every object, enumeration or union
//! that is written inside something else. Types are gathered first and named last, so that who
//! wins a name never depends on the order of arrival.

mod accept;
mod annotation;
mod arena;
mod body;
mod choice;
mod client_parameter;
mod component;
mod composition;
mod credential;
mod direction;
mod docs;
mod encoding;
mod enumeration;
mod envelope;
mod extension;
mod facts;
mod finding;
mod group;
mod header;
mod inheritance;
mod joining;
mod leaf;
mod listed;
mod media;
mod naming;
mod nullability;
mod object;
mod operation;
mod operation_id;
mod or_empty;
mod paging;
mod parameter;
mod place;
mod recursion;
mod reference;
mod response;
mod schema;
mod security;
mod segments;
mod server;
mod sharing;
mod tag;
#[cfg(test)]
mod tests;
mod union;
mod verb;
mod wait;
mod walk;

use crate::{
    diagnostic::Diagnostics,
    document::Specification,
    model::{Api, Docs, Resource, TypeDef},
    name::{Case, Ident, Words},
    source::Sources,
};
use finding::Finder;
use reference::{Nested, References};
use schema::Schemas;

/// Decides how an API reads in Rust. `module` is what the API is to be called.
///
/// Nothing, when something was found that makes the result unusable.
pub fn lower(
    specification: &Specification,
    module: &str,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Api> {
    let Specification { openapi, root, .. } = specification;
    let nested = Nested::of(root);
    let references = References::new(openapi, &nested);
    let mut finder = Finder::new(root, sources, diagnostics);
    let sites = walk::sites(specification, references, &mut finder);
    let servers = server::servers(&openapi.servers, &mut finder);
    let credentials = credential::credentials(openapi, &sites, references, &mut finder);
    let parts = operation::multipart_schemas(&sites, references);

    let mut schemas = Schemas::new(openapi, &nested, finder, parts);
    let mut resources = schemas.resources(openapi, &sites, &credentials);
    let Schemas { mut arena, mut finder, configured, .. } = schemas;
    sharing::share(&mut arena, &mut resources);
    let parameters = client_parameter::client_parameters(configured, &mut finder);
    let mut types = arena.finish(&mut finder);
    settle(&mut types, &resources, &mut finder);
    envelope::mark(openapi, &mut types, &resources, &mut finder);
    let wait = wait::rule(openapi, &mut resources, &mut finder);
    let module = Ident::new(&Words::of(module), Case::Snake);
    let groups = group::groups(&module, &mut types, &resources);

    let info = &openapi.info;
    (!finder.has_errors()).then(|| Api {
        module,
        title: info.title.clone(),
        version: info.version.clone(),
        docs: Docs { description: docs::filled(info.description.as_deref()), ..Docs::default() },
        servers,
        credentials,
        is_open: credential::is_open(openapi, &sites),
        parameters,
        wait,
        types,
        resources,
        groups,
    })
}

/// Decides what only the whole can tell: where types contain themselves, and which way they travel.
fn settle(types: &mut [TypeDef], resources: &[Resource], finder: &mut Finder<'_>) {
    for id in recursion::break_circles(types) {
        if let Some(def) = types.get(id.0) {
            let message = format!(
                "`{}` is defined by nothing but itself, so it is any JSON value",
                def.ident
            );
            finder.degraded(&def.origin.pointer, message);
        }
    }
    direction::spread(types, resources.iter().flat_map(|resource| &resource.operations));
    direction::leave_absent_tags(types);
}
