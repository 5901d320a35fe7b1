//! The vendor extensions that overlays steer lowering with.

use crate::model::Wait;
use indexmap::IndexMap;
use serde::{Deserialize, de::DeserializeOwned};
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
    read(extensions, "x-rust").map(Option::unwrap_or_default)
}

fn read<T: DeserializeOwned>(extensions: &Extensions, name: &str) -> Result<Option<T>, String> {
    let value = extensions.get(name).map(T::deserialize).transpose();
    value.map_err(|error| format!("`{name}` is not understood: {error}"))
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

/// What `x-envelope` says: the names of two members.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Envelope {
    /// The member that holds what was asked for.
    pub(super) value: String,
    /// The truth value that says whether it went well.
    pub(super) success: String,
}

/// What `x-envelope` says of all answers.
pub(super) fn envelope(extensions: &Extensions) -> Result<Option<Envelope>, String> {
    read(extensions, "x-envelope")
}

/// What `x-wait` says of the status of accepted requests.
pub(super) fn wait(extensions: &Extensions) -> Result<Option<Wait>, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Said {
        status: String,
        done: Vec<String>,
        failed: Vec<String>,
        message: Option<String>,
    }
    let Some(Said { status, done, failed, message }) = read(extensions, "x-wait")? else {
        return Ok(None);
    };
    let is_place = |text: &&String| text.starts_with('/');
    if let Some(text) = std::iter::once(&status).chain(&message).find(|text| !is_place(text)) {
        return Err(format!("`x-wait` is not understood: `{text}` is no JSON pointer"));
    }
    if done.is_empty() {
        return Err("`x-wait` is not understood: without a value of `done` no wait ends".to_owned());
    }
    Ok(Some(Wait { status, done, failed, message }))
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
