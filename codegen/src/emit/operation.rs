//! One operation: the method that begins a call, and the type that stands for it.

use super::{
    body, docs, operation_docs, output, parameter,
    scope::{Scope, ident},
    tokens::{Ident, Tokens, quote},
    wait,
};
use crate::model::{Operation, Resource, Security};

/// The method that begins a call.
pub(super) fn method(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::outer(&operation_docs::lines(operation, scope.model));
    let attributes = attributes(operation);
    let (name, marker) = (ident(&operation.ident), ident(&operation.marker));
    let call = scope.runtime("Call");
    let (mut arguments, mut sent): (Vec<_>, Vec<_>) =
        operation.required.iter().map(|required| parameter::required(required, scope)).unzip();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let (argument, call) = body::argument(body, scope);
        arguments.push(argument);
        sent.push(call);
    }
    quote! {
        #docs
        #attributes
        #[inline]
        pub fn #name(self, #(#arguments),*) -> #call<'c, #marker> {
            #call::new(self.core) #(#sent)*
        }
    }
}

fn attributes(operation: &Operation) -> Tokens {
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let id = operation.operation_id.as_ref();
    let id = id.filter(|id| can_be_alias(id, operation.ident.as_str()));
    let alias = id.map(|id| quote!(#[doc(alias = #id)]));
    quote!(#deprecated #alias)
}

/// rustdoc takes no quotes and no spaces, and not the item's own name.
fn can_be_alias(id: &str, name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_-./:".contains(c);
    !id.is_empty() && id != name && id.chars().all(allowed)
}

/// The type that stands for the operation.
pub(super) fn marker(resource: &Resource, operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let docs = behind(resource, operation, "The operation behind");
    let name = ident(&operation.marker);
    let (operation_trait, endpoint) = (scope.runtime("Operation"), scope.runtime("Endpoint"));
    let output = output::payload(operation, scope);
    let method_type = scope.runtime("Method");
    let method = Ident::new(operation.method.as_str());
    let (called, path) = (operation.called(), &operation.path);
    let id = &*called;
    let made = match &operation.server {
        None => quote!(#endpoint::new(#id, #method_type::#method, #path)),
        Some(server) => quote!(#endpoint::at(#server, #id, #method_type::#method, #path)),
    };
    let waits = operation.waits.then(|| wait::waits(name, scope));
    let accept =
        operation.accept.as_ref().map(|accept| quote!(const ACCEPT: &'static str = #accept;));
    let security = security(&operation.security, scope);
    quote! {
        #docs
        pub enum #name {}

        impl #operation_trait for #name {
            type Output = #output;
            const ENDPOINT: #endpoint = #made;
            #accept
            #security
        }

        #waits
    }
}

/// Which credentials the operation takes, where those are not all.
fn security(asked: &Security, scope: &mut Scope<'_>) -> Option<Tokens> {
    let (name, ways) = match asked {
        Security::Any => return None,
        Security::Optional(ways) => (quote!(Optional), ways),
        Security::Required(ways) => (quote!(Required), ways),
    };
    let ways: Vec<_> = ways.iter().map(ToString::to_string).collect();
    let security = scope.runtime("Security");
    Some(quote!(const SECURITY: #security = #security::#name(&[#(#ways),*]);))
}

/// A sentence that ends in a link to the operation's method.
pub(super) fn behind(resource: &Resource, operation: &Operation, what: &str) -> Tokens {
    let link = format!("[`{}::{}`]", resource.ident, operation.ident);
    docs::outer(&docs::wrapped(&format!("{what} {link}.")))
}
