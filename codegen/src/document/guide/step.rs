//! What one step of a how-to page says, put into the document.

use super::{
    find::{self, Call, Found, Place},
    schema, write,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::Node,
    page::{Fact, Named, Step},
    source::Spanned,
};

/// One step of a how-to page on its way into the document.
pub(super) struct Application<'a> {
    pub(super) root: &'a mut Node,
    pub(super) call: &'a Call,
    /// The name of the how-to page's file.
    pub(super) page: &'a str,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Application<'_> {
    pub(super) fn step(&mut self, step: &Step) {
        self.check_endpoint(step);
        let mut required = Vec::new();
        for fact in &step.facts {
            match fact {
                Fact::Required(name) => {
                    if let Some(found) = self.find(name) {
                        write::require(self.root, &found, name);
                        let note = format!("Required, as `{}` says.", self.page);
                        write::note(self.root, &found, note, name.span);
                        required.push((name, found));
                    }
                }
                Fact::Value { parameter, value, sentence } => {
                    if let Some(found) = self.find(parameter) {
                        self.value(parameter, &found, value, sentence);
                    }
                }
                Fact::SentIn { .. } => {}
            }
        }
        for fact in &step.facts {
            if let Fact::SentIn { what, location } = fact {
                self.check_place(what, location, &required);
            }
        }
    }

    /// The parameter or property of a name; what is wrong with it is a finding.
    fn find(&mut self, name: &Spanned<String>) -> Option<Found> {
        match find::parameter(self.root, self.call, &name.value) {
            Ok(found) => Some(found),
            Err(finding) => {
                let finding = finding.into_diagnostic(self.call, name);
                self.diagnostics.push(finding);
                None
            }
        }
    }

    fn check_endpoint(&mut self, step: &Step) {
        let Named::Linked { endpoint: Some(endpoint), .. } = &step.operation else { return };
        if self.call.answers(&endpoint.value) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::GuideContradiction,
                format!("the how-to page calls `{}` with `{}`", self.call.name(), endpoint.value),
            )
            .at(endpoint.span, "says the how-to page")
            .at(self.call.span, format!("this is `{}`", self.call.endpoint()))
            .help(
                "the description counts; look whether the page's link leads to the right operation",
            ),
        );
    }

    fn value(
        &mut self,
        parameter: &Spanned<String>,
        found: &Found,
        value: &Spanned<serde_json::Value>,
        sentence: &str,
    ) {
        let schema = schema::of(self.root, found);
        if let Some(expected) = schema.and_then(|schema| schema::refuses(schema, &value.value)) {
            let message =
                format!("the how-to page sets `{}` to `{}`", parameter.value, value.value);
            self.diagnostics.push(
                Diagnostic::new(Code::GuideContradiction, message)
                    .at(value.span, "says the how-to page")
                    .at(found.span, format!("this takes {expected}"))
                    .help("the description counts, and the sentence is left out"),
            );
            return;
        }
        write::note(self.root, found, format!("`{}` says: {sentence}", self.page), parameter.span);
    }

    /// Compares where the page says that something is sent with where the operation takes what the
    /// page says is required.
    fn check_place(
        &mut self,
        what: &Spanned<String>,
        location: &Spanned<String>,
        required: &[(&Spanned<String>, Found)],
    ) {
        let Some(said) = Place::of(&location.value) else { return };
        let fits = |found: &Found| found.place == said;
        if required.iter().any(|(_, found)| fits(found))
            || find::takes(self.root, self.call, said, &what.value)
        {
            return;
        }
        let Some((name, found)) = required.first() else { return };
        let message = format!(
            "the how-to page sends `{}` in the {said}, and `{}` takes `{}` in the {}",
            what.value.trim_matches('`'),
            self.call.name(),
            name.value,
            found.place
        );
        self.diagnostics.push(
            Diagnostic::new(Code::GuideContradiction, message)
                .at(location.span, "says the how-to page")
                .at(found.span, format!("`{}` is in the {}", name.value, found.place))
                .help("the description counts; nothing is sent as the how-to page says"),
        );
    }
}
