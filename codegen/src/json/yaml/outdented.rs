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
use saphyr_parser::Parser;

/// How many bytes are parsed to find such lines: each is found by parsing up to it.
const BUDGET: usize = 128 << 20;

/// What the parser says of a line that begins too far to the left.
const TOO_FAR_LEFT: [&str; 2] = ["invalid indentation", "invalid indentation in flow construct"];

/// The text, as long as before, with spaces in place of the line breaks that are too much. Nothing
/// when there are none, or when they cannot be told from something else.
pub(super) fn joined(text: &str) -> Option<String> {
    let mut joined: Option<String> = None;
    let mut budget = BUDGET;
    loop {
        let current = joined.as_deref().unwrap_or(text);
        let error = Parser::new_from_str(current).find_map(Result::err);
        let Some(error) = error.filter(|it| TOO_FAR_LEFT.contains(&it.info())) else {
            return joined;
        };
        let at = Offsets::of(current).byte(error.marker().index());
        budget = budget.checked_sub(at)?;
        joined = Some(join(current, at)?);
    }
}

/// Lets the line that begins with what stands at `at` go on where the line before it ends. A comment
/// there gives way; nothing when quotes leave it open what is a comment.
fn join(text: &str, at: usize) -> Option<String> {
    let (before, after) = text.split_at_checked(at)?;
    let said = before.trim_end();
    if !before.get(said.len()..)?.contains('\n') {
        return None;
    }
    let line = said.rsplit('\n').next()?;
    let comment = line.find(" #").or_else(|| line.starts_with('#').then_some(0));
    let kept = match comment {
        None => said.len(),
        Some(_) if line.contains(['"', '\'']) => return None,
        Some(comment) => said.len() - line.len() + comment,
    };
    Some([said.get(..kept)?, &" ".repeat(at - kept), after].concat())
}
