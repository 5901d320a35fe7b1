//! Pages with OpenAPI documents in code fences: GitBook, Mintlify, ReadMe, Fern and their like.
//!
//! The fences are told by what stands in them, whatever their info string says, so that the
//! examples beside them are left alone. Nothing of the documents is lost.

use super::{
    Format, Fragment,
    markdown::{Fence, fences},
    openapi::Syntax,
    part::{self, Reading},
    stainless,
};
use crate::{
    diagnostic::Diagnostics,
    json::Node,
    source::{Excerpt, SourceId, Sources},
};

/// Whether an OpenAPI document begins in one of a page's fences.
pub(super) fn detect(sources: &Sources, page: SourceId) -> bool {
    let text = &sources.get(page).text;
    let fences = fences(page, text);
    let holds = |is: fn(&Excerpt<'_>) -> bool| {
        fences.iter().any(|fence| is(&fence.text) || swallowed(fence).iter().any(is))
    };
    // What looks like a part of a document may be an example on a page of another form.
    holds(is_whole) || holds(is_part) && !stainless::detect(text)
}

fn is_whole(text: &Excerpt<'_>) -> bool {
    Syntax::of_openapi(text.text()).is_some()
}

fn is_part(text: &Excerpt<'_>) -> bool {
    matches!(part::read(text), Reading::Part(..))
}

/// Reads the OpenAPI documents in a page's fences.
pub(super) fn read(
    sources: &Sources,
    page: SourceId,
    diagnostics: &mut Diagnostics,
) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut parts = Vec::new();
    for fence in fences(page, &sources.get(page).text) {
        if !fence.closed || swallows_a_description(&fence) {
            // Whatever a fence holds, what the page says behind it is missing. Indented code
            // ends where its indentation does, so that only what stands in it is.
            if !fence.in_code || describes(&fence) {
                diagnostics.push(fence.unclosed());
            }
            continue;
        }
        if let Some(syntax) = Syntax::of_openapi(fence.text.text()) {
            let document = syntax.parse(&fence.text, diagnostics);
            fragments.extend(document.map(|document| fragment(page, document)));
            continue;
        }
        if let Reading::Part(document, found) = part::read(&fence.text) {
            diagnostics.extend(found);
            parts.push(document);
        }
    }
    for document in &mut parts {
        part::inherit(document, &fragments);
    }
    fragments.extend(parts.into_iter().map(|document| fragment(page, document)));
    fragments
}

fn fragment(source: SourceId, document: Node) -> Fragment {
    Fragment { source, format: Format::Embedded, document, losses: Vec::new() }
}

/// Whether a document, or a part of one, begins in a fence that may be cut off.
fn describes(fence: &Fence) -> bool {
    is_whole(&fence.text)
        || !matches!(part::read(&fence.text), Reading::Other)
        || swallows_a_description(fence)
}

/// Whether the fence of a document, or of a part, opens within another, which then lacks its end.
fn swallows_a_description(fence: &Fence) -> bool {
    swallowed(fence).iter().any(|text| is_whole(text) || is_part(text))
}

/// The texts behind lines in a fence that would open another.
fn swallowed(fence: &Fence) -> Vec<Excerpt<'static>> {
    let texts = fence.swallowed(false);
    let is_document = !texts.is_empty() && (is_whole(&fence.text) || is_part(&fence.text));
    if is_document { fence.swallowed(true) } else { texts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(text: &str) -> (Sources, Vec<Fragment>, Vec<String>) {
        let mut sources = Sources::new();
        let page = sources.add("page.md", text);
        assert!(detect(&sources, page));
        let mut diagnostics = Diagnostics::new();
        let fragments = read(&sources, page, &mut diagnostics);
        let found = diagnostics
            .iter()
            .map(|found| {
                let place = sources.place(found.labels.first().unwrap().span);
                format!("{} {}:{}", found.code.id(), place.line, place.column)
            })
            .collect();
        (sources, fragments, found)
    }

    #[test]
    fn documents_are_read_and_examples_are_not() {
        let (_, fragments, found) = read_page(
            "# Users\n\n```json\n{\"openapi\": \"3.0.3\", \"paths\": {}}\n```\n\n\
             ````yaml api.json post /users\nopenapi: 3.1.0\npaths: {}\n````\n\n\
             ```json\n{\"message\": \"openapi\"}\n```\n\n```\nGET /users\n```\n",
        );
        assert!(found.is_empty(), "{found:?}");
        let versions: Vec<_> =
            fragments.iter().map(|part| part.document.get("openapi").unwrap().as_str()).collect();
        assert_eq!(versions, [Some("3.0.3"), Some("3.1.0")]);
    }

    #[test]
    fn places_are_right_within_quotations_and_lists() {
        let text =
            "1. step\n\n   > ```yaml\n   > openapi: 3.0.3\n   > info:\n   >   title: ü\n   > ```\n";
        let (sources, fragments, _) = read_page(text);
        let title = fragments.first().unwrap().document.get("info").unwrap().get("title").unwrap();
        assert_eq!(sources.place(title.span).to_string(), "page.md:6:15");
        assert_eq!(sources.text(title.span), "ü");
    }

    #[test]
    fn an_error_is_found_at_its_line_of_the_page() {
        let text = "# Users\n\n```json\n{\n  \"openapi\": \"3.0.3\",\n  \"paths\": }\n```\n";
        assert_eq!(read_page(text).2, ["invalid-json 6:12"]);
    }

    #[test]
    fn a_truncated_page_is_a_finding() {
        let whole = "```json\n{\"openapi\": \"3.0.3\"}\n```\n";
        let (_, fragments, found) = read_page(&format!("{whole}\n```json\n{{\"openapi\": \"3"));
        assert_eq!((fragments.len(), found), (1, vec!["unclosed-fence 5:1".to_owned()]));
    }

    #[test]
    fn parts_without_a_version_are_read_with_what_holds_for_the_page() {
        let whole = "{\"openapi\": \"3.0.3\", \"servers\": [{\"url\": \"/v1\"}]}";
        let (_, fragments, found) = read_page(&format!(
            "```json\n{{\"/a\": {{\"get\": {{\"responses\": {{}}}}}}}}\n```\n\n```json\n{whole}\n```\n\n\
             ```yaml\ncomponents:\n  schemas:\n    A: {{type: string}}\n```\n\n```json\n{{\"paths\": []}}\n```\n",
        ));
        assert!(found.is_empty(), "{found:?}");
        let documents: Vec<_> = fragments.iter().map(|part| part.document.to_json()).collect();
        let servers = serde_json::json!([{"url": "/v1"}]);
        assert_eq!(
            documents,
            [
                serde_json::json!({"openapi": "3.0.3", "servers": servers}),
                serde_json::json!({"paths": {"/a": {"get": {"responses": {}}}}, "servers": servers}),
                serde_json::json!({"components": {"schemas": {"A": {"type": "string"}}}}),
            ]
        );
    }

    #[test]
    fn a_fence_that_swallows_a_description_is_a_finding() {
        for description in [
            "{\"openapi\": \"3.0.3\"}",
            "/a:\n  get:\n    responses: {}",
            "components:\n  schemas:\n    A: {type: string}",
        ] {
            let text = format!("```http\nGET /\n\n```yaml\n{description}\n```\n");
            assert_eq!(read_page(&text).2, ["unclosed-fence 1:1"], "{description}");
        }
    }

    #[test]
    fn what_a_description_quotes_is_not_swallowed() {
        let quoted = "    description: |\n        ```yaml\n        /b:\n          get:\n            \
                      responses: {}\n        ```\n    responses: {}\n";
        for whole in ["", "openapi: 3.0.3\npaths:\n"] {
            let text = format!("```yaml\n{whole} /a:\n  get:\n{quoted}```\n");
            let (_, fragments, found) = read_page(&text);
            assert_eq!((fragments.len(), found), (1, Vec::new()), "{text}");
        }
    }

    #[test]
    fn an_example_that_begins_as_a_part_does_not_stop_the_page() {
        let whole = "```json\n{\"openapi\": \"3.0.3\"}\n```\n";
        for example in [
            r#"{"paths": {"/users": {"delete": {"code": 500}}}}"#,
            r#"{"paths": {"/users": {"get": {"responses": ... }"#,
            r#"{"components": {"links": {"self": "x"}}}"#,
        ] {
            let (_, fragments, found) = read_page(&format!("{whole}\n```json\n{example}\n```\n"));
            assert_eq!((fragments.len(), found), (1, Vec::new()), "{example}");
        }
    }

    #[test]
    fn samples_in_indented_code_need_no_end() {
        let whole = "```json\n{\"openapi\": \"3.0.3\"}\n```\n\ntext\n\n";
        for sample in [
            "    ```bash\n    curl x\n-d y\n    ```\n",
            "    ```yaml\n    limits:\n      a: 1\n",
            "    GET /users\n    ```\n    weird\n",
        ] {
            let (_, fragments, found) = read_page(&format!("{whole}{sample}"));
            assert_eq!((fragments.len(), found), (1, Vec::new()), "{sample}");
        }
        for description in ["openapi: 3.0.3", "/a:\n      get:\n        responses: {}"] {
            let text = format!("{whole}    ```yaml\n    {description}\n");
            assert_eq!(read_page(&text).2, ["unclosed-fence 7:5"]);
        }
    }
}
