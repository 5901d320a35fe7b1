//! What a type's JSON looks like: how a union without a tag tells its variants apart.

use super::{
    scope::{Model, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{
    EnumVariant, Field, IntegerVariant, Presence, Shape, TypeDef, TypeId, TypeRef, Union,
};
use std::collections::BTreeSet;

/// Longer lists of values are not worth comparing.
const MOST_VALUES: usize = 32;

/// More of what a union may be is not looked at.
const MOST_FORMS: usize = 64;

/// `impl Candidate`, for what a union without a tag may be.
pub(super) fn emit(id: TypeId, definition: &TypeDef, scope: &mut Scope<'_>) -> Option<Tokens> {
    if !scope.model.usage.candidates.contains(&id) {
        return None;
    }
    let name = ident(&definition.ident);
    let kind = kind(definition, scope);
    let (candidate, kind_type) = (scope.runtime("Candidate"), scope.runtime("Kind"));
    Some(quote! {
        impl #candidate for #name {
            const KIND: #kind_type = #kind;
        }
    })
}

fn kind(definition: &TypeDef, scope: &mut Scope<'_>) -> Tokens {
    let kind = scope.runtime("Kind");
    match &definition.shape {
        Shape::Struct(shape) => {
            let known: Vec<_> = shape.fields.iter().map(|field| known(field, scope)).collect();
            quote!(#kind::Object(&[#(#known),*]))
        }
        Shape::StringEnum(variants) => one_of(variants, &kind),
        Shape::IntegerEnum(variants) => one_of_integers(variants, &kind),
        Shape::Union(union) => either(union, scope),
        Shape::Newtype(ty) => shallow(ty, scope.model, &kind),
        Shape::Alias(_) => quote!(#kind::Any),
    }
}

/// What a union among the variants of another looks like: any of its own variants, those of unions
/// among them included.
fn either(union: &Union, scope: &mut Scope<'_>) -> Tokens {
    let kind = scope.runtime("Kind");
    let Some(forms) = forms(union, scope.model) else { return quote!(#kind::Any) };
    let kinds: Vec<_> = forms
        .into_iter()
        .map(|form| match form {
            Form::Other => quote!(#kind::Any),
            Form::Named(ty) => {
                let ty = scope.ty(ty);
                quote!(#ty::KIND)
            }
            Form::Plain(ty) => shallow(ty, scope.model, &kind),
        })
        .collect();
    quote!(#kind::Either(&[#(#kinds),*]))
}

/// What a value of a union may be.
enum Form<'t> {
    /// A type that says itself what it looks like.
    Named(&'t TypeRef),
    /// A type of another kind.
    Plain(&'t TypeRef),
    /// Something with a tag that is not known, which is kept as it comes.
    Other,
}

/// What the values of a union may be, and those of the unions among its variants; nothing, where
/// there are too many to look at, or none.
fn forms<'t>(union: &'t Union, model: &Model<'t>) -> Option<Vec<Form<'t>>> {
    let mut forms = Vec::new();
    let (mut seen, mut is_tagged) = (BTreeSet::new(), union.tag.is_some());
    let mut pending: Vec<&TypeRef> = union.variants.iter().rev().map(|it| &it.ty).collect();
    while let Some(ty) = pending.pop() {
        if forms.len() + pending.len() >= MOST_FORMS {
            return None;
        }
        let Some(named @ TypeRef::Named(id)) = model.meant(ty) else {
            forms.push(Form::Plain(ty));
            continue;
        };
        match &model.get(*id)?.shape {
            Shape::Union(inner) => {
                if seen.insert(*id) {
                    is_tagged |= inner.tag.is_some();
                    pending.extend(inner.variants.iter().rev().map(|it| &it.ty));
                }
            }
            _ => forms.push(Form::Named(named)),
        }
    }
    forms.extend(is_tagged.then_some(Form::Other));
    (!forms.is_empty()).then_some(forms)
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
            Some(Shape::IntegerEnum(variants)) => one_of_integers(variants, kind),
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

fn one_of_integers(variants: &[IntegerVariant], kind: &Tokens) -> Tokens {
    let values = variants.iter().map(|variant| variant.value);
    if variants.len() <= MOST_VALUES {
        quote!(#kind::OneOfIntegers(&[#(#values),*]))
    } else {
        quote!(#kind::Integer)
    }
}
