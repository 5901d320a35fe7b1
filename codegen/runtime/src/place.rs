//! Where in a JSON text an error lies.

use super::excerpt;
use std::{mem, ops::Range};

/// A value in a JSON text.
#[derive(Debug)]
pub(super) struct Place<'t> {
    text: &'t str,
    /// From the outermost container inwards.
    containers: Vec<Container>,
    /// Where the value begins.
    start: usize,
    /// The containers of the place that this one is compared with, in the same text.
    other: &'t [Container],
    /// How many containers from the outermost are alike: of the same kind, and under the same name.
    alike: usize,
}

#[derive(Debug)]
struct Container {
    /// Where the container itself begins.
    start: usize,
    inside: Inside,
}

impl Container {
    /// The name of the member at which an object is.
    fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.inside {
            Inside::List(_) => None,
            Inside::Object { name, .. } => text.get(name.clone()),
        }
    }
}

#[derive(Debug)]
enum Inside {
    /// At the item with this index.
    List(usize),
    /// At the member whose name stands here; `named` once the colon has passed.
    Object { name: Range<usize>, named: bool },
}

impl<'t> Place<'t> {
    fn new(text: &'t str, other: &'t [Container]) -> Self {
        Self { text, containers: Vec::new(), start: 0, other, alike: 0 }
    }

    /// The value in which `serde_json` stopped, by its count of lines and bytes.
    pub(super) fn find(text: &'t str, line: usize, column: usize) -> Self {
        let mut place = Self::new(text, &[]);
        place.walk(offset(text, line, column), &mut |_, _| {});
        place
    }

    /// Where each `null` begins that stands in a list or an object as this place does: as
    /// `.a[0].tags[1]` and `.a[7].tags[0]`. Neither indices nor the last name matter.
    pub(super) fn nulls_alike(&self) -> Vec<usize> {
        let mut found = Vec::new();
        Place::new(self.text, &self.containers).walk(self.text.len(), &mut |place, at| {
            if place.alike == place.containers.len() && place.alike == place.other.len() {
                found.push(at);
            }
        });
        found
    }

    /// Follows the text's structure up to `end`, the count of bytes that were read, and tells of
    /// each `null` on the way.
    fn walk(&mut self, end: usize, null: &mut dyn FnMut(&Self, usize)) {
        let (mut strings, mut string) = (Strings::default(), 0);
        let read = self.text.as_bytes();
        let read = read.get(..end).unwrap_or(read);
        for (at, &byte) in read.iter().enumerate() {
            match strings.take(byte) {
                Part::Begin => string = at + 1,
                Part::Inside => {}
                Part::End => self.name(string..at),
                Part::Outside if byte == b'n' && is_null(self.text, at) => null(self, at),
                // A container that was only looked at is itself the value in question.
                Part::Outside if at + 1 == end && matches!(byte, b'{' | b'[') => {}
                Part::Outside => self.step(at, byte),
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
                    self.alike = self.alike.min(self.containers.len());
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
        self.alike += usize::from(self.goes_on_alike(&inside));
        self.containers.push(Container { start: at, inside });
        self.start = at + 1;
    }

    /// Whether a container that opens here is as the other place's, like all around it. What is
    /// around it has been compared, so that a name is looked at once, however much is below it.
    fn goes_on_alike(&self, inside: &Inside) -> bool {
        let depth = self.containers.len();
        let around = depth.checked_sub(1).and_then(|it| self.other.get(it));
        depth == self.alike
            && self
                .other
                .get(depth)
                .is_some_and(|it| mem::discriminant(&it.inside) == mem::discriminant(inside))
            && self.containers.last().and_then(|it| it.name(self.text))
                == around.and_then(|it| it.name(self.text))
    }

    /// `.items[3].id`, or `.` for the whole text.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for container in &self.containers {
            match &container.inside {
                Inside::List(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
                Inside::Object { name, .. } => {
                    path.push('.');
                    path.push_str(self.text.get(name.clone()).unwrap_or_default());
                }
            }
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }

    /// The beginning of the value, on one line.
    pub(super) fn excerpt(&self) -> String {
        let rest = self.text.get(self.start..).unwrap_or_default().trim_ascii_start();
        let value = rest.get(..end(rest)).unwrap_or(rest);
        excerpt::of_value(value)
    }
}

/// What a byte of a JSON text is to the strings in it.
#[derive(Clone, Copy)]
enum Part {
    Outside,
    /// The quote with which a string begins.
    Begin,
    Inside,
    /// The quote with which it ends.
    End,
}

/// Tells strings from what is around them, byte by byte.
#[derive(Default)]
struct Strings {
    is_inside: bool,
    is_escaped: bool,
}

impl Strings {
    fn take(&mut self, byte: u8) -> Part {
        let was_escaped = mem::take(&mut self.is_escaped);
        match (self.is_inside, byte) {
            (true, b'"') if !was_escaped => {
                self.is_inside = false;
                Part::End
            }
            (true, _) => {
                self.is_escaped = byte == b'\\' && !was_escaped;
                Part::Inside
            }
            (false, b'"') => {
                self.is_inside = true;
                Part::Begin
            }
            (false, _) => Part::Outside,
        }
    }
}

/// How many bytes were read up to a place counted in lines from 1 and bytes of the line. An error
/// about the whole is in line 0.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let (mut start, mut lines) = (0, 1);
    for (at, byte) in text.as_bytes().iter().enumerate() {
        if lines >= line {
            break;
        }
        if *byte == b'\n' {
            lines += 1;
            start = at + 1;
        }
    }
    start + column
}

/// Where the value ends that a text begins with. What nothing ends goes on to the text's end, and so
/// does what is no JSON, such as a proxy's message.
fn end(text: &str) -> usize {
    let is_bare = ["true", "false", "null"].iter().any(|word| text.starts_with(word));
    let begins = |it: &u8| it.is_ascii_digit() || b"\"{[-".contains(it);
    if !is_bare && !text.as_bytes().first().is_some_and(begins) {
        return text.len();
    }
    let (mut depth, mut strings) = (0, Strings::default());
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match (strings.take(byte), byte) {
            (Part::End, _) if depth == 0 => return at + 1,
            (Part::Outside, b'{' | b'[') => depth += 1,
            (Part::Outside, b'}' | b']') if depth > 1 => depth -= 1,
            // The end of the value, or of the container around it.
            (Part::Outside, b'}' | b']') => return at + depth,
            (Part::Outside, b',' | b':' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Whether the word `null` stands at a place outside of strings, and nothing else touches it: what is
/// put there instead must not become a part of something that is no JSON as it is.
fn is_null(text: &str, at: usize) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    let ends = |it: &u8| it.is_ascii_whitespace() || b",:[]{}".contains(it);
    rest.strip_prefix("null").is_some_and(|after| {
        before.as_bytes().last().is_none_or(ends) && after.as_bytes().first().is_none_or(ends)
    })
}
