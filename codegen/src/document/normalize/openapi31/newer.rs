//! What OpenAPI 3.2 adds around schemas.

use super::super::findings::Findings;
use crate::{
    document::grammar::Kind,
    json::{Key, Node, Object, Value},
};

/// Translates one object.
pub(super) fn translate(kind: Kind, members: &mut Object, findings: &mut Findings<'_>) {
    match kind {
        Kind::PathItem => {
            methods(members, findings);
            query_strings(members, findings);
        }
        Kind::Operation | Kind::Components => query_strings(members, findings),
        Kind::MediaType | Kind::Discriminator => leave_out(members, findings),
        _ => {}
    }
}

/// Operations by methods of which clients know nothing: whether they may be sent again, say.
fn methods(item: &mut Object, findings: &mut Findings<'_>) {
    if let Some((key, _)) = item.shift_remove_entry("additionalOperations") {
        let what = "operations by methods that OpenAPI has no word for are left out";
        findings.untranslatable(what, key.span);
    }
}

/// A parameter that is the whole query: a form is an object of which each member is a pair, any
/// other content has no words.
fn query_strings(owner: &mut Object, findings: &mut Findings<'_>) {
    let mut is_kept = |parameter: &mut Node| {
        let Some(members) = parameter.as_object_mut() else { return true };
        if members.get("in").and_then(Node::as_str) != Some("querystring") {
            return true;
        }
        let is_form = as_form(members).is_some();
        if is_form {
            findings.translated(
                "a parameter in `querystring` is an object in `query`, its lists JSON",
                parameter.span,
            );
        } else {
            let what = "parameters in `querystring` that are no form are left out";
            findings.untranslatable(what, parameter.span);
        }
        is_form
    };
    match owner.get_mut("parameters").map(|it| &mut it.value) {
        Some(Value::Array(list)) => list.retain_mut(is_kept),
        Some(Value::Object(named)) => named.retain(|_, parameter| is_kept(parameter)),
        _ => {}
    }
}

/// Makes an object in `query` of a form in `querystring`.
fn as_form(parameter: &mut Object) -> Option<()> {
    let content = parameter.get("content")?.get("application/x-www-form-urlencoded")?;
    let schema = content.get("schema")?.clone();
    let (key, _) = parameter.shift_remove_entry("content")?;
    let location = parameter.get_mut("in")?;
    *location = Node::string("query", location.span);
    parameter.insert(Key::new("schema", key.span), schema);
    Some(())
}

/// What there are no words for.
fn leave_out(members: &mut Object, findings: &mut Findings<'_>) {
    const LEFT_OUT: &[(&str, &str)] = &[
        ("itemSchema", "`itemSchema` is left out: the items of a stream come as they are"),
        ("itemEncoding", "encodings of parts without a name are left out"),
        ("prefixEncoding", "encodings of parts without a name are left out"),
        ("defaultMapping", "`defaultMapping` is left out: other values are kept as they come"),
    ];
    for (name, what) in LEFT_OUT {
        if let Some((key, _)) = members.shift_remove_entry(*name) {
            findings.untranslatable(what, key.span);
        }
    }
}
