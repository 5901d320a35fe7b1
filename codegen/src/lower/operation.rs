//! Operations, by the resource that they act on.

use super::{
    body::body_words,
    docs,
    naming::{Called, Naming, name_all},
    parameter::{Owner, Parameters},
    place::File,
    reference::References,
    response::Answers,
    schema::Schemas,
    security::security,
    server,
    walk::Site,
};
use crate::{
    json::Pointer,
    model::{Credential, Docs, Operation, Resource},
    name::Words,
};
use openapiv3::{OpenAPI, ReferenceOr};
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

/// What all operations of an API share.
#[derive(Clone, Copy, Debug)]
struct Shared<'a, 'c> {
    openapi: &'a OpenAPI,
    credentials: &'c [Credential],
}

impl<'a> Schemas<'a> {
    /// Every operation, in its resource.
    pub(super) fn resources(
        &mut self,
        openapi: &'a OpenAPI,
        sites: &[Site<'a>],
        credentials: &[Credential],
    ) -> Vec<Resource> {
        let shared = Shared { openapi, credentials };
        let names = name_all(sites, &openapi.tags, &mut self.finder);
        let mut paging = self.paging_defaults(openapi);
        let mut resources = Vec::with_capacity(names.len());
        for Naming { module, ident, words, docs, operations } in names {
            let mut lowered = Vec::with_capacity(operations.len());
            for called in operations {
                if let Some(site) = sites.get(called.site) {
                    let mut operation = self.operation(site, called, &words, shared);
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
        shared: Shared<'a, '_>,
    ) -> Operation {
        self.report_callbacks(site);
        let file = File::Named(resource.clone());
        let owner = Owner { words: called.inner(resource), file };
        let body = self.request_body(site);
        let wish =
            body.as_ref().map(|found| (body_words(&called.ident, resource), found.item.required));
        let Parameters { required, optional, body: body_ident } =
            self.parameters(site, &owner, wish);
        let Called { ident, marker, output, body: choice, .. } = called;
        let body =
            body.zip(body_ident).and_then(|(found, name)| self.body(&found, name, &owner, choice));
        let Answers { output, events, headers, successes, accept, errors } =
            self.answers(site, &owner, output);
        self.lower_pending();
        Operation {
            operation_id: site.id().map(str::to_owned),
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
            events,
            headers,
            successes,
            accept,
            errors,
            waits: self.waits(site),
            paging: None,
            security: security(site, shared.openapi, self.references, shared.credentials),
            server: self.own_server(site, shared.openapi),
            origin: self.finder.origin(site.listed.clone()),
        }
    }
}

impl Schemas<'_> {
    /// What the document says of calls that its server makes is for servers to be made of.
    fn report_callbacks(&mut self, site: &Site<'_>) {
        let at = site.pointer.join("callbacks");
        if self.finder.node(&at).is_some_and(|callbacks| callbacks.count() > 0) {
            let message = "callbacks are left out: they are calls that the server makes";
            self.finder.degraded(&at, message.to_owned());
        }
    }

    /// The base URL that an operation has for itself.
    fn own_server(&mut self, site: &Site<'_>, openapi: &OpenAPI) -> Option<String> {
        let own =
            [(&site.operation.servers, &site.pointer), (&site.item.servers, &site.item_pointer)];
        let mut own = own.into_iter().filter(|(servers, _)| !servers.is_empty());
        let (servers, at) = own.next()?;
        if *servers == openapi.servers {
            return None;
        }
        let url = server::own_url(servers, at, &mut self.finder)?;
        (Some(&url) != server::first_url(&openapi.servers).as_ref()).then_some(url)
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
