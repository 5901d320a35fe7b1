//! merge, overlay, normalize: fragments become one strict OpenAPI 3.0 document.
//!
//! Every stage works on [`Node`]s, which know their places. Plain recursion over them is safe
//! everywhere below: the readers refuse what is nested deeper than a fixed bound, and no stage
//! adds more than a few levels of its own.

mod bundle;
pub(crate) mod grammar;
mod guide;
pub(crate) mod media_type;
mod merge;
mod normalize;
mod output;
mod overlay;
mod references;

pub use bundle::{Library, beside, bundle, paths};
pub use guide::apply_guides;
pub use media_type::is_json;
pub use merge::merge;
pub use normalize::normalize;
pub use output::to_text;
pub use overlay::apply_overlay;

use self::grammar::{Kind, walk};
use crate::{
    json::{Node, Pointer},
    source::Span,
};

/// The fragments of an API in one document.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The document; every node knows its place.
    pub root: Node,
    /// What stood in more than one place.
    pub duplicates: Vec<Duplicate>,
}

/// One thing that was defined more than once, equally each time.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// Its place in the merged document.
    pub pointer: Pointer,
    /// The places of all its definitions, in the order of the pages' paths.
    pub places: Vec<Span>,
}

/// A strict OpenAPI 3.0 document, with the places of its nodes, and with the operations by `QUERY` that
/// only OpenAPI 3.2 has.
#[derive(Clone, Debug)]
pub struct Specification {
    /// The document as `openapiv3` knows it, without what no client is made of: examples,
    /// callbacks, `x-webhooks` and links. Those stand in `root`.
    pub openapi: openapiv3::OpenAPI,
    /// The operations by `QUERY`, for which `openapiv3` has no place, by their paths.
    pub queries: indexmap::IndexMap<String, openapiv3::Operation>,
    /// The same with places: a [`Pointer`] into the one leads to the place in the other.
    pub root: Node,
}

impl Specification {
    /// Lets go of examples and webhooks, a quarter of what some documents hold: no client is made
    /// of them.
    pub fn drop_examples_and_webhooks(&mut self) {
        if let Some(members) = self.root.as_object_mut() {
            members.shift_remove("x-webhooks");
        }
        walk(&mut self.root, &mut |kind, node, _| {
            use Kind::{Components, Header, MediaType, Parameter, Schema};
            let has_some = matches!(kind, Components | Header | MediaType | Parameter | Schema);
            if let Some(members) = node.as_object_mut().filter(|_| has_some) {
                members.retain(|key, _| !matches!(key.name.as_str(), "example" | "examples"));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Diagnostics, source::Sources};
    use serde_json::json;

    #[test]
    fn only_examples_and_webhooks_are_let_go_of() {
        let schema = json!({
            "type": "object",
            "properties": {"example": {"type": "string", "example": "a"}},
        });
        let example = json!({"value": {}});
        let responses = json!({"200": {
            "description": "",
            "headers": {"a": {"schema": {}, "example": "a"}},
            "content": {"application/json": {"schema": schema, "examples": {"a": example}}},
        }});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "a", "version": "1"},
            "paths": {"/examples": {"get": {"responses": responses, "x-examples": {"examples": 1}}}},
            "components": {"examples": {"a": example}},
            "x-webhooks": {"a": {"post": {}}},
        });
        let span = Span::new(Sources::new().add("a.json", ""), 0..0);
        let root = Node::from_json(&document, span);
        let mut specification = normalize(root, &mut Diagnostics::new()).unwrap();
        specification.drop_examples_and_webhooks();
        let mut rest = document;
        let media = "/paths/~1examples/get/responses/200/content/application~1json";
        for (place, name) in [
            (media, "examples"),
            (&format!("{media}/schema/properties/example"), "example"),
            ("/paths/~1examples/get/responses/200/headers/a", "example"),
            ("/components", "examples"),
            ("", "x-webhooks"),
        ] {
            rest.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        }
        assert_eq!(specification.root.to_json(), rest);
    }
}
