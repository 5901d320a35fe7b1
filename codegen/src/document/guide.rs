//! What how-to pages know goes into the request schemas of the operations they name.

mod find;
mod schema;
mod step;
mod write;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::Node,
    page::{Guide, Named},
    source::{SourceId, Sources, Span},
};
use find::Calls;
use step::Application;

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
    fn operations_without_ids_are_found() {
        let mut without = document();
        without["paths"]["/users"]["post"].as_object_mut().unwrap().remove("operationId");
        let text = "Call `POST /v6/users`. The fields `name` and `nick` are required.\n";
        let (document, found) = apply(&without, text);
        assert_eq!(at(&document, &format!("{PROPERTIES}/1/required")), &json!(["name"]));
        let message = "the operation `POST /users` takes no `nick`";
        assert_eq!(found, [format!("unknown-parameter: {message} @ docs/how-to.md:1:47")]);
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
