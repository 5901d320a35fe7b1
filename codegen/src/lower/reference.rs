//! What references lead to.

use super::facts::SchemaRef;
use crate::json::{LONGEST_CHAIN, Node, Pointer, Value};
use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    Components, Header, OpenAPI, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema,
    SecurityScheme,
};
use serde::de::DeserializeOwned;
use std::{cell::OnceCell, sync::LazyLock};

/// The targets of references into the middle of something, which `openapiv3` has no index for.
#[derive(Debug)]
pub(super) struct Nested<'a>(IndexMap<Pointer, Target<'a>>);

/// A place that something refers to, read as whatever it is asked to be.
#[derive(Debug)]
pub(super) struct Target<'a> {
    node: &'a Node,
    schema: OnceCell<Option<ReferenceOr<Schema>>>,
    parameter: OnceCell<Option<ReferenceOr<Parameter>>>,
    response: OnceCell<Option<ReferenceOr<Response>>>,
    header: OnceCell<Option<ReferenceOr<Header>>>,
    request_body: OnceCell<Option<ReferenceOr<RequestBody>>>,
    path_item: OnceCell<Option<ReferenceOr<PathItem>>>,
    security_scheme: OnceCell<Option<ReferenceOr<SecurityScheme>>>,
}

impl<'a> Nested<'a> {
    /// Finds every reference in a document that leads elsewhere than to a whole component.
    pub(super) fn of(root: &'a Node) -> Self {
        let mut found = IndexSet::new();
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            match &node.value {
                Value::Array(items) => pending.extend(items),
                Value::Object(members) => {
                    if let Some(reference) = members.get("$ref").and_then(Node::as_str)
                        && !is_component(reference)
                    {
                        found.extend(Pointer::parse(reference));
                    }
                    pending.extend(members.values());
                }
                _ => {}
            }
        }
        found.sort_unstable();
        let targets = found.into_iter().filter_map(|pointer| {
            let node = pointer.find(root)?;
            Some((pointer, Target::new(node)))
        });
        Self(targets.collect())
    }
}

impl<'a> Target<'a> {
    fn new(node: &'a Node) -> Self {
        Self {
            node,
            schema: OnceCell::new(),
            parameter: OnceCell::new(),
            response: OnceCell::new(),
            header: OnceCell::new(),
            request_body: OnceCell::new(),
            path_item: OnceCell::new(),
            security_scheme: OnceCell::new(),
        }
    }
}

/// Whether a reference leads to a whole component.
fn is_component(reference: &str) -> bool {
    reference.strip_prefix("#/components/").is_some_and(|rest| rest.matches('/').count() == 1)
}

/// Something that can be referred to.
pub(super) trait Referable: DeserializeOwned + 'static {
    /// Its part of the components.
    const SECTION: &'static str;
    /// All of its kind among the components.
    fn section(components: &Components) -> &IndexMap<String, ReferenceOr<Self>>;
    /// Where a target keeps itself read as this.
    fn slot<'t>(target: &'t Target<'_>) -> &'t OnceCell<Option<ReferenceOr<Self>>>;
}

macro_rules! referable {
    ($($kind:ident: $section:literal, $field:ident, $slot:ident;)+) => {
        $(impl Referable for $kind {
            const SECTION: &'static str = $section;
            fn section(components: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
                &components.$field
            }
            fn slot<'t>(target: &'t Target<'_>) -> &'t OnceCell<Option<ReferenceOr<Self>>> {
                &target.$slot
            }
        })+
    };
}

referable! {
    Schema: "schemas", schemas, schema;
    Parameter: "parameters", parameters, parameter;
    Response: "responses", responses, response;
    Header: "headers", headers, header;
    RequestBody: "requestBodies", request_bodies, request_body;
    SecurityScheme: "securitySchemes", security_schemes, security_scheme;
}

impl Referable for PathItem {
    const SECTION: &'static str = "pathItems";

    /// OpenAPI 3.0 has no path items among its components.
    fn section(_: &Components) -> &IndexMap<String, ReferenceOr<Self>> {
        static NONE: LazyLock<IndexMap<String, ReferenceOr<PathItem>>> =
            LazyLock::new(IndexMap::new);
        &NONE
    }

    fn slot<'t>(target: &'t Target<'_>) -> &'t OnceCell<Option<ReferenceOr<Self>>> {
        &target.path_item
    }
}

/// What is found at the end of a reference.
#[derive(Debug)]
pub(super) struct Found<'a, T> {
    /// The thing.
    pub(super) item: &'a T,
    /// Where it stands.
    pub(super) pointer: Pointer,
    /// The name of the component that it is, if it is one.
    pub(super) component: Option<String>,
}

/// All that can be referred to.
#[derive(Clone, Copy, Debug)]
pub(super) struct References<'a> {
    openapi: &'a OpenAPI,
    nested: &'a Nested<'a>,
}

impl<'a> References<'a> {
    pub(super) fn new(openapi: &'a OpenAPI, nested: &'a Nested<'a>) -> Self {
        Self { openapi, nested }
    }

    /// What one reference leads to, which may be another.
    fn target<T: Referable>(self, pointer: &Pointer) -> Option<&'a ReferenceOr<T>> {
        if let Some(name) = component_name(pointer, T::SECTION) {
            return T::section(self.openapi.components.as_ref()?).get(&name);
        }
        let target = self.nested.0.get(pointer)?;
        let read = || serde_json::from_value(target.node.to_json()).ok();
        T::slot(target).get_or_init(read).as_ref()
    }

    /// Follows references to what they lead to; the reference that leads nowhere otherwise.
    pub(super) fn resolve<T: Referable>(
        self,
        item: &'a ReferenceOr<T>,
        pointer: Pointer,
    ) -> Result<Found<'a, T>, &'a str> {
        let (mut item, mut pointer) = (item, pointer);
        for _ in 0..LONGEST_CHAIN {
            match item {
                ReferenceOr::Item(item) => {
                    let component = component_name(&pointer, T::SECTION);
                    return Ok(Found { item, pointer, component });
                }
                ReferenceOr::Reference { reference } => {
                    pointer = Pointer::parse(reference).ok_or(reference.as_str())?;
                    item = self.target(&pointer).ok_or(reference.as_str())?;
                }
            }
        }
        match item {
            ReferenceOr::Reference { reference } => Err(reference),
            ReferenceOr::Item(item) => Ok(Found { item, pointer, component: None }),
        }
    }

    /// A component by its name.
    pub(super) fn component<T: Referable>(self, name: &str, at: Pointer) -> Option<Found<'a, T>> {
        let components = self.openapi.components.as_ref()?;
        self.resolve(T::section(components).get(name)?, at).ok()
    }

    /// What stands at a place, when it is a schema.
    pub(super) fn schema_at(self, pointer: &Pointer) -> Option<SchemaRef<'a>> {
        self.target::<Schema>(pointer).map(SchemaRef::from)
    }

    /// The schema at the end of a chain of references.
    pub(super) fn schema(self, schema: SchemaRef<'a>) -> Option<(&'a Schema, Option<Pointer>)> {
        let (mut schema, mut place) = (schema, None);
        for _ in 0..LONGEST_CHAIN {
            match schema {
                SchemaRef::Inline(schema) => return Some((schema, place)),
                SchemaRef::Reference(reference) => {
                    let pointer = Pointer::parse(reference)?;
                    schema = self.schema_at(&pointer)?;
                    place = Some(pointer);
                }
            }
        }
        None
    }
}

/// The name of the component that a pointer leads to, when it leads to a whole one.
pub(super) fn component_name(pointer: &Pointer, section: &str) -> Option<String> {
    let mut tokens = pointer.steps();
    if tokens.next()? != "components" || tokens.next()? != section {
        return None;
    }
    let name = tokens.next()?;
    tokens.next().is_none().then(|| name.into_owned())
}
