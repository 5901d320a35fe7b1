//! What APIs need of the runtime, beyond what all of them do.

use super::server;
use crate::model::{Api, Body, Operation, Output, Payload, Shape, TypeRef};
use std::collections::BTreeSet;

/// What only some APIs need of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Enumerations, of strings or integers.
    Enumerations,
    /// Answers that say beside what was asked for whether it went well.
    Envelopes,
    /// Server-sent events.
    Events,
    /// Files, and the multipart bodies that carry them.
    Files,
    /// Bodies that are forms.
    Forms,
    /// Headers of responses, as their methods.
    Headers,
    /// Values that may also be the empty text.
    OrEmpty,
    /// Answers that come in pages.
    Paging,
    /// Servers whose URL has variables.
    ServerVariables,
    /// Values of one of several types.
    Unions,
    /// Requests that are answered before they are done.
    Waiting,
}

/// What some APIs need between them.
pub(super) fn of(apis: &[Api]) -> BTreeSet<Need> {
    let mut needs = BTreeSet::new();
    for api in apis {
        needs.extend(api.wait.iter().map(|_| Need::Waiting));
        needs.extend(server::has_variables(api).then_some(Need::ServerVariables));
        for definition in &api.types {
            of_shape(&definition.shape, &mut needs);
        }
        for operation in api.resources.iter().flat_map(|resource| &resource.operations) {
            of_operation(operation, &mut needs);
        }
    }
    needs
}

fn of_shape(shape: &Shape, needs: &mut BTreeSet<Need>) {
    match shape {
        Shape::Struct(object) => {
            needs.extend(object.envelope.map(|_| Need::Envelopes));
            object.fields.iter().for_each(|field| of_type(&field.ty, needs));
            object.rest.iter().for_each(|(_, ty)| of_type(ty, needs));
        }
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => {
            needs.insert(Need::Enumerations);
        }
        Shape::Union(union) => {
            needs.insert(Need::Unions);
            union.variants.iter().for_each(|variant| of_type(&variant.ty, needs));
        }
        Shape::Alias(ty) | Shape::Newtype(ty) => of_type(ty, needs),
    }
}

fn of_operation(operation: &Operation, needs: &mut BTreeSet<Need>) {
    needs.extend(operation.paging.iter().map(|_| Need::Paging));
    needs.extend(operation.headers.first().map(|_| Need::Headers));
    for payload in operation.body.iter().flat_map(Body::payloads) {
        needs.extend(of_body(payload));
    }
    needs.extend(answers(operation).filter_map(of_answer));
    let parameters = operation.required.iter().chain(&operation.optional).map(|it| &it.ty);
    let headers = operation.headers.iter().map(|header| &header.ty);
    let bodies = operation.body.iter().flat_map(Body::payloads).chain(answers(operation));
    let types = parameters.chain(headers).chain(bodies.filter_map(Payload::ty));
    types.for_each(|ty| of_type(ty, needs));
}

/// What responses carry.
fn answers(operation: &Operation) -> impl Iterator<Item = &Payload> {
    let (one, several) = match &operation.output {
        Output::Empty => (None, [].as_slice()),
        Output::One(payload) => (Some(payload), [].as_slice()),
        Output::Several { variants, .. } => (None, variants.as_slice()),
    };
    let variants = several.iter().chain(&operation.errors);
    let payloads = variants.filter_map(|variant| variant.payload.as_ref());
    one.into_iter().chain(&operation.events).chain(payloads)
}

fn of_body(payload: &Payload) -> Option<Need> {
    match payload {
        Payload::Form { .. } => Some(Need::Forms),
        Payload::Multipart { .. } => Some(Need::Files),
        Payload::Json { .. } | Payload::Text(_) | Payload::Binary(_) | Payload::Events(_) => None,
    }
}

fn of_answer(payload: &Payload) -> Option<Need> {
    matches!(payload, Payload::Events(_)).then_some(Need::Events)
}

fn of_type(ty: &TypeRef, needs: &mut BTreeSet<Need>) {
    let mut next = Some(ty);
    while let Some(ty) = next {
        needs.extend(match ty {
            TypeRef::Bytes => Some(Need::Files),
            TypeRef::OrEmpty(_) => Some(Need::OrEmpty),
            _ => None,
        });
        next = ty.inner();
    }
}
