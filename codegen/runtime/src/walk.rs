//! The way from page to page, whatever the items are.

use super::{
    client::Core,
    error::{Error, RequestError},
    page::{self, Page, Said},
    paging::{Paging, Step},
    path,
    reply::Reply,
    request::{Pairs, Request},
};
use reqwest::Url;
use serde_json::value::RawValue;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt,
    future::Future,
    hash::{DefaultHasher, Hash, Hasher},
    pin::Pin,
    task::{Context, Poll, ready},
};

/// How many pages are read unless the caller sets another bound.
const MOST_PAGES: usize = 10_000;

/// A walk through pages.
///
/// What the server says of the next page counts first: a link, then whether there is more, then
/// how much there is in all. Where it says nothing, counted pages go on up to an empty one. A page
/// that is shorter than was asked for says nothing: servers cap what they are asked for. A page
/// that was there before ends the walk too, for some servers ignore which one they are asked for.
pub(super) struct Walk {
    core: Core,
    /// Asks for the next page.
    request: Request,
    paging: Paging,
    state: State,
    /// How many more pages may be read, and how many it were in all.
    left: usize,
    most: usize,
    /// How many items there were so far.
    received: u64,
    /// What there was so far: pages, and ways to the next one.
    seen: HashSet<u64>,
}

enum State {
    /// The next page is to be asked for.
    Ready,
    /// It is on its way.
    Waiting(Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send>>),
    /// It cannot be asked for.
    Refused(String),
    /// There is none.
    Ended,
}

/// What follows from a page.
#[derive(Debug, PartialEq)]
enum Turn {
    /// The request asks for the next one.
    Next,
    /// It is the last.
    Last,
    /// It was there before.
    Repeated,
}

impl Walk {
    #[inline]
    pub(super) fn new(core: Core, request: Request, paging: Paging) -> Self {
        Self {
            core,
            request,
            paging,
            state: State::Ready,
            left: MOST_PAGES,
            most: MOST_PAGES,
            received: 0,
            seen: HashSet::new(),
        }
    }

    /// Reads no more pages than this.
    #[inline]
    pub(super) fn bound(&mut self, most: usize) {
        (self.left, self.most) = (most, most);
    }

    /// The specification's name for the operation.
    #[cfg(feature = "blocking")]
    #[inline]
    pub(super) fn operation(&self) -> &'static str {
        self.request.endpoint.id
    }

    /// Reads no more.
    #[inline]
    pub(super) fn end(&mut self) {
        self.state = State::Ended;
    }

    /// The next page.
    #[inline]
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Reply, Error>>> {
        loop {
            match &mut self.state {
                State::Ready => self.ask(),
                State::Waiting(reply) => {
                    let reply = ready!(reply.as_mut().poll(context));
                    return Poll::Ready(self.take(reply));
                }
                State::Refused(reason) => {
                    let reason = std::mem::take(reason);
                    let operation = self.request.endpoint.id();
                    self.end();
                    let error = Error::Request(RequestError { operation, reason });
                    return Poll::Ready(Some(Err(error)));
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }

    #[inline]
    fn ask(&mut self) {
        self.state = match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                State::Waiting(self.core.execute(self.request.clone()))
            }
            None => State::Refused(format!("there are more than {} pages", self.most)),
        };
    }

    /// Takes a page, and decides what follows; an error is the last that comes.
    #[inline]
    fn take(&mut self, reply: Result<Reply, Error>) -> Option<Result<Reply, Error>> {
        self.end();
        let reply = match reply {
            Ok(reply) => reply,
            Err(error) => return Some(Err(error)),
        };
        let page = match Page::of(&reply) {
            Ok(page) => page,
            Err(error) => return Some(Err(error)),
        };
        match self.turn(&page, page::link_header(&reply.head.headers)) {
            Ok(Turn::Next) => self.state = State::Ready,
            Ok(Turn::Last) => {}
            Ok(Turn::Repeated) => return None,
            Err(reason) => self.state = State::Refused(reason),
        }
        Some(Ok(reply))
    }

    #[inline]
    fn turn(&mut self, page: &Page<'_>, header: Said<String>) -> Result<Turn, String> {
        let items = page.items(self.paging.items);
        self.received = self.received.saturating_add(items.len() as u64);
        let link = self.link(page, header);
        let way = match (&link, self.paging.step) {
            (Said::Next(link), _) => Some(link.clone()),
            (_, Step::Cursor { token, .. }) => match page.next(token) {
                Said::Next(token) => Some(token),
                Said::Last | Said::Nothing => None,
            },
            (_, Step::After { key, .. }) => items.last().and_then(|item| page::key(item, key)),
            _ => None,
        };
        // Where the server tells the way, two pages may hold the same; where it is counted, not.
        let told = way.as_ref().filter(|_| !self.paging.is_counted());
        if !items.is_empty() && !self.is_new(&(texts(&items), told)) {
            return Ok(Turn::Repeated);
        }
        // To end here would leave out what there is.
        let is_told = matches!(self.paging.step, Step::Cursor { .. } | Step::Link);
        if is_told && told.is_none() && self.says_more(page) == Some(true) {
            return Err("the page says that there is more, but not where".to_owned());
        }
        // The server may tell the way past an empty page, as where a search has gone through much
        // and found nothing; to count on would never end.
        if items.is_empty() && told.is_none() {
            return Ok(Turn::Last);
        }
        if link == Said::Last || told.is_some_and(|way| !self.is_new(way)) {
            return Ok(Turn::Last);
        }
        if let Said::Next(link) = link {
            return self.follow(&link);
        }
        if !self.has_more(page, items.len() as u64)? {
            return Ok(Turn::Last);
        }
        self.step(items.len() as u64, way)
    }

    /// The server's link to the next page.
    #[inline]
    fn link(&self, page: &Page<'_>, header: Said<String>) -> Said<String> {
        let body = self.paging.link.map_or(Said::Nothing, |link| page.next(link));
        if body != Said::Nothing {
            return body;
        }
        match (self.paging.step, header) {
            (Step::Cursor { .. } | Step::After { .. }, _) => Said::Nothing,
            (_, Said::Nothing) if self.paging.link_header => Said::Last,
            (_, header) => header,
        }
    }

    /// Whether there is more, where the page says so in as many words.
    #[inline]
    fn says_more(&self, page: &Page<'_>) -> Option<bool> {
        page.truth(self.paging.more?)
    }

    /// Whether there is more by what the page says, or as long as it does not say.
    #[inline]
    fn has_more(&self, page: &Page<'_>, count: u64) -> Result<bool, String> {
        let Paging { total, total_pages, step, .. } = self.paging;
        if let Some(more) = self.says_more(page) {
            return Ok(more);
        }
        // Of those who do not know the number some say 0.
        let number = |pointer: Option<&str>| page.number(pointer?).filter(|number| *number > 0);
        if let (Step::Page { parameter, first }, Some(pages)) = (step, number(total_pages)) {
            let current = self.request.query.number(parameter)?.unwrap_or(first);
            return Ok(current.saturating_sub(first).saturating_add(1) < pages);
        }
        let before = match step {
            Step::Offset(parameter) => self.request.query.number(parameter)?.unwrap_or(0),
            _ => self.received.saturating_sub(count),
        };
        let is_counted = self.paging.is_counted();
        let total = number(total).filter(|_| is_counted);
        Ok(total.is_none_or(|total| before.saturating_add(count) < total))
    }

    /// Asks for what a link leads to, at the place where the operation answers: of the link only
    /// the query is taken, so that no credentials go where a link says.
    #[inline]
    fn follow(&mut self, link: &str) -> Result<Turn, String> {
        // Only the query counts, so any base will do for a relative one.
        let base = Url::parse("https://host.invalid").map_err(|error| error.to_string())?;
        let link =
            base.join(link).map_err(|error| format!("the link to the next page: {error}"))?;
        if link.query().unwrap_or_default().is_empty() {
            return Err("the link to the next page has no query".to_owned());
        }
        self.request.query.follow(&link);
        Ok(Turn::Next)
    }

    /// Asks for the next page in the operation's own way.
    #[inline]
    fn step(&mut self, count: u64, way: Option<String>) -> Result<Turn, String> {
        let query = &mut self.request.query;
        let (parameter, value) = match (self.paging.step, way) {
            (Step::Offset(parameter), _) => {
                let next = query.number(parameter)?.unwrap_or(0).saturating_add(count);
                (parameter, next.to_string())
            }
            (Step::Page { parameter, first }, _) => {
                let next = query.number(parameter)?.unwrap_or(first).saturating_add(1);
                (parameter, next.to_string())
            }
            (Step::Cursor { parameter, .. } | Step::After { parameter, .. }, Some(way)) => {
                (parameter, way)
            }
            (Step::After { key, .. }, None) => {
                return Err(format!("the last item has nothing at `{key}` to go on from"));
            }
            (Step::Cursor { .. } | Step::Link, _) => return Ok(Turn::Last),
        };
        query.set_text(parameter, &value);
        Ok(Turn::Next)
    }

    /// Whether something is seen for the first time.
    fn is_new(&mut self, what: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        what.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }
}

impl Pairs {
    /// Sets a parameter to one text, in place of what it was set to before.
    #[inline]
    fn set_text(&mut self, name: &str, value: &str) {
        self.set(name, vec![path::pair(name, value)]);
    }

    /// Takes the pairs of a link, which replace those of the same names.
    #[inline]
    fn follow(&mut self, link: &Url) {
        let mut linked: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in link.query_pairs() {
            linked.entry(name.to_string()).or_default().push(path::pair(&name, &value));
        }
        // A parameter may have pairs of other names than its own: `filter[id]=7`.
        let heads: BTreeSet<&str> = linked.values().flatten().map(|pair| head(pair)).collect();
        for (_, pairs) in &mut self.0 {
            pairs.retain(|pair| !heads.contains(head(pair)));
        }
        for (name, pairs) in linked {
            self.set(&name, pairs);
        }
    }

    /// The number that a parameter is set to.
    #[inline]
    fn number(&self, name: &str) -> Result<Option<u64>, String> {
        let found = self.0.iter().find(|(known, _)| known == name);
        let Some(pair) = found.and_then(|(_, pairs)| pairs.first()) else { return Ok(None) };
        let (_, value) = pair.split_once('=').unwrap_or_default();
        value.parse().map(Some).map_err(|_| format!("parameter `{name}` is not a number"))
    }
}

/// The name in a pair, encoded.
#[inline]
fn head(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

#[inline]
fn texts<'r>(items: &[&'r RawValue]) -> Vec<&'r str> {
    items.iter().map(|item| item.get()).collect()
}

impl fmt::Debug for Walk {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
