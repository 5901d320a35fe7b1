//! How the members of a form are written, where a document says so (OpenAPI 3.0.4, "Encoding
//! Object").

use super::{media::Chosen, schema::Schemas};
use crate::{
    json::{Node, Pointer, Value},
    model::Style,
};
use openapiv3::{Encoding, QueryStyle};

impl Schemas<'_> {
    /// The styles of a URL-encoded form's members. `at` is where the form's schema stands.
    pub(super) fn form_styles(&mut self, form: &Chosen<'_>, at: &Pointer) -> Vec<(String, Style)> {
        let mut styles = Vec::new();
        for (name, encoding) in form.members {
            let place = place(at, name);
            if encoding.allow_reserved {
                let message = format!("`{name}` is percent-encoded in full, which means the same");
                self.finder.degraded(&place, message);
            }
            styles.extend(self.style(encoding, &place).map(|style| (name.clone(), style)));
        }
        styles
    }

    fn style(&self, encoding: &Encoding, at: &Pointer) -> Option<Style> {
        let explode = self.explode(at);
        let json = encoding.content_type.as_deref().is_some_and(|it| it.contains("json"));
        match (&encoding.style, explode) {
            (None, None) if json => Some(Style::Json),
            (None, None) => None,
            (Some(QueryStyle::DeepObject), _) => Some(Style::DeepObject),
            (Some(QueryStyle::SpaceDelimited), Some(false) | None) => Some(Style::SpaceDelimited),
            (Some(QueryStyle::PipeDelimited), Some(false) | None) => Some(Style::PipeDelimited),
            (_, Some(false)) => Some(Style::Form),
            _ => Some(Style::FormExplode),
        }
    }

    /// What is said of `explode`: `openapiv3` does not tell false from unsaid.
    fn explode(&self, at: &Pointer) -> Option<bool> {
        let node: &Node = self.finder.node(&at.join("explode"))?;
        if let Value::Bool(explode) = node.value { Some(explode) } else { None }
    }

    /// The media types of a multipart form's parts: of one that may have several, the caller says
    /// which. `at` is where the form's schema stands.
    pub(super) fn part_types(&mut self, form: &Chosen<'_>, at: &Pointer) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        for (name, encoding) in form.members {
            let place = place(at, name);
            let styled = encoding.style.as_ref().is_some_and(|style| *style != QueryStyle::Form);
            if styled || self.explode(&place) == Some(false) {
                let message =
                    format!("a list in `{name}` is a part for each item, and an object is JSON");
                self.finder.degraded(&place, message);
            }
            for (header, _) in &encoding.headers {
                let message = format!(
                    "the header `{header}` of the part `{name}` is sent when the file has it"
                );
                self.finder.degraded(&place.join("headers").join(header), message);
            }
            let media_type = encoding.content_type.as_deref().map(str::trim);
            let one = media_type.filter(|it| !it.is_empty() && !it.contains([',', '*']));
            // What no header can carry is sent nowhere.
            let one = one.filter(|it| it.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
            parts.extend(one.map(|media_type| (name.clone(), media_type.to_owned())));
        }
        parts
    }
}

fn place(schema: &Pointer, name: &str) -> Pointer {
    schema.parent().unwrap_or_default().below(["encoding", name])
}
