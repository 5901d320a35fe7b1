//! The code fences of a Markdown page, with the way back into the page.

use crate::{
    diagnostic::{Code, Diagnostic},
    source::{Excerpt, SourceId, Span},
};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// A fenced code block.
pub(super) struct Fence {
    /// What stands in it, without the indentation of lists and the marks of quotations.
    pub(super) text: Excerpt<'static>,
    /// The line that opens it.
    pub(super) opening: Span,
    /// Whether the page closes it.
    pub(super) closed: bool,
    /// The backticks or tildes that open it.
    marks: String,
}

impl Fence {
    /// The finding for a fence that the page does not close.
    pub(super) fn unclosed(&self) -> Diagnostic {
        Diagnostic::new(Code::UnclosedFence, "this code fence is never closed")
            .at(self.opening, "opened here")
            .help("the page seems to be truncated: download it again, or close the fence")
    }

    /// The texts in it that stand behind lines which would open such a fence: when one of them is
    /// a document by itself, then this fence was never closed.
    pub(super) fn swallowed(&self) -> impl Iterator<Item = &str> {
        let text = self.text.text();
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            end += line.len();
            if line.trim_start().starts_with(&self.marks) {
                parts.push(end..end);
            } else if let Some(part) = parts.last_mut() {
                part.end = end;
            }
        }
        parts.into_iter().filter_map(|part| text.get(part))
    }
}

/// The fenced code blocks of a page, in order.
pub(super) fn fences(page: SourceId, text: &str) -> Vec<Fence> {
    let visible = without_tags(text);
    let mut fences = Vec::new();
    let mut open = None;
    for (event, range) in Parser::new(&visible).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                open = Some(fence(page, text, range));
            }
            Event::Text(part) => {
                if let Some(fence) = &mut open {
                    // Tags may be blanked there, so the page's own text is taken where it is this.
                    let own = text.get(range.clone()).filter(|own| own.len() == part.len());
                    fence.text.push(own.unwrap_or(&part), range);
                }
            }
            Event::End(TagEnd::CodeBlock) => fences.extend(open.take()),
            _ => {}
        }
    }
    fences
}

/// A fence that spans a range of the page, without its text.
fn fence(page: SourceId, text: &str, range: Range<usize>) -> Fence {
    let block = text.get(range.clone()).unwrap_or("").trim_end();
    let mut lines = block.lines();
    let first = lines.next().unwrap_or("");
    let mark = first.chars().next().unwrap_or('`');
    let marks: String = first.chars().take_while(|c| *c == mark).collect();
    let last = lines.next_back().unwrap_or("").trim_start_matches([' ', '\t', '>']);
    Fence {
        text: Excerpt::empty(page),
        opening: Span::new(page, range.start..range.start + first.len()),
        closed: last.len() >= marks.len() && last.chars().all(|c| c == mark),
        marks,
    }
}

/// The page with blanks for each line that is only a tag, such as `<details>` or `<Tab title="x">`:
/// Markdown would take what follows for HTML, and miss the fences in it.
fn without_tags(text: &str) -> Cow<'_, str> {
    let is_tag = |line: &str| line.trim().starts_with('<') && line.trim().ends_with('>');
    if !text.lines().any(is_tag) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
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
