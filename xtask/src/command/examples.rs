//! `xtask examples`: a program that decodes a document's examples into the generated types.
//!
//! The second half of `corpus --examples`: what a document shows as its own answers is the best
//! test of the types that there is without the server.

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
    json::{Node, Pointer},
    model::Api,
    source::Sources,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
};

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
    /// The index of its Rust type; nothing when it has none of its own, as a plain string.
    pub(crate) ty: Option<usize>,
    pub(crate) value: serde_json::Value,
}

/// The program, but for its types: `main.rs` of the package.
const PROGRAM: &str = include_str!("examples/program.rs");

/// How many references are followed one after the other.
const REFERENCES: usize = 16;

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
    /// The Rust type of each schema that has one.
    known: BTreeMap<Pointer, String>,
    /// The Rust types of examples, in the order in which they came up.
    types: Vec<String>,
    seen: BTreeSet<Pointer>,
    found: Vec<Example>,
}

/// A node and its place.
type Placed<'a> = (Pointer, &'a Node);

impl<'a> Examples<'a> {
    fn new(root: &'a Node, package: &Package, api: &Api) -> Self {
        let module = package.name.replace('-', "_");
        let path = |ident: &dyn std::fmt::Display| format!("{module}::models::{ident}");
        let known = api.types.iter().map(|it| (it.origin.pointer.clone(), path(&it.ident)));
        Self {
            root,
            known: known.collect(),
            types: Vec::new(),
            seen: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    /// Finds the examples of all responses' JSON bodies.
    fn collect(&mut self) {
        let paths = self.members(&(Pointer::root(), self.root), "paths");
        let operations = paths.iter().flat_map(children);
        let responses: Vec<_> =
            operations.flat_map(|operation| self.members(&operation, "responses")).collect();
        for response in responses {
            let contents = self.members(&response, "content");
            for content in contents.iter().filter(|(pointer, _)| is_json(pointer)) {
                self.content(content);
            }
        }
    }

    /// Finds the examples of one body.
    fn content(&mut self, content: &Placed<'a>) {
        let named = self.members(content, "examples");
        let values = named.iter().filter_map(|example| child(example, "value"));
        for (pointer, value) in values.chain(child(content, "example")).collect::<Vec<_>>() {
            if self.seen.insert(pointer.clone()) {
                let ty = child(content, "schema").and_then(|it| self.rust_type(it, REFERENCES));
                let ty = ty.map(|ty| self.index(ty));
                let pointer = pointer.to_string();
                self.found.push(Example { pointer, ty, value: value.to_json() });
            }
        }
    }

    /// The Rust type of a schema: its own, or a list of such.
    fn rust_type(&self, schema: Placed<'a>, depth: usize) -> Option<String> {
        if let Some(path) = self.known.get(&schema.0) {
            return Some(path.clone());
        }
        let deeper = depth.checked_sub(1)?;
        if schema.1.get("$ref").is_some() {
            return self.rust_type(self.target(schema)?, deeper);
        }
        let items = child(&schema, "items").filter(|_| {
            schema.1.get("type").and_then(Node::as_str) == Some("array")
                && schema.1.get("nullable").is_none()
        })?;
        Some(format!("Vec<{}>", self.rust_type(items, deeper)?))
    }

    fn index(&mut self, ty: String) -> usize {
        self.types.iter().position(|it| *it == ty).unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        })
    }

    /// The members of a node's member, references resolved.
    fn members(&self, node: &Placed<'a>, name: &str) -> Vec<Placed<'a>> {
        let Some(inside) = child(node, name) else { return Vec::new() };
        children(&inside).filter_map(|it| self.target(it)).collect()
    }

    /// What a node stands for: itself, or what it refers to.
    fn target(&self, node: Placed<'a>) -> Option<Placed<'a>> {
        let Some(reference) = node.1.get("$ref").and_then(Node::as_str) else { return Some(node) };
        let pointer = Pointer::parse(reference).filter(|_| reference.starts_with('#'))?;
        let target = pointer.find(self.root)?;
        Some((pointer, target))
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
        dependency.insert("features".to_owned(), vec!["full-serde"].into());
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

fn is_json(content: &Pointer) -> bool {
    let media_type = content.tokens().last().unwrap_or_default().to_ascii_lowercase();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn child<'a>((pointer, node): &Placed<'a>, name: &str) -> Option<Placed<'a>> {
    Some((pointer.join(name), node.get(name)?))
}

fn children<'a>((pointer, node): &Placed<'a>) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    let pointer = pointer.clone();
    let members = node.as_object().into_iter().flat_map(codegen::json::Object::iter);
    members.map(move |(key, child)| (pointer.join(&key.name), child))
}
