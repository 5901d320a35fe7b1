//! Answers that hold what was asked for beside whether it went well.

use super::{
    api_error::ApiError,
    decode::DecodeError,
    error::Error,
    member::member,
    reply::{self, Payload, Reply, without_mark},
};
use serde::de::DeserializeOwned;
use std::{marker::PhantomData, mem, sync::Arc};

/// A body that holds what was asked for beside whether it went well.
pub trait Envelope: DeserializeOwned + Default {
    /// What was asked for.
    type Value;

    /// The member that holds it.
    const VALUE: &'static str;

    /// The member that says whether it went well.
    const SUCCESS: &'static str;

    /// Whether the member is there and says yes.
    fn is_success(&self) -> bool;

    /// What was asked for. None where the answer leaves out what it must not.
    fn open(self) -> Option<Self::Value>;
}

/// JSON of which callers get what the envelope holds. A failure is an error, whatever the status.
#[derive(Debug)]
pub struct Enveloped<E>(PhantomData<fn() -> E>);

impl<E: Envelope> Payload for Enveloped<E> {
    type Value = E::Value;
    const ACCEPT: &'static str = "application/json";

    fn decode(reply: &mut Reply) -> Result<E::Value, Error> {
        let envelope = reply::json::<Option<E>>(reply).map(Option::unwrap_or_default);
        // A failure may look like nothing that was documented.
        if !envelope.as_ref().is_ok_and(E::is_success) {
            Self::check(reply)?;
        }
        let missing =
            || reply.undecodable(DecodeError::whole(&format!("`{}` is missing", E::VALUE)));
        envelope?.open().ok_or_else(missing)
    }

    fn check(reply: &mut Reply) -> Result<(), Error> {
        if is_failure(without_mark(&reply.body), E::SUCCESS) { Err(refusal(reply)) } else { Ok(()) }
    }
}

/// The error that a reply is.
#[inline]
fn refusal(reply: &mut Reply) -> Error {
    let (body, open) = (mem::take(&mut reply.body), reply.open.take());
    let reply = Reply { head: Arc::clone(&reply.head), body, open };
    Error::Api(Box::new(ApiError::new(reply)))
}

/// Whether a member of a JSON object is `false`. One that is missing says nothing.
#[inline]
fn is_failure(body: &[u8], name: &str) -> bool {
    member(&String::from_utf8_lossy(body), name) == Some("false")
}
