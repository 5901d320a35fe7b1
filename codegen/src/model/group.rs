//! Which parts of a large API can be built alone.

use super::TypeId;
use std::collections::BTreeSet;

/// The feature that has all groups of operations.
pub const ALL_OPERATIONS: &str = "all-operations";

/// The feature of the types that no operation needs.
pub const OTHER_MODELS: &str = "other-models";

/// The groups of a large API: the operations on one resource each, and the types that they need,
/// behind a feature of their own. The types that no operation needs are a group as well.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// The groups' features, in the order of [`Api::resources`](super::Api::resources), and then
    /// [`OTHER_MODELS`], if there are such types.
    pub features: Vec<String>,
    /// Which groups need each type, in the order of [`Api::types`](super::Api::types). The types of
    /// one file are needed by the same groups.
    pub users: Vec<Users>,
}

impl Groups {
    /// Whether two types are needed by the same groups, so that wherever one exists the other does.
    pub fn are_together(&self, one: TypeId, other: TypeId) -> bool {
        self.users.get(one.0) == self.users.get(other.0)
    }
}

/// The groups that need a type, directly or inside another type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Users {
    /// These, by their places in [`Groups::features`].
    These(BTreeSet<usize>),
    /// So many that the type is always there.
    Everyone,
}
