//! How lists are written: `collectionFormat`, with the names of OpenAPI 3.0.

use super::super::findings::Findings;
use crate::{
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Where a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Query,
    /// A URL-encoded form.
    Form,
    /// A form in several parts.
    Parts,
    /// A path or a header.
    Other,
}

/// A list among the parameters.
pub(super) struct List {
    format: Option<String>,
    /// Where the lists stand that are its items and have a format of their own.
    inner: Option<Span>,
    span: Span,
}

impl List {
    /// Takes from a parameter how it is written, if it is a list.
    pub(super) fn take(parameter: &mut Object, span: Span) -> Option<Self> {
        let format = parameter.shift_remove("collectionFormat");
        let format = format.as_ref().and_then(Node::as_str).map(str::to_owned);
        let is_list = parameter.get("type").and_then(Node::as_str) == Some("array");
        let inner = parameter.get("items").and_then(|items| items.get("collectionFormat"));
        let inner = inner.map(|format| format.span);
        is_list.then_some(Self { format, inner, span })
    }

    /// How the list is written in a place, where OpenAPI 3.0 lets documents say so. What it has no
    /// words for is a finding.
    pub(super) fn style(
        &self,
        place: Place,
        findings: &mut Findings<'_>,
    ) -> Option<[(Key, Node); 2]> {
        if let Some(inner) = self.inner {
            findings.untranslatable("how lists within lists are joined is left out", inner);
        }
        let format = self.format.as_deref().unwrap_or("csv");
        if let Some(what) = unsayable(format, place) {
            findings.untranslatable(what, self.span);
        }
        let style = match format {
            "ssv" => "spaceDelimited",
            "pipes" => "pipeDelimited",
            _ => "form",
        };
        let explode = Value::Bool(format == "multi");
        let style = [
            (Key::new("style", self.span), Node::string(style, self.span)),
            (Key::new("explode", self.span), Node::new(explode, self.span)),
        ];
        matches!(place, Place::Query | Place::Form).then_some(style)
    }
}

/// What becomes of lists in a format that cannot be said in a place; nothing of all others.
fn unsayable(format: &str, place: Place) -> Option<&'static str> {
    let (sayable, what): (&[&str], _) = match place {
        Place::Query => (
            &["csv", "ssv", "pipes", "multi"],
            "lists that are not joined by commas, spaces or bars in the query are sent with commas",
        ),
        Place::Form => (
            &["csv", "ssv", "pipes", "multi"],
            "lists that are not joined by commas, spaces or bars in a form are sent with commas",
        ),
        Place::Parts => (
            &["multi"],
            "lists that are joined in a form of several parts are a part for each item",
        ),
        Place::Other => {
            (&["csv"], "lists that are not joined by commas in a path or header have commas")
        }
    };
    (!sayable.contains(&format)).then_some(what)
}
