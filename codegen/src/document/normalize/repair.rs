//! Mistakes that leave no doubt about what was meant.
//!
//! Members of the wrong JSON type are mended by the grammar ([`forms`]); the other rules are one
//! small function each, by the kind of object that they concern.

mod forms;
mod frame;
mod payload;
mod schema;
mod template;

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, is_replaced},
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Mends one object. The span is the object's.
type Rule = fn(&mut Object, Span, &mut Findings<'_>);

/// The rules for each kind of object, in order.
fn rules(kind: Kind) -> &'static [Rule] {
    match kind {
        Kind::Document => &[frame::info, frame::paths, frame::tags],
        Kind::Info => &[frame::title],
        Kind::License => &[frame::license],
        Kind::Paths => &[frame::path_names, template::path_variables],
        Kind::PathItem => &[frame::method_names, frame::parameter_list, frame::nameless_parameters],
        Kind::Operation => &[
            frame::responses,
            frame::parameter_list,
            frame::body_parameters,
            frame::nameless_parameters,
        ],
        Kind::Server => &[frame::server_url, frame::open_variables],
        Kind::ServerVariable => &[frame::variable_default],
        Kind::Components => &[frame::security_schemes, frame::nameless_parameters],
        Kind::SecurityScheme => &[frame::security_scheme],
        Kind::Flows => &[frame::flows],
        Kind::Responses => &[payload::status_codes],
        Kind::RequestBody => &[payload::own_content, payload::some_content],
        Kind::MediaType => &[payload::media_schema],
        Kind::Response => &[payload::own_content, payload::description],
        Kind::Parameter => &[payload::location, payload::own_schema, payload::style],
        Kind::Header => &[payload::own_schema, payload::header_style],
        Kind::Encoding => &[payload::encoding_style],
        Kind::Schema => schema::RULES,
        _ => &[],
    }
}

/// Mends what is wrong with an object.
pub(super) fn mend(kind: Kind, node: &mut Node, findings: &mut Findings<'_>) {
    payload::schema_reference(kind, node, findings);
    let span = node.span;
    drop_odd_reference(node, findings);
    let is_reference = is_replaced(kind, node);
    let Value::Object(members) = &mut node.value else { return };
    if !is_reference {
        for rule in rules(kind) {
            rule(members, span, findings);
        }
        forms::mend(kind, members, findings);
    }
}

/// A reference is a text; anything else refers to nothing.
fn drop_odd_reference(node: &mut Node, findings: &mut Findings<'_>) {
    let is_odd = node.get("$ref").is_some_and(|target| target.as_str().is_none());
    let Some(members) = node.as_object_mut().filter(|_| is_odd) else { return };
    if let Some(target) = members.shift_remove("$ref") {
        let mistake = format!("`$ref` is {}", target.kind());
        findings.repaired(target.span, mistake, "read as if it were not there");
    }
}

/// Sets a member that is missing, or `null`.
fn supply(
    members: &mut Object,
    name: &str,
    value: Value,
    span: Span,
    findings: &mut Findings<'_>,
    mistake: &str,
) {
    let there = members.get(name).is_some_and(|it| !matches!(it.value, Value::Null));
    if !there {
        findings.repaired(span, mistake, "supplied");
        members.insert(Key::new(name, span), Node::new(value, span));
    }
}

/// Replaces a member's text.
fn replace_text(members: &mut Object, name: &str, text: &str) {
    if let Some(member) = members.get_mut(name) {
        member.value = Value::String(text.to_owned());
    }
}

#[cfg(test)]
mod tests;
