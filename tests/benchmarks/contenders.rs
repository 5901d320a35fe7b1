//! The same calls, by `cloud-iam` and by hand, on one thread.

use crate::hand;
use cloud_iam::ionos::{Client, Credentials};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use serde::Deserialize;
use std::{hint::black_box, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    task::JoinSet,
};

/// Both clients, and what runs their calls.
pub(crate) struct Contenders {
    runtime: Runtime,
    url: String,
    http: reqwest::Client,
    ionos: Client,
}

/// A page, of which the caller wants four fields of each user.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read, and never looked at")]
struct Few {
    items: Vec<FewOfUser>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read, and never looked at")]
struct FewOfUser {
    id: String,
    properties: FewProperties,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read, and never looked at")]
struct FewProperties {
    firstname: String,
    lastname: String,
    email: String,
}

impl Contenders {
    pub(crate) fn new(url: &str) -> Self {
        let credentials = Credentials::token("t0ken");
        let ionos = Client::builder().base_url(url).credentials(credentials).build().unwrap();
        // Without a provider reqwest cannot be built; the crate falls back to the same.
        rustls::crypto::ring::default_provider().install_default().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer t0ken"));
        let http = reqwest::Client::builder().default_headers(headers).user_agent("hand/0.1.0");
        let http = http.timeout(Duration::from_secs(60)).build().unwrap();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, url: url.to_owned(), http, ionos }
    }

    /// Lists users with `cloud-iam`, in some tasks of some calls each.
    pub(crate) fn ours(&self, tasks: usize, calls: usize) {
        self.run(tasks, || {
            let ionos = self.ionos.clone();
            async move {
                for _ in 0..calls {
                    black_box(ionos.users().list().await.unwrap());
                }
            }
        });
    }

    /// The same by hand.
    pub(crate) fn by_hand(&self, tasks: usize, calls: usize) {
        self.run(tasks, || {
            let (http, url) = (self.http.clone(), self.url.clone());
            async move {
                for _ in 0..calls {
                    black_box(hand::list::<hand::Users>(&http, &url).await.unwrap());
                }
            }
        });
    }

    /// Lists four fields of users with `cloud-iam`.
    pub(crate) fn ours_few(&self, tasks: usize, calls: usize) {
        self.run(tasks, || {
            let ionos = self.ionos.clone();
            async move {
                for _ in 0..calls {
                    black_box(ionos.users().list().send_as::<Few>().await.unwrap());
                }
            }
        });
    }

    /// The same by hand.
    pub(crate) fn by_hand_few(&self, tasks: usize, calls: usize) {
        self.run(tasks, || {
            let (http, url) = (self.http.clone(), self.url.clone());
            async move {
                for _ in 0..calls {
                    black_box(hand::list::<Few>(&http, &url).await.unwrap());
                }
            }
        });
    }

    /// Runs some tasks to their end.
    fn run<F: Future<Output = ()> + Send + 'static>(&self, tasks: usize, task: impl Fn() -> F) {
        self.runtime.block_on(async {
            let mut running: JoinSet<()> = JoinSet::new();
            for _ in 0..tasks {
                running.spawn(task());
            }
            running.join_all().await;
        });
    }
}
