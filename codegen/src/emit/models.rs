//! The types of an API: `models.rs`, where all of them are in view and those stand that are only other
//! names, and a file for each group of the rest.

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

/// The types of one file.
type File<'a> = (&'a Ident, Vec<(TypeId, &'a TypeDef)>);

/// `models` itself, and the files below it by their module: each is made when its turn comes, since
/// the tokens of all would be most of a run's memory.
pub(super) fn emit(model: &Model<'_>) -> (RustFile, impl Iterator<Item = (Ident, RustFile)>) {
    let mut files: BTreeMap<&Ident, Vec<(TypeId, &TypeDef)>> = BTreeMap::new();
    for (index, definition) in model.api.types.iter().enumerate() {
        files.entry(&definition.file).or_default().push((TypeId(index), definition));
    }
    let is_alias = |(_, ty): &(TypeId, &TypeDef)| matches!(ty.shape, Shape::Alias(_));
    let (aliases, files): (Vec<File<'_>>, Vec<File<'_>>) =
        files.into_iter().partition(|(_, types)| types.iter().all(is_alias));
    let root = root(model, &files, aliases);
    let files = files.into_iter().map(|(name, types)| (name.clone(), file(model, name, &types)));
    (root, files)
}

/// `models` itself.
fn root(model: &Model<'_>, files: &[File<'_>], aliases: Vec<File<'_>>) -> RustFile {
    let modules = files.iter().map(|(file, types)| {
        let (cfg, file) = (condition(types, model), ident(file));
        quote!(#cfg mod #file;)
    });
    let exports = files.iter().map(|(file, types)| {
        let (cfg, file) = (condition(types, model), ident(file));
        let mut names: Vec<_> = types.iter().map(|(_, ty)| &ty.ident).collect();
        names.sort_unstable();
        let names: Vec<_> = names.into_iter().map(ident).collect();
        match names.as_slice() {
            [name] => quote!(#cfg pub use #file::#name;),
            names => quote!(#cfg pub use #file::{#(#names),*};),
        }
    });
    let mut aliases: Vec<_> = aliases.into_iter().flat_map(|(_, types)| types).collect();
    aliases.sort_unstable_by_key(|(_, ty)| &ty.ident);
    let mut scope = Scope::of_models(model);
    let aliases = aliases.into_iter().map(|(id, ty)| item(id, ty, &mut scope));
    let items = quote!(#(#modules)* #(#exports)* #(#aliases)*);
    let title = docs::called(&model.api.title);
    RustFile {
        docs: vec![docs::sentence(&format!("The types of {title}"))],
        items,
        ..RustFile::default()
    }
}

/// The condition under which a file exists: that of any of its types.
fn condition(types: &[(TypeId, &TypeDef)], model: &Model<'_>) -> Option<Tokens> {
    let (first, _) = types.first()?;
    model.condition(*first)
}

fn file(model: &Model<'_>, name: &Ident, types: &[(TypeId, &TypeDef)]) -> RustFile {
    let mut scope = Scope::within_models(model, name);
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
            let (cfg, name, ty) = (scope.condition(id), ident(&definition.ident), scope.ty(ty));
            quote!(#docs #cfg pub type #name = #ty;)
        }
        Shape::Newtype(ty) => newtype::emit(id, definition, ty, scope),
    }
}
