//! Operations that a page only names, because its site shows them from a document that is not in
//! the page: blocks of GitBook, and the front matter of Mintlify and Docusaurus.

use super::{Endpoint, guide::without_host};
use crate::document::grammar::is_method;
use std::ops::Range;

/// What shows a part of a document that is elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its place in the page.
    pub(super) range: Range<usize>,
    /// The method and path; nothing where the page does not say them.
    pub(super) operation: Option<Endpoint>,
    /// Whether the page holds the description itself, in its own form.
    pub(super) is_here: bool,
}

/// All of them, in order.
pub(super) fn shown(text: &str) -> Vec<Shown> {
    front_matter(text).into_iter().chain(blocks(text)).collect()
}

/// `openapi: "openapi.json GET /users"` as Mintlify has it, and `api:` with the operation in JSON
/// or compressed, as Docusaurus does.
fn front_matter(text: &str) -> Option<Shown> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut start = text_start;
    let mut lines = text.get(text_start..)?.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    start += first.len();
    for line in lines {
        if line.trim_end() == "---" {
            return None;
        }
        let range = start..start + line.trim_end().len();
        start += line.len();
        let value = |name| line.strip_prefix(name).map(|value: &str| value.trim());
        if let Some(value) = value("openapi:") {
            let words: Vec<_> = value.trim_matches(['"', '\'']).split_whitespace().collect();
            let operation = words.iter().rev().take(2).rev().copied().collect::<Vec<_>>();
            if let [method, path] = operation.as_slice()
                && path.starts_with('/')
            {
                let operation = Some(endpoint(method, path));
                return Some(Shown { range, operation, is_here: false });
            }
        }
        if let Some(operation) = value("api:").and_then(written) {
            return Some(Shown { range, operation: Some(operation), is_here: true });
        }
        if value("api:").is_some_and(|it| it.starts_with('{') || it.starts_with("eJ")) {
            // The line may be as long as a document.
            let range = range.start..range.start + "api:".len();
            return Some(Shown { range, operation: None, is_here: true });
        }
    }
    None
}

/// `POST https://users.example/users` in quotation marks, as Mintlify has it for what it describes in
/// tags.
fn written(value: &str) -> Option<Endpoint> {
    let (method, address) = value.trim_matches(['"', '\'']).split_once(' ')?;
    let path = without_host(address.trim());
    let is_operation = is_method(&method.to_ascii_lowercase()) && path.starts_with('/');
    is_operation.then(|| endpoint(method, path))
}

/// `{% openapi src="…" path="/users" method="get" %}` and its younger and older brothers, of which
/// the oldest has the description between blocks of its own.
fn blocks(text: &str) -> impl Iterator<Item = Shown> + '_ {
    text.match_indices("{%").filter_map(|(start, _)| {
        // Up to the next one: looking for an end that is not there takes the whole page.
        let near = text.get(start + 2..)?;
        let near = near.split_once("{%").map_or(near, |(near, _)| near);
        let (inside, _) = near.split_once("%}")?;
        let (name, attributes) = inside.trim().split_once(char::is_whitespace)?;
        if !matches!(
            name,
            "openapi" | "openapi-operation" | "openapi-schemas" | "swagger" | "api-method"
        ) {
            return None;
        }
        let value = |name: &str| {
            let (_, behind) = attributes.split_once(&format!("{name}=\""))?;
            behind.split_once('"').map(|(value, _)| value)
        };
        let operation = value("method").zip(value("path"));
        let operation = operation.map(|(method, path)| endpoint(method, path));
        let is_here = ["src", "spec"].iter().all(|name| value(name).is_none());
        Some(Shown { range: start..start + inside.len() + 4, operation, is_here })
    })
}

fn endpoint(method: &str, path: &str) -> Endpoint {
    Endpoint { method: method.to_ascii_uppercase(), path: path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<Endpoint>)> {
        let shown = shown(text).into_iter();
        shown.map(|it| (text.get(it.range).unwrap(), it.operation)).collect()
    }

    fn users(method: &str) -> Endpoint {
        endpoint(method, "/users")
    }

    #[test]
    fn operations_in_front_matter_and_blocks_are_found() {
        for (text, expected) in [
            (
                "---\nopenapi: \"GET /users\"\n---\n",
                ("openapi: \"GET /users\"", Some(users("get"))),
            ),
            (
                "---\r\ntitle: x\r\nopenapi: a.json post /users\r\n---",
                ("openapi: a.json post /users", Some(users("post"))),
            ),
            (
                "---\napi: 'POST https://x.org/users'\n---\n",
                ("api: 'POST https://x.org/users'", Some(users("post"))),
            ),
            ("\u{feff}---\napi: {\"method\": \"get\"}\n---\n", ("api:", None)),
            (
                "{% openapi src=\"x\" path=\"/users\" method=\"GET\" %}",
                ("{% openapi src=\"x\" path=\"/users\" method=\"GET\" %}", Some(users("get"))),
            ),
            ("a {% openapi-schemas spec=\"x\" %} b", ("{% openapi-schemas spec=\"x\" %}", None)),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_the_page_holds_itself_is_told_from_what_is_elsewhere() {
        for (text, is_here) in [
            ("---\nopenapi: GET /users\n---\n", false),
            ("---\napi: {\"method\": \"get\"}\n---\n", true),
            ("{% openapi src=\"x\" path=\"/users\" method=\"GET\" %}", false),
            ("---\napi: \"GET https://x.org/users\"\n---\n", true),
            ("{% api-method method=\"get\" host=\"https://x.org\" path=\"/users\" %}", true),
            ("{% swagger method=\"get\" path=\"/users\" baseUrl=\"https://x.org\" %}", true),
        ] {
            assert_eq!(shown(text)[0].is_here, is_here, "{text}");
        }
    }

    #[test]
    fn other_front_matter_and_blocks_are_not() {
        for text in [
            "---\nopenapi: 3.0.3\n---\n",
            "---\ntitle: x\n---\nopenapi: GET /users\n",
            "---\napi: users\n---\n",
            "---\napi: GET users\n---\n",
            "{% hint style=\"info\" %}",
            "{% endopenapi %}",
            "{% openapi",
            "{% openapi {% endhint %}",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
