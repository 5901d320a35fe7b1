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

/// What the URL of a server says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    /// All of where the server is.
    Whole,
    /// Where it is from where the document is.
    Relative,
    /// Something that it does not say, as a variable without a default.
    Open,
    /// No host, as `https:///v1`, of which some readers take the path for one, and
    /// `https://.example.org`, where the variable before the point has an empty default.
    Hostless,
    /// More than where the server is, which a base URL may not say: a user's name, a query or a
    /// fragment.
    Odd,
    /// Where something is that does not speak HTTP, as `wss://example.org`.
    Foreign,
}

impl Address {
    fn of(url: &str) -> Self {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let (scheme, behind) = url.split_once("://").unwrap_or_default();
        let host = behind.split('/').next().unwrap_or_default();
        if url.contains(['{', '}']) {
            Self::Open
        } else if url.contains(['?', '#']) || host.contains('@') {
            Self::Odd
        } else if scheme.is_empty() || !scheme.chars().all(is_scheme) {
            Self::Relative
        } else if !["https", "http"].iter().any(|one| scheme.eq_ignore_ascii_case(one)) {
            Self::Foreign
        } else if host.is_empty() || host.starts_with([':', '.']) {
            Self::Hostless
        } else {
            Self::Whole
        }
    }

    fn of_server(server: &Server) -> Self {
        Self::of(&url(server))
    }
}

/// The servers of an API that speak HTTP, the default first.
pub(super) fn servers(servers: &[Server], finder: &mut Finder<'_>) -> Vec<model::Server> {
    let at = Pointer::root().join("servers");
    for (index, server) in servers.iter().enumerate() {
        check(&url(server), &at.item(index), finder);
    }
    let called = || servers.iter().filter(|it| Address::of_server(it) != Address::Foreign);
    let mut scope = Scope::new(Case::Pascal);
    for server in called() {
        // Of two addresses that differ in nothing else, the encrypted one is the usual one.
        let rank = if server.url.starts_with("http:") { Rank::Extra } else { Rank::Usual };
        let (place, names) = (server.url.clone(), names(server));
        scope.claim(Claim { rank, place, names, ..Claim::default() });
    }
    let idents = scope.resolve().idents;
    called().zip(idents).map(|(server, ident)| lower(server, ident)).collect()
}

/// Says what callers have to know of a server's URL.
fn check(url: &str, at: &Pointer, finder: &mut Finder<'_>) {
    let what = match Address::of(url) {
        Address::Whole => return,
        Address::Relative => "is relative, so callers say with `base_url` to what",
        Address::Open => {
            "has a variable without a default, so callers say all of it with `base_url`"
        }
        Address::Hostless => "names no host, so callers say all of it with `base_url`",
        Address::Odd => {
            "has a user's name, a query or a fragment, so callers say with `base_url` what is right"
        }
        Address::Foreign => "is left out: clients speak HTTP alone",
    };
    finder.degraded(at, format!("the server's URL `{url}` {what}"));
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
        is_whole: Address::of_server(server) == Address::Whole,
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

/// The URL of the first of some servers, where one can be called.
pub(super) fn own_url(servers: &[Server], at: &Pointer, finder: &mut Finder<'_>) -> Option<String> {
    let at = at.join("servers");
    let first = servers.first()?;
    let Some(called) = first_called(servers) else {
        let what = match Address::of_server(first) {
            Address::Foreign => "is of no HTTP server",
            Address::Odd => "has a user's name, a query or a fragment",
            Address::Hostless => "names no host",
            _ => "has a variable without a default",
        };
        let message = format!("the server's URL `{}` {what}, so the API's own is used", url(first));
        finder.degraded(&at.item(0), message);
        return None;
    };
    let others = servers.iter().filter(|server| !std::ptr::eq(*server, called));
    let others: Vec<_> = others.map(|server| format!("`{}`", server.url)).collect();
    if !others.is_empty() {
        let message = format!(
            "of these servers the first that can be called is called; left out: {}",
            others.join(", ")
        );
        finder.degraded(&at, message);
    }
    Some(url(called))
}

/// The URL of the first of some servers.
pub(super) fn first_url(servers: &[Server]) -> Option<String> {
    first_called(servers).map(url)
}

/// The first server that an operation can be sent to.
fn first_called(servers: &[Server]) -> Option<&Server> {
    let can_be_called =
        |it: &&Server| matches!(Address::of_server(it), Address::Whole | Address::Relative);
    servers.iter().find(can_be_called)
}

/// A server's URL with its variables' defaults.
fn url(server: &Server) -> String {
    let variables = server.variables.iter().flatten();
    variables.fold(server.url.clone(), |url, (name, variable)| {
        url.replace(&format!("{{{name}}}"), &variable.default)
    })
}
