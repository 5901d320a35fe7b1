//! Brackets over several lines that YAML wants further to the right.
//!
//! ```yaml
//! paths:
//!   tags: [
//!     users,
//!   ]
//! ```
//!
//! YAML 1.2 (8.2.3) wants the last bracket to the right of `tags`. Most parsers do not mind, people
//! write it, and [`saphyr_parser`] refuses it. Between brackets a line break is a space, so such a
//! line may as well go on where the one before it ends.

use super::offsets::Offsets;
use saphyr_parser::{Event, Parser};
use std::collections::BTreeMap;

/// How many bytes are parsed to find such lines, as far as [`ROUNDS`] allows.
const BUDGET: usize = 64 << 20;

/// How often a text is parsed: at least, however long it is, and at most.
const ROUNDS: (usize, usize) = (4, 64);

/// What the parser says of a line that begins too far to the left.
const TOO_FAR_LEFT: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

/// What may stand around the text of a line. Other spaces are content.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// The text, as long as before, with spaces in place of the line breaks that are too much. Nothing
/// when there are none, or when they cannot be told from something else.
pub(super) fn joined(text: &str) -> Option<String> {
    Joints { text, found: BTreeMap::new(), rounds: 0 }.settle()
}

/// The lines that go on where the one before them ends.
struct Joints<'t> {
    text: &'t str,
    /// Where such a line begins, and where the one before it ends.
    found: BTreeMap<usize, usize>,
    /// How often the text was parsed.
    rounds: usize,
}

/// What the parser says of a text.
struct Seen {
    /// The joints that are the content of a scalar, and are none therefore.
    content: Vec<usize>,
    /// Where the first line stands that begins too far to the left.
    too_far_left: Option<usize>,
}

impl Joints<'_> {
    fn settle(&mut self) -> Option<String> {
        let (least, most) = ROUNDS;
        let rounds = (BUDGET / self.text.len().max(1)).clamp(least, most);
        while self.rounds < rounds {
            self.rounds += 1;
            let current = self.current()?;
            let Seen { content, too_far_left } = self.look(&current);
            for at in &content {
                self.found.remove(at);
            }
            if let Some(at) = too_far_left {
                let kept = joint(self.text, at)?;
                if self.found.insert(at, kept).is_some() {
                    return None;
                }
                if self.rounds == 1 {
                    self.suppose_brackets(at);
                }
            } else if content.is_empty() {
                return (!self.found.is_empty()).then_some(current);
            }
        }
        None
    }

    /// The text with spaces at every joint.
    fn current(&self) -> Option<String> {
        let mut current = String::with_capacity(self.text.len());
        let mut from = 0;
        for (at, kept) in &self.found {
            current.push_str(self.text.get(from..*kept)?);
            current.extend(std::iter::repeat_n(' ', at - kept));
            from = *at;
        }
        current.push_str(self.text.get(from..)?);
        Some(current)
    }

    fn look(&self, current: &str) -> Seen {
        let offsets = Offsets::of(current);
        let mut seen = Seen { content: Vec::new(), too_far_left: None };
        for event in Parser::new_from_str(current) {
            match event {
                Ok((Event::Scalar(..), marks)) => {
                    let end = offsets.byte(marks.end.index());
                    let behind = self.found.range(offsets.byte(marks.start.index()) + 1..);
                    let within = behind.map(|(at, _)| *at).take_while(|at| *at < end);
                    seen.content.extend(within);
                }
                Ok(_) => {}
                Err(error) => {
                    let at = offsets.byte(error.marker().index());
                    seen.too_far_left = TOO_FAR_LEFT.contains(&error.info()).then_some(at);
                    break;
                }
            }
        }
        seen
    }

    /// Who writes one bracket too far to the left writes all of them so: parsing up to each would
    /// be quadratic. A bracket that turns out to be in a scalar is put back by the next round.
    fn suppose_brackets(&mut self, after: usize) {
        let Some(rest) = self.text.get(after..) else { return };
        let mut line = after;
        for part in rest.split_inclusive('\n') {
            let at = line + part.len() - part.trim_start_matches([' ', '\t']).len();
            line += part.len();
            if self.text.get(at..).is_some_and(|it| it.starts_with([']', '}']))
                && let Some(kept) = joint(self.text, at)
                && self.text.get(..kept).is_some_and(may_go_on)
            {
                self.found.insert(at, kept);
            }
        }
    }
}

/// Where the line ends that the line at `at` can continue. A comment there gives way; nothing when
/// quotes leave it open what is a comment.
fn joint(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let said = before.trim_end_matches(BLANK);
    if !before.get(said.len()..)?.contains('\n') {
        return None;
    }
    let line = said.rsplit(['\n', '\r']).next()?;
    match comment(line) {
        None => Some(said.len()),
        Some(_) if line.contains(['"', '\'']) => None,
        Some(comment) => Some(said.len() - line.len() + comment),
    }
}

/// Where a line has its comment: `#` at its beginning or behind a blank (YAML 1.2, 6.6).
fn comment(line: &str) -> Option<usize> {
    let mut signs = line.match_indices('#').map(|(at, _)| at);
    signs.find(|at| line.get(..*at).is_some_and(|it| it.is_empty() || it.ends_with([' ', '\t'])))
}

/// Whether a line can go on without becoming another thing if it is part of a block scalar: it is
/// not the scalar's head, and not all comment.
fn may_go_on(text: &str) -> bool {
    let line = text.rsplit(['\n', '\r']).next().unwrap_or_default().trim_end_matches(BLANK);
    let without_indicators =
        line.trim_end_matches(|it: char| it.is_ascii_digit() || "+-".contains(it));
    !line.is_empty() && !without_indicators.ends_with(['|', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounds(text: &str) -> (usize, bool) {
        let mut joints = Joints { text, found: BTreeMap::new(), rounds: 0 };
        let joined = joints.settle();
        (joints.rounds, joined.is_some())
    }

    #[test]
    fn many_brackets_take_no_more_rounds_than_one() {
        let one = "a:\n  b: [\n ]\n";
        assert_eq!(rounds(one), (2, true));
        assert_eq!(rounds(&format!("a:\n{}", "  - b: [\n ]\n".repeat(1_000))), (2, true));
    }

    #[test]
    fn rounds_are_bounded() {
        assert_eq!(rounds(&format!("a:\n  b: [\n{}  ]\n", " 1,\n".repeat(1_000))), (64, false));
    }

    #[test]
    fn long_texts_have_fewer_rounds() {
        let long = format!("a:\n  b: [\n{}  ]\n# {}\n", " 1,\n".repeat(1_000), "-".repeat(8 << 20));
        assert_eq!(rounds(&long), (7, false));
    }

    #[test]
    fn comments_begin_behind_a_blank() {
        assert_eq!(comment("a #b"), Some(2));
        assert_eq!(comment("a\t#b"), Some(2));
        assert_eq!(comment("#b"), Some(0));
        assert_eq!(comment("a#b"), None);
        assert_eq!(comment("a\u{a0}#b"), None);
    }
}
