//! Which credentials an operation takes.

use super::credentials::{Authorization, quote};

/// Which credentials an operation takes, by the names of their variants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Security {
    /// Whatever the client has.
    Any,
    /// One of these; it works without as well, and is sent no others.
    Optional(&'static [&'static str]),
    /// One of these.
    Required(&'static [&'static str]),
}

impl Security {
    /// What a request carries of a client's credentials. A client without any leaves the decision
    /// to the server.
    pub(super) fn choose(self, client: &Authorization) -> Result<Option<&Authorization>, String> {
        let (ways, is_required) = match self {
            Self::Any => return Ok(Some(client)),
            Self::Optional(ways) => (ways, false),
            Self::Required(ways) => (ways, true),
        };
        match client.way {
            Some(way) if ways.contains(&way) => Ok(Some(client)),
            Some(way) if is_required => {
                let mut taken = String::new();
                for way in ways {
                    quote(&mut taken, " or ", way);
                }
                Err(format!("it takes the credentials {taken}, and the client has `{way}`"))
            }
            _ => Ok(None),
        }
    }
}
