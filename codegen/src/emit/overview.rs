//! What a newcomer reads first: an example, and the table of features.

use super::{
    Layout, Package, credentials, docs,
    group::Features,
    server,
    snippet::{self, Function},
};
use crate::model::{Api, Method, Operation};

/// A first call, where there is something to call.
pub(super) fn example(package: &Package, api: &Api) -> Vec<String> {
    if api.resources.is_empty() {
        return Vec::new();
    }
    let (client, mut arguments) = client(api);
    let mut names = vec!["Client"];
    names.extend(arguments.iter().any(|it| it == CREDENTIALS).then_some("Credentials"));
    let mut code = vec![client];
    let call = first_call(api);
    if let Some(call) = &call {
        arguments.extend(call.arguments.iter().cloned());
        code.push(format!("let {} = {}.await?;", call.answer, call.text));
    }
    let imports = snippet::imports(package, api, &names, call.as_ref());
    snippet::block(package, imports, Function::Async, &arguments, &code)
}

/// The argument of an example that proves who is calling.
const CREDENTIALS: &str = "credentials: Credentials";

/// How an example makes its client, and of what. Where the specification does not say where the API
/// answers, callers have to.
fn client(api: &Api) -> (String, Vec<String>) {
    if let Some(variables) = api.credentials.iter().find_map(credentials::variables) {
        let code = format!("let client = Client::from_env()?; // {}", variables.join(", "));
        return (code, Vec::new());
    }
    let has_credentials = !api.credentials.is_empty();
    let mut arguments: Vec<_> =
        has_credentials.then(|| CREDENTIALS.to_owned()).into_iter().collect();
    let code = match (server::usual_url(api), has_credentials) {
        (Some(_), false) => "let client = Client::new()?;",
        (Some(_), true) => "let client = Client::new(credentials)?;",
        (None, false) => "let client = Client::builder().base_url(base_url).build()?;",
        (None, true) => {
            "let client = Client::builder().credentials(credentials).base_url(base_url).build()?;"
        }
    };
    if server::usual_url(api).is_none() {
        arguments.push("base_url: &str".to_owned());
    }
    (code.to_owned(), arguments)
}

/// The first operation that only reads and needs nothing, or else the first whose arguments a
/// reader understands at once.
fn first_call(api: &Api) -> Option<snippet::Call> {
    let reads = |operation: &Operation| {
        operation.method == Method::Get && operation.required.is_empty() && operation.body.is_none()
    };
    snippet::first(api, reads).or_else(|| snippet::first(api, |_| true))
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

const CALLS: &str = "A call takes no longer than 60 seconds in all (`timeout`); of a stream this is \
    how long the server may be silent. What failed for a passing reason is retried up to three \
    times, where that does no harm (`RetryPolicy`): a POST or PATCH only if the server cannot have \
    acted on it. Both can be set for the client and for one call. A `Hook` observes every attempt. \
    Redirects are followed within the same origin, by methods that change nothing. \
    Answers are read tolerantly: what is missing, `null` or unknown fails nothing, and an empty body \
    is an empty value, or `None` where the specification has answers without one; the feature `differences` tells of it.";

/// How the crate becomes a dependency, where that takes a choice of features.
pub(super) fn dependency(package: &Package, apis: &[Api]) -> Vec<String> {
    let (Layout::Modules, Some(first)) = (package.layout, apis.first()) else { return Vec::new() };
    entry(package, &format!("features = [\"{}\"]", first.module))
}

/// The crate as a dependency with a choice of features.
pub(super) fn entry(package: &Package, features: &str) -> Vec<String> {
    let (name, version) = (&package.name, toml::Value::from(package.version.as_str()));
    let entry = format!("{name} = {{ version = {version}, {features} }}");
    ["```toml", "[dependencies]", &entry, "```"].map(str::to_owned).to_vec()
}

/// The groups of operations, of the APIs that have some.
pub(super) fn groups(package: &Package, apis: &[Api]) -> Vec<String> {
    let mut lines = Vec::new();
    for groups in apis.iter().filter_map(|api| Features::of(package, api)) {
        docs::append(&mut lines, groups.docs(package));
    }
    lines
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
const SHARED: [(&str, &str); 9] = [
    (
        "client",
        "calls over HTTP; implied by `rustls`, `native-tls`, `tracing`, `differences` and \
         `blocking`; models alone: `default-features = false`",
    ),
    ("rustls", "TLS by rustls with ring and the platform's certificates; the default"),
    ("native-tls", "TLS by the platform; with `default-features = false`, since rustls goes first"),
    ("tracing", "a span of `tracing` for each attempt of a call, without URLs and secrets"),
    (
        "differences",
        "`ClientBuilder::on_difference`: what differs in answers from the specification",
    ),
    ("blocking", "`.block()` for ordinary threads, where asynchronous programs say `.await`"),
    ("full-serde", "`Serialize` and `Deserialize` on every model"),
    (
        "full-eq",
        "`PartialEq` on every model, `Hash` on enumerations; a default unless the API is large",
    ),
    ("jiff", "`DateTime::to_timestamp` and `Date::to_date`"),
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
    let calls = apis.first().map(calls).unwrap_or_default();
    let sections = [calls, groups(package, apis), features(package, apis)];
    for section in sections {
        let section = section.into_iter().map(|line| match line.strip_prefix("# ") {
            Some(title) => format!("## {title}"),
            None => line,
        });
        docs::append(&mut lines, section.collect());
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::manifest;

    #[test]
    fn the_table_says_what_every_feature_adds() {
        let features = manifest::feature_names().filter(|name| *name != "default");
        assert_eq!(features.collect::<Vec<_>>(), SHARED.map(|(name, _)| name));
    }
}
