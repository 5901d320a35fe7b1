//! The operations of a document, each with what is known of its surroundings.

use super::{
    extension::{self, Rust},
    finding::Finder,
    reference::{Found, References},
};
use crate::{diagnostic::Code, document::Specification, json::Pointer, model::Method};
use openapiv3::{Operation, PathItem};

/// An operation where it stands in the document.
#[derive(Clone, Debug)]
pub(super) struct Site<'a> {
    pub(super) path: &'a str,
    pub(super) method: Method,
    pub(super) item: &'a PathItem,
    /// Where the path item stands, which a reference may have led to.
    pub(super) item_pointer: Pointer,
    pub(super) operation: &'a Operation,
    /// Where the operation stands.
    pub(super) pointer: Pointer,
    /// Where the document lists it: below `/paths`.
    pub(super) listed: Pointer,
    pub(super) rust: Rust,
}

/// All operations, in the order of the document.
pub(super) fn sites<'a>(
    specification: &'a Specification,
    references: References<'a>,
    finder: &mut Finder<'_>,
) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for (path, item) in &specification.openapi.paths.paths {
        let listed = Pointer::of(["paths", path]);
        let query = specification.queries.get(path);
        match references.resolve(item, listed.clone()) {
            Ok(found) => add_sites(path, &found, query, &listed, finder, &mut sites),
            Err(reference) => finder.dangling(&listed, reference),
        }
    }
    sites
}

fn add_sites<'a>(
    path: &'a str,
    found: &Found<'a, PathItem>,
    query: Option<&'a Operation>,
    listed: &Pointer,
    finder: &mut Finder<'_>,
    sites: &mut Vec<Site<'a>>,
) {
    for method in Method::ALL {
        let Some(operation) = operation_of(found.item, query, method) else { continue };
        let pointer = found.pointer.join(method.key());
        let rust = extension::operation(&operation.extensions).unwrap_or_else(|message| {
            let help = "beside an operation it is an object that may have `resource` and `method`";
            finder.report(Code::InvalidExtension, &pointer, message, help);
            Rust::default()
        });
        sites.push(Site {
            path,
            method,
            item: found.item,
            item_pointer: found.pointer.clone(),
            operation,
            pointer,
            listed: listed.join(method.key()),
            rust,
        });
    }
}

fn operation_of<'a>(
    item: &'a PathItem,
    query: Option<&'a Operation>,
    method: Method,
) -> Option<&'a Operation> {
    match method {
        Method::Get => item.get.as_ref(),
        Method::Put => item.put.as_ref(),
        Method::Post => item.post.as_ref(),
        Method::Delete => item.delete.as_ref(),
        Method::Options => item.options.as_ref(),
        Method::Head => item.head.as_ref(),
        Method::Patch => item.patch.as_ref(),
        Method::Trace => item.trace.as_ref(),
        Method::Query => query,
    }
}

impl Site<'_> {
    /// The document's name for the operation, where it has one.
    pub(super) fn id(&self) -> Option<&str> {
        self.operation.operation_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The path's segments.
    pub(super) fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split(['/', '?', '#']).filter(|segment| !segment.is_empty())
    }
}

/// Whether a segment of a path template holds a variable.
pub(super) fn is_variable(segment: &str) -> bool {
    segment.contains('{')
}

/// A variable of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Variable<'p> {
    pub(super) name: &'p str,
    /// Whether it is written `{+name}`: its value keeps its slashes (RFC 6570, section 3.2.3).
    pub(super) reserved: bool,
}

impl<'p> Variable<'p> {
    fn of(inner: &'p str) -> Self {
        match inner.strip_prefix('+') {
            Some(name) => Self { name, reserved: true },
            None => Self { name: inner, reserved: false },
        }
    }
}

/// A path template's variables, each once, in order. What stands behind a `#` only tells the path
/// from others in the document.
pub(super) fn variables(path: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let mut rest = path.split_once('#').map_or(path, |(path, _)| path);
    while let Some((_, after)) = rest.split_once('{') {
        let Some((inner, tail)) = after.split_once('}') else { break };
        let variable = Variable::of(inner);
        if found.iter().all(|it: &Variable<'_>| it.name != variable.name) {
            found.push(variable);
        }
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_wherever_they_stand() {
        let names = |path| variables(path).iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(names("/a/{b}.{c}/{b}/{d"), ["b", "c"]);
        assert!(names("/a}/{").is_empty());
        assert_eq!(names("/a/{b}#{c}"), ["b"]);
        assert_eq!(variables("/{+a}"), [Variable { name: "a", reserved: true }]);
    }
}
