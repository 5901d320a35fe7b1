//! A how-to page without the tags of components, such as `<Step title="Add">`, and without the
//! marks of admonitions, such as `!!! note`, where these stand on lines of their own: Markdown would
//! take what follows for HTML, or for code because it is indented.

use crate::{
    page::markdown::is_admonition,
    source::{Excerpt, SourceId},
};

/// The page as its readers see it.
pub(super) fn visible(page: SourceId, text: &str) -> Excerpt<'static> {
    let mut visible = Excerpt::empty(page);
    let mut indentation = Indentation::default();
    let mut fence = None;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let content = line.trim();
        let own = line.len() - line.trim_start_matches([' ', '\t']).len();
        if fence.is_none() && is_mark(content) {
            visible.push("\n", start..end);
            indentation.mark(content, own);
            continue;
        }
        if fence.is_none() && !content.is_empty() {
            indentation.line(own);
        }
        fence = match fence {
            None => opens(content),
            Some(marks) => Some(marks).filter(|marks| !closes(content, marks)),
        };
        let hidden = indentation.hidden().min(own);
        visible.push(line.get(hidden..).unwrap_or(line), start + hidden..end);
    }
    visible
}

/// How far lines are indented because of the marks before them.
#[derive(Default)]
struct Indentation {
    /// How many components are open.
    depth: usize,
    /// How far the outermost mark is indented itself.
    outer: usize,
    /// How far the lines behind the last mark are.
    inner: usize,
    follows_mark: bool,
}

impl Indentation {
    fn mark(&mut self, content: &str, own: usize) {
        if self.depth == 0 {
            self.outer = own;
        }
        if content.starts_with("</") {
            self.depth = self.depth.saturating_sub(1);
        } else if content.starts_with('<') && !content.ends_with("/>") {
            self.depth += 1;
        }
        self.follows_mark = true;
    }

    fn line(&mut self, own: usize) {
        self.inner = if self.follows_mark { own } else { own.min(self.inner) };
        self.follows_mark = false;
    }

    fn hidden(&self) -> usize {
        self.inner.saturating_sub(self.outer)
    }
}

/// Whether a line is only the tag of a component or the mark of an admonition.
fn is_mark(line: &str) -> bool {
    let tag = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
    let is_component = tag.is_some_and(|tag| {
        tag.starts_with(|first: char| first.is_ascii_uppercase())
            && tag.ends_with('>')
            && !tag.contains('<')
    });
    is_component || is_admonition(line)
}

/// The marks of a code fence that a line opens.
fn opens(line: &str) -> Option<&str> {
    let first = line.chars().next().filter(|first| matches!(first, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(first).len();
    let (marks, info) = line.split_at_checked(length)?;
    // Backticks behind others make it code within a line.
    (length >= 3 && !(first == '`' && info.contains(first))).then_some(marks)
}

/// Whether a line closes the fence that some marks opened.
fn closes(line: &str, marks: &str) -> bool {
    line.len() >= marks.len() && line.chars().all(|c| marks.starts_with(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn seen(text: &str) -> String {
        let mut sources = Sources::new();
        let page = sources.add("page.md", text);
        let visible = visible(page, text);
        let at = visible.text().find('x').unwrap();
        assert_eq!(sources.text(visible.span(at..at + 1)), "x");
        visible.text().to_owned()
    }

    #[test]
    fn components_and_admonitions_hide_nothing() {
        for (text, expected) in [
            (
                "<Steps>\n  <Step n=\"1\">\n    x\n\n      y\n  </Step>\n</Steps>\nz\n",
                "\n\nx\n\n  y\n\n\nz\n",
            ),
            ("<Note>\nx\n</Note>\ny\n", "\nx\n\ny\n"),
            ("```\na\n````\n<Note>\n    x\n</Note>\n", "```\na\n````\n\nx\n\n"),
            ("```a```\n<Note>\n    x\n</Note>\n", "```a```\n\nx\n\n"),
            ("!!! note \"A\"\n\n    x\n    y\nz\n\n    code\n", "\n\nx\ny\nz\n\n    code\n"),
            ("<Tabs>\r\n\tx\r\n</Tabs>\r\n", "\nx\r\n\n"),
            ("1. a\n\n   <Note>\n     x\n   </Note>\n\n   b\n", "1. a\n\n\n   x\n\n\n   b\n"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for text in [
            "1. a\n\n   x\n\n       code\n",
            "<b>x</b>\n<https://x.org>\n<td>\n",
            "<Step>x</Step>\n    y\n",
            "- a\n\n  ```jsx\n  <Foo>\n    x\n  ```\n",
            "\u{feff}# x\n",
        ] {
            assert_eq!(seen(text), text);
        }
    }
}
