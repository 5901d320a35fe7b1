//! What the operations should answer: tables by which differences from the specification are found.

use super::{
    layout::RustFile,
    scope::{Model, Names, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{
    Access, Field, Operation, Payload, Presence, Shape, Struct, Success, TagValue, TypeDef, TypeId,
    TypeRef, Union,
};
use std::collections::BTreeSet;

/// The file of the tables: one for the operations, and one for each type that their answers hold,
/// under the type's name.
pub(super) fn emit(model: &Model<'_>) -> RustFile {
    let own = Names::default();
    let scope = Scope::beside_models(model, &own);
    let mut tables = Tables { scope, found: BTreeSet::new(), pending: Vec::new() };
    let operations = model.api.resources.iter().enumerate().flat_map(|(index, resource)| {
        resource.operations.iter().map(move |operation| (index, operation))
    });
    let operations: Vec<_> = operations.map(|(index, it)| tables.operation(index, it)).collect();
    let expected = tables.scope.runtime("Expected");
    let shapes = tables.shapes();
    let uses = tables.scope.uses();
    let items = quote! {
        #uses

        /// The successes of each operation.
        pub(super) static OPERATIONS: &[#expected] = &[#(#operations),*];

        #(#shapes)*
    };
    RustFile {
        docs: vec!["What the operations should answer.".to_owned()],
        items,
        ..RustFile::default()
    }
}

struct Tables<'a> {
    scope: Scope<'a>,
    /// The types that have a table, and those of them that are not written yet.
    found: BTreeSet<TypeId>,
    pending: Vec<TypeId>,
}

impl Tables<'_> {
    fn shape(&mut self) -> Tokens {
        self.scope.runtime("Shape")
    }

    fn operation(&mut self, resource: usize, operation: &Operation) -> Tokens {
        let groups = self.scope.model.groups.as_ref();
        let feature = groups.and_then(|groups| groups.of_resource(resource));
        let cfg = feature.map(|feature| quote!(#[cfg(feature = #feature)]));
        let expected = self.scope.runtime("Expected");
        let (method, path) = (operation.method.as_str(), &operation.path);
        let answers = operation.successes.iter().map(|it| self.answer(operation, *it));
        let answers: Vec<_> = answers.collect();
        quote!(#cfg #expected { method: #method, path: #path, answers: &[#(#answers),*] })
    }

    fn answer(&mut self, operation: &Operation, success: Success) -> Tokens {
        let answer = self.scope.runtime("Answer");
        let (first, last) = success.status.range().unwrap_or(200..=299).into_inner();
        let Some(Payload::Json { ty, .. }) = operation.payload(success) else {
            return quote!(#answer::other(#first, #last));
        };
        let shape = self.reference(ty);
        quote!(#answer::json(#first, #last, #shape))
    }

    /// A table for each type that was found, and for those that are found on the way.
    fn shapes(&mut self) -> Vec<Tokens> {
        let mut shapes = Vec::new();
        while let Some(id) = self.pending.pop() {
            let Some(definition) = self.scope.model.get(id) else { continue };
            let (name, ty) = (ident(&definition.ident), self.shape());
            let cfg = self.scope.model.groups.as_ref().and_then(|groups| groups.of_type(id));
            let shape = self.definition(definition);
            shapes.push((&definition.ident, quote!(#cfg static #name: #ty = #shape;)));
        }
        shapes.sort_by_key(|(name, _)| *name);
        shapes.into_iter().map(|(_, shape)| shape).collect()
    }

    fn definition(&mut self, definition: &TypeDef) -> Tokens {
        let shape = self.shape();
        match &definition.shape {
            Shape::Struct(of) => self.object(of),
            Shape::StringEnum(variants) => {
                let values = variants.iter().map(|variant| &variant.value);
                quote!(#shape::Strings(&[#(#values),*]))
            }
            Shape::IntegerEnum(variants) => {
                let values = variants.iter().map(|it| it.value);
                quote!(#shape::Integers(&[#(#values),*]))
            }
            Shape::Union(of) => self.union(of),
            Shape::Alias(ty) | Shape::Newtype(ty) => self.value(ty),
        }
    }

    fn object(&mut self, of: &Struct) -> Tokens {
        let fields: Vec<_> = of.fields.iter().map(|field| self.property(field)).collect();
        let rest = of.rest.as_ref().map(|(_, ty)| self.reference(ty));
        let rest = rest.map_or(quote!(None), |rest| quote!(Some(#rest)));
        let shape = self.shape();
        quote!(#shape::Object(&[#(#fields),*], #rest))
    }

    fn property(&mut self, field: &Field) -> Tokens {
        let property = self.scope.runtime("Property");
        let (wire, shape) = (&field.wire, self.reference(&field.ty));
        let is_expected = field.presence == Presence::Required && field.access != Access::WriteOnly;
        let presence = if is_expected { quote!(required) } else { quote!(optional) };
        let aliases = &field.aliases;
        let aliases = (!aliases.is_empty()).then(|| quote!(.or(&[#(#aliases),*])));
        quote!(#property::#presence(#wire, #shape) #aliases)
    }

    fn union(&mut self, of: &Union) -> Tokens {
        let shape = self.shape();
        let Some(tag) = &of.tag else {
            let variants: Vec<_> = of.variants.iter().map(|it| self.reference(&it.ty)).collect();
            return quote!(#shape::Untagged(&[#(#variants),*]));
        };
        let wire = &tag.wire;
        let tag = self.scope.runtime("Tag");
        let mut variants = Vec::new();
        for variant in &of.variants {
            let holds = self.reference(&variant.ty);
            variants.extend(variant.tags.iter().map(|value| {
                let value = match value {
                    TagValue::String(text) => quote!(String(#text)),
                    TagValue::Bool(value) => quote!(Bool(#value)),
                    TagValue::Integer(value) => {
                        quote!(Integer(#value))
                    }
                };
                quote!((#tag::#value, #holds))
            }));
        }
        quote!(#shape::Tagged(#wire, &[#(#variants),*]))
    }

    /// A shape that is referred to: the table of a type that has one.
    fn reference(&mut self, ty: &TypeRef) -> Tokens {
        let Some(ty) = meant(ty, self.scope.model) else {
            let shape = self.shape();
            return quote!(&#shape::Any);
        };
        if let TypeRef::Named(id) = ty
            && let Some(definition) = self.scope.model.get(*id)
        {
            if self.found.insert(*id) {
                self.pending.push(*id);
            }
            let name = ident(&definition.ident);
            return quote!(&#name);
        }
        let value = self.value(ty);
        quote!(&#value)
    }

    /// A shape that is written in place.
    fn value(&mut self, ty: &TypeRef) -> Tokens {
        let shape = self.shape();
        match ty {
            TypeRef::Bool
            | TypeRef::I32
            | TypeRef::I64
            | TypeRef::U32
            | TypeRef::U64
            | TypeRef::F32
            | TypeRef::F64
            | TypeRef::String
            | TypeRef::Secret
            | TypeRef::Base64
            | TypeRef::Bytes => quote!(#shape::Scalar),
            TypeRef::DateTime => quote!(#shape::DateTime),
            TypeRef::Date => quote!(#shape::Date),
            TypeRef::Json | TypeRef::Named(_) => quote!(#shape::Any),
            TypeRef::List(inner) => {
                let inner = self.reference(inner);
                quote!(#shape::List(#inner))
            }
            TypeRef::Map(inner) => {
                let inner = self.reference(inner);
                quote!(#shape::Map(#inner))
            }
            TypeRef::Nullable(inner) => {
                let inner = self.reference(inner);
                quote!(#shape::Nullable(#inner))
            }
            TypeRef::Boxed(inner) => self.value(inner),
            TypeRef::OrEmpty(inner) => {
                let inner = self.reference(inner);
                quote!(#shape::Untagged(&[&#shape::Strings(&[""]), #inner]))
            }
        }
    }
}

/// The type that is meant by one that looks just like it.
fn meant<'t>(ty: &'t TypeRef, model: &Model<'t>) -> Option<&'t TypeRef> {
    ty.follow(|ty| match ty {
        TypeRef::Boxed(inner) => Some(inner),
        TypeRef::Named(id) => match &model.get(*id)?.shape {
            Shape::Alias(other) => Some(other),
            Shape::Newtype(other) if is_name(other) => Some(other),
            _ => None,
        },
        _ => None,
    })
}

fn is_name(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Boxed(_) | TypeRef::Named(_))
}
