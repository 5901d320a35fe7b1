//! References by name: `$anchor` and `$id` of JSON Schema become pointers, which OpenAPI 3.0 has.

use super::{definitions::retarget, findings::Findings};
use crate::{
    document::grammar::{Kind, walk},
    json::{Key, Node, Pointer},
};
use std::collections::HashMap;

/// Makes every reference to a name in the document a reference to the place of that name. A
/// dynamic reference means the same unless some other document extends this one.
pub(super) fn resolve(root: &mut Node, findings: &mut Findings<'_>) {
    let mut places = HashMap::<String, Pointer>::new();
    let mut is_dynamic = false;
    walk(root, &mut |kind, node, trail| {
        if kind != Kind::Schema {
            return;
        }
        is_dynamic |= node.get("$dynamicRef").is_some();
        let text = |name: &str| node.get(name).and_then(Node::as_str);
        let anchors = [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten();
        let anchors = anchors.map(|name| format!("#{name}"));
        for name in anchors.chain(text("$id").map(str::to_owned)) {
            places.entry(name).or_insert_with(|| trail.pointer());
        }
    });
    if places.is_empty() {
        return;
    }
    if is_dynamic {
        walk(root, &mut |kind, node, _| {
            if kind == Kind::Schema {
                make_static(node, &places, findings);
            }
        });
    }
    retarget(root, |target| Some(format!("#{}", places.get(target)?)));
}

/// Makes a dynamic reference a plain one.
fn make_static(node: &mut Node, places: &HashMap<String, Pointer>, findings: &mut Findings<'_>) {
    let target = node.get("$dynamicRef").and_then(Node::as_str);
    if !target.is_some_and(|target| places.contains_key(target)) {
        return;
    }
    let Some(members) = node.as_object_mut() else { return };
    if let Some((key, target)) = members.shift_remove_entry("$dynamicRef") {
        findings.translated("`$dynamicRef` is `$ref`", key.span);
        members.insert(Key::new("$ref", key.span), target);
    }
}
