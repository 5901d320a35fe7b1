//! read: a page becomes the fragments of OpenAPI in it, or the facts that a how-to page states.

mod elsewhere;
mod embedded;
mod guide;
mod left_over;
mod markdown;
mod openapi;
mod part;
mod stainless;
mod unread;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    json::{Node, Pointer},
    source::{Source, SourceId, Sources, Span},
};
use markdown::Fence;

pub use guide::{Endpoint, Fact, Lead, Named, Step};

/// What a page holds.
#[derive(Debug)]
pub enum Page {
    /// Parts of an API's description.
    Reference(Vec<Fragment>),
    /// Instructions that know more than the description.
    Guide(Guide),
}

/// A part of an API's description, as an OpenAPI document of its own.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// The page that holds it.
    pub source: SourceId,
    /// In which form it stands there.
    pub format: Format,
    /// The document; every node knows its place in the page.
    pub document: Node,
    /// What the page could not say.
    pub losses: Vec<Loss>,
}

/// The form of a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A file that is an OpenAPI document.
    OpenApi,
    /// An OpenAPI document in a code fence.
    Embedded,
    /// Prose in Stainless' grammar.
    Stainless,
}

/// Something that OpenAPI would say and the page does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The node of the fragment's document that lacks it.
    pub pointer: Pointer,
    /// What is not known, as `integer or number`.
    pub what: String,
    /// The place in the page.
    pub span: Span,
}

/// What a how-to page states, step by step: which of its links lead to operations can be told only
/// when those are known.
#[derive(Clone, Copy, Debug)]
pub struct Guide {
    /// The page.
    pub source: SourceId,
}

impl Guide {
    /// The steps that call an operation, in order, when it is known where the name at the end of a
    /// link leads.
    pub fn steps(self, sources: &Sources, leads: &dyn Fn(&str) -> Lead) -> Vec<Step> {
        guide::steps(sources, self.source, leads)
    }
}

/// Reads one page; nothing when it holds nothing that can be used, which is then a finding.
pub fn read(sources: &Sources, page: SourceId, diagnostics: &mut Diagnostics) -> Option<Page> {
    let source = sources.get(page);
    if let Some(finding) = not_a_page(source, page) {
        diagnostics.push(finding);
        return None;
    }
    let Some(reader) = READERS.iter().find(|reader| (reader.detect)(sources, page)) else {
        diagnostics.push(unknown_format(source, page));
        return None;
    };
    match reader.read {
        Read::Reference(read) => {
            let fragments = read(sources, page, diagnostics);
            (!fragments.is_empty()).then_some(Page::Reference(fragments))
        }
        Read::Guide => {
            // Whatever it holds, the steps behind it are missing.
            diagnostics.extend(unclosed(source, page, |fence| !fence.in_code));
            Some(Page::Guide(Guide { source: page }))
        }
    }
}

/// What a page that was read says of an API and no fragment of all pages does: it is told, not lost
/// in silence.
pub fn left_over(sources: &Sources, page: SourceId, fragments: &[Fragment]) -> Vec<Diagnostic> {
    let mut own = fragments.iter().filter(|fragment| fragment.source == page).peekable();
    let is_guide = own.peek().is_none();
    if own.any(|fragment| fragment.format == Format::OpenApi) {
        return Vec::new();
    }
    let mut findings = left_over::left_over(sources.get(page), page, fragments);
    if !is_guide {
        let steps = guide::steps(sources, page, &|_| Lead::Nowhere);
        findings.extend(steps.iter().filter_map(left_over::unread_step));
    }
    findings
}

/// What reads one format.
struct Reader {
    /// What such a page holds, for the finding that a page holds nothing of the kind.
    holds: &'static str,
    /// Whether a page is of this format.
    detect: fn(&Sources, SourceId) -> bool,
    read: Read,
}

enum Read {
    Reference(fn(&Sources, SourceId, &mut Diagnostics) -> Vec<Fragment>),
    Guide,
}

/// All readers: the first that takes a page for its own reads it.
const READERS: &[Reader] = &[
    Reader {
        holds: "an OpenAPI document in JSON or YAML",
        detect: openapi::detect,
        read: Read::Reference(openapi::read),
    },
    Reader {
        holds: "OpenAPI documents in code fences",
        detect: embedded::detect,
        read: Read::Reference(embedded::read),
    },
    Reader {
        holds: "sections in Stainless' form, such as ``**post** `/path` ``",
        detect: |sources, page| stainless::detect(&sources.get(page).text),
        read: Read::Reference(stainless::read),
    },
    Reader {
        holds: "links to operations, ending in `#tag/<Tag>/operation/<operationId>` or in the id \
                alone, or what calls such as `POST /users` require",
        detect: guide::detect,
        read: Read::Guide,
    },
];

/// What is wrong with a text that is no documentation at all.
fn not_a_page(source: &Source, page: SourceId) -> Option<Diagnostic> {
    let text = source.text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let start = source.text.len() - text.len();
    let begins_with =
        |tag: &str| text.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag));
    if text.is_empty() {
        let message = format!("`{}` is empty", source.path);
        let finding = Diagnostic::new(Code::EmptyPage, message).at(Span::new(page, 0..0), "");
        return Some(finding.help("download the page again"));
    }
    if begins_with("<!doctype html") || begins_with("<html") {
        let end = text.find('>').map_or(start, |end| start + end + 1);
        let message = format!("`{}` is an HTML page, not Markdown", source.path);
        let finding = Diagnostic::new(Code::HtmlPage, message);
        if let Some(description) = unread::first(text) {
            let place = start + description.start..start + description.end;
            let label = "an API description is in the page";
            let help = "save the OpenAPI document of which this is a part as a file of its own";
            let finding = finding.at(Span::new(page, start..end), "");
            return Some(finding.at(Span::new(page, place), label).help(help));
        }
        let help = "the server probably answered with an error page, or the address is that of the \
                    rendered page: download the page's Markdown, or the OpenAPI document that it shows";
        return Some(finding.at(Span::new(page, start..end), "").help(help));
    }
    None
}

/// The finding for a page that no reader takes: it says what was looked for, and where a page that
/// is cut off in the middle of a fence ends.
fn unknown_format(source: &Source, page: SourceId) -> Diagnostic {
    if let Some(finding) = unclosed(source, page, |_| true) {
        return finding;
    }
    let message = format!("`{}` holds no API description in a known form", source.path);
    let finding = Diagnostic::new(Code::UnknownFormat, message);
    if let Some((range, label, help)) = left_over::almost(&source.text) {
        return finding.at(Span::new(page, range), label).help(help);
    }
    let line = source.text.lines().next().map_or(0, str::len);
    let holds: Vec<_> = READERS.iter().map(|reader| format!("- {}", reader.holds)).collect();
    finding
        .at(Span::new(page, 0..line), "")
        .help(format!("a page holds one of\n{}", holds.join("\n")))
}

/// The finding for a page that ends within a code fence of some kind.
fn unclosed(source: &Source, page: SourceId, of: fn(&Fence) -> bool) -> Option<Diagnostic> {
    let mut fences = markdown::fences(page, &source.text).into_iter();
    fences.find(|fence| !fence.closed && of(fence)).map(|fence| fence.unclosed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, text: &str) -> (String, String) {
        let mut sources = Sources::new();
        let page = sources.add(path, text);
        let mut diagnostics = Diagnostics::new();
        assert!(read(&sources, page, &mut diagnostics).is_none());
        let found = diagnostics.iter().next().unwrap();
        let place = sources.place(found.labels.first().unwrap().span);
        (format!("{} {}:{}", found.code.id(), place.line, place.column), found.message.clone())
    }

    #[test]
    fn what_is_no_page_is_said_so() {
        assert_eq!(finding("a.md", "").0, "empty-page 1:1");
        assert_eq!(finding("a.md", "\u{feff} \n\n").0, "empty-page 1:1");
        assert_eq!(finding("a.json", "\n<!DOCTYPE html>\n<html>").0, "html-page 2:1");
        assert_eq!(finding("a.md", "<HTML lang=en>").0, "html-page 1:1");
    }

    #[test]
    fn a_page_without_a_description_is_unknown() {
        let text = "# Hello\n\n```json\n{\"name\": \"x\"}\n```\n";
        assert_eq!(finding("a.md", text).0, "unknown-format 1:1");
        assert_eq!(finding("a.md", "# Hello\n\n```json\n{\"na").0, "unclosed-fence 3:1");
    }

    #[test]
    fn a_byte_order_mark_hides_no_first_line() {
        for text in [
            "```json\n{\"openapi\": \"3.0.3\"}\n```\n",
            "## A\n\n**get** `/a`\n",
            "[Do](#operation/a)\n",
        ] {
            let mut sources = Sources::new();
            let page = sources.add("a.md", format!("\u{feff}{text}"));
            let mut diagnostics = Diagnostics::new();
            assert!(read(&sources, page, &mut diagnostics).is_some(), "{text}");
            assert_eq!(diagnostics.iter().count(), 0, "{text}");
        }
    }

    #[test]
    fn steps_and_sections_behind_an_open_fence_are_not_lost_in_silence() {
        for text in [
            "[Do](#operation/a)\n\n```bash\ncurl\n\n[Do](#operation/b)\n",
            "## A\n\n**get** `/a`\n\n```http\nx\n\n## B\n\n**get** `/b`\n",
        ] {
            let mut sources = Sources::new();
            let page = sources.add("a.md", text);
            let mut diagnostics = Diagnostics::new();
            assert!(read(&sources, page, &mut diagnostics).is_some());
            let found: Vec<_> = diagnostics.iter().map(|found| found.code.id()).collect();
            assert_eq!(found, ["unclosed-fence"], "{text}");
        }
    }

    #[test]
    fn what_else_stands_in_a_block_is_told_once() {
        let mut sources = Sources::new();
        let document = "openapi: 3.0.3\npaths:\n  /a: {}\n";
        let page = sources.add("a.md", format!("```yaml\n{document}---\n{document}```\n"));
        let mut diagnostics = Diagnostics::new();
        let Some(Page::Reference(fragments)) = read(&sources, page, &mut diagnostics) else {
            panic!("no fragment")
        };
        let found: Vec<_> = diagnostics.iter().map(|found| found.code.id()).collect();
        assert_eq!(found, ["repaired"]);
        assert_eq!(left_over(&sources, page, &fragments), []);
    }

    #[test]
    fn fences_make_a_page_a_reference_even_when_it_links_to_operations() {
        let mut sources = Sources::new();
        let text = "[List](https://x.org/#tag/Users/operation/list)\n\n\
                    ```json\n{\"openapi\": \"3.0.3\"}\n```\n";
        let page = sources.add("a.md", text);
        let read = read(&sources, page, &mut Diagnostics::new());
        assert!(matches!(read, Some(Page::Reference(fragments)) if fragments.len() == 1));
    }
}
