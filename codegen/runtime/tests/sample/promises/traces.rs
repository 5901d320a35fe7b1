//! What `tracing` shows of calls.

use super::server::{Server, answer, json, wait};
use crate::RetryPolicy;
use std::{
    fmt::{Debug, Write as _},
    sync::{Arc, Mutex},
    time::Duration,
};
use tracing::{
    Dispatch, Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Writes down the fields of spans and events.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), "{field}={value:?} ").unwrap();
    }
}

/// Spans and events of the runtime alone: the HTTP client has its own.
fn is_own(metadata: &Metadata<'_>) -> bool {
    metadata.target().contains("runtime::")
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_own(metadata)
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, record: &Record<'_>) {
        record.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn each_attempt_is_a_span_without_secrets() {
    let server = Server::new([&answer("503 Service Unavailable", "", ""), &json("200 OK", "{}")]);
    let policy = RetryPolicy::new().first_delay(Duration::ZERO);
    let client = server.builder().retry_policy(policy).build().unwrap();
    let log = Log::default();
    // Of one subscriber alone, tracing asks only the thread that comes to a span first whether it is
    // wanted, and that may be another test's, which has none; of two it asks both.
    let _other = Dispatch::new(Log::default());
    tracing::subscriber::with_default(log.clone(), || {
        wait(client.users().get("hunter2").with_query("key", "hunter2")).unwrap();
    });
    let get = "method=\"GET\" path=\"/users/{userId}\" operation=\"getUser\"";
    assert_eq!(
        *log.0.lock().unwrap(),
        format!(
            "{get} attempt=1 status=503 message=the request is sent again delay_ms=0 status=503 \
             {get} attempt=2 status=200 "
        )
    );
}
