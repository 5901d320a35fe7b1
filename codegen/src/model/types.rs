//! The types of a generated crate.

use super::{Docs, Origin};
use crate::name::Ident;

/// Names one type of an [`Api`](super::Api): an index into its `types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// One named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name.
    pub ident: Ident,
    /// The file that holds it, a module of `models`. Types written inside another schema share
    /// that schema's file.
    pub file: Ident,
    /// What the specification says of it.
    pub docs: Docs,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// Which way it travels.
    pub direction: Direction,
    /// What it is.
    pub shape: Shape,
    /// Where it comes from.
    pub origin: Origin,
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In requests only: it has a constructor, setters and `Serialize`.
    Sent,
    /// In responses only: it has `Deserialize`.
    Received,
    /// In both.
    Both,
    /// In neither: the document defines it and no operation uses it.
    Unused,
}

impl Direction {
    /// Whether requests carry it.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// Whether responses carry it.
    pub fn is_received(self) -> bool {
        matches!(self, Self::Received | Self::Both)
    }
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// An object with known members.
    Struct(Struct),
    /// A string out of a list that may grow.
    StringEnum(Vec<EnumVariant>),
    /// An integer out of a list that may grow.
    IntegerEnum(Vec<IntegerVariant>),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
    /// A type of its own around another, where an alias would contain itself.
    Newtype(TypeRef),
}

impl Shape {
    /// The types that it holds, that of all other members among them.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        let (object, union, other) = match self {
            Self::Struct(object) => (Some(object), None, None),
            Self::Union(union) => (None, Some(union), None),
            Self::Alias(ty) | Self::Newtype(ty) => (None, None, Some(ty)),
            Self::StringEnum(_) | Self::IntegerEnum(_) => (None, None, None),
        };
        let fields = object.into_iter().flat_map(|object| &object.fields).map(|field| &field.ty);
        let rest = object.and_then(|object| object.rest.as_ref()).map(|(_, ty)| ty);
        let variants = union.into_iter().flat_map(|union| &union.variants);
        fields.chain(rest).chain(variants.map(|variant| &variant.ty)).chain(other)
    }

    /// Whether it is a value out of a list.
    pub fn is_enumeration(&self) -> bool {
        matches!(self, Self::StringEnum(_) | Self::IntegerEnum(_))
    }
}

/// An object with known members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Struct {
    /// The known members.
    pub fields: Vec<Field>,
    /// The type of all other members, where the specification allows them and says so, and the
    /// name of the field that keeps them.
    pub rest: Option<(Ident, TypeRef)>,
    /// Where an answer of this type holds what was asked for, if it is an envelope around it.
    pub envelope: Option<Envelope>,
}

/// The fields of an envelope, as indices into a struct's `fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Envelope {
    /// The field that holds what was asked for.
    pub value: usize,
    /// The truth value that says whether it went well.
    pub success: usize,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The member's name in JSON.
    pub wire: String,
    /// Other names that servers are known to use; understood, never sent.
    pub aliases: Vec<String>,
    /// The field's name.
    pub ident: Ident,
    /// The member's type; [`TypeRef::Nullable`] where `null` is a value of its own.
    pub ty: TypeRef,
    /// Whether the member may be absent.
    pub presence: Presence,
    /// Who may set the member.
    pub access: Access,
    /// Whether the specification advises against it.
    pub deprecated: bool,
    /// What the specification says of it.
    pub docs: Docs,
}

/// Whether a member may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// It is always there: an argument of the constructor.
    Required,
    /// It may be absent: an `Option` with a setter.
    Optional,
}

/// Who may set a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Anyone.
    ReadWrite,
    /// The server alone: a request never carries it.
    ReadOnly,
    /// The caller alone: a response never carries it.
    WriteOnly,
}

/// A known value of a string enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumVariant {
    /// The variant's name.
    pub ident: Ident,
    /// The string in JSON.
    pub value: String,
    /// What the specification says of it.
    pub docs: Docs,
}

/// A known value of an integer enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IntegerVariant {
    /// The variant's name.
    pub ident: Ident,
    /// The number in JSON.
    pub value: i64,
    /// What the specification says of it.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The member that tells the variants apart; without it the first variant that decodes wins.
    pub tag: Option<Tag>,
    /// The variants, in the order in which they are tried.
    pub variants: Vec<UnionVariant>,
}

/// A member that tells a union's variants apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The member's name in JSON.
    pub wire: String,
    /// Whether a value without it may still be told by its other members. It is sent all the same:
    /// the specification means it to be there.
    pub may_be_absent: bool,
}

/// One type of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnionVariant {
    /// The variant's name.
    pub ident: Ident,
    /// What it holds.
    pub ty: TypeRef,
    /// The tag's values that mean this variant; empty in a union without a tag.
    pub tags: Vec<TagValue>,
    /// The tag's value that is sent where a value of the variant has none.
    pub implied: Option<TagValue>,
    /// What the specification says of it.
    pub docs: Docs,
}

/// A value of a tag.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TagValue {
    /// A string, the usual form.
    String(String),
    /// An integer.
    Integer(i64),
    /// A truth value.
    Bool(bool),
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// `bool`.
    Bool,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// `f32`.
    F32,
    /// `f64`.
    F64,
    /// `String`.
    String,
    /// A string that is never printed.
    Secret,
    /// A moment: RFC 3339 text, kept as it came.
    DateTime,
    /// A day: `2024-03-01`, kept as it came.
    Date,
    /// Bytes, base64 in JSON.
    Base64,
    /// Raw bytes, outside JSON: a file, a binary body.
    Bytes,
    /// Any JSON value.
    Json,
    /// `Vec<T>`.
    List(Box<Self>),
    /// `BTreeMap<String, T>`.
    Map(Box<Self>),
    /// `Option<T>` for a value that may be `null`.
    Nullable(Box<Self>),
    /// `Box<T>`, where a type would otherwise contain itself.
    Boxed(Box<Self>),
    /// `OrEmpty<T>`: a value or `""`, which some APIs take for "clear it".
    OrEmpty(Box<Self>),
    /// A type of the model.
    Named(TypeId),
}

impl TypeRef {
    /// The type that another type is put around.
    pub fn inner(&self) -> Option<&Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner)
            | Self::OrEmpty(inner) => Some(inner),
            _ => None,
        }
    }

    /// The same, to change it.
    pub fn inner_mut(&mut self) -> Option<&mut Self> {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner)
            | Self::OrEmpty(inner) => Some(inner),
            _ => None,
        }
    }

    /// The innermost type, that of the items of a list of lists.
    pub fn innermost(&self) -> &Self {
        let mut ty = self;
        while let Some(inner) = ty.inner() {
            ty = inner;
        }
        ty
    }

    /// Goes from a type to the next as long as there is one; nothing where it goes on for 64 steps,
    /// as in a circle. To callers that is a type of which nothing is known.
    pub fn follow<'t>(&'t self, next: impl Fn(&'t Self) -> Option<&'t Self>) -> Option<&'t Self> {
        // The aliases of a finished model have an end; its newtypes need not, nor what is being
        // lowered. Real documents need two or three steps: an alias of an alias is written by hand,
        // and seldom.
        const DEEPEST: usize = 64;
        let mut ty = self;
        for _ in 0..DEEPEST {
            match next(ty) {
                Some(other) => ty = other,
                None => return Some(ty),
            }
        }
        None
    }

    /// The type that is meant by one that is a box, or only another name; nothing where that has no
    /// end.
    pub fn meant<'t>(&'t self, shape: impl Fn(TypeId) -> Option<&'t Shape>) -> Option<&'t Self> {
        self.follow(|ty| match ty {
            Self::Boxed(inner) => Some(inner),
            Self::Named(id) => match shape(*id)? {
                Shape::Alias(other) => Some(other),
                _ => None,
            },
            _ => None,
        })
    }

    /// Whether values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U32 | Self::U64 | Self::F32 | Self::F64)
    }

    /// Whether any text is a value, the empty one among them.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::Secret | Self::DateTime | Self::Date | Self::Base64)
    }
}
