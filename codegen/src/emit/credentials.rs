//! The ways to prove who is calling.

use super::{
    docs,
    scope::{Scope, ident},
    tokens::{Ident, Tokens, quote},
};
use crate::model::{
    Api, ApiKeyLocation, Credential, CredentialPart, CredentialValue, Placement, Security,
};
use crate::name::{self, Case, Words};

/// `Credentials`, where the API has some.
pub(super) fn emit(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    if api.credentials.is_empty() {
        return Tokens::new();
    }
    let variants: Vec<_> = api.credentials.iter().map(|way| variant(way, scope)).collect();
    let constructors: Vec<_> = api.credentials.iter().map(|way| constructor(way, scope)).collect();
    let authorize = authorize(api, scope);
    quote! {
        /// The ways to prove who is calling.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Credentials {
            #(#variants)*
        }

        impl Credentials {
            #(#constructors)*
        }

        #authorize
    }
}

/// The environment variables of a credential, where each of its values has one.
pub(super) fn variables(credential: &Credential) -> Option<Vec<&str>> {
    values(credential).map(|value| value.env.as_deref()).collect()
}

/// Where `Client::from_env` looks: the variables of each way that has some.
pub(super) fn sources(api: &Api) -> String {
    let ways =
        api.credentials.iter().filter_map(variables).map(|names| {
            names.iter().map(|name| docs::code(name)).collect::<Vec<_>>().join(" and ")
        });
    ways.collect::<Vec<_>>().join(", or else ")
}

/// How credentials are made, and the arguments of that with their types, if these read well.
pub(super) fn example(credential: &Credential) -> Option<(String, Vec<String>)> {
    if values(credential).any(|value| value.ident.is_raw()) {
        return None;
    }
    let names = values(credential).map(|value| value.ident.as_str());
    let names = names.collect::<Vec<_>>();
    let call = format!("Credentials::{}({})", function(credential), names.join(", "));
    Some((call, names.iter().map(|name| format!("{name}: &str")).collect()))
}

fn values(credential: &Credential) -> impl Iterator<Item = &CredentialValue> {
    credential.parts.iter().flat_map(|part| &part.values)
}

fn variant(credential: &Credential, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::outer(&said(credential));
    let name = ident(&credential.ident);
    let is_alone = credential.parts.len() == 1;
    let fields: Vec<_> = credential.parts.iter().flat_map(|part| fields(part, is_alone)).collect();
    let fields = fields.into_iter().map(|(docs, value)| {
        let docs = docs::outer(&docs::wrapped(&docs));
        let (name, ty) = (ident(&value.ident), ty(value, scope));
        quote!(#docs #name: #ty,)
    });
    quote!(#docs #name { #(#fields)* },)
}

/// What a way is: what the specification says of its one part, or which values go together.
fn said(credential: &Credential) -> Vec<String> {
    if let [only] = credential.parts.as_slice() {
        return docs::lines(&only.docs, || alone(&only.placement));
    }
    let names: Vec<_> = values(credential).map(|value| docs::code(value.ident.as_str())).collect();
    docs::wrapped(&format!("{}, sent together.", names.join(" and ")))
}

/// What a way with one part is, where the specification does not say.
fn alone(placement: &Placement) -> String {
    match placement {
        Placement::Basic => "A user's name and password.".to_owned(),
        Placement::Bearer => "A token.".to_owned(),
        Placement::ApiKey { name, .. } => format!("The value for {}.", docs::code(name)),
    }
}

/// The values of a part, and what each is: said here where the way has other parts as well.
fn fields(
    part: &CredentialPart,
    is_alone: bool,
) -> impl Iterator<Item = (String, &CredentialValue)> {
    let names: &[&str] = match part.placement {
        Placement::Basic => &["The user's name.", "The user's password."],
        Placement::Bearer => &["The token, without `Bearer`."],
        Placement::ApiKey { .. } => &[],
    };
    let known = names.iter().copied().map(Some).chain(std::iter::repeat(None));
    part.values.iter().zip(known).map(move |(value, known)| {
        let said = if is_alone { String::new() } else { docs::brief(&part.docs, String::new) };
        let sentences = [&said, known.unwrap_or_default(), &placement(&part.placement)];
        let sentences = sentences.into_iter().filter(|text| !text.is_empty());
        (sentences.collect::<Vec<_>>().join(" "), value)
    })
}

fn ty(value: &CredentialValue, scope: &mut Scope<'_>) -> Tokens {
    if value.secret { scope.runtime("Secret") } else { quote!(String) }
}

/// Where values go, in a sentence.
fn placement(placement: &Placement) -> String {
    match placement {
        Placement::Basic => "Sent as part of `Authorization: Basic`.".to_owned(),
        Placement::Bearer => "Sent as `Authorization: Bearer`.".to_owned(),
        Placement::ApiKey { location: ApiKeyLocation::Header, name } => {
            format!("Sent as the header {}.", docs::code(name))
        }
        Placement::ApiKey { location: ApiKeyLocation::Query, name } => {
            format!("Sent as {} in the query.", docs::code(name))
        }
        Placement::ApiKey { location: ApiKeyLocation::Cookie, name } => {
            format!("Sent as the cookie {}.", docs::code(name))
        }
    }
}

fn constructor(credential: &Credential, scope: &mut Scope<'_>) -> Tokens {
    let first = said(credential).into_iter().take_while(|line| !line.is_empty());
    let mut lines: Vec<_> = first.collect();
    if let [_, _, ..] = credential.parts.as_slice() {
        let arguments = credential.parts.iter().flat_map(|part| fields(part, false));
        let arguments =
            arguments.map(|(said, value)| format!("{}: {said}", docs::code(value.ident.as_str())));
        docs::append(&mut lines, docs::list(arguments));
    }
    let docs = docs::outer(&lines);
    let function = function(credential);
    let (variant, function) = (ident(&credential.ident), ident(&function));
    let (arguments, fields): (Vec<_>, Vec<_>) = values(credential)
        .map(|value| {
            let (name, ty) = (ident(&value.ident), ty(value, scope));
            (quote!(#name: impl Into<#ty>), quote!(#name: #name.into()))
        })
        .unzip();
    quote! {
        #docs
        pub fn #function(#(#arguments),*) -> Self {
            Self::#variant { #(#fields),* }
        }
    }
}

/// The constructor's name: the variant's, as functions are written.
fn function(credential: &Credential) -> name::Ident {
    name::Ident::new(&Words::of(credential.ident.as_str()), Case::Snake)
}

/// What the runtime asks of credentials.
fn authorize(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    let ways: Vec<_> = api.credentials.iter().filter_map(lookup).collect();
    let request = request(api);
    let arms: Vec<_> = api.credentials.iter().map(|way| arm(way, request)).collect();
    let authorize = scope.runtime("Authorize");
    let (variables, authorization) = (scope.runtime("Variables"), scope.runtime("Authorization"));
    let error = scope.runtime("Error");
    let required = api.is_open.then(|| {
        quote!(
            const REQUIRED: bool = false;
        )
    });
    let argument = if ways.is_empty() { quote!(_) } else { quote!(variables) };
    let way = way(api);
    quote! {
        impl #authorize for Credentials {
            #required

            #[inline]
            fn from_variables(#argument: &mut #variables) -> Option<Self> {
                #(#ways)*
                None
            }

            fn authorize(&self, #request: &mut #authorization) -> Result<(), #error> {
                match self {
                    #(#arms)*
                }
            }

            #way
        }
    }
}

/// Which of the ways it is, where some operation asks.
fn way(api: &Api) -> Option<Tokens> {
    api.operations().find(|operation| operation.security != Security::Any)?;
    let arms = api.credentials.iter().map(|credential| {
        let (variant, name) = (ident(&credential.ident), credential.ident.to_string());
        quote!(Self::#variant { .. } => #name,)
    });
    Some(quote! {
        #[inline]
        fn way(&self) -> &'static str {
            match self {
                #(#arms)*
            }
        }
    })
}

fn lookup(credential: &Credential) -> Option<Tokens> {
    let variables = variables(credential)?;
    let function = function(credential);
    let function = ident(&function);
    let names: Vec<_> = values(credential).map(|value| ident(&value.ident)).collect();
    Some(quote! {
        if let Some([#(#names),*]) = variables.all([#(#variables),*]) {
            return Some(Self::#function(#(#names),*));
        }
    })
}

/// What the request to authorize is called: a value of a credential may have the same name, and
/// would hide it. No name of the model ends in the underscore.
fn request(api: &Api) -> Ident<'static> {
    let mut values = api.credentials.iter().flat_map(values);
    let is_hidden = values.any(|value| value.ident.as_str() == "authorization");
    let name = if is_hidden { "authorization_" } else { "authorization" };
    Ident::new(name)
}

fn arm(credential: &Credential, request: Ident<'_>) -> Tokens {
    let variant = ident(&credential.ident);
    let names: Vec<_> = values(credential).map(|value| ident(&value.ident)).collect();
    let mut sent: Vec<_> = credential.parts.iter().map(|part| send(part, request)).collect();
    let last = sent.pop().unwrap_or_else(|| quote!(Ok(())));
    quote! {
        Self::#variant { #(#names),* } => {
            #(#sent?;)*
            #last
        }
    }
}

fn send(part: &CredentialPart, request: Ident<'_>) -> Tokens {
    let values = part.values.iter().map(|value| {
        let name = ident(&value.ident);
        if value.secret { quote!(#name.expose()) } else { quote!(#name) }
    });
    match &part.placement {
        Placement::Basic => quote!(#request.basic(#(#values),*)),
        Placement::Bearer => quote!(#request.bearer(#(#values),*)),
        Placement::ApiKey { location: ApiKeyLocation::Header, name } => {
            quote!(#request.header(#name, #(#values),*))
        }
        Placement::ApiKey { location: ApiKeyLocation::Query, name } => {
            quote!(#request.query(#name, #(#values),*))
        }
        Placement::ApiKey { location: ApiKeyLocation::Cookie, name } => {
            quote!(#request.cookie(#name, #(#values),*))
        }
    }
}
