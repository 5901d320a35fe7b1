//! Leading what refers to one type to another.

use super::{Body, Operation, Output, OutputVariant, Payload, Shape, TypeId, TypeRef};

impl TypeRef {
    /// Replaces each type that is named here.
    pub fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        if let Self::Named(id) = self {
            *id = to(*id);
        }
        if let Some(inner) = self.inner_mut() {
            inner.redirect(to);
        }
    }
}

impl Shape {
    /// Replaces each type that is named here.
    pub fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        match self {
            Self::Struct(object) => {
                object.fields.iter_mut().for_each(|field| field.ty.redirect(to));
                object.rest.iter_mut().for_each(|(_, ty)| ty.redirect(to));
            }
            Self::Union(union) => {
                union.variants.iter_mut().for_each(|variant| variant.ty.redirect(to));
            }
            Self::Alias(ty) | Self::Newtype(ty) => ty.redirect(to),
            Self::StringEnum(_) | Self::IntegerEnum(_) => {}
        }
    }
}

impl Operation {
    /// Replaces each type that is named here.
    pub fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        let parameters = self.required.iter_mut().chain(&mut self.optional);
        parameters.for_each(|parameter| parameter.ty.redirect(to));
        self.headers.iter_mut().for_each(|header| header.ty.redirect(to));
        self.body.iter_mut().for_each(|body| body.redirect(to));
        self.output.redirect(to);
        self.events.iter_mut().for_each(|payload| payload.redirect(to));
        self.errors.iter_mut().for_each(|variant| variant.redirect(to));
        self.paging.iter_mut().for_each(|paging| paging.item.redirect(to));
    }
}

impl Body {
    fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        self.payload.redirect(to);
        let variants = self.choice.iter_mut().flat_map(|choice| &mut choice.variants);
        variants.for_each(|variant| variant.payload.redirect(to));
    }
}

impl Output {
    fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        match self {
            Self::Empty => {}
            Self::One(payload) | Self::Optional(payload) => payload.redirect(to),
            Self::Several { variants, .. } => {
                for variant in variants {
                    variant.redirect(to);
                }
            }
        }
    }
}

impl OutputVariant {
    fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        self.payload.iter_mut().for_each(|payload| payload.redirect(to));
    }
}

impl Payload {
    fn redirect(&mut self, to: &impl Fn(TypeId) -> TypeId) {
        match self {
            Self::Json { ty, .. }
            | Self::Form { ty, .. }
            | Self::Multipart { ty, .. }
            | Self::Lines { ty, .. } => ty.redirect(to),
            Self::Events(ty) => ty.iter_mut().for_each(|ty| ty.redirect(to)),
            Self::Text(_) | Self::Binary(_) => {}
        }
    }
}
