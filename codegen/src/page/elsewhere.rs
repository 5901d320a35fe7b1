//! Operations that a page only names, because its site shows them from a document that is not in
//! the page: blocks of GitBook, and the front matter of Mintlify and Docusaurus.

use std::ops::Range;

/// What shows a part of a document that is elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its place in the page.
    pub(super) range: Range<usize>,
    /// The method, in small letters, and the path; nothing where the page does not say them.
    pub(super) operation: Option<(String, String)>,
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
                let operation = Some((method.to_ascii_lowercase(), (*path).to_owned()));
                return Some(Shown { range, operation });
            }
        }
        if value("api:").is_some_and(|it| it.starts_with('{') || it.starts_with("eJ")) {
            // The line may be as long as a document.
            let range = range.start..range.start + "api:".len();
            return Some(Shown { range, operation: None });
        }
    }
    None
}

/// `{% openapi src="…" path="/users" method="get" %}` and its younger and older brothers.
fn blocks(text: &str) -> impl Iterator<Item = Shown> + '_ {
    text.match_indices("{%").filter_map(|(start, _)| {
        let length = text.get(start..)?.find("%}")? + 2;
        let tag = text.get(start..start + length)?;
        let (name, attributes) = tag.get(2..length - 2)?.trim().split_once(char::is_whitespace)?;
        if !matches!(name, "openapi" | "openapi-operation" | "openapi-schemas" | "swagger") {
            return None;
        }
        let value = |name: &str| {
            let (_, behind) = attributes.split_once(&format!("{name}=\""))?;
            behind.split_once('"').map(|(value, _)| value)
        };
        let operation = value("method").zip(value("path"));
        let operation = operation.map(|(method, path)| (method.to_ascii_lowercase(), path.into()));
        Some(Shown { range: start..start + length, operation })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<(String, String)>)> {
        let shown = shown(text).into_iter();
        shown.map(|it| (text.get(it.range).unwrap(), it.operation)).collect()
    }

    fn users(method: &str) -> (String, String) {
        (method.to_owned(), "/users".to_owned())
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
    fn other_front_matter_and_blocks_are_not() {
        for text in [
            "---\nopenapi: 3.0.3\n---\n",
            "---\ntitle: x\n---\nopenapi: GET /users\n",
            "{% hint style=\"info\" %}",
            "{% endopenapi %}",
            "{% openapi",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
