//! What travels in bodies, and in which form.

use super::{
    facts::{Facts, Kind, SchemaRef},
    place::{Carriage, File, Place},
    schema::Schemas,
};
use crate::{
    json::Pointer,
    model::{Payload, TypeRef},
    name::Words,
};
use openapiv3::MediaType;

/// The contents of a body by media type.
pub(super) type Content = indexmap::IndexMap<String, MediaType>;

/// The form of a body, the preferred first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Encoding {
    Json,
    Form,
    Multipart,
    Text,
    Binary,
}

/// The content that a client takes out of those it could.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen<'a> {
    pub(super) name: &'a str,
    pub(super) encoding: Encoding,
    pub(super) schema: Option<SchemaRef<'a>>,
}

impl<'a> Schemas<'a> {
    /// Takes the best of several contents, and says which others there were.
    pub(super) fn choose(&mut self, content: &'a Content, at: &Pointer) -> Option<Chosen<'a>> {
        let mut all: Vec<Chosen<'a>> =
            content.iter().map(|(name, media)| self.classify(name, media)).collect();
        all.sort_by_key(|chosen| chosen.encoding);
        let (best, others) = all.split_first()?;
        let others: Vec<String> = others
            .iter()
            .filter(|other| other.encoding != best.encoding || other.schema != best.schema)
            .map(|other| format!("`{}`", other.name))
            .collect();
        if !others.is_empty() {
            let message = format!(
                "of several media types `{}` is used, not {}",
                best.name,
                others.join(", ")
            );
            self.finder.degraded(at, message);
        }
        Some(*best)
    }

    fn classify(&self, name: &'a str, media: &'a MediaType) -> Chosen<'a> {
        let schema = media.schema.as_ref().map(SchemaRef::from);
        let encoding = self.encoding(name, schema);
        Chosen { name, encoding, schema }
    }

    fn encoding(&self, name: &str, schema: Option<SchemaRef<'a>>) -> Encoding {
        let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
        match (kind, subtype) {
            ("application", "x-www-form-urlencoded") => Encoding::Form,
            ("multipart", _) => Encoding::Multipart,
            (_, subtype) if subtype == "json" || subtype.ends_with("+json") => {
                self.json_or_bytes(schema)
            }
            ("*" | "application", "*") => self.anything(schema),
            ("text", _)
            | (
                "application",
                "xml" | "x-ndjson" | "jsonl" | "x-yaml" | "yaml" | "graphql" | "javascript"
                | "x-javascript",
            ) => Encoding::Text,
            (_, subtype) if subtype.ends_with("+xml") && kind != "image" => Encoding::Text,
            _ => Encoding::Binary,
        }
    }

    /// Content that calls itself JSON is JSON, unless it is bytes.
    fn json_or_bytes(&self, schema: Option<SchemaRef<'a>>) -> Encoding {
        if self.is_string_of(schema, "binary") { Encoding::Binary } else { Encoding::Json }
    }

    /// `*/*` is JSON when there is something to put into JSON.
    fn anything(&self, schema: Option<SchemaRef<'a>>) -> Encoding {
        match schema.and_then(|schema| self.references.schema(schema)) {
            None => Encoding::Binary,
            Some((schema, _)) => match Facts::of(schema).kind() {
                Some(Kind::String)
                    if self.is_string_of(Some(SchemaRef::Inline(schema)), "binary") =>
                {
                    Encoding::Binary
                }
                Some(Kind::String) => Encoding::Text,
                _ => Encoding::Json,
            },
        }
    }

    fn is_string_of(&self, schema: Option<SchemaRef<'a>>, format: &str) -> bool {
        let target = schema.and_then(|schema| self.references.schema(schema));
        target.is_some_and(|(schema, _)| {
            let facts = Facts::of(schema);
            facts.kind() == Some(Kind::String) && facts.format.as_deref() == Some(format)
        })
    }

    /// Whether a schema says that a value has no members.
    fn is_no_object(&self, schema: Option<SchemaRef<'a>>) -> bool {
        let target = schema.and_then(|schema| self.references.schema(schema));
        let kind = target.and_then(|(schema, _)| Facts::of(schema).kind());
        kind.is_some_and(|kind| !matches!(kind, Kind::Object | Kind::Null))
    }

    /// What travels, as the model has it.
    pub(super) fn payload(
        &mut self,
        chosen: &Chosen<'a>,
        at: Pointer,
        name: Words,
        file: File,
    ) -> Payload {
        let named = chosen.name.split(';').next().unwrap_or_default().trim();
        let media_type = |other: &str| {
            if named.contains('*') { other.to_owned() } else { chosen.name.to_owned() }
        };
        match chosen.encoding {
            Encoding::Text => return Payload::Text(media_type("text/plain")),
            Encoding::Binary => return Payload::Binary(media_type("application/octet-stream")),
            Encoding::Json | Encoding::Form | Encoding::Multipart => {}
        }
        let parts = chosen.encoding == Encoding::Multipart;
        if parts && self.is_no_object(chosen.schema) {
            let message = "a multipart form that is no object is made of any members";
            self.finder.degraded(&at, message.to_owned());
            return Payload::Multipart(TypeRef::Json);
        }
        let carriage = if parts { Carriage::Parts } else { Carriage::Json };
        let place = Place::root(at, name, file, carriage);
        let ty = chosen.schema.map_or(TypeRef::Json, |schema| self.type_of(schema, &place));
        match chosen.encoding {
            Encoding::Form => Payload::Form(ty),
            Encoding::Multipart => Payload::Multipart(ty),
            _ => Payload::Json { ty, media_type: media_type("application/json") },
        }
    }
}
