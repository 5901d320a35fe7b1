//! Enumerations, open ones: a value that is not known yet is kept as it came.

use super::{
    candidate,
    definition::type_docs,
    docs,
    scope::{Model, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Direction, Docs, EnumVariant, IntegerVariant, TypeDef, TypeId};
use crate::name::Ident;

/// An enumeration of strings.
pub(super) fn strings(
    id: TypeId,
    definition: &TypeDef,
    variants: &[EnumVariant],
    scope: &mut Scope<'_>,
) -> Tokens {
    let known = variants.iter().map(|variant| known(&variant.ident, &variant.docs, &variant.value));
    let item = item(definition, scope.model, &quote!(Clone), known, &quote!(String));
    let name = ident(&definition.ident);
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.ident)).collect();
    let values: Vec<_> = variants.iter().map(|variant| &variant.value).collect();
    let candidate = candidate::emit(id, definition, scope);
    let common = scope.runtime("string_enum");
    let direction = direction(definition.direction);
    quote! {
        #item

        impl #name {
            /// The value as it stands in JSON.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #values,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#names,)*
                    _ => Self::Unrecognized(value.to_owned()),
                }
            }
        }

        #common!(#name, #direction);

        #candidate
    }
}

/// An enumeration of integers.
pub(super) fn integers(
    id: TypeId,
    definition: &TypeDef,
    variants: &[IntegerVariant],
    scope: &mut Scope<'_>,
) -> Tokens {
    let known = variants
        .iter()
        .map(|variant| known(&variant.ident, &variant.docs, &variant.value.to_string()));
    let item = item(definition, scope.model, &quote!(Clone, Copy), known, &quote!(i64));
    let name = ident(&definition.ident);
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.ident)).collect();
    let values: Vec<_> = variants.iter().map(|variant| variant.value).collect();
    let candidate = candidate::emit(id, definition, scope);
    let common = scope.runtime("integer_enum");
    let direction = direction(definition.direction);
    quote! {
        #item

        impl #name {
            /// The number as it stands in JSON.
            #[inline]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#names => #values,)*
                    Self::Unrecognized(value) => value,
                }
            }
        }

        impl From<i64> for #name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    #(#values => Self::#names,)*
                    _ => Self::Unrecognized(value),
                }
            }
        }

        #common!(#name, #direction);

        #candidate
    }
}

/// What the runtime's macros call it.
fn direction(direction: Direction) -> Tokens {
    match direction {
        Direction::Sent => quote!(sent),
        Direction::Received => quote!(received),
        Direction::Both => quote!(both),
        Direction::Unused => quote!(unused),
    }
}

fn item(
    definition: &TypeDef,
    model: &Model<'_>,
    derives: &Tokens,
    known: impl Iterator<Item = Tokens>,
    value: &Tokens,
) -> Tokens {
    let docs = type_docs(definition, model);
    let name = ident(&definition.ident);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#known)*
            /// A value that this version does not know, kept as it came. Where a known value is put here
            /// by hand, it is equal to that value's variant, but no pattern takes it for that one.
            Unrecognized(#value),
        }
    }
}

fn known(name: &Ident, docs: &Docs, value: &str) -> Tokens {
    let otherwise = || match docs::code(value) {
        _ if value.is_empty() => "The empty string.".to_owned(),
        code if code.is_empty() => "Nothing but blanks.".to_owned(),
        code => format!("{code}."),
    };
    let docs = docs::outer(&docs::lines(docs, otherwise));
    let name = ident(name);
    quote!(#docs #name,)
}
