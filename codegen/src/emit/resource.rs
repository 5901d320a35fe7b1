//! The operations on one kind of thing: a file with its accessor.

use super::{
    body, docs,
    layout::RustFile,
    operation, output, paging, parameter, response,
    scope::{Model, Names, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Output, Resource};

/// The file of a resource.
pub(super) fn emit(model: &Model<'_>, resource: &Resource) -> RustFile {
    let own = own_names(resource);
    let mut scope = Scope::beside_models(model, &own);
    let accessor = accessor(resource, &mut scope);
    let operations: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| {
            let marker = operation::marker(resource, operation, &mut scope);
            let paging = paging::emit(operation, &mut scope);
            let setters = parameter::setters(operation, &mut scope);
            let output = output::emit(resource, operation, &mut scope);
            let body = body::emit(resource, operation, &mut scope);
            let response = response::emit(operation, &mut scope);
            quote!(#marker #paging #setters #body #output #response)
        })
        .collect();
    let uses = scope.uses();
    let docs = docs::lines(&resource.docs, || format!("Operations on {}.", phrase(resource)));
    RustFile { docs, items: quote!(#uses #accessor #(#operations)*), ..RustFile::default() }
}

/// The resource's name as people write it.
pub(super) fn phrase(resource: &Resource) -> String {
    resource.module.as_str().replace('_', " ")
}

/// The names that the file defines.
fn own_names(resource: &Resource) -> Names<'_> {
    let operations = resource.operations.iter();
    let outputs = operations.clone().filter_map(|operation| match &operation.output {
        Output::Several { ident, .. } => Some(ident.as_str()),
        Output::Empty | Output::One(_) | Output::Optional(_) => None,
    });
    let bodies = operations
        .clone()
        .filter_map(|operation| Some(operation.body.as_ref()?.choice.as_ref()?.ident.as_str()));
    let markers = operations.map(|operation| operation.marker.as_str());
    outputs.chain(bodies).chain(markers).chain([resource.ident.as_str()]).collect()
}

/// The type that the client's method gives, with a method for each operation.
fn accessor(resource: &Resource, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&resource.ident);
    let core = scope.runtime("Core");
    let docs = docs::outer(&docs::wrapped(&format!(
        "The operations on {}, from [`Client::{module}`](super::Client::{module}).",
        phrase(resource),
        module = resource.module,
    )));
    let methods: Vec<_> =
        resource.operations.iter().map(|operation| operation::method(operation, scope)).collect();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'c> {
            pub(super) core: &'c #core,
        }

        impl<'c> #name<'c> {
            #(#methods)*
        }
    }
}
