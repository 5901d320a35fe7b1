//! The names that a file uses, and where they come from.

use super::{
    Package,
    group::Features,
    tokens::{Ident, Tokens, quote},
    usage::Usage,
};
use crate::{
    model::{Api, TypeDef, TypeId, TypeRef},
    name,
};
use foldhash::HashSet;
use std::collections::BTreeMap;

/// The one place where a name of the model becomes a token.
pub(super) fn ident(name: &name::Ident) -> Ident<'_> {
    Ident::new(name.as_str())
}

/// A set of names.
pub(super) type Names<'a> = HashSet<&'a str>;

/// An API, and what is asked of it again and again.
pub(super) struct Model<'a> {
    /// The API.
    pub api: &'a Api,
    /// What its types are needed for.
    pub usage: Usage,
    /// The features of its groups, if it has some.
    pub groups: Option<Features<'a>>,
    names: Names<'a>,
}

impl<'a> Model<'a> {
    /// Looks through an API once.
    pub(super) fn new(package: &Package, api: &'a Api) -> Self {
        let names = api.types.iter().map(|definition| definition.ident.as_str()).collect();
        let groups = Features::of(package, api);
        Self { api, usage: Usage::of(api), groups, names }
    }

    /// A type of the model.
    pub(super) fn get(&self, id: TypeId) -> Option<&'a TypeDef> {
        self.api.types.get(id.0)
    }

    /// The condition under which a type exists; none when it always does.
    pub(super) fn condition(&self, id: TypeId) -> Option<Tokens> {
        self.groups.as_ref()?.of_type(id)
    }

    /// The type that is meant by one that is a box, or only another name; nothing where that has no
    /// end.
    pub(super) fn meant<'t>(&self, ty: &'t TypeRef) -> Option<&'t TypeRef>
    where
        'a: 't,
    {
        ty.meant(|id| Some(&self.get(id)?.shape))
    }
}

/// One file's view of the crate: writes names and types down, and collects what to import.
pub(super) struct Scope<'a> {
    /// The API.
    pub model: &'a Model<'a>,
    place: Place<'a>,
    /// The names of the file's own that hide what would be imported.
    own: &'a Names<'a>,
    uses: Uses,
    /// With which feature alone exists what is written.
    feature: Option<Feature>,
}

/// Where a file stands.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// It is `models` itself, in which not all may exist with the features that are on: an import
    /// could be one too many.
    Models,
    /// It is a file of `models`.
    Within(&'a name::Ident),
    /// It is beside `models`.
    Beside,
}

/// What is imported from each module, and with which feature alone.
type Uses = BTreeMap<(Module, &'static str), BTreeMap<String, Option<Feature>>>;

/// A feature that parts of an API need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Feature {
    /// Calls over HTTP.
    Client,
    /// What answers should look like.
    Differences,
    /// `Serialize` and `Deserialize` where neither requests nor responses need them.
    FullSerde,
}

impl Feature {
    /// `#[cfg(feature = "…")]`.
    pub(super) fn cfg(self) -> Tokens {
        let name = match self {
            Self::Client => "client",
            Self::Differences => "differences",
            Self::FullSerde => "full-serde",
        };
        quote!(#[cfg(feature = #name)])
    }
}

/// Where modules stand, in the order of `use` lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Module {
    Super,
    Crate,
    Extern,
}

impl<'a> Scope<'a> {
    /// For `models` itself, which has all types in view and imports nothing.
    pub(super) fn of_models(model: &'a Model<'a>) -> Self {
        Self { place: Place::Models, ..Self::beside_models(model, &model.names) }
    }

    /// For a file of `models`, which names its neighbours alone.
    pub(super) fn within_models(model: &'a Model<'a>, file: &'a name::Ident) -> Self {
        Self { place: Place::Within(file), ..Self::beside_models(model, &model.names) }
    }

    /// For a file beside `models`, which names them as `models::Name` and has names of its `own`.
    pub(super) fn beside_models(model: &'a Model<'a>, own: &'a Names<'a>) -> Self {
        Self { model, place: Place::Beside, own, uses: Uses::new(), feature: None }
    }

    /// The condition under which a type exists, unless its file has it.
    pub(super) fn condition(&self, id: TypeId) -> Option<Tokens> {
        match self.place {
            Place::Models => self.model.condition(id),
            Place::Within(_) | Place::Beside => None,
        }
    }

    /// Writes what only exists with a feature.
    pub(super) fn with<T>(&mut self, feature: Feature, write: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.feature.replace(feature);
        let written = write(self);
        self.feature = before;
        written
    }

    /// Something of the runtime: alone, or as `runtime::Name` where the file has such a name.
    pub(super) fn runtime(&mut self, name: &str) -> Tokens {
        if let Place::Models = self.place {
            let path = path(name);
            return quote!(crate::runtime::#path);
        }
        if self.own.contains(name) {
            self.import(Module::Crate, "", "runtime");
            let path = path(name);
            return quote!(runtime::#path);
        }
        self.import(Module::Crate, "runtime", name);
        let last = last(name);
        quote!(#last)
    }

    /// Something of serde, by its path there.
    pub(super) fn serde(&mut self, name: &str) -> Tokens {
        self.import(Module::Extern, "serde", name);
        let last = last(name);
        quote!(#last)
    }

    /// `serde_json::Value`, which is seldom enough to be written out.
    pub(super) fn json() -> Tokens {
        quote!(serde_json::Value)
    }

    /// Something of the module around, by its path there.
    pub(super) fn parent(&mut self, name: &str) -> Tokens {
        self.import(Module::Super, "", name);
        let last = last(name);
        quote!(#last)
    }

    /// A type where it is used.
    pub(super) fn ty(&mut self, ty: &TypeRef) -> Tokens {
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
            TypeRef::Bytes => self.runtime("File"),
            TypeRef::Json => Self::json(),
            TypeRef::Named(id) => self.named(*id),
            TypeRef::List(item) => self.around(&quote!(Vec), unboxed(item)),
            TypeRef::Nullable(inner) => self.around(&quote!(Option), inner),
            TypeRef::Boxed(inner) => self.around(&quote!(Box), inner),
            TypeRef::OrEmpty(inner) => {
                let or_empty = self.runtime("OrEmpty");
                self.around(&or_empty, inner)
            }
            TypeRef::Map(value) => {
                let value = self.ty(unboxed(value));
                if let Place::Models = self.place {
                    return quote!(std::collections::BTreeMap<String, #value>);
                }
                self.import(Module::Extern, "std::collections", "BTreeMap");
                quote!(BTreeMap<String, #value>)
            }
        }
    }

    fn around(&mut self, outer: &Tokens, inner: &TypeRef) -> Tokens {
        let inner = self.ty(inner);
        quote!(#outer<#inner>)
    }

    fn named(&mut self, id: TypeId) -> Tokens {
        // An id comes from the same model; one that did not would be anything.
        let Some(definition) = self.model.get(id) else { return Self::json() };
        let name = ident(&definition.ident);
        match self.place {
            Place::Models => quote!(#name),
            Place::Within(file) if *file == definition.file => quote!(#name),
            Place::Within(_) => self.parent(definition.ident.as_str()),
            Place::Beside => {
                let models = self.parent("models");
                quote!(#models::#name)
            }
        }
    }

    fn import(&mut self, module: Module, path: &'static str, name: &str) {
        let names = self.uses.entry((module, path)).or_default();
        match names.get_mut(name) {
            Some(feature) if *feature != self.feature => *feature = None,
            Some(_) => {}
            None => {
                names.insert(name.to_owned(), self.feature);
            }
        }
    }

    /// The `use` lines for everything that was written.
    pub(super) fn uses(self) -> Tokens {
        let lines = self.uses.into_iter().flat_map(|((module, path), names)| {
            let mut lines: BTreeMap<Option<Feature>, Vec<String>> = BTreeMap::new();
            for (name, feature) in names {
                lines.entry(feature).or_default().push(name);
            }
            let mut lines: Vec<_> = lines.into_iter().collect();
            lines.sort_by(|(_, one), (_, other)| one.cmp(other));
            lines.into_iter().map(move |(feature, names)| {
                let cfg = feature.map(Feature::cfg);
                let line = use_line(module, path, &names);
                quote!(#cfg #line)
            })
        });
        quote!(#(#lines)*)
    }
}

/// The inner type of a box, where whatever is around it is a box already.
fn unboxed(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::Boxed(inner) => inner,
        ty => ty,
    }
}

fn use_line(module: Module, module_path: &str, names: &[String]) -> Tokens {
    let names: Vec<_> = names.iter().map(|name| path(name)).collect();
    let names = match names.as_slice() {
        [name] => quote!(#name),
        names => quote!({ #(#names),* }),
    };
    let inside = (!module_path.is_empty()).then(|| path(module_path)).map(|path| quote!(#path::));
    match module {
        Module::Super => quote!(use super::#inside #names;),
        Module::Crate => quote!(use crate::#inside #names;),
        Module::Extern => quote!(use #inside #names;),
    }
}

/// The tokens of a path: of names that the emitter knows, or that come from an [`ident`].
fn path(path: &str) -> Tokens {
    let parts = path.split("::").map(Ident::new);
    quote!(#(#parts)::*)
}

/// The name that a path ends with. To look for one byte is much the cheapest.
fn last(path: &str) -> Ident<'_> {
    Ident::new(path.rsplit(':').next().unwrap_or(path))
}
