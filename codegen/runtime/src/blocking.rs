//! Calls from ordinary threads.

use super::{
    call::{Call, Pending},
    chunks::Chunks,
    endpoint::Operation,
    error::{Error, RequestError},
    reply::Payload,
};
use futures_core::Stream;
use std::{
    future::{pending, poll_fn},
    io, iter,
    pin::Pin,
    sync::OnceLock,
    thread,
};
use tokio::runtime::{Builder, Handle};

impl<T> Pending<T> {
    /// Does what `.await` does, and blocks the thread meanwhile.
    ///
    /// # Errors
    ///
    /// As with `.await`. Inside an asynchronous runtime nothing is sent, and that is the error: use
    /// `.await` there, or, on a thread that may block, the runtime's own `Handle::block_on`.
    pub fn block(self) -> Result<T, Error> {
        block_on(self.operation, self)?
    }
}

impl<O: Operation> Call<'_, O> {
    /// Sends the call and gives what the server answered, as `.await` does, and blocks the thread
    /// meanwhile. [`send`](Self::send) gives more, and has a [`block`](Pending::block) as well.
    ///
    /// # Errors
    ///
    /// As with `.await`, and inside an asynchronous runtime, as with [`Pending::block`].
    pub fn block(self) -> Result<<O::Output as Payload>::Value, Error> {
        self.into_future().block()
    }
}

impl Chunks {
    /// The pieces, each of which blocks the thread until it is there. Inside an asynchronous
    /// runtime it is a single error: use [`next`](Self::next) there.
    pub fn block(self) -> impl Iterator<Item = Result<Vec<u8>, Error>> {
        each(self.operation(), self)
    }
}

/// What a stream gives, one by one.
pub(super) fn each<S, T>(
    operation: &'static str,
    stream: S,
) -> impl Iterator<Item = Result<T, Error>>
where
    S: Stream<Item = Result<T, Error>> + Unpin,
{
    let mut rest = Some(stream);
    iter::from_fn(move || {
        let stream = rest.as_mut()?;
        let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context));
        block_on(operation, next).unwrap_or_else(|error| {
            rest = None;
            Some(Err(error))
        })
    })
}

/// Blocks the thread, unless it is one that must not be.
fn block_on<F: Future>(operation: &'static str, future: F) -> Result<F::Output, Error> {
    let refused = |reason| Error::Request(RequestError { operation, reason });
    if Handle::try_current().is_ok() {
        let reason = "`block` was called inside an asynchronous runtime: use `.await`, or \
            `Handle::block_on` on a thread that may block";
        return Err(refused(reason.to_owned()));
    }
    let runtime = runtime();
    let runtime = runtime.map_err(|error| refused(format!("nothing can run it: {error}")))?;
    Ok(runtime.block_on(future))
}

/// The runtime for all blocked threads. A thread of its own drives it, so that connections are
/// looked after while no thread is blocked, and whoever else uses the same client finds them alive.
fn runtime() -> Result<&'static Handle, &'static io::Error> {
    static RUNTIME: OnceLock<io::Result<Handle>> = OnceLock::new();
    RUNTIME.get_or_init(start).as_ref()
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let driver = thread::Builder::new().name("blocking-calls".to_owned());
    driver.spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(handle)
}
