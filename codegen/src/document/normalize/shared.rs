//! References where OpenAPI 3.0 has none: what they lead to takes their place.
//!
//! An operation, a path item as OpenAPI 3.1 shares it, or a media type as 3.2 does, is written where
//! it is used; only what [`references`](crate::document::references) settles may stay a reference.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, reference, walk},
    json::{LONGEST_CHAIN, MAX_DEPTH, Node, Pointer, Value},
};
use std::collections::{BTreeMap, BTreeSet};

/// The name of each parameter among the components and where it is sent, by what refers to it.
type Named = BTreeMap<Pointer, (String, String)>;

/// Writes out what is shared by references that OpenAPI 3.0 does not know.
pub(super) fn write_out(root: &mut Node, findings: &mut Findings<'_>) {
    for _ in 0..LONGEST_CHAIN {
        let shared = targets(root);
        if shared.is_empty() {
            return;
        }
        let parameters = named_parameters(root);
        walk(root, &mut |kind, node, trail| {
            // What is a part of itself, as a callback of its own path item, goes on for ever.
            if let Some(shared) = target(kind, node).and_then(|it| shared.get(it))
                && trail.depth() < MAX_DEPTH
                && findings.may_copy(shared)
            {
                let own = std::mem::replace(node, shared.clone());
                if kind == Kind::PathItem {
                    keep(node, own, &parameters);
                }
            }
        });
    }
}

/// What a path item says beside its reference adds to what it refers to, and comes first.
fn keep(node: &mut Node, own: Node, named: &Named) {
    let (Value::Object(members), Value::Object(own)) = (&mut node.value, own.value) else { return };
    for (key, member) in own.into_iter().filter(|(key, _)| key.name != "$ref") {
        let there = members.get_mut(&key).filter(|_| key.name == "parameters");
        match (there.map(|it| &mut it.value), member.value) {
            (Some(Value::Array(shared)), Value::Array(own)) => add_parameters(shared, own, named),
            // Nothing is said of what `null` would take the place of.
            (Some(_), Value::Null) => {}
            (_, value) => drop(members.insert(key, Node { value, span: member.span })),
        }
    }
}

/// Adds parameters to shared ones; of two with one name in one place, the own one counts.
fn add_parameters(shared: &mut Vec<Node>, own: Vec<Node>, named: &Named) {
    let known = own.iter().filter_map(|it| identity(it, named)).collect::<BTreeSet<_>>();
    shared.retain(|it| identity(it, named).is_none_or(|it| !known.contains(&it)));
    shared.extend(own);
}

/// The name of a parameter and where it is sent, which tell it from others.
fn identity<'n>(parameter: &'n Node, named: &'n Named) -> Option<(&'n str, &'n str)> {
    if let Some(target) = reference(parameter).and_then(Pointer::parse) {
        return named.get(&target).map(|(name, place)| (name.as_str(), place.as_str()));
    }
    let text = |name| parameter.get(name).and_then(Node::as_str);
    Some((text("name")?, text("in")?))
}

/// The identities of the parameters among the components; in Swagger 2.0 they stand outermost.
fn named_parameters(root: &Node) -> Named {
    let sections = [Pointer::of(["components", "parameters"]), Pointer::of(["parameters"])];
    let none = Named::new();
    let named = sections.iter().flat_map(|section| {
        let parameters = section.find(root).into_iter().flat_map(Node::members);
        parameters.filter_map(|(key, parameter)| {
            let (name, place) = identity(parameter, &none)?;
            Some((section.join(&key.name), (name.to_owned(), place.to_owned())))
        })
    });
    named.collect()
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
        // Those of OpenAPI 3.1; others are resolved where they stand.
        Kind::PathItem => reference(node)?.starts_with("#/components/pathItems/"),
        // A schema is mended to be that of the media type.
        Kind::MediaType => !reference(node)?.starts_with("#/components/schemas/"),
        _ => false,
    };
    reference(node).filter(|target| is_written_out && target.starts_with("#/"))
}
