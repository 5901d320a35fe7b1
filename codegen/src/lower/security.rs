//! Which credentials each operation takes.

use super::{
    credential::placement,
    reference::{Found, References},
    walk::Site,
};
use crate::{
    json::Pointer,
    model::{Credential, Placement, Security},
};
use openapiv3::{OpenAPI, SecurityRequirement, SecurityScheme};

/// What an operation asks of its callers. What goes over the wire counts, not the scheme's name:
/// a token is one whether `oauth2` or `http` describes it.
pub(super) fn security<'a>(
    site: &Site<'a>,
    openapi: &'a OpenAPI,
    references: References<'a>,
    credentials: &[Credential],
) -> Security {
    let requirements = match (&site.operation.security, &openapi.security) {
        (Some(own), _) => own.as_slice(),
        (None, Some(all)) if !all.is_empty() => all.as_slice(),
        (None, _) => return Security::Any,
    };
    let asked: Vec<Vec<Placement>> =
        requirements.iter().map(|requirement| placements(requirement, references)).collect();
    let works_without = asked.is_empty() || asked.iter().any(Vec::is_empty);
    let fits = |credential: &&Credential| {
        let has = |placement: &Placement| {
            credential.parts.iter().any(|part| part.placement == *placement)
        };
        asked.iter().any(|asked| !asked.is_empty() && asked.iter().all(has))
    };
    let accepted: Vec<_> =
        credentials.iter().filter(fits).map(|credential| credential.ident.clone()).collect();
    if accepted.len() == credentials.len() {
        Security::Any
    } else if works_without {
        Security::Optional(accepted)
    } else {
        Security::Required(accepted)
    }
}

/// What a requirement puts into requests; what the transport proves, such as a certificate, is
/// nothing of that.
fn placements(requirement: &SecurityRequirement, references: References<'_>) -> Vec<Placement> {
    let place = Pointer::of(["components", "securitySchemes"]);
    let schemes = requirement.keys().filter_map(|name| {
        let found = references.component::<SecurityScheme>(name, place.join(name));
        found.map(|Found { item, .. }| item)
    });
    schemes.filter_map(placement).collect()
}
