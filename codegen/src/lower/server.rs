//! Where an API answers.

use super::{docs, extension, finding::Finder};
use crate::{
    json::Pointer,
    model,
    name::{Case, Claim, Ident, Rank, Scope, Words},
};
use openapiv3::{Server, ServerVariable};

/// A description longer than this is a sentence and no name.
const LONGEST_NAME: usize = 3;

/// The servers of an API, the default first.
pub(super) fn servers(servers: &[Server], finder: &mut Finder<'_>) -> Vec<model::Server> {
    let at = Pointer::root().join("servers");
    let mut scope = Scope::new(Case::Pascal);
    for (index, server) in servers.iter().enumerate() {
        check(&url(server), &at.item(index), finder);
        // Of two addresses that differ in nothing else, the encrypted one is the usual one.
        let rank = if server.url.starts_with("http:") { Rank::Extra } else { Rank::Usual };
        let (place, names) = (server.url.clone(), names(server));
        scope.claim(Claim { rank, place, names, ..Claim::default() });
    }
    let idents = scope.resolve().idents;
    servers.iter().zip(idents).map(|(server, ident)| lower(server, ident)).collect()
}

/// Says what callers have to know of a server's URL.
fn check(url: &str, at: &Pointer, finder: &mut Finder<'_>) {
    if url.contains(['{', '}']) {
        let message = format!("the server's URL `{url}` has a variable without a default");
        finder.degraded(at, message);
    } else if !url.contains("://") {
        let message =
            format!("the server's URL `{url}` is relative, so callers say with `base_url` to what");
        finder.degraded(at, message);
    }
}

fn lower(server: &Server, ident: Ident) -> model::Server {
    let mut scope = Scope::new(Case::Snake);
    let variables = || server.variables.iter().flatten();
    for (name, _) in variables() {
        scope.claim(Claim {
            wire: name.clone(),
            place: name.clone(),
            names: vec![Words::of(name), Words::spelled(name)],
            ..Claim::default()
        });
    }
    let named = variables().zip(scope.resolve().idents);
    model::Server {
        ident,
        url: url(server),
        template: server.url.clone(),
        variables: named.map(|((name, of), ident)| variable(name, of, ident)).collect(),
        docs: docs::described(server.description.as_deref(), &server.extensions),
        env: extension::texts(&server.extensions, "x-env").into_iter().next(),
    }
}

fn variable(name: &str, variable: &ServerVariable, ident: Ident) -> model::ServerVariable {
    let mut docs = docs::described(variable.description.as_deref(), &variable.extensions);
    if !variable.enumeration.is_empty() {
        let values: Vec<_> = variable.enumeration.iter().map(|it| format!("`{it}`")).collect();
        docs.notes.push(format!("One of {}.", values.join(", ")));
    }
    docs.notes.push(format!("`{}` unless set.", variable.default));
    model::ServerVariable { wire: name.to_owned(), ident, default: variable.default.clone(), docs }
}

/// What a server may be called: as it is described, if that is short, or else by its host, its
/// address or all of its URL.
fn names(server: &Server) -> Vec<Words> {
    const NOISE: &[&str] = &["a", "api", "base", "endpoint", "environment", "server", "the", "url"];
    let described = server.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let described = described.map_or_else(Words::none, Words::of_phrase);
    let telling = described.as_slice().iter().filter(|word| !NOISE.contains(&word.as_ref()));
    let telling = telling.fold(Words::none(), |words, word| words.then(word));
    let is_name = (1..=LONGEST_NAME).contains(&telling.as_slice().len());
    let address = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    let host = address.split(['/', ':', '?']).next().unwrap_or_default();
    let places = [host, address, &server.url].map(|text| Words::of(&text.replace(['{', '}'], " ")));
    let names = is_name.then_some(telling).into_iter().chain(places);
    let mut names: Vec<Words> = names.filter(|words| !words.is_empty()).collect();
    names.push(Words::of("server"));
    names
}

/// The URL of the first of some servers, where it can be called.
pub(super) fn own_url(servers: &[Server], at: &Pointer, finder: &mut Finder<'_>) -> Option<String> {
    let url = first_url(servers)?;
    let others: Vec<_> = servers.iter().skip(1).map(|server| format!("`{}`", server.url)).collect();
    if !others.is_empty() {
        let message =
            format!("only the first of these servers is called; left out: {}", others.join(", "));
        finder.degraded(&at.join("servers"), message);
    }
    if url.contains(['{', '}']) {
        let message = format!(
            "the server's URL `{url}` has a variable without a default, so the API's own is used"
        );
        finder.degraded(&at.join("servers").item(0), message);
        return None;
    }
    Some(url)
}

/// The URL of the first of some servers.
pub(super) fn first_url(servers: &[Server]) -> Option<String> {
    servers.first().map(url)
}

/// A server's URL with its variables' defaults.
fn url(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.clone(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    })
}
