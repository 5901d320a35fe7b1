//! What the page could not say.

use crate::{
    json::{Node, Pointer, Value},
    page::Loss,
    source::Span,
};

/// The losses of a document.
#[derive(Debug, Default)]
pub(super) struct Losses(Vec<Loss>);

impl Losses {
    pub(super) fn add(&mut self, pointer: Pointer, what: &str, span: Span) {
        self.0.push(Loss { pointer, what: what.to_owned(), span });
    }

    /// Adds those that a document's schemas show: each number, and each list that may be null.
    pub(super) fn walk(&mut self, document: &Node) {
        self.visit(document, &Pointer::root());
    }

    fn visit(&mut self, node: &Node, pointer: &Pointer) {
        match &node.value {
            Value::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    self.visit(item, &pointer.item(position));
                }
            }
            Value::Object(members) => {
                let name = node.get("type").and_then(Node::as_str);
                let values = node.get("enum").is_some();
                let nullable = node.get("nullable").is_some();
                match name {
                    Some("number") if !values => {
                        self.add(pointer.clone(), "integer or number", node.span);
                    }
                    Some("array") if nullable => {
                        self.add(
                            pointer.clone(),
                            "whether the list or its items may be null",
                            node.span,
                        );
                    }
                    _ => {}
                }
                for (key, member) in members {
                    self.visit(member, &pointer.join(&key.name));
                }
            }
            _ => {}
        }
    }

    /// In the order of the document.
    pub(super) fn into_vec(mut self) -> Vec<Loss> {
        self.0.sort_by(|a, b| (&a.pointer, &a.what).cmp(&(&b.pointer, &b.what)));
        self.0
    }
}
