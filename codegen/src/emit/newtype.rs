//! A type of its own around another, where an alias would contain itself.

use super::{
    candidate,
    definition::{Derives, type_docs},
    json, parts,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{TypeDef, TypeId, TypeRef};

/// A newtype with everything that belongs to it.
pub(super) fn emit(
    id: TypeId,
    definition: &TypeDef,
    inner: &TypeRef,
    scope: &mut Scope<'_>,
) -> Tokens {
    let (docs, derives) = (type_docs(definition, scope.model), Derives::Struct.attributes());
    let (name, ty) = (ident(&definition.ident), scope.ty(inner));
    let decoding = json::decoding(definition, scope, |scope| decode(inner, scope));
    let encoding = json::encoding(definition, scope, |scope| {
        let encode = scope.runtime("Encode");
        quote!(#encode::encode(&self.0, serializer, mode))
    });
    let candidate = candidate::emit(id, definition, scope);
    let is_form = scope.model.usage.forms.contains(&id);
    let form = is_form.then(|| parts::of_newtype(definition, inner, scope));
    quote! {
        #docs
        #derives
        pub struct #name(pub #ty);

        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self(value)
            }
        }

        #decoding
        #encoding
        #candidate
        #form
    }
}

/// `null` is nothing here as everywhere.
fn decode(inner: &TypeRef, scope: &mut Scope<'_>) -> Tokens {
    let ty = scope.ty(inner);
    quote! {
        let value = Option::<#ty>::deserialize(deserializer)?;
        Ok(Self(value.unwrap_or_default()))
    }
}
