//! Operations that stand in extensions, where only the vendor's own tools look: they are told of.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, is_method},
    json::Node,
};

/// Tells of the operations in an object's extensions.
pub(super) fn tell(kind: Kind, node: &Node, findings: &mut Findings<'_>) {
    let holds = match kind {
        Kind::Document => are_paths,
        Kind::PathItem => is_operation,
        _ => return,
    };
    for (key, value) in node.members() {
        if key.name.starts_with("x-") && holds(value) {
            findings.untranslatable("operations in extensions are left out", key.span);
        }
    }
}

fn are_paths(node: &Node) -> bool {
    node.members().any(|(path, item)| {
        path.name.starts_with('/')
            && item.members().any(|(name, it)| is_method(&name.name) && is_operation(it))
    })
}

fn is_operation(node: &Node) -> bool {
    node.get("responses").is_some()
}
