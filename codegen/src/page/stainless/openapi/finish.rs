//! The parts of an operation to one document, compared with the page's examples.

use super::{Builder, Losses, member};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, Node, Object, Pointer, Value},
    page::{
        Format, Fragment, Loss,
        stainless::{
            Reader, example,
            schema::Schemas,
            security::{Credential, Scheme},
            server,
        },
    },
    source::Span,
};
use serde_json::Value as Json;

impl Builder<'_> {
    /// Puts the document together, and compares it with the page's examples.
    pub(super) fn finish(
        mut self,
        members: Vec<(Key, Node)>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Fragment, Diagnostic> {
        let span = self.span;
        let operation = &self.operation;
        for what in ["operation id", "tags", "formats", "limits", "read-only fields"] {
            self.losses.add(self.pointer.clone(), what, span);
        }
        let method = Key::new(operation.method.text, self.reader.span(&operation.method.range));
        let path = Key::new(operation.path.text, self.reader.span(&operation.path.range));
        let item = Node::object([(method, Node::object(members, span))], span);
        let mut parts = Vec::new();
        parts.extend(self.servers(diagnostics));
        parts.push(member("paths", Node::object([(path, item)], span)));
        let credentials = security_schemes(self.reader, &self.credentials());
        let schemas = components(
            std::mem::replace(&mut self.schemas, Schemas::new(self.reader.page)),
            &mut self.losses,
        );
        let components = [("schemas", schemas), ("securitySchemes", credentials)];
        let components = components.into_iter().filter(|(_, members)| !members.is_empty());
        let components: Object =
            components.map(|(name, members)| member(name, Node::object(members, span))).collect();
        if !components.is_empty() {
            parts.push(member("components", Node::new(Value::Object(components), span)));
        }
        let document = document(self.reader, span, parts);
        self.losses.add(Pointer::of(["info", "version"]), "version", span);
        self.losses.walk(&document);
        self.check(&document, diagnostics)?;
        Ok(fragment(self.reader, document, self.losses))
    }

    fn servers(&mut self, diagnostics: &mut Diagnostics) -> Option<(Key, Node)> {
        let url = self.command.as_ref().and_then(|command| command.url.clone());
        let base = url.as_ref().and_then(|url| server::base(&url.text, self.operation.path.text));
        let Some((url, base)) = url.as_ref().zip(base) else {
            self.losses.add(Pointer::root(), "server", self.span);
            if let Some(url) = url {
                let message = format!("the example calls `{}`, which is not this path", url.text);
                diagnostics.push(
                    Diagnostic::new(Code::ExampleMismatch, message)
                        .at(self.reader.span(&url.range), "")
                        .at(self.span, "the path")
                        .help("the server's URL is left out"),
                );
            }
            return None;
        };
        let span = self.reader.span(&url.range);
        let server = Node::object([member("url", Node::string(base, span))], span);
        Some(member("servers", Node::new(Value::Array(vec![server]), span)))
    }

    /// Compares the document with the examples. Depths make the structure certain; without them an
    /// example with other keys throws doubt on it.
    fn check(&self, document: &Node, diagnostics: &mut Diagnostics) -> Result<(), Diagnostic> {
        let components = document.get("components").and_then(|node| node.get("schemas"));
        let components = components.and_then(Node::as_object);
        let bodies = [
            (self.pointer.join("requestBody"), "the body", &self.body),
            (self.pointer.join("responses").join("200"), "the response", &self.response),
        ];
        for (pointer, what, example) in bodies {
            let Some((example, span)) = example else { continue };
            let media = pointer.below(["content", "application/json", "schema"]);
            let Some(schema) = media.find(document) else { continue };
            for mismatch in example::check(schema, example, components) {
                let message =
                    format!("the example of {what} contradicts the page: {}", mismatch.text);
                let at = self.place_of(*span, mismatch.key.as_deref());
                let finding = |code| Diagnostic::new(code, message).at(at, "");
                if mismatch.key.is_some() && !self.indented {
                    return Err(finding(Code::UncertainStructure).help(
                        "use the page with its line breaks, if there is one, or correct the page",
                    ));
                }
                diagnostics.push(finding(Code::ExampleMismatch).help(
                    "the description counts; if the example is right, correct it by an overlay",
                ));
            }
        }
        Ok(())
    }

    /// Where a key first stands in an example; the example itself when it is about no key.
    fn place_of(&self, example: Span, key: Option<&str>) -> Span {
        let text = self.reader.text.get(example.range()).unwrap_or("");
        let quoted = key.map(|key| Json::from(key).to_string());
        let found = quoted.and_then(|key| Some((text.find(&key)?, key.len())));
        found.map_or(example, |(at, length)| {
            let start = example.range().start + at;
            self.reader.span(&(start..start + length))
        })
    }
}

/// The components' schemas; a model whose shape no bullet shows is a loss.
pub(super) fn components(schemas: Schemas, losses: &mut Losses) -> Vec<(Key, Node)> {
    let (components, unknown) = schemas.finish();
    let pointer = Pointer::of(["components", "schemas"]);
    for (name, span) in unknown {
        losses.add(pointer.join(name), "shape of the model", span);
    }
    components
}

fn security_schemes(reader: &Reader<'_>, credentials: &[Credential]) -> Vec<(Key, Node)> {
    let scheme = |credential: &Credential| {
        let span = reader.span(&credential.range);
        let text = |name, text: &str| member(name, Node::string(text, span));
        let members = match &credential.scheme {
            Scheme::Bearer { variable } => {
                let variable = variable.as_ref().map(|variable| text("x-env", variable));
                let members = [text("type", "http"), text("scheme", "bearer")];
                members.into_iter().chain(variable).collect()
            }
            Scheme::Basic { user, password } => {
                let variables = vec![Node::string(user, span), Node::string(password, span)];
                let variables = Node::new(Value::Array(variables), span);
                vec![text("type", "http"), text("scheme", "basic"), member("x-env", variables)]
            }
            Scheme::Header { header, variable } => vec![
                text("type", "apiKey"),
                text("in", "header"),
                text("name", header),
                text("x-env", variable),
            ],
        };
        (Key::new(credential.name.as_str(), span), Node::object(members, span))
    };
    credentials.iter().map(scheme).collect()
}

/// A document; all pages of an API give it the same title.
pub(super) fn document(
    reader: &Reader<'_>,
    span: Span,
    members: impl IntoIterator<Item = (Key, Node)>,
) -> Node {
    let title = reader.host.as_ref().map_or_else(|| "API".to_owned(), |host| format!("{host} API"));
    let info = [
        member("title", Node::string(title, span)),
        member("version", Node::string("unknown", span)),
    ];
    let head =
        [member("openapi", Node::string("3.0.3", span)), member("info", Node::object(info, span))];
    Node::object(head.into_iter().chain(members), span)
}

pub(super) fn fragment(reader: &Reader<'_>, document: Node, losses: Losses) -> Fragment {
    let losses: Vec<Loss> = losses.into_vec();
    Fragment { source: reader.page, format: Format::Stainless, document, losses }
}
