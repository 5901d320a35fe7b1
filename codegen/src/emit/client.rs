//! The client of an API.

use super::{
    client_parameter, credentials, docs,
    layout::RustFile,
    resource::phrase,
    scope::{Feature, Model, Names, Scope, ident},
    server,
    tokens::{Tokens, quote},
    wait,
};
use crate::model::{Api, Resource};

/// The names that the file defines.
const OWN: [&str; 3] = ["Client", "Credentials", "Server"];

/// The file of the client and its credentials.
pub(super) fn emit(model: &Model<'_>) -> RustFile {
    let api = model.api;
    let resources = api.resources.iter().map(|resource| resource.ident.as_str());
    let own: Names<'_> = resources.chain(OWN).collect();
    let mut scope = Scope::beside_models(model, &own);
    let client = client(api, &mut scope);
    let settings = settings(api, &mut scope);
    let parameters = client_parameter::setters(api, &mut scope);
    let rule = api.wait.as_ref().map(|rule| wait::rule(rule, &mut scope));
    let credentials = credentials::emit(api, &mut scope);
    let servers = server::emit(api, &mut scope);
    let uses = scope.uses();
    let docs = vec!["The client, and how it proves who is calling.".to_owned()];
    RustFile {
        docs,
        items: quote!(#uses #client #settings #parameters #rule #credentials #servers),
        ..RustFile::default()
    }
}

fn client(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    let title = docs::sentence(&format!("A client for {}", docs::called(&api.title)));
    let docs = format!("{title} It is cheap to clone, and its clones share their connections.");
    let docs = docs::outer(&docs::wrapped(&docs));
    let core = scope.runtime("Core");
    let (builder, error) = (scope.runtime("ClientBuilder"), scope.runtime("Error"));
    let new = new(api, &error);
    let from_env = from_env(api, &builder, &error);
    let rate_limit = scope.runtime("RateLimit");
    let wait_for = api.wait.as_ref().map(|_| wait::wait_for(scope));
    let accessors: Vec<_> =
        api.resources.iter().enumerate().map(|(at, it)| accessor(at, it, scope)).collect();
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: #core,
        }

        impl Client {
            #new
            #from_env

            /// Configures a client.
            #[inline]
            pub fn builder() -> #builder<Self> {
                #builder::new()
            }

            /// The rate limit that an answer stated last, whichever call it was of.
            #[inline]
            pub fn last_rate_limit(&self) -> Option<#rate_limit> {
                self.core.last_rate_limit()
            }

            #wait_for
            #(#accessors)*
        }
    }
}

fn new(api: &Api, error: &Tokens) -> Tokens {
    if api.credentials.is_empty() {
        return quote! {
            /// A client with the defaults.
            ///
            /// # Errors
            ///
            /// The machine has no certificates to trust.
            #[inline]
            pub fn new() -> Result<Self, #error> {
                Self::builder().build()
            }
        };
    }
    quote! {
        /// A client with these credentials, and the defaults for everything else.
        ///
        /// # Errors
        ///
        /// The credentials cannot be sent as they are.
        #[inline]
        pub fn new(credentials: Credentials) -> Result<Self, #error> {
            Self::builder().credentials(credentials).build()
        }
    }
}

/// `from_env`, where the specification names variables.
fn from_env(api: &Api, builder: &Tokens, error: &Tokens) -> Tokens {
    let ways = credentials::sources(api);
    if ways.is_empty() {
        return Tokens::new();
    }
    let several = api.credentials.iter().filter_map(credentials::variables).nth(1).is_some();
    let docs = docs::outer(&docs::wrapped(&format!(
        "A client configured by environment variables: {ways}{}.{}",
        where_set(api),
        if several { " The first that is set is used." } else { "" },
    )));
    quote! {
        #docs
        ///
        /// # Errors
        ///
        /// A variable is missing or cannot be used; the error names it.
        #[inline]
        pub fn from_env() -> Result<Self, #error> {
            #builder::from_env()?.build()
        }
    }
}

/// The variables that need not be set.
fn where_set(api: &Api) -> String {
    let url = api.servers.first().and_then(|server| server.env.as_deref());
    let names = url.into_iter().chain(api.parameters.iter().map(|one| one.env.as_str()));
    let names: Vec<_> = names.map(docs::code).collect();
    match names.as_slice() {
        [] => String::new(),
        [name] => format!("; and {name} where it is set"),
        [names @ .., last] => format!("; and {} and {last} where they are set", names.join(", ")),
    }
}

fn accessor(index: usize, resource: &Resource, scope: &mut Scope<'_>) -> Tokens {
    let (module, name) = (ident(&resource.module), ident(&resource.ident));
    let feature = scope.model.groups.as_ref().and_then(|groups| groups.of_resource(index));
    let cfg = feature.as_ref().map(|feature| quote!(#[cfg(feature = #feature)]));
    // What is not always there is not imported, which would take a line each.
    let ty = if cfg.is_some() || OWN.contains(&resource.ident.as_str()) {
        quote!(super::#module::#name)
    } else {
        scope.parent(&format!("{}::{}", resource.module, resource.ident))
    };
    let docs = docs::lines(&resource.docs, || format!("Operations on {}.", phrase(resource)));
    let docs = docs::outer(&docs);
    quote! {
        #docs
        #cfg
        #[inline]
        pub fn #module(&self) -> #ty<'_> {
            #ty { core: &self.core }
        }
    }
}

/// What the runtime asks of an API.
fn settings(api: &Api, scope: &mut Scope<'_>) -> Tokens {
    let (trait_name, core) = (scope.runtime("Api"), scope.runtime("Core"));
    let url = server::usual_url(api).map_or(quote!(None), |url| quote!(Some(#url)));
    let variable = api
        .servers
        .first()
        .and_then(|server| server.env.as_deref())
        .map(|name| quote!(const BASE_URL_VARIABLE: Option<&'static str> = Some(#name);));
    let expected = expected(scope);
    let parameters = client_parameter::from_variables(api, scope);
    let credentials = if api.credentials.is_empty() {
        scope.runtime("NoCredentials")
    } else {
        quote!(Credentials)
    };
    quote! {
        impl #trait_name for Client {
            type Credentials = #credentials;

            const BASE_URL: Option<&'static str> = #url;
            #variable
            const USER_AGENT: &'static str =
                concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
            #parameters
            #expected

            #[inline]
            fn from_core(core: #core) -> Self {
                Self { core }
            }
        }
    }
}

/// What answers should look like, for those who want to know of differences.
fn expected(scope: &mut Scope<'_>) -> Tokens {
    scope.with(Feature::Differences, |scope| {
        let cfg = Feature::Differences.cfg();
        let (ty, operations) = (scope.runtime("Expected"), scope.parent("expected::OPERATIONS"));
        quote! {
            #cfg
            fn expected() -> &'static [#ty] {
                #operations
            }
        }
    })
}
