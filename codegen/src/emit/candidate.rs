//! What a type's JSON looks like: how a union without a tag tells its variants apart.

use super::{
    scope::{Model, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{EnumVariant, Field, Presence, Shape, TypeDef, TypeRef, Union};
use std::collections::BTreeSet;

/// Longer lists of values are not worth comparing.
const MOST_VALUES: usize = 32;

/// More variants than these are not looked at.
const MOST_KINDS: usize = 64;

/// `impl Candidate`.
pub(super) fn emit(definition: &TypeDef, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&definition.ident);
    let kind = kind(definition, scope);
    let (candidate, kind_type) = (scope.runtime("Candidate"), scope.runtime("Kind"));
    quote! {
        impl #candidate for #name {
            const KIND: #kind_type = #kind;
        }
    }
}

fn kind(definition: &TypeDef, scope: &mut Scope<'_>) -> Tokens {
    let kind = scope.runtime("Kind");
    match &definition.shape {
        Shape::Struct(shape) => {
            let known: Vec<_> = shape.fields.iter().map(|field| known(field, scope)).collect();
            quote!(#kind::Object(&[#(#known),*]))
        }
        Shape::StringEnum(variants) => one_of(variants, &kind),
        Shape::IntegerEnum(_) => quote!(#kind::Integer),
        Shape::Union(union) => either(union, scope),
        Shape::Newtype(ty) => shallow(ty, scope.model, &kind),
        Shape::Alias(_) => quote!(#kind::Any),
    }
}

/// What a union among the variants of another looks like: any of its own variants, those of unions
/// among them included.
fn either(union: &Union, scope: &mut Scope<'_>) -> Tokens {
    let (candidate, kind) = (scope.runtime("Candidate"), scope.runtime("Kind"));
    let mut kinds = Vec::new();
    let (mut seen, mut is_open) = (BTreeSet::new(), union.tag.is_some());
    let mut pending: Vec<&TypeRef> = union.variants.iter().rev().map(|it| &it.ty).collect();
    while let Some(ty) = pending.pop() {
        let named = match scope.model.meant(ty) {
            Some(TypeRef::Named(id)) => Some(*id),
            _ => None,
        };
        match named.and_then(|id| Some((id, &scope.model.get(id)?.shape))) {
            Some((id, Shape::Union(inner))) => {
                if seen.insert(id) {
                    is_open |= inner.tag.is_some();
                    pending.extend(inner.variants.iter().rev().map(|it| &it.ty));
                }
            }
            Some(_) => {
                let ty = scope.ty(ty);
                kinds.push(quote!(<#ty as #candidate>::KIND));
            }
            None => kinds.push(shallow(ty, scope.model, &kind)),
        }
        if kinds.len() + pending.len() > MOST_KINDS {
            return quote!(#kind::Any);
        }
    }
    // With a tag that is not known, a value is kept as it comes.
    let other = is_open.then(|| quote!(#kind::Any));
    let kinds = kinds.into_iter().chain(other);
    quote!(#kind::Either(&[#(#kinds),*]))
}

fn known(field: &Field, scope: &mut Scope<'_>) -> Tokens {
    let (kind, known) = (scope.runtime("Kind"), scope.runtime("Known"));
    let (wire, value) = (&field.wire, shallow(&field.ty, scope.model, &kind));
    match field.presence {
        Presence::Required => quote!(#known::required(#wire, #value)),
        Presence::Optional => quote!(#known::optional(#wire, #value)),
    }
}

/// One level deep: what is inside a member does not count.
fn shallow(ty: &TypeRef, model: &Model<'_>, kind: &Tokens) -> Tokens {
    let Some(ty) = model.meant(ty) else { return quote!(#kind::Any) };
    match ty {
        TypeRef::Bool => quote!(#kind::Bool),
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => quote!(#kind::Integer),
        TypeRef::F32 | TypeRef::F64 => quote!(#kind::Number),
        TypeRef::String
        | TypeRef::Secret
        | TypeRef::DateTime
        | TypeRef::Date
        | TypeRef::Base64
        | TypeRef::Bytes => quote!(#kind::String),
        TypeRef::Json | TypeRef::OrEmpty(_) => quote!(#kind::Any),
        TypeRef::List(_) => quote!(#kind::List(&#kind::Any)),
        TypeRef::Map(_) => quote!(#kind::Map(&#kind::Any)),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => shallow(inner, model, kind),
        TypeRef::Named(id) => match model.get(*id).map(|definition| &definition.shape) {
            Some(Shape::Struct(_)) => quote!(#kind::Map(&#kind::Any)),
            Some(Shape::StringEnum(variants)) => one_of(variants, kind),
            Some(Shape::IntegerEnum(_)) => quote!(#kind::Integer),
            Some(Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_)) | None => {
                quote!(#kind::Any)
            }
        },
    }
}

fn one_of(variants: &[EnumVariant], kind: &Tokens) -> Tokens {
    let values = variants.iter().map(|variant| &variant.value);
    if variants.len() <= MOST_VALUES {
        quote!(#kind::OneOf(&[#(#values),*]))
    } else {
        quote!(#kind::String)
    }
}
