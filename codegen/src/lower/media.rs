//! What travels in bodies, and in which form.

use super::{
    facts::{Facts, Kind, SchemaRef},
    place::{Carriage, File, Place},
    schema::Schemas,
};
use crate::{
    document::media_type::{Notation, essence},
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
    Lines,
    Events,
    Text,
    Binary,
}

/// The content that a client takes out of those it could.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen<'a> {
    pub(super) name: &'a str,
    pub(super) encoding: Encoding,
    pub(super) schema: Option<SchemaRef<'a>>,
    /// What the document says of a form's members.
    pub(super) members: &'a indexmap::IndexMap<String, openapiv3::Encoding>,
}

impl Chosen<'_> {
    /// Whether two forms of a body are made of values of one type, so that callers need no choice.
    pub(super) fn holds_the_same(&self, other: &Self) -> bool {
        let is_typed = |form: &Self| form.encoding <= Encoding::Multipart;
        let same = is_typed(self) && is_typed(other) && self.schema == other.schema;
        same || self.name == other.name
    }

    /// Whether bytes may be of any media type of a kind, as `image/*`: only callers know of which.
    pub(super) fn is_any_of_a_kind(&self) -> bool {
        self.encoding == Encoding::Binary && self.accepted() != self.media_type()
    }
}

impl<'a> Chosen<'a> {
    /// The same where it is given whole: one JSON text behind the other is no JSON.
    pub(super) fn whole(self) -> Self {
        match self.encoding {
            Encoding::Lines => Self { encoding: Encoding::Text, ..self },
            _ => self,
        }
    }

    /// The same as it comes: a form is text, and parts are bytes, for nothing takes them apart.
    fn received(self) -> Self {
        let encoding = match self.encoding {
            Encoding::Form => Encoding::Text,
            Encoding::Multipart => Encoding::Binary,
            encoding => encoding,
        };
        Self { encoding, ..self }
    }

    /// The media type by which it is asked for: whatever a server has of a kind that is read alike.
    pub(super) fn accepted(&self) -> &'a str {
        let kind = self.name.split_once("/*").map_or("*", |(kind, _)| kind);
        let is_any = ["*", "application"].iter().any(|it| kind.eq_ignore_ascii_case(it));
        if is_any { self.media_type() } else { self.name }
    }

    /// The media type by which it is sent: of a range the usual one.
    pub(super) fn media_type(&self) -> &'a str {
        if !essence(self.name).contains('*') {
            return self.name;
        }
        match self.encoding {
            Encoding::Json => "application/json",
            Encoding::Form => "application/x-www-form-urlencoded",
            Encoding::Multipart => "multipart/form-data",
            Encoding::Events => "text/event-stream",
            Encoding::Lines => "application/jsonl",
            Encoding::Text => "text/plain",
            Encoding::Binary => "application/octet-stream",
        }
    }
}

impl<'a> Schemas<'a> {
    /// Takes the most useful of several contents of a response, and says which others there were. A
    /// stream of events beside others is not among them: it is another way to take the same.
    pub(super) fn choose(&mut self, content: &'a Content, at: &Pointer) -> Option<Chosen<'a>> {
        let all: Vec<_> = self.classified(content).into_iter().map(Chosen::received).collect();
        let all = most_useful_first(all);
        let (best, others) = all.split_first()?;
        let others: Vec<String> = others
            .iter()
            .filter(|other| other.encoding != Encoding::Events)
            // The same values in another form are nothing that callers miss.
            .filter(|other| {
                let is_told = other.schema.is_some() || other.encoding == best.encoding;
                other.schema != best.schema || !is_told
            })
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

    /// The media types by which one of a response's contents is asked for, and whether others are
    /// read in another way. Bytes are the same to read whatever they are.
    pub(super) fn asked(&self, content: &'a Content, chosen: Chosen<'a>) -> (Vec<&'a str>, bool) {
        let all = self.classified(content).into_iter().map(Chosen::received);
        let (alike, others): (Vec<_>, Vec<_>) =
            all.partition(|other| other.encoding == chosen.encoding);
        let asked = match chosen.encoding {
            Encoding::Binary => alike.iter().map(Chosen::accepted).collect(),
            _ => vec![chosen.accepted()],
        };
        (asked, !others.is_empty())
    }

    /// The stream of events among several contents, where it is not the best of them.
    pub(super) fn events_beside(&self, content: &'a Content) -> Option<Chosen<'a>> {
        let all = most_useful_first(self.classified(content));
        all.into_iter().skip(1).find(|chosen| chosen.encoding == Encoding::Events)
    }

    /// The contents that a request may have, the best first. What holds files is best sent in parts.
    pub(super) fn sendable(&self, content: &'a Content) -> Vec<Chosen<'a>> {
        let all = self.classified(content).into_iter().map(Chosen::whole).collect();
        let mut all = best_first(all);
        let has_files = |form: &Chosen<'a>| {
            form.encoding == Encoding::Multipart && self.holds_files(form.schema)
        };
        all.sort_by_key(|form| !has_files(form));
        all
    }

    /// Whether some member of an object is a file, or a list of them.
    fn holds_files(&self, schema: Option<SchemaRef<'a>>) -> bool {
        let Some((schema, _)) = schema.and_then(|schema| self.references.schema(schema)) else {
            return false;
        };
        let properties = Facts::of(schema).properties.into_iter().flat_map(|it| it.values());
        properties.map(SchemaRef::from).any(|property| {
            let target = self.references.schema(property);
            let items = target.and_then(|(schema, _)| Facts::of(schema).items);
            self.is_string_of(Some(property), "binary") || self.is_string_of(items, "binary")
        })
    }

    fn classified(&self, content: &'a Content) -> Vec<Chosen<'a>> {
        content.iter().map(|(name, media)| self.classify(name, media)).collect()
    }

    /// A content by its media type and its schema.
    pub(super) fn classify(&self, name: &'a str, media: &'a MediaType) -> Chosen<'a> {
        let schema = media.schema.as_ref().map(SchemaRef::from);
        let encoding = self.encoding(name, schema);
        Chosen { name, encoding, schema, members: &media.encoding }
    }

    fn encoding(&self, name: &str, schema: Option<SchemaRef<'a>>) -> Encoding {
        match Notation::of(name) {
            Notation::Json => self.json_or_bytes(schema),
            Notation::Form => Encoding::Form,
            Notation::Parts => Encoding::Multipart,
            Notation::Events => Encoding::Events,
            Notation::Lines => self.lines_or_text(schema),
            Notation::Text => Encoding::Text,
            Notation::Bytes => Encoding::Binary,
            Notation::Any => self.anything(schema),
        }
    }

    /// Content that calls itself JSON is JSON, unless it is bytes.
    fn json_or_bytes(&self, schema: Option<SchemaRef<'a>>) -> Encoding {
        if self.is_string_of(schema, "binary") { Encoding::Binary } else { Encoding::Json }
    }

    /// Lines are JSON when something is said of what stands in them.
    fn lines_or_text(&self, schema: Option<SchemaRef<'a>>) -> Encoding {
        match schema.and_then(|schema| self.references.schema(schema)) {
            Some((schema, _)) if Facts::of(schema).kind() != Some(Kind::String) => Encoding::Lines,
            _ => Encoding::Text,
        }
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

    pub(super) fn is_string_of(&self, schema: Option<SchemaRef<'a>>, format: &str) -> bool {
        let target = schema.and_then(|schema| self.references.schema(schema));
        target.is_some_and(|(schema, _)| {
            let facts = Facts::of(schema);
            facts.kind() == Some(Kind::String) && facts.format == Some(format)
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
        let media_type = || chosen.media_type().to_owned();
        match chosen.encoding {
            Encoding::Text => return Payload::Text(media_type()),
            Encoding::Binary => return Payload::Binary(media_type()),
            Encoding::Events => {
                let place = Place::root(at, name.then("event"), file, Carriage::Json);
                return Payload::Events(self.item_type(chosen.schema, &place));
            }
            Encoding::Lines => {
                let place = Place::root(at, name.then("line"), file, Carriage::Json);
                let ty = self.item_type(chosen.schema, &place).unwrap_or(TypeRef::Json);
                return Payload::Lines { ty, media_type: media_type() };
            }
            Encoding::Json | Encoding::Form | Encoding::Multipart => {}
        }
        let parts = chosen.encoding == Encoding::Multipart;
        let carriage = if parts { Carriage::Parts } else { Carriage::Json };
        let place = Place::root(at.clone(), name, file, carriage);
        let ty = if parts && self.is_no_object(chosen.schema) {
            let message = "a multipart form that is no object is made of any members";
            self.finder.degraded(&at, message.to_owned());
            TypeRef::Json
        } else {
            chosen.schema.map_or(TypeRef::Json, |schema| self.type_of(schema, &place))
        };
        match chosen.encoding {
            Encoding::Form => Payload::Form { ty, styles: self.form_styles(chosen, &at) },
            Encoding::Multipart => {
                let media_type = media_type();
                self.check_multipart(&media_type, &at);
                Payload::Multipart { ty, media_type, parts: self.part_types(chosen, &at) }
            }
            _ => Payload::Json { ty, media_type: media_type() },
        }
    }

    /// What is neither JSON nor a form has no members here, whatever its schema says.
    pub(super) fn check_members(&mut self, chosen: &Chosen<'a>, at: &Pointer) {
        let what = match chosen.encoding {
            Encoding::Text => "text",
            Encoding::Binary => "bytes",
            _ => return,
        };
        let target = chosen.schema.and_then(|schema| self.references.schema(schema));
        let kind = target.and_then(|(schema, _)| Facts::of(schema).kind());
        if matches!(kind, Some(Kind::Object | Kind::Array)) {
            let message = format!("`{}` is {what} here, without what its schema says", chosen.name);
            self.finder.degraded(at, message);
        }
    }

    /// Only forms have parts with names.
    fn check_multipart(&mut self, media_type: &str, at: &Pointer) {
        if !media_type.eq_ignore_ascii_case("multipart/form-data") {
            let message = format!("the parts of `{media_type}` have names, as those of forms have");
            self.finder.degraded(at, message);
        }
    }

    /// What the data of an event is, or a line: a list in the document is the list of all of them.
    /// Nothing, when it is text.
    fn item_type(&mut self, schema: Option<SchemaRef<'a>>, place: &Place<'a>) -> Option<TypeRef> {
        let schema = schema?;
        let (target, _) = self.references.schema(schema)?;
        let facts = Facts::of(target);
        match (facts.kind(), facts.items) {
            (Some(Kind::String), _) if facts.literals.is_empty() => None,
            (Some(Kind::Array), Some(items)) => {
                let each = place.items().named(Some(place.name()));
                Some(self.type_of(items, &each))
            }
            _ => Some(self.type_of(schema, place)),
        }
    }
}

/// Several contents, the best first: of several kinds of JSON the plain one, which means nothing
/// beside what it holds, as a patch does.
fn best_first(mut all: Vec<Chosen<'_>>) -> Vec<Chosen<'_>> {
    let is_plain = |chosen: &Chosen<'_>| essence(chosen.name) == "application/json";
    all.sort_by_key(|chosen| (chosen.encoding, !is_plain(chosen)));
    all
}

/// Several contents of a response, first what a program that asks for it can do most with: what has
/// a form that programs read, then bytes, which hold whatever comes. Text for people is the same to
/// look at, and bytes read as text would be lost.
fn most_useful_first(all: Vec<Chosen<'_>>) -> Vec<Chosen<'_>> {
    let mut all = best_first(all);
    all.sort_by_key(|chosen| match (chosen.encoding, essence(chosen.name).as_str()) {
        (_, "text/html" | "application/xhtml+xml") => 5,
        (Encoding::Events, _) => 4,
        (_, "text/plain") => 3,
        (Encoding::Binary | Encoding::Multipart, _) => 2,
        (Encoding::Text | Encoding::Form, _) => 1,
        (Encoding::Json | Encoding::Lines, _) => 0,
    });
    all
}
