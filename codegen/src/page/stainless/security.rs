//! Credentials and fixed headers, from an example's command.

use super::curl::Command;
use std::ops::Range;

/// A way in which a command shows who sends it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Credential {
    /// The scheme's name in the document: the variables' names, since one header may carry
    /// different credentials on different pages.
    pub(super) name: String,
    pub(super) scheme: Scheme,
    pub(super) range: Range<usize>,
}

/// What kind of credential, and the environment's variables that hold it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Bearer { variable: Option<String> },
    Basic { user: String, password: String },
    Header { header: String, variable: String },
}

/// The credentials that a command sends all together. A header that the page lists as a parameter
/// is none.
pub(super) fn credentials(command: &Command, parameters: &[String]) -> Vec<Credential> {
    let headers = command.headers.iter().filter(|(name, ..)| !listed(parameters, name));
    let mut credentials: Vec<_> = headers
        .filter_map(|(header, value, range)| {
            let (scheme, name) = match value.strip_prefix("Bearer ") {
                Some(token) if header.eq_ignore_ascii_case("authorization") => {
                    let variable = variable(token);
                    let name = variable.clone().unwrap_or_else(|| "bearer".to_owned());
                    (Scheme::Bearer { variable }, name)
                }
                _ => {
                    let variable = variable(value)?;
                    (
                        Scheme::Header { header: header.clone(), variable: variable.clone() },
                        variable,
                    )
                }
            };
            Some(Credential { name, scheme, range: range.clone() })
        })
        .collect();
    credentials.extend(command.user.as_ref().and_then(|word| {
        let (user, password) = word.text.split_once(':')?;
        let (user, password) = (variable(user)?, variable(password)?);
        let name = format!("{user}.{password}");
        Some(Credential {
            name,
            scheme: Scheme::Basic { user, password },
            range: word.range.clone(),
        })
    }));
    credentials
}

/// A header that every request carries with one value: `anthropic-version: 2023-06-01`.
pub(super) fn fixed_headers<'c>(
    command: &'c Command,
    parameters: &[String],
) -> impl Iterator<Item = &'c (String, String, Range<usize>)> {
    /// What the transport sends of itself.
    const TRANSPORT: [&str; 3] = ["content-type", "accept", "user-agent"];
    let fixed = move |name: &str, value: &str| {
        let own = TRANSPORT.iter().any(|own| own.eq_ignore_ascii_case(name));
        !own && !name.eq_ignore_ascii_case("authorization") && !value.contains('$')
    };
    let parameters = parameters.to_vec();
    command
        .headers
        .iter()
        .filter(move |(name, value, _)| fixed(name, value) && !listed(&parameters, name))
}

fn listed(parameters: &[String], name: &str) -> bool {
    parameters.iter().any(|parameter| parameter.eq_ignore_ascii_case(name))
}

/// `$NAME` or `${NAME}`, and nothing besides.
fn variable(text: &str) -> Option<String> {
    let name = text.trim().strip_prefix('$')?;
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    word.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::stainless::{curl, lexer::Piece};

    fn command(text: &str) -> Command {
        curl::parse(&Piece { text, range: 0..text.len() }).unwrap()
    }

    #[test]
    fn headers_from_the_environment_are_credentials() {
        let command = command(
            "curl https://api.test -H 'X-Version: 1' -H \"X-Email: $EMAIL\" -H \"Authorization: Bearer ${TOKEN}\"",
        );
        let found = credentials(&command, &[]);
        let email = Scheme::Header { header: "X-Email".into(), variable: "EMAIL".into() };
        assert_eq!(found[0].scheme, email);
        assert_eq!(found[1].scheme, Scheme::Bearer { variable: Some("TOKEN".into()) });
        let fixed: Vec<_> = fixed_headers(&command, &[]).map(|(name, ..)| name.as_str()).collect();
        assert_eq!(fixed, ["X-Version"]);
    }

    #[test]
    fn a_header_that_is_a_parameter_is_no_credential() {
        let command =
            command("curl https://api.test -H \"x-contract: $CONTRACT\" -H 'X-Version: 1'");
        let parameters = ["X-Contract".to_owned(), "x-version".to_owned()];
        assert_eq!(credentials(&command, &parameters), []);
        assert_eq!(fixed_headers(&command, &parameters).count(), 0);
    }

    #[test]
    fn a_user_and_a_password_are_basic_authentication() {
        let found = credentials(&command("curl -u $USER:$PASS https://api.test"), &[]);
        let basic = Scheme::Basic { user: "USER".into(), password: "PASS".into() };
        assert_eq!(found[0].scheme, basic);
    }
}
