//! One view of a schema, whichever form `openapiv3` gave it.
//!
//! `openapiv3` sorts schemas into kinds and keeps all that fits none in one more kind. What a
//! schema means does not depend on that, so everything else here reads [`Facts`].

mod literal;
mod range;

pub(super) use literal::Literal;
pub(super) use range::{Limits, Range};

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerFormat, IntegerType,
    NumberFormat, NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};
use std::sync::LazyLock;

/// A schema where it is used: written there, or referred to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum SchemaRef<'a> {
    /// The text of the reference.
    Reference(&'a str),
    /// The schema itself.
    Inline(&'a Schema),
}

impl<'a> From<&'a ReferenceOr<Schema>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'a> From<&'a ReferenceOr<Box<Schema>>> for SchemaRef<'a> {
    fn from(schema: &'a ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

/// What `type` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
    Null,
    /// A word that OpenAPI does not have.
    Unknown,
}

/// The properties of an object.
pub(super) type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// All that a schema says.
#[derive(Clone, Debug)]
pub(super) struct Facts<'a> {
    pub(super) data: &'a SchemaData,
    pub(super) kind: Option<Kind>,
    pub(super) format: Option<&'a str>,
    pub(super) pattern: Option<&'a str>,
    pub(super) length: Limits<usize>,
    pub(super) range: Range,
    pub(super) count: Limits<usize>,
    pub(super) unique_items: bool,
    pub(super) literals: Vec<Literal<'a>>,
    pub(super) properties: Option<&'a Properties>,
    pub(super) required: &'a [String],
    pub(super) additional: Option<&'a AdditionalProperties>,
    pub(super) items: Option<SchemaRef<'a>>,
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    pub(super) not: bool,
}

impl<'a> Facts<'a> {
    /// What a schema says.
    pub(super) fn of(schema: &'a Schema) -> Self {
        let facts = Self::nothing(&schema.schema_data);
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(string)) => facts.string(string),
            SchemaKind::Type(Type::Number(number)) => facts.number(number),
            SchemaKind::Type(Type::Integer(integer)) => facts.integer(integer),
            SchemaKind::Type(Type::Boolean(boolean)) => facts.boolean(boolean),
            SchemaKind::Type(Type::Object(object)) => facts.object(object),
            SchemaKind::Type(Type::Array(array)) => facts.array(array),
            SchemaKind::OneOf { one_of } => Self { one_of, ..facts },
            SchemaKind::AnyOf { any_of } => Self { any_of, ..facts },
            SchemaKind::AllOf { all_of } => Self { all_of, ..facts },
            SchemaKind::Not { .. } => Self { not: true, ..facts },
            SchemaKind::Any(any) => facts.any(any),
        }
    }

    fn nothing(data: &'a SchemaData) -> Self {
        Self {
            data,
            kind: None,
            format: None,
            pattern: None,
            length: Limits::default(),
            range: Range::default(),
            count: Limits::default(),
            unique_items: false,
            literals: Vec::new(),
            properties: None,
            required: &[],
            additional: None,
            items: None,
            one_of: &[],
            any_of: &[],
            all_of: &[],
            not: false,
        }
    }

    fn string(self, string: &'a StringType) -> Self {
        let literals = string.enumeration.iter();
        Self {
            kind: Some(Kind::String),
            format: format_name(&string.format),
            pattern: string.pattern.as_deref(),
            length: Limits { least: string.min_length, most: string.max_length },
            literals: literals
                .map(|it| it.as_deref().map_or(Literal::Null, Literal::String))
                .collect(),
            ..self
        }
    }

    fn number(self, number: &'a NumberType) -> Self {
        let literals = number.enumeration.iter();
        Self {
            kind: Some(Kind::Number),
            format: format_name(&number.format),
            range: Range::between(
                (number.minimum, number.exclusive_minimum),
                (number.maximum, number.exclusive_maximum),
                number.multiple_of,
            ),
            literals: literals.map(|it| it.map_or(Literal::Null, Literal::number)).collect(),
            ..self
        }
    }

    fn integer(self, integer: &'a IntegerType) -> Self {
        let literals = integer.enumeration.iter();
        Self {
            kind: Some(Kind::Integer),
            format: format_name(&integer.format),
            range: Range::between(
                (integer.minimum, integer.exclusive_minimum),
                (integer.maximum, integer.exclusive_maximum),
                integer.multiple_of,
            ),
            literals: literals.map(|it| it.map_or(Literal::Null, Literal::Integer)).collect(),
            ..self
        }
    }

    fn boolean(self, boolean: &'a BooleanType) -> Self {
        let literals = boolean.enumeration.iter();
        Self {
            kind: Some(Kind::Boolean),
            literals: literals.map(|it| it.map_or(Literal::Null, Literal::Bool)).collect(),
            ..self
        }
    }

    fn object(self, object: &'a ObjectType) -> Self {
        Self {
            kind: Some(Kind::Object),
            properties: (!object.properties.is_empty()).then_some(&object.properties),
            required: &object.required,
            additional: object.additional_properties.as_ref(),
            ..self
        }
    }

    fn array(self, array: &'a ArrayType) -> Self {
        Self {
            kind: Some(Kind::Array),
            items: array.items.as_ref().map(SchemaRef::from),
            count: Limits { least: array.min_items, most: array.max_items },
            unique_items: array.unique_items,
            ..self
        }
    }

    fn any(self, any: &'a AnySchema) -> Self {
        Self {
            kind: any.typ.as_deref().map(kind_name),
            format: any.format.as_deref(),
            pattern: any.pattern.as_deref(),
            length: Limits { least: any.min_length, most: any.max_length },
            range: Range::between(
                (any.minimum, any.exclusive_minimum.unwrap_or(false)),
                (any.maximum, any.exclusive_maximum.unwrap_or(false)),
                any.multiple_of,
            ),
            count: Limits { least: any.min_items, most: any.max_items },
            unique_items: any.unique_items.unwrap_or(false),
            literals: any.enumeration.iter().map(Literal::of).collect(),
            properties: (!any.properties.is_empty()).then_some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref().map(SchemaRef::from),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            not: any.not.is_some(),
            ..self
        }
    }

    /// What `type` says, or what the other keywords only make sense for.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.kind.or_else(|| {
            if self.properties.is_some() || self.additional.is_some() {
                Some(Kind::Object)
            } else if self.items.is_some() {
                Some(Kind::Array)
            } else if self.format.is_some() || self.pattern.is_some() || self.length.most.is_some()
            {
                Some(Kind::String)
            } else {
                None
            }
        })
    }

    /// Whether nothing is written inside the schema that could become a type of its own.
    pub(super) fn is_leaf(&self) -> bool {
        self.literals.is_empty()
            && self.properties.is_none()
            && self.additional.is_none()
            && self.items.is_none()
            && self.is_plain()
    }

    /// Whether the only value is `{}`.
    pub(super) fn is_empty_object(&self) -> bool {
        self.kind == Some(Kind::Object)
            && !self.data.nullable
            && self.is_plain()
            && self.literals.is_empty()
            && self.properties.is_none()
            && matches!(self.additional, Some(AdditionalProperties::Any(false)))
    }

    /// The title, where it is a name and not a sentence.
    pub(super) fn short_title(&self) -> Option<&'a str> {
        self.data.title.as_deref().filter(|title| title.len() <= 60)
    }

    /// Whether the schema is not composed of others.
    pub(super) fn is_plain(&self) -> bool {
        self.one_of.is_empty() && self.any_of.is_empty() && self.all_of.is_empty()
    }

    /// Whether the schema says anything about the value's form, and not only about its meaning.
    pub(super) fn is_substantive(&self) -> bool {
        self.kind.is_some_and(|kind| kind != Kind::Object)
            || !self.is_leaf()
            || self.format.is_some()
    }

    /// Whether `null` is the only value.
    pub(super) fn is_null(&self) -> bool {
        self.kind == Some(Kind::Null)
            || (!self.literals.is_empty()
                && self.literals.iter().all(|literal| *literal == Literal::Null))
    }

    /// The strings of the `enum`, when it has nothing else but perhaps `null`.
    pub(super) fn strings(&self) -> Option<Vec<&'a str>> {
        let strings: Option<Vec<_>> = self
            .literals
            .iter()
            .filter(|literal| **literal != Literal::Null)
            .map(|literal| match literal {
                Literal::String(text) => Some(*text),
                _ => None,
            })
            .collect();
        strings.filter(|strings| !strings.is_empty())
    }
}

fn kind_name(name: &str) -> Kind {
    match name {
        "string" => Kind::String,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "boolean" => Kind::Boolean,
        "object" => Kind::Object,
        "array" => Kind::Array,
        "null" => Kind::Null,
        _ => Kind::Unknown,
    }
}

/// A format that `openapiv3` knows.
trait Format {
    /// Its name in OpenAPI.
    fn name(&self) -> &'static str;
}

impl Format for StringFormat {
    fn name(&self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Password => "password",
            Self::Byte => "byte",
            Self::Binary => "binary",
        }
    }
}

impl Format for NumberFormat {
    fn name(&self) -> &'static str {
        match self {
            Self::Float => "float",
            Self::Double => "double",
        }
    }
}

impl Format for IntegerFormat {
    fn name(&self) -> &'static str {
        match self {
            Self::Int32 => "int32",
            Self::Int64 => "int64",
        }
    }
}

/// The format as it was written.
fn format_name<T: Format>(format: &VariantOrUnknownOrEmpty<T>) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Unknown(name) => Some(name),
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Item(known) => Some(known.name()),
    }
}

/// The schema that says nothing.
pub(super) fn anything() -> &'static Schema {
    static ANYTHING: LazyLock<Schema> = LazyLock::new(|| Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    });
    &ANYTHING
}
