//! What a newcomer reads first: an example, and the table of features.

use super::{Layout, Package, credentials, docs};
use crate::model::{Api, Method, Operation, Parameter, Resource, TypeRef};

/// A first call, where there is something to call.
pub(super) fn example(package: &Package, api: &Api) -> Vec<String> {
    if api.resources.is_empty() {
        return Vec::new();
    }
    let krate = package.name.replace('-', "_");
    let path = match package.layout {
        Layout::Root => krate.clone(),
        Layout::Modules => format!("{krate}::{}", api.module),
    };
    let call = first_call(api);
    let mut names = vec!["Client".to_owned()];
    let mut arguments = Vec::new();
    let client = match api.credentials.iter().find_map(credentials::variables) {
        Some(variables) => format!("let client = Client::from_env()?; // {}", variables.join(", ")),
        None if api.credentials.is_empty() => "let client = Client::new()?;".to_owned(),
        None => {
            names.push("Credentials".to_owned());
            arguments.push("credentials: Credentials".to_owned());
            "let client = Client::new(credentials)?;".to_owned()
        }
    };
    if let Some(call) = &call {
        names.extend(call.model.iter().map(|name| format!("models::{name}")));
        arguments.extend(call.arguments.iter().cloned());
    }
    let names = match names.as_slice() {
        [name] => name.clone(),
        names => format!("{{{}}}", joined(names)),
    };
    let arguments = joined(&arguments);
    let mut lines = vec!["```no_run".to_owned(), format!("use {path}::{names};"), String::new()];
    lines.push(format!("# async fn example({arguments}) -> Result<(), {krate}::Error> {{"));
    lines.push(client);
    lines.extend(call.map(|call| format!("let answer = client.{}.await?;", call.text)));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// A call for the example: `users().get(user_id)`.
struct Example {
    text: String,
    /// The arguments, with their types.
    arguments: Vec<String>,
    /// The model among the types.
    model: Option<String>,
}

/// The first operation that only reads and needs nothing, or else the first whose arguments a
/// reader understands at once.
fn first_call(api: &Api) -> Option<Example> {
    let all = || {
        api.resources.iter().flat_map(|resource| {
            resource.operations.iter().map(move |operation| (resource, operation))
        })
    };
    let reads = |operation: &Operation| {
        operation.method == Method::Get && operation.required.is_empty() && operation.body.is_none()
    };
    let make = |(resource, operation)| example_of(api, resource, operation);
    let plain = all().filter(|(_, operation)| reads(operation)).find_map(make);
    plain.or_else(|| all().find_map(make))
}

/// A call of an operation, where each of its arguments is text or a model.
fn example_of(api: &Api, resource: &Resource, operation: &Operation) -> Option<Example> {
    let body = operation.body.as_ref().filter(|body| body.required);
    let names = operation.required.iter().map(|parameter| &parameter.ident);
    let names: Vec<_> = names.chain(body.map(|body| &body.ident)).collect();
    let called = [&resource.module, &operation.ident];
    if operation.deprecated || called.iter().chain(&names).any(|name| name.is_raw()) {
        return None;
    }
    let is_text = |parameter: &Parameter| parameter.ty == TypeRef::String;
    let mut types = vec!["&str".to_owned(); operation.required.len()];
    let mut model = None;
    if let Some(body) = body {
        let Some(TypeRef::Named(id)) = body.payload.ty() else { return None };
        model = Some(api.types.get(id.0)?.ident.to_string());
        types.extend(model.clone());
    }
    operation.required.iter().all(is_text).then(|| Example {
        text: format!("{}().{}({})", resource.module, operation.ident, joined(&names)),
        arguments: names.iter().zip(types).map(|(name, ty)| format!("{name}: {ty}")).collect(),
        model,
    })
}

fn joined(texts: &[impl ToString]) -> String {
    texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What every call has beside its operation, where there is something to call.
pub(super) fn calls(api: &Api) -> Vec<String> {
    if api.resources.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["# Calls".to_owned()];
    docs::append(&mut lines, docs::wrapped(CALLS));
    lines
}

const CALLS: &str = "A call takes no longer than 60 seconds in all (`timeout`). What failed for a \
    passing reason is sent again up to three times, where that does no harm (`RetryPolicy`): a \
    POST only if the server cannot have acted on it. Both can be set for the client and for one \
    call. A `Hook` observes every attempt. Redirects lead nowhere else than to the same server.";

/// How the crate becomes a dependency, where that takes a choice of features.
pub(super) fn dependency(package: &Package, apis: &[Api]) -> Vec<String> {
    let (Layout::Modules, Some(first)) = (package.layout, apis.first()) else { return Vec::new() };
    let (name, version) = (&package.name, toml::Value::from(package.version.as_str()));
    let features = format!("features = [\"{}\"]", first.module);
    let entry = format!("{name} = {{ version = {version}, {features} }}");
    ["```toml", "[dependencies]", &entry, "```"].map(str::to_owned).to_vec()
}

/// The table of features.
pub(super) fn features(package: &Package, apis: &[Api]) -> Vec<String> {
    let mut lines =
        ["# Features", "", "| feature | adds |", "| --- | --- |"].map(str::to_owned).to_vec();
    if package.layout == Layout::Modules {
        lines.extend(apis.iter().map(|api| {
            let title = docs::sentence(&api.title.replace('|', " "));
            format!("| `{}` | {} |", api.module, title.trim_end_matches('.'))
        }));
    }
    lines.extend(SHARED.map(|(feature, adds)| format!("| `{feature}` | {adds} |")));
    lines
}

/// The features that every crate has.
const SHARED: [(&str, &str); 8] = [
    ("client", "calls over HTTP; implied by the next five, and without it there are models alone"),
    ("rustls", "TLS by rustls, the default"),
    ("native-tls", "TLS by the platform"),
    ("tracing", "a span of `tracing` for each attempt of a call, without URLs and secrets"),
    (
        "differences",
        "`ClientBuilder::on_difference`: what differs in answers from the specification",
    ),
    ("blocking", "`.block()` for ordinary threads, where asynchronous programs say `.await`"),
    ("full-serde", "`Serialize` and `Deserialize` on every model"),
    ("jiff", "moments as `jiff::Timestamp`"),
];

/// `README.md`.
pub(super) fn readme(package: &Package, apis: &[Api]) -> String {
    let mut lines = vec![format!("<!-- {} -->", super::layout::mark(package)), String::new()];
    lines.push(format!("# {}", package.name));
    docs::append(&mut lines, docs::wrapped(&docs::sentence(&package.description)));
    docs::append(&mut lines, dependency(package, apis));
    if let Some(api) = apis.first() {
        let visible = |line: &String| !line.starts_with("# ");
        let example = example(package, api).into_iter().filter(visible);
        let example =
            example.map(|line| if line == "```no_run" { "```rust".to_owned() } else { line });
        docs::append(&mut lines, example.collect());
    }
    let sections = [apis.first().map(calls).unwrap_or_default(), features(package, apis)];
    for section in sections {
        let section = section.into_iter().map(|line| match line.strip_prefix("# ") {
            Some(title) => format!("## {title}"),
            None => line,
        });
        docs::append(&mut lines, section.collect());
    }
    lines.join("\n") + "\n"
}
