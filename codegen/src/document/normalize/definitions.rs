//! Definitions inside schemas, and path items outside `paths`, come where OpenAPI 3.0 wants them.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, reference, walk},
    json::{Key, Node, Object, Pointer, Value},
    source::Span,
};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Moves `$defs` (`definitions` before) of schemas to the document's schemas, and makes every
/// reference follow.
pub(super) fn hoist(root: &mut Node, findings: &mut Findings<'_>) {
    mend_old_references(root, findings);
    // What moves may bring definitions of its own; each round moves one level of them.
    while hoist_outermost(root, findings) {}
}

fn hoist_outermost(root: &mut Node, findings: &mut Findings<'_>) -> bool {
    let mut moved = Vec::new();
    walk(root, &mut |kind, node, trail| {
        if kind != Kind::Schema {
            return;
        }
        let Some(members) = node.as_object_mut() else { return };
        for keyword in ["$defs", "definitions"] {
            let Some(definitions) = members.shift_remove(keyword) else { continue };
            findings.translated(
                "definitions inside a schema stand among the others now",
                definitions.span,
            );
            let Value::Object(definitions) = definitions.value else { continue };
            let at = trail.name(keyword).pointer();
            moved
                .extend(definitions.into_iter().map(|(key, node)| (at.join(&key.name), key, node)));
        }
    });
    if moved.is_empty() {
        return false;
    }
    let targets = insert(root, moved);
    retarget(root, |target| moved_target(&targets, target));
    true
}

/// Puts schemas among the document's. Says where each stands now: by its old pointer, and by its
/// name behind `#/$defs/`, as references relative to a schema are written.
fn insert(root: &mut Node, moved: Vec<(Pointer, Key, Node)>) -> IndexMap<String, String> {
    let mut targets = IndexMap::new();
    let Some(schemas) = schemas(root) else { return targets };
    for (from, key, node) in moved {
        let owner = from.tokens().nth(2).unwrap_or_default();
        let whole = from.tokens().skip(2).collect::<Vec<_>>().join(".");
        let names = [key.name.clone(), format!("{owner}.{}", key.name), whole];
        let free = |name: &String| schemas.get(name.as_str()).is_none_or(|there| *there == node);
        let Some(name) = names.into_iter().find(free) else { continue };
        let to = Pointer::of(["components", "schemas", &name]).to_string();
        for keyword in ["$defs", "definitions"] {
            let relative = Pointer::of([keyword, &key.name]).to_string();
            targets.entry(relative).or_insert_with(|| to.clone());
        }
        targets.insert(from.to_string(), to);
        schemas.insert(Key::new(name, key.span), node);
    }
    targets
}

/// The document's schemas, which are there from now on.
fn schemas(root: &mut Node) -> Option<&mut Object> {
    let span = root.span;
    let member = |node: &mut Node, name: &str| {
        let members = node.as_object_mut()?;
        members.entry(Key::new(name, span)).or_insert_with(|| Node::object([], span));
        Some(())
    };
    member(root, "components")?;
    let components = root.get_mut("components")?;
    member(components, "schemas")?;
    components.get_mut("schemas")?.as_object_mut()
}

/// Where a reference to something that has moved, or to a part of it, leads now. What moved may
/// have stood inside something else that moved.
fn moved_target(targets: &IndexMap<String, String>, target: &str) -> Option<String> {
    let pointer = Pointer::parse(target)?;
    let mut prefix = Pointer::root();
    let mut found = None;
    for token in pointer.tokens() {
        prefix = prefix.join(token);
        if let Some(to) = targets.get(prefix.as_str()) {
            found = Some((prefix.as_str().len(), to));
        }
    }
    let (length, to) = found?;
    Some(format!("#{to}{}", pointer.as_str().get(length..)?))
}

/// What people write in place of `#/components/schemas/`: Swagger 2.0, its forerunners, and slips.
const OLD_PREFIXES: &[&str] = &[
    "#/definitions/",
    "#/components/schemas/",
    "#components/schemas/",
    "/components/schemas/",
    "#/schemas/",
    "#/",
    "#",
    "",
];

/// References as Swagger 2.0 and its forerunners have them, `#/definitions/Book` and `Book`, where
/// the schema is there.
fn mend_old_references(root: &mut Node, findings: &mut Findings<'_>) {
    let Some(schemas) = root.get("components").and_then(|it| it.get("schemas")) else { return };
    let names = schemas.as_object().map(|it| it.keys().map(|key| key.name.clone()).collect());
    let names: BTreeSet<String> = names.unwrap_or_default();
    let has_definitions = root.get("definitions").is_some();
    retarget_references(root, |target, span| {
        if has_definitions && target.starts_with("#/definitions/") {
            return None;
        }
        let spelled = target.trim();
        let mut readings = OLD_PREFIXES.iter().filter_map(|prefix| spelled.strip_prefix(prefix));
        let name = readings.find(|name| names.contains(*name))?;
        if target.strip_prefix("#/components/schemas/") == Some(name) {
            return None;
        }
        let now = "read as `#/components/schemas/…`";
        findings.repaired(span, format!("`{target}` is no way to refer to a schema"), now);
        Some(format!("#{}", Pointer::of(["components", "schemas", name])))
    });
}

/// Changes the targets of references, and of discriminators.
pub(super) fn retarget(root: &mut Node, change: impl Fn(&str) -> Option<String>) {
    walk(root, &mut |kind, node, _| {
        if kind == Kind::Discriminator {
            let mapping = node.get_mut("mapping").and_then(Node::as_object_mut);
            for target in mapping.into_iter().flat_map(Object::values_mut) {
                if let Some(new) = target.as_str().and_then(&change) {
                    target.value = Value::String(new);
                }
            }
        }
        change_reference(node, |target, _| change(target));
    });
}

/// Changes the targets of references alone.
fn retarget_references(root: &mut Node, mut change: impl FnMut(&str, Span) -> Option<String>) {
    walk(root, &mut |_, node, _| change_reference(node, &mut change));
}

fn change_reference(node: &mut Node, change: impl FnOnce(&str, Span) -> Option<String>) {
    let new = reference(node).zip(node.get("$ref")).and_then(|(old, it)| change(old, it.span));
    if let (Some(new), Some(target)) = (new, node.get_mut("$ref")) {
        target.value = Value::String(new);
    }
}
