//! A type of its own around another, where an alias would contain itself.

use super::{
    candidate, parts,
    scope::{Scope, ident},
    structure::{Derives, type_docs, when},
    tokens::{Tokens, quote},
    union::serialize,
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
    let decoding = when(definition.direction.is_received(), scope, |scope, cfg| {
        decoding(definition, inner, scope, &cfg)
    });
    let encoding =
        when(definition.direction.is_sent(), scope, |scope, cfg| encoding(definition, scope, &cfg));
    let is_candidate = scope.model.usage.candidates.contains(&id);
    let candidate = is_candidate.then(|| candidate::emit(definition, scope));
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
fn decoding(definition: &TypeDef, inner: &TypeRef, scope: &mut Scope<'_>, cfg: &Tokens) -> Tokens {
    let (name, ty) = (ident(&definition.ident), scope.ty(inner));
    let (deserialize, deserializer) = (scope.serde("Deserialize"), scope.serde("Deserializer"));
    quote! {
        #cfg
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = Option::<#ty>::deserialize(deserializer)?;
                Ok(Self(value.unwrap_or_default()))
            }
        }
    }
}

fn encoding(definition: &TypeDef, scope: &mut Scope<'_>, cfg: &Tokens) -> Tokens {
    let name = ident(&definition.ident);
    let (encode, mode) = (scope.runtime("Encode"), scope.runtime("Mode"));
    let serializer = scope.serde("Serializer");
    let serialize = serialize(definition, scope, cfg);
    quote! {
        #cfg
        impl #encode for #name {
            fn encode<S: #serializer>(&self, serializer: S, mode: #mode) -> Result<S::Ok, S::Error> {
                #encode::encode(&self.0, serializer, mode)
            }
        }

        #serialize
    }
}
