//! A type's JSON: the traits by which it is read and written, where requests or responses need them.

use super::{
    scope::{Feature, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::TypeDef;

/// Writes what requests or responses need, or what only the feature `full-serde` adds.
pub(super) fn when(
    is_needed: bool,
    scope: &mut Scope<'_>,
    write: impl FnOnce(&mut Scope<'_>, Tokens) -> Tokens,
) -> Tokens {
    if is_needed {
        return write(scope, Tokens::new());
    }
    scope.with(Feature::FullSerde, |scope| write(scope, Feature::FullSerde.cfg()))
}

/// `Deserialize`; the body reads from `deserializer`.
pub(super) fn decoding(
    definition: &TypeDef,
    scope: &mut Scope<'_>,
    body: impl FnOnce(&mut Scope<'_>) -> Tokens,
) -> Tokens {
    when(definition.direction.is_received(), scope, |scope, cfg| {
        let (name, body) = (ident(&definition.ident), body(scope));
        let (deserialize, deserializer) = (scope.serde("Deserialize"), scope.serde("Deserializer"));
        quote! {
            #cfg
            impl<'de> #deserialize<'de> for #name {
                fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #body
                }
            }
        }
    })
}

/// `Encode`, and `Serialize` by way of it, with all members; the body writes to `serializer`, in a
/// `mode`.
pub(super) fn encoding(
    definition: &TypeDef,
    scope: &mut Scope<'_>,
    body: impl FnOnce(&mut Scope<'_>) -> Tokens,
) -> Tokens {
    when(definition.direction.is_sent(), scope, |scope, cfg| {
        let (name, body) = (ident(&definition.ident), body(scope));
        let (encode, mode) = (scope.runtime("Encode"), scope.runtime("Mode"));
        let (serialize, serializer) = (scope.serde("Serialize"), scope.serde("Serializer"));
        quote! {
            #cfg
            impl #encode for #name {
                fn encode<S: #serializer>(&self, serializer: S, mode: #mode) -> Result<S::Ok, S::Error> {
                    #body
                }
            }

            #cfg
            impl #serialize for #name {
                fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    #encode::encode(self, serializer, #mode::Full)
                }
            }
        }
    })
}
