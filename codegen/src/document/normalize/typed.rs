//! The document as [`openapiv3`] knows it, read object by object.
//!
//! `openapiv3` could read the document as a whole, but says of a failure neither where it is nor
//! what else fails; and it reads what is nested again for each level around it, in the worst case
//! twice as often with each. So every object is read without the objects in it, which are read in
//! turn and put in their place: in one pass, with every failure at its object.

mod schema;

use self::schema::schema;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::grammar::{Trail, is_method, reference},
    json::Node,
};
use indexmap::IndexMap;
use openapiv3::{
    Components, Content, Encoding, Header, MediaType, OpenAPI, Operation, Parameter,
    ParameterSchemaOrContent, PathItem, Paths, QueryStyle, ReferenceOr, RequestBody, Response,
    Responses, StatusCode,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

/// Operations by their paths.
type Operations = IndexMap<String, Operation>;

/// Reads a normalized document, and its operations by `QUERY`; nothing when an object in it cannot be
/// read.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<(OpenAPI, Operations)> {
    let mut reader = Reader { diagnostics, queries: Operations::new(), failed: false };
    let openapi = reader.document(root)?;
    (!reader.failed).then_some((openapi, reader.queries))
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    queries: Operations,
    failed: bool,
}

/// Reads one object.
type Read<'d, T> = fn(&mut Reader<'d>, &Node, &Trail<'_>) -> Option<T>;

impl<'d> Reader<'d> {
    /// Reads an object without some of its members.
    fn shallow<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        without: &[&str],
        trail: &Trail<'_>,
    ) -> Option<T> {
        self.shallow_with(node, without, Map::new(), trail)
    }

    /// Reads an object with others in place of some of its members.
    fn shallow_with<T: DeserializeOwned>(
        &mut self,
        node: &Node,
        without: &[&str],
        mut object: Map<String, Json>,
        trail: &Trail<'_>,
    ) -> Option<T> {
        let members = members(node).filter(|(name, _)| !without.contains(name));
        object.extend(members.map(|(name, value)| (name.to_owned(), value.to_json())));
        match serde_json::from_value(Json::Object(object)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.failed = true;
                let message = format!("`{}` is not OpenAPI: {error}", trail.pointer());
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidOpenApi, message)
                        .at(node.span, "")
                        .help("correct it with an overlay"),
                );
                None
            }
        }
    }

    /// The objects of a member by name.
    fn map<T>(
        &mut self,
        node: &Node,
        name: &str,
        trail: &Trail<'_>,
        read: Read<'d, T>,
    ) -> IndexMap<String, T> {
        let trail = trail.name(name);
        let entries = members_of(node, name);
        // What is read is large, and a map that grows by itself has room to spare.
        let mut map = IndexMap::with_capacity(entries.len());
        map.extend(entries.filter_map(|(name, entry)| {
            Some((name.to_owned(), read(self, entry, &trail.name(name))?))
        }));
        map
    }

    /// The objects of a member that is a list.
    fn list<T>(&mut self, node: &Node, name: &str, trail: &Trail<'_>, read: Read<'d, T>) -> Vec<T> {
        let trail = trail.name(name);
        let items = node.get(name).and_then(Node::as_array).unwrap_or_default();
        let mut list = Vec::with_capacity(items.len());
        let items = items.iter().enumerate();
        list.extend(items.filter_map(|(index, item)| read(self, item, &trail.index(index))));
        list
    }

    fn plain<T: DeserializeOwned>(&mut self, node: &Node, trail: &Trail<'_>) -> Option<T> {
        self.shallow(node, &[], trail)
    }

    fn document(&mut self, root: &Node) -> Option<OpenAPI> {
        const OWN: &[&str] = &["info", "servers", "tags", "paths", "components", "x-webhooks"];
        let trail = &Trail::ROOT;
        let empty = || Json::Object(Map::new());
        let no_info = [("title".to_owned(), "".into()), ("version".to_owned(), "".into())];
        let nothing = [
            ("info".to_owned(), Json::Object(no_info.into_iter().collect())),
            ("paths".to_owned(), empty()),
        ];
        let document =
            self.shallow_with::<OpenAPI>(root, OWN, nothing.into_iter().collect(), trail);
        let info = self.plain(root.get("info")?, &trail.name("info"));
        let servers = self.list(root, "servers", trail, Self::plain);
        let tags = self.list(root, "tags", trail, Self::plain);
        let paths = root.get("paths").map(|node| self.paths(node, &trail.name("paths")));
        let components =
            root.get("components").map(|node| self.components(node, &trail.name("components")));
        Some(OpenAPI { info: info?, servers, tags, paths: paths?, components, ..document? })
    }

    fn components(&mut self, node: &Node, trail: &Trail<'_>) -> Components {
        Components {
            schemas: members_of(node, "schemas")
                .map(|(name, node)| (name.to_owned(), schema(node)))
                .collect(),
            responses: self.map(node, "responses", trail, Self::response),
            parameters: self.map(node, "parameters", trail, Self::parameter),
            request_bodies: self.map(node, "requestBodies", trail, Self::request_body),
            headers: self.map(node, "headers", trail, Self::header),
            security_schemes: self.map(node, "securitySchemes", trail, Self::plain),
            extensions: extensions(node),
            ..Components::default()
        }
    }

    fn paths(&mut self, node: &Node, trail: &Trail<'_>) -> Paths {
        let items = members(node).filter(|(path, _)| path.starts_with('/'));
        let paths = items.filter_map(|(path, item)| {
            let trail = trail.name(path);
            let query = item.get("query").and_then(|it| self.operation(it, &trail.name("query")));
            self.queries.extend(query.map(|query| (path.to_owned(), query)));
            Some((path.to_owned(), self.path_item(item, &trail)?))
        });
        Paths { paths: paths.collect(), extensions: extensions(node) }
    }

    fn path_item(&mut self, node: &Node, trail: &Trail<'_>) -> Option<ReferenceOr<PathItem>> {
        let members = node.as_object()?;
        if let Some(target) = reference(node).filter(|_| members.len() == 1) {
            return Some(ReferenceOr::ref_(target));
        }
        let own = members.keys().map(|key| key.name.as_str());
        let own = own.filter(|name| is_method(name) || matches!(*name, "parameters" | "servers"));
        let mut item = self.shallow::<PathItem>(node, &own.collect::<Vec<_>>(), trail);
        let mut operation = |name: &str| {
            let operation = node.get(name)?;
            self.operation(operation, &trail.name(name))
        };
        if let Some(item) = &mut item {
            item.get = operation("get");
            item.put = operation("put");
            item.post = operation("post");
            item.delete = operation("delete");
            item.options = operation("options");
            item.head = operation("head");
            item.patch = operation("patch");
            item.trace = operation("trace");
            item.servers = self.list(node, "servers", trail, Self::plain);
            item.parameters = self.list(node, "parameters", trail, Self::parameter);
        }
        item.map(ReferenceOr::Item)
    }

    fn operation(&mut self, node: &Node, trail: &Trail<'_>) -> Option<Operation> {
        const OWN: &[&str] = &["parameters", "requestBody", "responses", "callbacks", "servers"];
        let nothing = [("responses".to_owned(), Json::Object(Map::new()))];
        let operation =
            self.shallow_with::<Operation>(node, OWN, nothing.into_iter().collect(), trail);
        let parameters = self.list(node, "parameters", trail, Self::parameter);
        let servers = self.list(node, "servers", trail, Self::plain);
        let request_body = node
            .get("requestBody")
            .and_then(|body| self.request_body(body, &trail.name("requestBody")));
        let responses = node
            .get("responses")
            .map(|responses| self.responses(responses, &trail.name("responses")))
            .unwrap_or_default();
        Some(Operation { parameters, servers, request_body, responses, ..operation? })
    }

    fn parameter(&mut self, node: &Node, trail: &Trail<'_>) -> Option<ReferenceOr<Parameter>> {
        self.or_reference(node, trail, |reader, node, trail| {
            let own = ["schema", "content", "example", "examples"];
            let mut parameter =
                reader.shallow_with::<Parameter>(node, &own, any_schema(), trail)?;
            let (Parameter::Query { parameter_data: data, .. }
            | Parameter::Header { parameter_data: data, .. }
            | Parameter::Path { parameter_data: data, .. }
            | Parameter::Cookie { parameter_data: data, .. }) = &mut parameter;
            data.format = reader.schema_or_content(node, trail);
            Some(parameter)
        })
    }

    fn header(&mut self, node: &Node, trail: &Trail<'_>) -> Option<ReferenceOr<Header>> {
        self.or_reference(node, trail, |reader, node, trail| {
            let own = ["schema", "content", "example", "examples"];
            let header = reader.shallow_with::<Header>(node, &own, any_schema(), trail)?;
            Some(Header { format: reader.schema_or_content(node, trail), ..header })
        })
    }

    fn schema_or_content(&mut self, node: &Node, trail: &Trail<'_>) -> ParameterSchemaOrContent {
        match node.get("schema") {
            Some(node) => ParameterSchemaOrContent::Schema(schema(node)),
            None => ParameterSchemaOrContent::Content(self.content(node, trail)),
        }
    }

    fn request_body(&mut self, node: &Node, trail: &Trail<'_>) -> Option<ReferenceOr<RequestBody>> {
        self.or_reference(node, trail, |reader, node, trail| {
            let body = reader.shallow::<RequestBody>(node, &["content"], trail)?;
            Some(RequestBody { content: reader.content(node, trail), ..body })
        })
    }

    fn responses(&mut self, node: &Node, trail: &Trail<'_>) -> Responses {
        let mut responses = Responses { extensions: extensions(node), ..Responses::default() };
        responses.responses.reserve_exact(members(node).len());
        for (status, node) in members(node).filter(|(status, _)| !status.starts_with("x-")) {
            let Some(response) = self.response(node, &trail.name(status)) else { continue };
            if status == "default" {
                responses.default = Some(response);
            } else if let Ok(code) = serde_json::from_value::<StatusCode>(status.into()) {
                responses.responses.insert(code, response);
            }
        }
        responses
    }

    fn response(&mut self, node: &Node, trail: &Trail<'_>) -> Option<ReferenceOr<Response>> {
        self.or_reference(node, trail, |reader, node, trail| {
            let response =
                reader.shallow::<Response>(node, &["headers", "content", "links"], trail)?;
            let headers = reader.map(node, "headers", trail, Self::header);
            Some(Response { headers, content: reader.content(node, trail), ..response })
        })
    }

    fn content(&mut self, node: &Node, trail: &Trail<'_>) -> Content {
        self.map(node, "content", trail, |reader, node, trail| {
            Some(MediaType {
                schema: node.get("schema").map(schema),
                encoding: reader.map(node, "encoding", trail, Self::encoding),
                extensions: extensions(node),
                ..MediaType::default()
            })
        })
    }

    fn encoding(&mut self, node: &Node, trail: &Trail<'_>) -> Option<Encoding> {
        let mut encoding = self.shallow::<Encoding>(node, &["headers"], trail)?;
        // What `form` means unless something else is said, and `openapiv3` does not know.
        encoding.explode |=
            encoding.style == Some(QueryStyle::Form) && node.get("explode").is_none();
        encoding.headers = self.map(node, "headers", trail, Self::header);
        Some(encoding)
    }

    /// An object in whose place a reference may stand.
    fn or_reference<T>(
        &mut self,
        node: &Node,
        trail: &Trail<'_>,
        read: Read<'d, T>,
    ) -> Option<ReferenceOr<T>> {
        match reference(node) {
            Some(target) => Some(ReferenceOr::ref_(target)),
            None => read(self, node, trail).map(ReferenceOr::Item),
        }
    }
}

/// A schema to stand in for the one that is read by itself.
fn any_schema() -> Map<String, Json> {
    [("schema".to_owned(), Json::Object(Map::new()))].into_iter().collect()
}

/// The members of an object: how many is known, so that maps get their room.
fn members(node: &Node) -> impl ExactSizeIterator<Item = (&str, &Node)> {
    node.members().map(|(key, node)| (key.name.as_str(), node))
}

fn members_of<'a>(
    node: &'a Node,
    name: &str,
) -> impl ExactSizeIterator<Item = (&'a str, &'a Node)> {
    let members = node.get(name).map(Node::members).unwrap_or_default();
    members.map(|(key, node)| (key.name.as_str(), node))
}

fn extensions(node: &Node) -> IndexMap<String, Json> {
    members(node)
        .filter(|(name, _)| name.starts_with("x-"))
        .map(|(name, value)| (name.to_owned(), value.to_json()))
        .collect()
}
