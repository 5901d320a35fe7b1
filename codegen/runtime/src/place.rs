//! Where in a JSON text an error lies.

use serde_json::value::RawValue;
use std::{fmt::Write as _, ops::Range};

/// How many characters an excerpt shows.
const EXCERPT: usize = 40;

/// A value in a JSON text.
#[derive(Debug)]
pub(super) struct Place<'t> {
    text: &'t str,
    /// From the outermost container inwards.
    containers: Vec<Container>,
    /// Where the value begins.
    start: usize,
}

#[derive(Debug)]
struct Container {
    /// Where the container itself begins.
    start: usize,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    /// At the item with this index.
    List(usize),
    /// At the member whose name stands here; `named` once the colon has passed.
    Object { name: Range<usize>, named: bool },
}

impl<'t> Place<'t> {
    /// The value in which `serde_json` stopped, by its count of lines and bytes.
    pub(super) fn find(text: &'t str, line: usize, column: usize) -> Self {
        let mut place = Self { text, containers: Vec::new(), start: 0 };
        place.walk(offset(text, line, column), |_, _| {});
        place
    }

    /// Where each `null` begins that stands in a list or an object as this place does: as
    /// `.a[0].tags[1]` and `.a[7].tags[0]`.
    pub(super) fn nulls_alike(&self) -> Vec<usize> {
        let family = self.family();
        let mut found = Vec::new();
        let mut place = Self { text: self.text, containers: Vec::new(), start: 0 };
        place.walk(self.text.len(), |place, at| {
            if place.family() == family {
                found.push(at);
            }
        });
        found
    }

    /// The way to the place without its indices, and without the last name.
    fn family(&self) -> Vec<&'t str> {
        let mut family: Vec<&str> = self
            .containers
            .iter()
            .map(|container| match &container.inside {
                Inside::List(_) => "[]",
                Inside::Object { name, .. } => self.text.get(name.clone()).unwrap_or_default(),
            })
            .collect();
        if let Some(Container { inside: Inside::Object { .. }, .. }) = self.containers.last() {
            family.pop();
            family.push("{}");
        }
        family
    }

    /// Follows the text's structure up to `end`, the count of bytes that were read, and tells of
    /// each `null` on the way.
    fn walk(&mut self, end: usize, mut null: impl FnMut(&Self, usize)) {
        let mut string: Option<usize> = None;
        let mut escaped = false;
        for (at, byte) in self.text.bytes().enumerate().take(end) {
            if let Some(start) = string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => {
                        string = None;
                        self.name(start + 1..at);
                    }
                    _ => {}
                }
            } else if byte == b'"' {
                string = Some(at);
            } else if byte == b'n' {
                // No other word of JSON has this letter.
                null(self, at);
            } else if at + 1 < end || !matches!(byte, b'{' | b'[') {
                // A container that was only looked at is itself the value in question.
                self.step(at, byte);
            }
        }
    }

    /// Takes a string that may be the name of a member.
    fn name(&mut self, text: Range<usize>) {
        if let Some(Container { inside: Inside::Object { name, named: false }, .. }) =
            self.containers.last_mut()
        {
            *name = text;
        }
    }

    /// Takes a byte outside of strings.
    fn step(&mut self, at: usize, byte: u8) {
        match (byte, self.containers.last_mut().map(|container| &mut container.inside)) {
            (b'{', _) => self.open(at, Inside::Object { name: at..at, named: false }),
            (b'[', _) => self.open(at, Inside::List(0)),
            (b'}' | b']', _) => {
                if let Some(container) = self.containers.pop() {
                    self.start = container.start;
                }
            }
            (b':', Some(Inside::Object { named, .. })) => {
                *named = true;
                self.start = at + 1;
            }
            (b',', Some(Inside::Object { named, .. })) => *named = false,
            (b',', Some(Inside::List(index))) => {
                *index += 1;
                self.start = at + 1;
            }
            _ => {}
        }
    }

    fn open(&mut self, at: usize, inside: Inside) {
        self.containers.push(Container { start: at, inside });
        self.start = at + 1;
    }

    /// `.items[3].id`, or `.` for the whole text.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for container in &self.containers {
            // Writing to a string does not fail.
            let _ = match &container.inside {
                Inside::List(index) => write!(path, "[{index}]"),
                Inside::Object { name, .. } => {
                    write!(path, ".{}", self.text.get(name.clone()).unwrap_or_default())
                }
            };
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }

    /// The beginning of the value, on one line.
    pub(super) fn excerpt(&self) -> String {
        let rest = self.text.get(self.start..).unwrap_or_default().trim_start();
        // What is no whole value goes on to the end of the text.
        let whole = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>().next();
        let value = whole.and_then(Result::ok).map_or(rest, RawValue::get);
        let mut excerpt: String = value
            .chars()
            .take(EXCERPT)
            .map(|character| if character.is_control() { ' ' } else { character })
            .collect();
        if excerpt.len() < value.len() {
            excerpt.push('…');
        }
        excerpt
    }
}

/// How many bytes were read up to a place counted in lines from 1 and bytes of the line.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before + column
}
