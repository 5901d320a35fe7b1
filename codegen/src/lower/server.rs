//! Where an API answers.

use super::{docs, extension, finding::Finder};
use crate::{json::Pointer, model};
use openapiv3::Server;

/// The servers of an API, the default first.
pub(super) fn servers(servers: &[Server], finder: &mut Finder<'_>) -> Vec<model::Server> {
    let at = Pointer::root().join("servers");
    servers
        .iter()
        .enumerate()
        .map(|(index, server)| {
            let url = url(server);
            if url.contains(['{', '}']) {
                let message = format!("the server's URL `{url}` has a variable without a default");
                finder.degraded(&at.join(index), message);
            }
            model::Server {
                url,
                docs: docs::described(server.description.as_deref(), &server.extensions),
                env: extension::texts(&server.extensions, "x-env").into_iter().next(),
            }
        })
        .collect()
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
