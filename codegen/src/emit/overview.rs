//! What a newcomer reads first: an example, and the table of features.

use super::{Layout, Package, credentials, docs};
use crate::model::{Api, Method, Operation, Resource};

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
    let client = match api.credentials.iter().find_map(credentials::variables) {
        Some(names) => format!("let client = Client::from_env()?; // {}", names.join(", ")),
        None if api.credentials.is_empty() => "let client = Client::new()?;".to_owned(),
        None => "let client = Client::builder().build()?;".to_owned(),
    };
    let mut lines = vec!["```no_run".to_owned(), format!("use {path}::Client;"), String::new()];
    lines.push(format!("# async fn example() -> Result<(), {krate}::Error> {{"));
    lines.push(client);
    if let Some((resource, operation)) = first_call(api) {
        let (module, method) = (&resource.module, &operation.ident);
        lines.push(format!("let answer = client.{module}().{method}().await?;"));
    }
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// The first operation that only reads and needs nothing.
fn first_call(api: &Api) -> Option<(&Resource, &Operation)> {
    let all = api.resources.iter().flat_map(|resource| {
        resource.operations.iter().map(move |operation| (resource, operation))
    });
    let is_plain = |operation: &Operation| {
        operation.method == Method::Get
            && operation.required.is_empty()
            && operation.body.is_none()
            && !operation.deprecated
    };
    let mut plain = all.filter(|(_, operation)| is_plain(operation));
    plain.find(|(resource, operation)| !resource.module.is_raw() && !operation.ident.is_raw())
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
const SHARED: [(&str, &str); 5] = [
    ("client", "calls over HTTP; implied by the next two, and without it there are models alone"),
    ("rustls", "TLS by rustls, the default"),
    ("native-tls", "TLS by the platform"),
    ("full-serde", "`Serialize` and `Deserialize` on every model"),
    ("jiff", "moments as `jiff::Timestamp`"),
];

/// `README.md`.
pub(super) fn readme(package: &Package, apis: &[Api]) -> String {
    let mut lines = vec![format!("<!-- {} -->", super::layout::mark(package)), String::new()];
    lines.push(format!("# {}", package.name));
    docs::append(&mut lines, docs::wrapped(&docs::sentence(&package.description)));
    if let Some(api) = apis.first() {
        let visible = |line: &String| !line.starts_with("# ");
        let example = example(package, api).into_iter().filter(visible);
        let example =
            example.map(|line| if line == "```no_run" { "```rust".to_owned() } else { line });
        docs::append(&mut lines, example.collect());
    }
    let features = features(package, apis).into_iter();
    docs::append(
        &mut lines,
        features.map(|line| line.replace("# Features", "## Features")).collect(),
    );
    lines.join("\n") + "\n"
}
