//! What an operation's responses have beside their body: headers as methods, and events.

use super::{
    docs, output,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{HeaderForm, Operation, ResponseHeader};

/// The methods of an operation's responses, and the second way to get one.
pub(super) fn emit(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let headers = headers(operation, scope);
    let events = events(operation, scope);
    quote!(#events #headers)
}

fn headers(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    if operation.headers.is_empty() {
        return Tokens::new();
    }
    let methods: Vec<_> = operation.headers.iter().map(|it| header(it, scope)).collect();
    let (response, marker) = (scope.runtime("Response"), ident(&operation.marker));
    quote! {
        impl<T> #response<T, #marker> {
            #(#methods)*
        }
    }
}

fn header(header: &ResponseHeader, scope: &mut Scope<'_>) -> Tokens {
    let wire = &header.wire;
    let mut lines = docs::lines(&header.docs, String::new);
    docs::paragraph(&mut lines, &format!("The header {}.", docs::code(wire)));
    let docs = docs::outer(&lines);
    let deprecated = header.deprecated.then(|| quote!(#[deprecated]));
    let (name, ty) = (ident(&header.ident), scope.ty(&header.ty));
    let (ty, read) = match header.form {
        HeaderForm::Plain => (ty, quote!(header)),
        HeaderForm::List => (quote!(Vec<#ty>), quote!(header_list)),
        HeaderForm::Json => (ty, quote!(header_json)),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self) -> Option<#ty> {
            self.#read(#wire)
        }
    }
}

/// The call that gives events, where they are offered beside the output.
fn events(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let Some(events) = &operation.events else { return Tokens::new() };
    let (reader, value) = (output::reader(events, scope), output::value(events, scope));
    let (call, pending, response) =
        (scope.runtime("Call"), scope.runtime("Pending"), scope.runtime("Response"));
    let marker = ident(&operation.marker);
    quote! {
        impl #call<'_, #marker> {
            /// Sends the call and gives the server's events as they come, in place of one answer.
            /// Some servers want a member of the body to ask for that as well.
            #[inline]
            pub fn send_events(self) -> #pending<#response<#value, #marker>> {
                self.send_for::<#reader>()
            }
        }
    }
}
