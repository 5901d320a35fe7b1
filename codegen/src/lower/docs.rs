//! What the document says about things, in sentences.

use super::facts::{Facts, Kind, Limits, Literal, Range, SchemaRef};
use crate::{json::Pointer, model::Docs};
use openapiv3::SchemaData;
use serde_json::Value as Json;

type Extensions = indexmap::IndexMap<String, Json>;

/// Documentation from a description and the notes that a how-to page left.
pub(super) fn described(description: Option<&str>, extensions: &Extensions) -> Docs {
    Docs { summary: None, description: filled(description), notes: notes(extensions) }
}

/// The documentation of a schema as a type.
pub(super) fn of_type(facts: &Facts<'_>) -> Docs {
    let SchemaData { title, description, extensions, .. } = facts.data;
    Docs {
        summary: filled(title.as_deref()),
        description: filled(description.as_deref()),
        notes: notes(extensions),
    }
}

/// The documentation of a schema where a value of it is used: what it means and what it allows.
pub(super) fn of_value(facts: &Facts<'_>) -> Docs {
    let mut docs = of_type(facts);
    let mut sentences = limits(facts);
    if let Some(default) = facts.data.default.as_ref().and_then(literal) {
        sentences.push(format!("`{default}` unless set."));
    }
    if facts.data.read_only {
        sentences.push("Set by the server; never sent.".to_owned());
    }
    if facts.data.write_only {
        sentences.push("Never part of an answer.".to_owned());
    }
    sentences.append(&mut docs.notes);
    Docs { notes: sentences, ..docs }
}

/// What is said of a type that says nothing of itself: its name in the document, or what it is of.
pub(super) fn of_place(pointer: &Pointer) -> String {
    let steps: Vec<String> = pointer.tokens().collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    match steps.as_slice() {
        ["components", _, name] => format!("`{name}` in the specification."),
        [.., "requestBody", "content", _, "schema"] => "What an operation takes.".to_owned(),
        [.., "responses", _, "content", _, "schema"] => "What an operation answers.".to_owned(),
        [.., "properties", name] => format!("A value of `{name}`."),
        [.., "oneOf" | "anyOf", _] => format!("One of the forms of {}.", nearest(&steps)),
        [.., "items"] => format!("An item of {}.", nearest(&steps)),
        [.., "additionalProperties"] => format!("The value of a member of {}.", nearest(&steps)),
        _ => format!("A value of {}.", nearest(&steps)),
    }
}

/// The innermost thing around a place that a reader knows by a name, or by what it is for.
fn nearest(steps: &[&str]) -> String {
    let mut around = (0..=steps.len()).rev().filter_map(|end| steps.get(..end));
    let known = around.find_map(|steps| match steps {
        ["components", "headers", name] | [.., "responses", _, "headers", name] => {
            Some(format!("the header `{name}`"))
        }
        ["components", "parameters", name] => Some(format!("the parameter `{name}`")),
        ["components", _, name] | [.., "properties", name] => Some(format!("`{name}`")),
        ["paths", _, "parameters", _] | ["paths", _, _, "parameters", _] => {
            Some("a parameter".to_owned())
        }
        ["paths", _, _, "requestBody"] => Some("what an operation takes".to_owned()),
        ["paths", _, _, "responses", _] => Some("what an operation answers".to_owned()),
        _ => None,
    });
    known.unwrap_or_else(|| "something without a name".to_owned())
}

/// The documentation of a schema where it is used; what is referred to has its own.
pub(super) fn of_use(schema: SchemaRef<'_>) -> Docs {
    match schema {
        SchemaRef::Inline(schema) => of_value(&Facts::of(schema)),
        SchemaRef::Reference(_) => Docs::default(),
    }
}

/// A text that says something.
pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The sentences of `x-notes`.
pub(super) fn notes(extensions: &Extensions) -> Vec<String> {
    let notes = extensions.get("x-notes").and_then(Json::as_array);
    notes.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// A value that fits in a sentence.
fn literal(value: &Json) -> Option<String> {
    const LONGEST: usize = 60;
    let text = match value {
        Json::String(text) if !text.is_empty() => text.clone(),
        Json::String(_) | Json::Null => return None,
        value => value.to_string(),
    };
    (text.len() <= LONGEST && !text.contains(['`', '\n'])).then_some(text)
}

/// What values are allowed, beyond what the type says.
fn limits(facts: &Facts<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(values(facts));
    sentences.extend(range(&facts.range));
    sentences.extend(facts.range.multiple_of.map(|of| format!("A multiple of {of}.")));
    sentences.extend(count(facts.length, "character"));
    sentences.extend(count(facts.count, "item"));
    if facts.unique_items {
        sentences.push("No item twice.".to_owned());
    }
    if let Some(pattern) = facts.pattern.filter(|text| !text.contains(['`', '\n'])) {
        sentences.push(format!("Matches `{pattern}`."));
    }
    sentences.extend(format(facts));
    sentences
}

/// The values that are allowed where Rust has no type for them: fractions, and one of two booleans.
fn values(facts: &Facts<'_>) -> Option<String> {
    let values: Vec<_> = facts.literals.iter().filter(|it| **it != Literal::Null).collect();
    let said = || values.iter().filter_map(|it| Some(format!("`{}`", it.text()?)));
    match values.as_slice() {
        [Literal::Bool(_) | Literal::Number(_)] => said().next().map(|it| format!("Always {it}.")),
        [Literal::Bool(_), ..] => None,
        all if all.iter().any(|it| matches!(it, Literal::Number(_))) => {
            Some(format!("One of {}.", said().collect::<Vec<_>>().join(", ")))
        }
        _ => None,
    }
}

fn range(range: &Range) -> Option<String> {
    let (above, below) = (range.above, range.below);
    Some(match (range.limits.least, range.limits.most) {
        (Some(least), Some(most)) if !above && !below => format!("From {least} to {most}."),
        (Some(least), Some(most)) => {
            let above = if above { "More than" } else { "At least" };
            let below = if below { "less than" } else { "at most" };
            format!("{above} {least} and {below} {most}.")
        }
        (Some(least), None) => format!("{} {least}.", if above { "More than" } else { "At least" }),
        (None, Some(most)) => format!("{} {most}.", if below { "Less than" } else { "At most" }),
        (None, None) => return None,
    })
}

fn count(limits: Limits<usize>, what: &str) -> Option<String> {
    let plural = |count: usize| if count == 1 { what.to_owned() } else { format!("{what}s") };
    Some(match (limits.least.filter(|least| *least > 0), limits.most) {
        (Some(least), Some(most)) if least == most => format!("Exactly {most} {}.", plural(most)),
        (Some(least), Some(most)) => format!("From {least} to {most} {}.", plural(most)),
        (Some(least), None) => format!("At least {least} {}.", plural(least)),
        (None, Some(most)) => format!("At most {most} {}.", plural(most)),
        (None, None) => return None,
    })
}

/// A format that the type does not show.
fn format(facts: &Facts<'_>) -> Option<String> {
    const SHOWN: &[&str] = &[
        "binary",
        "byte",
        "date",
        "date-time",
        "double",
        "float",
        "int32",
        "int64",
        "password",
        "uint32",
        "uint64",
    ];
    let format = facts.format?;
    let plain = format.chars().all(|c| c.is_ascii_graphic() && c != '`');
    let shown = SHOWN.contains(&format) && facts.kind != Some(Kind::Boolean);
    (plain && !shown).then(|| format!("Format: `{format}`."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn notes_of(schema: Json) -> Vec<String> {
        let schema: openapiv3::Schema = serde_json::from_value(schema).unwrap();
        of_value(&Facts::of(&schema)).notes
    }

    #[test]
    fn limits_and_defaults_read_as_sentences() {
        let depth = json!({"type": "integer", "minimum": 0, "maximum": 10, "default": 0});
        assert_eq!(notes_of(depth), ["From 0 to 10.", "`0` unless set."]);
        let id = json!({"type": "string", "minLength": 32, "maxLength": 32, "readOnly": true});
        assert_eq!(notes_of(id), ["Exactly 32 characters.", "Set by the server; never sent."]);
        let ratio = json!({"type": "number", "minimum": 0, "exclusiveMinimum": true});
        assert_eq!(notes_of(ratio), ["More than 0."]);
        let size = json!({"type": "integer", "minimum": 0, "maximum": u64::MAX});
        assert_eq!(notes_of(size), ["From 0 to about 1.8446744073709552e19."]);
    }

    #[test]
    fn values_that_no_type_holds_are_told() {
        let ratio = json!({"type": "number", "enum": [0.5, 1.5, null], "nullable": true});
        assert_eq!(notes_of(ratio), ["One of `0.5`, `1.5`."]);
        let accepted = json!({"type": "boolean", "enum": [true]});
        assert_eq!(notes_of(accepted), ["Always `true`."]);
        assert!(notes_of(json!({"type": "boolean", "enum": [true, false]})).is_empty());
        assert!(notes_of(json!({"type": "string", "enum": ["a"]})).is_empty());
    }

    #[test]
    fn only_formats_that_the_type_hides_are_told() {
        assert_eq!(notes_of(json!({"type": "string", "format": "uuid"})), ["Format: `uuid`."]);
        assert!(notes_of(json!({"type": "string", "format": "date-time"})).is_empty());
    }

    #[test]
    fn a_type_without_words_of_its_own_is_said_to_be_of_what_is_around_it() {
        let answer = "/paths/~1a/get/responses/200/content/application~1json/schema";
        for (place, expected) in [
            ("/components/schemas/Pet", "`Pet` in the specification."),
            ("/components/schemas/Pet/properties/tag", "A value of `tag`."),
            ("/components/schemas/Pet/properties/tags/items", "An item of `tags`."),
            ("/components/schemas/Pet/allOf/1/oneOf/0", "One of the forms of `Pet`."),
            ("/components/schemas/Pet/properties/tag/anyOf/1", "One of the forms of `tag`."),
            ("/components/schemas/Pet/additionalProperties", "The value of a member of `Pet`."),
            ("/paths/~1a/get/responses/200/headers/X-A/schema", "A value of the header `X-A`."),
            ("/paths/~1a/get/parameters/0/content/text~1x/schema", "A value of a parameter."),
            (answer, "What an operation answers."),
            (&format!("{answer}/items"), "An item of what an operation answers."),
        ] {
            assert_eq!(of_place(&Pointer::parse(place).unwrap()), expected);
        }
    }
}
