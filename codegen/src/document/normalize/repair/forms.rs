//! Members of the wrong JSON type, by the grammar's table.

use super::Findings;
use crate::{
    document::grammar::{Form, Kind, form, reference},
    json::{Key, Node, Object, Value},
    source::Span,
};

/// Brings every member of an object into the form that the grammar wants.
pub(super) fn mend(kind: Kind, members: &mut Object, findings: &mut Findings<'_>) {
    members.retain(|key, member| {
        let Some(form) = form(kind, &key.name) else { return true };
        match mended(form, member) {
            Verdict::Fits => true,
            Verdict::Drop => {
                let mistake = match reference(member) {
                    Some(target) => format!("`{}` refers to `{target}`, no text here", key.name),
                    None => format!("`{}` is {}", key.name, member.kind()),
                };
                findings.repaired(member.span, mistake, "read as if it were not there");
                false
            }
            Verdict::Now(value) => {
                let mistake = format!("`{}` is {}, not {}", key.name, member.kind(), wanted(form));
                member.value = value;
                let now = format!("read as {}", wanted(form));
                findings.repaired(member.span, mistake, &now);
                true
            }
            Verdict::Wrong => {
                let message =
                    format!("`{}` is {}, and here it is {}", key.name, wanted(form), member.kind());
                findings.invalid(member.span, message, "correct it with an overlay");
                true
            }
        }
    });
    for (key, member) in members.iter_mut() {
        match form(kind, &key.name) {
            Some(Form::Map(kind)) => mend_entries(kind, key, member, findings),
            Some(Form::List(kind)) => {
                drop_nulls(key, member, findings);
                mend_items(kind, key, member, findings);
            }
            Some(Form::Security) => {
                drop_nulls(key, member, findings);
                mend_requirements(member, findings);
            }
            Some(Form::Texts) => {
                drop_nulls(key, member, findings);
                mend_texts(key, member, findings);
            }
            _ => {}
        }
    }
}

/// What a member's value is to the grammar.
enum Verdict {
    Fits,
    Drop,
    Now(Value),
    Wrong,
}

fn mended(form: Form, member: &Node) -> Verdict {
    use Value::{Array, Bool, Null, Number, Object, String};
    let otherwise = || if says_little(form) { Verdict::Drop } else { Verdict::Wrong };
    match (form, &member.value) {
        (_, Null) | (Form::Texts, Bool(_)) => Verdict::Drop,
        (Form::Text, String(_))
        | (Form::Flag | Form::Additional, Bool(_))
        | (Form::Number, Number(_))
        | (Form::Values | Form::Security | Form::Texts | Form::List(_), Array(_))
        | (Form::One(_) | Form::Map(_) | Form::Additional | Form::TextMap, Object(_)) => {
            Verdict::Fits
        }
        (Form::Text, Number(number)) => Verdict::Now(String(number.to_string())),
        (Form::Text, Bool(value)) => Verdict::Now(String(value.to_string())),
        (Form::Flag | Form::Additional, String(text)) => match text.trim() {
            // YAML 1.1 had all of these.
            "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" => Verdict::Now(Bool(true)),
            "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" => Verdict::Now(Bool(false)),
            _ if form == Form::Additional => Verdict::Now(Object(a_schema(member))),
            _ => Verdict::Drop,
        },
        (Form::Number, String(text)) => number(text).map_or(Verdict::Drop, Verdict::Now),
        (Form::Count, value) => count(value),
        (Form::Additional, Array(_)) | (Form::One(Kind::Schema), String(_) | Number(_)) => {
            Verdict::Now(Object(a_schema(member)))
        }
        (Form::Texts, String(_)) | (Form::List(Kind::Schema), Object(_)) => one_item(member),
        // A schema that is a list or a flag is another dialect's; see `openapi31`.
        (Form::One(Kind::Schema), Array(_) | Bool(_)) => Verdict::Fits,
        (Form::One(_) | Form::Map(_) | Form::TextMap, Array(items)) if items.is_empty() => {
            Verdict::Now(Object(crate::json::Object::default()))
        }
        (Form::Map(_), Array(items)) => by_name(items).map_or_else(otherwise, Verdict::Now),
        (Form::One(kind), String(text)) => {
            from_text(kind, text, member.span).map_or_else(otherwise, Verdict::Now)
        }
        (Form::List(_) | Form::Security, Object(members)) if members.is_empty() => Verdict::Drop,
        (Form::List(Kind::Server) | Form::Security, Object(_) | String(_)) => one_item(member),
        _ => otherwise(),
    }
}

/// A list with nothing else in it.
fn one_item(member: &Node) -> Verdict {
    Verdict::Now(Value::Array(vec![member.clone()]))
}

/// Whether a client can do without a member: what restricts a value, and what tells people about
/// it. All else is what the client is made of.
fn says_little(form: Form) -> bool {
    let tells = |kind| {
        use Kind::{Contact, Discriminator, Example, ExternalDocs, License, Link, Tag};
        matches!(kind, Contact | Discriminator | Example | ExternalDocs | License | Link | Tag)
    };
    match form {
        Form::Text | Form::Flag | Form::Number | Form::Count | Form::Texts | Form::TextMap => true,
        Form::One(kind) | Form::List(kind) | Form::Map(kind) => tells(kind),
        Form::Values | Form::Security | Form::Additional => false,
    }
}

/// What stands where a schema should: the name of a type alone means that type, a pointer what it
/// points to, and all else says nothing.
fn a_schema(node: &Node) -> Object {
    let text = node.as_str().unwrap_or_default();
    let member =
        if TYPES.contains(&text) { Some("type") } else { is_pointer(text).then_some("$ref") };
    let pair = member.map(|name| (Key::new(name, node.span), Node::string(text, node.span)));
    pair.into_iter().collect()
}

/// Whether a text can only be the target of a reference.
fn is_pointer(text: &str) -> bool {
    text.starts_with("#/")
}

/// An object of which there is one text alone: what it refers to, its address or its description.
fn from_text(kind: Kind, text: &str, span: Span) -> Option<Value> {
    let name = match kind {
        Kind::Server => "url",
        _ if is_pointer(text) => "$ref",
        Kind::Response => "description",
        Kind::Header if TYPES.contains(&text) => "type",
        _ => return None,
    };
    Some(Value::Object(Object::from_iter([(Key::new(name, span), Node::string(text, span))])))
}

/// The items of a list by their names, when all have one of their own.
fn by_name(items: &[Node]) -> Option<Value> {
    let mut named = Object::default();
    for item in items {
        let name = item.get("name")?;
        let before = named.insert(Key::new(name.as_str()?, name.span), item.clone());
        if before.is_some() {
            return None;
        }
    }
    Some(Value::Object(named))
}

/// The types that a schema may have.
const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "object", "array"];

/// A number of things, which may be written as `10.0` or `"10"`; what is no number of things, as
/// `-1`, says nothing.
fn count(value: &Value) -> Verdict {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number = match value {
        Value::Number(number) if number.is_u64() => return Verdict::Fits,
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse::<f64>().ok(),
        _ => return Verdict::Drop,
    };
    match number {
        Some(number) if number.fract() == 0.0 && (0.0..EXACT).contains(&number) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a whole number in the range that was just checked"
            )]
            let number = number as u64;
            Verdict::Now(Value::Number(number.into()))
        }
        _ => Verdict::Drop,
    }
}

fn number(text: &str) -> Option<Value> {
    serde_json::from_str::<serde_json::Number>(text.trim()).ok().map(Value::Number)
}

fn wanted(form: Form) -> &'static str {
    match form {
        Form::Text => "a string",
        Form::Flag => "a boolean",
        Form::Number => "a number",
        Form::Count => "a whole number",
        Form::Values | Form::Texts | Form::Security | Form::List(_) => "a list",
        Form::TextMap | Form::One(_) | Form::Map(_) => "an object",
        Form::Additional => "a boolean or an object",
    }
}

/// An entry that is `null` is one of which nothing is said.
fn mend_entries(kind: Kind, parent: &Key, member: &mut Node, findings: &mut Findings<'_>) {
    let Value::Object(entries) = &mut member.value else { return };
    for (key, entry) in entries {
        match &entry.value {
            Value::Object(_) => {}
            Value::Bool(_) if kind == Kind::Schema => {}
            Value::Null => {
                let mistake = format!("`{}` in `{}` is null", key.name, parent.name);
                findings.repaired(key.span, mistake, "read as `{}`");
                entry.value = Value::Object(Object::default());
            }
            _ if kind == Kind::Schema => {
                mend_schema(&parent.name, entry, findings);
            }
            _ => mend_entry(kind, &key.name, entry, findings),
        }
    }
}

/// Something that stands where an object should, by name or in a list.
fn mend_entry(kind: Kind, name: &str, entry: &mut Node, findings: &mut Findings<'_>) {
    if let Some(object) = entry.as_str().and_then(|text| from_text(kind, text, entry.span)) {
        let mistake = format!("`{name}` is a string where an object should be");
        findings.repaired(entry.span, mistake, "read as what it says");
        entry.value = object;
    } else {
        let message = format!("`{name}` is an object, and here it is {}", entry.kind());
        findings.invalid(entry.span, message, "correct it with an overlay");
    }
}

/// The names of schemes alone are requirements without scopes, and so are schemes whose scopes
/// are no list.
fn mend_requirements(member: &mut Node, findings: &mut Findings<'_>) {
    let Value::Array(items) = &mut member.value else { return };
    for item in items {
        let span = item.span;
        let none = || Node::new(Value::Array(Vec::new()), span);
        if let Value::String(name) = &item.value {
            let mistake = format!("the requirement `{name}` is the name of a scheme alone");
            findings.repaired(span, mistake, "read as without scopes");
            let requirement = Object::from_iter([(Key::new(name.as_str(), span), none())]);
            item.value = Value::Object(requirement);
        }
        if let Some(requirement) = item.as_array().and_then(together) {
            let mistake = "a requirement is a list of names of schemes";
            findings.repaired(span, mistake, "read as all of them together, without scopes");
            item.value = Value::Object(requirement);
        }
        let Value::Object(requirement) = &mut item.value else {
            let message =
                format!("a security requirement is an object, and here it is {}", item.kind());
            findings.invalid(span, message, "correct it with an overlay");
            continue;
        };
        for (key, scopes) in requirement {
            if !matches!(scopes.value, Value::Array(_)) {
                let mistake = format!("the scopes of `{}` are {}", key.name, scopes.kind());
                findings.repaired(scopes.span, mistake, "read as a list");
                let scope = scopes.as_str().is_some().then(|| scopes.clone());
                scopes.value = Value::Array(scope.into_iter().collect());
            }
            mend_texts(key, scopes, findings);
        }
    }
}

/// The requirement of several schemes at once. Not that of none, which would let everybody in.
fn together(names: &[Node]) -> Option<Object> {
    let none = |name: &Node| Node::new(Value::Array(Vec::new()), name.span);
    let schemes = names.iter().map(|name| Some((Key::new(name.as_str()?, name.span), none(name))));
    schemes.collect::<Option<Object>>().filter(|it| !it.is_empty())
}

/// An item that is `null` is none.
fn drop_nulls(key: &Key, member: &mut Node, findings: &mut Findings<'_>) {
    let Value::Array(items) = &mut member.value else { return };
    let null = |item: &Node| matches!(item.value, Value::Null);
    let nulls = items.iter().filter(|item| null(item)).map(|item| item.span);
    for span in nulls.collect::<Vec<Span>>() {
        findings.repaired(span, format!("an item of `{}` is null", key.name), "left out");
    }
    items.retain(|item| !null(item));
}

/// Numbers and truth values among strings are strings; all else among them is left out.
fn mend_texts(key: &Key, member: &mut Node, findings: &mut Findings<'_>) {
    let Value::Array(items) = &mut member.value else { return };
    items.retain_mut(|item| {
        let mistake = format!("an item of `{}` is {}, not a string", key.name, item.kind());
        match mended(Form::Text, item) {
            Verdict::Now(value) => {
                findings.repaired(item.span, mistake, "read as a string");
                item.value = value;
                true
            }
            Verdict::Drop | Verdict::Wrong => {
                findings.repaired(item.span, mistake, "left out");
                false
            }
            Verdict::Fits => true,
        }
    });
}

/// The objects in a list.
fn mend_items(kind: Kind, key: &Key, member: &mut Node, findings: &mut Findings<'_>) {
    let Value::Array(items) = &mut member.value else { return };
    for item in items.iter_mut() {
        match (kind, &item.value) {
            (_, Value::Object(_)) | (Kind::Schema, Value::Bool(_)) => {}
            (Kind::Schema, _) => mend_schema(&key.name, item, findings),
            _ => mend_entry(kind, &key.name, item, findings),
        }
    }
}

/// Something that stands where a schema should.
fn mend_schema(name: &str, node: &mut Node, findings: &mut Findings<'_>) {
    let mistake = format!("`{name}` has {} where a schema should be", node.kind());
    let schema = a_schema(node);
    let now = if schema.is_empty() { "read as any value" } else { "read as that type" };
    findings.repaired(node.span, mistake, now);
    node.value = Value::Object(schema);
}
