//! Who is compared: this project, other generators, and code by hand.

/// One of those that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contender {
    Ours,
    ProgenitorPositional,
    ProgenitorBuilder,
    Oas3Gen,
    Ploidy,
    /// Reqwest and serde, written for what is needed.
    ByHand,
}

/// The other generators, in the order of the columns.
pub(super) const PEERS: [Contender; 4] = [
    Contender::ProgenitorPositional,
    Contender::ProgenitorBuilder,
    Contender::Oas3Gen,
    Contender::Ploidy,
];

impl Contender {
    /// Its name in folders, and in the crates that it generates.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::ProgenitorPositional => "progenitor-positional",
            Self::ProgenitorBuilder => "progenitor-builder",
            Self::Oas3Gen => "oas3-gen",
            Self::Ploidy => "ploidy",
            Self::ByHand => "by-hand",
        }
    }

    /// Its name in tables.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Ours => "this project",
            Self::ProgenitorPositional => "progenitor, positional",
            Self::ProgenitorBuilder => "progenitor, builder",
            Self::Oas3Gen => "oas3-gen",
            Self::Ploidy => "ploidy",
            Self::ByHand => "by hand",
        }
    }

    pub(super) fn is_peer(self) -> bool {
        PEERS.contains(&self)
    }

    /// The program, which is also the name of its package.
    pub(super) fn program(self) -> Option<&'static str> {
        match self {
            Self::Ours | Self::ByHand => None,
            Self::ProgenitorPositional | Self::ProgenitorBuilder => Some("cargo-progenitor"),
            Self::Oas3Gen => Some("oas3-gen"),
            Self::Ploidy => Some("ploidy"),
        }
    }

    /// How the crates begin that its generated ones depend on and that users compile with them.
    pub(super) fn runtime_prefix(self) -> Option<&'static str> {
        match self {
            Self::Ours | Self::ByHand => None,
            Self::ProgenitorPositional | Self::ProgenitorBuilder => Some("progenitor-"),
            Self::Oas3Gen => Some("oas3-gen-"),
            Self::Ploidy => Some("ploidy-"),
        }
    }
}
