//! A thousand calls at once through one client, while a good half of the first thousand requests
//! meets a fault.

use crate::{
    Outcome, builder, outcome,
    server::{Act, Exchange, Request, Server, Then, answer},
};
use cloud_iam::{
    Error, Finished, Hook, RetryPolicy,
    ionos::{
        Client,
        models::{Group, GroupProperties, UserPost, UserPropertiesPost},
    },
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

const CALLS: usize = 1000;

/// Decides which request meets which fault.
const SEED: u64 = 1;

/// How often each fault happens.
const EACH: usize = 80;

/// The faults, from a broken connection to a refusal.
fn faults() -> [Act; 7] {
    [
        Act::ResetUnread,
        Act::silence(Then::Reset),
        Act::silence(Then::Close),
        Act::begun("200 OK", 100, "{", Then::Reset),
        Act::begun("200 OK", 100, "{", Then::Close),
        Act::answer("429 Too Many Requests", "Retry-After: 0\r\n", ""),
        Act::answer("503 Service Unavailable", "", ""),
    ]
}

/// As many acts as there are calls, so that all of them happen; after them everything is well.
fn script() -> impl FnMut() -> Act {
    let mut acts: Vec<_> = faults().iter().cycle().take(7 * EACH).cloned().collect();
    acts.resize(CALLS, Act::Answer(done));
    fastrand::Rng::with_seed(SEED).shuffle(&mut acts);
    move || acts.pop().unwrap_or(Act::Answer(done))
}

/// Tells which call it answers.
fn done(request: &Request) -> String {
    answer("200 OK", "", &format!(r#"{{"id": "{}"}}"#, call_of(request)))
}

/// The number of the call that a request belongs to: in the path, or in what a POST carries.
fn call_of(request: &Request) -> usize {
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap_or_default();
    let email = body.pointer("/properties/email").and_then(serde_json::Value::as_str);
    let number = email.and_then(|email| email.strip_suffix("@example.org"));
    number.or(request.target.rsplit('/').next()).unwrap().parse().unwrap()
}

fn is_post(call: usize) -> bool {
    call % 5 < 2
}

/// Whether nobody wants to read what the answer carries.
fn is_delete(call: usize) -> bool {
    call % 5 == 4
}

/// Makes a call; two in five are POSTs. Gives what the server says it answers.
async fn call(client: Client, call: usize) -> Result<Option<String>, Error> {
    let id = call.to_string();
    match call % 5 {
        0 | 1 => {
            let email = format!("{id}@example.org");
            let user = UserPropertiesPost::new("Ada", "Lovelace", email, "a long one");
            client.users().create(UserPost::new(user)).await.map(|user| user.id)
        }
        2 => client.users().get(&id).await.map(|user| user.id),
        3 => {
            let group = Group::new(GroupProperties::new("iam-admins"));
            client.groups().replace(&id, group).await.map(|group| group.id)
        }
        _ => client.users().delete(&id).await.map(|()| Some(id)),
    }
}

/// Counts the requests that went out on a connection.
#[derive(Clone, Default)]
struct Sent(Arc<AtomicUsize>);

impl Hook for Sent {
    fn after(&self, finished: &Finished<'_>) {
        let unconnected =
            matches!(finished.error(), Some(Error::Transport(error)) if error.is_connect());
        self.0.fetch_add(usize::from(!unconnected), Ordering::Relaxed);
    }
}

/// What came of a thousand calls: what each caller got, what each request met, and how many
/// requests were sent.
struct Crowd {
    results: Vec<Result<Option<String>, Error>>,
    exchanges: Vec<Exchange>,
    sent: usize,
}

async fn crowd() -> Crowd {
    let server = Server::new(script()).await;
    let sent = Sent::default();
    // There are fewer faults than retries: whatever may be sent again succeeds in the end.
    let policy = RetryPolicy::new().max_retries(1000).first_delay(Duration::from_millis(1));
    let policy = policy.longest_delay(Duration::from_millis(1));
    let client = builder(&server).retry_policy(policy).hook(sent.clone());
    let client: Client = client.timeout(Duration::from_secs(600)).build().unwrap();
    let calls: Vec<_> = (0..CALLS).map(|it| tokio::spawn(call(client.clone(), it))).collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    Crowd { results, exchanges: server.exchanges(), sent: sent.0.load(Ordering::Relaxed) }
}

/// What a request that was read met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    Done,
    Refused,
    Down,
    /// The answer of a success, of which the body breaks off.
    CutOff,
    Broken,
}

fn met(act: &Act) -> Met {
    match act {
        Act::Answer(_) => Met::Done,
        Act::Say(text, _) if text.starts_with("HTTP/1.1 429") => Met::Refused,
        Act::Say(text, _) if text.starts_with("HTTP/1.1 503") => Met::Down,
        Act::Say(text, _) if text.starts_with("HTTP/1.1 200") => Met::CutOff,
        Act::Say(..) | Act::ResetUnread => Met::Broken,
    }
}

impl Crowd {
    /// What the requests of each call met that the server read and did not refuse for their rate:
    /// it may have acted on them.
    fn acted_on(&self) -> BTreeMap<usize, Vec<Met>> {
        let mut acted_on = BTreeMap::<_, Vec<_>>::new();
        for Exchange { request, act } in &self.exchanges {
            if let Some(request) = request
                && met(act) != Met::Refused
            {
                acted_on.entry(call_of(request)).or_default().push(met(act));
            }
        }
        acted_on
    }

    /// Every call has the one outcome that fits what happened to its requests.
    fn check(&self) {
        let acted_on = self.acted_on();
        for (call, result) in self.results.iter().enumerate() {
            let met = acted_on.get(&call).map_or(&[][..], Vec::as_slice);
            match result {
                Ok(id) => assert_eq!(id.as_ref(), Some(&call.to_string())),
                Err(error) => assert!(is_post(call), "{call}: {error}"),
            }
            if is_post(call) {
                let expected: &[&[Met]] = match result.as_ref().map_err(outcome) {
                    Ok(_) => &[&[Met::Done]],
                    Err(Outcome::Api(503, _)) => &[&[Met::Down]],
                    // Of those that were not read nobody can tell that they were not.
                    Err(Outcome::Broken(_)) => &[&[Met::Broken], &[Met::CutOff], &[]],
                    Err(other) => panic!("{call}: {other:?}"),
                };
                assert!(expected.contains(&met), "{call}: {result:?}, {met:?}");
            } else {
                let (last, before) = met.split_last().unwrap();
                let is_done = |met: Met| met == Met::Done || met == Met::CutOff && is_delete(call);
                assert!(is_done(*last), "{call}: {met:?}");
                assert!(!before.iter().copied().any(is_done), "{call}: {met:?}");
            }
        }
    }
}

/// Both ends of a thousand connections are files of this process, and some systems grant few.
#[cfg(unix)]
fn allow_files() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, soft.max(hard.min(4096)), hard).unwrap();
}

#[cfg(not(unix))]
fn allow_files() {}

#[test]
fn of_a_thousand_calls_none_is_lost_and_no_post_is_sent_twice() {
    allow_files();
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(4).enable_all().build().unwrap();
    let crowd = runtime.block_on(crowd());
    assert_eq!(crowd.results.len(), CALLS);
    assert_eq!(crowd.exchanges.len(), crowd.sent);
    let faults = crowd.exchanges.iter().filter(|it| met(&it.act) != Met::Done).count();
    assert_eq!(faults, 7 * EACH);
    crowd.check();
}
