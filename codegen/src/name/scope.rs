//! Who may have which name, where several want the same.

use super::{Case, Ident, Words};
use foldhash::HashMap;
use std::collections::{BTreeMap, hash_map::Entry};

/// Names that must differ from one another.
///
/// Claims are gathered first and settled together: who wins a name follows from what the
/// claimants are, never from the order in which they came.
#[derive(Debug)]
pub struct Scope {
    case: Case,
    claims: Vec<Claim>,
}

/// Whose wish goes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The name was chosen, or stands already: all others make way.
    Given,
    /// Nothing speaks for it, and nothing against it.
    #[default]
    Usual,
    /// It stands beside the usual ones, which people look for first.
    Extra,
    /// Any name that is left will do.
    Last,
}

/// The wish for a name.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// What the claimant is among the others, before any name is looked at.
    pub rank: Rank,
    /// The name as it is written in the document; whoever's is already right in Rust goes first.
    pub wire: String,
    /// What settles everything else: where the claimant stands in the document.
    pub place: String,
    /// The names wished for, the shortest first. A number is put behind the last one, if need be.
    pub names: Vec<Words>,
    /// Names that cannot be had.
    pub reserved: &'static [&'static str],
}

/// The outcome of a [`Scope`].
#[derive(Debug)]
pub struct Resolved {
    /// The names, in the order of the claims.
    pub idents: Vec<Ident>,
    /// Who did not get the name wished for first.
    pub collisions: Vec<Collision>,
}

/// A claim that did not get the name wished for first.
#[derive(Debug, PartialEq, Eq)]
pub struct Collision {
    /// The name wished for.
    pub wanted: Ident,
    /// The claim that has it; none when the name is reserved.
    pub winner: Option<usize>,
    /// The claim that did not get it.
    pub loser: usize,
}

impl Scope {
    /// A scope without claims.
    pub fn new(case: Case) -> Self {
        Self { case, claims: Vec::new() }
    }

    /// Adds a wish, and gives its place in [`Resolved::idents`].
    pub fn claim(&mut self, claim: Claim) -> usize {
        self.claims.push(claim);
        self.claims.len() - 1
    }

    /// Gives every claim its name.
    ///
    /// All first wishes are settled before any second one: a name that only one claim wishes for
    /// first is its own, whatever happens to the others.
    pub fn resolve(self) -> Resolved {
        self.resolve_with(|_| None)
    }

    /// Gives every claim its name, as [`resolve`](Self::resolve) does. Whoever does not get the
    /// first is asked for further wishes, by its place: most need none, and they cost as much as
    /// all else.
    pub fn resolve_with(self, further: impl Fn(usize) -> Option<Vec<Words>>) -> Resolved {
        let Self { case, mut claims } = self;
        let mut names = Settled {
            case,
            taken: HashMap::default(),
            idents: vec![None; claims.len()],
            numbers: BTreeMap::new(),
        };
        let mut pending: Vec<usize> = (0..claims.len()).collect();
        pending.sort_by_cached_key(|&at| claims.get(at).map(|claim| precedence(claim, case)));
        pending.retain(|&at| !names.try_level(at, claims.get(at), 0));
        let losers = pending.clone();
        for &at in &losers {
            if let Some(claim) = claims.get_mut(at) {
                claim.names.extend(further(at).into_iter().flatten());
            }
        }
        let levels = claims.iter().map(|claim| claim.names.len()).max().unwrap_or(0);
        for level in 1..levels {
            pending.retain(|&at| !names.try_level(at, claims.get(at), level));
        }
        for &at in &pending {
            names.number(at, claims.get(at));
        }
        let collisions =
            losers.iter().filter_map(|&at| names.collision(at, claims.get(at)?)).collect();
        Resolved { idents: names.into_idents(), collisions }
    }
}

/// The order in which claims choose.
fn precedence(claim: &Claim, case: Case) -> (Rank, bool, &str, &str) {
    let first = claim.names.first().map(|words| Ident::new(words, case));
    let inexact = first.is_none_or(|ident| ident.as_str() != claim.wire);
    (claim.rank, inexact, &claim.wire, &claim.place)
}

/// The names given so far.
struct Settled {
    case: Case,
    taken: HashMap<Ident, usize>,
    idents: Vec<Option<Ident>>,
    /// The next number for a wish that others have numbered already.
    numbers: BTreeMap<Words, usize>,
}

impl Settled {
    /// Gives a claim its wish of some level, when it has one and the name is free.
    fn try_level(&mut self, at: usize, claim: Option<&Claim>, level: usize) -> bool {
        let Some(claim) = claim else { return true };
        claim.names.get(level).is_some_and(|words| self.take(at, claim, words))
    }

    fn take(&mut self, at: usize, claim: &Claim, words: &Words) -> bool {
        let ident = Ident::new(words, self.case);
        if claim.reserved.contains(&ident.as_str()) {
            return false;
        }
        let Entry::Vacant(free) = self.taken.entry(ident) else { return false };
        if let Some(slot) = self.idents.get_mut(at) {
            *slot = Some(free.key().clone());
        }
        free.insert(at);
        true
    }

    /// The last resort: the last wish with the first number that makes it free.
    fn number(&mut self, at: usize, claim: Option<&Claim>) {
        let Some(claim) = claim else { return };
        let empty = Words::spelled("");
        let base = claim.names.last().unwrap_or(&empty);
        let mut number = self.numbers.get(base).copied().unwrap_or(2);
        while !self.take(at, claim, &base.then(&number.to_string())) {
            number += 1;
        }
        self.numbers.insert(base.clone(), number + 1);
    }

    fn collision(&self, at: usize, claim: &Claim) -> Option<Collision> {
        let wanted = Ident::new(claim.names.first()?, self.case);
        let reserved = claim.reserved.contains(&wanted.as_str());
        let winner = if reserved { None } else { self.taken.get(&wanted).copied() };
        Some(Collision { wanted, winner, loser: at })
    }

    fn into_idents(self) -> Vec<Ident> {
        let empty = Ident::new(&Words::spelled(""), self.case);
        self.idents.into_iter().map(|ident| ident.unwrap_or_else(|| empty.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    fn claim(rank: Rank, wire: &str, names: &[&str]) -> Claim {
        Claim {
            rank,
            wire: wire.to_owned(),
            place: format!("/{wire}"),
            names: names.iter().map(|name| Words::of(name)).collect(),
            reserved: &["new"],
        }
    }

    fn resolve(claims: &[Claim]) -> Vec<String> {
        let mut scope = Scope::new(Case::Snake);
        for claim in claims {
            scope.claim(claim.clone());
        }
        scope.resolve().idents.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_order_of_arrival_changes_nothing() {
        let mut claims = vec![
            claim(Rank::Usual, "fooBar", &["fooBar", "fooBarLong"]),
            claim(Rank::Usual, "foo_bar", &["foo_bar", "foo_bar_long"]),
            claim(Rank::Extra, "a", &["foo_bar"]),
            claim(Rank::Usual, "foo-bar", &["foo-bar"]),
        ];
        let forth = resolve(&claims);
        claims.reverse();
        let mut back = resolve(&claims);
        back.reverse();
        assert_eq!(forth, back);
        assert_eq!(forth, ["foo_bar_long", "foo_bar", "foo_bar_3", "foo_bar_2"]);
    }

    #[test]
    fn a_second_wish_never_takes_a_first_one() {
        let claims = [
            claim(Rank::Usual, "b", &["a", "z"]),
            claim(Rank::Usual, "a", &["a"]),
            claim(Rank::Last, "z", &["z", "y"]),
        ];
        assert_eq!(resolve(&claims), ["z_2", "a", "z"]);
    }

    #[test]
    fn reserved_names_are_told_from_taken_ones() {
        let mut scope = Scope::new(Case::Snake);
        scope.claim(claim(Rank::Usual, "new", &["new", "newValue"]));
        let resolved = scope.resolve();
        assert_eq!(resolved.idents[0].as_str(), "new_value");
        assert_eq!(resolved.collisions[0].winner, None);
    }

    #[test]
    fn further_wishes_are_asked_for_where_the_first_is_not_had() {
        let mut scope = Scope::new(Case::Snake);
        scope.claim(claim(Rank::Usual, "a", &["a"]));
        scope.claim(claim(Rank::Extra, "A", &["a"]));
        let asked = RefCell::new(Vec::new());
        let further = |at: usize| {
            asked.borrow_mut().push(at);
            Some(vec![Words::of("further").then(&at.to_string())])
        };
        let resolved = scope.resolve_with(further);
        assert_eq!(
            resolved.idents.iter().map(Ident::as_str).collect::<Vec<_>>(),
            ["a", "further_1"]
        );
        assert_eq!(asked.into_inner(), [1]);
    }

    #[test]
    fn thousands_of_equal_wishes_end() {
        let claims: Vec<Claim> =
            (0..3000).map(|n| claim(Rank::Usual, &format!("#{n}"), &["same"])).collect();
        assert_eq!(resolve(&claims).len(), 3000);
    }
}
