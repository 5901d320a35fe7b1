//! What of the runtime comes into a crate.

use super::sample::{definition, empty_api, list, multipart, object, operation, pascal, snake};
use super::*;
use crate::{
    emit::need::{self, Need},
    model::{
        Direction, Docs, HeaderForm, Method, Operation, Output, OutputVariant, Payload, Resource,
        ResponseHeader, Shape, StatusPattern, TypeDef, TypeRef, Union,
    },
};

fn of_types(types: Vec<TypeDef>) -> Vec<Need> {
    need::of(&[Api { types, ..empty_api() }]).into_iter().collect()
}

fn of_operation(change: impl FnOnce(&mut Operation)) -> Vec<Need> {
    let mut changed = operation(Some("getThing"), "get", Method::Get, "/thing");
    change(&mut changed);
    let things = Resource {
        module: snake("things"),
        ident: pascal("things"),
        docs: Docs::default(),
        operations: vec![changed],
    };
    need::of(&[Api { resources: vec![things], ..empty_api() }]).into_iter().collect()
}

fn field_of(ty: TypeRef) -> TypeDef {
    object("thing", Direction::Both, vec![super::sample::field("it", ty)])
}

#[test]
fn what_is_plain_needs_nothing() {
    assert_eq!(of_types(vec![field_of(list(TypeRef::DateTime))]), []);
    assert_eq!(of_operation(|_| {}), []);
}

#[test]
fn types_bring_what_they_are_and_hold() {
    let union = Shape::Union(Union { tag: None, variants: Vec::new() });
    let definition = |shape| definition("thing", Direction::Unused, shape);
    assert_eq!(of_types(vec![definition(union)]), [Need::Unions]);
    assert_eq!(of_types(vec![definition(Shape::IntegerEnum(Vec::new()))]), [Need::Enumerations]);
    let file = TypeRef::Nullable(Box::new(list(TypeRef::Bytes)));
    assert_eq!(of_types(vec![field_of(file)]), [Need::Files]);
    let empty = TypeRef::OrEmpty(Box::new(TypeRef::I64));
    assert_eq!(of_types(vec![definition(Shape::Alias(empty))]), [Need::OrEmpty]);
}

#[test]
fn operations_bring_what_they_do() {
    let form = || Payload::Form { ty: TypeRef::Json, styles: Vec::new() };
    let sends =
        |payload: Payload| of_operation(|it| it.body = Some(super::sample::body("thing", payload)));
    assert_eq!(sends(form()), [Need::Forms]);
    assert_eq!(sends(multipart(TypeRef::Json)), [Need::Files]);
    // What comes as a form is text.
    assert_eq!(of_operation(|it| it.output = Output::One(form())), []);
    let header = ResponseHeader {
        wire: "etag".to_owned(),
        ident: snake("etag"),
        form: HeaderForm::Plain,
        ty: TypeRef::String,
        deprecated: false,
        docs: Docs::default(),
    };
    assert_eq!(of_operation(|it| it.headers.push(header)), [Need::Headers]);
    let lines = Payload::Lines { ty: TypeRef::Json, media_type: "application/jsonl".to_owned() };
    assert_eq!(of_operation(|it| it.output = Output::One(lines)), [Need::Lines]);
}

#[test]
fn events_are_needed_wherever_they_come() {
    let events = || Payload::Events(None);
    let variant = OutputVariant {
        ident: pascal("ok"),
        status: StatusPattern::Exact(200),
        payload: Some(events()),
        docs: Docs::default(),
    };
    let (ident, variants, accept) = (pascal("outcome"), vec![variant], "*/*".to_owned());
    let several = Output::Several { ident, variants, otherwise: 0, accept };
    assert_eq!(of_operation(|it| it.output = Output::One(events())), [Need::Events]);
    assert_eq!(of_operation(|it| it.output = several), [Need::Events]);
    assert_eq!(of_operation(|it| it.events = Some(events())), [Need::Events]);
}

#[test]
fn what_is_not_needed_is_neither_a_file_nor_exported() {
    let files = written(&package(), &[empty_api()]);
    let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert!(paths.contains(&"src/runtime/decode.rs"), "{paths:?}");
    for file in ["events", "file", "form", "multipart", "stream", "union", "wait"] {
        assert!(!paths.contains(&format!("src/runtime/{file}.rs").as_str()), "{file}");
    }
    let root = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap().1;
    for name in ["Events", "File", "Items", "OrEmpty", "Waits"] {
        assert!(!root.contains(name), "{name}");
    }
}
