//! What a request carries: parameters and the body.

use super::{Builder, Sections, member, part};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Key, Node, Object, Value},
    page::stainless::{
        Grown,
        lexer::SectionKind,
        outline,
        schema::Text,
        security,
        tree::{Node as Branch, NodeRole},
    },
    source::Span,
};
use serde_json::Value as Json;

/// Where a parameter goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// Its name in OpenAPI.
    fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter on its way into the document.
struct Parameter {
    name: String,
    location: Location,
    required: bool,
    description: Text,
    schema: Node,
    span: Span,
}

impl Builder<'_> {
    pub(super) fn parameters(
        &mut self,
        sections: &Sections<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Vec<Node>, Diagnostic> {
        let kinds = [
            (SectionKind::Path, Location::Path),
            (SectionKind::Query, Location::Query),
            (SectionKind::Header, Location::Header),
            (SectionKind::Cookie, Location::Cookie),
        ];
        let mut parameters = Vec::new();
        for (kind, location) in kinds {
            if let Some((section, grown)) = self.grow(kind, sections) {
                let grown = grown?;
                for branch in &grown.roots {
                    parameters.extend(self.parameter(section, &grown, branch, location)?);
                }
            }
        }
        self.match_path(&mut parameters, diagnostics);
        self.headers = parameters
            .iter()
            .filter(|parameter| parameter.location == Location::Header)
            .map(|parameter| parameter.name.clone())
            .collect();
        parameters.extend(self.fixed_headers());
        let nodes = parameters.into_iter().enumerate();
        Ok(nodes.map(|(position, parameter)| self.parameter_node(position, parameter)).collect())
    }

    fn parameter(
        &mut self,
        section: &outline::Section<'_>,
        grown: &Grown<'_>,
        branch: &Branch,
        location: Location,
    ) -> Result<Option<Parameter>, Diagnostic> {
        let Some(entry) = grown.entries.get(branch.entry) else { return Ok(None) };
        let Some(field) = &entry.line.field else { return Ok(None) };
        let schema = self.schemas.field(&mut part(grown), branch, false);
        Ok(Some(Parameter {
            name: field.name.clone(),
            location,
            required: !field.optional || location == Location::Path,
            description: grown.descriptions.get(branch.entry).cloned().flatten(),
            schema: schema.map_err(|uncertain| self.reader.uncertain(uncertain, section))?,
            span: self.reader.span(&entry.range),
        }))
    }

    /// Path parameters are those of the path: one too many goes, one that is missing is a string.
    fn match_path(&mut self, parameters: &mut Vec<Parameter>, diagnostics: &mut Diagnostics) {
        let template = self.operation.path.text;
        let variables: Vec<&str> = template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        parameters.retain(|parameter| {
            let known = parameter.location != Location::Path
                || variables.contains(&parameter.name.as_str());
            if !known {
                let message =
                    format!("the path `{template}` has no parameter `{}`", parameter.name);
                diagnostics.push(
                    Diagnostic::new(Code::Repaired, message)
                        .at(parameter.span, "left out")
                        .at(self.span, "the path")
                        .help(
                            "what the page says of it may belong to a parameter with another name",
                        ),
                );
            }
            known
        });
        let missing = |name: &&str| {
            !parameters.iter().any(|each| each.location == Location::Path && each.name == **name)
        };
        let text = || Node::object([member("type", Node::string("string", self.span))], self.span);
        let missing: Vec<_> = variables
            .into_iter()
            .filter(missing)
            .map(|name| Parameter {
                name: name.to_owned(),
                location: Location::Path,
                required: true,
                description: None,
                schema: text(),
                span: self.span,
            })
            .collect();
        for parameter in &missing {
            let what = format!("type of the path parameter `{}`", parameter.name);
            self.losses.add(self.pointer.join("parameters"), &what, self.span);
        }
        parameters.splice(0..0, missing);
    }

    /// Headers that the example sends with a value of its own, and that the page says nothing of.
    fn fixed_headers(&mut self) -> Vec<Parameter> {
        let Some(command) = &self.command else { return Vec::new() };
        let mut parameters = Vec::new();
        for (name, value, range) in security::fixed_headers(command, &self.headers) {
            let span = self.reader.span(range);
            let text = |text: &str| Node::string(text, span);
            let values = Node::new(Value::Array(vec![text(value)]), span);
            let schema = [member("type", text("string")), member("enum", values)];
            let what = format!("whether the header `{name}` is required, and its other values");
            self.losses.add(self.pointer.join("parameters"), &what, span);
            parameters.push(Parameter {
                name: name.clone(),
                location: Location::Header,
                required: true,
                description: None,
                schema: Node::object(schema, span),
                span,
            });
        }
        parameters
    }

    fn parameter_node(&mut self, position: usize, parameter: Parameter) -> Node {
        let Parameter { name, location, required, description, schema, span } = parameter;
        let compound = schema.get("type").and_then(Node::as_str);
        if location == Location::Query && matches!(compound, Some("array" | "object")) {
            let pointer = self.pointer.join("parameters").item(position);
            self.losses.add(pointer, "how the parameter is written in the URL", span);
        }
        let mut members = vec![
            member("name", Node::string(name, span)),
            member("in", Node::string(location.as_str(), span)),
        ];
        if required {
            members.push(member("required", Node::new(Value::Bool(true), span)));
        }
        if let Some((text, range)) = description {
            members.push(member("description", Node::string(text, self.reader.span(&range))));
        }
        members.push(member("schema", schema));
        Node::object(members, span)
    }

    pub(super) fn request_body(
        &mut self,
        sections: &Sections<'_>,
    ) -> Result<Option<Node>, Diagnostic> {
        let parts = self.command.as_ref().is_some_and(|command| !command.parts.is_empty());
        let (schema, span) = match self.grow(SectionKind::Body, sections) {
            Some((section, grown)) => {
                let grown = grown?;
                let schema = match self.bare_body(&grown) {
                    Some(branch) => self
                        .schemas
                        .field(&mut part(&grown), branch, true)
                        .map_err(|uncertain| self.reader.uncertain(uncertain, section))?,
                    None => self.whole(section, &grown)?,
                };
                (schema, self.reader.span(&section.heading))
            }
            None if parts => self.form(),
            None => match &self.body {
                Some((Json::Object(members), _)) if members.is_empty() => return Ok(None),
                Some((_, span)) => {
                    self.losses.add(self.pointer.join("requestBody"), "shape of the body", *span);
                    (Node::object([], *span), *span)
                }
                None => return Ok(None),
            },
        };
        let required = schema.get("required").is_some() || schema.get("properties").is_none();
        let media = if parts { "multipart/form-data" } else { "application/json" };
        let body = Node::object([member("schema", schema)], span);
        let content = Node::object([member(media, body)], span);
        let mut members = vec![member("content", content)];
        if required {
            members.push(member("required", Node::new(Value::Bool(true), span)));
        }
        Ok(Some(Node::object(members, span)))
    }

    /// The parameter `body` is the body itself where the example sends no member of that name.
    fn bare_body<'g>(&self, grown: &'g Grown<'_>) -> Option<&'g Branch> {
        let [root] = grown.roots.as_slice() else { return None };
        let field = grown.entries.get(root.entry)?.line.field.as_ref()?;
        let (example, _) = self.body.as_ref()?;
        let bare = match example {
            Json::Object(members) => !members.is_empty() && !members.contains_key("body"),
            _ => true,
        };
        (root.role == NodeRole::Field && field.name == "body" && bare).then_some(root)
    }

    /// A form that only the example shows.
    fn form(&mut self) -> (Node, Span) {
        let parts = self.command.as_ref().map(|command| command.parts.as_slice());
        let mut properties = Object::default();
        let mut unknown = Vec::new();
        for (name, value, range) in parts.unwrap_or_default() {
            let span = self.reader.span(range);
            let text = |text: &str| Node::string(text, span);
            let members = if value.starts_with('@') {
                vec![member("type", text("string")), member("format", text("binary"))]
            } else {
                unknown.push((name.clone(), span));
                Vec::new()
            };
            properties.insert(Key::new(name.as_str(), span), Node::object(members, span));
        }
        let pointer = self.pointer.join("requestBody");
        self.losses.add(
            pointer.clone(),
            "other parts of the form, and which are required",
            self.span,
        );
        let schema = pointer.below(["content", "multipart/form-data", "schema"]);
        for (name, span) in unknown {
            self.losses.add(schema.join("properties").join(name), "type", span);
        }
        let members = [
            member("type", Node::string("object", self.span)),
            member("properties", Node::new(Value::Object(properties), self.span)),
        ];
        (Node::object(members, self.span), self.span)
    }
}
