//! What a success carries.

use super::{
    definition::Derives,
    docs, envelope, operation,
    operation_docs::status,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Operation, Output, OutputVariant, Payload, Resource, StatusPattern};
use crate::name::Ident;
use std::ops::RangeInclusive;

/// The type that says how a success is read.
pub(super) fn payload(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    match &operation.output {
        Output::Empty => scope.runtime("Empty"),
        Output::One(payload) => reader(payload, scope),
        Output::Optional(payload) => {
            let reader = reader(payload, scope);
            quote!(Option<#reader>)
        }
        Output::Several { ident: name, .. } => {
            let name = ident(name);
            quote!(#name)
        }
    }
}

/// The type that says how a payload is read.
pub(super) fn reader(payload: &Payload, scope: &mut Scope<'_>) -> Tokens {
    let (reader, of) = form(payload, scope);
    let of = of.map(|ty| quote!(<#ty>));
    quote!(#reader #of)
}

/// The type for several outputs, where the operation has them.
pub(super) fn emit(resource: &Resource, operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let Output::Several { ident: name, variants, otherwise, accept } = &operation.output else {
        return Tokens::new();
    };
    let docs = operation::behind(resource, operation, "What comes, by status, of");
    let cases: Vec<_> = variants.iter().map(|variant| case(variant, scope)).collect();
    let decoding = decoding(name, accept, variants, *otherwise, scope);
    let (name, derives) = (ident(name), Derives::Union.attributes());
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#cases)*
        }

        #decoding
    }
}

fn case(variant: &OutputVariant, scope: &mut Scope<'_>) -> Tokens {
    let said = docs::brief(&variant.docs, || "Done.".to_owned());
    let docs = docs::outer(&docs::wrapped(&format!("{}: {said}", status(variant.status))));
    let name = ident(&variant.ident);
    let value = variant.payload.as_ref().map(|payload| self::value(payload, scope));
    let value = value.map(|ty| quote!((#ty)));
    quote!(#docs #name #value,)
}

/// How the variants are read, `otherwise` the one at that place.
fn decoding(
    name: &Ident,
    accept: &str,
    variants: &[OutputVariant],
    otherwise: usize,
    scope: &mut Scope<'_>,
) -> Tokens {
    let payload = scope.runtime("Payload");
    let (reply, error) = (scope.runtime("Reply"), scope.runtime("Error"));
    let others = variants.get(otherwise);
    let known = variants.iter().enumerate().filter(|(index, _)| *index != otherwise);
    let known: Vec<_> = known.map(|(_, variant)| variant).collect();
    let check = check(&known, others, scope);
    let arms: Vec<_> =
        known.into_iter().map(|variant| arm(variant.status, &reading(variant, scope))).collect();
    let others = others.map(|variant| reading(variant, scope));
    let name = ident(name);
    quote! {
        impl #payload for #name {
            type Value = Self;
            const ACCEPT: &'static str = #accept;

            fn decode(reply: &mut #reply) -> Result<Self, #error> {
                match reply.status().as_u16() {
                    #(#arms)*
                    _ => #others,
                }
            }

            #check
        }
    }
}

/// How a failure with the status of a success is found, where some variant is an envelope.
fn check(
    known: &[&OutputVariant],
    others: Option<&OutputVariant>,
    scope: &mut Scope<'_>,
) -> Option<Tokens> {
    let is_envelope = |variant: &&OutputVariant| envelope_of(variant, scope).is_some();
    if !known.iter().copied().chain(others).any(|variant| is_envelope(&variant)) {
        return None;
    }
    let (reply, error) = (scope.runtime("Reply"), scope.runtime("Error"));
    let arms: Vec<_> =
        known.iter().map(|variant| arm(variant.status, &checking(variant, scope))).collect();
    let others = others.map(|variant| checking(variant, scope));
    Some(quote! {
        fn check(reply: &mut #reply) -> Result<(), #error> {
            match reply.status().as_u16() {
                #(#arms)*
                _ => #others,
            }
        }
    })
}

fn checking(variant: &OutputVariant, scope: &mut Scope<'_>) -> Tokens {
    let Some(payload) = envelope_of(variant, scope) else { return quote!(Ok(())) };
    let (reader, of) = form(payload, scope);
    quote!(#reader::<#of>::check(reply))
}

/// A variant's payload, where it is an envelope.
fn envelope_of<'v>(variant: &'v OutputVariant, scope: &Scope<'_>) -> Option<&'v Payload> {
    variant.payload.as_ref().filter(|payload| match payload {
        Payload::Json { ty, .. } => envelope::of(ty, scope.model).is_some(),
        _ => false,
    })
}

fn arm(status: StatusPattern, reading: &Tokens) -> Tokens {
    let Some((first, last)) = status.range().map(RangeInclusive::into_inner) else {
        return quote!(_ => #reading,);
    };
    if first == last { quote!(#first => #reading,) } else { quote!(#first..=#last => #reading,) }
}

fn reading(variant: &OutputVariant, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&variant.ident);
    let Some(payload) = &variant.payload else { return quote!(Ok(Self::#name)) };
    let (reader, of) = form(payload, scope);
    let of = of.map(|ty| quote!(::<#ty>));
    quote!(#reader #of::decode(reply).map(Self::#name))
}

/// What a payload is read as.
pub(super) fn value(payload: &Payload, scope: &mut Scope<'_>) -> Tokens {
    match payload {
        Payload::Json { ty, .. } => match envelope::of(ty, scope.model) {
            Some(fields) => scope.ty(&fields.value.ty),
            None => scope.ty(ty),
        },
        Payload::Events(ty) => {
            let ty = ty.as_ref().map_or_else(|| quote!(String), |ty| scope.ty(ty));
            let events = scope.runtime("Events");
            quote!(#events<#ty>)
        }
        Payload::Lines { ty, .. } => {
            let (lines, ty) = (scope.runtime("Lines"), scope.ty(ty));
            quote!(#lines<#ty>)
        }
        Payload::Text(_) | Payload::Form { .. } => quote!(String),
        Payload::Binary(_) | Payload::Multipart { .. } => quote!(Vec<u8>),
    }
}

/// The runtime's type that reads a payload, and of what type that is, where it is generic.
fn form(payload: &Payload, scope: &mut Scope<'_>) -> (Tokens, Option<Tokens>) {
    match payload {
        Payload::Json { ty, .. } => {
            let is_envelope = envelope::of(ty, scope.model).is_some();
            let reader = scope.runtime(if is_envelope { "Enveloped" } else { "Json" });
            (reader, Some(scope.ty(ty)))
        }
        Payload::Events(Some(ty)) => (scope.runtime("JsonEvents"), Some(scope.ty(ty))),
        Payload::Events(None) => (scope.runtime("TextEvents"), None),
        Payload::Lines { ty, .. } => (scope.runtime("JsonLines"), Some(scope.ty(ty))),
        Payload::Text(_) | Payload::Form { .. } => (scope.runtime("Text"), None),
        Payload::Binary(_) | Payload::Multipart { .. } => (scope.runtime("Binary"), None),
    }
}
