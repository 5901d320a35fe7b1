//! The code fences of a Markdown page, with the way back into the page.

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Excerpt, SourceId, Span},
};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// A code block.
pub(super) struct Fence {
    /// What stands in it, without the indentation of lists and the marks of quotations.
    pub(super) text: Excerpt<'static>,
    /// The line that opens it.
    pub(super) opening: Span,
    /// Whether the page closes it.
    pub(super) closed: bool,
    /// Whether it stands in a block that is only indented, and may be no fence but code there.
    pub(super) in_code: bool,
    /// The backticks or tildes that open it; none where it is only indented.
    marks: String,
}

impl Fence {
    fn is_indented(&self) -> bool {
        self.marks.is_empty()
    }

    /// The finding for a fence that the page does not close.
    pub(super) fn unclosed(&self) -> Diagnostic {
        unclosed(self.opening)
    }

    /// The texts in it that stand behind lines which would open such a fence: when one of them is
    /// a description by itself, then this fence was never closed. What a document quotes in its own
    /// texts is indented there.
    pub(super) fn swallowed(&self, is_document: bool) -> Vec<Excerpt<'static>> {
        let mut parts: Vec<Excerpt<'static>> = Vec::new();
        let mut end = 0;
        for line in self.text.text().split_inclusive('\n') {
            let range = end..end + line.len();
            end = range.end;
            let mark = if is_document { line } else { line.trim_start() };
            if !self.is_indented() && mark.starts_with(&self.marks) {
                parts.push(Excerpt::empty(self.opening.source));
            } else if let Some(part) = parts.last_mut() {
                part.push(line, self.text.span(range).range());
            }
        }
        parts
    }
}

/// How often fences may stand in blocks that are only indented.
const DEEPEST: usize = 8;

/// The code blocks of a page, in order: the fenced ones, and those that are only indented.
pub(super) fn fences(page: SourceId, text: &str) -> Vec<Fence> {
    let mut whole = Excerpt::empty(page);
    whole.push(text, 0..text.len());
    let mut fences = Vec::new();
    collect(page, &whole, DEEPEST, &mut fences);
    fences
}

/// Adds the code blocks of a text that stands in a page.
fn collect(page: SourceId, whole: &Excerpt<'_>, deepest: usize, fences: &mut Vec<Fence>) {
    let text = whole.text();
    let visible = without_tags(text);
    let mut open = None;
    for (event, range) in Parser::new(&visible).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                open = Some(fence(page, whole, range));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                open = Some(indented(page, whole, range));
            }
            Event::Text(part) => {
                if let Some(fence) = &mut open {
                    // Tags may be blanked there, so the page's own text is taken where it is this.
                    let own = text.get(range.clone()).filter(|own| own.len() == part.len());
                    let mut at = range.start;
                    for line in own.unwrap_or(&part).split_inclusive('\n') {
                        let end = (at + line.len()).min(range.end);
                        fence.text.push(line, whole.span(at..end).range());
                        at = end;
                    }
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let Some(block) = open.take() else { continue };
                // Tabs and admonitions indent what stands in them, where Markdown sees code.
                if block.is_indented() && deepest > 0 && opens_a_fence(block.text.text()) {
                    let mut inner = Vec::new();
                    collect(page, &block.text, deepest - 1, &mut inner);
                    // A fence that holds nothing may be the end of one that is no fence there.
                    inner.retain(|fence| fence.closed || !fence.text.text().trim().is_empty());
                    fences.extend(inner.into_iter().map(|it| Fence { in_code: true, ..it }));
                } else {
                    fences.push(block);
                }
            }
            _ => {}
        }
    }
}

/// Whether one of a text's lines opens a fence.
fn opens_a_fence(text: &str) -> bool {
    let opens = |line: &str| line.starts_with("```") || line.starts_with("~~~");
    text.lines().any(|line| opens(line.trim_start()))
}

/// A fence that spans a range of a text, without what stands in it.
fn fence(page: SourceId, whole: &Excerpt<'_>, range: Range<usize>) -> Fence {
    let block = whole.text().get(range.clone()).unwrap_or("").trim_end();
    let mut lines = block.lines();
    let first = lines.next().unwrap_or("");
    let mark = first.chars().next().unwrap_or('`');
    let marks: String = first.chars().take_while(|c| *c == mark).collect();
    let last = lines.next_back().unwrap_or("").trim_start_matches([' ', '\t', '>']);
    Fence {
        text: Excerpt::empty(page),
        opening: whole.span(range.start..range.start + first.len()),
        closed: last.len() >= marks.len() && last.chars().all(|c| c == mark),
        in_code: false,
        marks,
    }
}

/// A block that nothing opens but its indentation, and that cannot lack its end.
fn indented(page: SourceId, whole: &Excerpt<'_>, range: Range<usize>) -> Fence {
    let first = whole.text().get(range.clone()).and_then(|block| block.lines().next());
    let opening = whole.span(range.start..range.start + first.map_or(0, str::len));
    Fence {
        text: Excerpt::empty(page),
        opening,
        closed: true,
        in_code: false,
        marks: String::new(),
    }
}

/// The page with blanks for each line that is only a tag, such as `<details>`, `<Tab title="x">` or
/// `!!! note`, as `MkDocs` has it: Markdown would take what follows for HTML, or for more of the same
/// paragraph, and miss the fences in it.
fn without_tags(text: &str) -> Cow<'_, str> {
    let is_tag = |line: &str| {
        let line = line.trim();
        line.starts_with('<') && line.ends_with('>') || is_admonition(line)
    };
    // Markdown takes a byte order mark for text, and the line behind it for no fence.
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or(("", text), |rest| ("   ", rest));
    if mark.is_empty() && !text.lines().any(is_tag) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    visible.push_str(mark);
    for line in rest.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if is_tag(content) {
            visible.extend(std::iter::repeat_n(' ', content.len()));
            visible.push_str(line.get(content.len()..).unwrap_or(""));
        } else {
            visible.push_str(line);
        }
    }
    Cow::Owned(visible)
}

/// Whether a line only marks an admonition or a tab, as `MkDocs` has them.
pub(super) fn is_admonition(line: &str) -> bool {
    ["!!! ", "??? ", "???+ ", "=== \""].iter().any(|mark| line.starts_with(mark))
}

/// The finding for a fence that the page does not close, by what opens it.
pub(super) fn unclosed(opening: Span) -> Diagnostic {
    Diagnostic::new(Code::UnclosedFence, "this code fence is never closed")
        .at(opening, "opened here")
        .help("the page seems to be truncated: download it again, or close the fence")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// What stands in each fence, where it begins, and whether it is closed.
    fn read(text: &str) -> Vec<(String, String, bool)> {
        let mut sources = Sources::new();
        let page = sources.add("page.md", text);
        fences(page, text)
            .into_iter()
            .map(|fence| {
                let place = sources.place(fence.text.span(0..1));
                let place = format!("{}:{}", place.line, place.column);
                (fence.text.text().to_owned(), place, fence.closed)
            })
            .collect()
    }

    fn one(text: &str) -> (String, String, bool) {
        let mut fences = read(text);
        assert_eq!(fences.len(), 1, "{fences:?}");
        fences.remove(0)
    }

    fn fence(text: &str, place: &str, closed: bool) -> (String, String, bool) {
        (text.to_owned(), place.to_owned(), closed)
    }

    #[test]
    fn fences_are_found_in_lists_quotations_and_tags() {
        assert_eq!(one("- x\n\n  ```json\n  {\n  }\n  ```\n"), fence("{\n}\n", "4:3", true));
        assert_eq!(one("> ```\n> a\n>\n> b\n> ```\n"), fence("a\n\nb\n", "2:3", true));
        assert_eq!(one("<details>\n```\na\n```\n</details>\n"), fence("a\n", "3:1", true));
        assert_eq!(one("````yaml x.json post /a\n```\n````"), fence("```\n", "2:1", true));
        assert_eq!(one("~~~\r\na\r\nb\r\n~~~\r\n").1, "2:1");
        assert!(one("\u{feff}```\r\na\r\n```\r\n").2);
    }

    #[test]
    fn indented_blocks_are_code_and_so_are_the_fences_in_them() {
        assert_eq!(
            one("text:\n\n    {\n      1\n    }\n\nmore\n"),
            fence("{\n  1\n}\n", "3:5", true)
        );
        let tabs = "<Tabs>\n    <Tab>\n        ```json\n        {\n        }\n        ```\n    </Tab>\n</Tabs>\n";
        assert_eq!(one(tabs), fence("{\n}\n", "4:9", true));
        let note = "text\n!!! note\n    ```yaml\n    a:\n      b\n    ```\n\n    ~~~\n    c\n";
        let expected = [fence("a:\n  b\n", "4:5", true), fence("c\n", "9:5", false)];
        assert_eq!(read(note), expected);
        assert_eq!(read("a\n    ```\n    b\n\n    ```\n"), []);
    }

    #[test]
    fn tags_within_a_fence_stay() {
        assert_eq!(one("```\n<b>\nx\n<i>\n```\n"), fence("<b>\nx\n<i>\n", "2:1", true));
    }

    #[test]
    fn a_fence_that_ends_with_the_page_is_not_closed() {
        assert_eq!(one("```json\n{\"a\": "), fence("{\"a\": ", "2:1", false));
        assert!(!one("```\n").2);
        assert!(!one("````\n```\n").2);
        assert!(!one("> ```\n> a\n\nb\n").2);
    }
}
