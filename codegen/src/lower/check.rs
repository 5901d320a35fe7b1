//! The law of conservation: what the document has is in the model, or is reported as left out.

use super::{finding::Finder, walk::Site};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{Resource, TypeDef},
};
use openapiv3::OpenAPI;
use std::collections::HashSet;

/// Reports every operation and every component that did not become anything.
pub(super) fn nothing_is_lost(
    openapi: &OpenAPI,
    sites: &[Site<'_>],
    (resources, types): (&[Resource], &[TypeDef]),
    finder: &mut Finder<'_>,
) {
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    let kept: HashSet<&Pointer> = operations
        .map(|operation| &operation.origin.pointer)
        .chain(types.iter().map(|def| &def.origin.pointer))
        .collect();
    let components = openapi.components.iter().flat_map(|components| components.schemas.keys());
    let place = Pointer::root().join("components").join("schemas");
    let expected =
        sites.iter().map(|site| (site.listed.clone(), format!("the operation `{}`", site.id())));
    let schemas = components.map(|name| (place.join(name), format!("the schema `{name}`")));
    for (pointer, what) in expected.chain(schemas) {
        if !kept.contains(&pointer) {
            let help = "leave it out with an overlay if it is not needed";
            finder.report(
                Code::Skipped,
                &pointer,
                format!("{what} has no place in the crate"),
                help,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Diagnostics,
        json::Node,
        lower::{
            reference::{Nested, References},
            walk,
        },
        source::{Sources, Span},
    };
    use serde_json::json;

    #[test]
    fn what_is_missing_from_the_model_is_reported_each() {
        let document = json!({
            "openapi": "3.0.3", "info": {"title": "", "version": ""},
            "paths": {"/a": {"get": {"responses": {}}, "put": {"responses": {}}}},
            "components": {"schemas": {"A": {"type": "string"}}}
        });
        let mut sources = Sources::new();
        let source = sources.add("test.json", "{}");
        let root = Node::from_json(&document, Span::new(source, 0..2));
        let openapi: OpenAPI = serde_json::from_value(document).unwrap();
        let nested = Nested::of(&root);
        let mut diagnostics = Diagnostics::new();
        let mut finder = Finder::new(&root, &sources, &mut diagnostics);
        let sites = walk::sites(&openapi, References::new(&openapi, &nested), &mut finder);
        nothing_is_lost(&openapi, &sites, (&[], &[]), &mut finder);
        assert!(finder.has_errors());
        let skipped = diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::Skipped);
        assert_eq!(skipped.count(), 3);
    }
}
