//! How an operation's answers come in pages, as data.

use super::endpoint::Operation;
use serde::de::DeserializeOwned;

/// An operation that answers with one page of many.
pub trait Paged: Operation {
    /// What the pages hold.
    type Item: DeserializeOwned;

    /// How one page leads to the next.
    const PAGING: Paging;
}

/// How one page leads to the next: a way to ask for it, and what a page says of it. Places in a
/// page are JSON pointers (RFC 6901).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paging {
    pub(super) step: Step,
    pub(super) items: &'static str,
    pub(super) link: Option<&'static str>,
    pub(super) link_header: bool,
    pub(super) more: Option<&'static str>,
    pub(super) total: Option<&'static str>,
    pub(super) total_pages: Option<&'static str>,
}

/// How to ask for the next page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// A parameter of the query says how many items to leave out.
    Offset(&'static str),
    /// A parameter of the query says which page.
    Page { parameter: &'static str, first: u64 },
    /// A parameter of the query takes what a page says at a place.
    Cursor { parameter: &'static str, token: &'static str },
    /// A parameter of the query takes what the last item says at a place.
    After { parameter: &'static str, key: &'static str },
    /// The server's link is the only way.
    Link,
}

impl Paging {
    #[inline]
    const fn new(step: Step) -> Self {
        Self {
            step,
            items: "",
            link: None,
            link_header: false,
            more: None,
            total: None,
            total_pages: None,
        }
    }

    /// Pages that begin where a parameter says, counted in items from 0.
    #[inline]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Step::Offset(parameter))
    }

    /// Pages with numbers, of which the first is this.
    #[inline]
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Step::Page { parameter, first })
    }

    /// Pages that say, at `token`, what to ask the next one with.
    #[inline]
    pub const fn cursor(parameter: &'static str, token: &'static str) -> Self {
        Self::new(Step::Cursor { parameter, token })
    }

    /// Pages that begin after the item whose `key` is given.
    #[inline]
    pub const fn after(parameter: &'static str, key: &'static str) -> Self {
        Self::new(Step::After { parameter, key })
    }

    /// Pages that only links lead to.
    #[inline]
    pub const fn links() -> Self {
        Self::new(Step::Link)
    }

    /// Where the items are; the whole page unless set.
    #[must_use]
    #[inline]
    pub const fn items(self, items: &'static str) -> Self {
        Self { items, ..self }
    }

    /// Where a link to the next page is.
    #[must_use]
    #[inline]
    pub const fn link(self, link: &'static str) -> Self {
        Self { link: Some(link), ..self }
    }

    /// The `Link` header has a link to the next page, and there is none without it.
    #[must_use]
    #[inline]
    pub const fn link_header(self) -> Self {
        Self { link_header: true, ..self }
    }

    /// Where it says whether there are more pages.
    #[must_use]
    #[inline]
    pub const fn more(self, more: &'static str) -> Self {
        Self { more: Some(more), ..self }
    }

    /// Where it says how many items there are on all pages.
    #[must_use]
    #[inline]
    pub const fn total(self, total: &'static str) -> Self {
        Self { total: Some(total), ..self }
    }

    /// Where it says how many pages there are.
    #[must_use]
    #[inline]
    pub const fn total_pages(self, total_pages: &'static str) -> Self {
        Self { total_pages: Some(total_pages), ..self }
    }

    /// Whether the way to the next page is counted, not told by the server.
    #[inline]
    pub(super) const fn is_counted(&self) -> bool {
        matches!(self.step, Step::Offset(_) | Step::Page { .. })
    }
}
