//! What a page says of an API and no reader reads: it is told, not lost in silence.

use super::{
    Endpoint, Format, Fragment, Named, Step,
    elsewhere::{self, Shown},
    guide::shape,
    markdown::{self, Fence},
    part::{self, Reading},
    stainless::{self, Sections},
    unread,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    json::Pointer,
    source::{Source, SourceId, Span, Spanned},
};
use std::{cell::LazyCell, collections::HashSet, ops::Range};

const IN_A_FENCE: &str = "what is read stands in a code block that is closed, or in a file of its \
                          own, as JSON or YAML: a whole document, or its `paths` or `components`";

const DOWNLOAD: &str = "the site shows it from an OpenAPI document, which is not fetched: download \
                        that, and give it instead of this page";

const OTHER_FORM: &str =
    "find the OpenAPI document from which the page was made, and give that instead";

/// The findings for what is left over of a page, beside the fragments of all pages.
pub(super) fn left_over(
    source: &Source,
    page: SourceId,
    fragments: &[Fragment],
) -> Vec<Diagnostic> {
    let fences = markdown::fences(page, &source.text);
    let blocks: Vec<_> =
        fences.iter().map(|fence| fence.text.span(0..fence.text.text().len()).range()).collect();
    // What else stands in the block of a document is found where that is parsed.
    let own = fragments.iter().filter(|fragment| fragment.source == page);
    let mut told: Vec<_> = own
        .clone()
        .map(|fragment| {
            let range = fragment.document.span.range();
            let block = blocks.iter().find(|block| block.contains(&range.start));
            block.cloned().unwrap_or(range)
        })
        .collect();
    let others = fences.iter().zip(&blocks).filter(|(_, block)| !told.contains(*block));
    let parts = others.filter_map(|(fence, block)| Some((unread_part(fence)?, block.clone())));
    let (mut findings, unread_blocks): (Vec<_>, Vec<_>) = parts.unzip();
    told.extend(unread_blocks);
    findings.extend(unread(page, &unread::all(&source.text, &told)));
    let is_code = |at: usize| blocks.iter().any(|block| block.contains(&at));
    let described = LazyCell::new(|| Described::by(fragments));
    let shown = elsewhere::shown(&source.text).into_iter();
    let shown = shown.filter(|it| {
        let is_described = || it.operation.as_ref().is_some_and(|it| described.has(it));
        !is_code(it.range.start) && !is_described()
    });
    findings.extend(shown.map(|shown| not_here(page, &shown)));
    if own.clone().all(|fragment| fragment.format != Format::Stainless) {
        let sections = unread_sections(source, page, fragments, &described);
        let sections = sections.iter().filter(|it| !is_code(it.span.range().start));
        findings.extend(sections.map(beside));
    }
    findings
}

/// The operations and domain types in Stainless' form on a page of another, where no fragment
/// describes them as well.
fn unread_sections(
    source: &Source,
    page: SourceId,
    fragments: &[Fragment],
    described: &LazyCell<Described, impl FnOnce() -> Described>,
) -> Vec<Spanned<String>> {
    let Sections { operations, models } = stainless::sections(page, &source.text);
    let operations = operations.into_iter().filter(|it| !described.has(&it.value));
    // Swagger 2.0 calls them definitions.
    let schemas = [Pointer::of(["components", "schemas"]), Pointer::of(["definitions"])];
    let is_defined = |name: &str| {
        let mut documents = fragments.iter().map(|fragment| &fragment.document);
        documents.any(|it| schemas.iter().any(|section| section.join(name).find(it).is_some()))
    };
    let models = models.into_iter().filter(|it| !is_defined(&it.value));
    operations.map(|it| Spanned::new(it.value.to_string(), it.span)).chain(models).collect()
}

/// The finding for such a section.
fn beside(section: &Spanned<String>) -> Diagnostic {
    let message =
        format!("the page describes `{}` in a form that is not read beside others", section.value);
    Diagnostic::new(Code::UnreadDescription, message)
        .at(section.span, "not read")
        .help("sections in Stainless' form are read on pages without OpenAPI: divide the page")
}

/// The finding for a part of a description in a code block that no reader took.
fn unread_part(fence: &Fence) -> Option<Diagnostic> {
    match part::read(&fence.text) {
        Reading::Part(..) => Some(
            Diagnostic::new(
                Code::UnreadDescription,
                "this part of an API description is not read on a page of another form",
            )
            .at(fence.opening, "")
            .help(
                "put it into a page or a file of its own; nothing is to be done about an example",
            ),
        ),
        Reading::Unread(finding) => Some(*finding),
        Reading::Other => fence.swallowed(false).iter().find_map(|text| match part::read(text) {
            Reading::Unread(finding) => Some(*finding),
            Reading::Part(..) | Reading::Other => None,
        }),
    }
}

/// The finding for an operation that a page shows in another form, or from elsewhere.
fn not_here(page: SourceId, shown: &Shown) -> Diagnostic {
    let what = match &shown.operation {
        Some(endpoint) => format!("`{endpoint}`"),
        None => "something".to_owned(),
    };
    let message = if shown.is_here {
        format!("the page describes {what} in a form that is not read")
    } else {
        format!("the page shows {what}, and does not hold its description")
    };
    Diagnostic::new(Code::UnreadDescription, message)
        .at(Span::new(page, shown.range.clone()), "not read")
        .help(help(shown))
}

/// The finding for a step of a how-to page on a page that is read by its descriptions.
pub(super) fn unread_step(step: &Step) -> Option<Diagnostic> {
    let Named::Linked { id, .. } = &step.operation else { return None };
    let message = format!("what the page says of calls to `{}` is not read", id.value);
    let finding = Diagnostic::new(Code::UnreadDescription, message)
        .at(id.span, "")
        .help("a page with descriptions is no how-to page: put its steps into a page of their own");
    (!step.facts.is_empty()).then_some(finding)
}

/// The findings for descriptions in a form that is not read: one for each, up to a number, and one
/// for all others.
fn unread(page: SourceId, descriptions: &[Range<usize>]) -> Vec<Diagnostic> {
    const LISTED: usize = 16;
    let (listed, others) = descriptions.split_at(descriptions.len().min(LISTED));
    let finding = |place: &Range<usize>, what: String| {
        Diagnostic::new(Code::UnreadDescription, format!("{what} in a form that is not read"))
            .at(Span::new(page, place.clone()), "")
            .help(IN_A_FENCE)
    };
    let one = |place| finding(place, "an API description stands".to_owned());
    let count = others.len();
    let others =
        others.first().map(|first| finding(first, format!("{count} more API descriptions stand")));
    listed.iter().map(one).chain(others).collect()
}

/// The operations that fragments describe: methods, and paths whatever the names in them.
struct Described {
    operations: HashSet<(String, String)>,
    longest_path: usize,
}

impl Described {
    fn by(fragments: &[Fragment]) -> Self {
        let paths = fragments.iter().filter_map(|it| it.document.get("paths")?.as_object());
        let operations = paths.flatten().flat_map(|(path, item)| {
            item.members().map(|(method, _)| (method.name.to_ascii_uppercase(), shape(&path.name)))
        });
        let operations: HashSet<_> = operations.collect();
        let longest_path = operations.iter().map(|(_, path)| path.len()).max().unwrap_or_default();
        Self { operations, longest_path }
    }

    /// Whether one of them is the endpoint of a page, which may have the server's path before it.
    fn has(&self, Endpoint { method, path }: &Endpoint) -> bool {
        let path = shape(path);
        let has = |path: &str| self.operations.contains(&(method.clone(), path.to_owned()));
        let ends = path.match_indices('/').filter_map(|(at, _)| path.get(at..));
        // Each end of a long path is nearly as long.
        let mut ends = ends.filter(|end| end.len() <= self.longest_path);
        path.is_empty() && has("") || ends.any(has)
    }
}

fn help(shown: &Shown) -> &'static str {
    if shown.is_here { OTHER_FORM } else { DOWNLOAD }
}

/// What comes nearest to a description on a page that no reader takes: its place, what it is, and
/// what to do.
pub(super) fn almost(text: &str) -> Option<(Range<usize>, &'static str, &'static str)> {
    if let Some(range) = unread::first(text) {
        return Some((range, "this seems to be part of one", IN_A_FENCE));
    }
    let first = elsewhere::shown(text).into_iter().next()?;
    let help = help(&first);
    let label = if first.is_here {
        "this is one in a form that is not read"
    } else {
        "this only names one"
    };
    Some((first.range, label, help))
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::Diagnostics,
        page::{Page, left_over, read},
        source::Sources,
    };

    /// What is told of the first page, beside the others.
    fn told(texts: &[&str]) -> Vec<String> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let pages: Vec<_> = texts.iter().map(|text| sources.add("page.md", *text)).collect();
        let mut fragments = Vec::new();
        for page in &pages {
            match read(&sources, *page, &mut diagnostics) {
                Some(Page::Reference(found)) => fragments.extend(found),
                Some(Page::Guide(_)) => {}
                None => panic!("not read"),
            }
        }
        let found = left_over(&sources, *pages.first().unwrap(), &fragments).into_iter();
        let told = found.map(|found| {
            let place = sources.place(found.labels.first().unwrap().span);
            format!("{}:{} {}", place.line, place.column, found.message)
        });
        told.collect()
    }

    const WHOLE: &str = "```yaml\nopenapi: 3.0.3\npaths:\n  /a:\n    get: {}\n```\n";

    #[test]
    fn pages_of_every_form_are_searched() {
        let guide = "[Do](#operation/a)\n\n";
        let sections = "## A\n\n**get** `/a`\n\n";
        let seems = "8:1 this seems to be a part of an API description, and is not read as one";
        let part = "7:1 this part of an API description is not read on a page of another form";
        let unread = "7:13 an API description stands in a form that is not read";
        for (text, told_of_it) in [
            ("```yaml\npost:\n  responses: {}\n```\n", seems),
            ("<pre>{&quot;paths&quot;: {&quot;/b&quot;: {&quot;get&quot;: {}}}}</pre>\n", unread),
        ] {
            assert_eq!(told(&[&format!("{WHOLE}{text}")]), [told_of_it]);
            assert_eq!(told(&[&format!("{guide}\n\n\n\n{text}")]), [told_of_it]);
            assert_eq!(told(&[&format!("{sections}\n\n{text}")]), [told_of_it]);
        }
        let swallowed = format!("{WHOLE}```http\n```yaml\n/b:\n  get:\n    ...\n```\n");
        assert_eq!(told(&[&swallowed]), [seems.replace("8:1", "9:1")]);
        let text = "```yaml\n/b:\n  get:\n    responses: {}\n```\n";
        assert_eq!(told(&[&format!("{sections}\n\n{text}")]), [part]);
    }

    #[test]
    fn sections_of_a_page_that_is_read_by_its_documents_are_told() {
        let section = |path: &str| format!("## A\n\n**get** `{path}`\n\n");
        let types = "## Domain Types\n\n### Team\n\n- `Team object { id }`\n\n  - `id: string`\n";
        let text = format!("{WHOLE}{}{}{types}", section("/v1/a"), section("/b"));
        let beside = "in a form that is not read beside others";
        assert_eq!(
            told(&[&text]),
            [
                format!("11:4 the page describes `GET /b` {beside}"),
                format!("17:1 the page describes `Team` {beside}"),
            ]
        );
        assert_eq!(told(&[&text, &format!("{}{types}", section("/b"))]), [""; 0]);
        let swagger = "```yaml\nswagger: '2.0'\ndefinitions:\n  Team: {type: object}\n```\n";
        assert_eq!(told(&[&format!("{WHOLE}{types}"), swagger]), [""; 0]);
        let quoted = format!("{WHOLE}````md\n{}````\n", section("/b"));
        assert_eq!(told(&[&quoted]), [""; 0]);
    }

    #[test]
    fn a_long_path_takes_no_longer_than_its_length() {
        let text = format!("---\nopenapi: GET {}\n---\n\n{WHOLE}", "/b".repeat(200_000));
        assert_eq!(told(&[&text]).len(), 1);
    }

    #[test]
    fn steps_on_a_page_with_descriptions_are_told() {
        let link = "[Do](#operation/a)";
        let text = format!("{WHOLE}{link} with the required field `a`.\n\n{link}\n\n`GET /a`.\n");
        assert_eq!(told(&[&text]), ["7:17 what the page says of calls to `a` is not read"]);
    }

    #[test]
    fn what_another_page_describes_is_not_told() {
        let text = "---\nopenapi: GET /a\n---\n\n[Do](#operation/a)\n";
        assert_eq!(told(&[text]).len(), 1);
        assert_eq!(told(&[text, WHOLE]), [""; 0]);
    }
}
