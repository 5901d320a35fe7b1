//! A bullet's text: which field or variant it is, and of what type.
//!
//! ```text
//! bullet := name ": " ["optional "] type | type | Name " = " type
//! type   := alt (" or " alt)* [" or null"]
//! alt    := "array of " alt | "map[" type "]" | ["Name "] "object" [" { a, b, N more }"]
//!         | literal | scalar | Name | N " more"
//! ```

use serde_json::Value as Json;

/// What a bullet says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The field, when the bullet is not a variant.
    pub(super) field: Option<Field>,
    /// The `Name` of `Name = type`.
    pub(super) alias: Option<String>,
    pub(super) ty: Type,
}

/// A field's name and whether it may be absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) optional: bool,
}

/// Alternatives, as written: which of them an `array of` spans is for the child bullets to say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Type {
    pub(super) alternatives: Vec<Alternative>,
    pub(super) nullable: bool,
}

/// One alternative.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alternative {
    /// How many `array of` stand before it.
    pub(super) arrays: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Literal(Json),
    Scalar(Scalar),
    Map(Box<Type>),
    Object {
        name: Option<String>,
        fields: Option<Fields>,
    },
    Model(String),
    /// `N more`: alternatives that only the child bullets show.
    More(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    String,
    Number,
    Integer,
    Boolean,
    File,
    Unknown,
    Null,
}

/// A brace list: the first fields' names, and how many fields follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fields {
    pub(super) names: Vec<String>,
    pub(super) more: usize,
}

impl Fields {
    pub(super) fn count(&self) -> usize {
        self.names.len().saturating_add(self.more)
    }
}

impl Type {
    /// The only alternative, when there is one.
    pub(super) fn single(&self) -> Option<&Alternative> {
        match self.alternatives.as_slice() {
            [alternative] => Some(alternative),
            _ => None,
        }
    }
}

impl Line {
    /// The model that this bullet defines or refers to, when it is one.
    pub(super) fn model(&self) -> Option<&str> {
        if let Some(alias) = &self.alias {
            return Some(alias);
        }
        let mut ty = &self.ty;
        loop {
            match &ty.single()?.kind {
                Kind::Map(inner) => ty = inner,
                Kind::Object { name, .. } => return name.as_deref(),
                Kind::Model(name) => return Some(name),
                _ => return None,
            }
        }
    }

    /// The brace list of the object that this bullet is or contains, when it is one.
    pub(super) fn fields(&self) -> Option<&Fields> {
        let mut ty = &self.ty;
        loop {
            match &ty.single()?.kind {
                Kind::Map(inner) => ty = inner,
                Kind::Object { fields, .. } => return fields.as_ref(),
                _ => return None,
            }
        }
    }
}

/// Whether a text that is no bullet was meant as a field.
pub(super) fn resembles_field(code: &str) -> bool {
    split_name(code).is_some()
}

/// Reads a bullet's text; nothing when it does not follow the grammar.
pub(super) fn parse(code: &str) -> Option<Line> {
    if let Some((name, rest)) = split_name(code) {
        let (optional, rest) = match rest.strip_prefix("optional ") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let field = Some(Field { name: name.to_owned(), optional });
        return Some(Line { field, alias: None, ty: Parser::new(rest).whole()? });
    }
    if let Some((alias, rest)) = code.split_once(" = ")
        && is_model_name(alias)
    {
        return Some(Line {
            field: None,
            alias: Some(alias.to_owned()),
            ty: Parser::new(rest).whole()?,
        });
    }
    Some(Line { field: None, alias: None, ty: Parser::new(code).whole()? })
}

/// `name: rest` or `"name": rest`.
fn split_name(code: &str) -> Option<(&str, &str)> {
    if let Some(quoted) = code.strip_prefix('"') {
        return quoted.split_once("\": ");
    }
    let (name, rest) = code.split_once(": ")?;
    let plain = !name.is_empty() && !name.contains([' ', '"', '{', '[']);
    plain.then_some((name, rest))
}

/// Models are named in Pascal case; what begins otherwise is a word of a description.
fn is_model_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}

/// No type nests maps deeper than this.
const DEEPEST: usize = 16;

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, depth: 0 }
    }

    fn whole(mut self) -> Option<Type> {
        let ty = self.ty()?;
        self.rest.trim().is_empty().then_some(ty)
    }

    fn take(&mut self, prefix: &str) -> bool {
        let taken = self.rest.trim_start().strip_prefix(prefix);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    fn ty(&mut self) -> Option<Type> {
        let mut alternatives = vec![self.alternative()?];
        while self.take("or ") {
            alternatives.push(self.alternative()?);
        }
        let null = Kind::Scalar(Scalar::Null);
        let nullable = alternatives.len() > 1
            && alternatives.pop_if(|last| last.arrays == 0 && last.kind == null).is_some();
        Some(Type { alternatives, nullable })
    }

    fn alternative(&mut self) -> Option<Alternative> {
        let mut arrays = 0;
        while self.take("array of ") {
            arrays += 1;
        }
        Some(Alternative { arrays, kind: self.kind()? })
    }

    fn kind(&mut self) -> Option<Kind> {
        self.rest = self.rest.trim_start();
        if self.rest.starts_with('"') {
            return self.string().map(Kind::Literal);
        }
        if self.take("map[") {
            return self.map();
        }
        let word = self.word();
        let scalar = match word {
            "string" => Scalar::String,
            "number" => Scalar::Number,
            "integer" => Scalar::Integer,
            "boolean" => Scalar::Boolean,
            "file" | "binary" => Scalar::File,
            "unknown" | "any" => Scalar::Unknown,
            "null" => Scalar::Null,
            "object" => return Some(Kind::Object { name: None, fields: self.fields()? }),
            "true" => return Some(Kind::Literal(Json::Bool(true))),
            "false" => return Some(Kind::Literal(Json::Bool(false))),
            _ => return self.named(word),
        };
        Some(Kind::Scalar(scalar))
    }

    fn named(&mut self, word: &'a str) -> Option<Kind> {
        if let Ok(number) = word.parse::<serde_json::Number>() {
            let more = word.parse().ok().filter(|_| self.take("more")).map(Kind::More);
            return Some(more.unwrap_or(Kind::Literal(Json::Number(number))));
        }
        if !is_model_name(word) {
            return None;
        }
        let name = word.to_owned();
        if self.take("object") {
            return Some(Kind::Object { name: Some(name), fields: self.fields()? });
        }
        Some(Kind::Model(name))
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find([' ', ']', ',', '}']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn map(&mut self) -> Option<Kind> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let inner = self.ty()?;
        self.depth -= 1;
        self.take("]").then(|| Kind::Map(Box::new(inner)))
    }

    /// A string in quotes; quotes inside it are escaped as JSON does.
    fn string(&mut self) -> Option<Json> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = values.next()?.ok()?;
        self.rest = self.rest.get(values.byte_offset()..)?;
        Some(Json::String(text))
    }

    /// `{ a, b, N more }`; outside nothing when what stands in braces is no such list.
    #[expect(clippy::option_option, reason = "no list is no mistake")]
    fn fields(&mut self) -> Option<Option<Fields>> {
        if !self.take("{") {
            return Some(None);
        }
        let end = self.rest.find('}')?;
        let (list, rest) = self.rest.split_at(end);
        self.rest = rest.strip_prefix('}')?;
        let mut fields = Fields { names: Vec::new(), more: 0 };
        for item in list.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            match item.strip_suffix(" more").and_then(|count| count.parse().ok()) {
                Some(count) => fields.more = count,
                None => fields.names.push(item.trim_matches('"').to_owned()),
            }
        }
        Some(Some(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(code: &str) -> Vec<(usize, Kind)> {
        let ty = parse(code).unwrap().ty;
        ty.alternatives.into_iter().map(|each| (each.arrays, each.kind)).collect()
    }

    #[test]
    fn fields_have_a_name_and_may_be_optional() {
        let line = parse("\"x-version\": optional string or null").unwrap();
        assert_eq!(line.field, Some(Field { name: "x-version".into(), optional: true }));
        assert!(line.ty.nullable);
        assert_eq!(line.ty.single().unwrap().kind, Kind::Scalar(Scalar::String));
    }

    #[test]
    fn a_brace_list_counts_what_it_does_not_name() {
        let line = parse("Group object { id, name, owner, 2 more }").unwrap();
        assert_eq!(line.model(), Some("Group"));
        assert_eq!(line.fields().unwrap().count(), 5);
    }

    #[test]
    fn a_literal_may_hold_what_elsewhere_is_grammar() {
        let literal = |text: &str| (0, Kind::Literal(Json::String(text.into())));
        assert_eq!(kinds(r#""a or b" or "c: \"d\"""#), [literal("a or b"), literal("c: \"d\"")]);
    }

    #[test]
    fn arrays_maps_and_hidden_alternatives() {
        let map = Type {
            alternatives: vec![Alternative { arrays: 0, kind: Kind::Model("Tag".into()) }],
            nullable: false,
        };
        assert_eq!(
            kinds("tags: array of map[Tag]  or number or 2 more or null"),
            [(1, Kind::Map(Box::new(map))), (0, Kind::Scalar(Scalar::Number)), (0, Kind::More(2))]
        );
    }

    #[test]
    fn prose_is_no_bullet() {
        for prose in ["custom", "a b", "name: some words", "map[string", "object { a", ""] {
            assert_eq!(parse(prose), None, "{prose}");
        }
        assert!(
            resembles_field("name: some words")
                && !resembles_field("custom: x".trim_end_matches(": x"))
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert_eq!(parse(&"map[".repeat(100_000)), None);
    }
}
