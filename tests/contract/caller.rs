//! Calls, and what became of each.

use cloud_iam::{Call, Error, runtime::Operation};

/// Makes calls one after the other, and remembers them.
#[derive(Default)]
pub(crate) struct Caller {
    /// The `Prefer` header of every call, which tells Prism how to answer.
    pub(crate) prefer: Option<&'static str>,
    pub(crate) called: Vec<Called>,
}

/// A call that was made.
pub(crate) struct Called {
    /// The operation as a document names it: `GET /um/users umUsersGet`.
    pub(crate) operation: String,
    pub(crate) outcome: Result<(), Error>,
}

impl Caller {
    /// Makes a call; what it is answered has to decode.
    pub(crate) async fn call<O: Operation>(&mut self, call: Call<'_, O>) {
        let call = match self.prefer {
            Some(preference) => call.with_header("Prefer", preference),
            None => call,
        };
        let outcome = call.send().await.map(drop);
        let endpoint = O::ENDPOINT;
        let operation = format!("{} {} {}", endpoint.method(), endpoint.path(), endpoint.id());
        self.called.push(Called { operation, outcome });
    }
}
