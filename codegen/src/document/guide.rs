//! What how-to pages know goes into the request schemas of the operations they name.

mod find;
mod schema;
mod write;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::Node,
    page::{Fact, Guide, Named, Step},
    source::{SourceId, Sources, Span, Spanned},
};
use find::{Call, Calls, Found, Place};

/// Puts what how-to pages know into the request schemas of the operations they name.
pub fn apply_guides(
    root: &mut Node,
    guides: &[Guide],
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let calls = Calls::of(root);
    for guide in guides {
        let page = sources.path(guide.source).file_name().unwrap_or_default();
        let steps = guide.steps(sources, &|name| calls.lead(name));
        if steps.is_empty() {
            diagnostics.push(names_nothing(guide.source, page));
        }
        for step in &steps {
            match calls.named(&step.operation) {
                Some(call) => Application { root, call, page, diagnostics }.step(step),
                // Many calls are only spoken of.
                None if step.facts.is_empty()
                    && !matches!(step.operation, Named::Linked { .. }) => {}
                None => diagnostics.push(unknown_operation(&step.operation, &calls)),
            }
        }
    }
}

/// One step of a how-to page on its way into the document.
struct Application<'a> {
    root: &'a mut Node,
    call: &'a Call,
    /// The name of the how-to page's file.
    page: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Application<'_> {
    fn step(&mut self, step: &Step) {
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
        let Call { id, method: own_method, path: own_path, span, .. } = self.call;
        let own_method = own_method.to_uppercase();
        self.diagnostics.push(
            Diagnostic::new(
                Code::GuideContradiction,
                format!("the how-to page calls `{id}` with `{}`", endpoint.value),
            )
            .at(endpoint.span, "says the how-to page")
            .at(*span, format!("this is `{own_method} {own_path}`"))
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
            self.call.id,
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

/// The finding for a how-to page whose links lead to other pages only.
fn names_nothing(source: SourceId, page: &str) -> Diagnostic {
    let message = format!("`{page}` names no operation that a page describes");
    let help = "a how-to page names operations by their method and path, or by links that end in \
                their ids; add the page that describes them, or leave out the how-to page";
    Diagnostic::new(Code::UnknownFormat, message).at(Span::new(source, 0..0), "").help(help)
}

/// A link that leads nowhere is a mistake; a method and path may be of another API.
fn unknown_operation(operation: &Named, calls: &Calls) -> Diagnostic {
    const NOTHING_TAKEN: &str = "nothing is taken from what the how-to page says of it";
    let (code, name, span, label) = match operation {
        Named::Linked { id, .. } => {
            (Code::UnknownOperation, id.value.clone(), id.span, "the how-to page links to it")
        }
        Named::Written(endpoint) => {
            let name = endpoint.value.to_string();
            (Code::UnreadDescription, name, endpoint.span, NOTHING_TAKEN)
        }
        Named::Ambiguous(name) => {
            let message = format!("`{}` may be the id of several operations", name.value);
            return Diagnostic::new(Code::UnreadDescription, message)
                .at(name.span, NOTHING_TAKEN)
                .help("name the operation by its method and path as well");
        }
    };
    let known = calls.names(operation);
    let known: Vec<_> = known.iter().map(String::as_str).collect();
    let near = similar::get_close_matches(name.as_str(), &known, 3, 0.6);
    let help = match near.as_slice() {
        [] => "add the page that describes the operation, or leave out the how-to page".to_owned(),
        near => format!("there is `{}`", near.join("`, `")),
    };
    let message = format!("no page defines the operation `{name}`");
    Diagnostic::new(code, message).at(span, label).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{self, Page};
    use serde_json::{Value, json};

    /// Applies a how-to page to a document: the document then, and what was found.
    fn apply(document: &Value, text: &str) -> (Value, Vec<String>) {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        let file = sources.add("openapi.json", document.to_string());
        let guide = sources.add("docs/how-to.md", text);
        let mut read = |page| page::read(&sources, page, &mut diagnostics);
        let Some(Page::Reference(mut fragments)) = read(file) else { panic!("no document") };
        let Some(Page::Guide(guide)) = read(guide) else { panic!("no how-to page") };
        let mut root = fragments.pop().unwrap().document;
        apply_guides(&mut root, &[guide], &sources, &mut diagnostics);
        let shown = |found: &Diagnostic| {
            let place = sources.place(found.labels.first().unwrap().span);
            format!("{}: {} @ {place}", found.code.id(), found.message)
        };
        (root.to_json(), diagnostics.iter().map(shown).collect())
    }

    fn document() -> Value {
        json!({
            "openapi": "3.0.3",
            "paths": {"/users": {
                "parameters": [{"name": "X-Contract", "in": "header", "schema": {"type": "integer"}}],
                "post": {
                    "operationId": "usersPost",
                    "parameters": [{"$ref": "#/components/parameters/depth"}],
                    "requestBody": {"content": {
                        "text/plain": {},
                        "application/json": {"schema": {"$ref": "#/components/schemas/User"}}
                    }}
                }
            }},
            "components": {
                "parameters": {"depth": {"name": "depth", "in": "query", "schema": {"type": "integer"}}},
                "schemas": {
                    "User": {"properties": {
                        "id": {"type": "string", "readOnly": true},
                        "properties": {"$ref": "#/components/schemas/Properties"},
                        "parent": {"$ref": "#/components/schemas/User"}
                    }},
                    "Properties": {"allOf": [
                        {"required": ["email"], "properties": {"email": {"type": "string"}}},
                        {"properties": {
                            "name": {"type": "string"}, "admin": {"type": "boolean"},
                            "left": {"properties": {"x": {}}}, "right": {"properties": {"x": {}}},
                            "owner": {"$ref": "#/components/schemas/User"}
                        }}
                    ]}
                }
            }
        })
    }

    fn with_step(facts: &str) -> (Value, Vec<String>) {
        apply(&document(), &format!("[Do](#tag/Users/operation/usersPost)\n\n* {facts}\n"))
    }

    fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
        document.pointer(pointer).unwrap_or(&Value::Null)
    }

    const PROPERTIES: &str = "/components/schemas/Properties/allOf";

    #[test]
    fn required_properties_are_found_through_references() {
        let (document, found) = with_step("Enter the required parameters `name` and `email`.");
        assert_eq!(found, [""; 0]);
        let parts = at(&document, PROPERTIES);
        assert_eq!(at(parts, "/1/required"), &json!(["name"]));
        assert_eq!(at(parts, "/0/required"), &json!(["email"]));
        let note = json!(["Required, as `how-to.md` says."]);
        assert_eq!(at(parts, "/1/properties/name/x-notes"), &note);
    }

    #[test]
    fn required_parameters_are_found_through_references() {
        let (document, found) = with_step("The parameter `depth` is required.");
        assert_eq!(found, [""; 0]);
        assert_eq!(at(&document, "/components/parameters/depth/required"), &json!(true));
    }

    #[test]
    fn notes_do_not_stand_beside_references() {
        let (document, found) = with_step("The field `owner` is required.");
        assert_eq!(found, [""; 0]);
        let part = at(&document, PROPERTIES);
        assert_eq!(at(part, "/1/required"), &json!(["owner"]));
        assert_eq!(at(part, "/1/properties/owner"), &json!({"$ref": "#/components/schemas/User"}));
    }

    #[test]
    fn values_become_notes() {
        let (document, found) = with_step("Set `admin` to `true`.");
        assert_eq!(found, [""; 0]);
        let note = json!(["`how-to.md` says: Set `admin` to `true`."]);
        assert_eq!(at(&document, &format!("{PROPERTIES}/1/properties/admin/x-notes")), &note);
    }

    #[test]
    fn values_of_another_type_are_contradictions() {
        let (document, found) = with_step("Set `admin` to `yes`.");
        assert_eq!(
            found,
            [
                "guide-contradiction: the how-to page sets `admin` to `\"yes\"` @ docs/how-to.md:3:19"
            ]
        );
        assert!(!document.to_string().contains("x-notes"));
    }

    #[test]
    fn names_that_lead_nowhere_are_findings() {
        let unknown = |name| {
            format!("unknown-parameter: the operation `usersPost` {name} @ docs/how-to.md:3:24")
        };
        let (_, found) = with_step("Enter the parameter `nam` which is required.");
        assert_eq!(found, [unknown("takes no `nam`")]);
        let (_, found) = with_step("Enter the parameter `id`, which is required.");
        assert_eq!(found, [unknown("takes no `id`")]);
        let (_, found) = with_step("Enter the parameter `x`, which is required.");
        assert_eq!(found, [unknown("takes `x` in several places")]);
    }

    #[test]
    fn operations_that_are_not_there_are_findings() {
        let (_, found) = apply(&document(), "[Do](#tag/Users/operation/userPost)\n");
        assert_eq!(
            found,
            ["unknown-operation: no page defines the operation `userPost` @ docs/how-to.md:1:27"]
        );
    }

    #[test]
    fn endpoints_must_agree() {
        let agrees = |endpoint: &str| {
            let text = format!("[Do](#tag/Users/operation/usersPost) with {endpoint}.\n");
            apply(&document(), &text).1.is_empty()
        };
        assert!(agrees("POST `/v6/users`"));
        assert!(agrees("POST `https://x.org/users/?pretty=true`"));
        assert!(!agrees("PUT `/v6/users`"));
        assert!(!agrees("POST `/v6/groups`"));
    }

    #[test]
    fn operations_are_found_by_method_and_path() {
        let (document, found) =
            apply(&document(), "Call `POST /v6/users`. The field `name` is required.\n");
        assert_eq!(found, [""; 0]);
        assert_eq!(at(&document, &format!("{PROPERTIES}/1/required")), &json!(["name"]));
        let unknown = "Call `POST /v6/groups`. The field `name` is required. Never `GET /x`.\n";
        let (_, found) = apply(&document, unknown);
        let message = "no page defines the operation `POST /v6/groups`";
        assert_eq!(found, [format!("unread-description: {message} @ docs/how-to.md:1:7")]);
    }

    #[test]
    fn links_name_operations_by_their_ids() {
        let fact = "The field `name` is required.";
        let (document, found) = apply(&document(), &format!("[Do](/docs/users-post). {fact}\n"));
        assert_eq!(found, [""; 0]);
        assert_eq!(at(&document, &format!("{PROPERTIES}/1/required")), &json!(["name"]));
        let (_, found) = apply(&document, &format!("[Do](/docs/first-steps). {fact}\n"));
        let message = "`how-to.md` names no operation that a page describes";
        assert_eq!(found, [format!("unknown-format: {message} @ docs/how-to.md:1:1")]);
    }

    #[test]
    fn where_something_is_sent_must_agree() {
        let required = "Enter the required `name` parameter.";
        let (_, found) = with_step(&format!("Provide the user name in the header. {required}"));
        assert_eq!(
            found,
            [
                "guide-contradiction: the how-to page sends `user name` in the header, and `usersPost` \
              takes `name` in the body @ docs/how-to.md:3:32"
            ]
        );
        let (_, found) = with_step(&format!("Provide the name in the request body. {required}"));
        assert_eq!(found, [""; 0]);
        let (_, found) =
            with_step(&format!("Send the X-Contract number in the header. {required}"));
        assert_eq!(found, [""; 0]);
    }
}
