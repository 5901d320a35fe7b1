//! Parameters: arguments of an operation's method, and setters of its call.

use super::{
    argument::Argument,
    body, docs,
    operation_docs::what_is_sent,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Body, Operation, Parameter, ParameterLocation, Style, TypeRef};

/// A required parameter: the argument, and how it is sent.
pub(super) fn required(parameter: &Parameter, scope: &mut Scope<'_>) -> (Tokens, Tokens) {
    let name = ident(&parameter.ident);
    let argument = Argument::borrowed(&parameter.ty, scope);
    (quote!(#name: #argument), send(parameter, scope))
}

/// The setters of an operation's call.
pub(super) fn setters(operation: &Operation, scope: &mut Scope<'_>) -> Tokens {
    let body = operation.body.iter().filter(|body| !body.required);
    let body: Vec<_> = body.map(|body| body_setter(body, scope)).collect();
    let parameters: Vec<_> =
        operation.optional.iter().map(|parameter| setter(parameter, scope)).collect();
    if body.is_empty() && parameters.is_empty() {
        return Tokens::new();
    }
    let (call, marker) = (scope.runtime("Call"), ident(&operation.marker));
    quote! {
        impl #call<'_, #marker> {
            #(#body)*
            #(#parameters)*
        }
    }
}

fn setter(parameter: &Parameter, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::outer(&docs::lines(&parameter.docs, || whereabouts(parameter)));
    let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
    let name = ident(&parameter.ident);
    let (argument, send) = required(parameter, scope);
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(self, #argument) -> Self {
            self #send
        }
    }
}

fn body_setter(body: &Body, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::lines(&body.docs, || what_is_sent(&body.payload, scope.model));
    let docs = docs::outer(&docs);
    let name = ident(&body.ident);
    let (argument, send) = body::argument(body, scope);
    quote! {
        #docs
        #[inline]
        pub fn #name(self, #argument) -> Self {
            self #send
        }
    }
}

/// Where a parameter goes, for one that says nothing of itself.
pub(super) fn whereabouts(parameter: &Parameter) -> String {
    let name = docs::code(&parameter.wire);
    match parameter.location {
        ParameterLocation::Path => format!("The {name} of the path."),
        ParameterLocation::Query => format!("The parameter {name}."),
        ParameterLocation::Header => format!("The header {name}."),
        ParameterLocation::Cookie => format!("The cookie {name}."),
    }
}

fn send(parameter: &Parameter, scope: &mut Scope<'_>) -> Tokens {
    let (wire, name) = (&parameter.wire, ident(&parameter.ident));
    let style = style(parameter, scope);
    if parameter.reserved {
        let style = style.unwrap_or_else(|| style_name(parameter.style, scope));
        if parameter.location == ParameterLocation::Path {
            return quote!(.with_reserved_path(#style, #wire, #name));
        }
        return quote!(.with_reserved_query(#style, #wire, #name));
    }
    match (parameter.location, style) {
        (ParameterLocation::Path, None) => quote!(.with_path(#wire, #name)),
        (ParameterLocation::Path, Some(style)) => quote!(.with_path_as(#style, #wire, #name)),
        (ParameterLocation::Query, None) => quote!(.with_query(#wire, #name)),
        (ParameterLocation::Query, Some(style)) => quote!(.with_query_as(#style, #wire, #name)),
        (ParameterLocation::Header, None) => quote!(.with_header(#wire, #name)),
        (ParameterLocation::Header, Some(style)) => quote!(.with_header_as(#style, #wire, #name)),
        (ParameterLocation::Cookie, None) => quote!(.with_cookie(#wire, #name)),
        (ParameterLocation::Cookie, Some(style)) => quote!(.with_cookie_as(#style, #wire, #name)),
    }
}

/// The style, where the value is written otherwise than usual at its place.
fn style(parameter: &Parameter, scope: &mut Scope<'_>) -> Option<Tokens> {
    let is_usual = match (parameter.location, parameter.style) {
        (ParameterLocation::Path | ParameterLocation::Header, Style::Simple)
        | (ParameterLocation::Query, Style::FormExplode)
        // Cookies have no way to be exploded that servers agree on.
        | (ParameterLocation::Cookie, Style::Form | Style::FormExplode) => true,
        (_, Style::Json) | (ParameterLocation::Path, _) => false,
        // The others differ in lists and objects only.
        _ => is_scalar(&parameter.ty, scope),
    };
    (!is_usual).then(|| style_name(parameter.style, scope))
}

/// A style by its name in the runtime.
pub(super) fn style_name(style: Style, scope: &mut Scope<'_>) -> Tokens {
    let name = match style {
        Style::Simple => quote!(Simple),
        Style::FormExplode => quote!(FormExplode),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::Label => quote!(Label),
        Style::LabelExplode => quote!(LabelExplode),
        Style::Matrix => quote!(Matrix),
        Style::MatrixExplode => quote!(MatrixExplode),
        Style::SimpleExplode => quote!(SimpleExplode),
        Style::Json => quote!(Json),
    };
    let style = scope.runtime("Style");
    quote!(#style::#name)
}

fn is_scalar(ty: &TypeRef, scope: &Scope<'_>) -> bool {
    let Some(ty) = scope.model.meant(ty) else { return false };
    match ty {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Json => false,
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) | TypeRef::OrEmpty(inner) => {
            is_scalar(inner, scope)
        }
        TypeRef::Named(id) => {
            scope.model.get(*id).is_some_and(|definition| definition.shape.is_enumeration())
        }
        _ => true,
    }
}
