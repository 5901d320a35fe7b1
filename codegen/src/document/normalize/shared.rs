//! References where OpenAPI 3.0 has none: what they lead to takes their place.
//!
//! An operation, or a media type as OpenAPI 3.2 shares it, is written where it is used; only what
//! [`references`](crate::document::references) settles may stay a reference.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, reference, walk},
    json::{Node, Pointer},
};
use std::collections::BTreeMap;

/// How many references may lead to one another.
const LONGEST_CHAIN: usize = 16;

/// Writes out what is shared by references that OpenAPI 3.0 does not know.
pub(super) fn write_out(root: &mut Node, findings: &mut Findings<'_>) {
    for _ in 0..LONGEST_CHAIN {
        let shared = targets(root);
        if shared.is_empty() {
            return;
        }
        walk(root, &mut |kind, node, _| {
            if let Some(shared) = target(kind, node).and_then(|it| shared.get(it))
                && findings.may_copy(shared)
            {
                *node = shared.clone();
            }
        });
    }
}

/// What is referred to so, as far as it is there.
fn targets(root: &mut Node) -> BTreeMap<String, Node> {
    let mut found = BTreeMap::new();
    walk(root, &mut |kind, node, _| {
        found.extend(target(kind, node).map(|target| (target.to_owned(), None)));
    });
    for (target, shared) in &mut found {
        *shared = Pointer::parse(target).and_then(|pointer| pointer.find(root)).cloned();
    }
    found.into_iter().filter_map(|(target, shared)| Some((target, shared?))).collect()
}

fn target(kind: Kind, node: &Node) -> Option<&str> {
    let is_written_out = match kind {
        Kind::Operation | Kind::Responses | Kind::Encoding | Kind::Server => true,
        // A schema is mended to be that of the media type.
        Kind::MediaType => !reference(node)?.starts_with("#/components/schemas/"),
        _ => false,
    };
    reference(node).filter(|target| is_written_out && target.starts_with("#/"))
}
