//! merge, overlay, normalize: fragments become one strict OpenAPI 3.0 document.
//!
//! Every stage works on [`Node`]s, which know their places. Plain recursion over them is safe
//! everywhere below: the readers refuse what is nested deeper than a fixed bound, and no stage
//! adds more than a few levels of its own.

mod bundle;
mod grammar;
mod guide;
mod merge;
mod normalize;
mod output;
mod overlay;
mod references;

pub use bundle::{Library, beside, bundle, paths};
pub use guide::apply_guides;
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

/// A strict OpenAPI 3.0 document, with the places of its nodes.
#[derive(Clone, Debug)]
pub struct Specification {
    /// The document as `openapiv3` knows it, without what no client is made of: examples,
    /// callbacks, webhooks and links. Those stand in `root`.
    pub openapi: openapiv3::OpenAPI,
    /// The same with places: a [`Pointer`] into the one leads to the place in the other.
    pub root: Node,
}

impl Specification {
    /// Lets go of the examples, a sixth of what some documents hold: no client is made of them.
    pub fn drop_examples(&mut self) {
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
    fn only_examples_are_let_go_of() {
        let schema = json!({
            "type": "object",
            "properties": {"example": {"type": "string", "example": "a"}},
        });
        let responses = json!({"200": {"description": "", "content": {"application/json": {
            "schema": schema,
            "examples": {"a": {"value": {}}},
        }}}});
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "a", "version": "1"},
            "paths": {"/examples": {"get": {"responses": responses, "x-examples": {"examples": 1}}}},
            "components": {"examples": {"a": {"value": {}}}},
        });
        let span = Span::new(Sources::new().add("a.json", ""), 0..0);
        let root = Node::from_json(&document, span);
        let mut specification = normalize(root, &mut Diagnostics::new()).unwrap();
        specification.drop_examples();
        let mut rest = document;
        let media = "/paths/~1examples/get/responses/200/content/application~1json";
        for (place, name) in [
            (media, "examples"),
            (&format!("{media}/schema/properties/example"), "example"),
            ("/components", "examples"),
        ] {
            rest.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        }
        assert_eq!(specification.root.to_json(), rest);
    }
}
