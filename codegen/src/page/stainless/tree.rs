//! Bullets to trees.
//!
//! A flattened page has no depth, so a bullet may belong to any list that is still open. Headers say
//! how many children they have, all but one kind: a model without a brace list. All readings that
//! agree with the headers are followed at once. Readings with the same open lists become one, so
//! that their number stays small; what else speaks for one of them (the keys of the page's example,
//! the order of fields) is counted as doubt against the others. Where two readings end with the same
//! doubt, the section is uncertain. A page with depths takes the same way with one candidate each.

mod frame;
mod listed;
mod values;

use super::types::Line;
use frame::{Context, Frame, Role};
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub(super) use frame::{Known, Role as NodeRole};

/// A bullet of the page that follows the grammar.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: Line,
    pub(super) range: Range<usize>,
    pub(super) depth: Option<usize>,
}

/// A bullet's place in the tree.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) entry: usize,
    pub(super) role: Role,
    pub(super) children: Vec<Node>,
}

/// Why a section has no tree, and at which bullet that shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Uncertain {
    pub(super) at: Option<Range<usize>>,
    pub(super) reason: String,
}

/// What a section's top level may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Top {
    /// Fields only.
    Fields,
    /// Fields, or alternatives.
    Any,
}

/// What is known besides the bullets.
pub(super) struct Evidence<'t> {
    /// The page's text.
    pub(super) text: &'t str,
    /// The example for this section.
    pub(super) example: Option<&'t Json>,
    /// An example of something that this section resembles: what a request creates, the answer shows.
    pub(super) mirror: Option<&'t Json>,
    /// The brace lists of models that the page shows somewhere.
    pub(super) known: &'t Known<'t>,
}

/// So many readings are followed at once, the least doubtful ones.
const MOST_READINGS: usize = 64;
/// No list is deeper than this.
const DEEPEST: usize = 64;

/// Rebuilds the tree of a section.
pub(super) fn build(
    entries: &[Entry],
    top: Top,
    evidence: &Evidence<'_>,
) -> Result<Vec<Node>, Uncertain> {
    let shown = shown_before(entries);
    let context = Context { entries, shown: &shown, known: evidence.known };
    let mut search = Search {
        context,
        text: evidence.text,
        placements: Vec::new(),
        readings: vec![Reading {
            frames: vec![Frame::top(top, evidence.example, evidence.mirror)],
            doubt: 0,
            last: None,
            tied: None,
        }],
        dropped: None,
    };
    for entry in 0..entries.len() {
        search.step(entry)?;
    }
    let placements = search.finish()?;
    Ok(assemble(&placements))
}

/// For each bullet, whether the model or object in it was shown by an earlier one.
fn shown_before(entries: &[Entry]) -> Vec<bool> {
    let mut names = HashSet::new();
    let mut referred = HashSet::new();
    let mut objects = HashSet::new();
    let mut shown = Vec::with_capacity(entries.len());
    for entry in entries {
        let (name, fields) = (entry.line.model(), entry.line.fields());
        shown.push(match (name, fields) {
            (Some(name), Some(_)) => {
                !objects.insert((Some(name), fields)) || referred.contains(name)
            }
            (Some(name), None) => {
                referred.insert(name);
                names.contains(name)
            }
            (None, Some(_)) => !objects.insert((None, fields)),
            (None, None) => false,
        });
        names.extend(name);
    }
    shown
}

/// One bullet's place in a reading, and the place before it in the same reading.
struct Placement {
    before: Option<usize>,
    entry: usize,
    parent: Option<usize>,
    role: Role,
}

/// One way to read the bullets so far.
#[derive(Clone)]
struct Reading<'t> {
    frames: Vec<Frame<'t>>,
    doubt: usize,
    last: Option<usize>,
    /// The first bullet at which another reading was just as good.
    tied: Option<usize>,
}

struct Search<'t> {
    context: Context<'t>,
    text: &'t str,
    placements: Vec<Placement>,
    readings: Vec<Reading<'t>>,
    /// The least doubt of a reading that was given up: no certain one has as much.
    dropped: Option<usize>,
}

impl<'t> Search<'t> {
    /// Takes one bullet into every reading that has a place for it.
    fn step(&mut self, entry: usize) -> Result<(), Uncertain> {
        let mut next: Vec<Reading<'t>> = Vec::new();
        for reading in &self.readings {
            for (found, role, parent) in extend(reading, entry, &self.context) {
                self.placements.push(Placement { before: reading.last, entry, parent, role });
                let found = Reading { last: Some(self.placements.len() - 1), ..found };
                keep(&mut next, found, entry);
            }
        }
        if next.is_empty() {
            return self.skip(entry);
        }
        if next.len() > MOST_READINGS {
            next.sort_by_key(|reading| reading.doubt);
            let dropped = next.drain(MOST_READINGS..).map(|reading| reading.doubt).min();
            self.dropped = self.dropped.into_iter().chain(dropped).min();
        }
        if next.iter().any(|reading| reading.frames.len() > DEEPEST) {
            return Err(self.uncertain(entry, "the lists are nested too deeply"));
        }
        self.readings = next;
        Ok(())
    }

    /// A bullet without a place is text of a description, when it may be one.
    fn skip(&self, entry: usize) -> Result<(), Uncertain> {
        let last = self.readings.first().and_then(|reading| self.placements.get(reading.last?));
        let after_leaf = last.is_some_and(|last| last.role == Role::Leaf);
        let bullet = self.context.entries.get(entry);
        let before = last.and_then(|last| self.context.entries.get(last.entry));
        let prose = before.zip(bullet).is_some_and(|(before, bullet)| {
            let between = self.text.get(before.range.end..bullet.range.start);
            between.is_some_and(|between| !between.trim().is_empty())
        });
        if prose && !after_leaf && bullet.is_some_and(|bullet| may_be_prose(&bullet.line)) {
            return Ok(());
        }
        Err(self.uncertain(entry, "no list that is still open has a place for this bullet"))
    }

    /// Closes all lists and takes the one reading that is left.
    fn finish(self) -> Result<Vec<Placement>, Uncertain> {
        let mut ends: Vec<Reading<'t>> = Vec::new();
        let mut open = None;
        for reading in &self.readings {
            match close_all(reading, &self.context) {
                Ok(end) => keep(&mut ends, end, self.context.entries.len().saturating_sub(1)),
                Err(owner) => open = open.or(owner),
            }
        }
        let least = ends.iter().map(|reading| reading.doubt).min();
        let mut best = ends.into_iter().filter(|reading| Some(reading.doubt) == least);
        let Some(reading) = best.next() else {
            let at = open.unwrap_or_default();
            return Err(self.uncertain(at, "fewer bullets follow than this one announces"));
        };
        if let Some(entry) = reading.tied {
            return Err(self.uncertain(entry, "this bullet fits into more than one list"));
        }
        if self.dropped.is_some_and(|dropped| dropped <= reading.doubt) {
            return Err(self.uncertain(0, "its bullets can be read in many ways"));
        }
        let mut path = Vec::new();
        let mut at = reading.last;
        let mut placements: Vec<_> = self.placements.into_iter().map(Some).collect();
        while let Some(placement) = at.and_then(|at| placements.get_mut(at)?.take()) {
            at = placement.before;
            path.push(placement);
        }
        path.reverse();
        Ok(path)
    }

    fn uncertain(&self, entry: usize, reason: &str) -> Uncertain {
        let reason = match self.dropped {
            Some(_) => "there are too many ways to read its bullets",
            None => reason,
        };
        let at = self.context.entries.get(entry).map(|entry| entry.range.clone());
        Uncertain { at, reason: reason.to_owned() }
    }
}

/// Bare words and literals in a list may be a description's; fields and objects never are.
fn may_be_prose(line: &Line) -> bool {
    line.field.is_none()
        && line.alias.is_none()
        && line.fields().is_none()
        && line.ty.single().is_some()
}

/// All readings that one becomes by taking a bullet.
fn extend<'t>(
    reading: &Reading<'t>,
    entry: usize,
    context: &Context<'t>,
) -> Vec<(Reading<'t>, Role, Option<usize>)> {
    let depth = context.entries.get(entry).and_then(|entry| entry.depth);
    let mut rest = reading.clone();
    let mut found = Vec::new();
    loop {
        let level = rest.frames.len();
        if depth.is_none_or(|depth| depth + 1 == level) {
            for (taken, pushed, doubt) in
                rest.frames.last().into_iter().flat_map(|frame| frame.take(entry, context))
            {
                let mut next = rest.clone();
                let (parent, role) = (taken.owner(), taken.last_role());
                next.frames.pop();
                next.frames.push(taken);
                next.frames.extend(pushed);
                next.doubt += doubt;
                found.push((next, role, parent));
            }
        }
        let above = depth.is_none_or(|depth| depth + 1 < level);
        if level <= 1 || !above || close(&mut rest, context).is_err() {
            return found;
        }
    }
}

/// Closes the innermost list, when it may end here.
fn close(reading: &mut Reading<'_>, context: &Context<'_>) -> Result<(), Option<usize>> {
    let Some(frame) = reading.frames.last() else { return Err(None) };
    reading.doubt += frame.close(context).ok_or(frame.owner())?;
    reading.frames.pop();
    Ok(())
}

fn close_all<'t>(
    reading: &Reading<'t>,
    context: &Context<'t>,
) -> Result<Reading<'t>, Option<usize>> {
    let mut reading = reading.clone();
    while !reading.frames.is_empty() {
        close(&mut reading, context)?;
    }
    Ok(reading)
}

/// Adds a reading; of two with the same open lists the less doubtful one stays.
fn keep<'t>(readings: &mut Vec<Reading<'t>>, new: Reading<'t>, entry: usize) {
    let Some(old) = readings.iter_mut().find(|old| old.frames == new.frames) else {
        readings.push(new);
        return;
    };
    if new.doubt < old.doubt {
        *old = new;
    } else if new.doubt == old.doubt {
        old.tied = old.tied.or(new.tied).or(Some(entry));
    }
}

/// The tree from each bullet's parent; parents stand before their children.
fn assemble(placements: &[Placement]) -> Vec<Node> {
    let mut children: HashMap<Option<usize>, Vec<Node>> = HashMap::new();
    for placement in placements.iter().rev() {
        let mut own = children.remove(&Some(placement.entry)).unwrap_or_default();
        own.reverse();
        let node = Node { entry: placement.entry, role: placement.role, children: own };
        children.entry(placement.parent).or_default().push(node);
    }
    let mut top = children.remove(&None).unwrap_or_default();
    top.reverse();
    top
}
