//! OpenAPI documents as files, and how an OpenAPI document is told from other JSON and YAML.

use super::{Format, Fragment};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Node, parse_json_excerpt, parse_yaml_excerpt},
    source::{Excerpt, Source, SourceId, Sources, Span},
};

/// The language in which a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// The language of an OpenAPI document, whole or truncated; nothing for any other text.
    ///
    /// What counts is a member `openapi` or `swagger` of the document itself: an example of a
    /// request may have one deeper down.
    pub(super) fn of_openapi(text: &str) -> Option<Self> {
        let uncommented = without_comments(text);
        if begins_as_json(uncommented) {
            // Only YAML has comments behind `#`, and all of JSON besides.
            let syntax = if text.trim_start().starts_with('#') { Self::Yaml } else { Self::Json };
            json_declares_version(uncommented).then_some(syntax)
        } else if let Some(inside) = uncommented.strip_prefix('{') {
            // JSON5, as far as it is YAML: names without quotes, and with other ones.
            let first = inside.lines().find(|line| is_yaml_content(line))?;
            // The configuration of a tool that makes documents has a version as well.
            (is_version(first) && names_content(inside)).then_some(Self::Yaml)
        } else {
            yaml_declares_version(text).then_some(Self::Yaml)
        }
    }

    /// Parses a text in this language.
    pub(super) fn parse(self, text: &Excerpt<'_>, diagnostics: &mut Diagnostics) -> Option<Node> {
        match self {
            Self::Json => parse_json_excerpt(text, diagnostics),
            Self::Yaml => parse_yaml_excerpt(text, diagnostics),
        }
    }
}

/// Whether a file is a document as a whole: its content tells, and then its name.
pub(super) fn detect(sources: &Sources, page: SourceId) -> bool {
    let source = sources.get(page);
    let text = without_mark(&source.text);
    let first = text.lines().find(|line| is_yaml_content(line)).unwrap_or("");
    begins_as_json(text) || is_version(first) || extension(source).is_some()
}

/// Reads a file that is a document as a whole.
pub(super) fn read(
    sources: &Sources,
    page: SourceId,
    diagnostics: &mut Diagnostics,
) -> Vec<Fragment> {
    let source = sources.get(page);
    let text = without_mark(&source.text);
    let syntax = match extension(source) {
        _ if begins_as_json(text) => Syntax::Json,
        Some(syntax) => syntax,
        None => Syntax::Yaml,
    };
    let span = Span::new(page, source.text.len() - text.len()..source.text.len());
    let Some(document) = syntax.parse(&Excerpt::of(sources, span), diagnostics) else {
        return Vec::new();
    };
    // A file with paths and without a version is one that forgot it.
    let has_paths = document.get("paths").is_some_and(|paths| paths.as_object().is_some());
    if !has_paths && document.get("openapi").or_else(|| document.get("swagger")).is_none() {
        let message = format!("`{}` is not an OpenAPI document", source.path);
        let help = "an OpenAPI document is an object with a member `openapi` or `swagger`";
        let finding = Diagnostic::new(Code::NotOpenApi, message);
        diagnostics.push(finding.at(document.span, document.kind()).help(help));
        return Vec::new();
    }
    vec![Fragment { source: page, format: Format::OpenApi, document, losses: Vec::new() }]
}

fn extension(source: &Source) -> Option<Syntax> {
    match source.path.extension()?.to_ascii_lowercase().as_str() {
        "json" => Some(Syntax::Json),
        "yaml" | "yml" => Some(Syntax::Yaml),
        _ => None,
    }
}

/// A text without a byte order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A text without the comments at its beginning, of whatever kind.
pub(super) fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let behind = if rest.starts_with("//") || rest.starts_with('#') {
            rest.find('\n').and_then(|end| rest.get(end..))
        } else if rest.starts_with("/*") {
            rest.find("*/").and_then(|end| rest.get(end + 2..))
        } else {
            return rest;
        };
        rest = behind.unwrap_or("").trim_start();
    }
}

/// A text without the space at its beginning, and without the comments that are also JSON's.
pub(super) fn without_json_comments(text: &str) -> &str {
    let text = text.trim_start();
    if text.starts_with('/') { without_comments(text) } else { text }
}

/// Whether a text begins as a JSON object does, and not as `{% hint %}` or `{name: x}`.
fn begins_as_json(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix('{').map(without_json_comments);
    inside.is_some_and(|inside| inside.is_empty() || inside.starts_with(['"', '}']))
}

/// Whether a JSON object, whole or truncated, has a member `openapi` or `swagger` with a version.
fn json_declares_version(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['"', '{', '}', '[', ']', '/']) {
        let found = rest.get(at..).unwrap_or("");
        let inside = found.get(1..).unwrap_or("");
        rest = inside;
        match found.as_bytes().first() {
            Some(b'"') => {
                let (string, after) = inside.split_at(string_length(inside));
                rest = after.get(1..).unwrap_or("");
                let names_version = depth == 1 && matches!(string, "openapi" | "swagger");
                let value = without_json_comments(rest).strip_prefix(':');
                let value = value.map(without_json_comments);
                if names_version && value.is_some_and(begins_version) {
                    return true;
                }
            }
            Some(b'{' | b'[') => depth += 1,
            Some(b'/') if found.starts_with("//") || found.starts_with("/*") => {
                rest = without_json_comments(found);
            }
            Some(b'/') => {}
            _ => depth = depth.saturating_sub(1),
        }
    }
    false
}

/// Whether a JSON value, whole or truncated, may be a version.
fn begins_version(value: &str) -> bool {
    let value = value.strip_prefix('"').unwrap_or(value);
    value.chars().next().is_none_or(|first| first.is_ascii_digit())
}

/// How many bytes of a JSON string's inside come before the quote that closes it.
fn string_length(inside: &str) -> usize {
    let mut escaped = false;
    inside
        .bytes()
        .position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })
        .unwrap_or(inside.len())
}

/// Whether one of the names within is that of what a document describes.
fn names_content(text: &str) -> bool {
    ["paths", "components", "webhooks"].iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let behind = text.get(at + name.len()..).unwrap_or("");
            let behind = behind.strip_prefix(['"', '\'']).unwrap_or(behind);
            before.is_none_or(|it| !it.is_alphanumeric() && it != '_')
                && behind.trim_start().starts_with(':')
        })
    })
}

/// Whether a YAML mapping, whole or truncated, has a member `openapi` or `swagger` with a version.
fn yaml_declares_version(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| is_yaml_content(line));
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let Some(first) = lines.next() else { return false };
    is_version(first) || lines.any(|line| indent(line) == indent(first) && is_version(line))
}

/// Whether a line of YAML says something, and is no comment, directive or end of a document.
fn is_yaml_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with(['#', '%']) && line != "---"
}

/// `openapi: 3.0.3` and `"swagger": "2.0"`, but not `openapi: GET /users`.
fn is_version(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let unquoted = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
    matches!(unquoted(key).as_str(), "openapi" | "swagger")
        && value.starts_with([' ', '\t'])
        && unquoted(value).starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_declares_its_version_at_its_top() {
        for (text, syntax) in [
            (r#"{"info": {"x": "}\""}, "openapi": "3.0.3""#, Some(Syntax::Json)),
            ("\n{ \"swagger\" : \"2.0\", \"pat", Some(Syntax::Json)),
            ("openapi: 3.0.1\ninfo:", Some(Syntax::Yaml)),
            ("# made by x\n---\ninfo: {}\n'swagger': '2.0'\n", Some(Syntax::Yaml)),
            ("  openapi: 3.0.1\n  info:\n", Some(Syntax::Yaml)),
            (r#"{"api": {"openapi": "x.json"}}"#, None),
            (r#"["openapi", "openapi"]"#, None),
            (r#"{"a": "openapi"}"#, None),
            (r#"{"openapi": "not really"}"#, None),
            (r#"{"swagger": 2.0"#, Some(Syntax::Json)),
            (r#"{"openapi": "#, Some(Syntax::Json)),
            ("// x\n/* y\n */ {\"openapi\": \"3.0.3\"}", Some(Syntax::Json)),
            ("# x\n{\"openapi\": \"3.0.3\"}", Some(Syntax::Yaml)),
            ("{\n // a \"{\n \"a\": 1, /* \"[ */ \"openapi\": \"3.0.3\"}", Some(Syntax::Json)),
            ("{ // a\n \"a\": 1/2, \"swagger\" /* b */ : /* c */ 2.0}", Some(Syntax::Json)),
            ("{ # a\n \"openapi\": \"3.0.3\", \"paths\": {}}", Some(Syntax::Yaml)),
            ("{openapi: '3.0.3', paths: {}}", Some(Syntax::Yaml)),
            ("{\n  'swagger': '2.0',\n  'paths': {},\n}", Some(Syntax::Yaml)),
            ("{\n  openapi: \"3.0.0\",\n  info: {title: \"x\"},\n  apis: [paths],\n}", None),
            ("{% openapi src=\"x\" %}", None),
            ("{name: x}", None),
            ("api:\n  openapi: 3.0.1\n", None),
            ("---\nopenapi: post /users\n---\n", None),
            ("", None),
        ] {
            assert_eq!(Syntax::of_openapi(text), syntax, "{text}");
        }
    }

    fn read_file(path: &str, text: &str) -> std::result::Result<serde_json::Value, &'static str> {
        let mut sources = Sources::new();
        let page = sources.add(path, text);
        assert!(detect(&sources, page), "{path} {text}");
        let mut diagnostics = Diagnostics::new();
        let fragments = read(&sources, page, &mut diagnostics);
        match diagnostics.iter().next() {
            Some(found) => Err(found.code.id()),
            None => Ok(fragments.first().unwrap().document.to_json()),
        }
    }

    #[test]
    fn files_are_told_by_content_and_then_by_name() {
        let document = serde_json::json!({"openapi": "3.0.3"});
        for (path, text) in [
            ("a.json", "{\"openapi\": \"3.0.3\"}"),
            ("a.yaml", "{\"openapi\": \"3.0.3\"}"),
            ("a.yml", "\u{feff}openapi: 3.0.3\n"),
            ("a", "\u{feff}{\"openapi\": \"3.0.3\"}"),
            ("a.txt", "# a comment\nopenapi: 3.0.3\n"),
            ("a.yaml", "{openapi: 3.0.3}"),
        ] {
            assert_eq!(read_file(path, text).as_ref(), Ok(&document), "{path}");
        }
        assert_eq!(read_file("a.json", "{\"a\": 1}"), Err("not-openapi"));
        assert_eq!(read_file("a.json", "[]"), Err("not-openapi"));
        assert_eq!(read_file("a.json", "openapi: 3.0.3"), Err("invalid-json"));
        assert_eq!(read_file("a.yaml", "a: b: c"), Err("invalid-yaml"));
    }

    #[test]
    fn pages_are_not_files() {
        for text in
            ["{% hint %}\nopenapi: 3.0.3", "# Title\n\ntext\n", "---\nopenapi: get /x\n---\n"]
        {
            let mut sources = Sources::new();
            let page = sources.add("a.md", text);
            assert!(!detect(&sources, page), "{text}");
        }
    }
}
