//! Bodies: the argument for one, and the enum of the forms that it may have.

use super::{
    definition::Derives,
    docs, operation,
    operation_docs::noun,
    parameter::style_name,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Body, BodyChoice, BodyVariant, Operation, Payload, Resource};

/// The body's argument, and how it is sent.
pub(super) fn argument(body: &Body, scope: &mut Scope<'_>) -> (Tokens, Tokens) {
    let name = ident(&body.ident);
    if let Some(choice) = &body.choice {
        let ty = ident(&choice.ident);
        return (quote!(#name: impl Into<#ty>), quote!(.with_body::<#ty>(#name)));
    }
    let ty = match &body.payload {
        Payload::Text(_) | Payload::Events(_) | Payload::Lines { .. } => {
            quote!(impl Into<String>)
        }
        Payload::Binary(_) => quote!(impl Into<Vec<u8>>),
        payload => value(payload, scope),
    };
    (quote!(#name: #ty), send(&body.payload, &quote!(#name), scope))
}

/// The type of what a payload is made from.
fn value(payload: &Payload, scope: &mut Scope<'_>) -> Tokens {
    match payload {
        Payload::Json { ty, .. } | Payload::Form { ty, .. } | Payload::Multipart { ty, .. } => {
            scope.ty(ty)
        }
        Payload::Text(_) | Payload::Events(_) | Payload::Lines { .. } => quote!(String),
        Payload::Binary(_) => quote!(Vec<u8>),
    }
}

/// How a payload is sent.
fn send(payload: &Payload, name: &Tokens, scope: &mut Scope<'_>) -> Tokens {
    match payload {
        Payload::Json { media_type, .. } if media_type == "application/json" => {
            quote!(.with_json(#name))
        }
        Payload::Json { media_type, .. } => quote!(.with_json_as(#media_type, #name)),
        Payload::Form { styles, .. } if styles.is_empty() => quote!(.with_form(#name)),
        Payload::Form { styles, .. } => {
            let styles: Vec<_> = styles
                .iter()
                .map(|(member, style)| (member, style_name(*style, scope)))
                .map(|(member, style)| quote!((#member, #style)))
                .collect();
            quote!(.with_form_as(&[#(#styles),*], #name))
        }
        Payload::Multipart { media_type, parts, .. }
            if parts.is_empty() && media_type == "multipart/form-data" =>
        {
            quote!(.with_multipart(#name))
        }
        Payload::Multipart { media_type, parts, .. } => {
            let parts = parts.iter().map(|(part, media_type)| quote!((#part, #media_type)));
            quote!(.with_multipart_as(#media_type, &[#(#parts),*], #name))
        }
        Payload::Text(_) | Payload::Events(_) | Payload::Lines { .. } => {
            let media_type = payload.media_type();
            quote!(.with_text(#media_type, #name))
        }
        Payload::Binary(media_type) => quote!(.with_bytes(#media_type, #name)),
    }
}

/// The enum of the forms that an operation's body may have, where there are several.
pub(super) fn emit(resource: &Resource, operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let Some(body) = &operation.body else { return Tokens::new() };
    let Some(BodyChoice { ident: name, variants }) = &body.choice else {
        return Tokens::new();
    };
    let docs = operation::behind(resource, operation, "The forms that a body may have of");
    let cases: Vec<_> = variants.iter().map(|variant| case(variant, scope)).collect();
    let conversion = conversion(name, variants, scope);
    let arms: Vec<_> = variants.iter().map(|variant| arm(variant, scope)).collect();
    let (any, call, operation) =
        (scope.runtime("AnyBody"), scope.runtime("Call"), scope.runtime("Operation"));
    let (name, derives) = (ident(name), Derives::Union.attributes());
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#cases)*
        }

        #conversion

        impl #any for #name {
            fn put<O: #operation>(self, call: #call<'_, O>) -> #call<'_, O> {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}

fn case(variant: &BodyVariant, scope: &mut Scope<'_>) -> Tokens {
    let noun = noun(&variant.payload, scope.model);
    let media_type = docs::code(variant.payload.media_type());
    let said = format!("The {noun}. Sent as {media_type}.");
    let docs = docs::outer(&docs::wrapped(&said));
    let (name, ty) = (ident(&variant.ident), value(&variant.payload, scope));
    quote!(#docs #name(#ty),)
}

/// `From` what the preferred form is made from: whoever has it needs to know of no others.
fn conversion(
    name: &crate::name::Ident,
    variants: &[BodyVariant],
    scope: &mut Scope<'_>,
) -> Option<Tokens> {
    let BodyVariant { ident: case, payload } = variants.first()?;
    let (name, case, ty) = (ident(name), ident(case), value(payload, scope));
    Some(quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(body: #ty) -> Self {
                Self::#case(body)
            }
        }
    })
}

fn arm(variant: &BodyVariant, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&variant.ident);
    let send = send(&variant.payload, &quote!(body), scope);
    quote!(Self::#name(body) => call #send,)
}
