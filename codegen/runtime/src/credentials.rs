//! How callers prove who they are.

use super::{error::Error, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use std::{fmt, str::FromStr};

/// The ways in which callers of an API can prove who they are.
pub trait Authorize: Sized {
    /// Whether every operation asks for credentials.
    const REQUIRED: bool = true;

    /// Reads the first way that the environment has all variables for.
    fn from_variables(variables: &mut Variables) -> Option<Self>;

    /// Says what each request carries.
    ///
    /// # Errors
    ///
    /// A value cannot be sent as it is.
    fn authorize(&self, authorization: &mut Authorization) -> Result<(), Error>;

    /// Which of the ways this is, for operations that do not take all of them.
    fn way(&self) -> &'static str {
        ""
    }
}

/// The credentials of an API that asks for none.
#[derive(Clone, Copy, Debug)]
pub enum NoCredentials {}

impl Authorize for NoCredentials {
    const REQUIRED: bool = false;

    #[inline]
    fn from_variables(_: &mut Variables) -> Option<Self> {
        None
    }

    #[inline]
    fn authorize(&self, _: &mut Authorization) -> Result<(), Error> {
        match *self {}
    }
}

/// Environment variables; an empty one counts as unset.
pub struct Variables {
    lookup: fn(&str) -> Option<String>,
    /// What was asked for in vain, and which of it is set.
    missing: Vec<Way>,
    /// What was found last.
    found: Way,
}

/// Variables that make sense only together, and whether each is set.
type Way = Vec<(&'static str, bool)>;

impl Variables {
    /// Those of the process.
    #[inline]
    pub fn new() -> Self {
        Self::with(|name| std::env::var(name).ok())
    }

    /// Those that a function knows.
    #[inline]
    pub fn with(lookup: fn(&str) -> Option<String>) -> Self {
        Self { lookup, missing: Vec::new(), found: Vec::new() }
    }

    /// One variable.
    #[inline]
    pub fn get(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    /// One variable that holds text, a number or a truth value, if it is set.
    ///
    /// # Errors
    ///
    /// It holds something else, or a control character.
    pub fn parse<T: FromStr<Err: fmt::Display>>(&self, name: &str) -> Result<Option<T>, Error> {
        let Some(text) = self.get(name) else { return Ok(None) };
        check_characters(&format!("`{name}`"), &text)?;
        match text.parse() {
            Ok(value) => Ok(Some(value)),
            Err(reason) => Err(Error::Configuration(format!("`{name}`: {reason}"))),
        }
    }

    /// Variables that make sense only together.
    pub fn all<const N: usize>(&mut self, names: [&'static str; N]) -> Option<[String; N]> {
        self.look_up(&names)?.try_into().ok()
    }

    /// The same for any number of them: keeps the names as those that were found, or as what is
    /// missing.
    fn look_up(&mut self, names: &[&'static str]) -> Option<Vec<String>> {
        let mut way = Way::new();
        let mut values = Vec::new();
        for name in names {
            let value = self.get(name);
            way.push((*name, value.is_some()));
            values.extend(value);
        }
        if values.len() < names.len() {
            self.missing.push(way);
            return None;
        }
        self.found = way;
        Some(values)
    }

    /// The names of what was found last.
    #[inline]
    pub(super) fn found(&self) -> String {
        all_of(&self.found)
    }

    /// Whether some of what makes sense only together is set, and some is not.
    #[inline]
    pub(super) fn has_halves(&self) -> bool {
        self.halves().is_some()
    }

    #[inline]
    fn halves(&self) -> Option<&Way> {
        self.missing.iter().find(|way| way.iter().any(|(_, is_set)| *is_set))
    }

    /// The error that names what is missing.
    #[inline]
    pub(super) fn error(&self) -> Error {
        let Some(halves) = self.halves() else {
            return Error::Configuration(format!("set {}", self.ways(|_| true)));
        };
        let (mut set, mut unset) = (String::new(), String::new());
        for (name, is_set) in halves {
            quote(if *is_set { &mut set } else { &mut unset }, " and ", name);
        }
        let mut reason = format!("{set} is set, but {unset} is not: set it as well");
        let others = self.ways(|way| way != halves);
        if !others.is_empty() {
            reason.push_str(", or set ");
            reason.push_str(&others);
        }
        Error::Configuration(reason)
    }

    /// The error of a client that was not told who is calling, with all that was asked for in vain.
    pub(super) fn into_unproven(self) -> Error {
        let ways = self.ways(|_| true);
        let environment =
            if ways.is_empty() { ways } else { format!(", use `from_env` with {ways} set,") };
        Error::Configuration(format!(
            "no credentials: give them with `credentials`{environment} or choose `anonymous`"
        ))
    }

    /// Some of what was asked for in vain, for people to choose from.
    fn ways(&self, choose: impl Fn(&Way) -> bool) -> String {
        let mut ways = String::new();
        for way in self.missing.iter().filter(|way| choose(way)) {
            if !ways.is_empty() {
                ways.push_str(", or ");
            }
            ways.push_str(&all_of(way));
        }
        ways
    }
}

impl Default for Variables {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Variables {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Variables")
    }
}

/// What each request carries to prove who is calling.
#[derive(Clone, Default)]
pub struct Authorization {
    /// Which of the API's ways it is; nothing without credentials.
    pub(super) way: Option<&'static str>,
    /// Marked as sensitive.
    pub(super) headers: HeaderMap,
    pub(super) query: Vec<(String, String)>,
    pub(super) cookies: Vec<(String, String)>,
}

impl Authorization {
    /// `Authorization: Bearer`.
    ///
    /// # Errors
    ///
    /// The token begins with `Bearer`, or cannot be sent as it is.
    pub fn bearer(&mut self, token: &str) -> Result<(), Error> {
        if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            let reason = "the token begins with `Bearer `: give the token alone";
            return Err(Error::Configuration(reason.to_owned()));
        }
        check("the token", token)?;
        self.insert(AUTHORIZATION, format!("Bearer {token}"))
    }

    /// `Authorization: Basic`.
    ///
    /// # Errors
    ///
    /// The user's name is empty or has a colon, or one of the two has a control character.
    #[inline]
    pub fn basic(&mut self, username: &str, password: &str) -> Result<(), Error> {
        check("the user's name", username)?;
        if username.as_bytes().contains(&b':') {
            return Err(Error::Configuration("the user's name has a colon".to_owned()));
        }
        check_characters("the password", password)?;
        let mut value = "Basic ".to_owned();
        STANDARD.encode_string(format!("{username}:{password}"), &mut value);
        self.insert(AUTHORIZATION, value)
    }

    /// A key in a header.
    ///
    /// # Errors
    ///
    /// The key cannot be sent as it is.
    #[inline]
    pub fn header(&mut self, name: &'static str, value: &str) -> Result<(), Error> {
        check(&format!("the value for `{name}`"), value)?;
        let header = HeaderName::try_from(name)
            .map_err(|_| Error::Configuration(format!("`{name}` is no name of a header")))?;
        self.insert(header, value.to_owned())
    }

    /// A key in the query.
    ///
    /// # Errors
    ///
    /// The key cannot be sent as it is.
    #[inline]
    pub fn query(&mut self, name: &str, value: &str) -> Result<(), Error> {
        check(&format!("the value for `{name}`"), value)?;
        self.query.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// A key in a cookie.
    ///
    /// # Errors
    ///
    /// The key cannot be sent as it is.
    #[inline]
    pub fn cookie(&mut self, name: &str, value: &str) -> Result<(), Error> {
        check(&format!("the value for `{name}`"), value)?;
        self.cookies.push((name.to_owned(), value.to_owned()));
        Ok(())
    }

    /// Whether it proves nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.query.is_empty() && self.cookies.is_empty()
    }

    fn insert(&mut self, name: HeaderName, value: String) -> Result<(), Error> {
        let refused = |_| Error::Configuration(format!("the value for `{name}` cannot be sent"));
        let mut value = HeaderValue::try_from(value).map_err(refused)?;
        value.set_sensitive(true);
        header::put(&mut self.headers, name, value);
        Ok(())
    }
}

/// Shows where the values go, not the values.
impl fmt::Debug for Authorization {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.headers.keys().map(HeaderName::as_str);
        let names = names.chain(self.query.iter().map(|(name, _)| name.as_str()));
        f.debug_list()
            .entries(names.chain(self.cookies.iter().map(|(name, _)| name.as_str())))
            .finish()
    }
}

fn all_of(way: &Way) -> String {
    let mut names = String::new();
    for (name, _) in way {
        quote(&mut names, " and ", name);
    }
    names
}

/// Appends a name to others.
pub(super) fn quote(names: &mut String, between: &str, name: &str) {
    if !names.is_empty() {
        names.push_str(between);
    }
    names.push('`');
    names.push_str(name);
    names.push('`');
}

/// Refuses what would arrive as something else, or not at all.
fn check(what: &str, value: &str) -> Result<(), Error> {
    if value.is_empty() {
        return Err(Error::Configuration(format!("{what} is empty")));
    }
    check_characters(what, value)?;
    if value.trim() != value {
        return Err(Error::Configuration(format!("{what} begins or ends with a space")));
    }
    Ok(())
}

/// Refuses what no credentials may hold (RFC 7617, section 2, and RFC 9110, section 5.5).
fn check_characters(what: &str, value: &str) -> Result<(), Error> {
    let reason = if matches!(value.as_bytes().last(), Some(b'\n' | b'\r')) {
        "ends in a line break"
    } else if value.contains(char::is_control) {
        "has a control character"
    } else {
        return Ok(());
    };
    Err(Error::Configuration(format!("{what} {reason}")))
}
