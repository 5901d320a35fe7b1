//! Examples in the documentation: calls of the API's own operations.

use super::Package;
use crate::model::{Api, Operation, Parameter, Resource, TypeRef};

/// A call for an example.
pub(super) struct Call {
    /// `client.users().get(user_id)`
    pub text: String,
    /// What a program would call the answer.
    pub answer: String,
    /// The arguments, with their types.
    pub arguments: Vec<String>,
    /// The model among the types.
    model: Option<String>,
}

/// The first call whose arguments a reader understands at once, of an operation that fits.
pub(super) fn first(api: &Api, fits: impl Fn(&Operation) -> bool) -> Option<Call> {
    let all = api.resources.iter().flat_map(|resource| {
        resource.operations.iter().map(move |operation| (resource, operation))
    });
    let mut all = all.filter(|(_, operation)| fits(operation));
    all.find_map(|(resource, operation)| call(api, resource, operation))
}

/// A call of an operation, where each of its arguments is text or a model.
fn call(api: &Api, resource: &Resource, operation: &Operation) -> Option<Call> {
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
    // A list is called what it is of.
    let is_list = operation.ident.as_str() == "list";
    operation.required.iter().all(is_text).then(|| Call {
        text: format!("client.{}().{}({})", resource.module, operation.ident, joined(&names)),
        answer: if is_list { resource.module.to_string() } else { "answer".to_owned() },
        arguments: names.iter().zip(types).map(|(name, ty)| format!("{name}: {ty}")).collect(),
        model,
    })
}

/// What an example imports: these names of the API, and the model that the call takes.
pub(super) fn imports(package: &Package, api: &Api, names: &[&str], call: Option<&Call>) -> String {
    let path = package.path_of(api);
    let model = call.and_then(|call| call.model.as_ref()).map(|name| format!("models::{name}"));
    let names: Vec<_> = names.iter().map(|&name| name.to_owned()).chain(model).collect();
    match names.as_slice() {
        [name] => format!("use {path}::{name};"),
        names => format!("use {path}::{{{}}};", joined(names)),
    }
}

/// The function around an example.
#[derive(Clone, Copy)]
pub(super) enum Function {
    /// One that waits for its calls by `.await`.
    Async,
    /// Any other.
    Plain,
}

impl Function {
    fn keywords(self) -> &'static str {
        match self {
            Self::Async => "async fn",
            Self::Plain => "fn",
        }
    }
}

/// Code in a function of which readers see the inside alone.
pub(super) fn block(
    package: &Package,
    imports: String,
    function: Function,
    arguments: &[String],
    code: &[String],
) -> Vec<String> {
    let (krate, arguments, function) = (package.module(), joined(arguments), function.keywords());
    let mut lines = vec!["```no_run".to_owned(), imports, String::new()];
    lines.push(format!("# {function} example({arguments}) -> Result<(), {krate}::Error> {{"));
    lines.extend_from_slice(code);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

fn joined(texts: &[impl ToString]) -> String {
    texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
