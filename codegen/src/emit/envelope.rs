//! Envelopes: answers that hold what was asked for beside whether it went well.

use super::{
    scope::{Feature, Model, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Field, Presence, Shape, Struct, TypeDef, TypeRef};

/// The fields of an envelope.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    /// The field that holds what was asked for.
    pub value: &'a Field,
    /// The truth value that says whether it went well.
    pub success: &'a Field,
}

/// The fields of a struct that is an envelope.
pub(super) fn fields(shape: &Struct) -> Option<Fields<'_>> {
    let envelope = shape.envelope?;
    let field = |index| shape.fields.get(index);
    Some(Fields { value: field(envelope.value)?, success: field(envelope.success)? })
}

/// The fields of a type that is an envelope, or another name for one.
pub(super) fn of<'a>(ty: &TypeRef, model: &Model<'a>) -> Option<Fields<'a>> {
    let TypeRef::Named(id) = model.meant(ty)? else { return None };
    match &model.get(*id)?.shape {
        Shape::Struct(shape) => fields(shape),
        _ => None,
    }
}

/// `impl Envelope`.
pub(super) fn emit(
    definition: &TypeDef,
    Fields { value, success }: Fields<'_>,
    scope: &mut Scope<'_>,
) -> Tokens {
    scope.with(Feature::Client, |scope| {
        let cfg = Feature::Client.cfg();
        let (envelope, name) = (scope.runtime("Envelope"), ident(&definition.ident));
        let (ty, wire, success_wire) = (scope.ty(&value.ty), &value.wire, &success.wire);
        let (is_success, opened) = (is_success(success), opened(value));
        quote! {
            #cfg
            impl #envelope for #name {
                type Value = #ty;
                const VALUE: &'static str = #wire;
                const SUCCESS: &'static str = #success_wire;

                fn is_success(&self) -> bool {
                    #is_success
                }

                fn open(self) -> Option<Self::Value> {
                    #opened
                }
            }
        }
    })
}

fn is_success(field: &Field) -> Tokens {
    let name = ident(&field.ident);
    match (field.presence, &field.ty) {
        (Presence::Required, TypeRef::Nullable(_)) => quote!(self.#name == Some(true)),
        (Presence::Required, _) => quote!(self.#name),
        (Presence::Optional, TypeRef::Nullable(_)) => quote!(self.#name == Some(Some(true))),
        (Presence::Optional, _) => quote!(self.#name == Some(true)),
    }
}

/// A value that may be `null` may be left out as well.
fn opened(field: &Field) -> Tokens {
    let name = ident(&field.ident);
    match (field.presence, &field.ty) {
        (Presence::Required, _) => quote!(Some(self.#name)),
        (Presence::Optional, TypeRef::Nullable(_)) => quote!(Some(self.#name.flatten())),
        (Presence::Optional, _) => quote!(self.#name),
    }
}
