//! Types that travel as `multipart/form-data`.

use super::{
    scope::{Feature, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Access, Field, Presence, Shape, Struct, TypeDef, TypeRef, Union};

/// `impl Parts` for a struct.
pub(super) fn emit(definition: &TypeDef, shape: &Struct, scope: &mut Scope<'_>) -> Tokens {
    let sent = shape.fields.iter().filter(|field| field.access != Access::ReadOnly);
    let rest = shape.rest.iter().map(|(name, _)| {
        let name = ident(name);
        quote!(form.members(&self.#name);)
    });
    let fields: Vec<_> = sent.map(part).chain(rest).collect();
    implementation(definition, &fields, scope)
}

/// `impl Parts` for a union: the parts are those of the variant.
pub(super) fn of_union(definition: &TypeDef, shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let arms = shape.variants.iter().map(|variant| {
        let (name, parts) = (ident(&variant.ident), whole(&variant.ty, &quote!(value), scope));
        quote!(Self::#name(value) => #parts,)
    });
    let arms: Vec<_> = arms.collect();
    let choice = quote! {
        match self {
            #(#arms)*
            Self::Unrecognized(value) => form.members(value),
        }
    };
    implementation(definition, &[choice], scope)
}

/// `impl Parts` for a newtype: the parts are those of what is inside.
pub(super) fn of_newtype(definition: &TypeDef, ty: &TypeRef, scope: &mut Scope<'_>) -> Tokens {
    let parts = whole(ty, &quote!(&self.0), scope);
    implementation(definition, &[parts], scope)
}

fn implementation(definition: &TypeDef, statements: &[Tokens], scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&definition.ident);
    let (parts, form) =
        scope.with(Feature::Client, |scope| (scope.runtime("Parts"), scope.runtime("Form")));
    let argument = if statements.is_empty() { quote!(_) } else { quote!(form) };
    let cfg = Feature::Client.cfg();
    quote! {
        #cfg
        impl #parts for #name {
            #[inline]
            fn parts(&self, #argument: &mut #form) {
                #(#statements)*
            }
        }
    }
}

/// The parts of a value that is the whole form.
fn whole(ty: &TypeRef, value: &Tokens, scope: &mut Scope<'_>) -> Tokens {
    if has_parts(ty, scope) {
        let parts = scope.with(Feature::Client, |scope| scope.runtime("Parts"));
        quote!(#parts::parts(#value, form))
    } else {
        quote!(form.members(#value))
    }
}

/// Whether a type can be cut into parts: the others are no objects.
fn has_parts(ty: &TypeRef, scope: &Scope<'_>) -> bool {
    let Some(ty) = scope.model.meant(ty) else { return false };
    match ty {
        TypeRef::Named(id) => scope.model.get(*id).is_some_and(|definition| {
            matches!(definition.shape, Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_))
        }),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) | TypeRef::OrEmpty(inner) => {
            has_parts(inner, scope)
        }
        TypeRef::Map(_) | TypeRef::Json => true,
        _ => false,
    }
}

fn part(field: &Field) -> Tokens {
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
