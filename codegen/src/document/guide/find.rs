//! Where an operation takes what a how-to page names.

use super::schema::{properties, resolve};
use crate::{
    diagnostic::{Code, Diagnostic},
    document::{grammar::is_method, media_type::is_json},
    json::{Key, Node, Pointer},
    page::{Endpoint, Lead, Named},
    source::{Span, Spanned},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// An operation of the document.
pub(super) struct Call {
    id: Option<String>,
    method: String,
    path: String,
    /// The operation's id in the document, or else its method.
    pub(super) span: Span,
    path_item: Pointer,
    operation: Pointer,
}

/// The operations of a document.
pub(super) struct Calls {
    all: Vec<Call>,
    by_id: BTreeMap<String, usize>,
    /// Those whose ids are several words, by their letters and digits.
    by_words: BTreeMap<String, Vec<usize>>,
}

impl Calls {
    pub(super) fn of(root: &Node) -> Self {
        let paths = root.get("paths").and_then(Node::as_object);
        let operations = paths.into_iter().flatten().flat_map(|(path, item)| {
            let operations = item.members().filter(|(method, _)| is_method(&method.name));
            operations.map(|(method, operation)| Call::of(path, method, operation))
        });
        let mut calls =
            Self { all: operations.collect(), by_id: BTreeMap::new(), by_words: BTreeMap::new() };
        for (at, call) in calls.all.iter().enumerate() {
            let Some(id) = &call.id else { continue };
            calls.by_id.insert(id.clone(), at);
            if is_of_words(id) {
                calls.by_words.entry(squashed(id)).or_default().push(at);
            }
        }
        calls
    }

    /// The operation of which a how-to page speaks.
    pub(super) fn named(&self, operation: &Named) -> Option<&Call> {
        match operation {
            Named::Linked { id, .. } => self.by_id.get(&id.value).and_then(|at| self.all.get(*at)),
            // `/a/{b}` is both its own and the end of `/v6/a/{b}`: what says more of the path is meant.
            Named::Written(endpoint) => {
                let endpoint = &endpoint.value;
                let is_told =
                    |call: &&Call| call.answers(endpoint) && endpoint.singles_out(&call.path);
                self.all.iter().filter(is_told).max_by_key(|call| call.path.len())
            }
            Named::Ambiguous(_) => None,
        }
    }

    /// Where a name at the end of a link leads: to the operation of that id, whatever its case and
    /// signs. A single word may as well be that of a chapter.
    pub(super) fn lead(&self, name: &str) -> Lead {
        let meant = self.by_words.get(&squashed(name)).map_or([].as_slice(), Vec::as_slice);
        let exact = self.by_id.get(name).filter(|at| meant.contains(at));
        let at = match (exact, meant) {
            (Some(at), _) | (None, [at]) => at,
            (None, []) => return Lead::Nowhere,
            (None, _) => return Lead::ToOneOfSeveral,
        };
        self.all.get(*at).map_or(Lead::Nowhere, |call| Lead::To(call.endpoint()))
    }

    /// The names of all operations, in the way that one is named.
    pub(super) fn names(&self, operation: &Named) -> Vec<String> {
        match operation {
            Named::Linked { .. } | Named::Ambiguous(_) => self.by_id.keys().cloned().collect(),
            Named::Written(_) => self.all.iter().map(|it| it.endpoint().to_string()).collect(),
        }
    }
}

impl Call {
    fn of(path: &Key, method: &Key, operation: &Node) -> Self {
        let path_item = Pointer::of(["paths", &path.name]);
        let id = operation.get("operationId");
        Self {
            id: id.and_then(Node::as_str).map(str::to_owned),
            method: method.name.clone(),
            path: path.name.clone(),
            span: id.map_or(method.span, |id| id.span),
            operation: path_item.join(&method.name),
            path_item,
        }
    }

    /// What people call it: its id, or else its method and path.
    pub(super) fn name(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.endpoint().to_string())
    }

    pub(super) fn endpoint(&self) -> Endpoint {
        Endpoint { method: self.method.to_ascii_uppercase(), path: self.path.clone() }
    }

    /// Whether a method and path of prose are this operation's.
    pub(super) fn answers(&self, endpoint: &Endpoint) -> bool {
        endpoint.method.eq_ignore_ascii_case(&self.method) && endpoint.leads_to(&self.path)
    }
}

/// Where something is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Header,
    Path,
    Query,
    Cookie,
    /// A field of a form, which OpenAPI 2.0 has among the parameters.
    Form,
    Body,
}

impl Place {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "header" => Self::Header,
            "path" => Self::Path,
            "query" => Self::Query,
            "cookie" => Self::Cookie,
            "body" => Self::Body,
            "formData" => Self::Form,
            _ => return None,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Path => "path",
            Self::Query => "query",
            Self::Cookie => "cookie",
            Self::Form => "form",
            Self::Body => "body",
        })
    }
}

/// What a name stands for.
pub(super) struct Found {
    pub(super) place: Place,
    /// The parameter, or the schema whose property this is.
    pub(super) owner: Pointer,
    /// What notes are put on: the parameter, or the property's schema.
    pub(super) target: Pointer,
    /// Where the document says its name.
    pub(super) span: Span,
}

/// Why a name stands for nothing.
pub(super) enum Missing {
    /// There is none; these are there.
    Unknown(BTreeSet<String>),
    /// There are several, equally near.
    Ambiguous(Vec<Span>),
}

impl Missing {
    pub(super) fn into_diagnostic(self, call: &Call, name: &Spanned<String>) -> Diagnostic {
        /// How many names a list shows.
        const LISTED: usize = 12;
        let (call_name, wanted) = (call.name(), &name.value);
        match self {
            Self::Unknown(names) => {
                let there: Vec<_> = names.iter().map(String::as_str).collect();
                let near = similar::get_close_matches(wanted.as_str(), &there, 3, 0.6);
                let help = match (near.as_slice(), there.as_slice()) {
                    ([], []) => "it takes nothing at all".to_owned(),
                    ([], there) if there.len() > LISTED => {
                        let first: Vec<_> = there.iter().take(LISTED).copied().collect();
                        format!(
                            "it takes `{}` and {} more",
                            first.join("`, `"),
                            there.len() - LISTED
                        )
                    }
                    ([], there) => format!("it takes `{}`", there.join("`, `")),
                    (near, _) => format!("there is `{}`", near.join("`, `")),
                };
                let message = format!("the operation `{call_name}` takes no `{wanted}`");
                Diagnostic::new(Code::UnknownParameter, message)
                    .at(name.span, "the how-to page names it")
                    .at(call.span, "the operation")
                    .help(help)
            }
            Self::Ambiguous(spans) => {
                let message =
                    format!("the operation `{call_name}` takes `{wanted}` in several places");
                let finding = Diagnostic::new(Code::UnknownParameter, message)
                    .at(name.span, "the how-to page does not say which")
                    .help("say in an overlay what the how-to page means, and leave out the page");
                spans.into_iter().fold(finding, |finding, span| finding.at(span, "one of them"))
            }
        }
    }
}

/// Finds what a name stands for: a parameter, or else the property of the request's body that is
/// nearest to the surface.
pub(super) fn parameter(root: &Node, call: &Call, name: &str) -> Result<Found, Missing> {
    let mut names = BTreeSet::new();
    for (pointer, parameter) in parameters(root, call) {
        let Some((own, place)) = named(parameter) else { continue };
        if own.as_str() == Some(name) && place != Place::Body {
            return Ok(Found { place, owner: pointer.clone(), target: pointer, span: own.span });
        }
        names.extend(own.as_str().filter(|_| place != Place::Body).map(str::to_owned));
    }
    let body = body(root, call).ok_or_else(|| Missing::Unknown(names.clone()))?;
    properties(root, body, name, &mut names).and_then(|found| found.ok_or(Missing::Unknown(names)))
}

/// Whether an operation has a parameter in a place for what a how-to page describes in words.
pub(super) fn takes(root: &Node, call: &Call, place: Place, what: &str) -> bool {
    let what = squashed(what);
    parameters(root, call).into_iter().filter_map(|(_, parameter)| named(parameter)).any(
        |(name, own_place)| {
            let name = squashed(name.as_str().unwrap_or_default());
            own_place == place && !name.is_empty() && (what.contains(&name) || name.contains(&what))
        },
    )
}

/// The letters and digits of a text, all of them small.
fn squashed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a name is of several words: `getRole` and `get-role`.
fn is_of_words(name: &str) -> bool {
    let mut letters = name.trim_matches(|c: char| !c.is_alphanumeric()).chars().peekable();
    let mut parts = std::iter::from_fn(|| Some((letters.next()?, *letters.peek()?)));
    parts.any(|(one, next)| !next.is_alphanumeric() || one.is_lowercase() && next.is_uppercase())
}

/// The parameters of an operation and of its path, references resolved.
fn parameters<'a>(root: &'a Node, call: &Call) -> Vec<(Pointer, &'a Node)> {
    let lists = [&call.operation, &call.path_item].map(|owner| owner.join("parameters"));
    let pointers = lists.iter().flat_map(|list| {
        let count = list.find(root).and_then(Node::as_array).map_or(0, <[Node]>::len);
        (0..count).map(|at| resolve(root, list.item(at)))
    });
    pointers.filter_map(|pointer| pointer.find(root).map(|node| (pointer.clone(), node))).collect()
}

/// A parameter's name and place.
fn named(parameter: &Node) -> Option<(&Node, Place)> {
    let place = parameter.get("in").and_then(Node::as_str).and_then(Place::of)?;
    Some((parameter.get("name")?, place))
}

/// The schema of a request's body, the one in JSON when there are several.
fn body(root: &Node, call: &Call) -> Option<Pointer> {
    let request = resolve(root, call.operation.join("requestBody"));
    if let Some(content) = request.find(root).and_then(|request| request.get("content")) {
        let types: Vec<&str> =
            content.as_object()?.keys().map(|media_type| media_type.name.as_str()).collect();
        let json = types.iter().find(|media_type| is_json(media_type));
        let chosen = json.or(types.first())?;
        return Some(request.below(["content", chosen, "schema"]));
    }
    // OpenAPI 2.0 has the body among the parameters.
    parameters(root, call)
        .into_iter()
        .find(|(_, parameter)| parameter.get("in").and_then(Node::as_str) == Some("body"))
        .map(|(pointer, _)| pointer.join("schema"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Diagnostics, json::parse_json, source::Sources};
    use serde_json::json;

    fn parsed(document: &serde_json::Value) -> Node {
        let mut sources = Sources::new();
        let text = document.to_string();
        let span = Span::new(sources.add("a.json", text.as_str()), 0..text.len());
        parse_json(&sources, span, &mut Diagnostics::new()).unwrap()
    }

    #[test]
    fn of_several_bodies_the_one_in_json_is_meant() {
        let schema = |name: &str| json!({"schema": {"properties": {name: {}}}});
        let content =
            json!({"application/x-ndjson": schema("line"), "application/JSON": schema("name")});
        let operation = json!({"requestBody": {"content": content}});
        let root = parsed(&json!({"paths": {"/users": {"post": operation}}}));
        let calls = Calls::of(&root);
        let call = calls.all.first().unwrap();
        assert!(parameter(&root, call, "name").is_ok());
        assert!(parameter(&root, call, "line").is_err());
    }

    #[test]
    fn names_lead_to_operations_by_their_words() {
        let operation = |id: &str| json!({"operationId": id});
        let document = json!({"paths": {
            "/roles": {"get": operation("getRole"), "post": operation("search")},
            "/keys": {"get": operation("keys.list"), "put": operation("add_key")},
            "/old": {"put": operation("addKey")}
        }});
        let root = parsed(&document);
        let calls = Calls::of(&root);
        for (name, lead) in [
            ("getRole", "GET /roles"),
            ("get-role", "GET /roles"),
            ("getrole", "GET /roles"),
            ("keys-list", "GET /keys"),
            ("add_key", "PUT /keys"),
            ("addKey", "PUT /old"),
            ("add-key", "several"),
            ("search", "nowhere"),
            ("get-roles", "nowhere"),
            ("", "nowhere"),
        ] {
            let found = match calls.lead(name) {
                Lead::Nowhere => "nowhere".to_owned(),
                Lead::To(endpoint) => endpoint.to_string(),
                Lead::ToOneOfSeveral => "several".to_owned(),
            };
            assert_eq!(found, lead, "{name}");
        }
    }
}
