//! References by name: `$anchor` and `$id` of JSON Schema become pointers, which OpenAPI 3.0 has.

use super::findings::Findings;
use crate::{
    document::grammar::{Kind, Trail, walk},
    json::{Key, Node, Pointer, Value},
};
use std::collections::HashMap;

/// A reference that leads somewhere else than its text says.
struct Change {
    /// The schema that refers.
    from: Pointer,
    keyword: &'static str,
    to: String,
}

/// Makes every reference to a name in the document a reference to the place of that name. A
/// dynamic reference means the same unless some other document extends this one.
pub(super) fn resolve(root: &mut Node, findings: &mut Findings<'_>) {
    let names = Names::of(root);
    if names.places.is_empty() {
        return;
    }
    for Change { from, keyword, to } in names.changes(root) {
        let Some(members) = from.find_mut(root).and_then(Node::as_object_mut) else { continue };
        let Some((key, target)) = members.shift_remove_entry(keyword) else { continue };
        if keyword == "$dynamicRef" {
            findings.translated("`$dynamicRef` is `$ref`", key.span);
        }
        let target = Node { value: Value::String(to), ..target };
        members.insert(Key::new("$ref", key.span), target);
    }
}

/// The names of a document's schemas, each with its place.
#[derive(Default)]
struct Names {
    /// By URI, and for anchors the URI and `#name`. What is not within an `$id` has the empty URI.
    places: HashMap<String, Pointer>,
    /// Anchors by name alone: people refer to them from anywhere.
    anchors: HashMap<String, Pointer>,
    /// Dynamic anchors outside of any `$id`, by name alone.
    dynamic: HashMap<String, Vec<Pointer>>,
}

impl Names {
    fn of(root: &mut Node) -> Self {
        let mut names = Self::default();
        let mut bases = Bases::default();
        walk(root, &mut |kind, node, trail| {
            let Some(base) = bases.at(kind, node, trail) else { return };
            if let Some(id) = bases.own.take() {
                names.places.entry(id).or_insert_with(|| trail.pointer());
            }
            for keyword in ["$anchor", "$dynamicAnchor"] {
                let Some(name) = node.get(keyword).and_then(Node::as_str) else { continue };
                let uri = format!("{base}#{name}");
                names.places.entry(uri).or_insert_with(|| trail.pointer());
                names.anchors.entry(name.to_owned()).or_insert_with(|| trail.pointer());
                if keyword == "$dynamicAnchor" && base.is_empty() {
                    names.dynamic.entry(name.to_owned()).or_default().push(trail.pointer());
                }
            }
        });
        names
    }

    /// What the references of a document lead to, as far as that is a name.
    fn changes(&self, root: &mut Node) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut bases = Bases::default();
        walk(root, &mut |kind, node, trail| {
            let Some(base) = bases.at(kind, node, trail) else { return };
            for keyword in ["$ref", "$dynamicRef"] {
                let Some(target) = node.get(keyword).and_then(Node::as_str) else { continue };
                let to = match self.rivals(target).filter(|_| keyword == "$dynamicRef") {
                    Some(rivals) => of_the_same_schema(rivals, &trail.pointer()),
                    None => self.place(&base, target),
                };
                if let Some(to) = to {
                    changes.push(Change { from: trail.pointer(), keyword, to: format!("#{to}") });
                }
            }
        });
        // Within an `$id`, a pointer should begin there; those that begin at the document do lead
        // somewhere, and so stay.
        let leads = |pointer: &Pointer| pointer.find(root).is_some();
        changes.retain(|Change { from, keyword, to }| {
            let is = from.join(keyword).find(root).and_then(Node::as_str);
            let is_sound = is.filter(|it| it.starts_with("#/")).and_then(Pointer::parse);
            !is_sound.as_ref().is_some_and(leads) && Pointer::parse(to).as_ref().is_some_and(leads)
        });
        changes
    }

    /// The places that a name has, if it has several.
    fn rivals(&self, target: &str) -> Option<&[Pointer]> {
        let places = self.dynamic.get(target.strip_prefix('#')?)?;
        (places.len() > 1).then_some(places)
    }

    /// Where a target leads that is, or begins with, a name.
    fn place(&self, base: &str, target: &str) -> Option<String> {
        let (uri, fragment) = target.split_once('#').unwrap_or((target, ""));
        let uri = if uri.is_empty() { base.to_owned() } else { joined(base, uri) };
        if fragment.is_empty() || fragment.starts_with('/') {
            let schema = self.places.get(&uri)?;
            return Some(format!("{schema}{fragment}"));
        }
        let own = self.places.get(&format!("{uri}#{fragment}"));
        let any = || self.anchors.get(fragment).filter(|_| target.starts_with('#'));
        own.or_else(any).map(Pointer::to_string)
    }
}

/// Which of several dynamic anchors is meant depends on who refers to the schema that refers to
/// them. For those who refer to nothing else, it is the one that stands in the same schema.
fn of_the_same_schema(rivals: &[Pointer], from: &Pointer) -> Option<String> {
    let schema = |pointer: &Pointer| pointer.tokens().take(3).collect::<Vec<_>>();
    rivals.iter().find(|rival| schema(rival) == schema(from)).map(Pointer::to_string)
}

/// The `$id`s around where a walk is.
#[derive(Default)]
struct Bases {
    /// Each with the pointer of its schema.
    open: Vec<(Pointer, String)>,
    /// The URI of the schema that is visited, when it has an `$id` of its own.
    own: Option<String>,
}

impl Bases {
    /// The URI that counts for references in a schema; nothing for what is none.
    fn at(&mut self, kind: Kind, node: &Node, trail: &Trail<'_>) -> Option<String> {
        let id = node.get("$id").and_then(Node::as_str).filter(|_| kind == Kind::Schema);
        if id.is_some() || !self.open.is_empty() {
            let here = trail.pointer();
            while self.open.pop_if(|(outer, _)| !here.is_inside(outer)).is_some() {}
            if let Some(id) = id {
                let base = self.open.last().map_or("", |(_, base)| base);
                let uri = joined(base, id.trim_end_matches('#'));
                self.own = Some(uri.clone());
                self.open.push((here, uri));
            }
        }
        (kind == Kind::Schema)
            .then(|| self.open.last().map(|(_, base)| base.clone()).unwrap_or_default())
    }
}

/// A reference as a URI, relative to another (RFC 3986, section 5.2), as far as names need it.
fn joined(base: &str, reference: &str) -> String {
    let has_scheme = reference.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
    let authority = base.find("://").map(|at| {
        let path = base.get(at + 3..).and_then(|rest| rest.find('/'));
        path.map_or(base.len(), |path| at + 3 + path)
    });
    let (root, path) = base.split_at_checked(authority.unwrap_or(0)).unwrap_or_default();
    if has_scheme {
        return reference.to_owned();
    }
    if reference.starts_with('/') {
        return format!("{root}{reference}");
    }
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let mut steps: Vec<&str> = folder.unwrap_or_default().split('/').collect();
    for step in reference.split('/') {
        match step {
            "." => {}
            ".." if steps.len() > 1 => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    // Without a folder there is nothing before the first step.
    let path = steps.join("/");
    let path =
        if folder.is_none() && root.is_empty() { path.trim_start_matches('/') } else { &path };
    format!("{root}{path}")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn names_are_relative_to_those_around_them() {
        for (base, reference, expected) in [
            ("", "a", "a"),
            ("page", "other", "other"),
            ("https://x.example/s/base.json", "a.json", "https://x.example/s/a.json"),
            ("https://x.example/s/base.json", "../a.json", "https://x.example/a.json"),
            ("https://x.example/s/base.json", "/t/a", "https://x.example/t/a"),
            ("https://x.example", "a", "https://x.example/a"),
            ("https://x.example/s", "urn:a:b", "urn:a:b"),
            ("/s/a", "b", "/s/b"),
        ] {
            assert_eq!(joined(base, reference), expected);
        }
    }
}
