//! Variables of paths as other frameworks write them.

use super::{Findings, frame::add_path};
use crate::{
    document::grammar::reference,
    json::{Key, Node, Object},
    source::Span,
};
use std::collections::HashSet;

/// Variables that are not written `{name}`: `:id` and `<id>`, where a parameter says that they are
/// variables, and what frameworks write into the braces. One that may have several segments is
/// written as RFC 6570 has it, `{+name}`, which is no mistake.
pub(super) fn path_variables(paths: &mut Object, _: Span, findings: &mut Findings<'_>) {
    if !paths.keys().any(|key| has_foreign(&key.name)) {
        return;
    }
    for (key, item) in std::mem::take(paths) {
        let name = if has_foreign(&key.name) {
            mended(&key.name, &Declared::by(&item))
        } else {
            key.name.clone()
        };
        if name != key.name {
            let mistake = format!("the variables of `{}` are not plain names in braces", key.name);
            findings.repaired(key.span, mistake, &format!("read as `{name}`"));
        }
        add_path(paths, Key::new(name, key.span), item, findings);
    }
}

/// Whether a path may have variables in another form.
fn has_foreign(path: &str) -> bool {
    path.contains("/:") || path.contains("/<") || braced(path).any(|inner| within(inner).is_some())
}

/// What stands in a path's braces.
fn braced(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// A path with its variables in OpenAPI's form.
fn mended(path: &str, declared: &Declared<'_>) -> String {
    let mut mended = String::with_capacity(path.len());
    let mut rest = path;
    // A pattern in braces may have a slash, so that segments are told apart outside of them.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inner, behind)) = after.split_once('}') else { break };
        mended.push_str(&mended_segments(before, declared));
        let variable = within(inner).filter(|it| declared.means(it.name, inner));
        mended.push_str(&variable.map_or_else(|| format!("{{{inner}}}"), Variable::template));
        rest = behind;
    }
    mended.push_str(&mended_segments(rest, declared));
    mended
}

/// Segments that are variables without braces.
fn mended_segments(text: &str, declared: &Declared<'_>) -> String {
    let segments = text.split('/').map(|segment| {
        let variable = without_braces(segment).filter(|it| declared.names.contains(it.name));
        variable.map_or_else(|| segment.to_owned(), Variable::template)
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A variable of a path.
#[derive(Clone, Copy)]
struct Variable<'p> {
    name: &'p str,
    /// Whether its value may have several segments.
    is_several: bool,
}

impl Variable<'_> {
    fn template(self) -> String {
        let sign = if self.is_several { "+" } else { "" };
        format!("{{{sign}{}}}", self.name)
    }
}

/// `:id`, `<id>` and `<type:id>`.
fn without_braces(segment: &str) -> Option<Variable<'_>> {
    if let Some(name) = segment.strip_prefix(':') {
        return Some(Variable { name, is_several: false });
    }
    let inner = segment.strip_prefix('<')?.strip_suffix('>')?;
    // Flask writes the type before the name.
    let (ty, name) = inner.rsplit_once(':').unwrap_or(("", inner));
    Some(Variable { name, is_several: ty == "path" })
}

/// What frameworks write into braces beside the name: `{proxy+}` (Amazon's gateway), `{*path}`
/// (axum), `{**path}` and `{id:int}` (ASP.NET), `{path:path}` (Starlette), `{path:.*}` (Go's
/// routers), `{name=shelves/*}` (gRPC), `{id?}` and `{list*}`. Nothing for a plain name, and for
/// one of several segments in the form that is kept.
fn within(inner: &str) -> Option<Variable<'_>> {
    let several = |name| Some(Variable { name, is_several: true });
    let one = |name| Some(Variable { name, is_several: false });
    if let Some((name, pattern)) = inner.split_once([':', '=']) {
        let is_several = matches!(pattern, "path" | ".*" | ".+" | "*path") || pattern.contains('/');
        return Some(Variable { name, is_several });
    }
    if let Some(name) = inner.strip_prefix("**").or_else(|| inner.strip_prefix('*')) {
        return several(name);
    }
    match inner.char_indices().last()? {
        (at, '+') if at > 0 => several(inner.get(..at)?),
        (at, '*' | '?') => one(inner.get(..at)?),
        _ => None,
    }
}

/// The parameters that a path item puts into its path.
struct Declared<'n> {
    names: HashSet<&'n str>,
    /// Whether there may be more, which references lead to.
    has_references: bool,
}

impl<'n> Declared<'n> {
    fn by(item: &'n Node) -> Self {
        let operations = item.members().map(|(_, operation)| operation);
        let lists = [item].into_iter().chain(operations).filter_map(|it| it.get("parameters"));
        let parameters = || lists.clone().filter_map(Node::as_array).flatten();
        let located = parameters().filter(|it| it.get("in").and_then(Node::as_str) == Some("path"));
        Self {
            names: located.filter_map(|it| it.get("name").and_then(Node::as_str)).collect(),
            has_references: parameters().any(|it| reference(it).is_some()),
        }
    }

    /// Whether a variable is this parameter, and not one that is called like all of the variable.
    fn means(&self, name: &str, whole: &str) -> bool {
        let is_known = self.names.contains(name) || self.has_references;
        is_known && !self.names.contains(whole)
    }
}
