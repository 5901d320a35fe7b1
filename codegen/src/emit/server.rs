//! The servers that callers may choose from.

use super::{
    docs,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Api, Server, ServerVariable};

/// Those that stand for themselves; the others need a base URL anyway.
fn offered(api: &Api) -> impl Iterator<Item = &Server> {
    api.servers.iter().filter(|server| server.is_whole)
}

/// The URL that is called unless callers say otherwise.
pub(super) fn usual_url(api: &Api) -> Option<&str> {
    let first = api.servers.first().filter(|server| server.is_whole)?;
    Some(&first.url)
}

/// Whether callers have a choice.
pub(super) fn is_offered(api: &Api) -> bool {
    let taken_anyway = usize::from(usual_url(api).is_some());
    offered(api).count() > taken_anyway || has_variables(api)
}

/// Whether the URL of a server is made from variables.
pub(super) fn has_variables(api: &Api) -> bool {
    offered(api).any(|server| !server.variables.is_empty())
}

/// `Server`, where callers have a choice.
pub(super) fn emit(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    if !is_offered(api) {
        return Tokens::new();
    }
    let variants: Vec<_> = offered(api).map(variant).collect();
    let arms: Vec<_> = offered(api).map(|server| arm(server, scope)).collect();
    quote! {
        /// The servers that the specification names, for
        /// [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants)*
        }

        impl From<Server> for String {
            #[inline]
            fn from(server: Server) -> Self {
                match server {
                    #(#arms)*
                }
            }
        }
    }
}

fn variant(server: &Server) -> Tokens {
    let template = docs::code(&server.template);
    let mut lines = docs::lines(&server.docs, String::new);
    docs::paragraph(&mut lines, &format!("{template}."));
    let (docs, name) = (docs::outer(&lines), ident(&server.ident));
    if server.variables.is_empty() {
        return quote!(#docs #name,);
    }
    let fields = server.variables.iter().map(field);
    quote!(#docs #name { #(#fields)* },)
}

fn field(variable: &ServerVariable) -> Tokens {
    let otherwise = || format!("The variable {}.", docs::code(&variable.wire));
    let docs = docs::outer(&docs::lines(&variable.docs, otherwise));
    let name = ident(&variable.ident);
    quote!(#docs #name: Option<String>,)
}

fn arm(server: &Server, scope: &mut Scope<'_>) -> Tokens {
    let (name, url) = (ident(&server.ident), &server.url);
    if server.variables.is_empty() {
        return quote!(Server::#name => #url.to_owned(),);
    }
    let (template, make) = (&server.template, scope.runtime("server_url"));
    let names: Vec<_> = server.variables.iter().map(|variable| ident(&variable.ident)).collect();
    let values = server.variables.iter().zip(&names).map(|(variable, name)| {
        let (wire, default) = (&variable.wire, &variable.default);
        quote!((#wire, #default, #name.as_deref()))
    });
    quote! {
        Server::#name { #(#names),* } => #make(#template, &[#(#values),*]),
    }
}
