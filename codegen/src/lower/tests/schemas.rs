//! Schemas become types.

use super::{Lowered, lower, schemas};
use crate::{
    diagnostic::Code,
    model::{Access, Direction, Shape},
};
use serde_json::json;

#[test]
fn a_reference_in_disguise_is_a_reference() {
    let it = schemas(json!({
        "Type": {"type": "string", "enum": ["a", "b"]},
        "User": {"type": "object", "properties": {
            "type": {"type": "string", "description": "Which.", "allOf": [{"$ref": "#/components/schemas/Type"}]},
            "maybe": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Type"}]}
        }}
    }));
    assert_eq!(it.shape("User"), "type?: Type, maybe?: Type or null");
    assert_eq!(it.names(), ["Type", "User"]);
}

#[test]
fn parts_are_flattened_with_what_they_require() {
    let it = schemas(json!({
        "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
        "Middle": {"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"n": {"type": "integer"}}},
        "Leaf": {"allOf": [
            {"$ref": "#/components/schemas/Middle"},
            {"type": "object", "required": ["n"], "properties": {"state": {"type": "string", "enum": ["on"]}}}
        ]}
    }));
    assert_eq!(it.shape("Leaf"), "id: String, n: I64, state?: LeafState");
}

#[test]
fn an_inline_type_of_a_parent_is_shared_with_its_heirs() {
    let it = schemas(json!({
        "Child": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"x": {"type": "string"}}}]},
        "Base": {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a"]}}}
    }));
    assert_eq!(it.shape("Child"), "kind?: BaseKind, x?: String");
    assert_eq!(it.names(), ["Child", "Base", "BaseKind"]);
}

#[test]
fn null_is_a_matter_of_use_and_never_a_variant() {
    let it = schemas(json!({
        "State": {"type": "string", "nullable": true, "enum": ["on", "on", null]},
        "Any": {"oneOf": [{"type": "string"}, {"enum": [null]}, {"type": "integer"}]},
        "User": {"type": "object", "properties": {
            "state": {"$ref": "#/components/schemas/State"},
            "any": {"$ref": "#/components/schemas/Any"},
            "states": {"type": "array", "items": {"$ref": "#/components/schemas/State"}}
        }}
    }));
    assert_eq!(it.shape("State"), "On");
    assert_eq!(it.shape("Any"), ": String(String) | Integer(I64)");
    assert_eq!(
        it.shape("User"),
        "state?: State or null, any?: Any or null, states?: [State or null]"
    );
}

#[test]
fn enumerations_of_every_kind() {
    let it = schemas(json!({
        "Signs": {"type": "string", "enum": ["+1", "-1", "ASC", "asc", "", "a.b", "a-b", "Unrecognized"]},
        "Numbers": {"type": "integer", "enum": [1, 2, -1]},
        "Yes": {"type": "boolean", "enum": [true]},
        "Mixed": {"enum": ["a", 1]},
        "Text": {"type": "string", "enum": ["a", 1]}
    }));
    assert_eq!(it.shape("Signs"), "Plus1 Minus1 Asc AscLowercase Empty ADotB AB UnrecognizedValue");
    assert_eq!(it.shape("Numbers"), "Value1 Value2 ValueMinus1");
    assert_eq!(it.shape("Yes"), "= Bool");
    assert_eq!(it.shape("Mixed"), "= Json");
    assert_eq!(it.shape("Text"), "A N1");
    assert!(it.has(Code::Degraded));
}

#[test]
fn unions_collapse_where_nothing_is_left_to_choose() {
    let it = schemas(json!({
        "One": {"oneOf": [{"type": "object", "properties": {"a": {"type": "string"}}}]},
        "Open": {"anyOf": [{"type": "string"}, {"type": "string", "enum": ["a"]}]},
        "Lists": {"oneOf": [{"type": "string", "enum": ["a"]}, {"type": "string", "enum": ["b"]}]},
        "Groups": {"type": "object", "properties": {"a": {"type": "string"}},
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    }));
    assert_eq!(it.shape("One"), "a?: String");
    assert_eq!(it.shape("Open"), "A");
    assert_eq!(it.shape("Lists"), "A B");
    assert_eq!(it.shape("Groups"), "a?: String");
}

#[test]
fn objects_maps_and_what_is_beside_members() {
    let it = schemas(json!({
        "Free": {"type": "object"},
        "Map": {"additionalProperties": {"type": "integer", "format": "int32"}},
        "Rest": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": true},
        "Closed": {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false},
        "Untyped": {"properties": {"list": {"items": {"type": "boolean"}}, "any": {}}},
        "List": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}}
    }));
    assert_eq!(it.shape("Free"), "= {Json}");
    assert_eq!(it.shape("Map"), "= {I32}");
    assert_eq!(it.shape("Rest"), "a?: String, ..additional_properties: Json");
    assert_eq!(it.shape("Closed"), "a?: String");
    assert_eq!(it.shape("Untyped"), "list?: [Bool], any?: Json");
    assert_eq!(it.shape("List"), "= [ListItem]");
}

#[test]
fn formats_have_types_and_passwords_are_secret() {
    let it = schemas(json!({"F": {"type": "object", "properties": {
        "a": {"type": "string", "format": "date-time"}, "b": {"type": "string", "format": "date"},
        "c": {"type": "string", "format": "byte"}, "d": {"type": "string", "format": "binary"},
        "e": {"type": "integer", "format": "uint64"}, "f": {"type": "number", "format": "float"},
        "clientSecret": {"type": "string"}, "pin": {"type": "string", "format": "password"},
        "secretName": {"type": "string"}
    }}}));
    assert_eq!(
        it.shape("F"),
        "a?: DateTime, b?: Date, c?: Base64, d?: String, e?: U64, f?: F64, client_secret?: Secret, pin?: Secret, secret_name?: String"
    );
}

#[test]
fn types_that_contain_themselves_are_boxed_only_where_they_must_be() {
    let node = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let it = schemas(json!({
        "Tree": {"type": "object", "properties": {
            "parent": node("Tree"), "children": {"type": "array", "items": node("Tree")}, "leaf": node("Leaf")
        }},
        "Leaf": {"type": "object", "properties": {"n": {"type": "integer"}}},
        "Json": {"oneOf": [{"type": "string"}, {"type": "array", "items": node("Json")}]},
        "Nested": {"type": "array", "items": node("Nested")},
        "A": {"allOf": [node("B")]},
        "B": {"allOf": [node("A")]}
    }));
    assert_eq!(it.shape("Tree"), "parent?: Box Tree, children?: [Tree], leaf?: Leaf");
    assert_eq!(it.shape("Json"), ": String(String) | List([Json])");
    assert_eq!(it.shape("Nested"), "new [Nested]");
    assert_eq!(it.shape("A"), "= Json");
}

#[test]
fn references_may_lead_into_the_middle_of_something() {
    let it = schemas(json!({
        "User": {"type": "object", "properties": {
            "address": {"type": "object", "properties": {"city": {"type": "string"}, "next": {"$ref": "#/components/schemas/User/properties/address"}}}
        }},
        "Firm": {"type": "object", "properties": {"address": {"$ref": "#/components/schemas/User/properties/address"}}}
    }));
    assert_eq!(it.shape("Firm"), "address?: UserAddress");
    assert_eq!(it.shape("UserAddress"), "city?: String, next?: Box UserAddress");
    assert_eq!(it.shape("User"), "address?: UserAddress");
}

#[test]
fn a_reference_that_leads_nowhere_is_any_value_and_said() {
    let it = schemas(
        json!({"User": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/No"}}}}),
    );
    assert_eq!(it.shape("User"), "a?: Json");
    assert!(it.has(Code::Degraded));
}

#[test]
fn components_win_names_over_what_is_written_inside_others() {
    let it = schemas(json!({
        "Group": {"type": "object", "properties": {"properties": {"type": "object", "properties": {"a": {"type": "string"}}}}},
        "GroupProperties": {"type": "object", "properties": {"b": {"type": "string"}}},
        "account": {"type": "object", "properties": {"c": {"type": "string"}}},
        "Account": {"type": "object", "properties": {"d": {"type": "string"}}},
        "Option": {"type": "object", "properties": {"e": {"type": "string"}}}
    }));
    assert_eq!(it.shape("GroupProperties"), "b?: String");
    assert_eq!(it.shape("GroupPropertiesModel"), "a?: String");
    assert_eq!(it.shape("Account"), "d?: String");
    assert_eq!(it.shape("AccountModel"), "c?: String");
    assert_eq!(it.shape("OptionModel"), "e?: String");
    assert_eq!(it.def("GroupPropertiesModel").file, it.def("Group").file);
    assert!(it.has(Code::NameCollision));
}

#[test]
fn the_order_of_the_document_names_nothing() {
    let forth = json!({"foo-bar": {"type": "string"}, "foo_bar": {"type": "string"}, "FooBar": {"type": "string"}});
    let back = json!({"FooBar": {"type": "string"}, "foo_bar": {"type": "string"}, "foo-bar": {"type": "string"}});
    let names = |it: &Lowered| {
        let mut names: Vec<(String, String)> = it
            .api()
            .types
            .iter()
            .map(|def| (def.origin.pointer.to_string(), def.ident.to_string()))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&schemas(forth)), names(&schemas(back)));
}

#[test]
fn overlays_name_types_and_fields_and_add_spellings() {
    let it = schemas(json!({
        "g_props": {"x-rust": {"type": "GroupProperties"}, "type": "object", "properties": {
            "createDatacenter": {"type": "boolean", "readOnly": true, "x-rust": {"name": "createDataCenter"},
                "x-aliases": ["createDataCenter"], "x-notes": ["Said elsewhere."]}
        }}
    }));
    assert_eq!(it.shape("GroupProperties"), "create_data_center?: Bool");
    let Shape::Struct(object) = &it.def("GroupProperties").shape else { panic!() };
    let field = &object.fields[0];
    assert_eq!((field.wire.as_str(), field.access), ("createDatacenter", Access::ReadOnly));
    assert_eq!(field.aliases, ["createDataCenter"]);
    assert_eq!(field.docs.notes, ["Set by the server; never sent.", "Said elsewhere."]);
}

#[test]
fn an_extension_that_is_not_understood_is_an_error() {
    let it = schemas(json!({"A": {"type": "object", "x-rust": {"nmae": "B"}}}));
    assert!(it.api.is_none());
    assert!(it.has(Code::InvalidExtension));
}

#[test]
fn types_know_which_way_they_travel() {
    let body = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
    let mut answer = body("Answer");
    answer["description"] = json!("ok");
    let object = |inner: &str| json!({"type": "object", "properties": {"a": {"type": "array", "items": {"$ref": format!("#/components/schemas/{inner}")}}}});
    let it = lower(json!({
        "paths": {"/a": {"post": {"requestBody": body("Ask"), "responses": {"200": answer}}}},
        "components": {"schemas": {
            "Ask": object("Shared"), "Answer": object("Shared"),
            "Shared": {"type": "object", "properties": {"a": {"type": "string"}}}, "Other": {"type": "string"}
        }}
    }));
    let direction = |name: &str| it.def(name).direction;
    assert_eq!(direction("Ask"), Direction::Sent);
    assert_eq!(direction("Answer"), Direction::Received);
    assert_eq!(direction("Shared"), Direction::Both);
    assert_eq!(direction("Other"), Direction::Unused);
}

#[test]
fn hostile_depth_ends() {
    let mut deep = json!({"type": "string"});
    for _ in 0..50 {
        deep = json!({"type": "array", "items": {"type": "object", "properties": {"a": deep}}});
    }
    let it = schemas(json!({"Deep": deep}));
    assert!(it.api.is_some());
    assert!(it.has(Code::Degraded));
}

#[test]
fn hostile_circles_end() {
    let link = |n: usize| {
        json!({"allOf": [
            {"$ref": format!("#/components/schemas/C{}", n + 1)},
            {"properties": {"a": {"type": "string"}}}
        ]})
    };
    let mut circle: serde_json::Map<String, serde_json::Value> =
        (0..500).map(|n| (format!("C{n}"), link(n))).collect();
    circle.insert("C500".to_owned(), json!({"$ref": "#/components/schemas/C0"}));
    let it = schemas(circle.into());
    assert_eq!(it.shape("C7"), "a?: String");
    assert!(it.has(Code::Degraded));
}

#[test]
fn a_member_that_parts_describe_each_is_all_of_it() {
    let text = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let named = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let heir = |properties: serde_json::Value| json!({"allOf": [named("Base"), {"properties": properties}]});
    let it = schemas(json!({
        "Base": {"properties": {"links": text("own"), "part": named("A"), "deep": {
            "type": "object", "properties": {"in": text("a")}
        }}},
        "A": text("a"),
        "B": {"allOf": [named("A"), text("b")]},
        "Heir": heir(json!({"links": text("other"), "part": named("B"), "deep": {
            "type": "object", "properties": {"in": text("b")}
        }})),
    }));
    assert_eq!(it.shape("Heir"), "links?: HeirLinks, part?: B, deep?: HeirDeep");
    assert_eq!(it.shape("HeirLinks"), "own?: String, other?: String");
    assert_eq!(it.shape("HeirDeepIn"), "a?: String, b?: String");
    assert_eq!(it.shape("BaseLinks"), "own?: String");
    assert!(!it.has(Code::Degraded));
}

#[test]
fn members_that_are_different_types_by_name_are_said_so() {
    let text = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let part = |name: &str| json!({"properties": {"part": {"$ref": format!("#/components/schemas/{name}")}}});
    let it =
        schemas(json!({"A": text("a"), "B": text("b"), "C": {"allOf": [part("A"), part("B")]}}));
    assert_eq!(it.shape("C"), "part?: B");
    assert!(it.has(Code::Degraded));
}

#[test]
fn integers_among_alternatives_are_one_enumeration() {
    let it = schemas(json!({
        "Titled": {"type": "integer", "oneOf": [
            {"type": "integer", "title": "A", "enum": [1]},
            {"type": "integer", "title": "Bee", "description": "It hums.", "enum": [2]}
        ]},
        "Open": {"anyOf": [{"enum": [1]}, {"enum": [2]}, {"type": "integer"}]},
        "OpenText": {"anyOf": [{"enum": ["a"]}, {"enum": ["b"]}, {"type": "string"}]},
        "Null": {"oneOf": [{"enum": [1]}, {"enum": [2, null]}]},
        "Digits": {"anyOf": [{"type": "string", "enum": ["1"]}, {"type": "integer"}]}
    }));
    assert_eq!(it.shape("Titled"), "A Bee");
    let Shape::IntegerEnum(variants) = &it.def("Titled").shape else { panic!() };
    assert_eq!(variants.iter().map(|it| it.value).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(variants[1].docs.description.as_deref(), Some("It hums."));
    assert_eq!(it.shape("Open"), "Value1 Value2");
    assert_eq!(it.shape("OpenText"), "A B");
    assert_eq!(it.shape("Null"), "Value1 Value2");
    assert_eq!(it.shape("Digits"), ": Choice(DigitsChoice) | Integer(I64)");
}

#[test]
fn integers_that_are_referred_to_are_one_enumeration_as_well() {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let it = schemas(json!({
        "One": {"type": "integer", "enum": [1], "description": "It is first."},
        "Two": {"type": "integer", "title": "Deux", "enum": [2]},
        "More": {"type": "integer", "enum": [3, 4]},
        "Text": {"type": "string", "enum": ["1"]},
        "None": {"type": "integer", "enum": [0], "nullable": true},
        "Number": {"oneOf": [to("One"), to("Two"), to("More")]},
        "Nested": {"oneOf": [to("Number"), {"enum": [9]}]},
        "Nullable": {"oneOf": [to("One"), to("None")]},
        "Holder": {"type": "object", "properties": {"it": to("Nullable")}},
        "Mixed": {"oneOf": [to("One"), to("Text")]}
    }));
    assert_eq!(it.shape("Number"), "One Deux Value3 Value4");
    let Shape::IntegerEnum(variants) = &it.def("Number").shape else { panic!() };
    assert_eq!(variants[0].docs.description.as_deref(), Some("It is first."));
    assert_eq!(it.shape("Nested"), "One Deux Value3 Value4 Value9");
    assert_eq!(it.shape("Holder"), "it?: Nullable or null");
    assert_eq!(it.shape("Mixed"), ": One(One) | Text(Text)");
}

#[test]
fn values_beside_parts_are_those_that_the_parts_have_too() {
    let to = |name: &str| json!([{"$ref": format!("#/components/schemas/{name}")}]);
    let it = schemas(json!({
        "T": {"type": "integer", "oneOf": [
            {"title": "A", "enum": [1]}, {"title": "Bee", "enum": [2]}
        ]},
        "S": {"type": "string", "enum": ["p", "q", "r"]},
        "Two": {"type": "integer", "enum": [2], "allOf": to("T")},
        "Q": {"enum": ["q"], "allOf": to("S")},
        "Whole": {"enum": ["p", "q", "r"], "allOf": to("S")},
        "Plain": {"enum": ["q"], "allOf": [{"type": "string"}]},
        "Common": {"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]},
        "Neither": {"enum": ["z"], "allOf": to("S")}
    }));
    assert_eq!(it.shape("Two"), "Bee");
    assert_eq!(it.shape("Q"), "Q");
    assert_eq!(it.shape("Whole"), "= S");
    assert_eq!(it.shape("Plain"), "Q");
    assert_eq!(it.shape("Common"), "B");
    assert_eq!(it.shape("Neither"), "Z");
    assert!(it.has(Code::Degraded));
}
