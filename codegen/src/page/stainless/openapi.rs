//! Operations and domain types to OpenAPI documents.

mod finish;
mod losses;
mod request;

use super::{
    Grown, Parsed, Reader, curl,
    lexer::{Piece, SectionKind},
    outline::{self, Operation, Outline},
    schema::{self, Schemas},
    security::{self, Credential},
    tree::{NodeRole, Top},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, Node, Pointer, Value},
    page::Fragment,
    source::Span,
};
use finish::{components, document, fragment};
use losses::Losses;
use serde_json::Value as Json;
use std::collections::HashMap;

type Sections<'a> = [(SectionKind, &'a outline::Section<'a>, Parsed<'a>)];

/// Reads one operation.
pub(super) fn operation(
    reader: &Reader<'_>,
    operation: &Operation<'_>,
    sections: &Sections<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Fragment, Diagnostic> {
    let mut builder = Builder::new(reader, operation)?;
    builder.repeated_sections(sections)?;
    let mut members = Vec::new();
    let summary = reader.span(&operation.title.range);
    members.push(member("summary", Node::string(operation.title.text, summary)));
    if let Some((text, range)) = reader.prose(operation.description.clone()) {
        members.push(member("description", Node::string(text, reader.span(&range))));
    }
    let parameters = builder.parameters(sections, diagnostics)?;
    if !parameters.is_empty() {
        members.push(member("parameters", Node::new(Value::Array(parameters), builder.span)));
    }
    if let Some(body) = builder.request_body(sections)? {
        members.push(member("requestBody", body));
    }
    members.push(member("responses", builder.responses(sections)?));
    members.extend(builder.security().map(|security| member("security", security)));
    builder.finish(members, diagnostics)
}

/// Reads the domain types: a document of components alone.
pub(super) fn domain_types(
    reader: &Reader<'_>,
    outline: &Outline<'_>,
    models: &[(&outline::Section<'_>, Parsed<'_>)],
    diagnostics: &mut Diagnostics,
) -> Option<Fragment> {
    let span = reader.span(&outline.models.first()?.heading);
    let mut schemas = Schemas::new(reader.page);
    for (section, parsed) in models {
        let read = reader.grow(section, parsed, Top::Any, None, None).and_then(|grown| {
            let heading = &section.heading;
            let mut part = part(&grown);
            if !matches!(grown.roots.as_slice(), [root] if root.role == NodeRole::Variant) {
                let message = "a domain type is described by one bullet with its name";
                return Err(Diagnostic::new(Code::InvalidSection, message)
                    .at(reader.span(heading), "")
                    .help("correct the section in the page, if the page is at fault"));
            }
            let built = schemas.whole(&mut part, &grown.roots, heading);
            built.map_err(|uncertain| reader.uncertain(uncertain, section))
        });
        if let Err(diagnostic) = read {
            diagnostics.push(diagnostic);
        }
    }
    let mut losses = Losses::default();
    let components = components(schemas, &mut losses);
    if components.is_empty() {
        return None;
    }
    let schemas = Node::object([member("schemas", Node::object(components, span))], span);
    let paths = Node::object([], span);
    let document = document(reader, span, [member("paths", paths), member("components", schemas)]);
    losses.add(Pointer::of(["info", "version"]), "version", span);
    losses.walk(&document);
    Some(fragment(reader, document, losses))
}

/// What is known of an operation while its document is made.
struct Builder<'a> {
    reader: &'a Reader<'a>,
    operation: &'a Operation<'a>,
    /// The method and path.
    span: Span,
    pointer: Pointer,
    command: Option<curl::Command>,
    /// The example of the body, and of the answer.
    body: Option<(Json, Span)>,
    response: Option<(Json, Span)>,
    schemas: Schemas,
    losses: Losses,
    /// Names of documented header parameters.
    headers: Vec<String>,
    /// Whether the section's depth is known.
    indented: bool,
}

impl<'a> Builder<'a> {
    fn new(reader: &'a Reader<'a>, operation: &'a Operation<'a>) -> Result<Self, Diagnostic> {
        for fence in operation.commands.iter().chain(&operation.responses) {
            if !fence.closed {
                return Err(Diagnostic::new(
                    Code::UnclosedFence,
                    "the page ends inside an example",
                )
                .at(reader.span(&fence.content.range), "this fence is never closed")
                .help("get the page again: its end is missing"));
            }
        }
        let Piece { range, .. } = &operation.path;
        let span = reader.span(&(operation.method.range.start..range.end));
        let pointer = Pointer::of(["paths", operation.path.text]);
        let command = operation.commands.iter().find_map(|fence| curl::parse(&fence.content));
        let body = command.as_ref().and_then(|command| {
            let body = command.body.as_ref()?;
            Some((serde_json::from_str(&body.text).ok()?, reader.span(&body.range)))
        });
        let response = operation.responses.iter().find_map(|fence| {
            let value = serde_json::from_str(fence.content.text).ok()?;
            Some((value, reader.span(&fence.content.range)))
        });
        let bullets = operation.sections.iter().flat_map(|(_, section)| &section.bullets);
        Ok(Self {
            reader,
            operation,
            span,
            pointer: pointer.join(operation.method.text),
            command,
            body,
            response,
            schemas: Schemas::new(reader.page),
            losses: Losses::default(),
            headers: Vec::new(),
            indented: bullets.into_iter().all(|bullet| bullet.depth.is_some()),
        })
    }

    /// A section that stands twice belongs to an operation whose heading is lost.
    fn repeated_sections(&self, sections: &Sections<'_>) -> Result<(), Diagnostic> {
        for (position, (kind, section, _)) in sections.iter().enumerate() {
            let mut before = sections.iter().take(position);
            if let Some((_, first, _)) = before.find(|(earlier, ..)| earlier == kind) {
                let message = format!(
                    "`{} {}` has two sections `{}`",
                    self.operation.method.text,
                    self.operation.path.text,
                    kind.title()
                );
                return Err(Diagnostic::new(Code::InvalidSection, message)
                    .at(self.reader.span(&section.heading), "the second one")
                    .at(self.reader.span(&first.heading), "the first one")
                    .help(
                        "does the heading of an operation between them lack its method and path?",
                    ));
            }
        }
        Ok(())
    }

    fn grow<'e>(
        &self,
        kind: SectionKind,
        sections: &'e Sections<'_>,
    ) -> Option<(&'e outline::Section<'e>, Result<Grown<'e>, Diagnostic>)> {
        let (_, section, parsed) = sections.iter().find(|(each, ..)| *each == kind)?;
        let (top, example) = match kind {
            SectionKind::Body => (Top::Any, self.body.as_ref()),
            SectionKind::Returns => (Top::Any, self.response.as_ref()),
            _ => (Top::Fields, None),
        };
        let mirror = self.response.as_ref().filter(|_| kind == SectionKind::Body);
        let (example, mirror) = (example.map(|(value, _)| value), mirror.map(|(value, _)| value));
        let grown = self.reader.grow(section, parsed, top, example, mirror);
        Some((section, grown))
    }

    fn responses(&mut self, sections: &Sections<'_>) -> Result<Node, Diagnostic> {
        let pointer = self.pointer.join("responses");
        self.losses.add(pointer.clone(), "error responses", self.span);
        let pointer = pointer.join("200");
        self.losses.add(pointer.clone(), "status code", self.span);
        let mut description = Node::string("The operation succeeded.", self.span);
        let mut members = Vec::new();
        let mut span = self.span;
        let schema = match self.grow(SectionKind::Returns, sections) {
            Some((section, grown)) => {
                let grown = grown?;
                span = self.reader.span(&section.heading);
                let text = match grown.roots.as_slice() {
                    [root] if root.role == NodeRole::Variant => {
                        grown.descriptions.get(root.entry).and_then(Option::as_ref)
                    }
                    _ => None,
                };
                if let Some((text, range)) = grown.introduction.as_ref().or(text) {
                    description = Node::string(text.as_str(), self.reader.span(range));
                }
                Some(self.whole(section, &grown)?)
            }
            None if self.response.is_some() => {
                self.losses.add(pointer.join("content"), "shape of the response", self.span);
                Some(Node::object([], self.span))
            }
            None => None,
        };
        members.push(member("description", description));
        if let Some(schema) = schema {
            self.losses.add(pointer.join("content"), "media types", span);
            let media = Node::object([member("schema", schema)], span);
            let content = Node::object([member("application/json", media)], span);
            members.push(member("content", content));
        }
        let response = Node::object(members, span);
        Ok(Node::object([member("200", response)], span))
    }

    fn whole(
        &mut self,
        section: &outline::Section<'_>,
        grown: &Grown<'_>,
    ) -> Result<Node, Diagnostic> {
        let built = self.schemas.whole(&mut part(grown), &grown.roots, &section.heading);
        built.map_err(|uncertain| self.reader.uncertain(uncertain, section))
    }

    fn credentials(&self) -> Vec<Credential> {
        let command = self.command.as_ref();
        command.map(|command| security::credentials(command, &self.headers)).unwrap_or_default()
    }

    /// What the command shows has to be sent all together; without a command nothing is known.
    fn security(&mut self) -> Option<Node> {
        let credentials = self.credentials();
        let pointer = self.pointer.join("security");
        let what = if credentials.is_empty() { "security" } else { "other ways to authenticate" };
        self.losses.add(pointer, what, self.span);
        self.command.as_ref()?;
        let schemes = credentials.iter().map(|credential| {
            let span = self.reader.span(&credential.range);
            (Key::new(credential.name.as_str(), span), Node::new(Value::Array(Vec::new()), span))
        });
        let requirement = Node::object(schemes, self.span);
        let requirements = if credentials.is_empty() { Vec::new() } else { vec![requirement] };
        Some(Node::new(Value::Array(requirements), self.span))
    }
}

fn member(name: &str, node: Node) -> (Key, Node) {
    (Key::new(name, node.span), node)
}

fn part<'t>(grown: &'t Grown<'_>) -> schema::Section<'t> {
    schema::Section {
        entries: grown.entries,
        descriptions: &grown.descriptions,
        shown: HashMap::new(),
    }
}
