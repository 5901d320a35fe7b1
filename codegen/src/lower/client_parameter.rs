//! Parameters that callers set once for all calls: those with `x-env`.

use super::{extension, finding::Finder, parameter::words};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{ClientParameter, Parameter, ParameterLocation, Style, TypeRef},
    name::{Case, Claim, Scope, reserved},
};
use openapiv3::ParameterData;

/// A parameter with `x-env`, where an operation has it.
#[derive(Debug)]
pub(super) struct Configured {
    pointer: Pointer,
    env: String,
    required: bool,
    parameter: Parameter,
}

impl Configured {
    /// An operation's parameter, if a variable is named beside it.
    pub(super) fn new(
        data: &ParameterData,
        pointer: &Pointer,
        parameter: &Parameter,
    ) -> Option<Self> {
        let env = extension::texts(&data.extensions, "x-env").into_iter().next()?;
        let (pointer, required) = (pointer.clone(), data.required);
        Some(Self { pointer, env, required, parameter: parameter.clone() })
    }

    /// Why it cannot be set for all calls.
    fn obstacle(&self) -> Option<&'static str> {
        use ParameterLocation::{Header, Query};
        let Parameter { location, style, ty, .. } = &self.parameter;
        if !matches!(location, Header | Query) {
            Some("it is neither in a header nor in the query")
        } else if self.required {
            Some("it is required, so that each call sets it")
        } else if !is_plain(ty) || *style == Style::Json {
            Some("it is neither text nor a number nor a truth value")
        } else {
            None
        }
    }

    /// Whether it is the same parameter.
    fn is_called_as(&self, other: &Self) -> bool {
        (&self.parameter.wire, self.parameter.location)
            == (&other.parameter.wire, other.parameter.location)
    }

    fn is_same(&self, other: &Self) -> bool {
        self.env == other.env && self.parameter.ty == other.parameter.ty
    }
}

fn is_plain(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Bool | TypeRef::String) || ty.is_number()
}

/// Each parameter once, in the order of the document.
pub(super) fn client_parameters(
    found: Vec<Configured>,
    finder: &mut Finder<'_>,
) -> Vec<ClientParameter> {
    let mut distinct: Vec<Configured> = Vec::new();
    for one in found {
        let name = &one.parameter.wire;
        if let Some(obstacle) = one.obstacle() {
            let message = format!("`x-env` cannot set `{name}` for all calls: {obstacle}");
            finder.report(Code::InvalidExtension, &one.pointer, message, "remove the `x-env`");
            continue;
        }
        match distinct.iter().find(|other| other.is_called_as(&one)) {
            None => distinct.push(one),
            Some(other) if other.is_same(&one) => {}
            Some(_) => {
                let message =
                    format!("`{name}` has another type or `x-env` here than in operations above");
                let help = "make them equal with an overlay, or leave `x-env` out here";
                finder.report(Code::InvalidExtension, &one.pointer, message, help);
            }
        }
    }
    named(distinct)
}

/// Names them as methods of the client's builder.
fn named(found: Vec<Configured>) -> Vec<ClientParameter> {
    let mut scope = Scope::new(Case::Snake);
    for Configured { parameter: Parameter { wire, location, .. }, .. } in &found {
        let words = words(wire, *location);
        let place = if *location == ParameterLocation::Header { "header" } else { "query" };
        scope.claim(Claim {
            wire: wire.clone(),
            place: place.to_owned(),
            names: vec![words.clone(), words.then(place)],
            reserved: reserved::BUILDER,
            ..Claim::default()
        });
    }
    let idents = scope.resolve().idents;
    let named = found.into_iter().zip(idents).map(|(Configured { env, parameter, .. }, ident)| {
        ClientParameter { parameter: Parameter { ident, ..parameter }, env }
    });
    named.collect()
}
