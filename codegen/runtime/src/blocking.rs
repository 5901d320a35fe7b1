//! Calls from ordinary threads.

use super::{
    call::{Call, Pending},
    endpoint::Operation,
    error::{Error, RequestError},
    reply::Payload,
};
use std::{future::pending, io, sync::OnceLock, thread};
use tokio::runtime::{Builder, Handle};

impl<T> Pending<T> {
    /// Does what `.await` does, and blocks the thread meanwhile.
    ///
    /// # Errors
    ///
    /// As with `.await`. In an asynchronous program nothing is sent and that is the error: there
    /// `.await` is right, or, on a thread that may block, the runtime's own `Handle::block_on`.
    pub fn wait(self) -> Result<T, Error> {
        let operation = self.operation;
        let refused = |reason| Error::Request(RequestError { operation, reason });
        if Handle::try_current().is_ok() {
            let reason = "`wait` would block an asynchronous program: use `.await`";
            return Err(refused(reason.to_owned()));
        }
        let runtime = runtime();
        let runtime = runtime.map_err(|error| refused(format!("nothing can run it: {error}")))?;
        runtime.block_on(self)
    }
}

impl<O: Operation> Call<'_, O> {
    /// Sends the call and gives what the server answered, as `.await` does, and blocks the thread
    /// meanwhile. [`send`](Self::send) gives more, and has a [`wait`](Pending::wait) as well.
    ///
    /// # Errors
    ///
    /// As with `.await`, and in an asynchronous program, where `.await` is right.
    pub fn wait(self) -> Result<<O::Output as Payload>::Value, Error> {
        self.into_future().wait()
    }
}

/// The runtime for all waiting threads. A thread of its own drives it, so that connections are
/// looked after while nobody waits, and whoever else uses the same client finds them alive.
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
