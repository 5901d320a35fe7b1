//! Documents with as many of one thing as a test asks for.

use serde_json::{Map, Value, json};

/// How many operations have the same tag, hence are the methods of one type.
const TAGGED: usize = 10;

/// Operations with a parameter in the path, two in the query, a body, and an answer.
pub(crate) fn operations(count: usize) -> Value {
    let paths = (0..count).map(|at| {
        let operation = json!({
            "operationId": format!("replaceThing{at}"),
            "tags": [format!("Tag {}", at / TAGGED)],
            "summary": "Replace a thing",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32"}},
                {"name": "filter", "in": "query", "schema": {"type": "string"}}
            ],
            "requestBody": {"required": true, "content": json_of(&to("Thing"))},
            "responses": {"200": {"description": "Replaced.", "content": json_of(&to("Thing"))}}
        });
        (format!("/things{at}/{{id}}"), json!({"put": operation}))
    });
    let thing = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    document(&paths.collect(), &[("Thing".to_owned(), thing)].into_iter().collect())
}

/// Models of ten members that are sent and received.
pub(crate) fn models(count: usize) -> Value {
    let members = json!({
        "id": {"type": "string"}, "size": {"type": "integer", "format": "int64"},
        "ratio": {"type": "number"}, "active": {"type": "boolean"}, "name": {"type": "string"},
        "labels": {"type": "array", "items": {"type": "string"}},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "note": {"type": "string", "nullable": true}, "next": to("Used"), "kind": {"type": "string"}
    });
    held(count, &json!({"type": "object", "required": ["id", "name"], "properties": members}))
}

/// Enumerations of ten values.
pub(crate) fn enumerations(count: usize) -> Value {
    let values: Vec<_> = (0..10).map(|at| format!("value-{at}")).collect();
    held(count, &json!({"type": "string", "enum": values}))
}

/// Unions of three objects that a member tells apart.
pub(crate) fn unions(count: usize) -> Value {
    let names = ["One", "Two", "Three"];
    let mapping: Map<_, _> =
        names.map(|it| (it.to_lowercase(), reference(it).into())).into_iter().collect();
    let union = json!({
        "oneOf": names.map(to), "discriminator": {"propertyName": "kind", "mapping": mapping}
    });
    let mut document = held(count, &union);
    for name in names {
        let members = json!({"kind": {"type": "string"}, (name): {"type": "string"}});
        document["components"]["schemas"][name] =
            json!({"type": "object", "required": ["kind"], "properties": members});
    }
    document
}

/// Operations whose bodies are equal, in pairs, without a name of their own: objects with another
/// inside, and with alternatives beside members that all have.
fn shared(count: usize) -> Value {
    let paths = (0..count).map(|at| {
        let text = json!({"type": "string"});
        let only = |member: &str| json!({"type": "object", "properties": {(member): text}});
        let body = json!({
            "type": "object", "properties": {
                "inner": only("same"), "other": only(&format!("other{}", at / 2)), "kind": text
            },
            "oneOf": [only("first"), only("second")]
        });
        let operation = json!({
            "operationId": format!("share{at}"), "tags": [format!("Sharing {}", at / TAGGED)],
            "requestBody": {"required": true, "content": json_of(&body)},
            "responses": {"204": {"description": "Shared."}}
        });
        (format!("/shared{at}"), json!({"post": operation}))
    });
    document(&paths.collect(), &Map::new())
}

/// Some of each, with two operations for each one that is counted.
pub(crate) fn everything(count: usize) -> Value {
    let mut all = operations(count);
    for (kind, of) in [
        ("Model", models as fn(usize) -> Value),
        ("Enum", enumerations),
        ("Union", unions),
        ("Shared", shared),
    ] {
        let text = of(count).to_string();
        // The names of one kind differ from those of the others.
        let text =
            text.replace("Used", &format!("Used{kind}")).replace("older", &format!("older{kind}"));
        let other: Value =
            serde_json::from_str(&text.replace("/held", &format!("/held{kind}"))).unwrap();
        for place in ["/paths", "/components/schemas"] {
            let members = other.pointer(place).and_then(Value::as_object).unwrap().clone();
            all.pointer_mut(place).and_then(Value::as_object_mut).unwrap().extend(members);
        }
    }
    all
}

/// As many schemas of one form, and an object of them that is sent and received.
fn held(count: usize, schema: &Value) -> Value {
    let name = |at: usize| if at == 0 { "Used".to_owned() } else { format!("Used{at}") };
    let mut schemas: Map<_, _> = (0..count).map(|at| (name(at), schema.clone())).collect();
    let members: Map<_, _> = (0..count).map(|at| (format!("member{at}"), to(&name(at)))).collect();
    schemas.insert("Holder".to_owned(), json!({"type": "object", "properties": members}));
    let operation = json!({
        "operationId": "replaceHolder", "tags": ["Holders"],
        "requestBody": {"required": true, "content": json_of(&to("Holder"))},
        "responses": {"200": {"description": "Replaced.", "content": json_of(&to("Holder"))}}
    });
    let paths = [("/held".to_owned(), json!({"put": operation}))];
    document(&paths.into_iter().collect(), &schemas)
}

fn document(paths: &Map<String, Value>, schemas: &Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3", "info": {"title": "Budget", "version": "1"},
        "servers": [{"url": "https://example.org"}],
        "paths": paths, "components": {"schemas": schemas}
    })
}

fn json_of(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

fn to(name: &str) -> Value {
    json!({"$ref": reference(name)})
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{name}")
}
