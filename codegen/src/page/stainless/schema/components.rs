//! The models of an operation by their names, and which names no model can have.

use super::{
    Built,
    node::{object, with},
    uncertain,
};
use crate::{
    json::{Key, Node},
    source::Span,
};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// The models of an operation, while they are found.
#[derive(Default)]
pub(super) struct Components {
    models: IndexMap<String, (Node, Span)>,
    /// Names that were referred to.
    referred: IndexMap<String, Span>,
    /// What each name looked like where it stood as a title.
    titled: BTreeMap<String, Node>,
    /// Names that stand for different shapes.
    ambiguous: BTreeSet<String>,
}

/// A model whose shape no bullet shows, and where it is referred to.
pub(super) type Unknown = (String, Span);

impl Components {
    /// A reference to a model.
    pub(super) fn refer(&mut self, name: &str, span: Span) -> Built {
        if self.ambiguous.contains(name) {
            return Err(uncertain(span, "different models have this name"));
        }
        self.referred.entry(name.to_owned()).or_insert(span);
        Ok(object([("$ref", Node::string(format!("#/components/schemas/{name}"), span))], span))
    }

    /// Gives a schema its name, which is a mere title where it stands for something else already.
    pub(super) fn model(&mut self, name: &str, node: Node, span: Span) -> Built {
        if self.models.get(name).is_some_and(|(known, _)| *known != node) {
            self.ambiguous.insert(name.to_owned());
            return Ok(entitled(name, node, span));
        }
        self.models.entry(name.to_owned()).or_insert((node, span));
        self.refer(name, span)
    }

    /// Gives a schema a title, and remembers it for where only the name is referred to.
    pub(super) fn title(&mut self, name: &str, node: Node, span: Span) -> Node {
        self.titled.entry(name.to_owned()).or_insert_with(|| node.clone());
        entitled(name, node, span)
    }

    /// The components, by name, and the models that are empty among them.
    pub(super) fn finish(mut self) -> (Vec<(Key, Node)>, Vec<Unknown>) {
        let mut unknown = Vec::new();
        for (name, span) in self.referred {
            if self.models.contains_key(&name) {
                continue;
            }
            let node = self.titled.remove(&name).unwrap_or_else(|| {
                unknown.push((name.clone(), span));
                Node::object([], span)
            });
            self.models.insert(name, (node, span));
        }
        self.models.sort_keys();
        let models = self.models.into_iter();
        (models.map(|(name, (node, span))| (Key::new(name, span), node)).collect(), unknown)
    }
}

fn entitled(name: &str, node: Node, span: Span) -> Node {
    with(node, "title", Node::string(name, span), span)
}
