//! Structs that travel as `multipart/form-data`.

use super::scope::{Feature, Scope, ident};
use crate::model::{Access, Field, Presence, Struct, TypeDef, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl Parts`.
pub(super) fn emit(definition: &TypeDef, shape: &Struct, scope: &mut Scope<'_>) -> TokenStream {
    let name = ident(&definition.ident);
    let (parts, form) =
        scope.with(Feature::Client, |scope| (scope.runtime("Parts"), scope.runtime("Form")));
    let sent = shape.fields.iter().filter(|field| field.access != Access::ReadOnly);
    let fields: Vec<_> = sent.map(part).collect();
    let argument = if fields.is_empty() { quote!(_) } else { quote!(form) };
    let cfg = Feature::Client.cfg();
    quote! {
        #cfg
        impl #parts for #name {
            fn parts(&self, #argument: &mut #form) {
                #(#fields)*
            }
        }
    }
}

fn part(field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.ident), &field.wire);
    let is_nullable = matches!(field.ty, TypeRef::Nullable(_));
    let options = usize::from(field.presence == Presence::Optional) + usize::from(is_nullable);
    let layers = match content(&field.ty) {
        Content::Value if options == 0 => return quote!(form.member(#wire, &self.#name);),
        Content::Value => return quote!(form.optional(#wire, &self.#name);),
        Content::File => options,
        Content::Files => options + 1,
    };
    match layers {
        0 => quote!(form.file(#wire, &self.#name);),
        1 => quote!(form.files(#wire, &self.#name);),
        _ => {
            let inner = (1..layers).map(|_| quote!(.flatten()));
            quote!(form.files(#wire, self.#name.iter() #(#inner)*);)
        }
    }
}

/// What a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Value,
    File,
    Files,
}

fn content(ty: &TypeRef) -> Content {
    match ty {
        TypeRef::Bytes => Content::File,
        TypeRef::List(item) if **item == TypeRef::Bytes => Content::Files,
        TypeRef::Nullable(inner) => content(inner),
        _ => Content::Value,
    }
}
