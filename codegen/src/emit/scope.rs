//! The names that a file uses, and where they come from.

use crate::{
    model::{Api, TypeDef, TypeId, TypeRef},
    name,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The one place where a name of the model becomes a token.
pub(super) fn ident(name: &name::Ident) -> Ident {
    match syn::parse_str::<Ident>(name.as_str()) {
        Ok(ident) => ident,
        Err(_) => Ident::new_raw(name.as_str(), Span::call_site()),
    }
}

/// An API, and what is asked of it again and again.
pub(super) struct Model<'a> {
    /// The API.
    pub api: &'a Api,
    names: BTreeSet<&'a str>,
}

impl<'a> Model<'a> {
    /// Looks through an API once.
    pub(super) fn new(api: &'a Api) -> Self {
        Self { api, names: api.types.iter().map(|ty| ty.ident.as_str()).collect() }
    }

    /// A type of the model.
    pub(super) fn get(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(id.0)
    }
}

/// One file's view of the crate: writes names and types down, and collects what to import.
pub(super) struct Scope<'a> {
    model: &'a Model<'a>,
    /// The file of `models` that is written; none for a file beside `models`.
    file: Option<&'a name::Ident>,
    /// Names by the module that they come from.
    always: Uses,
    /// The same for what only exists with the feature `full-serde`.
    full: Uses,
    /// Which of the two grows.
    is_full: bool,
}

type Uses = BTreeMap<Module, BTreeSet<String>>;

/// A module that files import from, in the order in which `use` lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Module {
    Super,
    Crate,
    Runtime,
    SerdeDe,
    Serde,
    Collections,
}

impl<'a> Scope<'a> {
    /// For a file of `models`, which names its neighbours alone.
    pub(super) fn of_models(model: &'a Model<'a>, file: &'a name::Ident) -> Self {
        Self { file: Some(file), ..Self::beside_models(model) }
    }

    /// For a file beside `models`, which names them as `models::Name`.
    pub(super) fn beside_models(model: &'a Model<'a>) -> Self {
        let (always, full) = (Uses::new(), Uses::new());
        Self { model, file: None, always, full, is_full: false }
    }

    /// What is written here only exists with the feature `full-serde`.
    pub(super) fn full<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.is_full, true);
        let written = write(self);
        self.is_full = before;
        written
    }

    /// Something of the runtime: alone, or as `runtime::Name` where a model has that name.
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        let short = Ident::new(name, Span::call_site());
        if self.file.is_some() && self.model.names.contains(name) {
            self.import(Module::Crate, "runtime");
            return quote!(runtime::#short);
        }
        self.import(Module::Runtime, name);
        quote!(#short)
    }

    /// Something of serde.
    pub(super) fn serde(&mut self, name: &'static str) -> TokenStream {
        self.import(Module::Serde, name);
        let name = Ident::new(name, Span::call_site());
        quote!(#name)
    }

    /// `serde::de::MapAccess`.
    pub(super) fn map_access(&mut self) -> TokenStream {
        self.import(Module::SerdeDe, "MapAccess");
        quote!(MapAccess)
    }

    /// Something of the module around.
    pub(super) fn parent(&mut self, name: &str) -> TokenStream {
        self.import(Module::Super, name);
        let name = Ident::new(name, Span::call_site());
        quote!(#name)
    }

    /// A type where it is used.
    pub(super) fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Bool => quote!(bool),
            TypeRef::I32 => quote!(i32),
            TypeRef::I64 => quote!(i64),
            TypeRef::U32 => quote!(u32),
            TypeRef::U64 => quote!(u64),
            TypeRef::F32 => quote!(f32),
            TypeRef::F64 => quote!(f64),
            TypeRef::String => quote!(String),
            TypeRef::Secret => self.runtime("Secret"),
            TypeRef::DateTime => self.runtime("DateTime"),
            TypeRef::Date => self.runtime("Date"),
            TypeRef::Base64 => self.runtime("Base64"),
            TypeRef::Bytes if self.file.is_some() => self.runtime("File"),
            TypeRef::Bytes => quote!(Vec<u8>),
            TypeRef::Json => quote!(serde_json::Value),
            TypeRef::Named(id) => self.named(*id),
            TypeRef::List(item) => self.around(&quote!(Vec), unboxed(item)),
            TypeRef::Nullable(inner) => self.around(&quote!(Option), inner),
            TypeRef::Boxed(inner) => self.around(&quote!(Box), inner),
            TypeRef::Map(value) => {
                let value = self.ty(unboxed(value));
                self.import(Module::Collections, "BTreeMap");
                quote!(BTreeMap<String, #value>)
            }
        }
    }

    fn around(&mut self, outer: &TokenStream, inner: &TypeRef) -> TokenStream {
        let inner = self.ty(inner);
        quote!(#outer<#inner>)
    }

    fn named(&mut self, id: TypeId) -> TokenStream {
        // An id comes from the same model; one that did not would be anything.
        let Some(definition) = self.model.get(id) else { return quote!(serde_json::Value) };
        let name = ident(&definition.ident);
        match self.file {
            None => {
                let models = self.parent("models");
                quote!(#models::#name)
            }
            Some(file) if *file == definition.file => quote!(#name),
            Some(_) => self.parent(definition.ident.as_str()),
        }
    }

    fn import(&mut self, module: Module, name: &str) {
        let uses = if self.is_full { &mut self.full } else { &mut self.always };
        uses.entry(module).or_default().insert(name.to_owned());
    }

    /// The `use` lines for everything that was written.
    pub(super) fn uses(self) -> TokenStream {
        let always = self.always.iter().map(|(module, names)| use_line(*module, names));
        let full = self.full.iter().filter_map(|(module, names)| {
            let known = self.always.get(module);
            let names = names.iter().filter(|name| known.is_none_or(|known| !known.contains(*name)));
            let names: BTreeSet<String> = names.cloned().collect();
            let line = use_line(*module, &names);
            (!names.is_empty()).then(|| quote!(#[cfg(feature = "full-serde")] #line))
        });
        quote!(#(#always)* #(#full)*)
    }
}

/// The inner type of a box, where whatever is around it is a box already.
fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    }
}

fn use_line(module: Module, names: &BTreeSet<String>) -> TokenStream {
    let names: Vec<Ident> = names.iter().map(|name| Ident::new(name, Span::call_site())).collect();
    let names = match names.as_slice() {
        [name] => quote!(#name),
        names => quote!({ #(#names),* }),
    };
    match module {
        Module::Super => quote!(use super::#names;),
        Module::Crate => quote!(use crate::#names;),
        Module::Runtime => quote!(use crate::runtime::#names;),
        Module::SerdeDe => quote!(use serde::de::#names;),
        Module::Serde => quote!(use serde::#names;),
        Module::Collections => quote!(use std::collections::#names;),
    }
}
