//! Parameters that callers set once for all calls.

use super::Parameter;

/// An optional parameter of the query or the headers that callers may set once for all calls.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The parameter, with the name of its method of the client's builder. It is text, a number or
    /// a truth value.
    pub parameter: Parameter,
    /// The environment variable that vendors' tools read it from.
    pub env: String,
}
