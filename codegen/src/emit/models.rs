//! The types of an API: `models.rs`, and a file for each group of types.

use super::{
    definition::type_docs,
    docs, enumeration,
    layout::RustFile,
    newtype,
    scope::{Model, Scope, ident},
    structure,
    tokens::{Tokens, quote},
    union,
};
use crate::model::{Shape, TypeDef, TypeId};
use crate::name::Ident;
use std::collections::BTreeMap;

/// `models` itself, and the files below it by their module: each is made when its turn comes, since
/// the tokens of all would be most of a run's memory.
pub(super) fn emit(model: &Model<'_>) -> (RustFile, impl Iterator<Item = (Ident, RustFile)>) {
    let mut files: BTreeMap<&Ident, Vec<(TypeId, &TypeDef)>> = BTreeMap::new();
    for (index, definition) in model.api.types.iter().enumerate() {
        files.entry(&definition.file).or_default().push((TypeId(index), definition));
    }
    let root = root(&files, model);
    let files = files.into_iter().map(|(name, types)| (name.clone(), file(model, name, &types)));
    (root, files)
}

/// `models` itself: all types in one place.
fn root(files: &BTreeMap<&Ident, Vec<(TypeId, &TypeDef)>>, model: &Model<'_>) -> RustFile {
    let modules = files.iter().map(|(file, types)| {
        let (cfg, file) = (cfg(types, model), ident(file));
        quote!(#cfg mod #file;)
    });
    let exports = files.iter().map(|(file, types)| {
        let (cfg, file) = (cfg(types, model), ident(file));
        let mut names: Vec<_> = types.iter().map(|(_, ty)| &ty.ident).collect();
        names.sort_unstable();
        let names: Vec<_> = names.into_iter().map(ident).collect();
        match names.as_slice() {
            [name] => quote!(#cfg pub use #file::#name;),
            names => quote!(#cfg pub use #file::{#(#names),*};),
        }
    });
    let items = quote!(#(#modules)* #(#exports)*);
    let title = docs::called(&model.api.title);
    RustFile {
        docs: vec![docs::sentence(&format!("The types of {title}"))],
        items,
        ..RustFile::default()
    }
}

/// The condition under which a file exists: that of any of its types.
fn cfg(types: &[(TypeId, &TypeDef)], model: &Model<'_>) -> Option<Tokens> {
    let (first, _) = types.first()?;
    model.groups.as_ref()?.of_type(*first)
}

fn file(model: &Model<'_>, name: &Ident, types: &[(TypeId, &TypeDef)]) -> RustFile {
    let mut scope = Scope::of_models(model, name);
    let items: Vec<_> = types.iter().map(|(id, ty)| item(*id, ty, &mut scope)).collect();
    let uses = scope.uses();
    RustFile { items: quote!(#uses #(#items)*), ..RustFile::default() }
}

fn item(id: TypeId, definition: &TypeDef, scope: &mut Scope<'_>) -> Tokens {
    match &definition.shape {
        Shape::Struct(shape) => structure::emit(id, definition, shape, scope),
        Shape::StringEnum(variants) => enumeration::strings(id, definition, variants, scope),
        Shape::IntegerEnum(variants) => enumeration::integers(id, definition, variants, scope),
        Shape::Union(shape) => union::emit(id, definition, shape, scope),
        Shape::Alias(ty) => {
            let docs = type_docs(definition, scope.model);
            let (name, ty) = (ident(&definition.ident), scope.ty(ty));
            quote!(#docs pub type #name = #ty;)
        }
        Shape::Newtype(ty) => newtype::emit(id, definition, ty, scope),
    }
}
