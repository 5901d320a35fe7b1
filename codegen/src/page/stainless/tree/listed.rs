//! A header's alternatives, as the child bullets repeat them one by one.

use crate::page::stainless::types::{Alternative, Kind, Line};

/// A header's alternatives, and how far the children have come in them.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Listed<'t> {
    list: &'t [Alternative],
    /// Whether the children are values and not alternatives; the first child says so.
    pub(super) leaves: bool,
    position: usize,
    /// How many children stand for the `N more` at the position.
    hidden: usize,
}

impl<'t> Listed<'t> {
    pub(super) fn new(list: &'t [Alternative]) -> Self {
        Self { list, leaves: false, position: 0, hidden: 0 }
    }

    /// Whether children stand for all of it.
    pub(super) fn is_complete(&self) -> bool {
        self.position == self.list.len()
    }

    /// Moves on over the piece of the header that a child repeats.
    pub(super) fn take(mut self, line: &Line, first: bool) -> Option<Self> {
        let rest = self.list.get(self.position..)?;
        let (head, child) = (rest.first()?, line.ty.alternatives.first()?);
        if line.field.is_some() {
            return None;
        }
        // `array of A or B`: a first child with fewer arrays is an item, not the whole.
        let arrays = if line.alias.is_some() { 0 } else { child.arrays };
        if first {
            let values =
                self.list.iter().all(|each| matches!(each.kind, Kind::Literal(_) | Kind::More(_)));
            self.leaves = values
                && arrays == 0
                && is_value(line)
                && self.list.iter().skip(1).all(|each| each.arrays == 0);
        }
        let arrays_fit = if first { arrays <= head.arrays } else { arrays == head.arrays };
        let matched = if arrays_fit { repeats(rest, line, self.leaves) } else { 0 };
        match head.kind {
            _ if matched > 0 => {
                self.position += matched;
                self.hidden = 0;
            }
            Kind::More(count) if !self.leaves || is_value(line) => {
                self.hidden += 1;
                if self.hidden == count {
                    self.position += 1;
                    self.hidden = 0;
                }
            }
            _ => return None,
        }
        Some(self)
    }
}

/// How many alternatives of a header a child repeats.
fn repeats(header: &[Alternative], line: &Line, leaf: bool) -> usize {
    let Some(head) = header.first() else { return 0 };
    let child = &line.ty.alternatives;
    if let Kind::Model(name) = &head.kind
        && line.model() == Some(name)
    {
        return 1;
    }
    if leaf && child.len() != 1 {
        return 0;
    }
    let same = child.len() <= header.len()
        && header.iter().zip(child).enumerate().all(|(position, (header, child))| {
            same_kind(&header.kind, &child.kind) && (position == 0 || header.arrays == child.arrays)
        });
    if same { child.len() } else { 0 }
}

/// Whether two alternatives say the same; a child may add an object's name.
fn same_kind(header: &Kind, child: &Kind) -> bool {
    match (header, child) {
        (Kind::Object { fields: header, .. }, Kind::Object { fields: child, .. }) => {
            header == child
        }
        _ => header == child,
    }
}

/// Whether a bullet is a lone literal, as the values of an enumeration are.
pub(super) fn is_value(line: &Line) -> bool {
    let single = line.ty.single();
    line.field.is_none()
        && line.alias.is_none()
        && single.is_some_and(|each| each.arrays == 0 && matches!(each.kind, Kind::Literal(_)))
}
