//! What the document's schemas are called.

use super::schema::Schemas;
use crate::name::Words;
use std::collections::HashMap;

/// What parts a package's names from one another, and from what it holds.
const SEPARATORS: [char; 2] = ['.', ':'];

/// The words of each schema's name. One that is qualified by a package, as `io.k8s.api.core.v1.Pod`
/// and `models.User`, is called by its last part, as far as no other schema is: those that share it
/// keep more of their packages, each of them, so that a new one takes over no other's name.
pub(super) fn names<'a>(schemas: impl Iterator<Item = &'a str>) -> HashMap<&'a str, Words> {
    let (qualified, plain): (Vec<_>, Vec<_>) = schemas.partition(|name| is_qualified(name));
    let mut names: HashMap<_, _> = plain.into_iter().map(|name| (name, Words::of(name))).collect();
    let mut claims: HashMap<Words, usize> = HashMap::new();
    let every_end = qualified.iter().flat_map(|name| ends(name));
    for words in names.values().cloned().chain(every_end) {
        *claims.entry(words).or_default() += 1;
    }
    for name in qualified {
        let own = ends(name).find(|words| claims.get(words) == Some(&1));
        names.insert(name, own.unwrap_or_else(|| Words::of(name)));
    }
    names
}

impl Schemas<'_> {
    /// What a component is called.
    pub(super) fn words_of(&self, component: &str) -> Words {
        self.names.get(component).cloned().unwrap_or_else(|| Words::of(component))
    }
}

/// Whether a name is that of a type in a package: the package's parts begin small, the type does
/// not, and nothing else is in it, as the arguments of a generic type would be.
fn is_qualified(name: &str) -> bool {
    let is_word = |part: &str| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
    };
    let begins = |part: &str, fits: fn(&char) -> bool| {
        part.trim_start_matches('_').chars().next().is_some_and(|first| fits(&first))
    };
    let Some((package, last)) = name.rsplit_once(SEPARATORS) else { return false };
    let package_fits = package
        .split(SEPARATORS)
        .all(|part| is_word(&part.replace('-', "_")) && begins(part, char::is_ascii_lowercase));
    package_fits && is_word(last) && begins(last, char::is_ascii_uppercase)
}

/// The ends of a qualified name, the shortest first; none begins with a version.
fn ends(name: &str) -> impl Iterator<Item = Words> {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
    };
    let inner = name.rmatch_indices(SEPARATORS).map(|(at, sign)| at + sign.len());
    let ends = inner.chain([0]).filter_map(|start| name.get(start..));
    ends.filter(move |end| !end.split(SEPARATORS).next().is_some_and(is_version)).map(Words::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(all: &[&str]) -> Vec<String> {
        let names = names(all.iter().copied());
        all.iter().map(|name| names[name].as_slice().join(" ")).collect()
    }

    #[test]
    fn packages_are_left_out() {
        let all = ["io.k8s.api.core.v1.Pod", "models.User", "_types.query_dsl:Query", "Pet"];
        assert_eq!(named(&all), ["pod", "user", "query", "pet"]);
        let all = ["Pet.Tag", "Api.get.User", "book.jsonld", "a.Page[a.B]", "a b.C", ".A", "a."];
        let whole = all.map(|name| Words::of(name).as_slice().join(" "));
        assert_eq!(named(&all), whole);
    }

    #[test]
    fn packages_tell_types_of_one_name_apart() {
        let events = ["io.k8s.api.events.v1.Event", "io.k8s.api.core.v1.Event"];
        assert_eq!(named(&events), ["events v1 event", "core v1 event"]);
        assert_eq!(named(&["models.User", "User"]), ["models user", "user"]);
        assert_eq!(named(&["a.b.C", "b.C"]), ["a b c", "b c"]);
    }
}
