//! Security definitions.

use crate::json::{Key, Node, Object, Value};

/// Rewrites one definition.
pub(super) fn scheme(node: &mut Node) {
    let span = node.span;
    let Some(members) = node.as_object_mut() else { return };
    match members.get("type").and_then(Node::as_str) {
        Some("basic") => {
            members.insert(Key::new("type", span), Node::string("http", span));
            members.insert(Key::new("scheme", span), Node::string("basic", span));
        }
        Some("oauth2") => {
            let flow = members.shift_remove("flow");
            let name = match flow.as_ref().and_then(Node::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let moved = ["authorizationUrl", "tokenUrl", "scopes"];
            let flow = moved.iter().filter_map(|name| members.shift_remove_entry(*name));
            let flow = Node::new(Value::Object(flow.collect::<Object>()), span);
            let flows = Node::object([(Key::new(name, span), flow)], span);
            members.insert(Key::new("flows", span), flows);
        }
        _ => {}
    }
}
