//! What stands above a type, whatever its kind.

use super::{
    docs,
    scope::Model,
    tokens::{Tokens, quote},
};
use crate::model::TypeDef;

/// What a kind of type derives.
#[derive(Clone, Copy)]
pub(super) enum Derives {
    /// Structs. `Eq` and `Hash` would be wrong as soon as a number is added.
    Struct,
    /// Unions, and whatever else is one of several types.
    Union,
}

impl Derives {
    /// `#[derive(…)]`, and what the feature `full-eq` adds: a derive costs about as much to compile
    /// as a type's JSON.
    pub(super) fn attributes(self) -> Tokens {
        let always = match self {
            Self::Struct => quote!(Clone, Debug, Default),
            Self::Union => quote!(Clone, Debug),
        };
        quote! {
            #[derive(#always)]
            #[cfg_attr(feature = "full-eq", derive(PartialEq))]
        }
    }
}

/// The documentation of a type.
pub(super) fn type_docs(definition: &TypeDef, model: &Model<'_>) -> Tokens {
    let otherwise = || match model.usage.holders.get(&definition.ident) {
        Some(field) => format!("What {field} holds."),
        None => format!("{} in the specification.", docs::code(definition.ident.as_str())),
    };
    let mut lines = docs::lines(&definition.docs, otherwise);
    if definition.deprecated {
        docs::paragraph(&mut lines, "Deprecated.");
    }
    docs::outer(&lines)
}
