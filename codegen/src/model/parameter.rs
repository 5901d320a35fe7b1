//! What a caller puts into a request beside its body.

use super::{Docs, TypeRef};
use crate::name::Ident;

/// A value that is put into the request's path, query, headers or cookies.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire: String,
    /// The argument's or setter's name.
    pub ident: Ident,
    /// Where it goes.
    pub location: ParameterLocation,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether the value keeps the characters that have a meaning in URLs.
    pub reserved: bool,
    /// Its type.
    pub ty: TypeRef,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// What the specification says of it.
    pub docs: Docs,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// Into the path template.
    Path,
    /// Behind the `?`.
    Query,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
}

/// How lists and objects are written (OpenAPI 3.0.4, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in paths and headers.
    Simple,
    /// `a=1&a=2`: `form`, exploded.
    FormExplode,
    /// `a=1,2`.
    Form,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[b]=1`.
    DeepObject,
    /// `.a.b` in paths.
    Label,
    /// `.a.b` in paths, exploded: objects are `.k=v.l=w`.
    LabelExplode,
    /// `;a=1,2` in paths.
    Matrix,
    /// `;a=1;a=2` in paths.
    MatrixExplode,
    /// `k=v,l=w` in paths and headers.
    SimpleExplode,
    /// JSON text: a parameter with `content`.
    Json,
}
