//! What `AutoRest`'s extensions say in other words than OpenAPI.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, reference},
    json::{Key, Node, Object, Pointer, Value},
};

/// Translates the extensions of one object.
pub(super) fn translate(kind: Kind, node: &mut Node, findings: &mut Findings<'_>) {
    if kind == Kind::Parameter {
        reserved(node, findings);
    }
}

/// A value that is not percent-encoded is what OpenAPI calls one that keeps reserved characters.
fn reserved(parameter: &mut Node, findings: &mut Findings<'_>) {
    let said = parameter.get("x-ms-skip-url-encoding");
    let Some(flag) = said.filter(|it| matches!(it.value, Value::Bool(true))).cloned() else {
        return;
    };
    let Some(members) = parameter.as_object_mut() else { return };
    if !members.contains_key("allowReserved") {
        findings.translated("`x-ms-skip-url-encoding` is `allowReserved`", flag.span);
        members.insert(Key::new("allowReserved", flag.span), flag);
    }
}

/// A server of Swagger 2.0 whose host has variables: `x-ms-parameterized-host`. A variable without
/// a value stays open, for callers to say.
pub(super) fn server(root: &Node, findings: &mut Findings<'_>) -> Option<Node> {
    let host = root.get("x-ms-parameterized-host")?;
    let template = host.get("hostTemplate")?;
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or_default().to_owned();
    let scheme = match host.get("useSchemePrefix").map(|it| &it.value) {
        Some(Value::Bool(false)) => String::new(),
        _ => "https://".to_owned(),
    };
    let path = text(root.get("basePath"));
    let path = path.trim_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    let url = format!("{scheme}{}{slash}{path}", template.as_str()?.trim_end_matches('/'));
    let parameters = host.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let resolved = parameters.iter().filter_map(|parameter| match reference(parameter) {
        Some(target) => Pointer::parse(target)?.find(root),
        None => Some(parameter),
    });
    let variables = Node::object(resolved.filter_map(variable), host.span);
    findings.translated("`x-ms-parameterized-host` is a server with variables", host.span);
    let url = Node::string(url, template.span);
    let members = [("url", url), ("variables", variables)];
    let members = members.map(|(name, node)| (Key::new(name, host.span), node));
    Some(Node::object(members, host.span))
}

/// A parameter of the host as a variable, if it has a value to begin with.
fn variable(parameter: &Node) -> Option<(Key, Node)> {
    let name = parameter.get("name")?;
    parameter.get("default").or_else(|| parameter.get("enum"))?;
    let members = parameter.as_object()?.iter();
    let members =
        members.filter(|(key, _)| matches!(&*key.name, "default" | "enum" | "description"));
    let members: Object = members.map(|(key, node)| (key.clone(), node.clone())).collect();
    Some((Key::new(name.as_str()?, name.span), Node::new(Value::Object(members), parameter.span)))
}
