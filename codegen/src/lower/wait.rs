//! Requests that are answered before they are done.

use super::{extension, finding::Finder, schema::Schemas, walk::Site};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{Resource, Wait},
};
use openapiv3::{OpenAPI, ReferenceOr, Response, StatusCode};

impl<'a> Schemas<'a> {
    /// Whether an operation's 202 says with `Location` where to ask for the status: HTTP has no
    /// other meaning for it there (RFC 9110, section 15.3.3).
    pub(super) fn waits(&self, site: &Site<'a>) -> bool {
        let responses = &site.operation.responses.responses;
        let accepted = responses.get(&StatusCode::Code(202));
        accepted.is_some_and(|response| self.has_header(site, response, "location"))
    }

    /// Whether a response of an operation is documented with a header.
    pub(super) fn has_header(
        &self,
        site: &Site<'a>,
        response: &'a ReferenceOr<Response>,
        header: &str,
    ) -> bool {
        let found = self.references.resolve(response, site.pointer.clone());
        found.is_ok_and(|found| {
            found.item.headers.keys().any(|name| name.eq_ignore_ascii_case(header))
        })
    }
}

/// What `x-wait` says of the status. Without it there is no waiting for any operation.
pub(super) fn rule(
    openapi: &OpenAPI,
    resources: &mut [Resource],
    finder: &mut Finder<'_>,
) -> Option<Wait> {
    let at = Pointer::root().join("x-wait");
    let rule = extension::wait(&openapi.extensions).unwrap_or_else(|message| {
        let help = "beside `paths` it is an object with the JSON pointer `status`, the lists `done` \
                    and `failed` of its values, and perhaps the JSON pointer `message`";
        finder.report(Code::InvalidExtension, &at, message, help);
        None
    });
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    if rule.is_some() && !operations().any(|operation| operation.waits) {
        let message = "no operation documents a 202 with the header `Location`";
        let help = "add the header to the operations that answer with it, or delete the extension";
        finder.report(Code::UnusedExtension, &at, message.to_owned(), help);
    }
    if rule.is_none() {
        let operations = resources.iter_mut().flat_map(|resource| &mut resource.operations);
        operations.for_each(|operation| operation.waits = false);
    }
    rule
}
