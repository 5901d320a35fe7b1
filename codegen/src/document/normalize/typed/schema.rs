//! Schemas. There are a great many, so they are read without a detour through `serde`; and since
//! every member has its form by now, nothing here can fail.

use super::{extensions, members, members_of};
use crate::{
    document::grammar::reference,
    json::{Node, Value},
};
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerType,
    NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value as Json};

/// Reads a schema, or a reference to one.
pub(super) fn schema(node: &Node) -> ReferenceOr<Schema> {
    match reference(node) {
        Some(target) => ReferenceOr::ref_(target),
        None => ReferenceOr::Item(Schema { schema_data: data(node), schema_kind: kind(node) }),
    }
}

/// The same in the form in which properties and items hold it.
pub(super) fn boxed_schema(node: &Node) -> ReferenceOr<Box<Schema>> {
    match schema(node) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    }
}

/// What a schema says beside the type.
fn data(node: &Node) -> SchemaData {
    let mut data = SchemaData { extensions: extensions(node), ..SchemaData::default() };
    for (name, value) in members(node) {
        match name {
            "nullable" => data.nullable = flag(value),
            "readOnly" => data.read_only = flag(value),
            "writeOnly" => data.write_only = flag(value),
            "deprecated" => data.deprecated = flag(value),
            "title" => data.title = text(value),
            "description" => data.description = text(value),
            "default" => data.default = Some(value.to_json()).filter(|it| !it.is_null()),
            "discriminator" => data.discriminator = Some(discriminator(value)),
            "externalDocs" => data.external_docs = serde_json::from_value(value.to_json()).ok(),
            _ => {}
        }
    }
    data
}

fn discriminator(node: &Node) -> Discriminator {
    Discriminator {
        property_name: node.get("propertyName").and_then(text).unwrap_or_default(),
        mapping: members_of(node, "mapping")
            .filter_map(|(value, target)| Some((value.to_owned(), text(target)?)))
            .collect(),
        extensions: extensions(node),
    }
}

/// The type that a schema describes. Keywords that say something of other types than the stated
/// one say nothing.
fn kind(node: &Node) -> SchemaKind {
    let any = any(node);
    let lengths = [any.one_of.len(), any.all_of.len(), any.any_of.len()];
    let composed =
        lengths.iter().filter(|length| **length > 0).count() + usize::from(any.not.is_some());
    match composed {
        0 => typed(any, node),
        1 if says_nothing_else(node) => composition(any),
        _ => SchemaKind::Any(any),
    }
}

/// All that a schema says of the type.
fn any(node: &Node) -> AnySchema {
    let mut any = AnySchema::default();
    for (name, value) in members(node) {
        match name {
            "type" => any.typ = text(value),
            "format" => any.format = text(value),
            "enum" => any.enumeration = items(value, Node::to_json),
            "pattern" => any.pattern = text(value),
            "minLength" => any.min_length = count(value),
            "maxLength" => any.max_length = count(value),
            "multipleOf" => any.multiple_of = number(value).and_then(Number::as_f64),
            "minimum" => any.minimum = number(value).and_then(Number::as_f64),
            "maximum" => any.maximum = number(value).and_then(Number::as_f64),
            "exclusiveMinimum" => any.exclusive_minimum = Some(flag(value)),
            "exclusiveMaximum" => any.exclusive_maximum = Some(flag(value)),
            "properties" => {
                let properties = members(value);
                any.properties =
                    properties.map(|(name, node)| (name.to_owned(), boxed_schema(node))).collect();
            }
            "required" => any.required = items(value, text).into_iter().flatten().collect(),
            "additionalProperties" => any.additional_properties = Some(additional(value)),
            "minProperties" => any.min_properties = count(value),
            "maxProperties" => any.max_properties = count(value),
            "items" => any.items = Some(boxed_schema(value)),
            "minItems" => any.min_items = count(value),
            "maxItems" => any.max_items = count(value),
            "uniqueItems" => any.unique_items = Some(flag(value)),
            "oneOf" => any.one_of = items(value, schema),
            "allOf" => any.all_of = items(value, schema),
            "anyOf" => any.any_of = items(value, schema),
            "not" => any.not = Some(Box::new(schema(value))),
            _ => {}
        }
    }
    any
}

fn additional(node: &Node) -> AdditionalProperties {
    match node.value {
        Value::Bool(allowed) => AdditionalProperties::Any(allowed),
        _ => AdditionalProperties::Schema(Box::new(schema(node))),
    }
}

/// A schema with a type and without parts; as it is where its values do not fit the type.
fn typed(any: AnySchema, node: &Node) -> SchemaKind {
    let kind = match any.typ.as_deref() {
        Some("string") => string(&any),
        Some("number") => float(&any),
        Some("integer") => integer(&any, node),
        Some("boolean") => values(&any, Json::as_bool)
            .map(|enumeration| Type::Boolean(BooleanType { enumeration })),
        Some("object") if any.enumeration.is_empty() => {
            return SchemaKind::Type(Type::Object(ObjectType {
                properties: any.properties,
                required: any.required,
                additional_properties: any.additional_properties,
                min_properties: any.min_properties,
                max_properties: any.max_properties,
            }));
        }
        Some("array") if any.enumeration.is_empty() => {
            return SchemaKind::Type(Type::Array(ArrayType {
                items: any.items,
                min_items: any.min_items,
                max_items: any.max_items,
                unique_items: any.unique_items.unwrap_or_default(),
            }));
        }
        _ => None,
    };
    kind.map_or_else(|| SchemaKind::Any(any), SchemaKind::Type)
}

fn string(any: &AnySchema) -> Option<Type> {
    Some(Type::String(StringType {
        format: any.format.clone().into(),
        pattern: any.pattern.clone(),
        enumeration: values(any, |value| value.as_str().map(str::to_owned))?,
        min_length: any.min_length,
        max_length: any.max_length,
    }))
}

fn float(any: &AnySchema) -> Option<Type> {
    Some(Type::Number(NumberType {
        format: any.format.clone().into(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        minimum: any.minimum,
        maximum: any.maximum,
        enumeration: values(any, Json::as_f64)?,
    }))
}

/// Bounds are taken from the document: as `f64` they would not be exact. One that is no `i64`
/// leaves the schema as it is.
fn integer(any: &AnySchema, node: &Node) -> Option<Type> {
    let bound = |name: &str| match node.get(name) {
        Some(bound) => number(bound).and_then(Number::as_i64).map(Some),
        None => Some(None),
    };
    Some(Type::Integer(IntegerType {
        format: any.format.clone().into(),
        multiple_of: bound("multipleOf")?,
        exclusive_minimum: any.exclusive_minimum.unwrap_or_default(),
        exclusive_maximum: any.exclusive_maximum.unwrap_or_default(),
        minimum: bound("minimum")?,
        maximum: bound("maximum")?,
        enumeration: values(any, Json::as_i64)?,
    }))
}

/// The values of an `enum`, when all are of one type or `null`.
fn values<T>(any: &AnySchema, read: impl Fn(&Json) -> Option<T>) -> Option<Vec<Option<T>>> {
    any.enumeration
        .iter()
        .map(|value| if value.is_null() { Some(None) } else { read(value).map(Some) })
        .collect()
}

/// Whether a schema has parts and nothing beside them that restricts the type.
fn says_nothing_else(node: &Node) -> bool {
    members(node).all(|(name, _)| {
        matches!(
            name,
            "oneOf"
                | "allOf"
                | "anyOf"
                | "not"
                | "nullable"
                | "readOnly"
                | "writeOnly"
                | "deprecated"
                | "externalDocs"
                | "example"
                | "title"
                | "description"
                | "discriminator"
                | "default"
        ) || name.starts_with("x-")
    })
}

/// The one way in which a schema is composed.
fn composition(any: AnySchema) -> SchemaKind {
    match any {
        AnySchema { not: Some(not), .. } => SchemaKind::Not { not },
        AnySchema { one_of, .. } if !one_of.is_empty() => SchemaKind::OneOf { one_of },
        AnySchema { all_of, .. } if !all_of.is_empty() => SchemaKind::AllOf { all_of },
        AnySchema { any_of, .. } => SchemaKind::AnyOf { any_of },
    }
}

fn flag(node: &Node) -> bool {
    node.as_bool().unwrap_or_default()
}

fn text(node: &Node) -> Option<String> {
    node.as_str().map(str::to_owned)
}

fn number(node: &Node) -> Option<&Number> {
    match &node.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn count(node: &Node) -> Option<usize> {
    number(node)?.as_u64()?.try_into().ok()
}

fn items<T>(node: &Node, read: impl Fn(&Node) -> T) -> Vec<T> {
    node.as_array().unwrap_or_default().iter().map(read).collect()
}
