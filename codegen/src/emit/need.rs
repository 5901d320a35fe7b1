//! What APIs need of the runtime, beyond what all of them do.

use super::server;
use crate::model::{Api, Operation, Payload, Shape, TypeRef};
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
    /// JSON texts one behind the other.
    Lines,
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
        api.operations().for_each(|operation| of_operation(operation, &mut needs));
    }
    needs
}

fn of_shape(shape: &Shape, needs: &mut BTreeSet<Need>) {
    needs.extend(match shape {
        Shape::Struct(object) => object.envelope.map(|_| Need::Envelopes),
        Shape::StringEnum(_) | Shape::IntegerEnum(_) => Some(Need::Enumerations),
        Shape::Union(_) => Some(Need::Unions),
        Shape::Alias(_) | Shape::Newtype(_) => None,
    });
    shape.types().for_each(|ty| of_type(ty, needs));
}

fn of_operation(operation: &Operation, needs: &mut BTreeSet<Need>) {
    needs.extend(operation.paging.iter().map(|_| Need::Paging));
    needs.extend(operation.headers.first().map(|_| Need::Headers));
    needs.extend(operation.questions().filter_map(of_question));
    needs.extend(operation.answers().filter_map(of_answer));
    operation.sent().chain(operation.received()).for_each(|ty| of_type(ty, needs));
}

fn of_question(payload: &Payload) -> Option<Need> {
    match payload {
        Payload::Form { .. } => Some(Need::Forms),
        Payload::Multipart { .. } => Some(Need::Files),
        Payload::Json { .. }
        | Payload::Text(_)
        | Payload::Binary(_)
        | Payload::Events(_)
        | Payload::Lines { .. } => None,
    }
}

fn of_answer(payload: &Payload) -> Option<Need> {
    match payload {
        Payload::Events(_) => Some(Need::Events),
        Payload::Lines { .. } => Some(Need::Lines),
        _ => None,
    }
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
