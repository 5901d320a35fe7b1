//! Responses, whose schema stands under the media types of their operation.

use super::{super::findings::Findings, body::content, parameter, take_object};
use crate::{
    document::{grammar::reference, media_type::Notation},
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Successes that are nothing but a status.
const EMPTY: [&str; 2] = ["204", "205"];

/// The schema and examples of a response stand under its media types.
pub(super) fn rearrange(node: &mut Node, produces: Option<&Node>, findings: &mut Findings<'_>) {
    let span = node.span;
    if reference(node).is_some() {
        return;
    }
    let Some(members) = node.as_object_mut() else { return };
    if let Some(Value::Object(headers)) = members.get_mut("headers").map(|it| &mut it.value) {
        headers.values_mut().for_each(|header| parameter(header, findings));
    }
    let examples = take_object(members, "examples");
    let Some(schema) = members.shift_remove("schema") else { return };
    let binary = schema.get("type").and_then(Node::as_str) == Some("file");
    let usual = if binary { "application/octet-stream" } else { "application/json" };
    let mut content = content(&schema, produces, usual, findings);
    for (media_type, example) in examples {
        if let Some(media) = content.get_mut(&media_type).and_then(Node::as_object_mut) {
            media.insert(Key::new("example", media_type.span), example);
        }
    }
    members.insert(Key::new("content", span), Node::new(Value::Object(content), span));
}

/// A success without a schema is a file where its operation produces nothing but bytes.
///
/// The specification of Swagger 2.0 says of a response's `schema`: "If this field does not exist, it
/// means no content is returned". Documents that say of one operation that it answers with a tar
/// archive mean the archive, as Docker's do of `GET /containers/{id}/archive`. Only of `GET`: it is
/// there to answer with something, while others may well do without; and only of what the operation
/// itself produces, since what all of them produce need not be meant of each.
pub(super) fn supply_file(
    responses: &mut Object,
    method: &str,
    produces: &Node,
    findings: &mut Findings<'_>,
) {
    let types = produces.as_array().unwrap_or_default().iter().filter_map(Node::as_str);
    // What is no media type, as `json`, says nothing of bytes.
    let is_bytes = |name: &&str| name.contains('/') && Notation::of(name) == Notation::Bytes;
    let (bytes, others): (Vec<_>, Vec<_>) = types.partition(is_bytes);
    if bytes.is_empty() || method == "head" {
        return;
    }
    for (span, members) in successes_without_schema(responses) {
        if method == "get" && others.is_empty() {
            let mistake = "the answer has no schema, and its operation produces bytes";
            findings.repaired(span, mistake, "read as bytes");
            let file = Node::object([(Key::new("type", span), Node::string("file", span))], span);
            members.insert(Key::new("schema", span), file);
        } else {
            let what = "answers without a schema have no content, and the bytes that their operation produces are left out";
            findings.untranslatable(what, span);
        }
    }
}

/// The successes that could have content and do not say which.
fn successes_without_schema(responses: &mut Object) -> impl Iterator<Item = (Span, &mut Object)> {
    let is_success = |status: &str| status.starts_with('2') && !EMPTY.contains(&status);
    let successes = responses.iter_mut().filter(move |(key, _)| is_success(&key.name));
    let open = successes.filter(|(_, it)| reference(it).is_none() && it.get("schema").is_none());
    open.filter_map(|(_, response)| Some((response.span, response.as_object_mut()?)))
}
