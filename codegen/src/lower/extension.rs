//! The vendor extensions that overlays steer lowering with.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value as Json;

/// Extensions of an object of the document.
pub(super) type Extensions = IndexMap<String, Json>;

/// What `x-rust` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rust {
    /// The resource that an operation belongs to.
    pub(super) resource: Option<String>,
    /// An operation's method.
    pub(super) method: Option<String>,
    /// The name of a schema's type.
    #[serde(rename = "type")]
    pub(super) type_name: Option<String>,
    /// The name of a field, a parameter or a credential.
    pub(super) name: Option<String>,
}

/// What `x-rust` says, or why it says nothing that can be understood.
pub(super) fn rust(extensions: &Extensions) -> Result<Rust, String> {
    let Some(value) = extensions.get("x-rust") else { return Ok(Rust::default()) };
    Rust::deserialize(value).map_err(|error| format!("`x-rust` is not understood: {error}"))
}

/// What `x-rust` says of an operation, which has neither a type nor a name of its own.
pub(super) fn operation(extensions: &Extensions) -> Result<Rust, String> {
    let rust = rust(extensions)?;
    let stray = [("type", rust.type_name.is_some()), ("name", rust.name.is_some())];
    match stray.into_iter().find(|(_, is_there)| *is_there) {
        Some((name, _)) => Err(format!("`x-rust` says `{name}`, which an operation does not have")),
        None => Ok(rust),
    }
}

/// Texts: one, or several in a list.
pub(super) fn texts(extensions: &Extensions, name: &str) -> Vec<String> {
    match extensions.get(name) {
        Some(Json::String(text)) => vec![text.clone()],
        Some(Json::Array(items)) => {
            items.iter().filter_map(Json::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
