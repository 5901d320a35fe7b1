//! Cutting any text into words.

use super::{
    capitals::split_capitals,
    letters::{sign, transliterate},
    plural::singular,
};
use std::rc::Rc;

/// The words of a name, in lower case, of ASCII letters and digits only. Names that are made
/// of others share their words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words(Vec<Word>);

/// A word of a name.
pub type Word = Rc<str>;

impl Words {
    /// The words of a text: `manageDBaaS` is `manage dbaas`, `X-RateLimit-Remaining` is
    /// `x rate limit remaining`. What is neither letter nor digit parts words and is dropped,
    /// except a sign before a number, a comparison at the end, and except where nothing else is left.
    pub fn of(text: &str) -> Self {
        // One word already, as most texts are.
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Self(vec![text.into()]);
        }
        let ascii = transliterate(text);
        let (ascii, comparison) = split_comparison(&ascii);
        let mut words = Vec::new();
        if ascii.strip_prefix('-').is_some_and(begins_with_digit) {
            words.push("minus".into());
        }
        let mut parts = ascii.split('+').peekable();
        while let Some(part) = parts.next() {
            for run in
                part.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty())
            {
                split_capitals(run, &mut words);
            }
            if parts.peek().is_some_and(|next| begins_with_digit(next)) {
                words.push("plus".into());
            }
        }
        words.extend(comparison.map(Word::from));
        if words.is_empty() { Self::spelled(text) } else { Self(words) }
    }

    /// The same with every sign by its name: `a.b` is `a dot b`. Longer, and apart from `a-b`.
    pub fn spelled(text: &str) -> Self {
        let mut words = Vec::new();
        let ascii = transliterate(text);
        let mut rest = ascii.as_ref();
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (run, tail) = rest.split_at(if end == 0 { first.len_utf8() } else { end });
            if end == 0 {
                words.push(sign(first).into());
            } else {
                split_capitals(run, &mut words);
            }
            rest = tail;
        }
        if words.is_empty() {
            words.push("empty".into());
        }
        Self(words)
    }

    /// The words of a text that is written for people, without `a`, `an` and `the`.
    pub fn of_phrase(text: &str) -> Self {
        let mut words = Self::of(text);
        if words.0.len() > 1 {
            words.0.retain(|word| !matches!(word.as_ref(), "a" | "an" | "the"));
        }
        words
    }

    /// No words at all, to begin from.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words.
    pub fn as_slice(&self) -> &[Word] {
        &self.0
    }

    /// These words and then others.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        Self(self.0.iter().chain(&other.0).cloned().collect())
    }

    /// These words and then those of a text.
    #[must_use]
    pub fn then(&self, text: &str) -> Self {
        Self(self.0.iter().cloned().chain(Self::of(text).0).collect())
    }

    /// The words with which all names begin, and then those with which all end: `card payments` and
    /// `card bank payments` have `card payments` in common.
    pub fn in_common(names: &[&Self]) -> Self {
        let Some((first, others)) = names.split_first() else { return Self::none() };
        let first = &first.0;
        let shortest = names.iter().map(|name| name.0.len()).min().unwrap_or_default();
        let from_start = |at: &usize| others.iter().all(|it| it.0.get(*at) == first.get(*at));
        let from_end = |at: &usize| {
            others.iter().all(|it| it.0.iter().nth_back(*at) == first.iter().nth_back(*at))
        };
        let head = (0..shortest).take_while(from_start).count();
        let tail = (0..shortest - head).take_while(from_end).count();
        Self(
            first.iter().take(head).chain(first.iter().skip(first.len() - tail)).cloned().collect(),
        )
    }

    /// The same with the last word in the singular.
    #[must_use]
    pub fn singular(&self) -> Self {
        let mut words = self.0.clone();
        if let Some(last) = words.last_mut() {
            *last = singular(last).into();
        }
        Self(words)
    }

    /// Whether the last word looks like a plural.
    pub fn is_plural(&self) -> bool {
        self.0.last().is_some_and(|last| *singular(last) != **last)
    }

    /// `user_group`.
    pub(super) fn snake(&self) -> String {
        self.0.join("_")
    }

    /// `UserGroup`; digits that meet are kept apart by `_`.
    pub(super) fn pascal(&self) -> String {
        let mut name = String::with_capacity(self.0.iter().map(|word| word.len()).sum());
        for word in &self.0 {
            if name.ends_with(|last: char| last.is_ascii_digit()) && begins_with_digit(word) {
                name.push('_');
            }
            let start = name.len();
            name.push_str(word);
            if let Some(first) = name.get_mut(start..=start) {
                first.make_ascii_uppercase();
            }
        }
        name
    }
}

impl FromIterator<Word> for Words {
    fn from_iter<T: IntoIterator<Item = Word>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

/// A name without the comparison at its end, and what Rust calls that: with `DateSent<` an API asks
/// for what was sent earlier. A bracket that closes, as in `List<User>`, compares nothing.
fn split_comparison(name: &str) -> (&str, Option<&'static str>) {
    const COMPARISONS: [(&str, &str); 4] = [("<=", "le"), (">=", "ge"), ("<", "lt"), (">", "gt")];
    let ends = |(sign, word)| Some((name.strip_suffix(sign)?, Some(word)));
    let is_name = |name: &str| {
        let end = name.trim_end_matches(['_', ']', ' ']);
        end.ends_with(|c: char| c.is_ascii_alphanumeric()) && !name.contains(['<', '>'])
    };
    let compared = COMPARISONS.into_iter().find_map(ends).filter(|(name, _)| is_name(name));
    compared.unwrap_or((name, None))
}

/// Whether a text starts as a number does, and as no identifier can.
pub(crate) fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        Words::of(text).0.join(" ")
    }

    #[test]
    fn names_fall_into_the_words_that_people_see() {
        for (text, expected) in [
            ("manageDBaaS", "manage dbaas"),
            ("DBaaSCluster", "dbaas cluster"),
            ("createK8sCluster", "create k8s cluster"),
            ("s3Privilege", "s3 privilege"),
            ("S3KeysRef", "s3 keys ref"),
            ("_links", "links"),
            ("X-RateLimit-Remaining", "x rate limit remaining"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("Etc/GMT+1", "etc gmt plus 1"),
            ("@type", "type"),
            ("$ref", "ref"),
            ("application/json", "application json"),
            ("v1.Foo", "v1 foo"),
            ("IPv4Address", "ipv4 address"),
            ("ipv6Prefix", "ipv6 prefix"),
            ("OAuthToken", "oauth token"),
            ("ETag", "etag"),
            ("OAuth2Flow", "oauth2 flow"),
            ("userIDs", "user ids"),
            ("HTTPServer", "http server"),
            ("URLs", "urls"),
            ("URLsList", "urls list"),
            ("iOSApp", "ios app"),
            ("macOS", "macos"),
            ("AWSId", "aws id"),
            ("DDoSProtection", "ddos protection"),
            ("SaaS", "saas"),
            ("IoTDevice", "iot device"),
            ("MyAPIKey", "my api key"),
            ("ToTeam", "to team"),
            ("toTLSConfig", "to tls config"),
            ("isAMember", "is a member"),
            ("v1beta1", "v1beta1"),
            ("ISO8601Date", "iso8601 date"),
            ("githubID", "github id"),
            ("GitHubApp", "github app"),
            ("user's", "users"),
            ("SCREAMING_CASE", "screaming case"),
            ("URLPath", "url path"),
            ("aB", "a b"),
            ("A", "a"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn words_of_other_alphabets_are_those_of_their_ascii() {
        assert_eq!(words("Größe"), "groesse");
        assert_eq!(words("用户"), "yong hu");
        assert_eq!(words("ИмяПользователя"), "imia polzovatelia");
        assert_eq!(words("naïve café"), "naive cafe");
    }

    #[test]
    fn a_comparison_at_the_end_is_a_word() {
        for (text, expected) in [
            ("DateSent<", "date sent lt"),
            ("DateSent>", "date sent gt"),
            ("date_sent_<=", "date sent le"),
            ("filter[date] >=", "filter date ge"),
            ("$filter[gte]", "filter gte"),
            ("List<User>", "list user"),
            ("Map<String, List<User>>", "map string list user"),
            ("user ->", "user"),
            ("<", "less"),
            ("_>", "underscore greater"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_of_signs_is_spelled() {
        assert_eq!(words(""), "empty");
        assert_eq!(words("*"), "star");
        assert_eq!(words(">="), "greater equal");
        assert_eq!(words("💥"), "boom");
    }

    #[test]
    fn spelling_tells_signs_apart() {
        assert_ne!(Words::spelled("a.b"), Words::spelled("a-b"));
        assert_eq!(Words::spelled("a.b").0.join(" "), "a dot b");
    }
}
