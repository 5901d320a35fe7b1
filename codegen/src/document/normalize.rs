//! Any JSON that means OpenAPI becomes strict OpenAPI 3.0.
//!
//! In order: Swagger 2.0 is rearranged as 3.0, what JSON Schema and OpenAPI 3.1 added is said in
//! the words of 3.0, mistakes are mended, references that lead nowhere are replaced, and the result is read as
//! [`openapiv3`] knows it. No later stage knows of any other dialect.

mod anchors;
mod autorest;
mod definitions;
mod extensions;
mod findings;
mod openapi31;
mod operation_ids;
mod repair;
mod shared;
mod swagger2;
mod typed;

use self::findings::Findings;
use super::{Specification, grammar::walk, references};
use crate::{
    diagnostic::Diagnostics,
    json::{Key, Node, Value},
};

/// The version that every document has in the end.
const VERSION: &str = "3.0.3";

/// Members that only documents of Swagger 2.0 have.
const OF_SWAGGER: &[&str] =
    &["definitions", "securityDefinitions", "host", "basePath", "consumes", "produces"];

/// Translates whatever means OpenAPI (2.0, 3.0, 3.1, slightly wrong) to strict OpenAPI 3.0.
/// Nothing when the result is not OpenAPI even so.
pub fn normalize(mut root: Node, diagnostics: &mut Diagnostics) -> Option<Specification> {
    let mut findings = Findings::new(&root, diagnostics);
    set_version(&mut root, &mut findings)?;
    anchors::resolve(&mut root, &mut findings);
    definitions::hoist(&mut root, &mut findings);
    shared::write_out(&mut root, &mut findings);
    openapi31::document(&mut root, &mut findings);
    walk(&mut root, &mut |kind, node, _| {
        openapi31::translate(kind, node, &mut findings);
        autorest::translate(kind, node, &mut findings);
        repair::mend(kind, node, &mut findings);
        extensions::tell(kind, node, &mut findings);
    });
    operation_ids::separate(&mut root, &mut findings);
    let sound = findings.finish();
    references::settle(&mut root, diagnostics);
    // What is known not to be OpenAPI need not be said again.
    sound?;
    let (openapi, queries) = typed::read(&root, diagnostics)?;
    Some(Specification { openapi, queries, root })
}

/// Finds out what the document is, and makes it say that it is OpenAPI 3.0.
fn set_version(root: &mut Node, findings: &mut Findings<'_>) -> Option<()> {
    let (key, version) = ["openapi", "swagger"]
        .into_iter()
        .find_map(|name| {
            let (key, version) = root.as_object()?.get_key_value(name)?;
            let said = !matches!(version.value, Value::Null);
            said.then(|| (key.clone(), version.clone()))
        })
        .or_else(|| supposed_version(root, findings))?;
    let text = match &version.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            findings.repaired(
                version.span,
                format!("the version `{number}` is a number"),
                "read as text",
            );
            number.to_string()
        }
        _ => String::new(),
    };
    let text = text.trim().trim_start_matches('v');
    if text.starts_with('2') {
        findings.translated("Swagger 2.0 is written as OpenAPI 3.0", version.span);
        swagger2::translate(root, findings);
    } else if text.starts_with("3.1") {
        findings.translated("OpenAPI 3.1 is written as OpenAPI 3.0", version.span);
    } else if text.starts_with("3.2") {
        findings.translated("OpenAPI 3.2 is written as OpenAPI 3.0", version.span);
    } else if !text.starts_with("3.0") && text != "3" {
        let message = format!("`{text}` is not a version of OpenAPI that is known");
        findings.invalid(version.span, message, "known are 2.0, 3.0, 3.1 and 3.2");
        return None;
    }
    let members = root.as_object_mut()?;
    members.shift_remove("swagger");
    let known = text.starts_with("3.0.").then(|| text.to_owned());
    let version = Node::string(known.unwrap_or_else(|| VERSION.to_owned()), version.span);
    match members.get_mut("openapi") {
        Some(member) => *member = version,
        None => drop(members.shift_insert(0, Key::new("openapi", key.span), version)),
    }
    Some(())
}

/// The version of a document that says none: what it has besides paths tells.
fn supposed_version(root: &Node, findings: &mut Findings<'_>) -> Option<(Key, Node)> {
    let span = root.span;
    if root.get("paths").is_none() {
        findings.invalid(
            span,
            "the document says neither `openapi` nor `swagger`".to_owned(),
            "an OpenAPI document begins with its version: `openapi: 3.0.3`",
        );
        return None;
    }
    let is_old = OF_SWAGGER.iter().any(|name| root.get(name).is_some());
    let version = if is_old { "2.0" } else { VERSION };
    let now = format!("read as {version}, by its other members");
    findings.repaired(span, "the document does not say its version", &now);
    Some((Key::new("openapi", span), Node::string(version, span)))
}

#[cfg(test)]
mod tests;
