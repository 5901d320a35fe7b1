//! Fragments become one document.
//!
//! Three kinds of sections: those whose members are named things, each of which may stand in
//! several fragments (`paths`, `components`); the list of tags, which is such a section in the
//! form of a list; and all others, which must be equal wherever they stand.

mod difference;

use self::difference::{Difference, first_difference};
use super::{Duplicate, Merged, grammar::is_method, output::rank};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, Node, Object, Pointer, Value},
    page::Fragment,
    source::{Sources, Span},
};
use indexmap::IndexMap;

/// The members of a path item that bear on every operation of it.
const SHARED: [&str; 2] = ["parameters", "servers"];

/// Joins fragments. Equal definitions become one; the order of the fragments changes nothing.
pub fn merge(
    mut fragments: Vec<Fragment>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Merged> {
    fragments.sort_by(|left, right| {
        let path = |fragment: &Fragment| sources.path(fragment.source);
        path(left)
            .cmp(path(right))
            .then_with(|| left.document.span.start.cmp(&right.document.span.start))
    });
    let span = fragments.first()?.document.span;
    let mut documents = fragments.into_iter().map(|it| it.document).collect::<Vec<_>>();
    push_down(&mut documents, "security");
    push_down(&mut documents, "servers");

    let mut merger = Merger::default();
    for document in documents {
        if let Value::Object(members) = document.value {
            members.into_iter().for_each(|(key, value)| merger.section(key, value));
        }
    }
    Some(merger.finish(span, sources, diagnostics))
}

/// The document so far, and what was found on the way.
#[derive(Default)]
struct Merger {
    sections: Object,
    tags: IndexMap<String, Node>,
    repeated: IndexMap<Pointer, Repeated>,
}

/// Something that stands in more than one place.
struct Repeated {
    places: Vec<Span>,
    differences: Vec<Difference>,
}

impl Merger {
    /// Adds one member of a fragment.
    fn section(&mut self, key: Key, value: Node) {
        match (key.name.as_str(), &value.value) {
            ("openapi", Value::String(_)) => self.version(key, value),
            ("tags", Value::Array(_)) => self.tag_list(key, value),
            _ => {
                let levels = levels(&key.name);
                let mut sections = std::mem::take(&mut self.sections);
                self.join(&mut sections, key, value, levels, &Pointer::root());
                self.sections = sections;
            }
        }
    }

    /// Puts a member into an object. What is there already is joined member by member on the
    /// given number of levels, and compared below them.
    fn join(&mut self, into: &mut Object, key: Key, value: Node, levels: usize, at: &Pointer) {
        let Some(existing) = into.get_mut(&key) else {
            into.insert(key, value);
            return;
        };
        let at = at.join(&key.name);
        match (&mut existing.value, value.value) {
            (Value::Object(members), Value::Object(others)) if levels > 0 => {
                if is_path_item(&at) {
                    self.compare_shared(members, existing.span, &others, value.span, &at);
                }
                for (key, other) in others {
                    self.join(members, key, other, levels - 1, &at);
                }
            }
            (_, other) => self.compare(existing, &Node::new(other, value.span), at),
        }
    }

    /// Notes a second definition of something, and whether it is the same.
    fn compare(&mut self, existing: &Node, other: &Node, at: Pointer) {
        let difference = if existing == other { None } else { first_difference(existing, other) };
        self.repeat(at, existing.span, other.span, difference);
    }

    fn repeat(&mut self, at: Pointer, first: Span, next: Span, difference: Option<Difference>) {
        let repeated = self
            .repeated
            .entry(at)
            .or_insert_with(|| Repeated { places: vec![first], differences: Vec::new() });
        repeated.places.push(next);
        repeated.differences.extend(difference);
    }

    /// A path's own parameters bear on all its operations: where only one fragment has some, the
    /// operations of the other would change.
    fn compare_shared(
        &mut self,
        ours: &Object,
        our_span: Span,
        theirs: &Object,
        their_span: Span,
        at: &Pointer,
    ) {
        for name in SHARED {
            if ours.contains_key(name) != theirs.contains_key(name) {
                let only = |members: &Object, span| {
                    let shared = members
                        .get_key_value(name)
                        .map(|(key, value)| Node::object([(key.clone(), value.clone())], span));
                    shared.unwrap_or_else(|| Node::object([], span))
                };
                let (ours, theirs) = (only(ours, our_span), only(theirs, their_span));
                self.repeat(at.clone(), our_span, their_span, first_difference(&ours, &theirs));
            }
        }
    }

    /// Fragments may differ in the patch version, which changes no meaning: the highest counts.
    fn version(&mut self, key: Key, value: Node) {
        let Some(existing) = self.sections.get_mut(&key) else {
            self.sections.insert(key, value);
            return;
        };
        let span = existing.span;
        let difference = match (patch(existing), patch(&value)) {
            (Some((series, old)), Some((other, new))) if series == other => {
                if new > old {
                    *existing = value.clone();
                }
                None
            }
            _ => first_difference(existing, &value),
        };
        self.repeat(Pointer::root().join(&key.name), span, value.span, difference);
    }

    /// Tags are told apart by their names.
    fn tag_list(&mut self, key: Key, value: Node) {
        let Value::Array(tags) = value.value else { return };
        self.sections.entry(key).or_insert_with(|| Node::new(Value::Array(Vec::new()), value.span));
        for tag in tags {
            let name = tag.get("name").unwrap_or(&tag).as_str().unwrap_or_default().to_owned();
            let Some((index, _, existing)) = self.tags.get_full(&name) else {
                self.tags.insert(name, tag);
                continue;
            };
            let existing = existing.clone();
            self.compare(&existing, &tag, Pointer::root().join("tags").item(index));
        }
    }

    fn finish(mut self, span: Span, sources: &Sources, diagnostics: &mut Diagnostics) -> Merged {
        if let Some(tags) = self.sections.get_mut("tags").filter(|_| !self.tags.is_empty()) {
            tags.value = Value::Array(self.tags.into_values().collect());
        }
        self.sections.sort_by(|left, _, right, _| rank(&left.name).cmp(&rank(&right.name)));
        let mut duplicates = Vec::new();
        for (pointer, repeated) in self.repeated {
            if repeated.differences.is_empty() {
                duplicates.push(Duplicate { pointer, places: repeated.places });
            } else {
                diagnostics.push(conflict(&pointer, &repeated, sources));
            }
        }
        Merged { root: Node::new(Value::Object(self.sections), span), duplicates }
    }
}

/// On how many levels a section's members are named things, which several fragments may add to.
fn levels(section: &str) -> usize {
    match section {
        "components" | "paths" | "webhooks" => 2,
        "definitions" | "parameters" | "responses" | "securityDefinitions" => 1,
        _ => 0,
    }
}

fn is_path_item(at: &Pointer) -> bool {
    let mut tokens = at.tokens();
    tokens.next().is_some_and(|section| section == "paths" || section == "webhooks")
        && tokens.next().is_some()
        && tokens.next().is_none()
}

/// `3.0.2` as its series, `3.0`, and its patch version.
fn patch(version: &Node) -> Option<(&str, u32)> {
    let (series, patch) = version.as_str()?.rsplit_once('.')?;
    Some((series, patch.parse().ok()?))
}

/// The finding for something that is defined in several ways.
fn conflict(pointer: &Pointer, repeated: &Repeated, sources: &Sources) -> Diagnostic {
    let first = repeated.differences.first();
    let place = first.map(|difference| difference.pointer.as_str()).unwrap_or_default();
    let within = if place.is_empty() { String::new() } else { format!(", first at `{place}`") };
    let mut diagnostic =
        Diagnostic::new(Code::Conflict, format!("the definitions of `{pointer}` differ{within}"));
    if let Some(first) = first {
        diagnostic = diagnostic.at(first.left.span, first.left.text.clone());
    }
    let mut pages =
        repeated.places.iter().map(|place| sources.path(place.source)).collect::<Vec<_>>();
    pages.dedup();
    for difference in &repeated.differences {
        diagnostic = diagnostic.at(difference.right.span, difference.right.text.clone());
    }
    diagnostic.help(match pages.as_slice() {
        [page] => format!("make the definitions in `{page}` agree"),
        pages => {
            let pages = pages.iter().map(|page| format!("`{page}`")).collect::<Vec<_>>().join(", ");
            format!(
                "fetch the pages again, they may be of different dates, or make them agree: {pages}"
            )
        }
    })
}

/// How many bytes [`push_down`] may copy: beyond that, pages that disagree are a conflict.
const MOST_COPIED: usize = 64 << 20;

/// Where the fragments do not agree on what holds for all operations, says it at each operation
/// instead, which means the same and can be joined.
fn push_down(documents: &mut [Node], member: &str) {
    let mut stated = documents.iter().filter(|it| governs(it)).map(|it| it.get(member));
    let Some(first) = stated.next() else { return };
    let agreed = stated.all(|other| other == first);
    let copied = documents.iter_mut().map(|document| {
        let length = document.get(member).map_or(0, |value| value.span.range().len());
        length.saturating_mul(operations(document, member).count())
    });
    if !agreed && copied.fold(0, usize::saturating_add) > MOST_COPIED {
        return;
    }
    for document in documents {
        // A fragment without operations says nothing that could hold for any.
        let governs = governs(document);
        if agreed && governs {
            continue;
        }
        let Some(value) = document.as_object_mut().and_then(|it| it.shift_remove(member)) else {
            continue;
        };
        if governs {
            operations(document, member).for_each(|operation| {
                operation.entry(Key::new(member, value.span)).or_insert_with(|| value.clone());
            });
        }
    }
}

/// Whether a document has paths, so that what it says of all operations holds for any.
fn governs(document: &Node) -> bool {
    document.get("paths").and_then(Node::as_object).is_some_and(|paths| !paths.is_empty())
}

/// The operations of a document for which its own statement of something holds: those whose path
/// says nothing of it.
fn operations<'a>(
    document: &'a mut Node,
    member: &'a str,
) -> impl Iterator<Item = &'a mut Object> + 'a {
    let paths = document.get_mut("paths").and_then(Node::as_object_mut);
    let items = paths.into_iter().flat_map(Object::values_mut).filter_map(Node::as_object_mut);
    items.filter(move |item| !item.contains_key(member)).flat_map(|item| {
        let members = item.iter_mut().filter(|(key, _)| is_method(&key.name));
        members.filter_map(|(_, operation)| operation.as_object_mut())
    })
}

#[cfg(test)]
mod tests;
