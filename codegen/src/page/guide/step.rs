//! What a how-to page says of a call.

use crate::source::Spanned;
use std::fmt;

/// Where a name at the end of a link leads.
#[derive(Clone, Debug)]
pub enum Lead {
    /// To no operation.
    Nowhere,
    /// To one.
    To(Endpoint),
    /// To one of several, and nobody can say to which.
    ToOneOfSeveral,
}

/// One call that a how-to page describes.
#[derive(Clone, Debug)]
pub struct Step {
    /// The operation that is called.
    pub operation: Named,
    /// What the page says of the call's parameters.
    pub facts: Vec<Fact>,
}

/// How a how-to page names an operation.
#[derive(Clone, Debug)]
pub enum Named {
    /// By the id at the end of a link, and by method and path beside it where the page gives them.
    Linked {
        /// The operation's id.
        id: Spanned<String>,
        /// The method and path.
        endpoint: Option<Spanned<Endpoint>>,
    },
    /// By method and path alone, or by a link to what has its id for a name.
    Written(Spanned<Endpoint>),
    /// By a link to what has the ids of several operations for a name.
    Ambiguous(Spanned<String>),
}

/// A method and path as prose has them: `POST /v6/users`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The method, in capitals.
    pub method: String,
    /// The path, perhaps with the server's own before it.
    pub path: String,
}

impl Endpoint {
    /// Whether the path, perhaps with the server's own before it, is that of an operation, whatever
    /// the names in its braces.
    pub(crate) fn leads_to(&self, operation: &str) -> bool {
        shape(&self.path).ends_with(&shape(operation))
    }

    /// Whether the path tells an operation from others. Every path ends as `/` does, which is therefore
    /// told by nothing but itself.
    pub(crate) fn singles_out(&self, operation: &str) -> bool {
        let is_root = |path| shape(without_host(path)).is_empty();
        self.leads_to(operation) && (!is_root(operation) || is_root(&self.path))
    }
}

/// The path of an address, which may be all of it.
pub(in crate::page) fn without_host(address: &str) -> &str {
    let Some((_, behind)) = address.split_once("://") else { return address };
    behind.find('/').and_then(|at| behind.get(at..)).unwrap_or("/")
}

/// A path whatever the names in its braces.
pub(in crate::page) fn shape(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    let is_name = |part: &str| part.starts_with('{') && part.ends_with('}');
    let parts = path.split('/').map(|part| if is_name(part) { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Something that a how-to page says of a call.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A parameter that must be given.
    Required(Spanned<String>),
    /// A value that a parameter is to be given.
    Value {
        /// The parameter.
        parameter: Spanned<String>,
        /// The value.
        value: Spanned<serde_json::Value>,
        /// The sentence that says so.
        sentence: String,
    },
    /// Where the page says that something is sent: `the user ID in the header`.
    SentIn {
        /// What is sent, in the page's words.
        what: Spanned<String>,
        /// Where, in the page's words: `header`, `body`, `path`, `query`.
        location: Spanned<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_have_the_server_s_before_it_and_names_of_its_own() {
        let leads_to = |path: &str, operation| {
            Endpoint { method: "GET".to_owned(), path: path.to_owned() }.leads_to(operation)
        };
        assert!(leads_to("/v6/a/{group}/b", "/a/{groupId}/b"));
        assert!(leads_to("https://x.org/a/?pretty=true", "/a"));
        assert!(!leads_to("/a/b", "/a"));
    }

    #[test]
    fn the_root_is_told_by_itself_alone() {
        let singles_out = |path: &str, operation| {
            Endpoint { method: "GET".to_owned(), path: path.to_owned() }.singles_out(operation)
        };
        assert!(singles_out("/", "/"));
        assert!(singles_out("https://x.org?pretty=true", "/"));
        assert!(singles_out("/v6/a", "/a"));
        assert!(!singles_out("/a", "/"));
        assert!(!singles_out("https://x.org/a", "/"));
    }
}
