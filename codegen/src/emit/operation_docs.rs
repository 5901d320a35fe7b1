//! What the documentation of an operation's method says.

use super::{docs, envelope, parameter, scope::Model};
use crate::{
    model::{Body, Operation, Output, OutputVariant, Payload, StatusPattern, TypeRef},
    name::Ident,
};

/// What is said of an operation that may be answered before it is done.
const WAITS: &str = "The server may accept the request before it is done: \
    [`send_and_wait`](Call::send_and_wait) waits until it is.";

/// How the body of a failure is read.
const DECODE: &str = "[`ApiError::decode`](crate::ApiError::decode)";

/// The lines of the documentation.
pub(super) fn lines(operation: &Operation, model: &Model<'_>) -> Vec<String> {
    let endpoint = docs::code(&format!("{} {}", operation.method.as_str(), operation.path));
    let mut lines = docs::lines(&operation.docs, String::new);
    docs::paragraph(&mut lines, &provenance(operation, &endpoint));
    docs::paragraph(&mut lines, &opened(operation, model));
    if matches!(operation.output, Output::Optional(_)) {
        docs::paragraph(&mut lines, &without_body(operation));
    }
    if operation.waits {
        docs::paragraph(&mut lines, WAITS);
    }
    docs::paragraph(&mut lines, &pages(operation));
    section(&mut lines, "Arguments", docs::list(arguments(operation, model)));
    section(&mut lines, "Optional parameters", docs::list(setters(operation)));
    section(&mut lines, "Response headers", docs::list(headers(operation)));
    section(&mut lines, "Errors", errors(operation, model));
    lines
}

fn section(lines: &mut Vec<String>, title: &str, content: Vec<String>) {
    if !content.is_empty() {
        docs::append(lines, vec![format!("# {title}")]);
        docs::append(lines, content);
    }
}

/// Where the operation is found, in the API and in its documentation.
fn provenance(operation: &Operation, endpoint: &str) -> String {
    // Whoever uses the crate has the page, not the folder that it was in.
    let page = operation.origin.page.file_name().map(docs::code).unwrap_or_default();
    let page = if page.is_empty() { page } else { format!(", documented in {page}") };
    let id = operation.operation_id.as_ref();
    let id = id.map(|id| format!(", operation {}", docs::code(id)));
    format!("{endpoint}{}{page}.", id.unwrap_or_default())
}

/// What is taken out of the answer, where it is an envelope.
fn opened(operation: &Operation, model: &Model<'_>) -> String {
    let Some(payload) = operation.output.only() else { return String::new() };
    let fields = payload.ty().and_then(|ty| envelope::of(ty, model));
    let Some((whole, fields)) = link(payload, model).zip(fields) else { return String::new() };
    let (value, success) = (docs::code(&fields.value.wire), docs::code(&fields.success.wire));
    format!(
        "Gives {value} of {whole}, which [`send_as`](Call::send_as) can give as a whole. An answer \
         in which {success} is `false` is an error, whatever its status."
    )
}

/// When there is nothing in the answer.
fn without_body(operation: &Operation) -> String {
    let empty = operation.successes.iter().filter(|success| success.is_empty);
    let statuses: Vec<_> = empty.map(|success| docs::code(&status(success.status))).collect();
    format!(
        "Gives `None` where the answer has no body, as with {}, or is `null`.",
        statuses.join(" and ")
    )
}

/// How all pages are read, where there are several.
fn pages(operation: &Operation) -> String {
    let marker = &operation.marker;
    let said = || {
        format!(
            "Answers in pages: [`items`](Call::<{marker}>::items) reads the items of all of \
             them, [`pages`](Call::<{marker}>::pages) one page after another."
        )
    };
    operation.paging.as_ref().map(|_| said()).unwrap_or_default()
}

fn arguments(operation: &Operation, model: &Model<'_>) -> Vec<String> {
    let body = operation.body.iter().filter(|body| body.required);
    let parameters = operation.required.iter().map(|parameter| {
        let said = docs::brief(&parameter.docs, || parameter::whereabouts(parameter));
        format!("{}: {said}", docs::code(parameter.ident.as_str()))
    });
    let body =
        body.map(|body| format!("{}: {}", docs::code(body.ident.as_str()), content(body, model)));
    parameters.chain(body).collect()
}

/// The setters, which say what they set; here is only what they accept. They are no links, since
/// rustdoc leads those to the first operation that has a setter of this name.
fn setters(operation: &Operation) -> Vec<String> {
    let body = operation.body.iter().filter(|body| !body.required);
    let body = body.map(|body| (&body.ident, &body.docs));
    let parameters = operation.optional.iter().map(|parameter| (&parameter.ident, &parameter.docs));
    let item = |(name, docs): (&Ident, _)| {
        let name = docs::code(name.as_str());
        match docs::notes(docs) {
            notes if notes.is_empty() => name,
            notes => format!("{name}: {notes}"),
        }
    };
    body.chain(parameters).map(item).collect()
}

/// The methods of the response that read headers.
fn headers(operation: &Operation) -> impl Iterator<Item = String> {
    operation.headers.iter().map(|header| docs::code(header.ident.as_str()))
}

fn content(body: &Body, model: &Model<'_>) -> String {
    docs::brief(&body.docs, || what_is_sent(&body.payload, model))
}

/// What a body holds, for one that says nothing of itself.
pub(super) fn what_is_sent(payload: &Payload, model: &Model<'_>) -> String {
    format!("The {} to send.", noun(payload, model))
}

/// What to call what travels in a body, behind an article.
pub(super) fn noun(payload: &Payload, model: &Model<'_>) -> String {
    match payload {
        Payload::Text(_) | Payload::Events(_) | Payload::Lines { .. } => "text".to_owned(),
        Payload::Binary(_) => "bytes".to_owned(),
        payload => link(payload, model).unwrap_or_else(|| "value".to_owned()),
    }
}

fn errors(operation: &Operation, model: &Model<'_>) -> Vec<String> {
    match operation.errors.as_slice() {
        [] => refusal(operation, model),
        [OutputVariant { status: StatusPattern::Default, payload, .. }] => {
            let ty = payload.as_ref().and_then(|payload| link(payload, model));
            let said = |ty| format!("The server's reason decodes as {ty}, with {DECODE}.");
            ty.map(said).map(|said| docs::wrapped(&said)).unwrap_or_default()
        }
        several => {
            let items = several.iter().map(|error| {
                let status = status(error.status);
                let said = docs::brief(&error.docs, || "Refused.".to_owned());
                match error.payload.as_ref().and_then(|payload| link(payload, model)) {
                    Some(ty) => format!("{status}: {said} Decodes as {ty}."),
                    None => format!("{status}: {said}"),
                }
            });
            let mut lines = docs::list(items);
            docs::paragraph(&mut lines, &format!("The server's reason decodes with {DECODE}."));
            lines
        }
    }
}

/// What a failure reads as where the specification describes none, but successes are envelopes.
fn refusal(operation: &Operation, model: &Model<'_>) -> Vec<String> {
    let Some(payload) = operation.output.only() else { return Vec::new() };
    let is_envelope = payload.ty().and_then(|ty| envelope::of(ty, model)).is_some();
    let whole = link(payload, model).filter(|_| is_envelope);
    let said = whole.map(|whole| format!("The server's reason decodes as {whole}, with {DECODE}."));
    said.map(|said| docs::wrapped(&said)).unwrap_or_default()
}

/// A link to the type of a payload, where it has one of its own.
fn link(payload: &Payload, model: &Model<'_>) -> Option<String> {
    let Some(TypeRef::Named(id)) = payload.ty() else { return None };
    let name = &model.get(*id)?.ident;
    Some(format!("[`{name}`](super::models::{name})"))
}

/// A status, or a range of them, as people write it.
pub(super) fn status(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
        StatusPattern::Default => "Any other".to_owned(),
    }
}
