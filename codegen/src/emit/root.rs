//! The files that hold everything else together: `lib.rs`, and the module of an API.

use super::{
    Package, docs,
    group::Features,
    layout::RustFile,
    need::Need,
    overview, runtime,
    scope::ident,
    server,
    tokens::{Ident, Tokens, quote},
    tour,
};
use crate::model::Api;
use std::collections::BTreeSet;

/// `lib.rs` of a crate that is one API.
pub(super) fn of_one(package: &Package, api: &Api, needs: &BTreeSet<Need>) -> RustFile {
    let (modules, exports) = (modules(package, api), exports(api));
    let shared = shared(needs);
    let items = quote! {
        pub mod models;
        #[doc(hidden)]
        pub mod runtime;
        #modules
        #exports
        #shared
    };
    let mut docs = description(api);
    docs::append(&mut docs, overview::example(package, api));
    docs::append(&mut docs, overview::calls(api));
    docs::append(&mut docs, tour::sections(package, std::slice::from_ref(api)));
    docs::append(&mut docs, overview::groups(package, std::slice::from_ref(api)));
    docs::append(&mut docs, overview::features(package, std::slice::from_ref(api)));
    RustFile { docs, attributes: attributes(std::slice::from_ref(api)), items }
}

/// `lib.rs` of a crate with a module for each API.
pub(super) fn of_many(package: &Package, apis: &[Api], needs: &BTreeSet<Need>) -> RustFile {
    let modules = apis.iter().map(|api| {
        let (module, feature) = (ident(&api.module), api.module.as_str());
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let shared = shared(needs);
    let items = quote! {
        #[doc(hidden)]
        pub mod runtime;
        #(#modules)*
        #shared
    };
    let mut docs = docs::wrapped(&docs::sentence(&package.description));
    docs::append(&mut docs, overview::dependency(package, apis));
    if let Some(api) = apis.first() {
        docs::append(&mut docs, overview::example(package, api));
        docs::append(&mut docs, overview::calls(api));
    }
    docs::append(&mut docs, tour::sections(package, apis));
    docs::append(&mut docs, overview::groups(package, apis));
    docs::append(&mut docs, overview::features(package, apis));
    RustFile { docs, attributes: attributes(apis), items }
}

/// What is said to the compiler of the whole crate. On docs.rs, which builds with nightly, each item
/// says which feature it needs.
fn attributes(apis: &[Api]) -> Vec<&'static str> {
    recursion_limit(apis).into_iter().chain(["cfg_attr(docsrs, feature(doc_cfg))"]).collect()
}

/// How deep the compiler may look into types that hold one another. rustdoc asks of each type whether
/// threads may share it and the like, through all that it holds. In Stripe's crate, where a thousand
/// types are in one circle, that goes deeper than the usual 128 steps; 256 are enough there. Small
/// crates are spared the line: a chain that takes so many steps has dozens of types.
fn recursion_limit(apis: &[Api]) -> Option<&'static str> {
    const FEW: usize = 128;
    let types: usize = apis.iter().map(|api| api.types.len()).sum();
    (types > FEW).then_some("recursion_limit = \"512\"")
}

/// The module of an API, in a crate with several.
pub(super) fn of_api(package: &Package, api: &Api) -> RustFile {
    let (modules, exports) = (modules(package, api), exports(api));
    let mut docs = description(api);
    docs::append(&mut docs, overview::example(package, api));
    RustFile { docs, items: quote!(pub mod models; #modules #exports), ..RustFile::default() }
}

fn description(api: &Api) -> Vec<String> {
    let mut lines =
        docs::wrapped(&docs::sentence(&format!("{}, version {}", api.title, api.version)));
    docs::append(&mut lines, docs::lines(&api.docs, String::new));
    lines
}

/// What only exists with an HTTP client, and where there is something to call.
fn modules(package: &Package, api: &Api) -> Tokens {
    if api.resources.is_empty() {
        return Tokens::new();
    }
    let groups = Features::of(package, api);
    let mut resources: Vec<_> = api.resources.iter().enumerate().collect();
    resources.sort_unstable_by_key(|(_, resource)| &resource.module);
    let resources = resources.into_iter().map(|(index, resource)| {
        let feature = groups.as_ref().and_then(|groups| groups.of_resource(index));
        let module = ident(&resource.module);
        let cfg = feature.map_or_else(
            || quote!(#[cfg(feature = "client")]),
            |group| quote!(#[cfg(all(feature = "client", feature = #group))]),
        );
        quote!(#cfg pub mod #module;)
    });
    let partial = groups.as_ref().map(|_| {
        quote!(#[allow(dead_code, unused_imports, reason = "tables of some groups are shared")])
    });
    quote! {
        #[cfg(feature = "client")]
        mod client;
        #[cfg(feature = "differences")]
        #[allow(non_upper_case_globals, reason = "a table has the name of its type")]
        #partial
        mod expected;
        #(#resources)*
    }
}

fn exports(api: &Api) -> Tokens {
    if api.resources.is_empty() {
        return Tokens::new();
    }
    let credentials = (!api.credentials.is_empty()).then(|| quote!(Credentials,));
    let server = server::is_offered(api).then(|| quote!(Server,));
    let is_alone = credentials.is_none() && server.is_none();
    let names = if is_alone { quote!(Client) } else { quote!({Client, #credentials #server}) };
    quote! {
        #[cfg(feature = "client")]
        pub use client::#names;
    }
}

/// What of the runtime callers name where calls are made, by its module there; `lib` is the root.
const CALLS: &[(&str, &[&str])] = &[
    ("api_error", &["ApiError"]),
    ("builder", &["ClientBuilder"]),
    ("call", &["Call", "Pending"]),
    ("chunks", &["Chunks"]),
    ("client", &["Api"]),
    ("credentials", &["Variables"]),
    ("decode_failure", &["DecodeFailure", "TooLargeError"]),
    ("endpoint", &["Endpoint", "Operation"]),
    ("error", &["Error", "RequestError"]),
    ("events", &["Event", "Events"]),
    ("hook", &["Finished", "Hook", "Outgoing"]),
    ("lib", &["HeaderMap", "HeaderName", "HeaderValue", "Method", "StatusCode"]),
    ("lines", &["Lines"]),
    ("paging", &["Paged"]),
    ("rate_limit", &["RateLimit"]),
    ("reply", &["Payload", "Response"]),
    ("retry", &["RetryPolicy"]),
    ("stream", &["Items", "Pages"]),
    ("transport_error", &["SilentError", "TransportError"]),
    ("wait", &["Waits"]),
    ("wait_error", &["WaitError", "WaitFailure"]),
];

/// What of the runtime callers name, calls or none.
const VALUES: &[(&str, &[&str])] = &[
    ("decode", &["DecodeError"]),
    ("file", &["File"]),
    ("or_empty", &["OrEmpty"]),
    ("secret", &["Secret"]),
    ("text", &["Base64", "Date", "DateTime"]),
];

/// What of the runtime callers name; the rest is for generated code alone.
fn shared(needs: &BTreeSet<Need>) -> Tokens {
    let (calls, values) = (offered(CALLS, needs), offered(VALUES, needs));
    quote! {
        #[cfg(feature = "client")]
        #[doc(inline)]
        pub use runtime::{#(#calls),*};
        #[cfg(feature = "differences")]
        #[doc(inline)]
        pub use runtime::{Difference, DifferenceKind};
        #[doc(inline)]
        pub use runtime::{#(#values),*};
    }
}

/// The names that a crate has a use for, sorted.
fn offered(
    names: &[(&str, &[&'static str])],
    needs: &BTreeSet<Need>,
) -> impl Iterator<Item = Ident<'static>> {
    let there = names.iter().filter(|(module, _)| runtime::is_offered(module, needs));
    let names: BTreeSet<_> = there.flat_map(|(_, names)| *names).copied().collect();
    names.into_iter().map(Ident::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_callers_name_comes_from_where_the_list_says() {
        let root = include_str!("../../runtime/src/lib.rs");
        let lines = || root.lines().map(|line| line.trim_start().trim_start_matches("pub use "));
        for (module, names) in CALLS.iter().chain(VALUES).filter(|(module, _)| *module != "lib") {
            let exports = lines().find_map(|line| line.strip_prefix(&format!("{module}::")));
            let exports = exports.unwrap_or_else(|| panic!("{module} exports nothing"));
            for name in *names {
                let mut words = exports.split(|c: char| !c.is_alphanumeric());
                assert!(words.any(|word| word == *name), "{name} is not of {module}");
            }
        }
    }
}
