//! The ways to prove who is calling.

use super::{
    docs,
    extension::{self, Rust},
    finding::Finder,
    reference::{Found, References},
    walk::Site,
};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{ApiKeyLocation, Credential, CredentialPart, CredentialValue, Docs, Placement},
    name::{Case, Claim, Ident, Scope, Words},
};
use indexmap::{IndexMap, IndexSet};
use openapiv3::{APIKeyLocation, OpenAPI, SecurityScheme};

/// What one security scheme asks for, before names are given.
struct Asked {
    placement: Placement,
    /// What it is called, the best name first.
    names: Vec<Words>,
    /// What each value is called, and whether it is secret.
    values: Vec<(Words, bool)>,
    env: Vec<String>,
    docs: Docs,
}

/// Every alternative that the document names, a token before all else: where variables for
/// several of them are set, vendors' own tools take the token.
pub(super) fn credentials<'a>(
    openapi: &'a OpenAPI,
    sites: &[Site<'a>],
    references: References<'a>,
    finder: &mut Finder<'_>,
) -> Vec<Credential> {
    let root = Pointer::root().join("security");
    let own = openapi.security.iter().flatten().map(|requirement| (requirement, root.clone()));
    let of_operations = sites.iter().flat_map(|site| {
        let security = site.operation.security.iter().flatten();
        security.map(|requirement| (requirement, site.pointer.join("security")))
    });
    let mut seen = IndexSet::new();
    let mut alternatives = Vec::new();
    for (requirement, at) in own.chain(of_operations) {
        let schemes: Vec<&str> = requirement.keys().map(String::as_str).collect();
        let mut sorted = schemes.clone();
        sorted.sort_unstable();
        if !schemes.is_empty() && seen.insert(sorted) {
            alternatives.push((schemes, at));
        }
    }
    if alternatives.is_empty() {
        alternatives = all_schemes(openapi);
    }
    let mut found = Vec::new();
    for (names, at) in alternatives {
        let asked: Option<Vec<Vec<Asked>>> =
            names.iter().map(|name| ask(name, &at, references, finder)).collect();
        let asked = asked.map(|all| all.into_iter().flatten().collect::<Vec<_>>());
        found.extend(asked.filter(|asked| !asked.is_empty()));
    }
    found.sort_by_key(|asked| asked.iter().map(|asked| preference(&asked.placement)).max());
    name_all(found)
}

/// Whether some operation takes calls of anyone. Where the document never says who may call, what
/// it defines is meant for all of them.
pub(super) fn is_open(openapi: &OpenAPI, sites: &[Site<'_>]) -> bool {
    let said = |site: &Site<'_>| {
        let said = site.operation.security.as_ref().or(openapi.security.as_ref());
        said.map(|list| list.is_empty() || list.iter().any(IndexMap::is_empty))
    };
    let is_said = sites.iter().any(|site| said(site).is_some());
    sites.iter().any(|site| said(site).unwrap_or(is_said))
}

/// The place of a credential among its alternatives.
fn preference(placement: &Placement) -> u8 {
    match placement {
        Placement::Bearer => 0,
        Placement::ApiKey { .. } => 1,
        Placement::Basic => 2,
    }
}

/// A document that defines schemes and requires none means them all the same.
fn all_schemes(openapi: &OpenAPI) -> Vec<(Vec<&str>, Pointer)> {
    let schemes =
        openapi.components.iter().flat_map(|components| components.security_schemes.keys());
    let place = Pointer::of(["components", "securitySchemes"]);
    schemes.map(|name| (vec![name.as_str()], place.join(name))).collect()
}

/// What a scheme asks for: nothing inside, when the transport proves it. Nothing at all, when there
/// is no such scheme.
fn ask(
    name: &str,
    at: &Pointer,
    references: References<'_>,
    finder: &mut Finder<'_>,
) -> Option<Vec<Asked>> {
    let place = Pointer::of(["components", "securitySchemes", name]);
    let Some(Found { item, pointer, .. }) = references.component::<SecurityScheme>(name, place)
    else {
        finder.dangling(at, &format!("#/components/securitySchemes/{name}"));
        return None;
    };
    report_unusual(item, &pointer, finder);
    let Some(placement) = placement(item) else { return Some(Vec::new()) };
    let (SecurityScheme::APIKey { description, extensions, .. }
    | SecurityScheme::HTTP { description, extensions, .. }
    | SecurityScheme::OAuth2 { description, extensions, .. }
    | SecurityScheme::OpenIDConnect { description, extensions, .. }) = item;
    let docs = docs::described(description.as_deref(), extensions);
    let env = extension::texts(extensions, "x-env");
    let given = extension::rust(extensions).unwrap_or_else(|message| {
        let help = "beside a security scheme it is an object that may have `name`";
        finder.report(Code::InvalidExtension, &pointer, message, help);
        Rust::default()
    });
    let called = given.name.as_deref().map_or_else(|| Words::of(name), Words::of);
    let values = values(&placement, &called);
    let names = match placement {
        Placement::Basic if given.name.is_none() => vec![Words::of("basic"), called],
        Placement::Bearer if given.name.is_none() => vec![Words::of("token"), called],
        _ => vec![called],
    };
    Some(vec![Asked { placement, names, values, env, docs }])
}

/// Where a scheme's credential goes; nowhere, when a request cannot carry it beforehand.
pub(super) fn placement(scheme: &SecurityScheme) -> Option<Placement> {
    match scheme {
        SecurityScheme::APIKey { location, name, .. } => {
            let location = match location {
                APIKeyLocation::Query => ApiKeyLocation::Query,
                APIKeyLocation::Header => ApiKeyLocation::Header,
                APIKeyLocation::Cookie => ApiKeyLocation::Cookie,
            };
            Some(Placement::ApiKey { location, name: name.clone() })
        }
        SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "basic" => Some(Placement::Basic),
            "bearer" => Some(Placement::Bearer),
            "digest" | MUTUAL_TLS => None,
            _ => {
                let name = "Authorization".to_owned();
                Some(Placement::ApiKey { location: ApiKeyLocation::Header, name })
            }
        },
        SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. } => {
            Some(Placement::Bearer)
        }
    }
}

/// What `normalize` makes of a scheme of this type, in small letters; it has said so already.
const MUTUAL_TLS: &str = "mutualtls";

fn report_unusual(scheme: &SecurityScheme, at: &Pointer, finder: &mut Finder<'_>) {
    let SecurityScheme::HTTP { scheme, .. } = scheme else { return };
    match scheme.to_ascii_lowercase().as_str() {
        "basic" | "bearer" | MUTUAL_TLS => {}
        "digest" => {
            let message = "digest authentication is left to the caller's own `reqwest::Client`, for \
                           it answers a challenge";
            finder.degraded(at, message.to_owned());
        }
        _ => {
            let message = format!(
                "the authentication scheme `{scheme}` is not known: callers give the whole `Authorization` header"
            );
            finder.degraded(at, message);
        }
    }
}

/// What the caller gives.
fn values(placement: &Placement, called: &Words) -> Vec<(Words, bool)> {
    match placement {
        Placement::Basic => vec![(Words::of("username"), false), (Words::of("password"), true)],
        Placement::Bearer => vec![(Words::of("token"), true)],
        Placement::ApiKey { .. } => {
            let last = called.as_slice().last().map(AsRef::as_ref);
            let open = matches!(last, Some("email" | "user" | "username" | "login" | "account"));
            vec![(called.clone(), !open)]
        }
    }
}

/// Names the alternatives, and the values inside each.
fn name_all(found: Vec<Vec<Asked>>) -> Vec<Credential> {
    let mut scope = Scope::new(Case::Pascal);
    for asked in &found {
        let joined = |pick: fn(&Vec<Words>) -> Option<&Words>| {
            let words = asked.iter().filter_map(|asked| pick(&asked.names)).cloned();
            words.reduce(|all, one| all.then("and").join(&one)).unwrap_or_default()
        };
        let (short, long) = (joined(|names| names.first()), joined(|names| names.last()));
        let place = long.as_slice().join(" ");
        let last = long.then("credential");
        scope.claim(claim(vec![short, long, last], &place));
    }
    let idents = scope.resolve().idents;
    idents.into_iter().zip(found).map(|(ident, asked)| credential(ident, asked)).collect()
}

fn credential(ident: Ident, asked: Vec<Asked>) -> Credential {
    let mut scope = Scope::new(Case::Snake);
    for (at, (words, _)) in asked.iter().flat_map(|asked| &asked.values).enumerate() {
        scope.claim(claim(vec![words.clone()], &format!("{at:03}")));
    }
    let mut idents = scope.resolve().idents.into_iter();
    let parts = asked
        .into_iter()
        .map(|Asked { placement, values, env, docs, .. }| {
            let mut env = env.into_iter();
            let values = values.iter().zip(idents.by_ref()).map(|((_, secret), ident)| {
                CredentialValue { ident, secret: *secret, env: env.next() }
            });
            CredentialPart { docs, placement, values: values.collect() }
        })
        .collect();
    Credential { ident, parts }
}

fn claim(names: Vec<Words>, place: &str) -> Claim {
    Claim { place: place.to_owned(), names, ..Claim::default() }
}
