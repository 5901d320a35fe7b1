//! Texts that stand in files of their own, as long descriptions do for some editors.

use super::{Bundle, split};
use crate::{
    document::grammar::{Form, Kind, form, reference},
    json::{Key, Node, Value},
    source::SourceId,
};

/// How much text counts as one node.
const NODE: usize = 64;

impl Bundle<'_, '_, '_> {
    /// Takes over the texts that an object refers to in other files.
    pub(super) fn fill_texts(&mut self, kind: Kind, node: &mut Node, home: SourceId) {
        let is_text = |key: &Key, member: &Node| {
            reference(member).is_some() && form(kind, &key.name) == Some(Form::Text)
        };
        let Some(members) = node.as_object_mut() else { return };
        for (_, member) in members.iter_mut().filter(|(key, member)| is_text(key, member)) {
            if let Some(text) = self.text(member, home) {
                member.value = Value::String(text);
            }
        }
    }

    /// All of a file of prose, or a text within a file of data.
    fn text(&mut self, member: &mut Node, home: SourceId) -> Option<String> {
        let (path, fragment) = split(reference(member)?);
        let file = self.library.file(path, home)?;
        let sources = self.library.sources;
        let source = sources.get(file);
        if fragment.is_empty() && source.path.extension().is_some_and(is_prose) {
            self.spend(1 + source.text.len() / NODE, member.span)?;
            return Some(source.text.clone());
        }
        let (_, found) = self.target(member, home)?;
        found.as_str().map(str::to_owned)
    }
}

/// Whether files of an extension hold text and nothing else.
fn is_prose(extension: &str) -> bool {
    ["md", "markdown", "txt"].iter().any(|it| it.eq_ignore_ascii_case(extension))
}
