//! emit: the model becomes the files of a crate.

mod argument;
mod body;
mod candidate;
mod client;
mod client_parameter;
mod credentials;
mod definition;
mod docs;
mod enumeration;
mod envelope;
mod expected;
mod group;
mod json;
mod layout;
mod manifest;
mod models;
mod need;
mod newtype;
mod operation;
mod operation_docs;
mod output;
mod overview;
mod paging;
mod parameter;
mod parts;
mod resource;
mod response;
mod root;
mod runtime;
mod scope;
mod server;
mod snippet;
mod structure;
mod tokens;
mod tour;
mod union;
mod usage;
mod wait;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    files::FileSet,
    model::Api,
    name::{Case, Ident, Words},
};
use camino::{Utf8Path, Utf8PathBuf};
use layout::RustFile;
use scope::Model;

/// What stands in a generated crate's manifest.
#[derive(Clone, Debug)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// The crate's description, one sentence.
    pub description: String,
    /// The crate's licence, as an SPDX expression; without one it is not published.
    pub license: Option<String>,
    /// How a registry's users find it.
    pub listing: Listing,
    /// The command that made the crate, for the head of each file.
    pub command: String,
    /// How the crate's APIs are laid out.
    pub layout: Layout,
    /// The programs in the crate's folder `examples`, which somebody wrote by hand.
    pub examples: Vec<Example>,
}

/// What a registry lists a crate under
/// (<https://doc.rust-lang.org/cargo/reference/manifest.html#the-package-section>).
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The URL of the source code.
    pub repository: Option<String>,
    /// Words of one's own choice.
    pub keywords: Vec<String>,
    /// Categories of the registry.
    pub categories: Vec<String>,
}

impl Package {
    /// The crate's name in paths.
    pub fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The path of an API in the crate: of the crate itself, or of the API's module.
    pub fn path_of(&self, api: &Api) -> String {
        match self.layout {
            Layout::Root => self.module(),
            Layout::Modules => format!("{}::{}", self.module(), api.module),
        }
    }
}

/// A program that shows how an API is called.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of the program, and of its file.
    pub name: String,
    /// The module of the API that it calls.
    pub module: String,
}

/// How a crate's APIs are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The crate is the one API: `name::Client`.
    Root,
    /// A module and a feature per API: `name::ionos::Client`.
    Modules,
}

/// Whether an API can have a name, which becomes a module and a feature: one that neither Rust nor
/// the crate itself has already. Its groups' features begin with it, so no other may.
pub fn is_free(name: &str) -> bool {
    let begins = |feature: &str| feature.strip_prefix(name).is_some_and(|it| it.starts_with('-'));
    let is_feature = manifest::feature_names().any(|feature| feature == name || begins(feature));
    let ident = Ident::new(&Words::of(name), Case::Snake);
    !is_feature && name != "runtime" && ident.as_str() == name && !ident.is_raw()
}

/// Writes the APIs down as a crate. A file that is not Rust is left out and found: a mistake of the
/// generator, if there is any.
pub fn emit(package: &Package, apis: &[Api], diagnostics: &mut Diagnostics) -> FileSet {
    let mut files = FileSet::default();
    files.insert("Cargo.toml", manifest::emit(package, apis, diagnostics));
    files.insert("README.md", overview::readme(package, apis));
    files.insert("rustfmt.toml", layout::rustfmt(package));
    let needs = need::of(apis);
    runtime::emit(package, &needs, &mut files);
    let mut crate_files = Crate { package, files: &mut files, diagnostics };
    if let (Layout::Root, [api]) = (package.layout, apis) {
        crate_files.add("src/lib.rs", root::of_one(package, api, &needs));
        crate_files.add_api(Utf8Path::new("src"), api);
        return files;
    }
    crate_files.add("src/lib.rs", root::of_many(package, apis, &needs));
    for api in apis {
        let folder = Utf8Path::new("src").join(api.module.as_str());
        crate_files.add(folder.with_extension("rs"), root::of_api(package, api));
        crate_files.add_api(&folder, api);
    }
    files
}

/// The Rust files of a crate.
struct Crate<'a> {
    package: &'a Package,
    files: &'a mut FileSet,
    diagnostics: &'a mut Diagnostics,
}

impl Crate<'_> {
    fn add(&mut self, path: impl Into<Utf8PathBuf>, file: RustFile) {
        let path = path.into();
        if let Some(text) = self.text(&path, file) {
            self.files.insert(path, text);
        }
    }

    fn text(&mut self, path: &Utf8Path, file: RustFile) -> Option<String> {
        let unfit = |mistake| {
            Diagnostic::new(Code::InvalidRust, format!("`{path}` would not be Rust: {mistake}"))
                .help("please report it together with the document")
        };
        file.text(self.package).map_err(|mistake| self.diagnostics.push(unfit(mistake))).ok()
    }

    /// Everything below the module of an API.
    fn add_api(&mut self, folder: &Utf8Path, api: &Api) {
        let model = Model::new(self.package, api);
        if !api.resources.is_empty() {
            self.add(folder.join("client.rs"), client::emit(&model));
            self.add(folder.join("expected.rs"), expected::emit(&model));
        }
        for resource in &api.resources {
            let path = folder.join(format!("{}.rs", resource.module));
            self.add(path, resource::emit(&model, resource));
        }
        let (root, files) = models::emit(&model);
        self.add(folder.join("models.rs"), root);
        let models = folder.join("models");
        let files = files.into_iter().filter_map(|(module, file)| {
            let path = models.join(format!("{module}.rs"));
            self.text(&path, file).map(|text| (path, text))
        });
        let files = files.collect();
        self.files.append(files);
    }
}

#[cfg(test)]
mod tests;
