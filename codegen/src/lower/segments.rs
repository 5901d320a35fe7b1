//! Values that keep the characters with a meaning in URLs, as those of several segments do.

use super::{
    facts::{Facts, SchemaRef},
    reference::Found,
    schema::Schemas,
};
use crate::json::Value;
use openapiv3::{Parameter, ParameterSchemaOrContent};

impl<'a> Schemas<'a> {
    /// Whether a value keeps the characters with a meaning in URLs: since 3.2 documents may say so
    /// of variables of the path as well, which `openapiv3` does not know.
    pub(super) fn keeps_reserved(&self, found: &Found<'a, Parameter>) -> bool {
        let said = self.finder.node(&found.pointer.join("allowReserved"));
        said.is_some_and(|said| matches!(said.value, Value::Bool(true)))
    }

    /// Whether the values of a variable may have several segments: the document says so, or their
    /// pattern, as resource names of gRPC have one (`users/[^/]+`).
    pub(super) fn has_segments(&self, found: &Found<'a, Parameter>) -> bool {
        if self.keeps_reserved(found) {
            return true;
        }
        let ParameterSchemaOrContent::Schema(schema) = &found.item.parameter_data_ref().format
        else {
            return false;
        };
        let target = self.references.schema(SchemaRef::from(schema));
        let pattern = target.and_then(|(schema, _)| Facts::of(schema).pattern);
        pattern.is_some_and(has_slash)
    }
}

/// Whether what a regular expression matches has a slash behind other characters.
fn has_slash(pattern: &str) -> bool {
    let beginning = pattern.trim_start_matches(['^', '(', '\\']);
    // What must not follow may have one as well, and some write expressions between two.
    if pattern.contains("(?!") || beginning.starts_with('/') {
        return false;
    }
    let (mut in_class, mut is_escaped) = (false, false);
    pattern.chars().any(|c| {
        match c {
            _ if is_escaped => {}
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
        c == '/' && !in_class
    })
}

#[cfg(test)]
mod tests {
    use super::has_slash;

    #[test]
    fn only_a_slash_between_others_parts_segments() {
        for pattern in ["users/[^/]+", "^projects/[a-z]+/zones/.*$", r"\w\/b"] {
            assert!(has_slash(pattern), "{pattern}");
        }
        for pattern in ["[^/]+", "^[/a]$", "/^[a-z]+$/", "^/.*$", r"a[\]/]", "(?!a/).*", ".*", ""] {
            assert!(!has_slash(pattern), "{pattern}");
        }
    }
}
