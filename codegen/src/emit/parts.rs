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
    let is_option =
        field.presence == Presence::Optional || matches!(field.ty, TypeRef::Nullable(_));
    match (content(&field.ty), is_option) {
        (Content::Value, false) => quote!(form.member(#wire, &self.#name);),
        (Content::Value, true) => quote!(form.optional(#wire, &self.#name);),
        (Content::File, false) => quote!(form.file(#wire, &self.#name);),
        (Content::File, true) | (Content::Files, false) => quote!(form.files(#wire, &self.#name);),
        (Content::Files, true) => quote!(form.files(#wire, self.#name.iter().flatten());),
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
