//! Whole documents, each about one promise.

#![expect(clippy::needless_pass_by_value, reason = "`json!` is written where it is used")]

mod answers;
mod choices;
mod discriminators;
mod groups;
mod joining;
mod names;
mod operations;
mod paging;
mod schemas;
mod servers;
mod sharing;

use crate::{
    diagnostic::{Code, Diagnostics},
    document::Specification,
    json::Node,
    model::{Api, Operation, Shape, TypeDef, TypeRef},
    source::{Sources, Span},
};
use serde_json::{Value as Json, json};

/// A lowered document and what was found on the way.
struct Lowered {
    api: Option<Api>,
    diagnostics: Diagnostics,
}

/// Lowers a document, to which its head is added.
fn lower(document: Json) -> Lowered {
    lower_as("test", document)
}

/// Lowers a document of an API that is to be called so.
fn lower_as(module: &'static str, mut document: Json) -> Lowered {
    let head = json!({"openapi": "3.0.3", "info": {"title": "Test", "version": "1"}, "paths": {}});
    for (name, value) in head.as_object().unwrap() {
        document.as_object_mut().unwrap().entry(name.clone()).or_insert_with(|| value.clone());
    }
    let mut sources = Sources::new();
    let source = sources.add("test.json", "{}");
    let root = Node::from_json(&document, Span::new(source, 0..2));
    // Reading a deep document takes `openapiv3` more stack than a test has; lowering it must not.
    let reader = std::thread::Builder::new().stack_size(64 << 20);
    let reader = reader.spawn(move || serde_json::from_value(document).unwrap()).unwrap();
    let specification =
        Specification { openapi: reader.join().unwrap(), queries: indexmap::IndexMap::new(), root };
    let mut diagnostics = Diagnostics::new();
    let api = super::lower(&specification, module, &sources, &mut diagnostics);
    Lowered { api, diagnostics }
}

/// Lowers some components.
fn schemas(schemas: Json) -> Lowered {
    lower(json!({"components": {"schemas": schemas}}))
}

/// Lowers some paths.
fn paths(paths: Json) -> Lowered {
    lower(json!({"paths": paths}))
}

impl Lowered {
    fn api(&self) -> &Api {
        self.api.as_ref().unwrap_or_else(|| panic!("{:?}", self.diagnostics))
    }

    fn has(&self, code: Code) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
    }

    fn def(&self, name: &str) -> &TypeDef {
        let mut types = self.api().types.iter();
        types.find(|def| def.ident.as_str() == name).unwrap_or_else(|| panic!("{:?}", self.names()))
    }

    fn names(&self) -> Vec<&str> {
        self.api().types.iter().map(|def| def.ident.as_str()).collect()
    }

    /// A type in a line: `name: String, tags?: [Tag]`.
    fn shape(&self, name: &str) -> String {
        match &self.def(name).shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter().map(|field| {
                    let mark = match field.presence {
                        crate::model::Presence::Required => "",
                        crate::model::Presence::Optional => "?",
                    };
                    format!("{}{mark}: {}", field.ident, self.ty(&field.ty))
                });
                let rest =
                    object.rest.iter().map(|(ident, ty)| format!("..{ident}: {}", self.ty(ty)));
                fields.chain(rest).collect::<Vec<_>>().join(", ")
            }
            Shape::StringEnum(variants) => {
                let names = variants.iter().map(|variant| variant.ident.to_string());
                names.collect::<Vec<_>>().join(" ")
            }
            Shape::IntegerEnum(variants) => {
                let names = variants.iter().map(|variant| variant.ident.to_string());
                names.collect::<Vec<_>>().join(" ")
            }
            Shape::Union(union) => {
                let variants = union.variants.iter().map(|variant| {
                    let tags: Vec<String> =
                        variant.tags.iter().map(|tag| format!("{tag:?}")).collect();
                    format!("{}({}){}", variant.ident, self.ty(&variant.ty), tags.concat())
                });
                let tag = union.tag.as_ref().map_or("", |tag| tag.wire.as_str());
                format!("{tag}: {}", variants.collect::<Vec<_>>().join(" | "))
            }
            Shape::Alias(ty) => format!("= {}", self.ty(ty)),
            Shape::Newtype(ty) => format!("new {}", self.ty(ty)),
        }
    }

    fn ty(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(id) => self.api().types[id.0].ident.to_string(),
            TypeRef::List(inner) => format!("[{}]", self.ty(inner)),
            TypeRef::Map(inner) => format!("{{{}}}", self.ty(inner)),
            TypeRef::Nullable(inner) => format!("{} or null", self.ty(inner)),
            TypeRef::Boxed(inner) => format!("Box {}", self.ty(inner)),
            simple => format!("{simple:?}"),
        }
    }

    fn operations(&self) -> Vec<(&str, &Operation)> {
        let resources = self.api().resources.iter();
        resources
            .flat_map(|resource| {
                resource.operations.iter().map(|operation| (resource.module.as_str(), operation))
            })
            .collect()
    }

    /// How callers write each operation: `users().list`.
    fn calls(&self) -> Vec<String> {
        let operations = self.operations();
        operations.iter().map(|(module, it)| format!("{module}().{}", it.ident)).collect()
    }

    fn only(&self) -> &Operation {
        self.operations()[0].1
    }
}
