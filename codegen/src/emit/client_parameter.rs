//! Parameters for all calls: methods of the client's builder, and variables of the environment.

use super::{
    docs,
    parameter::{required, whereabouts},
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Api, ClientParameter, TypeRef};

/// The methods of the builder.
pub(super) fn setters(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    if api.parameters.is_empty() {
        return Tokens::new();
    }
    let builder = scope.runtime("ClientBuilder");
    let setters: Vec<_> = api.parameters.iter().map(|one| setter(one, scope)).collect();
    quote! {
        /// Parameters for all calls.
        impl #builder<Client> {
            #(#setters)*
        }
    }
}

fn setter(ClientParameter { parameter, .. }: &ClientParameter, scope: &mut Scope<'_>) -> Tokens {
    let mut lines = docs::lines(&parameter.docs, || whereabouts(parameter));
    docs::append(&mut lines, docs::wrapped("For all calls, unless a call sets its own."));
    let docs = docs::outer(&lines);
    let name = ident(&parameter.ident);
    let (argument, send) = required(parameter, scope);
    quote! {
        #docs
        #[inline]
        pub fn #name(self, #argument) -> Self {
            self #send
        }
    }
}

/// What reads the variables, where there are some.
pub(super) fn from_variables(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    if api.parameters.is_empty() {
        return Tokens::new();
    }
    let (builder, variables) = (scope.runtime("ClientBuilder"), scope.runtime("Variables"));
    let error = scope.runtime("Error");
    let reads = api.parameters.iter().map(read);
    quote! {
        #[inline]
        fn parameters(
            mut builder: #builder<Self>,
            variables: &#variables,
        ) -> Result<#builder<Self>, #error> {
            #(#reads)*
            Ok(builder)
        }
    }
}

fn read(ClientParameter { parameter, env }: &ClientParameter) -> Tokens {
    let name = ident(&parameter.ident);
    let (parse, value) = match parameter.ty {
        TypeRef::String => (quote!(parse::<String>), quote!(&value)),
        _ => (quote!(parse), quote!(value)),
    };
    quote! {
        if let Some(value) = variables.#parse(#env)? {
            builder = builder.#name(#value);
        }
    }
}
