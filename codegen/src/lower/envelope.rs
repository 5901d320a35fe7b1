//! Envelopes: answers that hold what was asked for beside whether it went well.

use super::{extension, finding::Finder};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{Envelope, Output, Payload, Resource, Shape, Struct, TypeDef, TypeId, TypeRef},
};
use openapiv3::OpenAPI;
use std::collections::BTreeSet;

/// Finds the envelopes that `x-envelope` describes among what successes carry.
pub(super) fn mark(
    openapi: &OpenAPI,
    types: &mut [TypeDef],
    resources: &[Resource],
    finder: &mut Finder<'_>,
) {
    let at = Pointer::root().join("x-envelope");
    let rule = match extension::envelope(&openapi.extensions) {
        Ok(Some(rule)) => rule,
        Ok(None) => return,
        Err(message) => {
            let help = "beside `paths` it is an object with `value` and `success`, the names of two members";
            finder.report(Code::InvalidExtension, &at, message, help);
            return;
        }
    };
    let mut is_used = false;
    for id in answers(types, resources) {
        let Some(TypeDef { shape: Shape::Struct(shape), origin, .. }) = types.get_mut(id.0) else {
            continue;
        };
        let Some(envelope) = envelope(shape, &rule) else { continue };
        if is_truth_value(shape, envelope.success) {
            shape.envelope = Some(envelope);
            is_used = true;
        } else {
            let message = format!(
                "`{}` is no boolean here, so that this is no envelope as `x-envelope` says",
                rule.success
            );
            finder.degraded(&origin.pointer, message);
        }
    }
    if !is_used {
        let message = format!(
            "no success answers an object with both `{}` and `{}`",
            rule.value, rule.success
        );
        let help = "correct the names, or delete the extension";
        finder.report(Code::UnusedExtension, &at, message, help);
    }
}

/// The types that successes carry as JSON, without the names that only stand for others.
fn answers(types: &[TypeDef], resources: &[Resource]) -> BTreeSet<TypeId> {
    let outputs = resources.iter().flat_map(|it| &it.operations).map(|it| &it.output);
    let payloads = outputs.flat_map(Output::payloads);
    let json = payloads.filter_map(|payload| match payload {
        Payload::Json { ty, .. } => Some(ty),
        _ => None,
    });
    json.filter_map(|ty| meant(types, ty)).collect()
}

/// The type that a name stands for.
fn meant(types: &[TypeDef], ty: &TypeRef) -> Option<TypeId> {
    match ty.meant(|id| Some(&types.get(id.0)?.shape))? {
        TypeRef::Named(id) => Some(*id),
        _ => None,
    }
}

fn envelope(shape: &Struct, rule: &extension::Envelope) -> Option<Envelope> {
    let position = |wire: &String| shape.fields.iter().position(|field| field.wire == *wire);
    Some(Envelope { value: position(&rule.value)?, success: position(&rule.success)? })
}

fn is_truth_value(shape: &Struct, field: usize) -> bool {
    let ty = shape.fields.get(field).map(|field| &field.ty);
    match ty {
        Some(TypeRef::Nullable(inner)) => **inner == TypeRef::Bool,
        ty => ty == Some(&TypeRef::Bool),
    }
}
