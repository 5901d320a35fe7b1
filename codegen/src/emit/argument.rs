//! How values are given to constructors, setters and operations.

use super::{
    scope::Scope,
    tokens::{Tokens, quote},
};
use crate::model::{Shape, TypeRef};

/// An argument.
pub(super) struct Argument {
    /// Its type.
    pub ty: Tokens,
    /// The value that is kept or sent.
    pub value: Tokens,
    /// Whether that is the argument itself.
    pub is_plain: bool,
}

impl Argument {
    /// For what keeps the value: text and enumerations are taken as whatever becomes one, and
    /// boxes are made here.
    pub(super) fn owned(ty: &TypeRef, name: &Tokens, scope: &mut Scope<'_>) -> Self {
        if let TypeRef::Boxed(inner) = ty {
            let inner = Self::owned(inner, name, scope);
            let value = inner.value;
            return Self { value: quote!(Box::new(#value)), is_plain: false, ..inner };
        }
        let is_plain = !is_made_from_others(ty, scope);
        let ty = scope.ty(ty);
        if is_plain {
            Self { ty, value: name.clone(), is_plain }
        } else {
            Self { ty: quote!(impl Into<#ty>), value: quote!(#name.into()), is_plain }
        }
    }

    /// The type for what only reads the value: numbers, truth values and enumerations by value,
    /// all else by reference.
    pub(super) fn borrowed(ty: &TypeRef, scope: &mut Scope<'_>) -> Tokens {
        match ty {
            ty if is_string(ty, scope) => quote!(&str),
            TypeRef::List(item) if **item == TypeRef::String => quote!(&[&str]),
            TypeRef::List(item) => {
                let item = scope.ty(item);
                quote!(&[#item])
            }
            TypeRef::Boxed(inner) => Self::borrowed(inner, scope),
            ty if is_small(ty, scope) => scope.ty(ty),
            ty => {
                let ty = scope.ty(ty);
                quote!(&#ty)
            }
        }
    }
}

fn is_string(ty: &TypeRef, scope: &Scope<'_>) -> bool {
    scope.model.meant(ty) == Some(&TypeRef::String)
}

/// Whether values are given by value even where they are only read.
fn is_small(ty: &TypeRef, scope: &Scope<'_>) -> bool {
    let Some(ty) = scope.model.meant(ty) else { return false };
    match ty {
        TypeRef::Bool => true,
        TypeRef::OrEmpty(inner) => is_small(inner, scope),
        TypeRef::Named(id) => {
            scope.model.get(*id).is_some_and(|definition| definition.shape.is_enumeration())
        }
        ty => ty.is_number(),
    }
}

/// Whether other types become this one, as `&str` becomes a `String`.
fn is_made_from_others(ty: &TypeRef, scope: &Scope<'_>) -> bool {
    let Some(ty) = scope.model.meant(ty) else { return false };
    match ty {
        TypeRef::String
        | TypeRef::Secret
        | TypeRef::DateTime
        | TypeRef::Date
        | TypeRef::Base64
        | TypeRef::Bytes
        | TypeRef::OrEmpty(_) => true,
        TypeRef::Named(id) => scope.model.get(*id).is_some_and(|definition| {
            definition.shape.is_enumeration() || matches!(definition.shape, Shape::Union(_))
        }),
        _ => false,
    }
}
