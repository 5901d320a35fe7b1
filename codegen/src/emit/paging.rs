//! How an operation's answers come in pages: a constant beside its marker.

use super::{
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Operation, Paging, Step, TypeRef};

/// What makes an operation's calls streams of items and of pages.
pub(super) fn emit(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let Some(paging) = &operation.paging else { return Tokens::new() };
    let marker = ident(&operation.marker);
    let (paged, ty) = (scope.runtime("Paged"), scope.runtime("Paging"));
    let item = match &paging.item {
        TypeRef::Boxed(item) => scope.ty(item),
        item => scope.ty(item),
    };
    let (step, facts) = (step(&paging.step), facts(paging));
    quote! {
        impl #paged for #marker {
            type Item = #item;
            const PAGING: #ty = #ty::#step #facts;
        }
    }
}

fn step(step: &Step) -> Tokens {
    match step {
        Step::Offset { parameter } => quote!(offset(#parameter)),
        Step::Page { parameter, first } => {
            quote!(page(#parameter, #first))
        }
        Step::Cursor { parameter, token } => quote!(cursor(#parameter, #token)),
        Step::After { parameter, key } => quote!(after(#parameter, #key)),
        Step::Link => quote!(links()),
    }
}

fn facts(paging: &Paging) -> Tokens {
    let Paging { items, link, link_header, more, total, total_pages, .. } = paging;
    let items = (!items.is_empty()).then(|| quote!(.items(#items)));
    let link = link.as_ref().map(|link| quote!(.link(#link)));
    let link_header = link_header.then(|| quote!(.link_header()));
    let more = more.as_ref().map(|more| quote!(.more(#more)));
    let total = total.as_ref().map(|total| quote!(.total(#total)));
    let total_pages = total_pages.as_ref().map(|pages| quote!(.total_pages(#pages)));
    quote!(#items #link #link_header #more #total #total_pages)
}
