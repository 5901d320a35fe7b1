//! Parameters of operations.

use super::{
    client_parameter::Configured,
    docs,
    facts::SchemaRef,
    media::Encoding,
    nullability::without_null,
    place::{Carriage, File, Place},
    reference::Found,
    schema::Schemas,
    walk::{Site, Variable, variables},
};
use crate::{
    diagnostic::Code,
    json::{Node, Pointer},
    model::{self, Docs, ParameterLocation, Style, TypeRef},
    name::{Case, Claim, Ident, Rank, Scope, Words, reserved},
};
use indexmap::IndexMap;
use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

/// An operation's parameters.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) required: Vec<model::Parameter>,
    pub(super) optional: Vec<model::Parameter>,
    /// The name of the argument for the body.
    pub(super) body: Option<Ident>,
}

/// A parameter that waits for its name.
struct Candidate<'a> {
    wire: &'a str,
    location: ParameterLocation,
    style: Style,
    reserved: bool,
    required: bool,
    /// Nothing for a variable of the path that the document says nothing of.
    found: Option<Found<'a, Parameter>>,
}

/// What an operation's inner types are named after.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The operation's words.
    pub(super) words: Words,
    /// The resource's file.
    pub(super) file: File,
}

impl<'a> Schemas<'a> {
    /// The parameters of an operation. `body` is what its body's argument should be called, and
    /// whether it is one: the setter of an optional body must not be a method of every call.
    pub(super) fn parameters(
        &mut self,
        site: &Site<'a>,
        owner: &Owner,
        body: Option<(Words, bool)>,
    ) -> Parameters {
        let candidates = self.candidates(site);
        let mut scope = Scope::new(Case::Snake);
        for candidate in &candidates {
            scope.claim(candidate.claim());
        }
        if let Some((words, required)) = &body {
            scope.claim(Claim {
                rank: Rank::Last,
                names: vec![words.clone(), Words::of("body"), Words::of("content")],
                reserved: if *required { &[] } else { reserved::CALL },
                ..Claim::default()
            });
        }
        let further = |at: usize| candidates.get(at).map(Candidate::further_names);
        let mut resolved = scope.resolve_with(further);
        let place = |at: usize| {
            let found = candidates.get(at)?.found.as_ref();
            Some(found.map_or_else(|| site.pointer.clone(), |found| found.pointer.clone()))
        };
        self.finder.collisions(&resolved, "parameter", place);
        let body = body.and_then(|_| resolved.idents.pop());
        let mut parameters = Parameters { body, ..Parameters::default() };
        for (candidate, ident) in candidates.into_iter().zip(resolved.idents) {
            let required = candidate.required;
            let parameter = self.parameter(candidate, ident, owner);
            let list = if required { &mut parameters.required } else { &mut parameters.optional };
            list.push(parameter);
        }
        parameters
    }

    /// The parameters in the order in which callers give them: the path's, then the others.
    fn candidates(&mut self, site: &Site<'a>) -> Vec<Candidate<'a>> {
        let mut declared = self.declared(site);
        let mut candidates = Vec::new();
        for variable in variables(site.path) {
            let Variable { name: wire, reserved } = variable;
            let found = declared.shift_remove(&(ParameterLocation::Path as u8, wire));
            if found.is_none() {
                let message =
                    format!("the path's variable `{wire}` is not described, so it is a string");
                self.finder.degraded(&site.listed, message);
            }
            let reserved = reserved || found.as_ref().is_some_and(|it| self.has_segments(it));
            let style = found.as_ref().map_or(Style::Simple, |found| self.parameter_style(found));
            let location = ParameterLocation::Path;
            let required = true;
            candidates.push(Candidate { wire, location, style, reserved, required, found });
        }
        for ((_, wire), found) in declared {
            let location = location_of(found.item);
            if location == ParameterLocation::Path {
                let message =
                    format!("the path has no variable `{wire}`, so this parameter is left out");
                self.finder.degraded(&found.pointer, message);
                continue;
            }
            let style = self.parameter_style(&found);
            let required = found.item.parameter_data_ref().required;
            let reserved = location == ParameterLocation::Query && self.keeps_reserved(&found);
            let found = Some(found);
            candidates.push(Candidate { wire, location, style, reserved, required, found });
        }
        candidates
    }

    /// What the document says of an operation's parameters, those of the path item included.
    fn declared(&mut self, site: &Site<'a>) -> IndexMap<(u8, &'a str), Found<'a, Parameter>> {
        let mut declared = IndexMap::new();
        let lists = [
            (&site.item.parameters, &site.item_pointer),
            (&site.operation.parameters, &site.pointer),
        ];
        for (list, owner) in lists {
            for (index, parameter) in list.iter().enumerate() {
                let pointer = owner.join("parameters").item(index);
                match self.references.resolve(parameter, pointer.clone()) {
                    Ok(found) => {
                        let name = found.item.parameter_data_ref().name.as_str();
                        let location = location_of(found.item);
                        if location == ParameterLocation::Header
                            && self.is_set_elsewhere(name, &found)
                        {
                            continue;
                        }
                        declared.insert((location as u8, name), found);
                    }
                    Err(reference) => self.finder.dangling(&pointer, reference),
                }
            }
        }
        declared
    }

    /// Whether a header is none that callers give, which is said then.
    fn is_set_elsewhere(&mut self, name: &str, found: &Found<'a, Parameter>) -> bool {
        let left_out = |why: &str| format!("the header parameter `{name}` is left out: {why}");
        let (code, why, help) = match name.to_ascii_lowercase().as_str() {
            "authorization" => {
                // Without a scheme callers have no way to say who they are.
                let schemes = Pointer::of(["components", "securitySchemes"]);
                let schemes = self.finder.node(&schemes).and_then(Node::as_object);
                let is_known = schemes.is_some_and(|schemes| !schemes.is_empty());
                let code = if is_known { Code::HeaderLeftOut } else { Code::Degraded };
                let help = "declare a security scheme with an overlay if none says it";
                (code, "OpenAPI says it with security schemes", help)
            }
            "accept" => (Code::HeaderLeftOut, "the documented media types are asked for", ""),
            "content-type" => (Code::HeaderLeftOut, "the body's media type says it", ""),
            "connection" | "content-length" | "host" | "transfer-encoding" => {
                (Code::HeaderLeftOut, "HTTP itself sets it", "")
            }
            _ => return false,
        };
        self.finder.report(code, &found.pointer, left_out(why), help);
        true
    }

    /// How a parameter's value is written: content that is no JSON is text as it is.
    fn parameter_style(&mut self, found: &Found<'a, Parameter>) -> Style {
        let ParameterSchemaOrContent::Content(content) = &found.item.parameter_data_ref().format
        else {
            return style_of(found.item);
        };
        let Some((name, media)) = content.first() else { return Style::Form };
        let content = self.classify(name, media).whole();
        if content.encoding == Encoding::Json {
            return Style::Json;
        }
        self.check_members(&content, &found.pointer.below(["content", name, "schema"]));
        Style::Form
    }

    fn parameter(
        &mut self,
        candidate: Candidate<'a>,
        ident: Ident,
        owner: &Owner,
    ) -> model::Parameter {
        let Candidate { wire, location, style, reserved, found, .. } = candidate;
        let (ty, deprecated, mut docs) = if let Some(found) = &found {
            let data = found.item.parameter_data_ref();
            let (ty, docs) = self.parameter_value(data, found, owner);
            (ty, data.deprecated.unwrap_or(false), docs)
        } else {
            (TypeRef::String, false, Docs::default())
        };
        if reserved && location == ParameterLocation::Path {
            docs.notes.push("It may have several segments: `/` stays as it is.".to_owned());
        }
        let wire = wire.to_owned();
        let parameter =
            model::Parameter { wire, ident, location, style, reserved, ty, deprecated, docs };
        let configured = found.and_then(|found| {
            Configured::new(found.item.parameter_data_ref(), &found.pointer, &parameter)
        });
        self.configured.extend(configured);
        parameter
    }

    /// A parameter's type and documentation.
    fn parameter_value(
        &mut self,
        data: &'a ParameterData,
        found: &Found<'a, Parameter>,
        owner: &Owner,
    ) -> (TypeRef, Docs) {
        let mut docs = docs::described(data.description.as_deref(), &data.extensions);
        let Some((schema, pointer)) = value_schema(data, &found.pointer) else {
            return (TypeRef::String, docs);
        };
        let (name, file) = match &found.component {
            // Several operations may share it.
            Some(name) => (Words::of(name), File::Named(Words::of("parameters"))),
            None => (owner.words.then(&data.name), owner.file.clone()),
        };
        let place = Place::root(pointer, name, file, Carriage::Json);
        let (ty, _) = without_null(self.type_of(schema, &place));
        let value = docs::of_use(schema);
        docs.description = docs.description.or(value.description);
        docs.notes.splice(0..0, value.notes);
        (ty, docs)
    }
}

impl Candidate<'_> {
    fn claim(&self) -> Claim {
        Claim {
            rank: match self.location {
                ParameterLocation::Path => Rank::Usual,
                _ => Rank::Extra,
            },
            wire: self.wire.to_owned(),
            place: self.location_name().to_owned(),
            names: vec![words(self.wire, self.location)],
            reserved: self.reserved(),
        }
    }

    /// What to call it where others have its name.
    fn further_names(&self) -> Vec<Words> {
        let (words, location) = (words(self.wire, self.location), self.location_name());
        let is_reserved = self.reserved().contains(&Ident::new(&words, Case::Snake).as_str());
        vec![
            words.then(if is_reserved { "value" } else { location }),
            Words::spelled(self.wire).then(location),
        ]
    }

    fn reserved(&self) -> &'static [&'static str] {
        if self.required { &[] } else { reserved::CALL }
    }

    fn location_name(&self) -> &'static str {
        match self.location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
            ParameterLocation::Cookie => "cookie",
        }
    }
}

/// What a parameter is called.
pub(super) fn words(wire: &str, location: ParameterLocation) -> Words {
    match location {
        ParameterLocation::Header => header_words(wire),
        _ => Words::of(wire),
    }
}

/// What a header is called; that it is not a standard one goes without saying.
pub(super) fn header_words(wire: &str) -> Words {
    let plain = wire.strip_prefix("X-").or_else(|| wire.strip_prefix("x-"));
    Words::of(plain.filter(|plain| !plain.is_empty()).unwrap_or(wire))
}

/// The schema of a parameter's value, and where it stands.
pub(super) fn value_schema<'a>(
    data: &'a ParameterData,
    at: &Pointer,
) -> Option<(SchemaRef<'a>, Pointer)> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            Some((SchemaRef::from(schema), at.join("schema")))
        }
        ParameterSchemaOrContent::Content(content) => {
            let (name, media) = content.first()?;
            let schema = SchemaRef::from(media.schema.as_ref()?);
            Some((schema, at.below(["content", name, "schema"])))
        }
    }
}

fn location_of(parameter: &Parameter) -> ParameterLocation {
    match parameter {
        Parameter::Query { .. } => ParameterLocation::Query,
        Parameter::Header { .. } => ParameterLocation::Header,
        Parameter::Path { .. } => ParameterLocation::Path,
        Parameter::Cookie { .. } => ParameterLocation::Cookie,
    }
}

/// The style that a parameter with a schema is written in.
fn style_of(parameter: &Parameter) -> Style {
    let explode = parameter.parameter_data_ref().explode;
    match parameter {
        Parameter::Query { style, .. } => match (style, explode) {
            (QueryStyle::DeepObject, _) => Style::DeepObject,
            (QueryStyle::Form, None) | (_, Some(true)) => Style::FormExplode,
            (QueryStyle::Form, Some(false)) => Style::Form,
            (QueryStyle::SpaceDelimited, _) => Style::SpaceDelimited,
            (QueryStyle::PipeDelimited, _) => Style::PipeDelimited,
        },
        Parameter::Cookie { .. } if explode == Some(false) => Style::Form,
        Parameter::Cookie { .. } => Style::FormExplode,
        Parameter::Header { .. } if explode == Some(true) => Style::SimpleExplode,
        Parameter::Header { .. } => Style::Simple,
        Parameter::Path { style, .. } => match (style, explode.unwrap_or(false)) {
            (PathStyle::Simple, false) => Style::Simple,
            (PathStyle::Simple, true) => Style::SimpleExplode,
            (PathStyle::Label, false) => Style::Label,
            (PathStyle::Label, true) => Style::LabelExplode,
            (PathStyle::Matrix, false) => Style::Matrix,
            (PathStyle::Matrix, true) => Style::MatrixExplode,
        },
    }
}
