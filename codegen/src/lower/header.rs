//! The headers of answers.

use super::{
    docs,
    facts::{Facts, Kind, SchemaRef},
    nullability::without_null,
    parameter::{Owner, header_words},
    place::{Carriage, File, Place},
    reference::Found,
    schema::Schemas,
};
use crate::{
    document::is_json,
    json::Pointer,
    model::{HeaderForm, ResponseHeader, TypeRef},
    name::{Case, Claim, Scope, Words, reserved},
};
use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

/// The headers of one response, and where the response stands.
pub(super) type Headers<'a> = (&'a IndexMap<String, ReferenceOr<Header>>, Pointer);

impl<'a> Schemas<'a> {
    /// The headers of an operation's successes, each once, but for those that the runtime reads.
    pub(super) fn response_headers(
        &mut self,
        successes: Vec<Headers<'a>>,
        owner: &Owner,
    ) -> Vec<ResponseHeader> {
        let mut found: Vec<(&'a str, Found<'a, Header>)> = Vec::new();
        for (headers, response) in successes {
            for (name, header) in headers {
                let is_known = found.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
                if is_known || is_read_anyway(name) {
                    continue;
                }
                let pointer = response.below(["headers", name]);
                match self.references.resolve(header, pointer.clone()) {
                    Ok(header) => found.push((name, header)),
                    Err(reference) => self.finder.dangling(&pointer, reference),
                }
            }
        }
        let mut scope = Scope::new(Case::Snake);
        for (name, _) in &found {
            let words = header_words(name);
            scope.claim(Claim {
                wire: (*name).to_owned(),
                place: (*name).to_owned(),
                names: vec![words.clone(), words.then("header")],
                reserved: reserved::RESPONSE,
                ..Claim::default()
            });
        }
        let idents = scope.resolve().idents;
        let mut headers = Vec::with_capacity(found.len());
        for ((name, found), ident) in found.into_iter().zip(idents) {
            let (form, ty) = self.header_value(name, &found, owner);
            headers.push(ResponseHeader {
                wire: name.to_owned(),
                ident,
                form,
                ty,
                deprecated: found.item.deprecated.unwrap_or(false),
                docs: docs::described(found.item.description.as_deref(), &found.item.extensions),
            });
        }
        headers
    }

    fn header_value(
        &mut self,
        name: &str,
        found: &Found<'a, Header>,
        owner: &Owner,
    ) -> (HeaderForm, TypeRef) {
        let text = (HeaderForm::Plain, TypeRef::String);
        let (schema, pointer, is_json) = match &found.item.format {
            ParameterSchemaOrContent::Schema(schema) => {
                (SchemaRef::from(schema), found.pointer.join("schema"), false)
            }
            ParameterSchemaOrContent::Content(content) => {
                let Some((media_type, media)) = content.first() else { return text };
                let Some(schema) = &media.schema else { return text };
                let at = found.pointer.below(["content", media_type, "schema"]);
                (SchemaRef::from(schema), at, is_json(media_type))
            }
        };
        let (words, file) = match &found.component {
            Some(component) => (Words::of(component), File::Named(Words::of("headers"))),
            None => (owner.words.then(name), owner.file.clone()),
        };
        let place = Place::root(pointer.clone(), words, file, Carriage::Json);
        if is_json {
            return (HeaderForm::Json, without_null(self.type_of(schema, &place)).0);
        }
        let target = self.references.schema(schema);
        let kind = target.and_then(|(schema, _)| Facts::of(schema).kind());
        let made = (kind != Some(Kind::Object)).then(|| self.type_of(schema, &place));
        let made = made.map(|ty| without_null(ty).0).and_then(|ty| match ty {
            TypeRef::List(item) if self.is_text(&item) => Some((HeaderForm::List, *item)),
            ty => self.is_text(&ty).then_some((HeaderForm::Plain, ty)),
        });
        made.unwrap_or_else(|| {
            let message =
                format!("the header `{name}` is neither a scalar nor a list, so it is text");
            self.finder.degraded(&pointer, message);
            text
        })
    }

    /// Whether a value of a type is a piece of text without structure.
    fn is_text(&self, ty: &TypeRef) -> bool {
        match self.arena.resolve(ty) {
            None | Some(TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Json | TypeRef::Bytes) => {
                false
            }
            Some(TypeRef::Named(id)) => {
                self.arena.get(*id).is_some_and(|draft| draft.shape.is_enumeration())
            }
            Some(_) => true,
        }
    }
}

/// Whether the runtime reads a header for all operations, or OpenAPI says it elsewhere.
fn is_read_anyway(name: &str) -> bool {
    const READ: &[&str] = &[
        "cf-ray",
        "content-type",
        "location",
        "request-id",
        "retry-after",
        "x-request-id",
        "x-requestid",
    ];
    const LIMITS: &[&str] = &["burst", "limit", "remaining", "reset"];
    let name = name.to_ascii_lowercase();
    let limit = ["x-ratelimit-", "x-rate-limit-", "ratelimit-"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix));
    READ.contains(&name.as_str()) || limit.is_some_and(|limit| LIMITS.contains(&limit))
}
