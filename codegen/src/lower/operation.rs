//! Operations, by the resource that they act on.

use super::{
    docs,
    media::Encoding,
    naming::{Called, Naming, below, name_all},
    parameter::{Owner, Parameters},
    place::File,
    reference::{Found, References},
    schema::Schemas,
    server,
    walk::Site,
};
use crate::{
    json::Pointer,
    model::{Body, Docs, Operation, Resource},
    name::{Ident, Words},
};
use openapiv3::{OpenAPI, ReferenceOr, RequestBody};
use std::collections::HashSet;

/// The places of schemas that multipart bodies refer to: there, binary strings are files.
pub(super) fn multipart_schemas(
    sites: &[Site<'_>],
    references: References<'_>,
) -> HashSet<Pointer> {
    let bodies = sites.iter().filter_map(|site| {
        let body = site.operation.request_body.as_ref()?;
        references.resolve(body, site.pointer.clone()).ok()
    });
    let media = bodies.flat_map(|found| &found.item.content);
    let multipart =
        media.filter(|(name, _)| name.trim().to_ascii_lowercase().starts_with("multipart/"));
    multipart
        .filter_map(|(_, media)| match media.schema.as_ref()? {
            ReferenceOr::Reference { reference } => Pointer::parse(reference),
            ReferenceOr::Item(_) => None,
        })
        .collect()
}

impl<'a> Schemas<'a> {
    /// Every operation, in its resource.
    pub(super) fn resources(&mut self, openapi: &'a OpenAPI, sites: &[Site<'a>]) -> Vec<Resource> {
        let names = name_all(sites, &openapi.tags, &mut self.finder);
        let base = server::first_url(&openapi.servers);
        let mut paging = self.paging_defaults(openapi);
        let mut resources = Vec::with_capacity(names.len());
        for Naming { module, ident, words, docs, operations } in names {
            let mut lowered = Vec::with_capacity(operations.len());
            for called in operations {
                if let Some(site) = sites.get(called.site) {
                    let mut operation = self.operation(site, called, &words, base.as_deref());
                    operation.paging = self.paging(site, &operation, &mut paging);
                    lowered.push(operation);
                }
            }
            resources.push(Resource { module, ident, docs, operations: lowered });
        }
        self.check_paging_defaults(&paging);
        resources
    }

    fn operation(
        &mut self,
        site: &Site<'a>,
        called: Called,
        resource: &Words,
        base: Option<&str>,
    ) -> Operation {
        let file = File::Named(resource.clone());
        let owner = Owner { words: called.inner(resource), file };
        let body = self.request_body(site);
        let wish =
            body.as_ref().map(|found| (body_words(&called.ident, resource), found.item.required));
        let Parameters { required, optional, body: body_ident } =
            self.parameters(site, &owner, wish);
        let body = body.zip(body_ident).and_then(|(found, ident)| self.body(&found, ident, &owner));
        let Called { ident, marker, output, .. } = called;
        let (successes, output, errors) = self.answers(site, &owner, output);
        self.lower_pending();
        let servers = [&site.operation.servers, &site.item.servers];
        let server = servers.into_iter().find_map(|servers| server::first_url(servers));
        Operation {
            id: site.id(),
            ident,
            marker,
            method: site.method,
            path: absolute(site.path),
            docs: operation_docs(site),
            deprecated: site.operation.deprecated,
            required,
            optional,
            body,
            output,
            successes,
            errors,
            waits: self.waits(site),
            paging: None,
            server: server.filter(|server| Some(server.as_str()) != base),
            origin: self.finder.origin(site.listed.clone()),
        }
    }

    /// The body that an operation's request has, if it can have content.
    fn request_body(&mut self, site: &Site<'a>) -> Option<Found<'a, RequestBody>> {
        let body = site.operation.request_body.as_ref()?;
        let pointer = site.pointer.join("requestBody");
        match self.references.resolve(body, pointer.clone()) {
            Ok(found) => (!found.item.content.is_empty()).then_some(found),
            Err(reference) => {
                self.finder.dangling(&pointer, reference);
                None
            }
        }
    }

    fn body(
        &mut self,
        found: &Found<'a, RequestBody>,
        ident: Ident,
        owner: &Owner,
    ) -> Option<Body> {
        let item = found.item;
        let chosen = self.choose(&item.content, &found.pointer)?;
        let at = below(&found.pointer, &["content", chosen.name, "schema"]);
        let role = if chosen.encoding == Encoding::Form { "form" } else { "body" };
        let (name, file) = match &found.component {
            Some(name) => (Words::of(name), File::Named(Words::of("request bodies"))),
            None => (owner.words.then(role), owner.file.clone()),
        };
        Some(Body {
            ident,
            payload: self.payload(&chosen, at, name, file),
            required: item.required,
            docs: docs::described(item.description.as_deref(), &item.extensions),
        })
    }
}

/// What the argument for a body is called: the thing itself, when the operation is about a whole
/// one.
fn body_words(method: &Ident, resource: &Words) -> Words {
    let whole = ["create", "replace", "update", "add", "put", "set", "edit", "patch", "upsert"];
    if whole.contains(&method.as_str()) && resource.is_plural() {
        resource.as_slice().last().map_or_else(Words::none, |last| Words::of(last)).singular()
    } else {
        Words::of("body")
    }
}

/// A path template that begins as it must.
fn absolute(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

fn operation_docs(site: &Site<'_>) -> Docs {
    let operation = site.operation;
    let summary = operation.summary.as_deref().or(site.item.summary.as_deref());
    let description = operation.description.as_deref().or(site.item.description.as_deref());
    Docs {
        summary: docs::filled(summary),
        description: docs::filled(description),
        notes: docs::notes(&operation.extensions),
    }
}
