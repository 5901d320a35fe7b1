//! Random types, printed as a page and read back.

use super::{flatten, read_page};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A small generator of numbers (xorshift64), the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

enum Type {
    Text,
    Flag,
    Values(u64),
    List(Box<Type>),
    Map(Box<Type>),
    Inline(Vec<Field>),
    /// A model by its number, shown with a brace list or without.
    Model(u64, Vec<Field>),
    Again(u64),
    Either(Vec<(u64, Vec<Field>)>),
}

struct Field {
    name: String,
    optional: bool,
    nullable: bool,
    ty: Type,
}

struct Maker {
    random: Random,
    models: u64,
    finished: Vec<u64>,
}

impl Maker {
    fn fields(&mut self, depth: u64) -> Vec<Field> {
        let names: BTreeSet<u64> =
            (0..=self.random.below(6)).map(|_| self.random.below(40)).collect();
        let optional = self.random.below(names.len() as u64 + 1);
        let names: Vec<String> = names.into_iter().map(|name| format!("f{name:02}")).collect();
        let mut fields = Vec::new();
        for (position, name) in names.into_iter().enumerate() {
            fields.push(Field {
                name,
                optional: position as u64 >= optional,
                nullable: self.random.below(5) == 0,
                ty: self.ty(depth),
            });
        }
        // Each half is in alphabetical order, since the whole was.
        fields
    }

    fn model(&mut self, depth: u64) -> (u64, Vec<Field>) {
        self.models += 1;
        let number = self.models;
        let fields = self.fields(depth);
        self.finished.push(number);
        (number, fields)
    }

    fn ty(&mut self, depth: u64) -> Type {
        let Some(deeper) = depth.checked_sub(1) else { return Type::Text };
        match self.random.below(10) {
            0 => Type::Flag,
            1 => Type::Values(1 + self.random.below(7)),
            2 => Type::List(Box::new(self.ty(deeper))),
            3 => Type::Map(Box::new(Type::Text)),
            4 | 5 => Type::Inline(self.fields(deeper)),
            6 | 7 => {
                let (number, fields) = self.model(deeper);
                Type::Model(number, fields)
            }
            8 if !self.finished.is_empty() => {
                let at = usize::try_from(self.random.below(self.finished.len() as u64)).unwrap();
                Type::Again(self.finished[at])
            }
            9 => Type::Either((0..2 + self.random.below(3)).map(|_| self.model(deeper)).collect()),
            _ => Type::Text,
        }
    }
}

fn listed(items: &[String], separator: &str) -> String {
    if items.len() <= 4 {
        return items.join(separator);
    }
    format!("{}{separator}{} more", items[..3].join(separator), items.len() - 3)
}

fn braces(fields: &[Field]) -> String {
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    format!("object {{ {} }}", listed(&names, ", "))
}

fn values(count: u64) -> Vec<String> {
    (0..count).map(|value| format!("\"v{value}\"")).collect()
}

fn spell(ty: &Type) -> String {
    match ty {
        Type::Text => "string".to_owned(),
        Type::Flag => "boolean".to_owned(),
        Type::Values(count) => listed(&values(*count), " or "),
        Type::List(item) => format!("array of {}", spell(item)),
        Type::Map(value) => format!("map[{}]", spell(value)),
        Type::Inline(fields) => braces(fields),
        Type::Model(number, _) | Type::Again(number) => format!("Model{number}"),
        Type::Either(models) => {
            let names: Vec<String> =
                models.iter().map(|(number, _)| format!("Model{number}")).collect();
            listed(&names, " or ")
        }
    }
}

fn bullet(page: &mut String, depth: usize, code: &str) {
    writeln!(page, "{}- `{code}`\n", "  ".repeat(depth)).unwrap();
}

fn print_fields(page: &mut String, depth: usize, fields: &[Field]) {
    for field in fields {
        let optional = if field.optional { "optional " } else { "" };
        let null = if field.nullable { " or null" } else { "" };
        bullet(page, depth, &format!("{}: {optional}{}{null}", field.name, spell(&field.ty)));
        if field.name.ends_with('3') {
            writeln!(page, "{}Some text, with `code`.\n", "  ".repeat(depth + 1)).unwrap();
        }
        print_children(page, depth + 1, &field.ty);
    }
}

fn print_children(page: &mut String, depth: usize, ty: &Type) {
    match ty {
        Type::Text | Type::Flag | Type::Again(_) => {}
        Type::Values(count) => values(*count).iter().for_each(|value| bullet(page, depth, value)),
        Type::List(inner) | Type::Map(inner) => print_children(page, depth, inner),
        Type::Inline(fields) | Type::Model(_, fields) => print_fields(page, depth, fields),
        Type::Either(models) => {
            for (number, fields) in models {
                bullet(page, depth, &format!("Model{number} {}", braces(fields)));
                print_fields(page, depth + 1, fields);
            }
        }
    }
}

/// An example with every field; what was shown before is cut short by `null`.
fn example(ty: &Type) -> Json {
    match ty {
        Type::Text => json!("text"),
        Type::Flag => json!(true),
        Type::Values(_) => json!("v0"),
        Type::List(item) => json!([example(item)]),
        Type::Map(value) => json!({ "key": example(value) }),
        Type::Inline(fields) | Type::Model(_, fields) => example_object(fields),
        Type::Again(_) => Json::Null,
        Type::Either(models) => example_object(&models[0].1),
    }
}

fn example_object(fields: &[Field]) -> Json {
    fields
        .iter()
        .map(|field| (field.name.clone(), example(&field.ty)))
        .collect::<Map<_, _>>()
        .into()
}

/// The schema that the reader should make of a type.
fn schema(ty: &Type) -> Json {
    let reference = |number: &u64| json!({"$ref": format!("#/components/schemas/Model{number}")});
    match ty {
        Type::Text => json!({"type": "string"}),
        Type::Flag => json!({"type": "boolean"}),
        Type::Values(count) => {
            let values: Vec<String> = (0..*count).map(|value| format!("v{value}")).collect();
            json!({"type": "string", "enum": values})
        }
        Type::List(item) => json!({"type": "array", "items": schema(item)}),
        Type::Map(value) => json!({"type": "object", "additionalProperties": schema(value)}),
        Type::Inline(fields) => object_schema(fields),
        Type::Model(number, _) | Type::Again(number) => reference(number),
        Type::Either(models) => {
            json!({"oneOf": models.iter().map(|(number, _)| reference(number)).collect::<Vec<_>>()})
        }
    }
}

fn object_schema(fields: &[Field]) -> Json {
    let mut properties = Map::new();
    for field in fields {
        let mut node = schema(&field.ty);
        if node.get("$ref").is_some() && (field.nullable || field.name.ends_with('3')) {
            node = json!({"allOf": [node]});
        }
        if field.nullable {
            node["nullable"] = json!(true);
        }
        if field.name.ends_with('3') {
            node["description"] = json!("Some text, with `code`.");
        }
        properties.insert(field.name.clone(), node);
    }
    let required: Vec<_> =
        fields.iter().filter(|field| !field.optional).map(|field| &field.name).collect();
    if required.is_empty() {
        return json!({"type": "object", "properties": properties});
    }
    json!({"type": "object", "properties": properties, "required": required})
}

#[test]
fn random_pages_read_back_as_they_were_meant_and_flattened_ones_the_same_or_not_at_all() {
    const PAGES: u64 = 300;
    let mut certain = 0;
    for seed in 1..=PAGES {
        let random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut maker = Maker { random, models: 0, finished: Vec::new() };
        let fields = maker.fields(2);
        let mut page = "## Get Thing\n\n**get** `/thing`\n\n### Returns\n\n".to_owned();
        print_fields(&mut page, 0, &fields);
        let answer = serde_json::to_string_pretty(&example_object(&fields)).unwrap();
        write!(page, "### Example\n\n```http\ncurl https://api.test/thing\n```\n\n").unwrap();
        write!(page, "#### Response\n\n```json\n{answer}\n```\n").unwrap();

        let (read, flat) = (read_page(&page), read_page(&flatten(&page)));
        let body = "/paths/~1thing/get/responses/200/content/application~1json/schema";
        assert_eq!(read.documents.len(), 1, "seed {seed}: {:?}\n{page}", read.found);
        assert_eq!(read.documents[0].pointer(body), Some(&object_schema(&fields)), "seed {seed}");
        if flat.documents.is_empty() {
            assert!(flat.found.iter().any(|found| found.starts_with("uncertain-structure")));
        } else {
            assert_eq!(read.documents, flat.documents, "seed {seed}\n{page}");
            certain += 1;
        }
    }
    assert!(certain * 10 >= PAGES * 9, "only {certain} of {PAGES} flattened pages were certain");
}
