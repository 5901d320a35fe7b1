//! `xtask examples`: a program that decodes a document's examples into the generated types.
//!
//! The second half of `corpus --examples`: what a document shows as its own answers is the best
//! test of the types that there is without the server.

mod departure;

use super::generate;
use crate::{
    Failed,
    console::{Console, line},
    input, workspace,
};
use camino::{Utf8Path, Utf8PathBuf};
use codegen::{
    diagnostic::Diagnostics,
    emit::Package,
    json::{LONGEST_CHAIN, Node, Pointer},
    model::{Api, Operation, Payload, StatusPattern, TypeRef},
    source::Sources,
};
use departure::departures;
pub(crate) use departure::{Departure, Departures};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fs, io};

/// Write a program that decodes and encodes the examples of a document's responses.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    /// The document.
    #[arg(value_name = "DOCUMENT")]
    document: Utf8PathBuf,
    /// The crate that was generated from it.
    #[arg(long = "crate", value_name = "DIR")]
    crate_folder: Utf8PathBuf,
    /// The folder for the program.
    #[arg(long, value_name = "DIR")]
    out: Utf8PathBuf,
}

/// An example of a response, and what it is decoded into.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Example {
    /// Its place in the document.
    pub(crate) pointer: String,
    /// The index of the Rust type that its operation decodes it into; nothing when the operation
    /// reads no JSON there.
    pub(crate) ty: Option<usize>,
    pub(crate) value: serde_json::Value,
    /// Where it departs from its schema.
    pub(crate) departures: Departures,
}

/// The program, but for its types: `main.rs` of the package.
const PROGRAM: &str = include_str!("examples/program.rs");

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<(), Failed> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let inputs = input::document(&arguments.document, &mut sources, &mut diagnostics);
    let document = codegen::document(&sources, &inputs, &mut diagnostics);
    let made = generate::model(None, &sources, &inputs, &document, &mut diagnostics);
    let (Some(specification), Some((package, api))) = (&document.specification, &made) else {
        console.findings(&sources, &diagnostics)?;
        return Err(Failed);
    };
    let mut examples = Examples::new(&specification.root, package, api);
    examples.collect();
    examples.write(&arguments.out, &arguments.crate_folder, package).map_err(|error| {
        line(format!("error: cannot write `{}`: {error}", arguments.out));
        Failed
    })
}

struct Examples<'a> {
    root: &'a Node,
    api: &'a Api,
    /// The crate's name in paths.
    module: String,
    /// The Rust types of examples, in the order in which they came up.
    types: Vec<String>,
    seen: BTreeSet<Pointer>,
    found: Vec<Example>,
}

/// A node and its place.
type Placed<'a> = (Pointer, &'a Node);

impl<'a> Examples<'a> {
    fn new(root: &'a Node, package: &Package, api: &'a Api) -> Self {
        let module = package.module();
        let (types, seen, found) = (Vec::new(), BTreeSet::new(), Vec::new());
        Self { root, api, module, types, seen, found }
    }

    /// Finds the examples of all responses' JSON bodies.
    fn collect(&mut self) {
        for operation in self.api.operations() {
            let pointer = operation.origin.pointer.join("responses");
            let Some(responses) = pointer.find(self.root) else { continue };
            for (pointer, response) in children(&(pointer, responses)) {
                let status = pointer.tokens().last().unwrap_or_default();
                let payload = payload(operation, &status);
                let response = target(self.root, (pointer, response), LONGEST_CHAIN);
                let content = response.and_then(|response| child(&response, "content"));
                let contents = content.iter().flat_map(children);
                for content in contents.filter(|(pointer, _)| is_json(pointer)) {
                    self.content(&content, payload);
                }
            }
        }
    }

    /// Finds the examples of one body: its own, and that of its schema.
    fn content(&mut self, content: &Placed<'a>, payload: Option<&Payload>) {
        let schema = child(content, "schema");
        let whole = schema.clone().and_then(|it| target(self.root, it, LONGEST_CHAIN));
        let named = child(content, "examples");
        let named = named.iter().flat_map(children);
        let named = named.filter_map(|example| target(self.root, example, LONGEST_CHAIN));
        let values: Vec<_> = named
            .filter_map(|example| child(&example, "value"))
            .chain(child(content, "example"))
            .chain(whole.and_then(|schema| child(&schema, "example")))
            .collect();
        for (pointer, value) in values {
            if self.seen.insert(pointer.clone()) {
                let ty = self.rust_type(content, payload).map(|ty| self.index(ty));
                let departures = schema.as_ref().map(|it| departures(self.root, it, value));
                self.found.push(Example {
                    pointer: pointer.to_string(),
                    ty,
                    value: value.to_json(),
                    departures: departures.unwrap_or_default(),
                });
            }
        }
    }

    /// The type that an operation reads JSON into, if this is the JSON that it reads.
    fn rust_type(&self, (at, content): &Placed<'a>, payload: Option<&Payload>) -> Option<String> {
        let Payload::Json { ty, media_type } = payload? else { return None };
        let is_read = at.tokens().last().as_ref() == Some(media_type);
        let others = content.get("schema").map(Node::to_json);
        let read = || self.beside(at, media_type)?.get("schema").map(Node::to_json);
        (is_read || others == read()).then(|| self.rust(ty))
    }

    /// The content of another media type beside one.
    fn beside(&self, at: &Pointer, media_type: &str) -> Option<&'a Node> {
        at.parent()?.join(media_type).find(self.root)
    }

    /// A type as this program writes it.
    fn rust(&self, ty: &TypeRef) -> String {
        let module = &self.module;
        let own = |name: &str| format!("{module}::{name}");
        match ty {
            TypeRef::Bool => "bool".to_owned(),
            TypeRef::I32 => "i32".to_owned(),
            TypeRef::I64 => "i64".to_owned(),
            TypeRef::U32 => "u32".to_owned(),
            TypeRef::U64 => "u64".to_owned(),
            TypeRef::F32 => "f32".to_owned(),
            TypeRef::F64 => "f64".to_owned(),
            TypeRef::String | TypeRef::Bytes => "String".to_owned(),
            TypeRef::Secret => own("Secret"),
            TypeRef::DateTime => own("DateTime"),
            TypeRef::Date => own("Date"),
            TypeRef::Base64 => own("Base64"),
            TypeRef::Json => "Value".to_owned(),
            TypeRef::List(item) => format!("Vec<{}>", self.rust(item)),
            TypeRef::Map(value) => {
                format!("std::collections::BTreeMap<String, {}>", self.rust(value))
            }
            TypeRef::Nullable(inner) => format!("Option<{}>", self.rust(inner)),
            TypeRef::Boxed(inner) => self.rust(inner),
            TypeRef::OrEmpty(inner) => own(&format!("OrEmpty<{}>", self.rust(inner))),
            TypeRef::Named(id) => match self.api.types.get(id.0) {
                Some(definition) => format!("{module}::models::{}", definition.ident),
                None => "Value".to_owned(),
            },
        }
    }

    fn index(&mut self, ty: String) -> usize {
        self.types.iter().position(|it| *it == ty).unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        })
    }

    fn write(&self, out: &Utf8Path, crate_folder: &Utf8Path, package: &Package) -> io::Result<()> {
        fs::create_dir_all(out.join("src"))?;
        let path = crate_folder.canonicalize_utf8()?;
        let manifest = toml::toml! {
            [workspace]
            [package]
            name = "round-trip"
            version = "0.0.0"
            edition = "2024"
            [dependencies]
            serde = "1.0"
            serde_json = "1.0"
        };
        let mut manifest = manifest;
        let mut dependency = toml::Table::new();
        dependency.insert("path".to_owned(), path.into_string().into());
        dependency.insert("default-features".to_owned(), false.into());
        dependency.insert("features".to_owned(), features(crate_folder)?.into());
        if let Some(table) = manifest.get_mut("dependencies").and_then(toml::Value::as_table_mut) {
            table.insert(package.name.clone(), dependency.into());
        }
        let types = self.types.iter().map(|ty| format!("    trip::<{ty}>,\n"));
        let types = types.collect::<String>();
        fs::write(out.join("Cargo.toml"), manifest.to_string())?;
        fs::write(out.join("src/main.rs"), PROGRAM.replace("    // types\n", &types))?;
        fs::write(out.join("examples.json"), serde_json::to_string(&self.found)?)?;
        // The versions that every crate is checked with.
        fs::copy(workspace::root().join("Cargo.lock"), out.join("Cargo.lock")).map(drop)
    }
}

/// The features with which a crate has all of its models, and a client's code is not built.
fn features(crate_folder: &Utf8Path) -> io::Result<Vec<String>> {
    let manifest = fs::read_to_string(crate_folder.join("Cargo.toml"))?;
    let manifest: toml::Table = manifest.parse().map_err(io::Error::other)?;
    let defaults = manifest.get("features").and_then(|features| features.get("default"));
    let defaults = defaults.and_then(toml::Value::as_array).into_iter().flatten();
    let defaults = defaults.filter_map(toml::Value::as_str);
    let groups = defaults.filter(|name| !["full-eq", "rustls"].contains(name));
    Ok(groups.chain(["full-serde"]).map(str::to_owned).collect())
}

/// What an operation reads with a status, as the document writes it: `200`, `2XX` or `default`.
fn payload<'o>(operation: &'o Operation, status: &str) -> Option<&'o Payload> {
    let is = |pattern: StatusPattern| match pattern {
        StatusPattern::Exact(code) => status == code.to_string(),
        StatusPattern::Range(hundreds) => status == format!("{hundreds}XX"),
        StatusPattern::Default => status == "default",
    };
    match operation.successes.iter().find(|success| is(success.status)) {
        Some(success) => operation.payload(*success),
        None => operation.errors.iter().find(|it| is(it.status))?.payload.as_ref(),
    }
}

/// What a node stands for: itself, or what it refers to.
fn target<'a>(root: &'a Node, node: Placed<'a>, depth: usize) -> Option<Placed<'a>> {
    let Some(reference) = node.1.get("$ref").and_then(Node::as_str) else { return Some(node) };
    let pointer = Pointer::parse(reference).filter(|_| reference.starts_with('#'))?;
    let found = pointer.find(root)?;
    target(root, (pointer, found), depth.checked_sub(1)?)
}

fn is_json(content: &Pointer) -> bool {
    codegen::document::is_json(&content.tokens().last().unwrap_or_default())
}

fn child<'a>((pointer, node): &Placed<'a>, name: &str) -> Option<Placed<'a>> {
    Some((pointer.join(name), node.get(name)?))
}

fn children<'a>((pointer, node): &Placed<'a>) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    let pointer = pointer.clone();
    node.members().map(move |(key, child)| (pointer.join(&key.name), child))
}
