//! How an operation's answers come in pages.

use super::TypeRef;

/// How one page leads to the next. Places in a page are JSON pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is asked for.
    pub step: Step,
    /// Where the items are; empty when the page is the list itself.
    pub items: String,
    /// What an item is.
    pub item: TypeRef,
    /// Where a page has a link to the next one.
    pub link: Option<String>,
    /// Whether the `Link` header has it (RFC 8288).
    pub link_header: bool,
    /// Where a page says whether there are more.
    pub more: Option<String>,
    /// Where a page says how many items there are in all.
    pub total: Option<String>,
    /// Where a page says how many pages there are in all.
    pub total_pages: Option<String>,
}

/// How the next page is asked for: with which parameter of the query, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// How many items to leave out.
    Offset {
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// The page's number.
    Page {
        /// The parameter's name on the wire.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// What the page before says.
    Cursor {
        /// The parameter's name on the wire.
        parameter: String,
        /// Where the page says it.
        token: String,
    },
    /// What the last item says.
    After {
        /// The parameter's name on the wire.
        parameter: String,
        /// Where the item says it.
        key: String,
    },
    /// With the server's link alone.
    Link,
}
