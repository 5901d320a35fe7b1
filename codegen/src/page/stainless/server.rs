//! The server, from an example's command.

use super::{curl, outline::Outline};

/// The host of the first command in the page that names one.
pub(super) fn host(outline: &Outline<'_>) -> Option<String> {
    let commands = outline.operations.iter().flat_map(|operation| &operation.commands);
    let mut urls = commands.filter_map(|command| curl::parse(&command.content)?.url);
    urls.find_map(|url| Some(host_of(&url.text)?.to_owned()))
}

/// A request's URL without the operation's path and what follows it.
pub(super) fn base<'u>(url: &'u str, path: &str) -> Option<&'u str> {
    let mut base = url.split(['?', '#']).next()?.trim_end_matches('/');
    for expected in path.trim_matches('/').rsplit('/') {
        let (rest, segment) = base.rsplit_once('/')?;
        let fits = expected == segment || (expected.contains('{') && !segment.is_empty());
        base = fits.then_some(rest)?;
    }
    host_of(base).map(|_| base)
}

fn host_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty() && !host.contains('$')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn the_path_is_cut_off_whatever_its_variables_are_called() {
        let url = "https://api.test/v4/accounts/$ACCOUNT_ID/groups?per_page=5";
        assert_eq!(base(url, "/accounts/{account_id}/groups"), Some("https://api.test/v4"));
    }

    #[test]
    fn a_url_of_another_path_has_no_base() {
        assert_eq!(base("https://api.test/v4/users", "/accounts"), None);
        assert_eq!(base("https:///accounts", "/accounts"), None);
        assert_eq!(base("/accounts", "/accounts"), None);
    }
}
