//! What requests carry.

use super::{
    docs,
    facts::{Facts, SchemaRef},
    media::{Chosen, Encoding},
    parameter::Owner,
    place::File,
    reference::Found,
    schema::Schemas,
    walk::Site,
};
use crate::{
    diagnostic::Code,
    document::media_type::without_parameters,
    json::Pointer,
    model::{Body, BodyChoice, BodyVariant},
    name::{Case, Claim, Ident, Scope, Words},
};
use openapiv3::RequestBody;

impl<'a> Schemas<'a> {
    /// The body that an operation's request has, if it can have content.
    pub(super) fn request_body(&mut self, site: &Site<'a>) -> Option<Found<'a, RequestBody>> {
        let body = site.operation.request_body.as_ref()?;
        let pointer = site.pointer.join("requestBody");
        match self.references.resolve(body, pointer.clone()) {
            Ok(found) if found.item.content.is_empty() => None,
            Ok(found) if !found.item.required && self.can_hold_nothing(found.item) => {
                let message = "this body may be left out and can hold nothing, so no call has one";
                self.finder.report(Code::EmptyBody, &found.pointer, message.to_owned(), "");
                None
            }
            Ok(found) => Some(found),
            Err(reference) => {
                self.finder.dangling(&pointer, reference);
                None
            }
        }
    }

    /// Whether all forms of a body are objects that have no members and allow none.
    fn can_hold_nothing(&self, body: &'a RequestBody) -> bool {
        body.content.values().all(|form| {
            let schema = form.schema.as_ref().map(SchemaRef::from);
            let target = schema.and_then(|schema| self.references.schema(schema));
            target.is_some_and(|(schema, _)| Facts::of(schema).is_empty_object())
        })
    }

    /// A body in the best of its forms, and the choice between them where callers have one: forms
    /// that hold the same type are one, and the best is used.
    pub(super) fn body(
        &mut self,
        found: &Found<'a, RequestBody>,
        ident: Ident,
        owner: &Owner,
        choice: Ident,
    ) -> Option<Body> {
        let item = found.item;
        let mut forms: Vec<Chosen<'a>> = Vec::new();
        let mut same: Vec<String> = Vec::new();
        for form in self.sendable(&item.content) {
            match forms.iter().find(|known| known.holds_the_same(&form)) {
                Some(known) if known.name == form.name => {}
                Some(_) => same.push(format!("`{}`", form.name)),
                None => forms.push(form),
            }
        }
        let mut docs = docs::described(item.description.as_deref(), &item.extensions);
        if !same.is_empty() {
            docs.notes.push(format!("The server takes the same as {} too.", same.join(", ")));
        }
        if let Some(best) = forms.first() {
            self.check_members(best, &found.pointer.below(["content", best.name, "schema"]));
        }
        for form in &forms {
            docs.notes.extend(self.any_of_a_kind(form, &found.pointer));
        }
        let variants = self.body_variants(&forms, found, owner);
        let payload = variants.first()?.payload.clone();
        let choice = (variants.len() > 1).then_some(BodyChoice { ident: choice, variants });
        Some(Body { ident, payload, choice, required: item.required, docs })
    }

    /// What callers have to know of bytes that may be of any media type of a kind.
    fn any_of_a_kind(&mut self, form: &Chosen<'a>, at: &Pointer) -> Option<String> {
        if !form.is_any_of_a_kind() {
            return None;
        }
        let (name, sent) = (form.name, form.media_type());
        let message = format!("`{name}` is sent as `{sent}`, unless a call says otherwise");
        self.finder.degraded(&at.below(["content", name]), message);
        Some(format!(
            "`{name}` is sent as `{sent}` unless `with_header(\"Content-Type\", …)` behind it says otherwise."
        ))
    }

    fn body_variants(
        &mut self,
        forms: &[Chosen<'a>],
        found: &Found<'a, RequestBody>,
        owner: &Owner,
    ) -> Vec<BodyVariant> {
        let mut scope = Scope::new(Case::Pascal);
        for form in forms {
            let essence = without_parameters(form.name);
            let (kind, subtype) = essence.split_once('/').unwrap_or((essence, essence));
            // `image/*` is an image.
            let subtype = if subtype == "*" && kind != "*" { kind } else { subtype };
            scope.claim(Claim {
                // The preferred form goes first.
                place: format!("{} {}", form.encoding as u8, form.name),
                names: vec![form_words(form, subtype), Words::of(subtype), Words::of(essence)],
                ..Claim::default()
            });
        }
        let idents = scope.resolve().idents;
        let mut variants = Vec::with_capacity(forms.len());
        for (at, (form, ident)) in forms.iter().zip(idents).enumerate() {
            let pointer = found.pointer.below(["content", form.name, "schema"]);
            let role = match form.encoding {
                Encoding::Form => Words::of("form"),
                _ if at == 0 => Words::of("body"),
                _ => Words::of(ident.as_str()).then("body"),
            };
            let (name, file) = match &found.component {
                Some(name) if at == 0 => {
                    (Words::of(name), File::Named(Words::of("request bodies")))
                }
                Some(name) => {
                    (Words::of(name).join(&role), File::Named(Words::of("request bodies")))
                }
                None => (owner.words.join(&role), owner.file.clone()),
            };
            variants.push(BodyVariant { ident, payload: self.payload(form, pointer, name, file) });
        }
        variants
    }
}

/// What a form of a body is called, the shortest that is telling.
fn form_words(form: &Chosen<'_>, subtype: &str) -> Words {
    match (form.encoding, subtype) {
        (Encoding::Json, _) => Words::of("json"),
        (Encoding::Form, _) => Words::of("form"),
        (Encoding::Multipart, _) => Words::of("multipart"),
        (Encoding::Text | Encoding::Events | Encoding::Lines, "plain" | "*") => Words::of("text"),
        (Encoding::Binary, "octet-stream" | "application" | "*") => Words::of("bytes"),
        (_, subtype) => Words::of(subtype.trim_start_matches("x-")),
    }
}

/// What the argument for a body is called: the thing itself, when the operation is about a whole
/// one.
pub(super) fn body_words(method: &Ident, resource: &Words) -> Words {
    let whole = ["create", "replace", "update", "add", "put", "set", "edit", "patch", "upsert"];
    if whole.contains(&method.as_str()) && resource.is_plural() {
        resource.as_slice().last().map_or_else(Words::none, |last| Words::of(last)).singular()
    } else {
        Words::of("body")
    }
}
