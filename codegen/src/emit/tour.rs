//! What callers can do, in sections with an example each, where the API has it.

use super::{
    Package, credentials, docs,
    snippet::{self, Function},
};
use crate::model::{Api, Method, Operation, Output, Payload};

type Section = fn(&Package, &Api) -> Option<Vec<String>>;

const SECTIONS: [Section; 7] =
    [authentication, paging, streams, waiting, errors, more_than_the_body, blocking];

/// The sections; each example is of the first API that has a fitting operation.
pub(super) fn sections(package: &Package, apis: &[Api]) -> Vec<String> {
    let mut lines = Vec::new();
    for section in SECTIONS {
        let found = apis.iter().find_map(|api| section(package, api));
        docs::append(&mut lines, found.unwrap_or_default());
    }
    lines
}

fn authentication(package: &Package, api: &Api) -> Option<Vec<String>> {
    let (call, arguments) = credentials::example(api.credentials.first()?)?;
    let ways = credentials::sources(api);
    let said =
        "`Client::new` takes one of the API's `Credentials`, whose secrets are never printed.";
    let said = match ways.as_str() {
        "" => said.to_owned(),
        ways => format!("{said} `Client::from_env` reads {ways}."),
    };
    let code = [format!("let client = Client::new({call})?;")];
    let imports = snippet::imports(package, api, &["Client", "Credentials"], None);
    let example = snippet::block(package, imports, Function::Plain, &arguments, &code);
    Some(section("Authentication", &said, example))
}

fn paging(package: &Package, api: &Api) -> Option<Vec<String>> {
    let call = snippet::first(api, |operation| operation.paging.is_some())?;
    let said = "Where answers come in pages, `items` is a stream over the items of all of them, \
                and `pages` one over the pages. Each page is a call of its own.";
    let code = [
        format!("let mut items = {}.items();", call.text),
        "while let Some(item) = items.next().await {".to_owned(),
        "    println!(\"{:?}\", item?);".to_owned(),
        "}".to_owned(),
    ];
    Some(section("Paging", said, asynchronous(package, api, &call, &code)))
}

fn streams(package: &Package, api: &Api) -> Option<Vec<String>> {
    let is_stream = |operation: &Operation| {
        matches!(operation.output, Output::One(Payload::Events(_) | Payload::Lines { .. }))
    };
    let (call, sending) =
        snippet::first(api, is_stream).map(|call| (call, ".await?")).or_else(|| {
            let call = snippet::first(api, |operation| operation.events.is_some())?;
            Some((call, ".send_events().await?.into_body()"))
        })?;
    let said = "Events, and values that come one in a line, are read as they come. One that cannot \
                be decoded is an error, and does not end the stream.";
    let code = [
        format!("let mut stream = {}{sending};", call.text),
        "while let Some(next) = stream.next().await {".to_owned(),
        "    println!(\"{:?}\", next?);".to_owned(),
        "}".to_owned(),
    ];
    Some(section("Streams", said, asynchronous(package, api, &call, &code)))
}

fn waiting(package: &Package, api: &Api) -> Option<Vec<String>> {
    let changes = |operation: &Operation| operation.method == Method::Post;
    let call = snippet::first(api, |operation| operation.waits && changes(operation))
        .or_else(|| snippet::first(api, |operation| operation.waits))?;
    let said = "The server may accept a request before it is done. `send_and_wait` waits until it \
                is, with a limit of its own; `.await` does not. If it is not done in time, \
                `Error::wait_error` keeps what was accepted, and `Client::wait_for` goes on from \
                there.";
    let code = [
        "let limit = std::time::Duration::from_secs(300);".to_owned(),
        format!("let response = {}.send_and_wait(limit).await?;", call.text),
    ];
    Some(section("Waiting", said, asynchronous(package, api, &call, &code)))
}

fn errors(package: &Package, api: &Api) -> Option<Vec<String>> {
    let reads = |operation: &Operation| operation.method == Method::Get;
    let call = snippet::first(api, |operation| reads(operation) && !operation.required.is_empty())
        .or_else(|| snippet::first(api, |_| true))?;
    let said = "An `Error` says in one line which operation failed, and why. What the server said \
                when it refused is in `Error::api`, and `ApiError::decode` reads it as the type \
                that the specification gives it.";
    let code = [
        format!("match {}.await {{", call.text),
        "    Ok(answer) => println!(\"{answer:?}\"),".to_owned(),
        "    Err(error) if error.is_not_found() => println!(\"not found\"),".to_owned(),
        "    Err(error) => match error.api() {".to_owned(),
        "        Some(refusal) => println!(\"{}: {:?}\", refusal.status(), refusal.message()),"
            .to_owned(),
        "        None => return Err(error),".to_owned(),
        "    },".to_owned(),
        "}".to_owned(),
    ];
    Some(section("Errors", said, asynchronous(package, api, &call, &code)))
}

fn more_than_the_body(package: &Package, api: &Api) -> Option<Vec<String>> {
    let call = snippet::first(api, has_body)?;
    let said = "`send` gives the status and the headers as well. `send_as` reads the body as a \
                type of yours, such as one with the few members that a program needs.";
    let code = [
        format!("let response = {}.send().await?;", call.text),
        "println!(\"{} {:?}\", response.status(), response.request_id());".to_owned(),
        format!("let {} = response.into_body();", call.answer),
    ];
    Some(section("More than the body", said, asynchronous(package, api, &call, &code)))
}

fn blocking(package: &Package, api: &Api) -> Option<Vec<String>> {
    let call = snippet::first(api, has_body)?;
    let said = "With the feature `blocking`, ordinary threads call as well:";
    let code = [format!("let {} = {}.block()?;", call.answer, call.text)];
    let imports = snippet::imports(package, api, &["Client"], Some(&call));
    let example = snippet::block(package, imports, Function::Plain, &with_client(&call), &code);
    Some(section("Blocking", said, example))
}

fn has_body(operation: &Operation) -> bool {
    !matches!(operation.output, Output::Empty)
}

fn asynchronous(
    package: &Package,
    api: &Api,
    call: &snippet::Call,
    code: &[String],
) -> Vec<String> {
    let imports = snippet::imports(package, api, &["Client"], Some(call));
    snippet::block(package, imports, Function::Async, &with_client(call), code)
}

fn with_client(call: &snippet::Call) -> Vec<String> {
    let client = std::iter::once("client: &Client".to_owned());
    client.chain(call.arguments.iter().cloned()).collect()
}

fn section(title: &str, said: &str, example: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("# {title}")];
    docs::paragraph(&mut lines, said);
    docs::append(&mut lines, example);
    lines
}
